#include "TestSupport.h"

#include "support/PathGlob.h"

using namespace codex;
using namespace codex::test;

static bool matches(llvm::StringRef Pattern, llvm::StringRef Path) {
  llvm::Expected<PathGlob> Glob = PathGlob::create(Pattern);
  if (Glob)
    return Glob->matches(Path);
  ADD_FAILURE() << messages(Glob.takeError());
  return false;
}

TEST(PathGlob, WithinOnePart) {
  EXPECT_TRUE(matches("src/*.cpp", "src/a.cpp"));
  EXPECT_FALSE(matches("src/*.cpp", "src/b/a.cpp"));
  EXPECT_FALSE(matches("*.cpp", "src/a.cpp"));
  EXPECT_FALSE(matches("src/*.cpp", "src/a.cpp.in"));
  EXPECT_TRUE(matches("a?c", "abc"));
  EXPECT_FALSE(matches("a?c", "a/c"));
  EXPECT_TRUE(matches("*a*b*", "xxaabbyybz"));
  EXPECT_FALSE(matches("*a*b*c", "xxaabbyyb"));
  EXPECT_TRUE(matches("[a-cx]1[!0-9]", "b1z"));
  EXPECT_FALSE(matches("[a-cx]1[!0-9]", "d1z"));
  EXPECT_FALSE(matches("[a-cx]1[!0-9]", "b15"));
  EXPECT_TRUE(matches("[]x]", "]"));
}

TEST(PathGlob, TwoStarsAreAnyNumberOfParts) {
  EXPECT_TRUE(matches("**/a.cpp", "a.cpp"));
  EXPECT_TRUE(matches("**/a.cpp", "x/y/a.cpp"));
  EXPECT_TRUE(matches("src/**/a.cpp", "src/a.cpp"));
  EXPECT_TRUE(matches("src/**/a.cpp", "src/x/y/a.cpp"));
  EXPECT_FALSE(matches("src/**/a.cpp", "lib/src/a.cpp"));
  EXPECT_TRUE(matches("**/x/**/y/*", "a/x/b/x/y/c/y/d"));
  EXPECT_FALSE(matches("**/x/**/y/*", "a/x/b/x/y/c/d/e"));
  EXPECT_TRUE(matches("src/**", "src/a/b.h"));
  EXPECT_FALSE(matches("src/**", "src"));
  EXPECT_FALSE(matches("src/**", "src2/a"));
  EXPECT_TRUE(matches("**", "a/b"));
}

TEST(PathGlob, Braces) {
  EXPECT_TRUE(matches("**/*{_test,Test}.{cc,cpp}", "a/b_test.cc"));
  EXPECT_TRUE(matches("**/*{_test,Test}.{cc,cpp}", "bTest.cpp"));
  EXPECT_FALSE(matches("**/*{_test,Test}.{cc,cpp}", "b_test.h"));
  EXPECT_TRUE(matches("{a,b{c,d}}", "bd"));
  EXPECT_FALSE(matches("{a,b{c,d}}", "b"));
  EXPECT_TRUE(matches("a{,x}", "a"));
}

TEST(PathGlob, PatternsThatCannotBeUsed) {
  auto Problem = [](llvm::StringRef Pattern) {
    return messages(PathGlob::create(Pattern));
  };
  EXPECT_EQ(Problem("a{b"),
            "the pattern 'a{b' cannot be used: a brace has no partner");
  EXPECT_EQ(Problem("a}b"),
            "the pattern 'a}b' cannot be used: a brace has no partner");
  EXPECT_EQ(Problem("a[b"),
            "the pattern 'a[b' cannot be used: a '[' has no ']'");
  EXPECT_EQ(Problem(""), "the pattern '' cannot be used: it is empty");
  EXPECT_NE(Problem("/a"), "");
  EXPECT_NE(Problem("./a"), "");
  std::string Many;
  for (int I = 0; I != 20; ++I)
    Many += "{a,b}";
  EXPECT_NE(Problem(Many), "");
}

TEST(PathGlob, ManyStarsTakeNoTime) {
  std::string Pattern, Path;
  for (int I = 0; I != 40; ++I) {
    Pattern += "**/*a*/";
    Path += "aaaaaaaaaaaaaaaa/";
  }
  EXPECT_FALSE(matches(Pattern + "x", Path + "y"));
}

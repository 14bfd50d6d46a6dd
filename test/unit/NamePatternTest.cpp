#include "TestSupport.h"

#include "support/NamePattern.h"

using namespace codex;

TEST(NamePattern, OfTheLastName) {
  EXPECT_TRUE(isAboutLastName("::load$"));
  EXPECT_TRUE(isAboutLastName("::(re_?load|read)(_?[A-Z][A-Za-z0-9_]*)?$"));
  EXPECT_TRUE(isAboutLastName("(Config|Settings)$"));
}

TEST(NamePattern, OfMoreThanThat) {
  EXPECT_FALSE(isAboutLastName("::load")) << "::load::f";
  EXPECT_FALSE(isAboutLastName("Config"));
  EXPECT_FALSE(isAboutLastName("^::load$")) << "not ::n::load";
  EXPECT_FALSE(isAboutLastName("::a|::b$")) << "::a::f";
  EXPECT_FALSE(isAboutLastName("a|b$")) << "a::f";
  EXPECT_FALSE(isAboutLastName("(::a|b)$"));
  EXPECT_FALSE(isAboutLastName("::a.*$"));
  EXPECT_FALSE(isAboutLastName("::[^_]+$"));
  EXPECT_FALSE(isAboutLastName("::a[+-_]$")) << "a colon lies between these";
  EXPECT_FALSE(isAboutLastName("::a[0-z]$"));
  EXPECT_FALSE(isAboutLastName("::a)(b$"));
  EXPECT_FALSE(isAboutLastName("::a\\$"));
}

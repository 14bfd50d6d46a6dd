#include "TestSupport.h"

#include "support/NamePattern.h"

#include "llvm/Support/Regex.h"

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

TEST(NamePattern, SaysWhatLlvmsRegexSays) {
  const char *Expressions[] = {
      "::load$",     "^::(a|ab)c$",       "[Cc]onfig",       "a.c",   "^$",
      "[[:upper:]]", "x{2,3}$",           "(ab)\\1",         "[^a]b", "\\.cc$",
      "(^|_)tmp",    "\xC3\xA9|\xC3\xA4", "^[a-z_]+[0-9]*$", "a+b?",  "\\bab"};
  const char *Names[] = {"::load",      "::abc",   "::n::ac", "Config",
                         "a\nc",        "",        "xxx",     "abab",
                         "\nb",         "file.cc", "filexcc", "m_tmp",
                         "caf\xC3\xA9", "snake_9", "B",       "bab"};
  for (const char *E : Expressions)
    for (auto Letters :
         {codex::NamePattern::Case::Same, codex::NamePattern::Case::Ignored}) {
      codex::NamePattern Ours(E, Letters);
      llvm::Regex Theirs(E, Letters == codex::NamePattern::Case::Same
                                ? llvm::Regex::NoFlags
                                : llvm::Regex::IgnoreCase);
      std::string Why;
      EXPECT_EQ(Ours.isValid(Why), Theirs.isValid(Why)) << E;
      for (const char *N : Names)
        EXPECT_EQ(Ours.match(N), Theirs.match(N)) << E << " on " << N;
    }
}

TEST(NamePattern, WhatIsNoExpressionMatchesNothing) {
  codex::NamePattern Broken("a(b");
  std::string Why;
  EXPECT_FALSE(Broken.isValid(Why));
  EXPECT_FALSE(Why.empty());
  EXPECT_FALSE(Broken.match("a(b"));
}

TEST(NamePatterns, SayWhatEachSays) {
  std::vector<llvm::StringRef> Expressions = {
      "::load$",   "::(re_?load|read)(_?[A-Z][a-z]*)?$",
      "[Cc]onfig", "a",
      "(ab)\\1",   "^[a-z_]+[0-9]*$",
      "a(b",       "(x|yy)z",
      "[lL]ock$",  "^::[^l]",
      "\xC3\xA9",  ""};
  codex::NamePatterns All(Expressions);
  for (llvm::StringRef Name :
       {"::load", "::reload", "::re_loadAll", "myConfig", "abab", "snake_9",
        "a(b", "xz", "yyz", "yz", "::unlock", "caf\xC3\xA9", "", ":"}) {
    std::vector<bool> Found(Expressions.size());
    All.match(Name, [&](size_t I) {
      EXPECT_FALSE(Found[I]) << "once each";
      Found[I] = true;
    });
    for (size_t I = 0; I < Expressions.size(); ++I)
      EXPECT_EQ(Found[I], codex::NamePattern(Expressions[I]).match(Name))
          << Expressions[I].str() << " on " << Name.str();
  }
}

TEST(NamePatterns, None) {
  codex::NamePatterns({}).match("name", [](size_t) { ADD_FAILURE(); });
}

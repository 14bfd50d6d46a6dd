#include "TestSupport.h"

#include "rules/ProjectConfig.h"

using namespace codex;
using namespace codex::test;

static ProjectConfig config(llvm::StringRef Text) {
  return must(parseConfig(Text, ".codex.json"));
}

static std::string problems(llvm::StringRef Text) {
  return messages(parseConfig(Text, ".codex.json"));
}

static RuleSet twoRules() {
  RuleSet Rules;
  Rules.Rules.resize(2);
  Rules.Rules[0].Id = "a-rule";
  Rules.Rules[0].TheState = State::Enforced;
  Rules.Rules[0].TheLevel = Level::Must;
  Rules.Rules[0].Spec = json(R"({"models": ["std"], "depth": 3})");
  Rules.Rules[1].Id = "b-rule";
  Rules.Rules[1].Formerly = {"old-rule"};
  Rules.Rules[1].TheState = State::Advisory;
  return Rules;
}

TEST(ProjectConfig, DefaultsWithoutAnything) {
  ProjectConfig C = config("{}");
  EXPECT_EQ(C.Baseline, ".codex-baseline");
  EXPECT_EQ(C.Policy.Incomplete, std::nullopt);
  EXPECT_EQ(C.Policy.WaiverDays, 180u);
  EXPECT_EQ(C.Policy.MaxShown, 20u);
  EXPECT_FALSE(C.Policy.BaselineMayGrow);
  EXPECT_EQ(C.Policy.TheBreakGlass, BreakGlass::Trailer);
  EXPECT_EQ(C.Limits.UnitSeconds, 120u);
  EXPECT_EQ(C.Limits.UnitMemoryMiB, 4096u);
  EXPECT_TRUE(C.isTestPath("test/a.cpp"));
}

TEST(ProjectConfig, EveryKeyIsRead) {
  ProjectConfig C = config(R"({ // comments are allowed
    "$schema": "x",
    "rulePacks": ["tools/pack"],
    "rules": {"a-rule": {"state": "advisory", "level": "should",
                         "spec": {"x": 1}}},
    "paths": [{"match": ["src/legacy/**"],
               "rules": {"a-rule": {"state": "draft"}}}],
    "models": ["tools/models/*.json"],
    "tests": {"paths": ["src/testing/**"]},
    "baseline": "b",
    "policy": {"incomplete": "fail-open", "waiverDays": 30, "maxShown": 5,
               "baselineMayGrow": true, "breakGlass": "off"},
    "limits": {"unitSeconds": 7, "unitMemoryMiB": 512}})");
  ASSERT_EQ(C.RulePacks.size(), 1u);
  EXPECT_EQ(C.RulePacks[0].Path, "tools/pack");
  EXPECT_EQ(C.Rules["a-rule"].TheState, State::Advisory);
  EXPECT_EQ(C.Rules["a-rule"].TheLevel, Level::Should);
  EXPECT_EQ(C.Rules["a-rule"].Spec.text(), "{\"x\":1}");
  ASSERT_EQ(C.Paths.size(), 1u);
  EXPECT_EQ(C.Paths[0].Rules["a-rule"].TheState, State::Draft);
  EXPECT_TRUE(matchesAny(C.Models, "tools/models/a.json"));
  EXPECT_TRUE(C.isTestPath("src/testing/a.cpp"));
  EXPECT_FALSE(C.isTestPath("test/a.cpp"));
  EXPECT_EQ(C.Baseline, "b");
  EXPECT_EQ(C.Policy.Incomplete, IncompletePolicy::FailOpen);
  EXPECT_EQ(C.Policy.WaiverDays, 30u);
  EXPECT_EQ(C.Policy.MaxShown, 5u);
  EXPECT_TRUE(C.Policy.BaselineMayGrow);
  EXPECT_EQ(C.Policy.TheBreakGlass, BreakGlass::Off);
  EXPECT_EQ(C.Limits.UnitSeconds, 7u);
  EXPECT_EQ(C.Limits.UnitMemoryMiB, 512u);
}

TEST(ProjectConfig, MistakesAreNamed) {
  EXPECT_EQ(problems("{\"polcy\": {}}"),
            ".codex.json:1:2: at $: unknown key 'polcy'; did you mean "
            "'policy'?");
  EXPECT_EQ(problems("{\"policy\": {\"incomplete\": \"failopen\"}}"),
            ".codex.json:1:27: at $.policy.incomplete: 'failopen' is not "
            "possible here; did you mean 'fail-open'?");
  EXPECT_EQ(problems("{\"paths\": [{\"match\": [\"a\", \"b{\"],\n"
                     "  \"rules\": {\"a-rule\": {\"level\": \"must\"}}}]}"),
            ".codex.json:1:28: at $.paths[0].match[1]: the pattern 'b{' cannot "
            "be used: a brace has no partner\n"
            ".codex.json:2:24: at $.paths[0].rules['a-rule']: unknown key "
            "'level'; one of: state\n"
            ".codex.json:2:23: at $.paths[0].rules['a-rule']: the key 'state' "
            "is missing (its state here)");
  EXPECT_EQ(problems("{\"limits\": {\"unitSeconds\": 0}}"),
            ".codex.json:1:28: at $.limits.unitSeconds: 0 is not between 1 and "
            "86400");
}

TEST(ProjectConfig, ChangesRules) {
  RuleSet Rules = twoRules();
  EXPECT_EQ(messages(applyConfig(config(R"({"rules": {
                  "a-rule": {"level": "should", "spec": {"depth": 5, "y": []}},
                  "old-rule": {"state": "enforced"}}})"),
                                 Rules)),
            "");
  EXPECT_EQ(Rules.Rules[0].TheLevel, Level::Should);
  EXPECT_EQ(Rules.Rules[0].TheState, State::Enforced);
  EXPECT_EQ(Rules.Rules[0].Spec.text(),
            "{\"models\":[\"std\"],\"depth\":5,\"y\":[]}");
  EXPECT_EQ(Rules.Rules[1].TheState, State::Enforced);
}

TEST(ProjectConfig, RulesThatDoNotExist) {
  RuleSet Rules = twoRules();
  EXPECT_EQ(
      messages(applyConfig(config("{\"rules\": {\"a-rul\": {}},\n"
                                  "\"paths\": [{\"match\": [\"*\"], \"rules\": "
                                  "{\"zzz\": {\"state\": \"draft\"}}}]}"),
                           Rules)),
      ".codex.json:1:21: at $.rules: there is no rule 'a-rul'; did you "
      "mean 'a-rule'?\n"
      ".codex.json:2:45: at $.paths[0]: there is no rule 'zzz'; one of: "
      "a-rule, b-rule");
}

TEST(ProjectConfig, TheLastMatchingPathHolds) {
  RuleSet Rules = twoRules();
  ProjectConfig C = config(R"({"paths": [
    {"match": ["src/**"], "rules": {"a-rule": {"state": "draft"}}},
    {"match": ["src/new/**"], "rules": {"a-rule": {"state": "advisory"},
                                        "old-rule": {"state": "retired"}}}]})");
  EXPECT_EQ(C.stateOf(Rules.Rules[0], "lib/a.cpp"), State::Enforced);
  EXPECT_EQ(C.stateOf(Rules.Rules[0], "src/a.cpp"), State::Draft);
  EXPECT_EQ(C.stateOf(Rules.Rules[0], "src/new/a.cpp"), State::Advisory);
  EXPECT_EQ(C.stateOf(Rules.Rules[1], "src/new/a.cpp"), State::Retired);
  EXPECT_EQ(C.stateOf(Rules.Rules[1], "src/a.cpp"), State::Advisory);
}

TEST(ProjectConfig, ThirdPartyPaths) {
  ProjectConfig C;
  for (const char *Path :
       {"third_party/a.h", "x/vendor/y/a.h", "ThirdParty/a.h",
        "src/3rdparty/a.h", "build/_deps/a-src/a.h"})
    EXPECT_TRUE(C.isThirdPartyPath(Path)) << Path;
  for (const char *Path : {"lib/a.h", "vendor", "vendors/a.h", "src/deps.h"})
    EXPECT_FALSE(C.isThirdPartyPath(Path)) << Path;
  llvm::Expected<ProjectConfig> Read = parseConfig(
      R"({"thirdParty": {"paths": ["lib/**"]}, "tests": {}})", ".codex.json");
  ASSERT_TRUE(bool(Read));
  EXPECT_TRUE(Read->isThirdPartyPath("lib/a.h"));
  EXPECT_FALSE(Read->isThirdPartyPath("vendor/a.h"));
  EXPECT_TRUE(Read->isTestPath("test/a.cpp"));
}

TEST(ProjectConfig, DefaultTestPaths) {
  ProjectConfig C;
  for (const char *Path :
       {"test/a.cpp", "x/tests/y/a.h", "src/testing/a.cpp", "unittest/a.cc",
        "a/unittests/b.cpp", "src/a_test.cpp", "a_tests.cc", "a_unittest.cc",
        "src/FooTest.cpp", "FooTests.cpp", "lib/test_foo.c"})
    EXPECT_TRUE(C.isTestPath(Path)) << Path;
  for (const char *Path :
       {"src/a.cpp", "contest/a.cpp", "src/attest.cpp", "src/testfoo.cpp",
        "latest/a.cpp", "src/test", "tests"})
    EXPECT_FALSE(C.isTestPath(Path)) << Path;
}

#include "TestSupport.h"

#include "rules/RuleSet.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

using namespace codex;
using namespace codex::test;

namespace {

/// A directory of rules that is made for one test.
class RuleSetTest : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("codex-rules", Root));
  }
  void TearDown() override { llvm::sys::fs::remove_directories(Root); }

  void write(llvm::StringRef Name, llvm::StringRef Text) {
    llvm::SmallString<128> Path(Root);
    llvm::sys::path::append(Path, Name);
    ASSERT_FALSE(
        llvm::sys::fs::create_directories(llvm::sys::path::parent_path(Path)));
    std::error_code Problem;
    llvm::raw_fd_ostream(Path, Problem) << Text;
    ASSERT_FALSE(Problem);
  }

  /// The problems, with paths relative to the directory.
  std::string load() {
    std::string All = messages(loadRuleSet(Root, Loaded));
    std::string Prefix = Root.str().str() + "/";
    for (size_t At; (At = All.find(Prefix)) != std::string::npos;)
      All.erase(At, Prefix.size());
    return All;
  }

  llvm::SmallString<128> Root;
  RuleSet Loaded;
};

} // namespace

static std::string ruleText(llvm::StringRef Id, llvm::StringRef More = "") {
  return ("{\"id\": \"" + Id +
          "\", \"title\": \"T\", \"need\": \"a\", \"use\": \"b\",\n"
          " \"level\": \"must\", \"state\": \"enforced\", \"since\": \"0.1\",\n"
          " \"engine\": \"pattern\", \"message\": \"'{x}' is bad\",\n"
          " \"why\": [\"w\"], \"fix\": [\"f\"]," +
          More + "\n \"spec\": {}}")
      .str();
}

static std::string incidentText(llvm::StringRef Id) {
  return ("{\"id\": \"" + Id +
          "\", \"title\": \"T\", \"organisation\": \"O\",\n"
          " \"date\": \"2025-11-18T11:20Z\", \"impact\": \"i\",\n"
          " \"whatHappened\": \"w\", \"rootCauseInCode\": \"r\",\n"
          " \"lesson\": \"l\", \"evidence\": \"primary\",\n"
          " \"sources\": [\"https://example.org/\"]}")
      .str();
}

TEST_F(RuleSetTest, LoadsAndSorts) {
  write("rules/input/b-rule.json",
        ruleText("b-rule", "\"incidents\": [\"big-one\"], \"exempt\": "
                           "[\"tests\"], \"formerly\": [\"old-name\"],"));
  write("rules/config/c-rule.json", ruleText("c-rule"));
  write("rules/input/a-rule.json", ruleText("a-rule"));
  write("rules/input/a-rule.cpp", "not read");
  write("rules/input/.#a-rule.json", "not read");
  write("incidents/2025/big-one.json", incidentText("big-one"));
  write("models/std.json",
        R"({"library": "std", "summary": "s", "noReturn": ["std::abort"],
            "wrappers": [{"name": "optional", "types": ["std::optional"],
                          "unwraps": ["value"], "defaultEngaged": true,
                          "equalityImpliesValue": false}],
            "assertions": [{"functions": ["f"], "argument": 2}],
            "comparers": [{"functions": ["g"], "equal": false}]})");
  EXPECT_EQ(load(), "");
  ASSERT_EQ(Loaded.Rules.size(), 3u);
  EXPECT_EQ(Loaded.Rules[0].Id, "a-rule");
  EXPECT_EQ(Loaded.Rules[1].Id, "b-rule");
  EXPECT_EQ(Loaded.Rules[1].Family, "input");
  EXPECT_TRUE(Loaded.Rules[1].exemptsTests());
  EXPECT_FALSE(Loaded.Rules[0].exemptsTests());
  EXPECT_EQ(Loaded.Rules[0].sentence(), "If you need a, use b.");
  EXPECT_EQ(Loaded.findRule("old-name"), &Loaded.Rules[1]);
  EXPECT_EQ(Loaded.findRule("none"), nullptr);
  ASSERT_NE(Loaded.findIncident("big-one"), nullptr);
  EXPECT_EQ(Loaded.findIncident("big-one")->oneLine(), "2025-11-18: T (O)");
  const Model *Std = Loaded.findModel("std");
  ASSERT_NE(Std, nullptr);
  EXPECT_TRUE(Std->Wrappers[0].DefaultEngaged);
  EXPECT_FALSE(Std->Wrappers[0].EqualityImpliesValue);
  EXPECT_EQ(Std->Assertions[0].Argument, 2u);
  EXPECT_FALSE(Std->Comparers[0].Equal);
  EXPECT_EQ(Std->NoReturn, std::vector<std::string>{"std::abort"});
}

TEST_F(RuleSetTest, ABrokenFileDoesNotStopTheOthers) {
  write("rules/input/a-rule.json", "{");
  write("rules/input/b-rule.json", ruleText("b-rule", "\"levle\": 1,"));
  write("rules/input/c-rule.json", ruleText("c-rule"));
  write("models/x.json", R"({"library": "x"})");
  write("models/y.json", R"({"library": "z", "summary": "s"})");
  EXPECT_EQ(load(),
            "models/x.json:1:1: at $: the key 'summary' is missing (what the "
            "library is)\n"
            "models/y.json:1:13: at $.library: the library is 'z', but the "
            "file's name says 'y'; they must be the same\n"
            "rules/input/a-rule.json:1:2: the file ends inside of an object "
            "that begins in line 1\n"
            "rules/input/b-rule.json:4:29: at $: unknown key 'levle'; did you "
            "mean 'level'?");
  ASSERT_EQ(Loaded.Rules.size(), 1u);
  EXPECT_EQ(Loaded.Rules[0].Id, "c-rule");
}

TEST_F(RuleSetTest, NamesOfFilesAndFolders) {
  write("rules/input/a-rule.json", ruleText("b-rule"));
  write("rules/flat.json", ruleText("flat"));
  write("incidents/2024/big-one.json", incidentText("big-one"));
  EXPECT_EQ(load(),
            "incidents/2024/big-one.json:2:10: at $.date: an incident of 2025 "
            "belongs into the folder of that name, not into '2024'\n"
            "rules/flat.json:1:1: at $: a rule's file lies in rules/<family>/, "
            "and no deeper\n"
            "rules/input/a-rule.json:1:8: at $.id: the id is 'b-rule', but the "
            "file's name says 'a-rule'; they must be the same");
}

TEST_F(RuleSetTest, NamesMustBeUniqueAndKnown) {
  write("rules/input/a-rule.json",
        ruleText("a-rule", "\"incidents\": [\"big-onne\"],"));
  write("rules/other/a-rule.json", ruleText("a-rule"));
  write("rules/other/b-rule.json",
        ruleText("b-rule", "\"formerly\": [\"a-rule\"],"));
  write("incidents/2025/big-one.json", incidentText("big-one"));
  EXPECT_EQ(load(),
            "rules/input/a-rule.json:4:43: at $.incidents[0]: there is no "
            "incident 'big-onne'; did you mean 'big-one'?\n"
            "rules/other/a-rule.json:1:1: at $: the name 'a-rule' is taken: "
            "rules/input/a-rule.json has it\n"
            "rules/other/b-rule.json: the former id 'a-rule' is taken: "
            "rules/input/a-rule.json has it");
}

TEST_F(RuleSetTest, ConditionsOfARule) {
  write("rules/x/a-rule.json", ruleText("a-rule", "\"exempt\": [\"test\"],"));
  write("rules/x/b_rule.json", ruleText("b_rule"));
  std::string Braces = ruleText("c-rule");
  Braces.replace(Braces.find("{x}"), 3, "{x");
  write("rules/x/c-rule.json", Braces);
  EXPECT_EQ(load(),
            "rules/x/a-rule.json:4:40: at $.exempt[0]: 'test' is not possible "
            "here; did you mean 'tests'?\n"
            "rules/x/b_rule.json:1:8: at $.id: 'b_rule' is not kebab-case: "
            "words of a-z and 0-9, joined by '-'\n"
            "rules/x/c-rule.json:3:34: at $.message: a '{' or '}' stands "
            "alone; names are written '{name}'");
}

TEST_F(RuleSetTest, SeveralDirectoriesJoin) {
  write("one/rules/x/b-rule.json", ruleText("b-rule"));
  write("two/rules/x/a-rule.json", ruleText("a-rule"));
  write("two/rules/x/b-rule.json", ruleText("b-rule"));
  EXPECT_EQ(messages(loadRuleSet((Root + "/one").str(), Loaded)), "");
  std::string Problems = messages(loadRuleSet((Root + "/two").str(), Loaded));
  EXPECT_NE(Problems.find("the name 'b-rule' is taken"), std::string::npos);
  ASSERT_EQ(Loaded.Rules.size(), 2u);
  EXPECT_EQ(Loaded.Rules[0].Id, "a-rule");
}

TEST_F(RuleSetTest, AModelOfTheProject) {
  write("models/std.json", R"({"library": "std", "summary": "s"})");
  EXPECT_EQ(load(), "");
  EXPECT_EQ(messages(loadModel((Root + "/models/std.json").str(), Loaded))
                    .find("there is a model of 'std' already") ==
                std::string::npos,
            false);
  write("ours/base.json", R"({"summary": "s"})");
  EXPECT_EQ(messages(loadModel((Root + "/ours/base.json").str(), Loaded)), "");
  ASSERT_EQ(Loaded.Models.size(), 2u);
  EXPECT_EQ(Loaded.Models[0].Library, "base");
}

TEST_F(RuleSetTest, WhatIsNoFile) {
  write("rules/input/sub.json/x.txt", "");
  EXPECT_EQ(load(), "rules/input/sub.json: is a directory; a file is expected");
  llvm::SmallString<128> Pipe(Root);
  llvm::sys::path::append(Pipe, "rules/input/sub.json/pipe.json");
  ASSERT_EQ(mkfifo(Pipe.c_str(), 0600), 0);
  EXPECT_EQ(load(),
            "rules/input/sub.json: is a directory; a file is expected\n"
            "rules/input/sub.json/pipe.json: is a device or a pipe; a file is "
            "expected");
}

/// Rules that cannot be seen must not be taken for rules that are not there.
TEST_F(RuleSetTest, WhatCannotBeLookedInto) {
  write("rules/input/a-rule.json", ruleText("a-rule"));
  write("rules/log/b-rule.json", ruleText("b-rule"));
  write("models/std.json", R"({"library": "std", "summary": "s"})");
  ASSERT_EQ(chmod(Root.c_str(), 0755), 0);
  // Nobody else comes through lit's own directory for temporary files.
  llvm::StringRef Above = llvm::sys::path::parent_path(Root);
  auto Before = llvm::sys::fs::getPermissions(Above);
  ASSERT_TRUE(bool(Before));
  if ((*Before & llvm::sys::fs::all_exe) != llvm::sys::fs::all_exe)
    ASSERT_FALSE(
        llvm::sys::fs::setPermissions(Above, *Before | llvm::sys::fs::all_exe));
  std::string Log = (Root + "/rules/log").str();
  std::string Models = (Root + "/models").str();
  std::string File = (Root + "/rules/input/a-rule.json").str();
  // The superuser sees everything.
  bool IsRoot = geteuid() == 0;
  auto LoadAsAnybody = [&] {
    if (IsRoot && seteuid(65534) != 0)
      return std::string("cannot become somebody else");
    Loaded = {};
    std::string Problems = load();
    if (IsRoot && seteuid(0) != 0)
      Problems += " cannot become root again";
    return Problems;
  };
  ASSERT_EQ(chmod(Log.c_str(), 0), 0);
  EXPECT_EQ(LoadAsAnybody(), "rules/log: cannot be listed: Permission denied");
  // Its names can be listed, and no file in it opened.
  ASSERT_EQ(chmod(Log.c_str(), 0444), 0);
  EXPECT_EQ(LoadAsAnybody(),
            "rules/log/b-rule.json: cannot be read: Permission denied");
  ASSERT_EQ(chmod(Log.c_str(), 0755), 0);
  ASSERT_EQ(chmod(File.c_str(), 0), 0);
  EXPECT_EQ(LoadAsAnybody(),
            "rules/input/a-rule.json: cannot be read: Permission denied");
  ASSERT_EQ(chmod(File.c_str(), 0644), 0);
  ASSERT_EQ(chmod(Models.c_str(), 0), 0);
  EXPECT_EQ(LoadAsAnybody(), "models: cannot be listed: Permission denied");
  ASSERT_EQ(chmod(Models.c_str(), 0755), 0);
  EXPECT_EQ(LoadAsAnybody(), "");
}

TEST_F(RuleSetTest, Links) {
  write("elsewhere/b-rule.json", ruleText("b-rule"));
  write("rules/input/a-rule.json", ruleText("a-rule"));
  std::string Link = (Root + "/rules/log").str();
  ASSERT_EQ(symlink("../elsewhere", Link.c_str()), 0);
  EXPECT_EQ(load(), "");
  EXPECT_EQ(Loaded.Rules.size(), 2u);
  for (const char *Nowhere : {"../gone", "log"}) {
    Loaded = {};
    ASSERT_EQ(unlink(Link.c_str()), 0);
    ASSERT_EQ(symlink(Nowhere, Link.c_str()), 0);
    EXPECT_EQ(load().find("rules/log: cannot be read: "), 0u) << Nowhere;
  }
  ASSERT_EQ(unlink(Link.c_str()), 0);
  ASSERT_EQ(symlink("..", Link.c_str()), 0);
  Loaded = {};
  EXPECT_NE(load().find("lies too deep for rules"), std::string::npos);
}

TEST_F(RuleSetTest, AFolderThatIsAFile) {
  write("rules", "");
  write("models/std.json", R"({"library": "std", "summary": "s"})");
  EXPECT_EQ(load(), "rules: is no directory");
}

TEST_F(RuleSetTest, TextsThatATerminalWouldObey) {
  write("rules/input/a.json", ruleText("a", "\"owners\": [\"x\\u001b[2J\"],"));
  EXPECT_EQ(load(), "rules/input/a.json:4:40: at $.owners[0]: a text must be "
                    "without control characters and ends of lines");
}

TEST_F(RuleSetTest, DatesOfIncidents) {
  auto With = [&](llvm::StringRef Date) {
    std::string Text = incidentText("i");
    size_t At = Text.find("2025-11-18");
    EXPECT_NE(At, std::string::npos);
    return Text.replace(At, strlen("2025-11-18T11:20Z"), Date.str());
  };
  for (llvm::StringRef Good :
       {"2025", "2025-11", "2025-11-18T11:20Z", "2025-11-18 (report)",
        "2025-11-18 to 2025-11-19", "2025s (as told)"}) {
    write("incidents/2025/i.json", With(Good));
    EXPECT_EQ(load(), "") << Good.str();
    Loaded = {};
  }
  for (llvm::StringRef Bad : {"2025-13-40", "2025-1", "2025-02-1x",
                              "2025-11-18T25:00Z", "20251118"}) {
    write("incidents/2025/i.json", With(Bad));
    EXPECT_NE(load().find("at $.date: "), std::string::npos) << Bad.str();
    Loaded = {};
  }
}

TEST_F(RuleSetTest, DirectoriesThatAreNone) {
  EXPECT_EQ(load().find("holds no rules") == std::string::npos, false);
  EXPECT_EQ(messages(loadRuleSet("/no/such/place", Loaded)),
            "/no/such/place: there is no such directory of rules");
}

TEST_F(RuleSetTest, FindsTheBuiltInRules) {
  ::unsetenv("CODEX_RULES");
  write("bin/codex-lint", "");
  std::string Binary = (Root + "/bin/codex-lint").str();
  EXPECT_EQ(must(findRuleDirectory(Binary)),
            std::string(CODEX_SOURCE_DIR) + "/codex-rules");
  write("codex-rules/rules/x/a-rule.json", "");
  EXPECT_EQ(must(findRuleDirectory(Binary)), (Root + "/codex-rules").str());
  write("share/codex/codex-rules/rules/x/a-rule.json", "");
  EXPECT_EQ(must(findRuleDirectory(Binary)),
            (Root + "/share/codex/codex-rules").str());
  ::setenv("CODEX_RULES", (Root + "/bin").str().c_str(), 1);
  EXPECT_EQ(must(findRuleDirectory(Binary)), (Root + "/bin").str());
  ::setenv("CODEX_RULES", "/no/such/place", 1);
  EXPECT_EQ(messages(findRuleDirectory(Binary)),
            "CODEX_RULES names '/no/such/place', which is no directory");
  ::unsetenv("CODEX_RULES");
}

TEST(BuiltInRules, AreWithoutProblems) {
  RuleSet Loaded;
  EXPECT_EQ(messages(loadRuleSet(CODEX_SOURCE_DIR "/codex-rules", Loaded)), "");
  EXPECT_GE(Loaded.Incidents.size(), 69u);
}

//===- RulesCommand.cpp - codex-lint rules --------------------------------===//

#include "driver/Command.h"
#include "driver/LoadedRules.h"
#include "driver/flywheel/RuleStatistics.h"
#include "driver/flywheel/RuleTrial.h"
#include "driver/run/RuleTestRun.h"
#include "engines/RuleProgram.h"
#include "rules/GeneratedFiles.h"
#include "rules/RulePages.h"
#include "rules/RuleReader.h"
#include "rules/RuleTest.h"
#include "support/Error.h"
#include "support/Suggest.h"
#include "support/TextLayout.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class RulesCommand : public Command {
public:
  void addTo(CLI::App &App) override;
  llvm::Expected<ExitCode> run(Env &World) override;

private:
  llvm::Expected<ExitCode> list(Env &World) const;
  llvm::Expected<ExitCode> lint(Env &World) const;
  llvm::Expected<ExitCode> test(Env &World) const;
  llvm::Expected<ExitCode> docs(Env &World) const;

  CLI::App *Lint = nullptr;
  CLI::App *Test = nullptr;
  CLI::App *Docs = nullptr;
  CLI::App *Try = nullptr;
  CLI::App *Stats = nullptr;
  RuleTrial Trial;
  RuleStatistics Statistics;
  std::string Directory;
  std::string Format = "text";
  std::vector<std::string> Paths;
  std::vector<std::string> TestIds;
  std::string DocsRoot;
  bool Check = false;
};

} // namespace

static CommandRegistry::Add<RulesCommand> X("rules",
                                            "List, lint and document rules");

void RulesCommand::addTo(CLI::App &App) {
  App.add_option("--rules", Directory, "Directory of the built-in rules");
  App.require_subcommand(1);
  CLI::App *List = App.add_subcommand("list", "All rules");
  List->fallthrough();
  List->add_option("--format", Format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));

  Lint = App.add_subcommand("lint", "Read and prepare every rule");
  Lint->fallthrough();
  Lint->add_option("PATH", Paths,
                   "Rule files, or directories of rules; default: the "
                   "built-in ones");

  Test = App.add_subcommand("test", "Run the tests that lie beside the rules");
  Test->fallthrough();
  Test->add_option("RULE", TestIds, "Ids of rules; default: all");

  Try = App.add_subcommand("try", "Run one rule over a project, whatever its "
                                  "state, and show what it finds");
  Try->add_option("RULE", Trial.RuleId, "The rule's id")->required();
  Try->add_option("PATH", Trial.Paths,
                  "Files and directories; default: all units");
  Try->add_option("-p,--build", Trial.Build,
                  "Directory with compile_commands.json");
  Try->add_option("-j,--jobs", Trial.Jobs, "Units at a time; default: cores")
      ->check(CLI::Range(1, 4096).description("NUMBER"));
  Try->add_option("--show", Trial.Show,
                  "How many findings are shown with their code; default: 10");
  Try->add_option("--labels", Trial.LabelsFile,
                  "A file of labels: what is read already is shown with its "
                  "label, and what is not is added");
  Try->footer("The labels are true, debatable or false, each with a reason; "
              "'codex-lint rules stats' counts them.");

  Stats = App.add_subcommand(
      "stats", "Each rule's tests, labels and findings, in numbers");
  Stats->fallthrough();
  Stats->add_option("RULE", Statistics.Ids, "Ids of rules; default: all");
  Stats->add_option("--labels", Statistics.LabelFiles,
                    "Files of labels, or directories of them")
      ->allow_extra_args(false);
  Stats->add_option("--report", Statistics.Reports,
                    "A report of check or gate (--format json), or a log of "
                    "broken glass (policy.breakGlassLog)")
      ->allow_extra_args(false);
  Stats->add_option("--format", Format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));

  Docs = App.add_subcommand("docs", "Write the rules' pages and the schemas");
  Docs->fallthrough();
  Docs->add_flag("--check", Check,
                 "Write nothing; exit with 1 if anything is out of date");
  Docs->add_option("--output", DocsRoot,
                   "Where docs/rules/ is made; default: beside the rules");
}

llvm::Expected<ExitCode> RulesCommand::run(Env &World) {
  if (Lint->parsed())
    return lint(World);
  if (Test->parsed())
    return test(World);
  if (Docs->parsed())
    return docs(World);
  if (Try->parsed())
    return Trial.run(World);
  if (Stats->parsed()) {
    llvm::Expected<LoadedRules> Loaded =
        LoadedRules::loadWithWarnings(World, Directory);
    if (!Loaded)
      return Loaded.takeError();
    return Statistics.run(Loaded->Rules, Format == "json", World);
  }
  return list(World);
}

//===----------------------------------------------------------------------===//
// list
//===----------------------------------------------------------------------===//

static void listAsJson(const RuleSet &Rules, llvm::raw_ostream &OS) {
  llvm::json::OStream Out(OS, 2);
  Out.array([&] {
    for (const Rule &R : Rules.Rules)
      Out.object([&] {
        Out.attribute("id", R.Id);
        Out.attribute("level", toString(R.TheLevel));
        Out.attribute("state", toString(R.TheState));
        Out.attribute("engine", R.Engine);
        Out.attribute("family", R.Family);
        Out.attribute("since", R.Since);
        Out.attribute("title", R.Title);
        Out.attribute("sentence", R.sentence());
        Out.attribute("incidents", llvm::json::Array(R.Incidents));
      });
  });
  OS << '\n';
}

llvm::Expected<ExitCode> RulesCommand::list(Env &World) const {
  llvm::Error Problems = llvm::Error::success();
  llvm::Expected<LoadedRules> Loaded =
      LoadedRules::loadWithProject(World, Directory, Problems);
  if (!Loaded) {
    llvm::consumeError(std::move(Problems));
    return Loaded.takeError();
  }
  const RuleSet &Rules = Loaded->Rules;
  if (Format == "json") {
    listAsJson(Rules, World.Out);
  } else {
    std::vector<std::vector<std::string>> Rows{
        {"ID", "LEVEL", "STATE", "ENGINE", "INCIDENTS", "TITLE"}};
    for (const Rule &R : Rules.Rules)
      Rows.push_back({R.Id, toString(R.TheLevel).str(),
                      toString(R.TheState).str(), R.Engine,
                      std::to_string(R.Incidents.size()), R.Title});
    World.Out << table(Rows);
  }
  if (Problems)
    return std::move(Problems);
  return ExitCode::Clean;
}

//===----------------------------------------------------------------------===//
// lint
//===----------------------------------------------------------------------===//

static void add(llvm::Error &Problems, llvm::Error More) {
  Problems = llvm::joinErrors(std::move(Problems), std::move(More));
}

/// An id names the bad pattern: it must read well behind "this code has".
static llvm::Error lintName(const Rule &R) {
  for (llvm::StringRef Word : {"avoid", "do-not", "dont", "never", "no", "use",
                               "prefer", "always", "check", "ensure"})
    if (llvm::StringRef(R.Id).starts_with((Word + "-").str()))
      return makeError(R.File + ": the id '" + R.Id + "' begins with '" + Word +
                       "'; an id names the bad pattern, as unchecked-unwrap "
                       "does");
  return llvm::Error::success();
}

static llvm::Error lintTest(const Rule &R) {
  llvm::Expected<RuleTest> Test = readRuleTest(R);
  if (!Test)
    return Test.takeError();
  llvm::Error Problems = llvm::Error::success();
  if (Test->BadFunctions == 0)
    add(Problems, makeError(Test->File + ": no function is named ..._bad: "
                                         "nothing shows that the rule "
                                         "reports anything"));
  if (Test->OkFunctions == 0)
    add(Problems, makeError(Test->File + ": no function is named ..._ok: "
                                         "nothing shows what the rule leaves "
                                         "alone"));
  for (const auto &[Id, Function] : Test->Patterns)
    if (!llvm::is_contained(R.Incidents, Id))
      add(Problems,
          makeError(Test->File + ": '" + Function + "' is said to be the pattern of '" +
                    Id + "', which the rule does not name among its incidents"));
  for (const auto *Gaps : {&Test->FalseNegatives, &Test->FalsePositives})
    for (const RuleTest::KnownGap &Gap : *Gaps)
      if (Gap.Reason.empty())
        add(Problems, makeError(Test->File + ":" + llvm::Twine(Gap.Line) +
                                ":1: '" + Gap.Function +
                                "' is a known gap; the comment above must say "
                                "why"));
  return Problems;
}

static llvm::Error lintRule(const Rule &R, const RuleSet &Rules) {
  llvm::Error Problems = llvm::Error::success();
  // Only made here: a rule that can be prepared says nothing more.
  RuleProgram Prepared(Rules, &R, Problems);
  add(Problems, lintName(R));
  add(Problems, lintTest(R));
  if (R.TheState == State::Enforced && R.Incidents.empty())
    add(Problems, makeError(R.File + ": the rule is enforced, but names no "
                                     "incident that taught it"));
  return Problems;
}

/// Loads what \p Path names, beside the built-in rules that are in \p Rules.
static llvm::Error loadPath(const std::string &Path, RuleSet &Rules) {
  if (llvm::sys::fs::is_directory(Path))
    return loadRuleSet(Path, Rules);
  llvm::Expected<JsonValue> Json = readJsonFile(Path);
  if (!Json)
    return Json.takeError();
  Rule R;
  if (llvm::Error E = readRule(*Json, Path, R))
    return E;
  Rules.Rules.push_back(std::move(R));
  return llvm::Error::success();
}

llvm::Expected<ExitCode> RulesCommand::lint(Env &World) const {
  llvm::Error Problems = llvm::Error::success();
  llvm::Expected<LoadedRules> Loaded =
      LoadedRules::load(World, Directory, Problems);
  if (!Loaded) {
    llvm::consumeError(std::move(Problems));
    return Loaded.takeError();
  }
  RuleSet &Rules = Loaded->Rules;
  if (!Paths.empty())
    // The named files take the place of the built-in rules, which may well be
    // the same; their models and incidents are needed.
    Rules.Rules.clear();
  for (const std::string &Path : Paths) {
    std::string Absolute = World.absolute(Path);
    if (Absolute == Loaded->Directory)
      add(Problems, makeError(Path + ": these are the built-in rules; 'rules "
                                     "lint' without a path lints them"));
    else
      add(Problems, loadPath(Absolute, Rules));
  }
  for (const Rule &R : Rules.Rules)
    add(Problems, lintRule(R, Rules));
  if (Problems)
    return std::move(Problems);
  World.Out << Rules.Rules.size() << " rules, " << Rules.Incidents.size()
            << " incidents, " << Rules.Models.size()
            << " models: no problems\n";
  return ExitCode::Clean;
}

//===----------------------------------------------------------------------===//
// test
//===----------------------------------------------------------------------===//

static llvm::Expected<std::vector<const Rule *>>
named(llvm::ArrayRef<std::string> Ids, const RuleSet &Rules) {
  std::vector<const Rule *> Result;
  std::vector<llvm::StringRef> Known;
  for (const Rule &R : Rules.Rules)
    Known.push_back(R.Id);
  for (const std::string &Id : Ids) {
    const Rule *R = Rules.findRule(Id);
    if (!R)
      return makeError("there is no rule '" + Id + "'" + suggestion(Id, Known));
    Result.push_back(R);
  }
  if (Ids.empty())
    for (const Rule &R : Rules.Rules)
      Result.push_back(&R);
  return Result;
}

llvm::Expected<ExitCode> RulesCommand::test(Env &World) const {
  llvm::Expected<LoadedRules> Loaded =
      LoadedRules::loadWithWarnings(World, Directory);
  if (!Loaded)
    return Loaded.takeError();
  llvm::Expected<std::vector<const Rule *>> Rules =
      named(TestIds, Loaded->Rules);
  if (!Rules)
    return Rules.takeError();
  unsigned Failed = 0;
  for (const Rule *R : *Rules) {
    llvm::Expected<std::vector<std::string>> Problems =
        runRuleTest(*R, Loaded->Rules, World);
    if (!Problems)
      return Problems.takeError();
    Failed += !Problems->empty();
    World.Out << (Problems->empty() ? "passed: " : "FAILED: ") << R->Id << '\n';
    for (const std::string &Problem : *Problems)
      World.Out << Problem << '\n';
  }
  World.Out << Rules->size() - Failed << " passed, " << Failed << " failed\n";
  return Failed ? ExitCode::Findings : ExitCode::Clean;
}

//===----------------------------------------------------------------------===//
// docs
//===----------------------------------------------------------------------===//

/// \p Folder is the name of the rules' directory.
static llvm::Expected<GeneratedFiles> makeFiles(const RuleSet &Rules,
                                                const std::string &Folder) {
  GeneratedFiles Files;
  std::map<std::string, std::string> SpecSchemas;
  for (const EngineRegistry::entry &Entry : EngineRegistry::entries())
    SpecSchemas[Entry.getName().str()] = Entry.instantiate()->specSchema();
  llvm::Expected<std::map<std::string, std::string>> Schemas =
      schemaFiles(SpecSchemas);
  if (!Schemas)
    return Schemas.takeError();
  for (auto &[Name, Text] : *Schemas)
    Files.Content[Folder + "/schema/" + Name] = std::move(Text);

  llvm::Error Problems = llvm::Error::success();
  std::map<std::string, RuleTest> Tests;
  for (const Rule &R : Rules.Rules) {
    llvm::Expected<RuleTest> Test = readRuleTest(R);
    if (!Test) {
      add(Problems, Test.takeError());
      continue;
    }
    Files.Content["docs/rules/" + R.Id + ".md"] = rulePage(R, *Test, Rules);
    Tests[R.Id] = std::move(*Test);
  }
  if (Problems)
    return std::move(Problems);
  Files.Content["docs/rules/index.md"] = ruleIndexPage(Rules);
  Files.Content["docs/rules/incidents.md"] = incidentTablePage(Rules, Tests);
  Files.Folders = {{"docs/rules", ".md", GeneratedPageMark},
                   {Folder + "/schema", ".schema.json", ""}};
  return Files;
}

llvm::Expected<ExitCode> RulesCommand::docs(Env &World) const {
  llvm::Error Problems = llvm::Error::success();
  llvm::Expected<LoadedRules> Loaded =
      LoadedRules::load(World, Directory, Problems);
  if (Problems) {
    llvm::consumeError(Loaded.takeError());
    return std::move(Problems);
  }
  if (!Loaded)
    return Loaded.takeError();
  llvm::Expected<GeneratedFiles> Files = makeFiles(
      Loaded->Rules, llvm::sys::path::filename(Loaded->Directory).str());
  if (!Files)
    return Files.takeError();
  Files->Root = DocsRoot.empty()
                    ? llvm::sys::path::parent_path(Loaded->Directory).str()
                    : World.absolute(DocsRoot);
  llvm::Expected<std::vector<std::string>> Lines =
      Check ? Files->outOfDate() : Files->write();
  if (!Lines)
    return Lines.takeError();
  for (const std::string &Line : *Lines)
    World.Out << Line << '\n';
  if (!Check)
    World.Out << Files->Content.size() << " files, " << Lines->size()
              << " of them changed\n";
  if (!Check || Lines->empty())
    return ExitCode::Clean;
  World.Out << "run 'codex-lint rules docs' to bring them up to date\n";
  return ExitCode::Findings;
}

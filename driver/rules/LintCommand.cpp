//===- LintCommand.cpp - codex-lint rules lint ----------------------------===//

#include "driver/Command.h"
#include "driver/LoadedRules.h"
#include "driver/flywheel/RuleLint.h"
#include "rules/RuleReader.h"
#include "support/Error.h"

#include "llvm/Support/FileSystem.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class RulesLint : public Command {
public:
  void addTo(CLI::App &App) override {
    addRulesOption(App, Places);
    App.add_option("PATH", Paths,
                   "Rule files, or directories of rules; default: the "
                   "built-in ones");
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  std::vector<std::string> Places;
  std::vector<std::string> Paths;
};

} // namespace

static CommandRegistry::Add<RulesLint> X("rules lint",
                                         "Read and prepare every rule");

/// Loads what \p Path names, beside the built-in rules that are in \p Rules.
static llvm::Error loadPath(const std::string &Path, RuleSet &Rules) {
  if (llvm::sys::fs::is_directory(Path))
    return loadRuleSet(Path, Rules);
  llvm::Expected<Rule> R = readRuleFile(Path);
  if (!R)
    return R.takeError();
  Rules.Rules.push_back(std::move(*R));
  return llvm::Error::success();
}

llvm::Expected<ExitCode> RulesLint::run(Env &World) {
  llvm::Error Problems = llvm::Error::success();
  llvm::Expected<LoadedRules> Loaded =
      LoadedRules::load(World, Places, Problems);
  if (!Loaded) {
    llvm::consumeError(std::move(Problems));
    return Loaded.takeError();
  }
  RuleSet &Rules = Loaded->Rules;
  auto Add = [&](llvm::Error More) {
    Problems = llvm::joinErrors(std::move(Problems), std::move(More));
  };
  if (!Paths.empty())
    // The named files take the place of the built-in rules, which may well be
    // the same; their models and incidents are needed.
    Rules.Rules.clear();
  for (const std::string &Path : Paths) {
    std::string Absolute = World.absolute(Path);
    if (Absolute == Loaded->Directory)
      Add(makeError(Path + ": these are the built-in rules; 'rules lint' "
                           "without a path lints them"));
    else
      Add(loadPath(Absolute, Rules));
  }
  Add(lintRules(Rules));
  if (Problems)
    return std::move(Problems);
  World.Out << Rules.Rules.size() << " rules, " << Rules.Incidents.size()
            << " incidents, " << Rules.Models.size()
            << " models: no problems\n";
  return ExitCode::Clean;
}

//===- StatsCommand.cpp - codex-lint rules stats --------------------------===//

#include "driver/Command.h"
#include "driver/LoadedRules.h"
#include "driver/flywheel/RuleStatistics.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class RulesStats : public Command {
public:
  void addTo(CLI::App &App) override {
    addRulesOption(App, Places);
    App.add_option("RULE", Ids, "Ids of rules; default: all");
    App.add_option("--labels", Statistics.LabelFiles,
                   "Files of labels, or directories of them")
        ->allow_extra_args(false);
    App.add_option("--report", Statistics.Reports,
                   "A report of check or gate (--format json), or a directory "
                   "where they are kept")
        ->allow_extra_args(false);
    App.add_option("--break-glass-log", Statistics.GlassLogs,
                   "A log that policy.breakGlassLog names")
        ->allow_extra_args(false);
    addTextOrJson(App, Format);
  }

  llvm::Expected<ExitCode> run(Env &World) override {
    llvm::Expected<LoadedRules> Loaded =
        LoadedRules::loadWithWarnings(World, Places);
    if (!Loaded)
      return Loaded.takeError();
    llvm::Expected<std::vector<const Rule *>> Chosen = Loaded->named(Ids);
    if (!Chosen)
      return Chosen.takeError();
    return Statistics.run(*Chosen, Loaded->Rules, Format == "json", World);
  }

private:
  std::vector<std::string> Places;
  std::vector<std::string> Ids;
  std::string Format = "text";
  RuleStatistics Statistics;
};

} // namespace

static CommandRegistry::Add<RulesStats>
    X("rules stats", "Each rule's tests, labels and findings, in numbers");

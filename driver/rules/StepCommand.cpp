//===- StepCommand.cpp - codex-lint rules promote, demote, retire ---------===//

#include "driver/Command.h"
#include "driver/flywheel/StateStep.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

template <Direction Way> class RulesStep : public Command {
public:
  void addTo(CLI::App &App) override {
    Step.Way = Way;
    addRulesOption(App, Places);
    App.add_option("RULE", Step.RuleId, "The rule's id")->required();
    App.add_option("--reason", Step.Reason,
                   "Why; it is written into the rule's file");
    App.add_option("--labels", Step.Labels,
                   "Files of labels, or directories of them; default: those "
                   "that are kept with the rules")
        ->allow_extra_args(false);
    if (Way == Direction::Promote)
      App.add_flag("--force", Step.Force,
                   "Enforce it although too few findings were read, or too "
                   "many of them were false");
  }

  llvm::Expected<ExitCode> run(Env &World) override {
    // Strictly: the file is going to be changed, and nobody wants to change
    // what cannot be read.
    llvm::Error Problems = llvm::Error::success();
    llvm::Expected<LoadedRules> Loaded =
        LoadedRules::loadWithProject(World, Places, Problems);
    if (Problems) {
      if (!Loaded)
        Problems = llvm::joinErrors(std::move(Problems), Loaded.takeError());
      return std::move(Problems);
    }
    if (!Loaded)
      return Loaded.takeError();
    if (llvm::Error E = Step.run(*Loaded, World))
      return std::move(E);
    return ExitCode::Clean;
  }

private:
  std::vector<std::string> Places;
  StateStep Step;
};

} // namespace

static CommandRegistry::Add<RulesStep<Direction::Promote>>
    Promote("rules promote", "One step up: draft, advisory, enforced");
static CommandRegistry::Add<RulesStep<Direction::Demote>>
    Demote("rules demote", "One step down: enforced, advisory, draft");
static CommandRegistry::Add<RulesStep<Direction::Retire>>
    Retire("rules retire", "Keep a rule for its history only");

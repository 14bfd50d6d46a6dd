//===- TryCommand.cpp - codex-lint rules try ------------------------------===//

#include "driver/Command.h"
#include "driver/LoadedRules.h"
#include "driver/flywheel/RuleTrial.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class RulesTry : public Command {
public:
  void addTo(CLI::App &App) override {
    addRulesOption(App, Trial.RulePlaces);
    App.add_option("RULE", Trial.RuleId, "The rule's id")->required();
    App.add_option("PATH", Trial.Paths,
                   "Files and directories; default: all units");
    App.add_option("-p,--build", Trial.Build,
                   "Directory with compile_commands.json");
    App.add_option("-j,--jobs", Trial.Jobs, "Units at a time; default: cores")
        ->check(CLI::Range(1, 4096).description("NUMBER"));
    App.add_option("--show", Trial.Show,
                   "How many findings are shown with their code; default: 10");
    App.add_option("--labels", Trial.LabelsFile,
                   "A file of labels: what is read already is shown with its "
                   "label, and what is not is added");
    App.footer("The labels are true, debatable or false, each with a reason; "
               "'codex-lint rules stats' counts them.");
  }

  llvm::Expected<ExitCode> run(Env &World) override { return Trial.run(World); }

private:
  RuleTrial Trial;
};

} // namespace

static CommandRegistry::Add<RulesTry>
    X("rules try",
      "Run one rule over a project, whatever its state, and show what it "
      "finds");

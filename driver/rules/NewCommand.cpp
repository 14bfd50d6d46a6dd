//===- NewCommand.cpp - codex-lint rules new ------------------------------===//

#include "driver/Command.h"
#include "driver/flywheel/NewRule.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class RulesNew : public Command {
public:
  void addTo(CLI::App &App) override {
    addRulesOption(App, Places);
    App.add_option("NAME", Made.Name,
                   "<family>/<id>: the subject, and the bad pattern's name")
        ->required();
    App.add_option("--engine", Made.Engine,
                   "The kind of analysis; default: pattern, a matcher in the "
                   "rule's file");
    App.add_option("--incident", Made.Incidents,
                   "The incident that teaches it; may be given several times")
        ->required()
        ->allow_extra_args(false);
    App.add_option("--into", Made.Into,
                   "The directory of rules that gets it; default: the first "
                   "--rules, or where the built-in ones lie");
    Made.Engine = "pattern";
  }

  llvm::Expected<ExitCode> run(Env &World) override {
    llvm::Expected<LoadedRules> Loaded =
        LoadedRules::loadWithWarnings(World, Places);
    if (!Loaded)
      return Loaded.takeError();
    if (!Made.Into.empty() && World.absolute(Made.Into) != Loaded->Directory) {
      // Beside the rules whose incidents and models it may need.
      if (Places.empty())
        Places.push_back(Loaded->Directory);
      Places.push_back(Made.Into);
      addWhatIsIn(World.absolute(Made.Into), *Loaded);
    }
    for (const std::string &Place : Places)
      Made.RulesOption += " --rules " + Place;
    if (llvm::Error E = Made.run(*Loaded, World))
      return std::move(E);
    return ExitCode::Clean;
  }

private:
  /// Incidents and rules that the directory has, whether or not a project names
  /// it already.
  static void addWhatIsIn(const std::string &Directory, LoadedRules &Loaded) {
    RuleSet Own;
    // What is wrong with it is for 'rules lint' to say; an empty one is where
    // every pack begins.
    llvm::consumeError(loadRuleSet(Directory, Own));
    for (Incident &I : Own.Incidents)
      if (!Loaded.Rules.findIncident(I.Id))
        Loaded.Rules.Incidents.push_back(std::move(I));
    for (Rule &R : Own.Rules)
      if (!Loaded.Rules.findRule(R.Id))
        Loaded.Rules.Rules.push_back(std::move(R));
  }

  std::vector<std::string> Places;
  NewRule Made;
};

} // namespace

static CommandRegistry::Add<RulesNew>
    X("rules new", "Begin a rule: its file and its test, with what is to be "
                   "written marked");

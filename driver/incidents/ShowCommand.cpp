//===- ShowCommand.cpp - codex-lint incidents show ------------------------===//

#include "driver/Command.h"
#include "driver/LoadedRules.h"
#include "rules/RulePages.h"
#include "support/Error.h"
#include "support/Suggest.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class IncidentsShow : public Command {
public:
  void addTo(CLI::App &App) override {
    addRulesOption(App, Places);
    App.add_option("ID", Id, "The incident's id")->required();
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  std::vector<std::string> Places;
  std::string Id;
};

} // namespace

static CommandRegistry::Add<IncidentsShow>
    X("incidents show", "One incident, and what it taught");

llvm::Expected<ExitCode> IncidentsShow::run(Env &World) {
  llvm::Expected<LoadedRules> Loaded =
      LoadedRules::loadWithWarnings(World, Places);
  if (!Loaded)
    return Loaded.takeError();
  const RuleSet &Rules = Loaded->Rules;
  if (const Incident *I = Rules.findIncident(Id)) {
    World.Out << incidentAccount(*I, Rules);
    return ExitCode::Clean;
  }
  std::vector<llvm::StringRef> Known;
  for (const Incident &Other : Rules.Incidents)
    Known.push_back(Other.Id);
  llvm::StringRef Nearest = nearestWord(Id, Known);
  return makeError("there is no incident '" + Id + "'; " +
                   (Nearest.empty()
                        ? "'codex-lint incidents list' names them all"
                        : "did you mean '" + Nearest + "'?"));
}

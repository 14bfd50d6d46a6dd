//===- IncidentsCommand.cpp - codex-lint incidents ------------------------===//

#include "driver/Command.h"
#include "driver/LoadedRules.h"
#include "rules/RulePages.h"
#include "support/Error.h"
#include "support/Suggest.h"
#include "support/TextLayout.h"

#include "llvm/Support/JSON.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class IncidentsCommand : public Command {
public:
  void addTo(CLI::App &App) override {
    App.add_option("--rules", Directory, "Directory of the built-in rules");
    App.require_subcommand(1);
    CLI::App *List = App.add_subcommand("list", "All incidents, by date");
    List->fallthrough();
    List->add_option("--format", Format, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
    Show = App.add_subcommand("show", "One incident, and what it taught");
    Show->fallthrough();
    Show->add_option("ID", Id, "The incident's id")->required();
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  llvm::Expected<ExitCode> show(const RuleSet &Rules, Env &World) const;
  void list(const RuleSet &Rules, Env &World) const;

  CLI::App *Show = nullptr;
  std::string Directory;
  std::string Format = "text";
  std::string Id;
};

} // namespace

static CommandRegistry::Add<IncidentsCommand>
    X("incidents", "List the incidents that rules are drawn from");

llvm::Expected<ExitCode> IncidentsCommand::show(const RuleSet &Rules,
                                                Env &World) const {
  const Incident *I = Rules.findIncident(Id);
  if (I) {
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

static std::vector<std::string> rulesOf(const Incident &I,
                                        const RuleSet &Rules) {
  std::vector<std::string> Ids;
  for (const Rule &R : Rules.Rules)
    if (llvm::is_contained(R.Incidents, I.Id))
      Ids.push_back(R.Id);
  return Ids;
}

void IncidentsCommand::list(const RuleSet &Rules, Env &World) const {
  std::vector<const Incident *> ByDate;
  for (const Incident &I : Rules.Incidents)
    ByDate.push_back(&I);
  llvm::sort(ByDate, [](const Incident *A, const Incident *B) {
    return std::tie(A->Date, A->Id) < std::tie(B->Date, B->Id);
  });
  if (Format == "json") {
    llvm::json::OStream Out(World.Out, 2);
    Out.array([&] {
      for (const Incident *I : ByDate)
        Out.object([&] {
          Out.attribute("id", I->Id);
          Out.attribute("date", I->Date);
          Out.attribute("organisation", I->Organisation);
          Out.attribute("title", I->Title);
          Out.attribute("lesson", I->Lesson);
          Out.attribute("rules", llvm::json::Array(rulesOf(*I, Rules)));
          Out.attribute("sources", llvm::json::Array(I->Sources));
        });
    });
    World.Out << '\n';
    return;
  }
  std::vector<std::vector<std::string>> Rows{{"ID", "RULES", "WHAT"}};
  for (const Incident *I : ByDate)
    Rows.push_back(
        {I->Id, std::to_string(rulesOf(*I, Rules).size()), I->oneLine()});
  World.Out << table(Rows);
}

llvm::Expected<ExitCode> IncidentsCommand::run(Env &World) {
  llvm::Expected<LoadedRules> Loaded =
      LoadedRules::loadWithWarnings(World, Directory);
  if (!Loaded)
    return Loaded.takeError();
  if (Show->parsed())
    return show(Loaded->Rules, World);
  list(Loaded->Rules, World);
  return ExitCode::Clean;
}

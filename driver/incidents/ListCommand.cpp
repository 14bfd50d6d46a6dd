//===- ListCommand.cpp - codex-lint incidents list ------------------------===//

#include "driver/Command.h"
#include "driver/LoadedRules.h"
#include "rules/RulePages.h"
#include "support/TextLayout.h"

#include "llvm/Support/JSON.h"

using namespace codex;

namespace {

class IncidentsList : public Command {
public:
  void addTo(CLI::App &App) override {
    addRulesOption(App, Places);
    addTextOrJson(App, Format);
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  std::vector<std::string> Places;
  std::string Format = "text";
};

} // namespace

static CommandRegistry::Add<IncidentsList> X("incidents list",
                                             "All incidents, by date");

static std::vector<std::string> rulesOf(const Incident &I,
                                        const RuleSet &Rules) {
  std::vector<std::string> Ids;
  for (const Rule &R : Rules.Rules)
    if (llvm::is_contained(R.Incidents, I.Id))
      Ids.push_back(R.Id);
  return Ids;
}

llvm::Expected<ExitCode> IncidentsList::run(Env &World) {
  llvm::Expected<LoadedRules> Loaded =
      LoadedRules::loadWithWarnings(World, Places);
  if (!Loaded)
    return Loaded.takeError();
  const RuleSet &Rules = Loaded->Rules;
  std::vector<const Incident *> ByDate = byDate(Rules);
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
    return ExitCode::Clean;
  }
  std::vector<std::vector<std::string>> Rows{{"ID", "RULES", "WHAT"}};
  for (const Incident *I : ByDate)
    Rows.push_back(
        {I->Id, std::to_string(rulesOf(*I, Rules).size()), I->oneLine()});
  World.Out << table(Rows);
  return ExitCode::Clean;
}

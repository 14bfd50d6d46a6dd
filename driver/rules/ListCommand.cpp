//===- ListCommand.cpp - codex-lint rules list ----------------------------===//

#include "driver/Command.h"
#include "driver/LoadedRules.h"
#include "support/TextLayout.h"

#include "llvm/Support/JSON.h"

using namespace codex;

namespace {

class RulesList : public Command {
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

static CommandRegistry::Add<RulesList> X("rules list", "All rules");

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

llvm::Expected<ExitCode> RulesList::run(Env &World) {
  llvm::Error Problems = llvm::Error::success();
  llvm::Expected<LoadedRules> Loaded =
      LoadedRules::loadWithProject(World, Places, Problems);
  if (!Loaded) {
    llvm::consumeError(std::move(Problems));
    return Loaded.takeError();
  }
  const RuleSet &Rules = Loaded->Rules;
  if (Format == "json") {
    listAsJson(Rules, World.Out);
  } else if (!Rules.Rules.empty() || !Problems) {
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

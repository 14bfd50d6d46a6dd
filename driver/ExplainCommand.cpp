//===- ExplainCommand.cpp - codex-lint explain ----------------------------===//

#include "driver/Command.h"
#include "driver/LoadedRules.h"
#include "driver/judge/Waivers.h"
#include "rules/RulePages.h"
#include "support/Error.h"
#include "support/Suggest.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class ExplainCommand : public Command {
public:
  void addTo(CLI::App &App) override {
    App.add_option("RULE", Id, "The rule's id, with or without 'codex-'")
        ->required();
    addRulesOption(App, Places);
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  std::string Id;
  std::vector<std::string> Places;
};

} // namespace

static CommandRegistry::Add<ExplainCommand>
    X("explain", "Explain a rule: why, what happened, what to write instead");

llvm::Expected<ExitCode> ExplainCommand::run(Env &World) {
  llvm::Expected<LoadedRules> Loaded =
      LoadedRules::loadWithWarnings(World, Places);
  if (!Loaded)
    return Loaded.takeError();
  llvm::StringRef Name = Id;
  Name.consume_front("codex-");
  const Rule *R = Loaded->Rules.findRule(Name);
  if (!R)
    R = WaiverBook::ruleNamed(Name);
  if (!R) {
    std::vector<llvm::StringRef> Known;
    for (const Rule &Other : Loaded->Rules.Rules)
      Known.push_back(Other.Id);
    return makeError("there is no rule '" + Name + "'" +
                     suggestion(Name, Known));
  }
  if (R->Id != Name)
    World.Out << "'" << Name << "' is now called '" << R->Id << "'.\n\n";
  World.Out << ruleExplanation(*R, Loaded->Rules);
  return ExitCode::Clean;
}

//===- PackCommand.cpp - codex-lint rules pack ----------------------------===//

#include "driver/Command.h"
#include "driver/flywheel/PackSeal.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class RulesPack : public Command {
public:
  void addTo(CLI::App &App) override {
    addRulesOption(App, Places);
    App.add_option("DIR", Seal.Directory, "The pack: a directory of rules")
        ->required();
    App.add_option("--name", Seal.Name,
                   "What it is called; needed the first time");
    App.add_option("--version", Seal.Version,
                   "Which one it is; needed the first time");
    App.add_flag("--check", Seal.Check,
                 "Write nothing; exit with 1 if its digest is out of date");
  }

  llvm::Expected<ExitCode> run(Env &World) override {
    llvm::Expected<LoadedRules> Loaded =
        LoadedRules::loadStrictly(World, Places);
    if (!Loaded)
      return Loaded.takeError();
    return Seal.run(*Loaded, World);
  }

private:
  std::vector<std::string> Places;
  PackSeal Seal;
};

} // namespace

static CommandRegistry::Add<RulesPack>
    X("rules pack", "Say in a rule pack's pack.json what it consists of");

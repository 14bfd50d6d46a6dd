//===- TestCommand.cpp - codex-lint rules test ----------------------------===//

#include "driver/Command.h"
#include "driver/LoadedRules.h"
#include "driver/flywheel/Watch.h"
#include "driver/run/RuleTestRun.h"
#include "support/Error.h"

#include "llvm/Support/Path.h"

#include <CLI/CLI.hpp>

#include <set>

using namespace codex;

namespace {

class RulesTest : public Command {
public:
  void addTo(CLI::App &App) override {
    addRulesOption(App, Places);
    App.add_option("RULE", Ids, "Ids of rules; default: all");
    App.add_flag("--watch", Watch,
                 "Run again whenever a file of the rules changes, until "
                 "interrupted");
    App.footer("What is found and was not expected is shown with its code, "
               "the nodes that a pattern bound, and the steps that led there.");
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  llvm::Expected<ExitCode> once(Env &World) const;
  llvm::Expected<ExitCode> forever(Env &World) const;

  std::vector<std::string> Places;
  std::vector<std::string> Ids;
  bool Watch = false;
};

} // namespace

static CommandRegistry::Add<RulesTest>
    X("rules test", "Run the tests that lie beside the rules");

llvm::Expected<ExitCode> RulesTest::run(Env &World) {
  if (!Watch)
    return once(World);
  if (Ids.empty())
    return makeError("--watch needs the id of the rule that you work on");
  return forever(World);
}

llvm::Expected<ExitCode> RulesTest::once(Env &World) const {
  llvm::Expected<LoadedRules> Loaded =
      LoadedRules::loadWithWarnings(World, Places);
  if (!Loaded)
    return Loaded.takeError();
  llvm::Expected<std::vector<const Rule *>> Rules = Loaded->named(Ids);
  if (!Rules)
    return Rules.takeError();
  unsigned Failed = 0;
  for (const Rule *R : *Rules) {
    llvm::Expected<std::vector<std::string>> Problems =
        runRuleTest(*R, Loaded->Rules, World);
    if (!Problems)
      return Problems.takeError();
    Failed += !Problems->empty();
    World.Out << (Problems->empty() ? "passed: " : "FAILED: ") << R->Id << '\n';
    for (const std::string &Problem : *Problems)
      World.Out << Problem << '\n';
  }
  World.Out << Rules->size() - Failed << " passed, " << Failed << " failed\n";
  return Failed ? ExitCode::Findings : ExitCode::Clean;
}

/// A rule that cannot be read just now is one that is being written.
llvm::Expected<ExitCode> RulesTest::forever(Env &World) const {
  llvm::Error Problems = llvm::Error::success();
  llvm::Expected<LoadedRules> Loaded =
      LoadedRules::loadWithProject(World, Places, Problems);
  llvm::consumeError(std::move(Problems));
  if (!Loaded)
    return Loaded.takeError();
  std::set<std::string> Directories{Loaded->Directory};
  for (const std::string &Place : Places)
    Directories.insert(World.absolute(Place));
  for (const Rule &R : Loaded->Rules.Rules)
    Directories.insert(llvm::sys::path::parent_path(R.File).str());
  WatchedFiles Files({Directories.begin(), Directories.end()}, World);
  for (;;) {
    if (World.OutIsTerminal)
      World.Out << "\x1b[2J\x1b[H";
    llvm::Expected<ExitCode> Code = once(World);
    if (!Code)
      llvm::handleAllErrors(
          Code.takeError(), [&](const llvm::ErrorInfoBase &Info) {
            World.Out << "not ready: " << Info.message() << '\n';
          });
    World.Out << "waiting for a change; Ctrl-C ends it\n";
    World.Out.flush();
    for (const std::string &Changed : Files.waitForChange())
      World.Out << "\nchanged: " << Changed << '\n';
  }
}

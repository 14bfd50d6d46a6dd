//===- CheckCommand.cpp - codex-lint check --------------------------------===//

#include "driver/Analysis.h"
#include "driver/Command.h"
#include "driver/LoadedRules.h"
#include "driver/report/Output.h"
#include "driver/run/ApplyFixes.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class CheckCommand : public Command {
public:
  void addTo(CLI::App &App) override {
    App.add_option("PATH", Request.Units.Paths,
                   "Files and directories to check; default: all units");
    App.add_option("-p,--build", Request.Units.Build,
                   "Directory with compile_commands.json");
    App.add_option("--rule", Request.Rules,
                   "Check this rule only, whatever its state, and let it block")
        ->allow_extra_args(false);
    App.add_option("--format", Formats, "text, json, sarif, or NAME=FILE")
        ->allow_extra_args(false);
    App.add_option("-o,--output", File, "Where to write the report");
    App.add_option("-j,--jobs", Request.Jobs, "Units at a time; default: cores")
        ->check(CLI::Range(1, 4096).description("NUMBER"));
    App.add_flag("--no-shortcuts", Request.NoShortcuts,
                 "Parse every unit whole and use no cache, to see that the "
                 "findings are the same");
    addRulesOption(App, Request.RulePlaces);
    addCacheOptions(App, Request.Cache);
    App.add_flag("--fix", Fix, "Apply the fixes that are safe");
    App.footer("codex-lint check FILE... -- FLAGS takes the compiler's flags "
               "from the command line.");
  }

  llvm::Error takeFlags(std::vector<std::string> Flags) override {
    Request.Units.Flags = std::move(Flags);
    return llvm::Error::success();
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  AnalysisRequest Request;
  std::vector<std::string> Formats;
  std::string File;
  bool Fix = false;
};

} // namespace

static CommandRegistry::Add<CheckCommand> X("check",
                                            "Check sources against the rules");

llvm::Expected<ExitCode> CheckCommand::run(Env &World) {
  llvm::Expected<Output> Reports = Output::make(Formats, File);
  if (!Reports)
    return Reports.takeError();
  // What an earlier run left was made with shortcuts.
  Request.Cache.Off |= Request.NoShortcuts;
  llvm::Expected<std::unique_ptr<Analysis>> Work =
      Analysis::prepare(Request, World);
  if (!Work)
    return Work.takeError();

  Report Result = (*Work)->run(World);
  if (llvm::Error E = Reports->write(Result, World))
    return std::move(E);
  if (Fix) {
    llvm::Expected<AppliedFixes> Fixed = applyFixes(Result, World.Files);
    if (!Fixed)
      return Fixed.takeError();
    sayMended(*Fixed, World.Err);
  }
  return exitCodeOf(Result, (*Work)->policy());
}

//===- GateCommand.cpp - codex-lint gate ----------------------------------===//

#include "driver/Command.h"
#include "driver/gate/Gate.h"
#include "driver/report/Output.h"
#include "support/Error.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class GateCommand : public Command {
public:
  void addTo(CLI::App &App) override {
    App.add_option("--base", Request.Base,
                   "What the change is to be merged into: a branch, tag or "
                   "commit")
        ->required();
    App.add_option("--head", Request.Head, "The change; default: HEAD");
    App.add_option("-p,--build", Request.Build,
                   "Directory with compile_commands.json; default: the root, "
                   "its build/ or its out/");
    App.add_option("--base-build", Request.BaseBuild,
                   "The same for the base, where it differs");
    App.add_option("--rule", Request.Rules,
                   "Check this rule only, whatever its state, and let it block")
        ->allow_extra_args(false);
    App.add_option(
           "--format", Formats,
           "text, json, sarif, gitlab, github, junit, rdjson, markdown, "
           "html, or NAME=FILE")
        ->allow_extra_args(false);
    App.add_option("-o,--output", File, "Where to write the report");
    App.add_option("-j,--jobs", Request.Jobs, "Units at a time; default: cores")
        ->check(CLI::Range(1, 4096));
    addCacheOptions(App, Request.Cache);
    App.add_option("--break-glass", Reason,
                   "An emergency: report everything, block nothing, and say "
                   "why");
    App.footer("A commit of the change with the trailer 'Codex-Break-Glass: "
               "REASON' breaks the glass, too.");
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  GateRequest Request;
  std::vector<std::string> Formats;
  std::string File;
  std::optional<std::string> Reason;
};

} // namespace

static CommandRegistry::Add<GateCommand>
    X("gate", "Judge a merge request by what is new in it");

llvm::Expected<ExitCode> GateCommand::run(Env &World) {
  if (Reason && llvm::StringRef(*Reason).trim().empty())
    return makeError("--break-glass needs a reason");
  Request.BreakGlass = Reason;
  llvm::Expected<Output> Reports = Output::make(Formats, File);
  if (!Reports)
    return Reports.takeError();
  llvm::Expected<GateResult> Result = runGate(Request, World);
  if (!Result)
    return Result.takeError();
  Env HeadWorld = World;
  if (Result->Sources)
    HeadWorld.Files = Result->Sources;
  if (llvm::Error E = Reports->write(Result->TheReport, HeadWorld))
    return std::move(E);
  return Result->Code;
}

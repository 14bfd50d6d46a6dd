//===- CollectCommand.cpp - codex-lint collect ----------------------------===//
//
// As a compiler makes an object file of one source: facts of one unit, for
// build systems that run units on many machines.
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Command.h"
#include "driver/run/UnitRunner.h"
#include "facts/FactsFile.h"
#include "support/Error.h"

#include "llvm/Support/FileSystem.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class CollectCommand : public Command {
public:
  void addTo(CLI::App &App) override {
    App.add_option("FILE", Request.Units.Paths, "The source file")
        ->required()
        ->expected(1);
    App.add_option("-p,--build", Request.Units.Build,
                   "Directory with compile_commands.json");
    App.add_option("--rule", Request.Rules, "Run this rule only")
        ->allow_extra_args(false);
    App.add_option("-o,--output", File, "The facts file; default: stdout");
    App.footer("codex-lint collect FILE -- FLAGS takes the compiler's flags "
               "from the command line.");
  }

  llvm::Error takeFlags(std::vector<std::string> Flags) override {
    Request.Units.Flags = std::move(Flags);
    return llvm::Error::success();
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  AnalysisRequest Request;
  std::string File;
};

} // namespace

static CommandRegistry::Add<CollectCommand> X("collect",
                                              "Write the facts of one unit");

llvm::Expected<ExitCode> CollectCommand::run(Env &World) {
  llvm::Expected<std::unique_ptr<Analysis>> Work =
      Analysis::prepare(Request, World);
  if (!Work)
    return Work.takeError();
  const Plan &ThePlan = (*Work)->plan();
  if (ThePlan.Units.size() != 1)
    return makeError("'" + Request.Units.Paths.front() + "' is " +
                     llvm::Twine(ThePlan.Units.size()) +
                     " units, with different flags; give the flags of one "
                     "behind '--'");
  const PlannedUnit &Unit = ThePlan.Units.front();
  if (!Unit.Problem.empty()) {
    World.Err << "codex-lint: " << Unit.Unit.File << ": " << Unit.Problem
              << '\n';
    return ExitCode::Incomplete;
  }

  // A build system counts on being killed with its children: no worker here.
  WorkerStatus Status;
  // The analysis enters the unit's directory; the output is meant from ours.
  std::string Target = File.empty() || File == "-" ? "-" : World.absolute(File);
  UnitFacts Facts = analyseUnit(Unit.Unit, ThePlan.Root, (*Work)->program(),
                                World.Files, Status);
  if (Target == "-") {
    writeFacts(Facts, World.Out);
  } else if (llvm::Error E =
                 llvm::writeToOutput(Target, [&](llvm::raw_ostream &OS) {
                   writeFacts(Facts, OS);
                   return llvm::Error::success();
                 })) {
    return makeError("cannot write '" + File +
                     "': " + llvm::toString(std::move(E)));
  }
  for (const ParseError &Error : Facts.Errors) {
    if (!Error.At.File.empty())
      World.Err << Error.At.File << ':' << Error.At.Line << ':'
                << Error.At.Column << ": ";
    World.Err << "error: " << Error.Message << '\n';
  }
  return Facts.Errors.empty() && !Facts.Fatal ? ExitCode::Clean
                                              : ExitCode::Incomplete;
}

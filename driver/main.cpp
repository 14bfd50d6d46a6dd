//===- main.cpp - codex-lint ----------------------------------------------===//
//
// Reads the command line and hands over to the subcommand. CLI11, and with it
// exceptions, end here and in the subcommands' addTo.
//
//===----------------------------------------------------------------------===//

#include "driver/Command.h"

#include "llvm/Config/llvm-config.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <sstream>

using namespace codex;

namespace {

struct Subcommand {
  std::unique_ptr<Command> TheCommand;
  CLI::App *App = nullptr;
};

} // namespace

static int exitCode(ExitCode Code) { return static_cast<int>(Code); }

static std::vector<Subcommand> addSubcommands(CLI::App &App) {
  std::vector<const CommandRegistry::entry *> Entries;
  for (const CommandRegistry::entry &Entry : CommandRegistry::entries())
    Entries.push_back(&Entry);
  // Registration follows the order of linking; help should not.
  std::sort(Entries.begin(), Entries.end(), [](const auto *A, const auto *B) {
    return A->getName() < B->getName();
  });

  std::vector<Subcommand> Subcommands;
  for (const CommandRegistry::entry *Entry : Entries) {
    Subcommand Sub{
        Entry->instantiate(),
        App.add_subcommand(Entry->getName().str(), Entry->getDesc().str())};
    Sub.TheCommand->addTo(*Sub.App);
    Subcommands.push_back(std::move(Sub));
  }
  return Subcommands;
}

/// Help and version are no errors; everything else is wrong usage.
static ExitCode reportParseResult(const CLI::App &App, const CLI::ParseError &E,
                                  Env &World) {
  std::ostringstream Out;
  std::ostringstream Err;
  bool Wrong = App.exit(E, Out, Err) != 0;
  World.Out << Out.str();
  if (Wrong)
    World.Err << "codex-lint: error: ";
  World.Err << Err.str();
  return Wrong ? ExitCode::Usage : ExitCode::Clean;
}

static ExitCode runCommand(Subcommand &Sub,
                           std::optional<std::vector<std::string>> Flags,
                           Env &World) {
  llvm::Error E = Flags ? Sub.TheCommand->takeFlags(std::move(*Flags))
                        : llvm::Error::success();
  if (!E) {
    llvm::Expected<ExitCode> Code = Sub.TheCommand->run(World);
    if (Code)
      return *Code;
    E = Code.takeError();
  }
  World.Out.flush();
  llvm::handleAllErrors(std::move(E), [&](const llvm::ErrorInfoBase &Info) {
    World.Err << "codex-lint: error: " << Info.message() << '\n';
  });
  return ExitCode::Usage;
}

static ExitCode runMain(std::vector<std::string> Arguments, Env &World) {
  // CLI11 would join what stands behind "--" to the positionals.
  std::optional<std::vector<std::string>> Flags;
  auto Dashes = std::find(Arguments.begin(), Arguments.end(), "--");
  if (Dashes != Arguments.end()) {
    Flags.emplace(Dashes + 1, Arguments.end());
    Arguments.erase(Dashes, Arguments.end());
  }

  CLI::App App("Institutional memory that enforces itself, for C and C++",
               "codex-lint");
  App.set_version_flag("--version", "codex-lint " CODEX_VERSION
                                    " (LLVM " LLVM_VERSION_STRING ")");
  App.require_subcommand(1);
  App.failure_message(CLI::FailureMessage::simple);
  std::vector<Subcommand> Subcommands = addSubcommands(App);
  try {
    std::reverse(Arguments.begin(), Arguments.end());
    App.parse(std::move(Arguments));
  } catch (const CLI::ParseError &E) {
    return reportParseResult(App, E, World);
  }

  for (Subcommand &Sub : Subcommands)
    if (Sub.App->parsed())
      return runCommand(Sub, std::move(Flags), World);
  return ExitCode::Usage;
}

int main(int Argc, const char **Argv) {
  Env World = systemEnv(Argv[0]);
  try {
    return exitCode(runMain({Argv + 1, Argv + Argc}, World));
  } catch (const std::exception &E) {
    World.Err << "codex-lint: internal error: " << E.what() << '\n';
    return exitCode(ExitCode::Usage);
  }
}

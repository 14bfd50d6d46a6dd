//===- Command.h - One subcommand of codex-lint -----------------*- C++ -*-===//
//
// A subcommand is one <Name>Command.cpp that registers itself; no list is
// edited:
//
//   namespace {
//   class ExplainCommand : public Command { ... };
//   } // namespace
//   static CommandRegistry::Add<ExplainCommand> X("explain", "Explain a rule");
//
// A command of a group has the group's name in front of its own ("rules list")
// and lies in the group's directory, beside the CommandGroup that is the group.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_COMMAND_H
#define CODEX_DRIVER_COMMAND_H

#include "driver/Env.h"
#include "driver/ExitCode.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/Registry.h"

#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace codex {

/// Lives as long as the program; addTo binds options to its members.
class Command {
public:
  virtual ~Command();

  /// Adds options, positionals and nested subcommands to \p App, which is this
  /// command's own and has its name and its one-line description already.
  virtual void addTo(CLI::App &App) = 0;

  /// Takes what stands behind "--". By default an error: a command that does
  /// not know such arguments must not swallow them.
  [[nodiscard]] virtual llvm::Error takeFlags(std::vector<std::string> Flags);

  /// Does the work, after the command line was read. An error is one of usage
  /// or configuration: it is printed, and the exit code is ExitCode::Usage.
  [[nodiscard]] virtual llvm::Expected<ExitCode> run(Env &World) = 0;
};

/// What "rules" is to "rules list": a word that other commands stand behind.
class CommandGroup : public Command {
public:
  void addTo(CLI::App &App) override;
  [[nodiscard]] llvm::Expected<ExitCode> run(Env &World) override;
};

struct CacheRequest;

/// --cache and --no-cache, which are the same wherever units are analysed.
/// Binds to \p Request, which must live as long as the command.
void addCacheOptions(CLI::App &App, CacheRequest &Request);

/// --format, for commands that print text or JSON.
void addTextOrJson(CLI::App &App, std::string &Format);

using CommandRegistry = llvm::Registry<Command>;

} // namespace codex

namespace llvm {
extern template class Registry<codex::Command>;
} // namespace llvm

#endif // CODEX_DRIVER_COMMAND_H

//===- main.cpp - codex-lint ----------------------------------------------===//
//
// Reads the command line and hands over to the subcommand. CLI11, and with it
// exceptions, end here and in the subcommands' addTo.
//
//===----------------------------------------------------------------------===//

#include "driver/Command.h"
#include "driver/report/Telling.h"
#include "support/Suggest.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/raw_ostream.h"

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

  // A group comes before its commands, as its name is the beginning of theirs.
  std::vector<Subcommand> Subcommands;
  for (const CommandRegistry::entry *Entry : Entries) {
    CLI::App *Above = &App;
    llvm::StringRef Name = Entry->getName();
    if (auto [Group, Own] = Name.split(' '); !Own.empty()) {
      Above = App.get_subcommand(Group.str());
      Name = Own;
    }
    Subcommand Sub{Entry->instantiate(),
                   Above->add_subcommand(Name.str(), Entry->getDesc().str())};
    Sub.TheCommand->addTo(*Sub.App);
    Subcommands.push_back(std::move(Sub));
  }
  return Subcommands;
}

/// CLI11 asks for a subcommand even where one was given and is misspelt. What
/// is wrong with the first words of \p Arguments, or "".
static std::string misspeltCommand(const CLI::App &App,
                                   llvm::ArrayRef<std::string> Arguments) {
  std::vector<const CLI::App *> Known =
      App.get_subcommands([](const CLI::App *) { return true; });
  if (Known.empty() || Arguments.empty() ||
      llvm::StringRef(Arguments.front()).starts_with("-"))
    return "";
  const std::string &Word = Arguments.front();
  std::vector<llvm::StringRef> Names;
  for (const CLI::App *Sub : Known) {
    if (Sub->check_name(Word))
      return misspeltCommand(*Sub, Arguments.drop_front());
    Names.push_back(Sub->get_name());
  }
  return "there is no command '" + Word + "'" + suggestion(Word, Names);
}

/// The command that was named last: "rules", then "list".
static const CLI::App &innermost(const CLI::App &App) {
  std::vector<const CLI::App *> Parsed =
      App.get_subcommands([](const CLI::App *Sub) { return Sub->parsed(); });
  return Parsed.empty() ? App : innermost(*Parsed.front());
}

/// The options of \p App that are near to what CLI11 did not expect.
static std::string suggestedOption(const CLI::App &App) {
  std::vector<std::string> Extras = App.remaining(/*recurse=*/true);
  if (Extras.empty() || !llvm::StringRef(Extras.front()).starts_with("-"))
    return "";
  std::vector<std::string> Names;
  for (const CLI::Option *Option : innermost(App).get_options())
    for (const std::string &Name : Option->get_lnames())
      Names.push_back("--" + Name);
  std::vector<llvm::StringRef> Known(Names.begin(), Names.end());
  llvm::StringRef Nearest = nearestWord(Extras.front(), Known);
  return Nearest.empty() ? "" : "did you mean '" + Nearest.str() + "'?\n";
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
  World.Err << Err.str() << suggestedOption(App);
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
    World.Err << "codex-lint: error: " << visibleText(Info.message()) << '\n';
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
  if (std::string Wrong = misspeltCommand(App, Arguments); !Wrong.empty()) {
    World.Err << "codex-lint: error: " << Wrong << '\n';
    return ExitCode::Usage;
  }
  try {
    std::reverse(Arguments.begin(), Arguments.end());
    App.parse(std::move(Arguments));
  } catch (const CLI::ParseError &E) {
    return reportParseResult(App, E, World);
  }

  // The innermost: a group is parsed where one of its commands is.
  for (Subcommand &Sub : llvm::reverse(Subcommands))
    if (Sub.App->parsed())
      return runCommand(Sub, std::move(Flags), World);
  return ExitCode::Usage;
}

/// \p Code, or that the output is not whole. LLVM would end the program with
/// the exit code that says "findings".
static ExitCode unlessCutOff(ExitCode Code, Env &World) {
  World.Out.flush();
  if (!llvm::outs().has_error())
    return Code;
  World.Err << "codex-lint: error: cannot write to the standard output: "
            << llvm::outs().error().message() << '\n';
  llvm::outs().clear_error();
  return ExitCode::Usage;
}

int main(int Argc, const char **Argv) {
  Env World = systemEnv(Argv[0]);
  try {
    return exitCode(
        unlessCutOff(runMain({Argv + 1, Argv + Argc}, World), World));
  } catch (const std::exception &E) {
    World.Err << "codex-lint: internal error: " << E.what() << '\n';
    return exitCode(ExitCode::Usage);
  }
}

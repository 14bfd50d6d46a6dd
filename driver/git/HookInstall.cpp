//===- HookInstall.cpp - Our hook in a repository -------------------------===//

#include "driver/git/HookInstall.h"

#include "driver/git/GitProcess.h"
#include "support/Error.h"
#include "support/TextFile.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <filesystem>
#include <vector>

using namespace codex;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

/// By this we know our own.
static constexpr llvm::StringLiteral Marker =
    "# Installed by 'codex-lint hook install'.";

std::string codex::shellQuoted(llvm::StringRef Text) {
  std::string Result = "'";
  for (char C : Text)
    Result += C == '\'' ? std::string("'\\''") : std::string(1, C);
  return Result + "'";
}

static bool isOurs(llvm::StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  return Buffer && (*Buffer)->getBuffer().contains(Marker);
}

/// The words that start the shell that a script is for; none for a program of
/// another kind. Git runs a script without a first line by the shell, too.
static std::vector<std::string> shellOf(llvm::StringRef Text) {
  if (!Text.consume_front("#!"))
    return Text.contains('\0') ? std::vector<std::string>()
                               : std::vector<std::string>{"sh"};
  llvm::SmallVector<llvm::StringRef, 4> Words;
  Text.take_until([](char C) { return C == '\n' || C == '\r'; })
      .split(Words, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  auto IsShell = [](llvm::StringRef Word) {
    return llvm::StringSwitch<bool>(path::filename(Word))
        .Cases({"sh", "bash", "dash", "ash", "ksh", "mksh"}, true)
        .Default(false);
  };
  if (llvm::none_of(Words, IsShell))
    return {};
  return std::vector<std::string>(Words.begin(), Words.end());
}

/// How the hook in \p Path, which is kept in our directory, is run. Many ask
/// their own name where they are: a shell's script is read by its shell under
/// the name that it had. A link says where it leads by itself.
static std::string runBefore(llvm::StringRef Path) {
  static constexpr llvm::StringLiteral Kept = "\"${0%/*}/before-codex/";
  std::string File = (Kept + path::filename(Path) + "\"").str();
  std::string Run = File;
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  std::vector<std::string> Shell;
  if (Buffer && !fs::is_symlink_file(Path))
    Shell = shellOf((*Buffer)->getBuffer());
  if (!Shell.empty()) {
    Run.clear();
    for (const std::string &Word : Shell)
      Run += shellQuoted(Word) + " ";
    Run += "-c '. " + File + "' \"$0\"";
  }
  return "if [ -x " + File + " ]; then\n  " + Run + " \"$@\" || exit $?\nfi\n";
}

/// Moves the hook, and a link with it, so that it leads where it led.
static llvm::Error keep(llvm::StringRef From, llvm::StringRef To) {
  if (std::error_code Code = fs::create_directories(path::parent_path(To)))
    return makeError("cannot make '" + path::parent_path(To) +
                     "': " + Code.message());
  std::error_code Code;
  if (fs::is_symlink_file(From)) {
    std::filesystem::path Target =
        std::filesystem::read_symlink(From.str(), Code);
    if (!Code && Target.is_relative())
      Target = ".." / Target;
    if (!Code)
      std::filesystem::create_symlink(Target, To.str(), Code);
    if (!Code)
      Code = fs::remove(From);
  } else {
    Code = fs::rename(From, To);
  }
  if (Code)
    return makeError("cannot move '" + From + "' to '" + To +
                     "': " + Code.message());
  return llvm::Error::success();
}

/// Whether anything has the name, also a link that leads nowhere.
static bool isTaken(llvm::StringRef Path) {
  return fs::exists(Path) || fs::is_symlink_file(Path);
}

llvm::Expected<InstalledHook> codex::installHook(llvm::StringRef Directory,
                                                 llvm::StringRef Name,
                                                 llvm::StringRef Command) {
  // Git's own view, with the user's configuration: that is where it looks.
  GitRun Run{{"rev-parse", "--path-format=absolute", "--git-path", "hooks"},
             Directory.str(),
             {},
             {}};
  Run.AsTheUser = true;
  llvm::Expected<std::string> Hooks = gitOutput(Run);
  if (!Hooks)
    return Hooks.takeError();
  llvm::SmallString<256> Path(llvm::StringRef(*Hooks).rtrim('\n'));
  if (std::error_code Code = fs::create_directories(Path))
    return makeError("cannot make '" + Path + "': " + Code.message());
  path::append(Path, Name);

  InstalledHook Result;
  Result.Path = std::string(Path);
  llvm::SmallString<256> Before(path::parent_path(Path));
  path::append(Before, "before-codex", Name);
  // Where we kept it once: it looked for itself there, and did not find it.
  std::string Former = Result.Path + ".before-codex";
  bool IsOther = isTaken(Path) && !isOurs(Path);
  std::string Old = IsOther ? Result.Path : isTaken(Former) ? Former : "";
  if (!Old.empty()) {
    if (isTaken(Before) || (IsOther && isTaken(Former)))
      return makeError("'" + Old + "' is another hook, and '" +
                       (isTaken(Before) ? Before.str() : Former) +
                       "' is taken as well; remove one of them");
    if (llvm::Error E = keep(Old, Before))
      return std::move(E);
  }
  // Ours, by a link: what it leads to may be used elsewhere.
  if (fs::is_symlink_file(Path))
    (void)fs::remove(Path);
  if (isTaken(Before))
    Result.Before = std::string(Before);
  Result.BeforeRuns = fs::can_execute(Before);
  if (path::filename(path::parent_path(Path)) == "_" &&
      path::filename(path::parent_path(path::parent_path(Path))) == ".husky")
    Result.Hint = "husky writes this directory anew when it is installed; "
                  "'codex-lint hook run' as a line of .husky/pre-commit lasts";
  std::string Script = ("#!/bin/sh\n" + Marker + "\n").str();
  if (!Result.Before.empty())
    Script += "# What was here before runs first.\n" + runBefore(Before);
  Script += (Command + "\n").str();
  if (llvm::Error E = writeTextFile(Path, Script))
    return std::move(E);
  if (std::error_code Code = fs::setPermissions(Path, fs::perms(0755)))
    return makeError("cannot make '" + Path +
                     "' executable: " + Code.message());
  return Result;
}

//===- HookInstall.cpp - Our hook in a repository -------------------------===//

#include "driver/git/HookInstall.h"

#include "driver/git/GitProcess.h"
#include "support/Error.h"
#include "support/TextFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace codex;
namespace fs = llvm::sys::fs;

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

static std::string script(llvm::StringRef Command) {
  return ("#!/bin/sh\n" + Marker +
          " What was here before runs first.\n"
          "if [ -x \"$0.before-codex\" ]; then\n"
          "  \"$0.before-codex\" \"$@\" || exit $?\n"
          "fi\n" +
          Command + "\n")
      .str();
}

llvm::Expected<InstalledHook> codex::installHook(llvm::StringRef Directory,
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
  llvm::sys::path::append(Path, "pre-commit");

  InstalledHook Result{std::string(Path), ""};
  std::string Before = Result.Path + ".before-codex";
  if (fs::exists(Path) && !isOurs(Path)) {
    if (fs::exists(Before))
      return makeError("'" + Path + "' is another hook, and '" + Before +
                       "' is taken as well; remove one of them");
    if (std::error_code Code = fs::rename(Path, Before))
      return makeError("cannot rename '" + Path + "': " + Code.message());
  }
  if (fs::exists(Before))
    Result.Before = Before;
  if (llvm::Error E = writeTextFile(Path, script(Command)))
    return std::move(E);
  if (std::error_code Code = fs::setPermissions(Path, fs::perms(0755)))
    return makeError("cannot make '" + Path +
                     "' executable: " + Code.message());
  return Result;
}

//===- GitProcess.h - One run of git, alone with its arguments --*- C++ -*-===//
//
// What git answers must not depend on who asks: no variable of git's, no
// configuration of the system or of the user, no filter, no external diff, no
// replaced object. Only plumbing commands are meant to be run.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_GIT_GITPROCESS_H
#define CODEX_DRIVER_GIT_GITPROCESS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace codex {

struct GitRun {
  std::vector<std::string> Arguments; ///< behind "git" and what isolates it
  std::string Directory;              ///< absolute
  std::string Input;                  ///< on its standard input
  std::string IndexFile;  ///< not empty: read this index instead of its own
  bool AsTheUser = false; ///< with all configuration and variables, after all
};

struct GitAnswer {
  int ExitCode = 0;
  std::string Output;
  std::string Errors; ///< trimmed
};

/// An error where git cannot be started, or dies of a signal.
[[nodiscard]] llvm::Expected<GitAnswer> runGit(const GitRun &Run);

/// The output of a run that must succeed; the error has git's own words.
[[nodiscard]] llvm::Expected<std::string> gitOutput(const GitRun &Run);

} // namespace codex

#endif // CODEX_DRIVER_GIT_GITPROCESS_H

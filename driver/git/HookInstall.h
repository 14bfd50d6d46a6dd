//===- HookInstall.h - Our hook in a repository -----------------*- C++ -*-===//
#ifndef CODEX_DRIVER_GIT_HOOKINSTALL_H
#define CODEX_DRIVER_GIT_HOOKINSTALL_H

#include "llvm/Support/Error.h"

#include <string>

namespace codex {

struct InstalledHook {
  std::string Path;
  std::string Before;     ///< the hook that was there, and runs first; or empty
  bool BeforeRuns = true; ///< git asks only those that are executable
  std::string Hint;       ///< what a person should know; or empty
};

/// Puts the hook \p Name ("pre-commit") where git looks for it: core.hooksPath
/// and working trees are minded. A hook that is there is kept and runs before
/// ours.
/// \p Command is a line of shell.
[[nodiscard]] llvm::Expected<InstalledHook>
installHook(llvm::StringRef Directory, llvm::StringRef Name,
            llvm::StringRef Command);

/// \p Text as one word of a POSIX shell.
std::string shellQuoted(llvm::StringRef Text);

} // namespace codex

#endif // CODEX_DRIVER_GIT_HOOKINSTALL_H

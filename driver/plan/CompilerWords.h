//===- CompilerWords.h - The compiler inside of a command -------*- C++ -*-===//
#ifndef CODEX_DRIVER_PLAN_COMPILERWORDS_H
#define CODEX_DRIVER_PLAN_COMPILERWORDS_H

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <string>
#include <vector>

namespace codex {

/// Removes what stands before the compiler: caches, distributors, env, shells
/// that run libtool, CMake's launchers.
void stripWrappers(std::vector<std::string> &Words);

/// Replaces each \@FILE by the words in the file, also inside of such files.
/// Module maps that do not exist yet are dropped. Returns what is wrong, or "".
[[nodiscard]] std::string expandResponseFiles(std::vector<std::string> &Words,
                                              llvm::StringRef Directory,
                                              llvm::vfs::FileSystem &Files);

/// Why Clang cannot stand in for this compiler, or "" where it can.
[[nodiscard]] std::string compilerProblem(llvm::StringRef Program);

} // namespace codex

#endif // CODEX_DRIVER_PLAN_COMPILERWORDS_H

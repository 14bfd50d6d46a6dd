//===- ProjectRoot.h - The directory that paths are relative to -*- C++ -*-===//
#ifndef CODEX_DRIVER_PLAN_PROJECTROOT_H
#define CODEX_DRIVER_PLAN_PROJECTROOT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <string>

namespace codex {

/// Whether \p Directory has an entry \p Name, be it a link that leads nowhere.
bool hasEntry(llvm::StringRef Directory, llvm::StringRef Name,
              llvm::vfs::FileSystem &Files);

/// The nearest directory at or above \p Start with a .codex.json, else with a
/// .git, else the directory that holds all of \p Sources (those of the system
/// left out). All paths are absolute.
[[nodiscard]] std::string projectRoot(llvm::StringRef Start,
                                      llvm::ArrayRef<std::string> Sources,
                                      llvm::vfs::FileSystem &Files);

/// \p File, relative to \p Root, made absolute; an absolute one stays.
std::string inRoot(llvm::StringRef Root, llvm::StringRef File);

} // namespace codex

#endif // CODEX_DRIVER_PLAN_PROJECTROOT_H

//===- Paths.h - How files are named ----------------------------*- C++ -*-===//
#ifndef CODEX_COLLECT_PATHS_H
#define CODEX_COLLECT_PATHS_H

#include "clang/Basic/SourceManager.h"

#include <string>

namespace codex {

/// \p Path as a finding names it: relative to \p Root where it lies below it,
/// absolute elsewhere, without "." and "..". With an empty \p Root it stays as
/// it is spelled. A path that reaches the root through a symbolic link counts
/// as below it.
std::string nameOfFile(clang::FileManager &Files, clang::FileEntryRef Entry,
                       llvm::StringRef Root);

/// The same for the file of \p Id; empty for buffers that are no file.
std::string nameOfFile(const clang::SourceManager &Sources, clang::FileID Id,
                       llvm::StringRef Root);

} // namespace codex

#endif // CODEX_COLLECT_PATHS_H

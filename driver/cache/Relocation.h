//===- Relocation.h - Paths that do not say where a checkout lies -*- C++
//-*-===//
//
// Two checkouts of one project share results: the project's root is a mark in
// keys and paths. A build directory that lies outside of the root is not moved
// with it, and keeps its absolute path.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_CACHE_RELOCATION_H
#define CODEX_DRIVER_CACHE_RELOCATION_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace codex {

/// \p Path with the mark in the place of \p Root, where it lies in it.
[[nodiscard]] std::string withoutRoot(llvm::StringRef Path,
                                      llvm::StringRef Root);

/// The way back.
void withRoot(llvm::StringRef Written, llvm::StringRef Root,
              llvm::SmallVectorImpl<char> &Path);

/// \p Word of a command, with the mark wherever a path in it begins with
/// \p Root: "-I<root>/include", "-DDATA=\"<root>/data\"".
[[nodiscard]] std::string wordWithoutRoot(llvm::StringRef Word,
                                          llvm::StringRef Root);

} // namespace codex

#endif // CODEX_DRIVER_CACHE_RELOCATION_H

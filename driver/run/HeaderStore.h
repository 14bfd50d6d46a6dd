//===- HeaderStore.h - Precompiled headers in a directory -------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_HEADERSTORE_H
#define CODEX_DRIVER_RUN_HEADERSTORE_H

#include "collect/SharedHeaders.h"

#include <memory>
#include <string>

namespace codex {

/// Keeps each set as two files: KEY.index, and the precompiled header by the
/// hash of its content, which the index names. What is damaged, or made of
/// other contents than lie there now, is as if it were not there. The least
/// recently used ones go when all are too large. Several processes may use one
/// directory.
class HeaderStore {
public:
  explicit HeaderStore(llvm::StringRef Directory) : Directory(Directory) {}

  /// Finds or builds the set, and returns the name of its index in the
  /// directory; "" if there can be none. \p Key is everything that it depends
  /// on but the headers' own contents.
  [[nodiscard]] std::string
  prepare(llvm::StringRef Key, const CompileUnit &Like,
          const HeaderNames &Names, llvm::StringRef Root,
          llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) const;

  /// Null if it does not hold (any more).
  [[nodiscard]] std::unique_ptr<SharedHeaders>
  read(llvm::StringRef Index, llvm::vfs::FileSystem &Files) const;

private:
  std::string path(llvm::StringRef Name) const;
  bool write(llvm::StringRef Index, const SharedHeaders &Set) const;
  void prune() const;

  std::string Directory;
};

} // namespace codex

#endif // CODEX_DRIVER_RUN_HEADERSTORE_H

//===- HeaderStore.h - Shared headers in the cache --------------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_HEADERSTORE_H
#define CODEX_DRIVER_RUN_HEADERSTORE_H

#include "collect/SharedHeaders.h"
#include "driver/cache/CacheDirectory.h"
#include "driver/cache/FileStates.h"

#include <memory>
#include <optional>
#include <string>

namespace codex {

/// A set that was found, with its precompiled header held open: it stays what
/// it was found to be, also when the entry goes.
class StoredHeaders {
public:
  StoredHeaders(SharedHeaders Found, int Descriptor);
  StoredHeaders(const StoredHeaders &) = delete;
  StoredHeaders &operator=(const StoredHeaders &) = delete;
  ~StoredHeaders();

  SharedHeaders Set;

private:
  int Descriptor;
};

/// Keeps each set as two entries: a list by its key, and the precompiled header
/// by the digest of its content, which the list names. What is damaged, or was
/// made of other files than lie there now, is as if it were not there.
class HeaderStore {
public:
  HeaderStore(CacheDirectory Directory, llvm::StringRef Root)
      : Directory(std::move(Directory)), Root(Root.str()) {}

  /// Null if there is none that holds.
  [[nodiscard]] std::unique_ptr<StoredHeaders>
  find(const Digest &Key, FileStates &Now, llvm::vfs::FileSystem &Files) const;

  /// Keeps \p Set, for which \p Asked was asked and of which \p Write makes the
  /// precompiled header. \p Key is everything that it depends on but the files
  /// themselves. False where nothing comes of it.
  bool keep(const Digest &Key, SharedHeaders Set, const Inputs &Asked,
            llvm::function_ref<bool(llvm::StringRef Output)> Write);

private:
  CacheDirectory Directory;
  std::string Root;
};

} // namespace codex

#endif // CODEX_DRIVER_RUN_HEADERSTORE_H

//===- HeaderStore.h - What was precompiled, in the cache -------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_HEADERSTORE_H
#define CODEX_DRIVER_RUN_HEADERSTORE_H

#include "collect/Preamble.h"
#include "collect/SharedHeaders.h"
#include "driver/cache/CacheDirectory.h"
#include "driver/cache/FileStates.h"

#include <memory>
#include <optional>
#include <string>

namespace codex {

/// A precompiled file that was found, held open: it stays what it was found to
/// be, also when the entry goes.
class OpenPrecompiled {
public:
  explicit OpenPrecompiled(int Descriptor) : Descriptor(Descriptor) {}
  OpenPrecompiled(const OpenPrecompiled &) = delete;
  OpenPrecompiled &operator=(const OpenPrecompiled &) = delete;
  ~OpenPrecompiled();

  /// Good in processes that are forked, too.
  std::string path() const;

private:
  int Descriptor;
};

struct StoredHeaders {
  SharedHeaders Set;
  std::unique_ptr<OpenPrecompiled> File;
};

struct StoredPreamble {
  Preamble Head;
  std::unique_ptr<OpenPrecompiled> File;
};

/// Keeps each set of headers, and each head of a unit, as two entries: a list
/// by its key, and the precompiled file by the digest of its content, which the
/// list names. What is damaged, or was made of other files than lie there now,
/// is as if it were not there.
class HeaderStore {
public:
  HeaderStore(CacheDirectory Directory, llvm::StringRef Root)
      : Directory(std::move(Directory)), Root(Root.str()) {}

  /// Null if there is none that holds.
  [[nodiscard]] std::unique_ptr<StoredHeaders>
  find(const Digest &Key, FileStates &Now, llvm::vfs::FileSystem &Files) const;
  [[nodiscard]] std::unique_ptr<StoredPreamble>
  findPreamble(const Digest &Key, FileStates &Now,
               llvm::vfs::FileSystem &Files) const;

  /// Keeps \p Set, for which \p Asked was asked and of which \p Write makes the
  /// precompiled header. \p Key is everything that it depends on but the files
  /// themselves. False where nothing comes of it.
  bool keep(const Digest &Key, SharedHeaders Set, const Inputs &Asked,
            llvm::function_ref<bool(llvm::StringRef Output)> Write);
  /// The same of what \p Make makes, and asks for.
  bool keepPreamble(
      const Digest &Key, const Inputs &Asked,
      llvm::function_ref<std::optional<Preamble>(llvm::StringRef Output)> Make);

private:
  using MakeFunction =
      llvm::function_ref<std::optional<std::string>(llvm::StringRef Output)>;
  /// Where \p Make writes the file and gives its list, without a digest.
  bool keepBoth(EntryKind List, const Digest &Key, MakeFunction Make);
  /// The list, and in \p Content the digest of the file that it is about.
  std::optional<std::string> readList(EntryKind Kind, const Digest &Key,
                                      Digest &Content) const;
  std::unique_ptr<OpenPrecompiled> openFile(const Digest &Content) const;
  /// Whether the files are what they were when \p Questions were asked.
  bool holds(llvm::StringRef Questions, FileStates &Now) const;

  CacheDirectory Directory;
  std::string Root;
};

} // namespace codex

#endif // CODEX_DRIVER_RUN_HEADERSTORE_H

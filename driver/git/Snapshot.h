//===- Snapshot.h - The files of a project at one moment --------*- C++ -*-===//
//
// What git has recorded: a commit's tree, the index, or nothing at all.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_GIT_SNAPSHOT_H
#define CODEX_DRIVER_GIT_SNAPSHOT_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

#include <string>
#include <vector>

namespace codex {

struct SnapshotEntry {
  enum class Kind { File, Link, Submodule };
  std::string Path; ///< relative to the root
  Kind TheKind = Kind::File;
  std::string Object; ///< hex
  /// The repository that has the object, absolute: the root, or a submodule.
  std::string Home;
};

/// Immutable once it is filled.
class Snapshot {
public:
  /// Adds a path; of two with one name the last counts.
  void add(SnapshotEntry Entry);

  /// The same by another name than its path: what is read under \p Name is the
  /// file that the entry's path names.
  void addUnder(llvm::StringRef Name, SnapshotEntry Entry);

  /// Null if the path is no file or link of this snapshot.
  const SnapshotEntry *find(llvm::StringRef Path) const;
  bool isDirectory(llvm::StringRef Path) const {
    return Path.empty() || Directories.contains(Path);
  }
  /// Names directly below \p Directory, sorted.
  std::vector<std::string> children(llvm::StringRef Directory) const;
  /// Sorted by path.
  std::vector<const SnapshotEntry *> entries() const;

private:
  llvm::StringMap<SnapshotEntry> Entries;
  llvm::StringSet<> Directories;
  llvm::StringMap<std::vector<std::string>> Names; ///< by directory
};

} // namespace codex

#endif // CODEX_DRIVER_GIT_SNAPSHOT_H

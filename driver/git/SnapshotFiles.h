//===- SnapshotFiles.h - A project as git has recorded it -------*- C++ -*-===//
//
// A file system in which the project's tracked files are those of a snapshot,
// whatever lies in the working tree: no second checkout. Files that git does
// not know (generated ones, the build directory) and everything outside of the
// project are the real ones.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_GIT_SNAPSHOTFILES_H
#define CODEX_DRIVER_GIT_SNAPSHOTFILES_H

#include "driver/git/Snapshot.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace codex {

/// Every path that git knows of on any side. Where a snapshot lacks one of
/// them, it is absent there, even if it lies in the working tree.
using TrackedPaths = llvm::StringSet<>;

/// Not thread-safe. May be used in forked processes.
class SnapshotFiles : public llvm::vfs::FileSystem {
public:
  /// \p Root is absolute and real (without symbolic links).
  SnapshotFiles(llvm::StringRef Root, std::shared_ptr<const Snapshot> Recorded,
                std::shared_ptr<const TrackedPaths> Tracked,
                llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Real);

  /// Keeps these contents, so that they need not be asked for one by one.
  void keep(llvm::StringRef Object, std::string Content);

  /// The same snapshot, and nothing beside it in the whole project.
  llvm::IntrusiveRefCntPtr<SnapshotFiles> recordedOnly() const;

  /// In \p Directory (relative) what git does not know is absent, too.
  void showRecordedOnly(llvm::StringRef Directory) {
    RecordedOnly = Directory.str();
  }

  /// All names of the snapshot that \p Path (absolute) leads through: symbolic
  /// links, and the file at last. Relative to the root. Empty where the path
  /// leads to no tracked file.
  std::vector<std::string> trail(llvm::StringRef Path);

  const Snapshot &recorded() const { return *Recorded; }

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine &Path,
                                          std::error_code &Code) override;
  std::error_code setCurrentWorkingDirectory(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::string> getCurrentWorkingDirectory() const override {
    return Directory;
  }
  std::error_code getRealPath(const llvm::Twine &Path,
                              llvm::SmallVectorImpl<char> &Output) override;

private:
  struct Place {
    enum class Kind { Recorded, RecordedDirectory, Real, Absent };
    Kind TheKind = Kind::Absent;
    std::string Path; ///< absolute
    const SnapshotEntry *Entry = nullptr;
  };
  std::string absolute(const llvm::Twine &Path) const;
  bool hidesOthers(llvm::StringRef Relative) const;
  Place find(const llvm::Twine &Path,
             std::vector<std::string> *Trail = nullptr);
  Place findBelow(std::string Relative, unsigned Depth,
                  std::vector<std::string> *Trail);
  Place follow(llvm::StringRef Target, llvm::StringRef From,
               llvm::StringRef Rest, unsigned Depth,
               std::vector<std::string> *Trail);
  std::string realDirectory(llvm::StringRef Directory);
  llvm::ErrorOr<std::string> content(const SnapshotEntry &Entry);
  llvm::vfs::Status statusOf(const SnapshotEntry &Entry, llvm::StringRef Name,
                             uint64_t Size) const;

  std::string Root;
  std::string Directory;
  std::optional<std::string> RecordedOnly; ///< a directory
  std::shared_ptr<const Snapshot> Recorded;
  std::shared_ptr<const TrackedPaths> Tracked;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Real;
  /// By object; of all views of the snapshot.
  std::shared_ptr<llvm::StringMap<std::string>> Kept =
      std::make_shared<llvm::StringMap<std::string>>();
  llvm::StringMap<std::string> RealDirectories; ///< by path as it was spelled
};

} // namespace codex

#endif // CODEX_DRIVER_GIT_SNAPSHOTFILES_H

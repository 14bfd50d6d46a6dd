//===- LateDirectories.h - Include paths that are known later ---*- C++ -*-===//
//
// Units whose commands differ only by directories of their own to search for
// headers (-I), as those of targets of one project do, can begin from one parse
// of system headers. It is given a place for each such directory, in which
// nothing lies; each unit puts its own there.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_RUN_LATEDIRECTORIES_H
#define CODEX_DRIVER_RUN_LATEDIRECTORIES_H

#include "collect/SharedParse.h"

#include "llvm/Support/VirtualFileSystem.h"

#include <set>
#include <string>
#include <vector>

namespace codex {

/// Answers as the file system below it does, but for the places.
class LateDirectories : public llvm::vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;

  /// The name of place \p Number: a directory that is nowhere else.
  [[nodiscard]] static std::string place(size_t Number);

  /// From now on the places hold what lies in \p Directories, in this order
  /// (nothing where one is empty), and files go by their names there. Once, in
  /// the process of one unit. What stands twice on \p Path counts where it is
  /// first, as for Clang. False if the directories do not fit what was said
  /// before, for the reason \p Why: a name that was asked for is there, or what
  /// is on the path anyway would be found earlier, or as another kind.
  [[nodiscard]] bool fill(llvm::ArrayRef<std::string> Directories,
                          llvm::ArrayRef<SharedParse::Searched> Path,
                          std::string &Why);

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine &Path,
                                          std::error_code &Code) override;
  std::error_code getRealPath(const llvm::Twine &Path,
                              llvm::SmallVectorImpl<char> &Output) override;

private:
  llvm::ErrorOr<std::string> resolve(const llvm::Twine &Path);
  /// Something that was asked for is in \p Directory; empty: nothing.
  std::string missedIn(const std::string &Directory);

  std::vector<std::string> Held; ///< by place
  /// What was asked for while nothing lay in the places, each once.
  std::set<std::string> Missed;
};

} // namespace codex

#endif // CODEX_DRIVER_RUN_LATEDIRECTORIES_H

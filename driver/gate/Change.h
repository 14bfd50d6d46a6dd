//===- Change.h - What differs between base and head ------------*- C++ -*-===//
#ifndef CODEX_DRIVER_GATE_CHANGE_H
#define CODEX_DRIVER_GATE_CHANGE_H

#include "driver/git/SnapshotFiles.h"
#include "driver/plan/ProjectRoot.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace codex {

/// Two states of a project, and what is different. Paths are relative to the
/// root.
struct Change {
  std::string Root;       ///< absolute
  std::string BaseCommit; ///< hex; empty: nothing was there before
  std::string HeadCommit; ///< hex; empty: the index

  llvm::IntrusiveRefCntPtr<SnapshotFiles> Base;
  llvm::IntrusiveRefCntPtr<SnapshotFiles> Head;
  /// Of the base, what may judge: git has it. Whatever else lies in the
  /// checkout a step of the build may have written, and the change with it.
  llvm::IntrusiveRefCntPtr<SnapshotFiles> Judging;

  std::set<std::string> Added;
  std::set<std::string> Modified;
  std::set<std::string> Deleted;
  /// Not changed, and to be looked at all the same: entries of the baseline
  /// come that may stand for what is there.
  std::set<std::string> LookAt;
  std::map<std::string, std::string> OldNames; ///< by the name at the head
  std::map<std::string, std::string> NewNames; ///< by the name at the base
  /// Whether any file of either side includes one of these names; what git
  /// does not know is not asked.
  std::function<bool(const std::vector<std::string> &)> IncludesAny;
  /// Parts of the head or of the base that git does not have, and how to get
  /// them; and those that it has on neither side.
  std::vector<std::string> Missing;
  /// Submodules that the change adds or moves, and that lie nowhere here.
  std::set<std::string> NotAtHand;
  /// Submodules of the base that lie nowhere here, and have plain files in
  /// their place at the head.
  std::set<std::string> Replaced;
  std::vector<std::string> MissingOnBoth;
  /// What git knows of on any side.
  std::shared_ptr<const TrackedPaths> Tracked;

  bool changedAtHead(llvm::StringRef Path) const {
    return Added.count(Path.str()) || Modified.count(Path.str());
  }
  bool changedAtBase(llvm::StringRef Path) const {
    return Deleted.count(Path.str()) || Modified.count(Path.str());
  }
  /// What the file was called at the base.
  std::string atBase(llvm::StringRef Path) const {
    auto Found = OldNames.find(Path.str());
    return Found == OldNames.end() ? Path.str() : Found->second;
  }
  /// And the other way round.
  std::string atHead(llvm::StringRef Path) const {
    auto Found = NewNames.find(Path.str());
    return Found == NewNames.end() ? Path.str() : Found->second;
  }
  /// A path relative to the root, made absolute.
  std::string absolute(llvm::StringRef Path) const {
    return inRoot(Root, Path);
  }
  bool empty() const {
    return Added.empty() && Modified.empty() && Deleted.empty();
  }
};

class Repository;
struct Env;

/// \p Base and \p Head are commits; an empty \p Base is the state before the
/// first commit, an empty \p Head what is staged in \p IndexFile (empty: the
/// repository's own index).
[[nodiscard]] llvm::Expected<Change>
readChange(const Repository &Repo, llvm::StringRef Base, llvm::StringRef Head,
           llvm::StringRef IndexFile,
           llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Real);

} // namespace codex

#endif // CODEX_DRIVER_GATE_CHANGE_H

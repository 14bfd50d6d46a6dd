//===- Repository.h - What the gate asks git --------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_GIT_REPOSITORY_H
#define CODEX_DRIVER_GIT_REPOSITORY_H

#include "driver/git/GitProcess.h"
#include "driver/git/Snapshot.h"

#include "llvm/Support/Error.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace codex {

/// A commit's own words, as they bear on the gate.
struct CommitMessage {
  std::string Commit; ///< hex
  std::string Author; ///< "Name <mail>"
  std::string Text;
};

/// A commit, and the whole name that leads to it.
struct NamedCommit {
  std::string Name; ///< "refs/tags/v1"; of a commit by its id that
  std::string Commit;
};

/// One repository with a working tree. Never writes to it.
class Repository {
public:
  /// The one that \p Directory lies in. The error says what is missing.
  [[nodiscard]] static llvm::Expected<Repository>
  open(llvm::StringRef Directory);

  /// The top of the working tree, absolute.
  const std::string &root() const { return Root; }

  /// The commit that a person means by \p Name: a branch, tag, remote branch,
  /// abbreviated commit and so on. \p Option is for messages ("--base").
  [[nodiscard]] llvm::Expected<std::string>
  commit(llvm::StringRef Name, llvm::StringRef Option) const;
  /// All that \p Name may be short for, where that is more than one commit:
  /// commits by their id, branches, tags. (Git takes one by an order of its
  /// own.)
  std::vector<NamedCommit> meanings(llvm::StringRef Name) const;
  /// Whether \p Above is \p Below or comes before it.
  bool isAncestor(llvm::StringRef Above, llvm::StringRef Below) const;
  /// HEAD's commit; none before the first one.
  [[nodiscard]] llvm::Expected<std::optional<std::string>> headCommit() const;

  /// The commits that are merged into HEAD right now; mostly none.
  [[nodiscard]] llvm::Expected<std::vector<std::string>> mergeHeads() const;

  /// Where \p Head left \p Base: one commit, or several where each was merged
  /// into the other meanwhile. The error says what to fetch.
  [[nodiscard]] llvm::Expected<std::vector<std::string>>
  mergeBases(llvm::StringRef Base, llvm::StringRef Head,
             llvm::StringRef BaseName) const;

  /// The commits that \p Head has and \p Base has not, newest first.
  [[nodiscard]] llvm::Expected<std::vector<CommitMessage>>
  ownCommits(llvm::StringRef Base, llvm::StringRef Head) const;

  /// Submodules that are checked out are part of it, as far as their objects
  /// are here; the others are in \p Missing, each with what would fetch it.
  [[nodiscard]] llvm::Expected<Snapshot>
  tree(llvm::StringRef Commit, std::vector<std::string> &Missing) const;

  /// What is staged. \p IndexFile: instead of the repository's own, or empty.
  [[nodiscard]] llvm::Expected<Snapshot>
  index(llvm::StringRef IndexFile, std::vector<std::string> &Missing) const;

  /// The files of the index that \p Commit does not have just so, with their
  /// mode, and those that only the commit has.
  [[nodiscard]] llvm::Expected<std::set<std::string>>
  stagedAgainst(llvm::StringRef Commit, llvm::StringRef IndexFile) const;

  /// Renames from \p Base (a commit, or empty for no files at all) to \p Head
  /// (a commit, or empty for the index): by new path, the old one.
  [[nodiscard]] llvm::Expected<std::map<std::string, std::string>>
  renames(llvm::StringRef Base, llvm::StringRef Head,
          llvm::StringRef IndexFile) const;

  /// Whether a file of \p Commit (empty: of the index) has one of the file
  /// \p Names in an include directive, or in a macro that may become one. Yes
  /// where git cannot tell.
  [[nodiscard]] bool includesAny(const std::vector<std::string> &Names,
                                 llvm::StringRef Commit,
                                 llvm::StringRef IndexFile) const;

  /// Whether history was cut off when it was fetched.
  bool isShallow() const;

  /// The commits up to \p Commit that touched one of \p Paths (relative,
  /// literal), the newest first; at most \p Most.
  [[nodiscard]] llvm::Expected<std::vector<std::string>>
  history(llvm::StringRef Commit, const std::vector<std::string> &Paths,
          unsigned Most) const;

private:
  [[nodiscard]] llvm::Expected<bool>
  hidesHistory(llvm::StringRef Base, llvm::StringRef Head,
               llvm::ArrayRef<std::string> Bases) const;
  explicit Repository(std::string Root) : Root(std::move(Root)) {}
  GitRun run(std::vector<std::string> Arguments) const {
    return {std::move(Arguments), Root, {}, {}};
  }
  std::optional<std::string> tryCommit(llvm::StringRef Name) const;
  std::optional<NamedCommit> remoteBranch(llvm::StringRef Name) const;
  std::optional<NamedCommit> abbreviated(llvm::StringRef Id) const;

  std::string Root;
};

/// How many bytes the blobs of \p Home have, in the order of \p Objects.
[[nodiscard]] llvm::Expected<std::vector<uint64_t>>
blobSizes(llvm::StringRef Home, const std::vector<std::string> &Objects);

/// The contents of blobs of \p Home, in the order of \p Objects.
[[nodiscard]] llvm::Expected<std::vector<std::string>>
readBlobs(llvm::StringRef Home, const std::vector<std::string> &Objects);

} // namespace codex

#endif // CODEX_DRIVER_GIT_REPOSITORY_H

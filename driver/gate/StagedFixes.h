//===- StagedFixes.h - Safe fixes, in the index and beside it ---*- C++ -*-===//
#ifndef CODEX_DRIVER_GATE_STAGEDFIXES_H
#define CODEX_DRIVER_GATE_STAGEDFIXES_H

#include "driver/git/SnapshotFiles.h"
#include "driver/judge/Report.h"

#include "llvm/Support/Error.h"

#include <set>
#include <string>
#include <vector>

namespace codex {

struct StagedFixes {
  unsigned Applied = 0;
  unsigned LeftOut = 0;             ///< they overlap one that was applied
  std::set<std::string> WithErrors; ///< as in AppliedFixes
  unsigned Files = 0;
  /// Fixed in the index alone: what is not staged stands in the same lines.
  std::vector<std::string> OnlyStaged;
  /// Not fixed: of a submodule, behind a link, or of no commit at all.
  std::set<std::string> NotOurs;
};

/// Applies the safe fixes of new findings to what is staged, and the same
/// change to the working tree, whose other edits stay as they are and unstaged.
/// \p Staged shows the files as the index has them.
[[nodiscard]] llvm::Expected<StagedFixes>
applyStagedFixes(const Report &TheReport, SnapshotFiles &Staged,
                 llvm::StringRef IndexFile);

} // namespace codex

#endif // CODEX_DRIVER_GATE_STAGEDFIXES_H

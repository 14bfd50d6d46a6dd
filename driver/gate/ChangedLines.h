//===- ChangedLines.h - The lines of base and head --------------*- C++ -*-===//
#ifndef CODEX_DRIVER_GATE_CHANGEDLINES_H
#define CODEX_DRIVER_GATE_CHANGEDLINES_H

#include "driver/gate/Change.h"
#include "driver/git/LineMap.h"
#include "driver/judge/LinePairs.h"

namespace codex {

/// Of one change, which must outlive it. Each file is compared once, and only
/// if somebody asks. Not thread-safe.
class ChangedLines : public LinePairs {
public:
  explicit ChangedLines(const Change &TheChange) : TheChange(TheChange) {}

  std::optional<unsigned> atHead(llvm::StringRef File, unsigned Line) override;
  std::optional<unsigned> atBase(llvm::StringRef FileAtHead,
                                 unsigned Line) override;
  bool isSure(llvm::StringRef FileAtHead, unsigned Line) override;
  bool isRewritten(llvm::StringRef File, unsigned Line,
                   unsigned LineAtHead) override;
  bool baseNames(llvm::StringRef FileAtHead, llvm::StringRef Name) override;

  /// Whether the two lines are so alike that one may have become the other. A
  /// file that cannot be read has empty lines.
  bool areAlike(llvm::StringRef File, unsigned Line, llvm::StringRef FileAtHead,
                unsigned LineAtHead);

private:
  struct Texts {
    LineMap Map;
    std::vector<std::string> Old, New; ///< without white space
    llvm::StringSet<> ComeOrGone;      ///< texts of lines of one side alone
  };
  /// Null where the file is not on both sides. \p File is the base's.
  const Texts *of(llvm::StringRef File);
  std::vector<std::string> linesOf(SnapshotFiles &Side, llvm::StringRef File);

  const Change &TheChange;
  std::map<std::string, Texts> Known;
};

} // namespace codex

#endif // CODEX_DRIVER_GATE_CHANGEDLINES_H

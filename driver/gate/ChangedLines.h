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
  std::optional<unsigned> rewrittenFrom(llvm::StringRef FileAtHead,
                                        unsigned Line,
                                        llvm::StringRef Code) override;
  bool areSimilar(const Stretch &AtBase, const Stretch &AtHead) override;
  bool baseHasWord(const Stretch &Where, llvm::StringRef Word) override;
  bool headHasWord(const Stretch &Where, llvm::StringRef Word) override;

  /// Whether the two lines are so alike that one may have become the other. A
  /// file that cannot be read has empty lines.
  bool areAlike(llvm::StringRef File, unsigned Line, llvm::StringRef FileAtHead,
                unsigned LineAtHead);

private:
  using Lines = std::vector<std::string>;
  struct Texts {
    LineMap Map;
    llvm::StringSet<> Once; ///< of lines that each side has once
  };
  /// Null where the file is not on both sides. \p File is the base's.
  const Texts *of(llvm::StringRef File);
  /// As they are.
  const Lines &linesOf(SnapshotFiles &Side, llvm::StringRef File);
  /// Without white space; "" where there is no such line.
  std::string lineOf(SnapshotFiles &Side, llvm::StringRef File, unsigned Line);
  bool hasWord(SnapshotFiles &Side, const Stretch &Where, llvm::StringRef Word);

  const Change &TheChange;
  std::map<std::string, Texts> Known;
  std::map<std::pair<SnapshotFiles *, std::string>, Lines> Read;
};

} // namespace codex

#endif // CODEX_DRIVER_GATE_CHANGEDLINES_H

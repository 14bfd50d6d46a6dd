//===- ChangedLines.h - The lines of base and head --------------*- C++ -*-===//
#ifndef CODEX_DRIVER_GATE_CHANGEDLINES_H
#define CODEX_DRIVER_GATE_CHANGEDLINES_H

#include "driver/gate/Change.h"
#include "driver/gate/SureLines.h"
#include "driver/git/LineMap.h"
#include "driver/judge/LinePairs.h"

#include "llvm/ADT/StringMap.h"

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace codex {

/// Of one change, which must outlive it. Each file is compared once, and only
/// if somebody asks. Not thread-safe.
class ChangedLines : public LinePairs {
public:
  explicit ChangedLines(const Change &TheChange) : TheChange(TheChange) {}

  std::optional<unsigned> atHead(llvm::StringRef File, unsigned Line) override;
  std::optional<unsigned> atBase(llvm::StringRef FileAtHead,
                                 unsigned Line) override;
  std::optional<unsigned> surelyAtHead(llvm::StringRef File,
                                       unsigned Line) override;
  std::optional<unsigned> surelyAtBase(llvm::StringRef FileAtHead,
                                       unsigned Line) override;
  bool isRewritten(llvm::StringRef File, unsigned Line, unsigned LineAtHead,
                   Renamed Names) override;
  std::optional<unsigned> rewrittenFrom(llvm::StringRef FileAtHead,
                                        unsigned Line,
                                        llvm::StringRef Code) override;
  bool areSimilar(const Stretch &AtBase, const Stretch &AtHead) override;
  bool areShapedAlike(const Stretch &AtBase, const Stretch &AtHead) override;
  std::string textAtBase(llvm::StringRef File, unsigned Line) override;
  std::string textAtHead(llvm::StringRef File, unsigned Line) override;
  std::optional<unsigned> onlyLikeAtBase(const Stretch &AtHead, unsigned Line,
                                         const Stretch &AtBase) override;
  std::optional<unsigned> onlyLikeAtHead(const Stretch &AtBase, unsigned Line,
                                         const Stretch &AtHead) override;
  unsigned wordsAtBase(const Stretch &Where, llvm::StringRef Word) override;
  unsigned wordsAtHead(const Stretch &Where, llvm::StringRef Word) override;

  /// Whether the two lines are so alike that one may have become the other. A
  /// file that cannot be read has empty lines.
  bool areAlike(llvm::StringRef File, unsigned Line, llvm::StringRef FileAtHead,
                unsigned LineAtHead);

private:
  using Lines = std::vector<std::string>;
  struct Diff {
    LineMap Map;
    std::unique_ptr<SureLines> Sure; ///< null where all are
  };
  struct Texts {
    Diff Blocks; ///< keeps blocks together that have moved
    Diff Plain;  ///< as a person is shown it
  };
  /// Null where the file is not on both sides. \p File is the base's.
  const Texts *of(llvm::StringRef File);
  /// As they are.
  const Lines &linesOf(SnapshotFiles &Side, llvm::StringRef File);
  /// Without white space.
  const Lines &strippedLinesOf(SnapshotFiles &Side, llvm::StringRef File);
  /// Of those; empty where there is no such line.
  llvm::StringRef lineOf(SnapshotFiles &Side, llvm::StringRef File,
                         unsigned Line);
  using FormOfLine = llvm::function_ref<std::string(llvm::StringRef)>;
  struct Shared {
    unsigned Same;   ///< lines of the one that the other has, too
    unsigned Longer; ///< lines of the longer one; empty ones do not count
  };
  Shared shared(const Stretch &AtBase, const Stretch &AtHead, FormOfLine Form);
  std::optional<unsigned> onlyLike(SnapshotFiles &From, const Stretch &Here,
                                   unsigned Line, SnapshotFiles &To,
                                   const Stretch &There);
  unsigned countWords(SnapshotFiles &Side, const Stretch &Where,
                      llvm::StringRef Word);

  const Change &TheChange;
  std::map<std::string, Texts> Known;
  std::map<std::pair<SnapshotFiles *, std::string>, Lines> Read, Stripped;
  using Side = SnapshotFiles *;
  std::map<std::tuple<Side, std::string, unsigned, unsigned>,
           llvm::StringMap<unsigned>>
      Words;
};

} // namespace codex

#endif // CODEX_DRIVER_GATE_CHANGEDLINES_H

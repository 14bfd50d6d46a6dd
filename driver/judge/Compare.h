//===- Compare.h - Head against base ----------------------------*- C++ -*-===//
//
// A finding is new when the head has more of its kind than the base: moved is
// not new, copied is. Which of several of one kind is the new one is told by
// what became of its line and of its function. A head that merges has several
// bases, and what one of them has is not new.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_JUDGE_COMPARE_H
#define CODEX_DRIVER_JUDGE_COMPARE_H

#include "driver/judge/LinePairs.h"
#include "driver/judge/Report.h"

#include <functional>
#include <memory>

namespace codex {

class Baseline;

struct ComparedBase {
  const Report *Found;
  /// What a file of the base is called at the head, and the other way round.
  std::function<std::string(llvm::StringRef)> NameAtHead, NameAtBase;
  std::shared_ptr<LinePairs> Lines; ///< never null
};

struct Comparison {
  /// At least one; what is mended is said of the first.
  std::vector<ComparedBase> Bases;
  /// Whether the change touches a file of the head.
  std::function<bool(llvm::StringRef)> Changed;
  /// Whether the file is in the head at all.
  std::function<bool(llvm::StringRef)> AtHead;
  /// As in JudgePolicy.
  std::function<bool(llvm::StringRef)> WhollySeen;
  const Baseline *Known = nullptr; ///< the baseline of the base; null: none
};

/// Sets statuses, fingerprints and what blocks in \p Head, and its Change: what
/// is fixed, which entries of the baseline are gone. The verdict is not set.
void compareWithBases(Report &Head, const Comparison &How);

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_COMPARE_H

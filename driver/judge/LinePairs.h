//===- LinePairs.h - Where the lines of a file have gone --------*- C++ -*-===//
#ifndef CODEX_DRIVER_JUDGE_LINEPAIRS_H
#define CODEX_DRIVER_JUDGE_LINEPAIRS_H

#include "llvm/ADT/StringRef.h"

#include <optional>

namespace codex {

/// Between the files of a base and of the head. Lines count from 1; one that
/// differs in white space alone is the same line.
class LinePairs {
public:
  virtual ~LinePairs() = default;

  /// The line of the head that this one of the base is, if it stands there.
  virtual std::optional<unsigned> atHead(llvm::StringRef File,
                                         unsigned Line) = 0;
  /// And the other way round.
  virtual std::optional<unsigned> atBase(llvm::StringRef FileAtHead,
                                         unsigned Line) = 0;
  /// Whether atBase of this line can be meant in no other way: it was not
  /// taken for an equal one that has come or gone.
  virtual bool isSure(llvm::StringRef FileAtHead, unsigned Line) = 0;
  /// Whether \p LineAtHead stands in the place of \p Line and resembles it.
  virtual bool isRewritten(llvm::StringRef File, unsigned Line,
                           unsigned LineAtHead) = 0;
  /// Whether the file has this word at the base.
  virtual bool baseNames(llvm::StringRef FileAtHead, llvm::StringRef Name) = 0;
};

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_LINEPAIRS_H

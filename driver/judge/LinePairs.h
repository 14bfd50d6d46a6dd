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
  /// Whether this untouched line can be meant in no other way: it stands with
  /// one that each side has once, and was not made to stand behind others that
  /// have come from elsewhere.
  virtual bool isSure(llvm::StringRef FileAtHead, unsigned Line) = 0;
  /// Whether \p LineAtHead stands in the place of \p Line and resembles it.
  virtual bool isRewritten(llvm::StringRef File, unsigned Line,
                           unsigned LineAtHead) = 0;
  /// The line of the base that has \p Code, and in whose place this one of the
  /// head stands, that resembles it.
  virtual std::optional<unsigned> rewrittenFrom(llvm::StringRef FileAtHead,
                                                unsigned Line,
                                                llvm::StringRef Code) = 0;

  struct Stretch {
    llvm::StringRef File; ///< by its name on the side
    unsigned Line, EndLine;
  };
  /// Whether most lines of the longer one are the other one's, too.
  virtual bool areSimilar(const Stretch &AtBase, const Stretch &AtHead) = 0;
  virtual bool baseHasWord(const Stretch &Where, llvm::StringRef Word) = 0;
  virtual bool headHasWord(const Stretch &Where, llvm::StringRef Word) = 0;
};

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_LINEPAIRS_H

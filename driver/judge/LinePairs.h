//===- LinePairs.h - Where the lines of a file have gone --------*- C++ -*-===//
#ifndef CODEX_DRIVER_JUDGE_LINEPAIRS_H
#define CODEX_DRIVER_JUDGE_LINEPAIRS_H

#include "driver/judge/CodeWords.h"

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
  /// The same, where nothing else can be meant, whichever way the texts are
  /// compared. Lines that each side has once cut the file into parts: the line
  /// stands with one of them, or both sides have as many like it in its part,
  /// and none of that has moved.
  virtual std::optional<unsigned> surelyAtHead(llvm::StringRef File,
                                               unsigned Line) = 0;
  virtual std::optional<unsigned> surelyAtBase(llvm::StringRef FileAtHead,
                                               unsigned Line) = 0;
  /// Whether \p LineAtHead stands in the place of \p Line and resembles it, or
  /// is the same but for names.
  virtual bool isRewritten(llvm::StringRef File, unsigned Line,
                           unsigned LineAtHead, Renamed Names) = 0;
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
  /// The same, whatever their names.
  virtual bool areShapedAlike(const Stretch &AtBase, const Stretch &AtHead) = 0;
  /// Without white space; empty where there is no such line.
  virtual std::string textAtBase(llvm::StringRef File, unsigned Line) = 0;
  virtual std::string textAtHead(llvm::StringRef File, unsigned Line) = 0;

  /// The line of \p AtBase that has the text of this one of \p AtHead, where
  /// both have it once.
  virtual std::optional<unsigned> onlyLikeAtBase(const Stretch &AtHead,
                                                 unsigned Line,
                                                 const Stretch &AtBase) = 0;
  /// And the other way round.
  virtual std::optional<unsigned> onlyLikeAtHead(const Stretch &AtBase,
                                                 unsigned Line,
                                                 const Stretch &AtHead) = 0;
  /// How often a word of code stands there, as CodeWords.h takes it.
  virtual unsigned wordsAtBase(const Stretch &Where, llvm::StringRef Word) = 0;
  virtual unsigned wordsAtHead(const Stretch &Where, llvm::StringRef Word) = 0;
};

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_LINEPAIRS_H

//===- LineMap.h - Where the lines of a file have gone ----------*- C++ -*-===//
#ifndef CODEX_DRIVER_GIT_LINEMAP_H
#define CODEX_DRIVER_GIT_LINEMAP_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <vector>

namespace codex {

/// Between two texts: which line of the new one is an untouched line of the
/// old one. White space is no matter.
class LineMap {
public:
  /// As git calls them. Histogram keeps blocks together that have moved, Myers'
  /// is what people are shown.
  enum class Algorithm { Histogram, Myers };
  /// Two blobs of the repository in \p Home. Where git cannot tell, no line is
  /// known.
  static LineMap ofBlobs(llvm::StringRef Home, llvm::StringRef Old,
                         llvm::StringRef New, Algorithm How);
  /// A file as \p Commit has it, at \p Old, and as it lies in the working tree,
  /// at \p New. Paths are relative to \p Home, which is the top.
  static LineMap sinceCommit(llvm::StringRef Home, llvm::StringRef Commit,
                             llvm::StringRef Old, llvm::StringRef New);
  /// From what `git diff -U0` prints.
  static LineMap parse(llvm::StringRef Diff);

  /// None where the line is changed or gone. Lines count from 1.
  std::optional<unsigned> newLine(unsigned OldLine) const;
  /// None where the line has come.
  std::optional<unsigned> oldLine(unsigned NewLine) const;
  /// Whether the line of the new text is one of the old text.
  bool isUntouched(unsigned NewLine) const {
    return oldLine(NewLine).has_value();
  }
  /// Lines that have gone, and those that have come in their place.
  struct Hunk {
    unsigned Old = 0;  ///< its first line in the old text
    unsigned Gone = 0; ///< so many lines there
    unsigned New = 0;  ///< the first line in the new text
    unsigned Came = 0; ///< and so many in their place
  };
  /// The one in which both lines lie, or null.
  const Hunk *hunkOf(unsigned OldLine, unsigned NewLine) const;
  /// The one in which that line of the new text has come, or null.
  const Hunk *hunkAt(unsigned NewLine) const;

private:
  static LineMap ofDiff(llvm::StringRef Home, std::vector<std::string> What,
                        Algorithm How = Algorithm::Histogram);

  static std::optional<unsigned> across(llvm::ArrayRef<Hunk> Hunks,
                                        unsigned Line, unsigned Hunk::*Begin,
                                        unsigned Hunk::*Here,
                                        unsigned Hunk::*BeginThere,
                                        unsigned Hunk::*There);

  bool Known = true;
  std::vector<Hunk> Hunks; ///< in order
};

} // namespace codex

#endif // CODEX_DRIVER_GIT_LINEMAP_H

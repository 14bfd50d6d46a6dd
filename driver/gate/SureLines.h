//===- SureLines.h - Untouched lines that cannot be others ------*- C++ -*-===//
//
// A diff takes equal lines for each other, whichever they were. Lines that each
// side has once cut a file into parts. An untouched line is beyond doubt if it
// stands in a row with one of them, or if both sides have as many like it in
// its part; unless what stands around it has changed places.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_GATE_SURELINES_H
#define CODEX_DRIVER_GATE_SURELINES_H

#include "driver/git/LineMap.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

#include <set>
#include <utility>
#include <vector>

namespace codex {

/// Of one diff. Lines are without white space; all are borrowed.
class SureLines {
public:
  SureLines(const LineMap &Map, llvm::ArrayRef<std::string> Old,
            llvm::ArrayRef<std::string> New, const llvm::StringSet<> &Once);

  /// Whether the line of the new text is this line of the old one.
  [[nodiscard]] bool isSure(unsigned OldLine, unsigned NewLine) const;

private:
  /// Between two lines that each side has once.
  struct Part {
    llvm::StringMap<std::pair<unsigned, unsigned>> Counts; ///< old, new
    /// Lines that it has lost are those that it has got.
    bool HasMoved = false;
    /// It has lost some to other parts, and got others from there.
    bool HasExchanged = false;
  };
  void markRows(const llvm::StringSet<> &Once);
  void makeParts(const llvm::StringSet<> &Once);
  bool standsWithOne(unsigned OldLine, unsigned NewLine) const;
  bool keepsItsPlace(unsigned NewLine) const;

  const LineMap &Map;
  llvm::ArrayRef<std::string> Old, New;
  llvm::StringSet<> OldTexts;
  std::vector<unsigned> RowOf; ///< by the new line - 1; 0: a changed one
  /// Rows of untouched lines, with what lines there have moved by, that have
  /// one that each side has once.
  std::set<std::pair<unsigned, int>> Anchored;
  std::vector<unsigned> PartOf; ///< by the new line - 1
  std::vector<Part> Parts;
};

} // namespace codex

#endif // CODEX_DRIVER_GATE_SURELINES_H

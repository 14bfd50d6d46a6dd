//===- TracedByLines.h - Findings whose lines tell what they are -*- C++
//-*-===//
#ifndef CODEX_DRIVER_JUDGE_TRACEDBYLINES_H
#define CODEX_DRIVER_JUDGE_TRACEDBYLINES_H

#include "driver/judge/ChangedPlaces.h"

#include <map>
#include <set>
#include <vector>

namespace codex {

/// What needs no guess: a line of the head that is a line of the base, beyond
/// doubt, has an old finding if that had it there, and else a new one; and a
/// line of the base that stands at the head without its finding is mended.
/// Nothing else makes up for the one, or takes the place of the other.
struct TracedByLines {
  using Findings = std::vector<const JudgedFinding *>;

  /// What a finding of a base is at the head; of several bases, it may be one.
  std::map<const JudgedFinding *, const JudgedFinding *> Old;
  std::set<const JudgedFinding *> New;    ///< of the head
  std::set<const JudgedFinding *> Mended; ///< of the bases
};

/// \p Bases and \p Places go by the base's number. Of several findings in a
/// line those of the same code are one; where code goes on in other lines, it
/// may be another one there.
[[nodiscard]] TracedByLines
traceByLines(const TracedByLines::Findings &Head,
             const std::vector<TracedByLines::Findings> &Bases,
             const std::vector<ChangedPlaces> &Places);

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_TRACEDBYLINES_H

//===- FurtherPlaces.h - Places behind a finding's first --------*- C++ -*-===//
//
// A finding tells of several places where the rule is broken for one cause.
// Where the finding is known, one more of them is new.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_JUDGE_FURTHERPLACES_H
#define CODEX_DRIVER_JUDGE_FURTHERPLACES_H

#include "driver/judge/Report.h"

namespace codex {

/// The places behind the first, each as a finding of its own.
[[nodiscard]] std::vector<Finding> furtherPlaces(const Finding &F);
[[nodiscard]] std::vector<JudgedFinding> furtherPlaces(const JudgedFinding &F);

/// By status, state and level.
[[nodiscard]] bool blocks(const JudgedFinding &F);

/// Makes findings of the places that entries of \p Known do not have, though
/// they have the finding. Behind the others, and not sorted.
void addPlacesBeside(const Baseline &Known, Report &Result);

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_FURTHERPLACES_H

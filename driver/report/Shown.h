//===- Shown.h - Which findings people are shown ----------------*- C++ -*-===//
#ifndef CODEX_DRIVER_REPORT_SHOWN_H
#define CODEX_DRIVER_REPORT_SHOWN_H

#include "driver/judge/Report.h"

#include <vector>

namespace codex {

/// A merge request with hundreds of findings drowns its author: of a change the
/// worst are shown, as many as the policy says, and the rest is counted. A run
/// over a whole project is shown whole, in the order of its places.
struct ShownFindings {
  std::vector<const JudgedFinding *> List;
  size_t NotShown = 0;
};
[[nodiscard]] ShownFindings shownFindings(const Report &TheReport);

} // namespace codex

#endif // CODEX_DRIVER_REPORT_SHOWN_H

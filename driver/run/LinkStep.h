//===- LinkStep.h - Rules that need more than one unit ----------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_LINKSTEP_H
#define CODEX_DRIVER_RUN_LINKSTEP_H

#include "driver/run/UnitRunner.h"

#include <vector>

namespace codex {

/// Puts what the facts say of the order of events into them. False where it is
/// lost, or damaged.
[[nodiscard]] bool completeFacts(UnitOutcome &Outcome, const UnitCache *Cache);

/// Joins what the units say, and runs the rules that need whole programs. The
/// result has findings and gaps, and nothing else. \p Units are not null;
/// those without facts are passed over. \p Cache may be null.
///
/// \p Lost gets the units whose facts the cache has lost meanwhile; where there
/// are any, the result is empty, and those units must be run again.
[[nodiscard]] UnitFacts linkUnits(const RuleProgram &Program, UnitCache *Cache,
                                  llvm::ArrayRef<UnitOutcome *> Units,
                                  std::vector<UnitOutcome *> &Lost);

/// The same for facts that came another way than from the cache.
[[nodiscard]] UnitFacts linkUnits(const RuleProgram &Program,
                                  std::vector<UnitOutcome> &Outcomes);

} // namespace codex

#endif // CODEX_DRIVER_RUN_LINKSTEP_H

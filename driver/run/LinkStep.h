//===- LinkStep.h - Rules that need more than one unit ----------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_LINKSTEP_H
#define CODEX_DRIVER_RUN_LINKSTEP_H

#include "driver/run/UnitRunner.h"
#include "engines/RuleProgram.h"

#include <vector>

namespace codex {

/// Joins what the units say, and runs the rules that need whole programs. What
/// they find is added to the facts of the first unit that has any: a report
/// does not tell by which unit it learned of a finding.
void linkUnits(const RuleProgram &Program, std::vector<UnitOutcome> &Outcomes);

} // namespace codex

#endif // CODEX_DRIVER_RUN_LINKSTEP_H

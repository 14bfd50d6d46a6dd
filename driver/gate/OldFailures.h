//===- OldFailures.h - What could not be analysed before either -*- C++ -*-===//
#ifndef CODEX_DRIVER_GATE_OLDFAILURES_H
#define CODEX_DRIVER_GATE_OLDFAILURES_H

#include "driver/gate/Affected.h"
#include "driver/gate/ChangedLines.h"
#include "driver/judge/Report.h"

namespace codex {

/// Marks the failed units of \p Head that failed at the base, too, with each of
/// their errors, in the lines of then: those are not the change's fault. Of a
/// file with several commands each counts for itself. Marks that are there
/// stay.
void forgiveOldFailures(Report &Head, const Report &Base,
                        const Change &TheChange, const AffectedUnits &Units,
                        ChangedLines &Lines);

} // namespace codex

#endif // CODEX_DRIVER_GATE_OLDFAILURES_H

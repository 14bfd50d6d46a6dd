//===- GroupRun.h - Units that begin from one parse -------------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_GROUPRUN_H
#define CODEX_DRIVER_RUN_GROUPRUN_H

#include "driver/run/UnitWork.h"

namespace codex {

/// What a worker does for a group: it parses what the units share, and has a
/// pool of its own for them. What they come to it writes as records.
void analyseGroup(const UnitWork &R, const UnitGroup &G, WorkTurns &Turns,
                  WorkerStatus &Status);

/// Takes the next whole record out of \p Text: the unit, and whether it was to
/// begin from shared headers. False where there is none.
bool readRecord(llvm::StringRef &Text, size_t &Unit, bool &Began,
                WorkResult &R);

} // namespace codex

#endif // CODEX_DRIVER_RUN_GROUPRUN_H

//===- CompareSides.h - The head, analysed beside its bases -----*- C++ -*-===//
#ifndef CODEX_DRIVER_GATE_COMPARESIDES_H
#define CODEX_DRIVER_GATE_COMPARESIDES_H

#include "driver/gate/Change.h"
#include "driver/gate/Gate.h"
#include "driver/gate/Plans.h"
#include "driver/judge/Baseline.h"

namespace codex {

/// Analyses what \p Changes (of one head) can affect, on each side, and says
/// what is new in the head. \p Said becomes a part of the report. No verdict
/// yet.
[[nodiscard]] Report compareSides(const GateRequest &Request,
                                  const Analysis &Work,
                                  llvm::ArrayRef<Change> Changes,
                                  const Plans &Units, const Baseline &Known,
                                  ChangeReport Said, Env &World);

} // namespace codex

#endif // CODEX_DRIVER_GATE_COMPARESIDES_H

//===- UnitHead.h - The preambles of units that are edited ------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_UNITHEAD_H
#define CODEX_DRIVER_RUN_UNITHEAD_H

#include "driver/run/HeaderStore.h"
#include "driver/run/UnitWork.h"

#include <memory>

namespace codex {

/// What \p Unit begins with, precompiled: as the cache has it, or made and kept
/// now, where nothing but the unit's own text has changed since an earlier run:
/// what was edited is likely to be edited again. Null where there is none.
[[nodiscard]] std::unique_ptr<StoredPreamble>
preambleOf(const UnitWork &R, const CompileUnit &Unit, WorkerStatus &Status);

} // namespace codex

#endif // CODEX_DRIVER_RUN_UNITHEAD_H

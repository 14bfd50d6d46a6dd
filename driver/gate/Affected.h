//===- Affected.h - What a change can affect --------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_GATE_AFFECTED_H
#define CODEX_DRIVER_GATE_AFFECTED_H

#include "driver/gate/Change.h"
#include "driver/judge/ChangeReport.h"
#include "driver/plan/CompileUnits.h"
#include "driver/run/WorkerPool.h"

#include <set>
#include <string>
#include <vector>

namespace codex {

/// The units to analyse on either side. All of those that read a changed file,
/// not a choice of them: flags differ, and with them what a header means.
struct AffectedUnits {
  Plan Head;
  Plan Base;
  /// Those that the change does not touch: the same on both sides, and a part
  /// of the programs.
  Plan Beside;
  std::vector<NotAnalysed> NotSeen; ///< changed, and in no unit
  std::vector<std::string> Missing; ///< why units could not be judged
};

/// \p HeadUnits and \p BaseUnits are all units of the sides.
[[nodiscard]] AffectedUnits affectedUnits(const Change &TheChange,
                                          const Plan &HeadUnits,
                                          const Plan &BaseUnits,
                                          const WorkLimits &Limits);

/// For several changes of one head: leaves out the units that one of the bases
/// has as the head has them, on all sides, and what is not seen likewise.
void keepAffectedByAll(std::vector<AffectedUnits> &All,
                       llvm::ArrayRef<Change> Changes);

/// Whether the name is one of C or C++: a source, a header, or a part of one.
bool isCodeFile(llvm::StringRef Path);
/// A source alone.
bool isSourceFile(llvm::StringRef Path);

} // namespace codex

#endif // CODEX_DRIVER_GATE_AFFECTED_H

//===- UnitRunner.h - From planned units to facts ---------------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_UNITRUNNER_H
#define CODEX_DRIVER_RUN_UNITRUNNER_H

#include "driver/plan/CompileUnits.h"
#include "driver/run/WorkerPool.h"
#include "facts/UnitFacts.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <optional>
#include <string>
#include <vector>

namespace codex {

class RuleProgram;

struct UnitOutcome {
  std::optional<UnitFacts> Facts;
  std::string Failure; ///< not empty where there are no facts
};

/// What saves time and changes no finding.
struct Shortcuts {
  bool On = true;
  std::string Directory; ///< for what is kept; empty: nothing is
};

/// Analyses every unit that has no problem, each in a process of its own.
/// Outcomes are in the order of the plan. \p Done is told of each unit that
/// was run, with how many have been.
[[nodiscard]] std::vector<UnitOutcome>
runUnits(const Plan &ThePlan, const RuleProgram &Program,
         llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
         const WorkLimits &Limits, const Shortcuts &Ways,
         llvm::function_ref<void(size_t Count, const PlannedUnit &)> Done);

/// The facts of one unit, in this process. \p Shared may be null.
[[nodiscard]] UnitFacts
analyseUnit(const CompileUnit &Unit, llvm::StringRef Root,
            const RuleProgram &Program,
            llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
            WorkerStatus &Status, const SharedHeaders *Shared = nullptr);

} // namespace codex

#endif // CODEX_DRIVER_RUN_UNITRUNNER_H

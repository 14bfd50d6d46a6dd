//===- UnitRunner.h - From planned units to facts ---------------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_UNITRUNNER_H
#define CODEX_DRIVER_RUN_UNITRUNNER_H

#include "driver/cache/UnitCache.h"
#include "driver/plan/CompileUnits.h"
#include "driver/run/WorkerPool.h"
#include "facts/UnitFacts.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <optional>
#include <string>
#include <vector>

namespace codex {

class RuleProgram;

/// What a unit's parse began from, as far as its worker alone knows it.
enum class Beginning : char {
  Other = 'o',      ///< nothing, or headers of the system that units share
  OwnHeaders = 'p', ///< those of the project, too
  Preamble = 'b',   ///< its own head, precompiled
};

struct UnitOutcome {
  std::optional<UnitFacts> Facts;
  std::string Failure; ///< not empty where there are no facts
  bool Cached = false; ///< known from an earlier run
  /// What the link step alone needs of the facts, if it is not in them yet: its
  /// text, or where the cache has it.
  std::string ForLink;
  std::optional<Digest> ForLinkInCache;
  std::optional<Digest> Id; ///< of all that the facts say
  bool Began = false;       ///< from headers that units share
  Beginning From = Beginning::Other;
  std::string Difference; ///< not empty: that was in vain, and why
};

struct Shortcuts;

/// The units of a plan that are to be analysed: those without a problem.
[[nodiscard]] std::vector<size_t> unitsToRun(const Plan &ThePlan);

/// Takes the outcomes of units from the cache; those that it does not have stay
/// empty.
void findUnits(const Plan &ThePlan, llvm::ArrayRef<size_t> Units,
               UnitCache &Cache,
               llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
               llvm::MutableArrayRef<UnitOutcome> Outcomes);

/// Analyses \p Units of the plan, each in a process of its own, and fills their
/// \p Outcomes, which are in the order of the plan. What is found is kept in
/// \p Cache, which may be null. \p Done is told of each unit that was run, with
/// how many have been. The result is why the cache could not be written, or "".
std::string
runUnits(const Plan &ThePlan, llvm::ArrayRef<size_t> Units,
         const RuleProgram &Program, UnitCache *Cache,
         llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
         const WorkLimits &Limits, const Shortcuts &Ways,
         llvm::MutableArrayRef<UnitOutcome> Outcomes,
         llvm::function_ref<void(size_t Count, const PlannedUnit &)> Done);

/// All of them, without a cache and without shortcuts.
[[nodiscard]] std::vector<UnitOutcome>
runUnits(const Plan &ThePlan, const RuleProgram &Program,
         llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
         const WorkLimits &Limits);

/// The facts of one unit, in this process; as collectUnit.
[[nodiscard]] UnitFacts analyseUnit(
    const CompileUnit &Unit, llvm::StringRef Root, const RuleProgram &Program,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files, WorkerStatus &Status,
    const SharedHeaders *Shared = nullptr, std::string *Difference = nullptr);

} // namespace codex

#endif // CODEX_DRIVER_RUN_UNITRUNNER_H

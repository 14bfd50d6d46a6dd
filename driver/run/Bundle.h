//===- Bundle.h - What several collects hand to one link --------*- C++ -*-===//
//
// Outcomes of units, with those that failed: lines of JSON. The first says what
// the file is; for each unit there is one that names it and, where it has
// facts, one that is a facts file.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_RUN_BUNDLE_H
#define CODEX_DRIVER_RUN_BUNDLE_H

#include "driver/plan/CompileUnits.h"
#include "driver/run/UnitRunner.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace codex {

struct BundledUnit {
  std::string File; ///< as findings name it
  std::string Key;  ///< of file and command: the same unit given twice is one
  UnitOutcome Outcome;
};

/// One of several parts of a plan, or units without a plan around them.
struct Bundle {
  unsigned Shard = 0; ///< from 1; 0: not one of several
  unsigned Shards = 0;
  std::string Plan; ///< digest of all units of the plan; empty: of no plan
  unsigned OtherLanguages = 0;
  std::vector<BundledUnit> Units;
};

/// A bundle of the \p Chosen units of the plan.
[[nodiscard]] Bundle bundle(const Plan &ThePlan, llvm::ArrayRef<size_t> Chosen,
                            std::vector<UnitOutcome> Outcomes);

/// Which units of the plan are in part \p Shard, from 1, of \p Shards: parts of
/// about the same length. Depends on the plan alone.
[[nodiscard]] std::vector<size_t> unitsOfShard(const Plan &ThePlan,
                                               unsigned Shard, unsigned Shards);

void writeBundle(const Bundle &TheBundle, llvm::raw_ostream &OS);

[[nodiscard]] bool isBundle(llvm::StringRef Text);
[[nodiscard]] llvm::Expected<Bundle> readBundle(llvm::StringRef Text,
                                                llvm::StringRef File);

} // namespace codex

#endif // CODEX_DRIVER_RUN_BUNDLE_H

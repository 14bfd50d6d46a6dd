//===- OurFiles.cpp - Files that are judged whatever their compiler says --===//

#include "driver/Analysis.h"

#include "llvm/ADT/STLExtras.h"

#include <iterator>

using namespace codex;

/// What a unit takes for a system header is known when it was parsed, and not
/// before: pragmas, line markers and directories have a part in it. It is
/// seldom one of ours, so that a second parse costs less than to know first.
void Analysis::takeOurs(Plan &Units, std::vector<UnitOutcome> &Outcomes,
                        const JudgePolicy &Weights, Env &World) const {
  if (!Weights.IsOurs)
    return;
  Plan Again;
  Again.Root = Units.Root;
  std::vector<size_t> Indices;
  for (auto [Index, Planned] : llvm::enumerate(Units.Units)) {
    if (!Outcomes[Index].Facts)
      continue;
    llvm::copy_if(Outcomes[Index].Facts->Foreign,
                  std::back_inserter(Planned.Unit.Ours), Weights.IsOurs);
    if (Planned.Unit.Ours.empty())
      continue;
    Again.Units.push_back(Planned);
    Indices.push_back(Index);
  }
  if (Indices.empty())
    return;
  std::vector<UnitOutcome> Found = collect(Again, /*CacheOnly=*/false, World);
  for (auto [Index, Outcome] : llvm::zip(Indices, Found))
    Outcomes[Index] = std::move(Outcome);
}

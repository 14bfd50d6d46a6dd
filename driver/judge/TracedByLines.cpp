//===- TracedByLines.cpp - Findings whose lines tell what they are --------===//

#include "driver/judge/TracedByLines.h"

#include "llvm/ADT/STLExtras.h"

#include <tuple>

using namespace codex;

namespace {

/// Of one base: its findings by rule, code, file and line.
using ByPlace = std::multimap<
    std::tuple<std::string, std::vector<std::string>, std::string, unsigned>,
    const JudgedFinding *>;

} // namespace

static ByPlace::key_type keyOf(const Finding &F, const Location &At) {
  return {F.Rule, wordsOf(codeOf(F)), At.File, At.Line};
}

TracedByLines
codex::traceByLines(const TracedByLines::Findings &Head,
                    const std::vector<TracedByLines::Findings> &Bases,
                    const std::vector<ChangedPlaces> &Places) {
  TracedByLines Result;
  std::vector<ByPlace> ByBase(Bases.size());
  for (auto [Base, All] : llvm::zip(Bases, ByBase))
    for (const JudgedFinding *F : Base)
      All.emplace(keyOf(F->TheFinding, F->TheFinding.Begin), F);
  // The one at that place that is left, rather of the same function.
  auto Take = [&](const ByPlace &All, const JudgedFinding &Now,
                  const Location &At) {
    const JudgedFinding *Best = nullptr;
    auto [First, Last] = All.equal_range(keyOf(Now.TheFinding, At));
    for (auto It = First; It != Last; ++It)
      if (!Result.Old.count(It->second) &&
          (!Best || It->second->TheFinding.Identity == Now.TheFinding.Identity))
        Best = It->second;
    if (Best)
      Result.Old[Best] = &Now;
    return Best != nullptr;
  };
  for (const JudgedFinding *F : Head) {
    bool AllKnown = true, IsOld = false;
    for (auto [Place, All] : llvm::zip(Places, ByBase)) {
      std::optional<Location> At = Place.originOf(F->TheFinding);
      AllKnown &= At.has_value();
      IsOld |= At && Take(All, *F, *At);
    }
    if (AllKnown && !IsOld)
      Result.New.insert(F);
  }
  for (auto [Place, Base] : llvm::zip(Places, Bases))
    for (const JudgedFinding *F : Base)
      if (!Result.Old.count(F) && Place.standsSurely(F->TheFinding))
        Result.Mended.insert(F);
  return Result;
}

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

/// Code that goes on in other lines may be another one there; the first is
/// what stands.
static ByPlace::key_type keyOf(const Finding &F, const Location &At,
                               bool FirstLineAlone) {
  using Words = std::vector<std::string>;
  return {F.Rule, FirstLineAlone ? Words() : wordsOf(codeOf(F)), At.File,
          At.Line};
}

static bool isOfLines(const Finding &F) { return F.EndLine > F.Begin.Line; }

TracedByLines
codex::traceByLines(const TracedByLines::Findings &Head,
                    const std::vector<TracedByLines::Findings> &Bases,
                    const std::vector<ChangedPlaces> &Places) {
  TracedByLines Result;
  for (bool FirstLineAlone : {false, true}) {
    std::vector<ByPlace> ByBase(Bases.size());
    for (auto [Base, All] : llvm::zip(Bases, ByBase))
      for (const JudgedFinding *F : Base)
        if (!FirstLineAlone || isOfLines(F->TheFinding))
          All.emplace(keyOf(F->TheFinding, F->TheFinding.Begin, FirstLineAlone),
                      F);
    // The one at that place that is left, rather of the same function.
    auto Take = [&](const ByPlace &All, const JudgedFinding &Now,
                    const Location &At) {
      const JudgedFinding *Best = nullptr;
      auto [First, Last] =
          All.equal_range(keyOf(Now.TheFinding, At, FirstLineAlone));
      for (auto It = First; It != Last; ++It)
        if (!Result.Old.count(It->second) &&
            (!Best ||
             It->second->TheFinding.Identity == Now.TheFinding.Identity))
          Best = It->second;
      if (Best)
        Result.Old[Best] = &Now;
      return Best != nullptr;
    };
    for (const JudgedFinding *F : Head) {
      if (FirstLineAlone && (!Result.New.count(F) || !isOfLines(F->TheFinding)))
        continue;
      bool AllKnown = true, IsOld = false;
      for (auto [Place, All] : llvm::zip(Places, ByBase)) {
        std::optional<Location> At = Place.originOf(F->TheFinding);
        AllKnown &= At.has_value();
        IsOld |= At && Take(All, *F, *At);
      }
      if (AllKnown && !IsOld)
        Result.New.insert(F);
      else
        Result.New.erase(F);
    }
  }
  for (auto [Place, Base] : llvm::zip(Places, Bases))
    for (const JudgedFinding *F : Base)
      if (!Result.Old.count(F) && Place.standsSurely(F->TheFinding))
        Result.Mended.insert(F);
  return Result;
}

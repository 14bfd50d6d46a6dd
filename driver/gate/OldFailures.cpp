//===- OldFailures.cpp - What could not be analysed before either ---------===//

#include "driver/gate/OldFailures.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

using namespace codex;

/// How much of a unit was not seen. A parse with errors goes on behind them;
/// behind a fatal one much is missing, and a crash leaves nothing.
static unsigned blindness(const FailedUnit &U) {
  if (!U.Partial)
    return 2;
  return U.Fatal ? 1 : 0;
}

static std::set<std::string> commandsOf(const Plan &Units) {
  std::set<std::string> Commands;
  for (const PlannedUnit &P : Units.Units)
    Commands.insert(commandKey(P.Unit));
  return Commands;
}

void codex::forgiveOldFailures(Report &Head, const Report &Base,
                               const Change &TheChange,
                               const AffectedUnits &Units) {
  std::vector<const FailedUnit *> Before;
  for (const FailedUnit &U : Base.Units.Failed)
    Before.push_back(&U);
  auto Forgive = [&](FailedUnit &U,
                     llvm::function_ref<bool(const FailedUnit &)> Fits) {
    auto Same = llvm::find_if(Before, [&](const FailedUnit *Old) {
      return Old->File == TheChange.atBase(U.File) && Fits(*Old) &&
             blindness(U) <= blindness(*Old);
    });
    U.AtBaseToo = Same != Before.end();
    if (U.AtBaseToo)
      Before.erase(Same);
  };
  for (FailedUnit &U : Head.Units.Failed)
    Forgive(U, [&](const FailedUnit &Old) { return Old.Command == U.Command; });

  // Commands of one side only: the flags changed, and the unit is the same.
  std::set<std::string> AtHead = commandsOf(Units.Head);
  std::set<std::string> AtBase = commandsOf(Units.Base);
  for (FailedUnit &U : Head.Units.Failed)
    if (!U.AtBaseToo && !AtBase.count(U.Command))
      Forgive(U, [&](const FailedUnit &Old) {
        return !AtHead.count(Old.Command);
      });
}

//===- OldFailures.cpp - What could not be analysed before either ---------===//

#include "driver/gate/OldFailures.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <set>

using namespace codex;

/// How much of a unit was not seen. A parse with errors goes on behind them;
/// behind a fatal one much is missing, and a crash leaves nothing.
static unsigned blindness(const FailedUnit &U) {
  if (!U.Partial)
    return 2;
  return U.Fatal ? 1 : 0;
}

/// A message without the lines and columns that it names.
static std::string withoutPlaces(llvm::StringRef Message) {
  std::string Result;
  for (char C : Message)
    if (!(llvm::isDigit(C) && llvm::StringRef(Result).ends_with(":")))
      Result += C;
  return Result;
}

static std::vector<std::string> messagesOf(const FailedUnit &U) {
  std::vector<std::string> Messages;
  for (const ParseError &E : U.Errors)
    Messages.push_back(withoutPlaces(E.Message));
  llvm::sort(Messages);
  return Messages;
}

/// Whether \p Now could be read as far as \p Old: an error that \p Old has not
/// is code that was seen there and is not seen any more.
static bool isNoWorse(const FailedUnit &Now, const FailedUnit &Old) {
  if (blindness(Now) != blindness(Old))
    return blindness(Now) < blindness(Old);
  std::vector<std::string> After = messagesOf(Now), Before = messagesOf(Old);
  return std::includes(Before.begin(), Before.end(), After.begin(),
                       After.end());
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
             isNoWorse(U, *Old);
    });
    if (Same == Before.end())
      return;
    U.AtBaseToo = true;
    Before.erase(Same);
  };
  for (FailedUnit &U : Head.Units.Failed)
    if (!U.AtBaseToo)
      Forgive(U,
              [&](const FailedUnit &Old) { return Old.Command == U.Command; });

  // Commands of one side only: the flags changed, and the unit is the same.
  std::set<std::string> AtHead = commandsOf(Units.Head);
  std::set<std::string> AtBase = commandsOf(Units.Base);
  for (FailedUnit &U : Head.Units.Failed)
    if (!U.AtBaseToo && !AtBase.count(U.Command))
      Forgive(
          U, [&](const FailedUnit &Old) { return !AtHead.count(Old.Command); });
}

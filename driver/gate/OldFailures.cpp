//===- OldFailures.cpp - What could not be analysed before either ---------===//

#include "driver/gate/OldFailures.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <map>
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

namespace {

class Forgiving {
public:
  Forgiving(const Change &TheChange, ChangedLines &Lines)
      : TheChange(TheChange), Lines(Lines) {}

  bool isNoWorse(const FailedUnit &Now, const FailedUnit &Old);

private:
  bool inSameLine(const ParseError &Now, const ParseError &Old);

  const Change &TheChange;
  ChangedLines &Lines;
};

} // namespace

/// Or in one that may have become it. An error hides what stands around it: the
/// same words in another place hide something else.
bool Forgiving::inSameLine(const ParseError &Now, const ParseError &Old) {
  if (TheChange.atHead(Old.At.File) == Now.At.File)
    if (std::optional<unsigned> Line = Lines.atHead(Old.At.File, Old.At.Line))
      return *Line == Now.At.Line;
  return Lines.areAlike(Old.At.File, Old.At.Line, Now.At.File, Now.At.Line);
}

/// Whether \p Now could be read as far as \p Old: an error that \p Old has not
/// is code that was seen there and is not seen any more.
bool Forgiving::isNoWorse(const FailedUnit &Now, const FailedUnit &Old) {
  if (blindness(Now) != blindness(Old))
    return blindness(Now) < blindness(Old);
  std::multimap<std::string, const ParseError *> Before;
  for (const ParseError &E : Old.Errors)
    Before.emplace(withoutPlaces(E.Message), &E);
  return llvm::all_of(Now.Errors, [&](const ParseError &E) {
    auto [Begin, End] = Before.equal_range(withoutPlaces(E.Message));
    auto Same = std::find_if(Begin, End, [&](const auto &Entry) {
      return inSameLine(E, *Entry.second);
    });
    if (Same == End)
      return false;
    Before.erase(Same);
    return true;
  });
}

static std::set<std::string> commandsOf(const Plan &Units) {
  std::set<std::string> Commands;
  for (const PlannedUnit &P : Units.Units)
    Commands.insert(commandKey(P.Unit));
  return Commands;
}

void codex::forgiveOldFailures(Report &Head, const Report &Base,
                               const Change &TheChange,
                               const AffectedUnits &Units,
                               ChangedLines &Lines) {
  Forgiving Rules(TheChange, Lines);
  std::vector<const FailedUnit *> Before;
  for (const FailedUnit &U : Base.Units.Failed)
    Before.push_back(&U);
  auto Forgive = [&](FailedUnit &U,
                     llvm::function_ref<bool(const FailedUnit &)> Fits) {
    auto Same = llvm::find_if(Before, [&](const FailedUnit *Old) {
      return Old->File == TheChange.atBase(U.File) && Fits(*Old) &&
             Rules.isNoWorse(U, *Old);
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

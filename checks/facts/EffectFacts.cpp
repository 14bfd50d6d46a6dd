#include "facts/EffectFacts.h"

#include "facts/Numbers.h"
#include "support/Error.h"

using namespace llvm;

namespace codex {

std::vector<int64_t> writeEffectUnit(const EffectUnit &Unit) {
  NumberWriter W;
  W.add({int64_t(Unit.Functions.size())});
  for (const EffectFunction &F : Unit.Functions) {
    W.add({F.Id});
    W.list(F.Overrides);
    W.list(F.Promises);
    W.list(F.Writes);
    W.add({int64_t(F.Calls.size())});
    for (const EffectFunction::Call &C : F.Calls)
      W.add({C.To, C.Virtual});
    W.add({int64_t(F.Passes.size())});
    for (const EffectFunction::Pass &P : F.Passes)
      W.add({P.Target, P.To.To, P.To.Virtual, P.Argument});
  }
  W.add({int64_t(Unit.Endings.size())});
  for (const EffectEnding &E : Unit.Endings)
    W.add({E.Id, E.Ends, E.Others});
  return std::move(W.Out);
}

Error readEffectUnit(ArrayRef<int64_t> Numbers, EffectUnit &Unit) {
  NumberReader R(Numbers, Unit.Texts.size());
  auto ReadCall = [&](EffectFunction::Call &C) {
    C.To = R.text();
    C.Virtual = R.number(0, 2);
  };
  for (size_t Left = R.count(); Left && !R.Bad; --Left) {
    EffectFunction &F = Unit.Functions.emplace_back();
    F.Id = R.text();
    R.texts(F.Overrides);
    R.texts(F.Promises);
    R.texts(F.Writes);
    for (size_t Calls = R.count(); Calls && !R.Bad; --Calls)
      ReadCall(F.Calls.emplace_back());
    for (size_t Passes = R.count(); Passes && !R.Bad; --Passes) {
      EffectFunction::Pass &P = F.Passes.emplace_back();
      P.Target = R.text();
      ReadCall(P.To);
      P.Argument = R.number(0, INT32_MAX);
    }
  }
  for (size_t Left = R.count(); Left && !R.Bad; --Left) {
    EffectEnding &E = Unit.Endings.emplace_back();
    E.Id = R.text();
    E.Ends = R.number(0, INT32_MAX);
    E.Others = R.number(0, INT32_MAX);
  }
  if (R.Bad || !R.done())
    return makeError("the part about effects cannot be understood; collect "
                     "the file again");
  return Error::success();
}

} // namespace codex

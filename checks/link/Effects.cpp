#include "link/Effects.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace codex {

Effects::Effects(const LinkedFacts &Linked)
    : Linked(Linked), Units(Linked.units().begin(), Linked.units().end()) {
  for (auto [Index, U] : enumerate(Units)) {
    const EffectUnit &Its = U->Effects;
    for (const EffectFunction &F : Its.Functions) {
      int Number = Functions.size();
      Functions.push_back({&F, static_cast<unsigned>(Index)});
      Defined.add(Its.Texts[F.Id], Number, Index);
      for (int Base : F.Overrides)
        Overriding[Its.Texts[Base]].push_back(Number);
    }
    for (const EffectEnding &E : Its.Endings) {
      auto &[Ends, Others] = Uses[Its.Texts[E.Id]];
      Ends += E.Ends;
      Others += E.Others;
    }
  }
}

std::vector<int> Effects::callees(StringRef Id, bool Virtual,
                                  unsigned From) const {
  std::vector<int> Result;
  if (int Number = Defined.find(Id, From); Number >= 0)
    Result.push_back(Number);
  if (Virtual)
    if (auto It = Overriding.find(Id); It != Overriding.end())
      append_range(Result, It->second);
  return Result;
}

bool Effects::isAnswered(const HeldFinding &F, unsigned Unit) const {
  return any_of(F.Unless, [&](const std::vector<EffectQuestion> &All) {
    return all_of(All, [&](const EffectQuestion &Q) { return holds(Q, Unit); });
  });
}

/// Whether no function of the program writes \p Target. One unit alone is no
/// program: it does not show who uses what it offers.
bool Effects::keepsEverywhere(StringRef Target) const {
  return Units.size() > 1 && none_of(Functions, [&](const Function &F) {
           return any_of(F.Code->Writes,
                         [&](int Text) { return text(F, Text) == Target; }) ||
                  any_of(F.Code->Passes, [&](const EffectFunction::Pass &P) {
                    std::set<std::pair<int, std::string>> Above;
                    return text(F, P.Target) == Target &&
                           mayWriteArgument(P, F.Unit, Above);
                  });
         });
}

/// Whether every unit that calls \p Id says that its calls make sure of what
/// the function needs, and there is one. One unit alone is no program.
bool Effects::callersMeetNeeds(StringRef Id, StringRef Promise) const {
  std::set<unsigned> Calling, Meeting;
  for (const Function &F : Functions) {
    if (any_of(F.Code->Calls, [&](const EffectFunction::Call &C) {
          return text(F, C.To) == Id;
        }))
      Calling.insert(F.Unit);
    if (text(F, F.Code->Id) == Id && any_of(F.Code->Promises, [&](int Text) {
          return text(F, Text) == Promise;
        }))
      Meeting.insert(F.Unit);
  }
  return Units.size() > 1 && !Calling.empty() &&
         std::includes(Meeting.begin(), Meeting.end(), Calling.begin(),
                       Calling.end());
}

bool Effects::endsAsUsed(StringRef Id) const {
  auto [Ends, Others] = Uses.lookup(Id);
  return EffectEnding::isEvidence(Ends, Others);
}

bool Effects::holds(const EffectQuestion &Q, unsigned Unit) const {
  if (StringRef(Q.What).starts_with("met"))
    return callersMeetNeeds(Q.Function, Q.What);
  if (Q.Promises && Q.What == "never" && endsAsUsed(Q.Function))
    return true;
  if (Q.Function.empty())
    return keepsEverywhere(Q.What);
  std::vector<int> Called = callees(Q.Function, Q.Virtual, Unit);
  if (Called.empty())
    return false;
  if (Q.Promises)
    return all_of(Called, [&](int Number) {
      const Function &F = Functions[Number];
      return any_of(F.Code->Promises,
                    [&](int Text) { return text(F, Text) == Q.What; });
    });
  if (!StringRef(Q.What).starts_with("param:"))
    return !mayWrite(Called, Q.What);
  std::set<std::pair<int, std::string>> Pending;
  return none_of(Called, [&](int Number) {
    return mayWriteParameter(Number, Q.What, Pending);
  });
}

/// Everything that can be reached from \p Begin.
bool Effects::mayWrite(ArrayRef<int> Begin, StringRef Target) const {
  SmallVector<int, 32> Pending(Begin);
  BitVector Seen(Functions.size());
  for (int Number : Begin)
    Seen.set(Number);
  while (!Pending.empty()) {
    const Function &F = Functions[Pending.pop_back_val()];
    if (Target == "anything" &&
        !(F.Code->Writes.empty() && F.Code->Passes.empty()))
      return true;
    for (int Text : F.Code->Writes)
      if (text(F, Text) == Target)
        return true;
    for (const EffectFunction::Pass &P : F.Code->Passes) {
      std::set<std::pair<int, std::string>> Above;
      if (text(F, P.Target) == Target && mayWriteArgument(P, F.Unit, Above))
        return true;
    }
    for (const EffectFunction::Call &C : F.Code->Calls) {
      // A const method is taken at its word here, as within one unit.
      if (Target == "anything" && text(F, C.To).starts_with("_ZNK"))
        continue;
      for (int Next : callees(text(F, C.To), C.Virtual, F.Unit))
        if (!Seen.test(Next)) {
          Seen.set(Next);
          Pending.push_back(Next);
        }
    }
  }
  return false;
}

bool Effects::mayWriteArgument(
    const EffectFunction::Pass &P, unsigned From,
    std::set<std::pair<int, std::string>> &Pending) const {
  std::vector<int> Called =
      callees(Linked.unit(From).Effects.Texts[P.To.To], P.To.Virtual, From);
  std::string Parameter = "param:" + std::to_string(P.Argument);
  return Called.empty() || any_of(Called, [&](int Number) {
           return mayWriteParameter(Number, Parameter, Pending);
         });
}

/// \p Pending: what is being asked further up, or has been answered by no.
bool Effects::mayWriteParameter(
    int Number, const std::string &Parameter,
    std::set<std::pair<int, std::string>> &Pending) const {
  if (!Pending.insert({Number, Parameter}).second)
    return false;
  const Function &F = Functions[Number];
  return any_of(F.Code->Writes,
                [&](int Text) { return text(F, Text) == Parameter; }) ||
         any_of(F.Code->Passes, [&](const EffectFunction::Pass &P) {
           return text(F, P.Target) == Parameter &&
                  mayWriteArgument(P, F.Unit, Pending);
         });
}

} // namespace codex

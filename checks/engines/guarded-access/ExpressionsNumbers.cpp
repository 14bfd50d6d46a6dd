#include "engines/guarded-access/Expressions.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// More values of one expression than so many are not told apart.
static constexpr size_t MaxFewValues = 64;

Bdd Expressions::atMost(const Expr *E, int64_t Bound) {
  if (std::optional<int64_t> Value = constant(E))
    return *Value <= Bound ? Bdd::top() : Bdd::bottom();
  const Expr *Inner = strip(E);
  QualType T = Inner->getType();
  if (T->isBooleanType()) {
    if (Bound < 0)
      return Bdd::bottom();
    return Bound > 0 ? Bdd::top() : Bdds.notOf(truth(Inner));
  }
  if (T->isUnsignedIntegerOrEnumerationType() && Bound < 0)
    return Bdd::bottom();
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Inner))
    return Bdds.ite(truth(Choice->getCond()),
                    atMost(Choice->getTrueExpr(), Bound),
                    atMost(Choice->getFalseExpr(), Bound));
  if (std::optional<int64_t> Last = lastAlternative(Inner)) {
    if (Bound >= *Last)
      return Bdd::top();
    if (const Term *Index = term(Inner))
      Atoms.addProperty(Index);
  }
  if (std::optional<Bdd> Found = foundCount(Inner)) {
    if (Bound <= 0)
      return Bound < 0 ? Bdd::bottom() : Bdds.notOf(*Found);
    return atom(place(Inner), Predicate::AtMost, Bound, Inner);
  }
  if (std::optional<Bdd> Ok = okOfCode(Inner)) {
    if (Bound <= 0)
      return Bound < 0 ? Bdd::bottom() : *Ok;
    Bdd Atom = atom(place(Inner), Predicate::AtMost, Bound, Inner);
    for (AtomId Id : Bdds.support(Atom))
      Atoms.addAxiom(Id, Bdds.implies(*Ok, Atom));
    return Atom;
  }
  if (isa<BinaryOperator>(Inner))
    if (auto Values = fewValues(Inner); !Values.empty()) {
      Bdd Result = Bdd::bottom();
      for (auto [Value, When] : Values)
        if (Value <= Bound)
          Result = Bdds.orOf(Result, When);
      return Result;
    }
  // The variable has been stepped by the time that it is asked for its old
  // value.
  if (const auto *Step = dyn_cast<UnaryOperator>(Inner);
      Step && Step->isPostfix() && Bound > INT64_MIN && Bound < INT64_MAX)
    return atMost(Step->getSubExpr(),
                  Step->isIncrementOp() ? Bound + 1 : Bound - 1);
  Bdd Result = atom(place(Inner), Predicate::AtMost, Bound, Inner);
  // What is empty has the size 0, and nothing else has.
  if (std::optional<Bdd> Empty = isEmptyOfSize(Inner); Empty && Bound >= 0)
    for (AtomId A : Bdds.support(Result))
      Atoms.addAxiom(A, Bound == 0 ? Bdds.iff(*Empty, Result)
                                   : Bdds.implies(*Empty, Result));
  // value_or(c) that is not c can only be the value inside.
  if (auto Or = valueOr(Inner))
    if (std::optional<int64_t> Default = constant(Or->second))
      for (AtomId A : Bdds.support(Result))
        Atoms.addAxiom(A, Bdds.orOf(Or->first, *Default <= Bound
                                                   ? Result
                                                   : Bdds.notOf(Result)));
  return Result;
}

/// `v.index()`: the number of v's last alternative.
std::optional<int64_t> Expressions::lastAlternative(const Expr *E) {
  std::optional<CallParts> Call = callParts(E);
  if (!Call || !Call->Callee || !Call->Object || Call->ObjectIsPointer ||
      !Call->Callee->getIdentifier())
    return std::nullopt;
  const VariantModel *V = Known.variant(Call->Object->getType());
  if (!V || Call->Callee->getName() != V->IndexMember)
    return std::nullopt;
  return Known.alternativeCount(Call->Object->getType()) - 1;
}

/// `m.contains(k)`, `m.count(k)`: when m.find(k) finds something.
std::optional<Bdd> Expressions::foundCount(const Expr *E) {
  std::optional<CallParts> Call = callParts(E);
  if (!Call || !Call->Callee || !Call->Object)
    return std::nullopt;
  Library::LookupRelation Related = Known.lookupRelation(Call->Callee);
  if (!Related.Lookup || Related.Inserts)
    return std::nullopt;
  const Term *T = lookupTerm(Related.Lookup, *Call);
  if (!T)
    return std::nullopt;
  LookupTerms[T] = Known.lookup(Related.Lookup);
  return Bdds.notOf(missingAtom(T, E));
}

/// `status.code()`: when it is 0.
std::optional<Bdd> Expressions::okOfCode(const Expr *E) {
  std::optional<CallParts> Call = callParts(E);
  if (!Call || !Call->Callee || !Call->Object || Call->ObjectIsPointer)
    return std::nullopt;
  const WrapperModel *W = Known.wrapper(Call->Object->getType());
  if (!W || Known.role(*W, Call->Callee) != Role::Code)
    return std::nullopt;
  return holds(Call->Object, W);
}

/// `v.size()`: when v is empty.
std::optional<Bdd> Expressions::isEmptyOfSize(const Expr *E) {
  std::optional<CallParts> Call = callParts(E);
  const auto *Method =
      Call ? dyn_cast_or_null<CXXMethodDecl>(Call->Callee) : nullptr;
  if (!Method || !Call->Object || !Call->Arguments.empty() ||
      !Method->getIdentifier() ||
      (Method->getName() != "size" && Method->getName() != "length"))
    return std::nullopt;
  const FunctionDecl *Empty = memberNamed(Method->getParent(), "empty");
  const Term *T = Empty && Empty->getReturnType()->isBooleanType()
                      ? Terms.get(Term::Kind::Call, Empty, 0, {object(*Call)})
                      : nullptr;
  if (!T)
    return std::nullopt;
  return trueAtom(T, E);
}

/// The few values that \p E, made of truth values and constants, can have, each
/// with when it has it: `(a ? 1 : 0) + (b ? 2 : 0)`, `a + b + c`. Empty if it
/// is made of anything else.
SmallVector<std::pair<int64_t, Bdd>, 4> Expressions::fewValues(const Expr *E) {
  SmallVector<std::pair<int64_t, Bdd>, 4> Values;
  auto Add = [&](int64_t Value, Bdd When) {
    auto Known =
        find_if(Values, [&](const auto &V) { return V.first == Value; });
    if (Known == Values.end())
      Values.emplace_back(Value, When);
    else
      Known->second = Bdds.orOf(Known->second, When);
  };
  if (std::optional<int64_t> Value = constant(E)) {
    Add(*Value, Bdd::top());
    return Values;
  }
  const Expr *Inner = strip(E);
  if (Inner->getType()->isBooleanType()) {
    Bdd True = truth(Inner);
    Add(1, True);
    Add(0, Bdds.notOf(True));
  } else if (const auto *Choice = dyn_cast<ConditionalOperator>(Inner)) {
    Bdd Condition = truth(Choice->getCond());
    auto Then = fewValues(Choice->getTrueExpr());
    auto Else = fewValues(Choice->getFalseExpr());
    if (Then.empty() || Else.empty())
      return Values;
    for (auto [Value, When] : Then)
      Add(Value, Bdds.andOf(Condition, When));
    for (auto [Value, When] : Else)
      Add(Value, Bdds.andOf(Bdds.notOf(Condition), When));
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(Inner);
             Binary &&
             (Binary->getOpcode() == BO_Add || Binary->getOpcode() == BO_Or ||
              Binary->getOpcode() == BO_And)) {
    auto Left = fewValues(Binary->getLHS()),
         Right = fewValues(Binary->getRHS());
    if (Left.size() * Right.size() > MaxFewValues)
      return Values;
    for (auto [L, WhenL] : Left)
      for (auto [R, WhenR] : Right) {
        // Unsigned, so that it cannot overflow.
        uint64_t A = L, B = R;
        Add(Binary->getOpcode() == BO_Add  ? A + B
            : Binary->getOpcode() == BO_Or ? A | B
                                           : A & B,
            Bdds.andOf(WhenL, WhenR));
      }
  }
  return Values;
}

} // namespace codex::guarded

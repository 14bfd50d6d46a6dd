#include "engines/guarded-access/Expressions.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

static bool isNullConstant(const Expr *E) {
  E = strip(E);
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return true;
  const auto *Literal = dyn_cast<IntegerLiteral>(E);
  return Literal && Literal->getValue() == 0;
}

/// `k.end()`, where \p Found was looked for in another container than k.
bool Expressions::isEndOfAnother(const Term *Found, const Expr *E) {
  std::optional<CallParts> Call = callParts(strip(E));
  if (!Call || !Call->Callee || !Call->Object ||
      !Call->Callee->getIdentifier() ||
      !Call->Callee->getName().ends_with("end"))
    return false;
  const Term *In = nullptr;
  if (Found->kind() == Term::Kind::Variable ||
      Found->kind() == Term::Kind::Field)
    In = LookupContainers.lookup(static_cast<const Decl *>(Found->of()));
  else if (Found->kind() == Term::Kind::Call &&
           Found->value() == TermTable::KeysOnly)
    In = Found->operands()[0];
  const Term *Of = object(*Call);
  return In && Of && In != Of && In->variable() && Of->variable();
}

/// A local that is what a look-up has returned, and nothing else.
bool Expressions::isOnlyLookedUp(const Term *T) {
  const VarDecl *V = T->variable();
  return V && V->isLocalVarDecl() && V->getInit() && !Changing.contains(V) &&
         lookup(strip(V->getInit()));
}

/// A local integer that starts as a constant and is counted up.
bool Expressions::isCounter(const Term *T) const {
  const VarDecl *V = T->variable();
  return V && V->isLocalVarDecl() && !V->isStaticLocal() &&
         V->getType()->isIntegerType() && Changing.contains(V) &&
         !NoCounters.contains(V) &&
         (!V->getInit() || V->getInit()->isIntegerConstantExpr(Ast));
}

static bool isBegin(const Expr *E) {
  std::optional<CallParts> Call = callParts(strip(E));
  return Call && Call->Callee && Call->Callee->getIdentifier() &&
         Call->Callee->getName().ends_with("begin");
}

Bdd Expressions::comparison(const Expr *E, BinaryOperatorKind Op, const Expr *L,
                            const Expr *R) {
  L = carried(L);
  R = carried(R);
  bool Negative = Op == BO_NE;
  bool Equality = Op == BO_EQ || Negative;
  auto Signed = [&](Bdd F) { return Negative ? Bdds.notOf(F) : F; };
  if (Equality)
    if (std::optional<Bdd> Same = typeidEquality(L, R))
      return Signed(*Same);

  const WrapperModel *LW = Known.wrapper(strip(L)->getType());
  const WrapperModel *RW = Known.wrapper(strip(R)->getType());
  if (Equality) {
    if (LW && Known.isEmptyTag(*LW, strip(R)->getType()))
      return Signed(Bdds.notOf(holds(L)));
    if (RW && Known.isEmptyTag(*RW, strip(L)->getType()))
      return Signed(Bdds.notOf(holds(R)));
    if (isNullConstant(R) && !LW &&
        (strip(L)->getType()->isPointerType() ||
         strip(L)->getType()->isRecordType()))
      return Signed(Bdds.notOf(truth(L)));
    if (isNullConstant(L) && !RW &&
        (strip(R)->getType()->isPointerType() ||
         strip(R)->getType()->isRecordType()))
      return Signed(Bdds.notOf(truth(R)));
    if (strip(L)->getType()->isBooleanType() &&
        strip(R)->getType()->isBooleanType())
      return Signed(Bdds.iff(truth(L), truth(R)));
  }

  // Integers against constants.
  std::optional<int64_t> LC = constant(L), RC = constant(R);
  if (LC && !RC) {
    std::swap(L, R);
    std::swap(LC, RC);
    std::swap(LW, RW);
    Op = BinaryOperator::isComparisonOp(Op) && !Equality
             ? BinaryOperator::reverseComparisonOp(Op)
             : Op;
  }
  if (RC && !LW && strip(L)->getType()->isIntegralOrEnumerationType() &&
      *RC > INT64_MIN && *RC < INT64_MAX)
    return integerComparison(L, Op, *RC);

  const Term *LT = term(L), *RT = term(R);
  const Term *Compared = nullptr;
  bool Named = LT && RT && LT != RT;
  if (LT && LT == RT && Equality)
    return Signed(Bdd::top());
  // One name for a < b, b > a, !(a >= b) and !(b <= a); one for ==.
  bool Negated = Negative;
  if (Named) {
    BinaryOperatorKind Base = BO_EQ;
    const Term *First = LT, *Second = RT;
    if (!Equality) {
      Base = BO_LT;
      if (Op == BO_GT || Op == BO_LE)
        std::swap(First, Second);
      Negated = Op == BO_LE || Op == BO_GE;
    } else if (Second->id() < First->id()) {
      std::swap(First, Second);
    }
    // Null where it would be too deep.
    Compared = Terms.get(Term::Kind::Operation, nullptr, Base, {First, Second});
  }
  if (!Compared) {
    Compared = Terms.occurrence(E);
    if (!Equality)
      Negated = false;
  }
  Bdd Atom = trueAtom(Compared, E);
  Bdd Result = Negated ? Bdds.notOf(Atom) : Atom;
  auto Axiom = [&](Bdd F) {
    for (AtomId A : Bdds.support(Atom))
      Atoms.addAxiom(A, F);
  };
  // `for (i = 0; i < n; ++i)` is entered only for an n above 0, and passed by
  // only for another.
  if (Named && !Equality && BinaryOperator::isRelationalOp(Op)) {
    bool Swapped = Op == BO_GT || Op == BO_LE;
    const Expr *Less = strip(Swapped ? R : L), *More = strip(Swapped ? L : R);
    if (Less->getType()->isIntegerType() && More->getType()->isIntegerType() &&
        (More->isLValue() || isEmptyOfSize(More))) {
      auto Relate = [&](Bdd None) {
        Axiom(Bdds.implies(Bdds.andOf(Atom, None), atMost(Less, -1)));
        Axiom(Bdds.implies(atMost(Less, 0), Bdds.orOf(Atom, None)));
      };
      Relate(atMost(More, 0));
      if (std::optional<Bdd> IsEmpty = isEmptyOfSize(More))
        Relate(*IsEmpty);
    }
    // What is counted up while it is less is equal where it is not.
    const Term *Counter = Swapped ? RT : LT, *End = Swapped ? LT : RT;
    if (isCounter(Counter)) {
      bool InOrder = Counter->id() < End->id();
      if (const Term *Same =
              Terms.get(Term::Kind::Operation, nullptr, BO_EQ,
                        {InOrder ? Counter : End, InOrder ? End : Counter})) {
        Bdd Equal = trueAtom(Same, E);
        for (Bdd One : {Equal, Atom})
          for (AtomId Id : SmallVector<AtomId, 1>(Bdds.support(One)))
            Atoms.addAxiom(Id, Bdds.iff(Equal, Bdds.notOf(Atom)));
      }
    }
  }

  // Null is less than every other pointer: `if (back > forward) forward = back`
  if (!Equality && strip(L)->getType()->isPointerType() &&
      strip(R)->getType()->isPointerType()) {
    bool Greater = Op == BO_GT || Op == BO_GE;
    Bdd Large = truth(Greater ? L : R), Small = truth(Greater ? R : L);
    bool Strict = Op == BO_GT || Op == BO_LT;
    Axiom(Bdds.implies(Result, Strict ? Large : Bdds.implies(Small, Large)));
    Axiom(Bdds.orOf(Result, Strict ? Bdds.implies(Large, Small) : Small));
  }
  // Nothing of what was searched lies behind its end: `it < end`.
  auto Before = [&](const Expr *Found, const Term *T, bool Holds) {
    const LookupModel *L = lookupOf(T);
    if (L && L->NotFound == Sentinel::End)
      Axiom(Bdds.implies(missing(Found), Holds ? Result : Bdds.notOf(Result)));
  };
  if (Op == BO_LT || Op == BO_GE)
    Before(L, LT, Op == BO_GE);
  if (Op == BO_GT || Op == BO_LE)
    Before(R, RT, Op == BO_LE);
  if (Equality) {
    Bdd Equal = Negative ? Bdds.notOf(Result) : Result;
    // `a.index() == b.index()`: the same alternative.
    if (std::optional<int64_t> Last = lastAlternative(strip(L));
        Last && lastAlternative(strip(R)) == Last && *Last <= 8)
      for (int64_t Number = 0; Number < *Last; ++Number)
        Axiom(Bdds.implies(Equal,
                           Bdds.iff(atMost(L, Number), atMost(R, Number))));
    // Nothing found is the end; another iterator is at the end for other
    // reasons, too.
    auto AtEnd = [&](const Expr *Found, const Term *T, const Expr *Other) {
      const LookupModel *L = lookupOf(T);
      if (!L || L->NotFound != Sentinel::End || isEndOfAnother(T, Other))
        return;
      if (isBegin(Other)) {
        Bdd First = atBegin(T, E);
        for (Bdd One : {First, Equal})
          for (AtomId Id : SmallVector<AtomId, 1>(Bdds.support(One)))
            Atoms.addAxiom(Id, Bdds.iff(First, Equal));
      } else
        Axiom(isLookup(T) || isOnlyLookedUp(T)
                  ? Bdds.iff(missing(Found), Equal)
                  : Bdds.implies(missing(Found), Equal));
    };
    AtEnd(L, LT, R);
    AtEnd(R, RT, L);
    // What is not at the end of a container is an element of it.
    for (const Expr *Side : {L, R})
      if (std::optional<CallParts> End = callParts(strip(Side));
          End && End->Callee && End->Object && End->Arguments.empty() &&
          End->Callee->getIdentifier() && End->Callee->getName() == "end")
        if (const auto *Method = dyn_cast<CXXMethodDecl>(End->Callee))
          if (const FunctionDecl *Empty =
                  memberNamed(Method->getParent(), "empty"))
            if (const Term *IsEmpty =
                    Terms.get(Term::Kind::Call, Empty, 0, {object(*End)}))
              // Spoken of where somebody else asks for it.
              Axiom(Bdds.implies(trueAtom(IsEmpty, Empty), Equal));
    // `v.type() == typeid(int)` of a variant.
    auto TypeOf = [&](const Expr *Asked, const Expr *Other) {
      const auto *Typeid = dyn_cast<CXXTypeidExpr>(strip(Other));
      std::optional<CallParts> Call = callParts(strip(Asked));
      if (!Typeid || !Typeid->isTypeOperand() || !Call || !Call->Object ||
          Call->ObjectIsPointer || !Known.variant(Call->Object->getType()))
        return;
      QualType V = Call->Object->getType();
      if (std::optional<int64_t> Number =
              Known.alternativeFrom(V, Typeid->getTypeOperand(Ast)))
        Axiom(Bdds.iff(Equal,
                       holdsAlternative(place(Call->Object), V, *Number, E)));
    };
    TypeOf(L, R);
    TypeOf(R, L);
    // `a.type() == typeid(int)`
    auto StatusOf = [&](const Expr *Status) {
      std::optional<CallParts> Call = callParts(strip(Status));
      if (!Call || !Call->Callee || !Call->Object || Call->ObjectIsPointer ||
          Known.wrapper(strip(Status)->getType()))
        return;
      const WrapperModel *W = Known.wrapper(Call->Object->getType());
      if (W && Known.role(*W, Call->Callee) == Role::Status)
        Axiom(Bdds.implies(Equal, holds(Call->Object)));
    };
    StatusOf(L);
    StatusOf(R);
    if (LW && RW) {
      Axiom(Bdds.implies(Equal, Bdds.iff(holds(L), holds(R))));
      Axiom(Bdds.orOf(Equal, Bdds.orOf(holds(L), holds(R))));
      if (wrapperInside(strip(L)->getType()) ==
              wrapperInside(strip(R)->getType()) &&
          wrapperInside(strip(L)->getType()))
        Axiom(Bdds.implies(Bdds.andOf(Equal, holds(L)),
                           Bdds.iff(heldInside(L), heldInside(R))));
    } else if (LW && Known.isEmptySource(*LW, strip(R)->getType())) {
      Axiom(Bdds.implies(Equal, Bdds.notOf(holds(L))));
    } else if (RW && Known.isEmptySource(*RW, strip(L)->getType())) {
      Axiom(Bdds.implies(Equal, Bdds.notOf(holds(R))));
    } else if (LW && LW->EqualityImpliesValue && !RW) {
      Axiom(Bdds.implies(Equal, holds(L)));
    } else if (RW && RW->EqualityImpliesValue && !LW) {
      Axiom(Bdds.implies(Equal, holds(R)));
    }
    // Equal pointers point to one wrapper.
    auto PointsToWrapper = [&](const Expr *P) {
      QualType T = strip(P)->getType();
      return T->isPointerType() && Known.wrapper(T->getPointeeType());
    };
    if (LT && RT && PointsToWrapper(L) && PointsToWrapper(R)) {
      auto Held = [&](const Term *Pointer) {
        return atom(Terms.target(Pointer), Predicate::Holds, 0, E);
      };
      Axiom(Bdds.implies(Equal, Bdds.iff(Held(LT), Held(RT))));
    }
    auto SentinelOf = [&](const Expr *Side, const Expr *Other) {
      if (auto Or = valueOr(Side);
          Or && term(Or->second) && term(Or->second) == term(Other))
        Axiom(Bdds.orOf(Equal, Or->first));
    };
    SentinelOf(L, R);
    SentinelOf(R, L);
  } else if (LW && RW) {
    bool Greater = Op == BO_GT || Op == BO_GE;
    Bdd Large = Greater ? holds(L) : holds(R);
    Bdd Small = Greater ? holds(R) : holds(L);
    Axiom(Bdds.implies(Result, Op == BO_GT || Op == BO_LT
                                   ? Large
                                   : Bdds.implies(Small, Large)));
  } else if (LW && !RW && (Op == BO_GT || Op == BO_GE)) {
    // An empty optional is less than any value.
    Axiom(Bdds.implies(Result, holds(L)));
  } else if (RW && !LW && (Op == BO_LT || Op == BO_LE)) {
    Axiom(Bdds.implies(Result, holds(R)));
  }
  return Result;
}

Bdd Expressions::integerComparison(const Expr *L, BinaryOperatorKind Op,
                                   int64_t R) {
  switch (Op) {
  case BO_LT:
    return atMost(L, R - 1);
  case BO_LE:
    return atMost(L, R);
  case BO_GT:
    return Bdds.notOf(atMost(L, R));
  case BO_GE:
    return Bdds.notOf(atMost(L, R - 1));
  case BO_EQ:
  case BO_NE: {
    Bdd Equal = Bdds.andOf(atMost(L, R), Bdds.notOf(atMost(L, R - 1)));
    return Op == BO_EQ ? Equal : Bdds.notOf(Equal);
  }
  default:
    return atom(place(L), Predicate::True, 0, L);
  }
}

} // namespace codex::guarded

#include "engines/guarded-access/LoweringPass.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// Numbers up to here are counted exactly, step by step.
static constexpr int64_t MaxCounted = 3;

/// Of a variable that is compared with many numbers, those near 0 alone are
/// followed through a step: each of them as a function of the one before makes
/// work that grows with their square.
static bool isCounted(int64_t Value) {
  return Value >= -1 && Value <= MaxCounted;
}

void Lowering::addLoop(const CXXForRangeStmt *Loop) {
  const auto *Range = dyn_cast<VarDecl>(Loop->getRangeStmt()->getSingleDecl());
  const VarDecl *V = Loop->getLoopVariable();
  if (!Range || !V || !Loop->getRangeInit())
    return;
  RangeLoop Info;
  Info.Loop = Loop;
  Info.Container = Unit.Names.isAlias(Range)
                       ? Unit.Names.term(Loop->getRangeInit())
                       : Unit.Terms.variable(Range);
  Info.Current = Unit.Terms.variable(V);
  if (!Info.Container || Unit.Names.isAlias(V))
    return;
  Info.Passed = Unit.Terms.each(Info.Container, Loop);
  if (!Info.Passed)
    return;
  QualType T = V->getType();
  Info.Learns = T->isReferenceType() || T.isConstQualified();
  if (T->isReferenceType())
    ElementOf[Info.Current] = Unit.Terms.each(Info.Container);
  Loops.push_back(Info);
}

/// An operation whose meaning is filled in by completeLoop.
RangeLoop::Place Lowering::addLoopSet(const RangeLoop &Loop, const Stmt *At) {
  add(Operation::Kind::Set, At);
  return {Current, Current->Operations.size() - 1};
}

/// \p T, which has just got its value, is one of these.
void Lowering::isElement(const Term *T, const Elements &Of, const Stmt *At) {
  if (const Term *Container = Unit.Names.term(Of.Container))
    add(Operation::Kind::Assume, At)
        .Implications.push_back({Unit.Terms.each(Container), T});
  for (const Expr *Predicate : Of.Predicates)
    for (const Term *Held : Unit.Names.heldWhere(Predicate, true, T)) {
      // What is lowered later, a lambda's body, may ask for it.
      Unit.Names.holdsAtom(Held, nullptr);
      assume(Unit.Names.holdsAtom(Held, ownSite(At)), At);
    }
}

void Lowering::loopVariable(const VarDecl *V) {
  for (RangeLoop &Loop : Loops) {
    if (Loop.Loop->getRangeStmt()->getSingleDecl() == V)
      Loop.Start = addLoopSet(Loop, Loop.Loop);
    if (Loop.Loop->getLoopVariable() != V)
      continue;
    add(Operation::Kind::Assume, Loop.Loop)
        .Implications.push_back(
            {Unit.Terms.each(Loop.Container), Loop.Current});
    if (std::optional<Elements> Of = elementsOf(Loop.Loop->getRangeInit());
        Of && !Of->Predicates.empty())
      isElement(Loop.Current, *Of, Loop.Loop);
    Loop.Bound = addLoopSet(Loop, Loop.Loop);
  }
}

static bool hasValueFor(const Operation &O, AtomId Id) {
  return any_of(O.Values, [&](const auto &Value) { return Value.first == Id; });
}

static bool isOfEach(const Term *T) {
  for (; T; T = T->base())
    if (T->kind() == Term::Kind::Each)
      return true;
  return false;
}

/// Whether a copy of \p Whole takes along what \p A says. What is computed from
/// an object (`v.size() < n`) is told apart again where somebody asks; to
/// follow all of it through every copy costs more than it tells. Which
/// alternative a variant holds (\p IsProperty) is copied, and what it is moved
/// from holds the same.
static bool isCopied(const Atom &A, const Term *Whole, bool IsProperty) {
  if (A.Is == Predicate::Holds || A.Is == Predicate::Missing)
    return true;
  if (IsProperty && A.Subject->kind() == Term::Kind::Call &&
      A.Subject->operands()[0] == Whole)
    return true;
  const Term *T = A.Subject;
  while (T && T != Whole)
    T = T->base();
  return T == Whole;
}

/// The class whose object `this` is in \p F, which may be a lambda's body.
static const CXXRecordDecl *classOf(const FunctionDecl *F) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  while (Method && Method->getParent()->isLambda())
    Method = dyn_cast<CXXMethodDecl>(Method->getParent()->getDeclContext());
  return Method ? Method->getParent()->getDefinition() : nullptr;
}

/// Whether what `this` is in the body can have no part of \p Other's. One unit
/// has one `this` for all: `return *this` would take along, into each function
/// that says so, all that is known of every class.
bool Lowering::isOfAnotherClass(const CXXRecordDecl *Other) {
  const CXXRecordDecl *Own = classOf(Owner);
  if (!Own || !Other || !(Other = Other->getDefinition()) ||
      Own->isDependentContext() || Other->isDependentContext())
    return false;
  auto [It, New] = OtherClasses.try_emplace(Other, false);
  if (New)
    It->second = Own->getCanonicalDecl() != Other->getCanonicalDecl() &&
                 !Own->isDerivedFrom(Other) && !Other->isDerivedFrom(Own);
  return It->second;
}

/// Whether \p T speaks of a local of another function than this one (or of one
/// that it stands in), or of another class's object: no copy that is made here
/// is of interest to it.
bool Lowering::isForeign(const Term *T) {
  const VarDecl *V = T->variable();
  if (!V) {
    ArrayRef<const Term *> Operands = T->operands();
    if (!Operands.empty() && Operands[0] == Unit.Terms.thisObject()) {
      if (T->kind() == Term::Kind::Field &&
          isOfAnotherClass(dyn_cast<CXXRecordDecl>(
              static_cast<const FieldDecl *>(T->of())->getParent())))
        return true;
      if (T->kind() == Term::Kind::Call)
        if (const auto *Method = dyn_cast<CXXMethodDecl>(
                static_cast<const FunctionDecl *>(T->of()));
            Method && isOfAnotherClass(Method->getParent()))
          return true;
    }
    return any_of(Operands,
                  [&](const Term *Operand) { return isForeign(Operand); });
  }
  const auto *F = dyn_cast<FunctionDecl>(V->getDeclContext());
  if (V->hasGlobalStorage() || !F)
    return false;
  for (const DeclContext *C = Owner; C; C = C->getParent())
    if (const auto *Around = dyn_cast<FunctionDecl>(C);
        Around && Around->getCanonicalDecl() == F->getCanonicalDecl())
      return false;
  return true;
}

void Lowering::completeCopies(Operation &O) {
  DenseSet<AtomId> Given;
  for (const auto &Value : O.Values)
    Given.insert(Value.first);
  for (const Operation::Copy &C : O.Copies) {
    // By value: naming new atoms may move the list.
    SmallVector<AtomId, 8> Known(Unit.Atoms.dependents(C.From));
    DenseMap<const Term *, const Term *> Map = {{C.From, C.To}};
    for (AtomId Id : Known) {
      Atom A = Unit.Atoms[Id];
      if (!isCopied(A, C.From, Unit.Atoms.isProperty(Id)) ||
          isForeign(A.Subject))
        continue;
      const Term *T = Unit.Terms.substitute(A.Subject, Map);
      if (!T || T == A.Subject)
        continue;
      AtomId New = Unit.Atoms.get(T, A.Is, A.Value, O.At);
      // A loop learns of all elements only what somebody asks for. What is
      // asked of the copy is asked of the original.
      if (isOfEach(A.Subject) || Unit.Atoms[New].Recurs)
        Unit.Atoms.get(A.Subject, A.Is, A.Value, O.At);
      if (Given.insert(New).second)
        O.Values.emplace_back(New, Unit.Bdds.atom(Id));
    }
  }
  for (const auto &[To, From] : O.IntegerSources) {
    SmallVector<AtomId, 8> Known(Unit.Atoms.of(To));
    for (AtomId Id : Known) {
      Atom A = Unit.Atoms[Id];
      if (A.Is == Predicate::AtMost && !hasValueFor(O, Id)) {
        Unit.Atoms.get(To, A.Is, A.Value, O.At);
        O.Values.emplace_back(Id, Unit.Names.atMost(From, A.Value));
      }
    }
  }
  // `++n` and later `n == 2`: what n was before decides, down to 0.
  if (O.Step == 1)
    for (AtomId Id : SmallVector<AtomId, 8>(Unit.Atoms.of(O.Written[0])))
      if (Atom A = Unit.Atoms[Id];
          A.Is == Predicate::AtMost && A.Value > 0 && A.Value <= MaxCounted)
        Unit.Atoms.get(A.Subject, A.Is, A.Value - 1, O.At);
  if (O.Step != 0)
    for (AtomId Id : SmallVector<AtomId, 8>(Unit.Atoms.of(O.Written[0]))) {
      Atom A = Unit.Atoms[Id];
      if (A.Is != Predicate::AtMost || hasValueFor(O, Id) ||
          (Unit.Atoms.hasManyThresholds(Id) && !isCounted(A.Value)))
        continue;
      Unit.Atoms.get(A.Subject, A.Is, A.Value, O.At);
      for (AtomId Old : Unit.Atoms.of(A.Subject))
        if (Unit.Atoms[Old].Is == Predicate::AtMost &&
            Unit.Atoms[Old].Value == A.Value - O.Step)
          O.Values.emplace_back(Id, Unit.Bdds.atom(Old));
    }
}

/// After `v.push_back(x)` v is not empty, and v.size() is one more.
void Lowering::completeGrowth(Operation &O) {
  std::optional<CallParts> Call =
      O.Grows ? callParts(cast<Expr>(O.At)) : std::nullopt;
  const auto *Method =
      Call ? dyn_cast_or_null<CXXMethodDecl>(Call->Callee) : nullptr;
  if (!Method)
    return;
  // A string may grow by more.
  bool ByOne = Method->getParent()->getName() != "basic_string";
  auto Ask = [&](StringRef Name) -> const Term * {
    const FunctionDecl *F = memberNamed(Method->getParent(), Name);
    return F ? Unit.Terms.get(Term::Kind::Call, F, 0, {O.Grows}) : nullptr;
  };
  const Term *Empty = Ask("empty"), *Size = Ask("size");
  if (!Empty || !Size)
    return;
  auto Set = [&](AtomId Id, Bdd Value) {
    Atom A = Unit.Atoms[Id];
    Unit.Atoms.get(A.Subject, A.Is, A.Value, ownSite(O.At));
    if (!hasValueFor(O, Id))
      O.Values.emplace_back(Id, Value);
  };
  for (AtomId Id : SmallVector<AtomId, 2>(Unit.Atoms.of(Empty)))
    Set(Id, Bdd::bottom());
  for (AtomId Id : SmallVector<AtomId, 4>(Unit.Atoms.of(Size))) {
    Atom A = Unit.Atoms[Id];
    if (A.Is != Predicate::AtMost || A.Value < 0)
      continue;
    if (A.Value == 0) {
      Set(Id, Bdd::bottom());
    } else if (A.Value <= MaxCounted && ByOne) {
      Bdd Before = Unit.Bdds.atom(
          Unit.Atoms.get(Size, Predicate::AtMost, A.Value - 1, ownSite(O.At)));
      if (A.Value == 1)
        if (ArrayRef<AtomId> None = Unit.Atoms.of(Empty); !None.empty())
          for (AtomId Each : Unit.Bdds.support(Before))
            Unit.Atoms.addAxiom(
                Each, Unit.Bdds.iff(Before, Unit.Bdds.atom(None.front())));
      Set(Id, Before);
    }
  }
}

/// Names what an operation that speaks of elements says of each of their parts.
void Lowering::completeElements(Operation &O) {
  for (const Operation::Copy &C : O.Implications) {
    if (!C.From || !C.To)
      continue;
    // What is said of the one, said of the other, too.
    auto Mirror = [&](const Term *From, const Term *To) {
      DenseMap<const Term *, const Term *> Map = {{From, To}};
      for (AtomId Id : SmallVector<AtomId, 8>(Unit.Atoms.dependents(From)))
        if (Unit.Atoms[Id].Is == Predicate::Holds)
          if (const Term *T =
                  Unit.Terms.substitute(Unit.Atoms[Id].Subject, Map))
            Unit.Atoms.get(T, Predicate::Holds, 0, O.At);
    };
    Mirror(C.From, C.To);
    Mirror(C.To, C.From);
    DenseMap<const Term *, const Term *> Map = {{C.From, C.To}};
    O.Others.clear();
    for (AtomId Id : SmallVector<AtomId, 8>(Unit.Atoms.dependents(C.From))) {
      const Term *T = Unit.Terms.substitute(Unit.Atoms[Id].Subject, Map);
      if (!T || T == Unit.Atoms[Id].Subject ||
          Unit.Atoms[Id].Is != Predicate::Holds)
        continue;
      AtomId Mirrored = Unit.Atoms.get(T, Predicate::Holds, 0, O.At);
      O.Others.push_back(
          Unit.Bdds.implies(Unit.Bdds.atom(Id), Unit.Bdds.atom(Mirrored)));
    }
  }
  for (const Term *Place : O.AllHold) {
    if (!Place)
      continue;
    for (AtomId Id : SmallVector<AtomId, 8>(Unit.Atoms.dependents(Place)))
      if (Unit.Atoms[Id].Is == Predicate::Holds && !hasValueFor(O, Id) &&
          (!O.MakesOnDemand || contains(Unit.Atoms[Id].Subject, Place))) {
        Unit.Atoms.get(Unit.Atoms[Id].Subject, Predicate::Holds, 0, O.At);
        O.Values.emplace_back(Id, Bdd::top());
      }
  }
}

void Lowering::completeLoop(RangeLoop &Loop) {
  if (!Loop.Start.Block || !Loop.Bound.Block || !Loop.Test)
    return;
  auto Set = [](RangeLoop::Place Where, const Term *Written, AtomId Id,
                Bdd Value) {
    Operation &O = Where.Block->Operations[Where.Operation];
    if (!is_contained(O.Written, Written))
      O.Written.push_back(Written);
    if (!hasValueFor(O, Id))
      O.Values.emplace_back(Id, Value);
  };
  auto AtExit = [&](Bdd Condition) {
    Loop.Test->AtLoopEnd.push_back(Condition);
  };
  // Nothing was passed: the container is empty.
  if (Loop.Container)
    for (AtomId Id :
         SmallVector<AtomId, 8>(Unit.Atoms.dependents(Loop.Container))) {
      Atom A = Unit.Atoms[Id];
      const auto *F = A.Subject->kind() == Term::Kind::Call
                          ? static_cast<const FunctionDecl *>(A.Subject->of())
                          : nullptr;
      if (!F || !F->getIdentifier() || F->getName() != "empty" ||
          A.Subject->operands().size() != 1 || A.Is != Predicate::True ||
          A.Subject->operands()[0] != Loop.Container)
        continue;
      Unit.Atoms.get(A.Subject, A.Is, A.Value, Loop.Loop);
      Unit.Atoms.get(Loop.Passed, Predicate::True, 0, Loop.Loop);
      AtomId Any = Unit.Atoms.get(Loop.Passed, Predicate::True, 0, nullptr);
      Set(Loop.Start, Loop.Passed, Any, Bdd::bottom());
      Set(Loop.Bound, Loop.Passed, Any, Bdd::top());
      AtExit(Unit.Bdds.iff(Unit.Bdds.notOf(Unit.Bdds.atom(Any)),
                           Unit.Bdds.atom(Id)));
      Bdd &Entered = Loop.Test->EdgeConditions[0];
      Entered = Unit.Bdds.andOf(Entered, Unit.Bdds.notOf(Unit.Bdds.atom(Id)));
    }
  if (!Loop.Learns || !Loop.Next.Block)
    return;
  const Term *Each = Unit.Terms.each(Loop.Container);
  for (AtomId Id : SmallVector<AtomId, 8>(Unit.Atoms.dependents(Each))) {
    Atom A = Unit.Atoms[Id];
    const Term *Passed =
        Unit.Terms.substitute(A.Subject, {{Each, Loop.Passed}});
    const Term *Current =
        Unit.Terms.substitute(A.Subject, {{Each, Loop.Current}});
    if (A.Is != Predicate::Holds || !A.Recurs || !Passed || !Current ||
        Passed == A.Subject)
      continue;
    Unit.Atoms.get(Passed, A.Is, 0, Loop.Loop);
    AtomId SoFar = Unit.Atoms.get(Passed, A.Is, 0, nullptr);
    AtomId Now = Unit.Atoms.get(Current, A.Is, 0, nullptr);
    Bdd Both = Unit.Bdds.andOf(Unit.Bdds.atom(SoFar), Unit.Bdds.atom(Now));
    Set(Loop.Start, Loop.Passed, SoFar, Bdd::top());
    // Bound says that the loop goes on, and changes nothing of this.
    Set(Loop.Bound, Loop.Passed, SoFar, Unit.Bdds.atom(SoFar));
    Set(Loop.Next, Loop.Passed, SoFar, Both);
    AtExit(Unit.Bdds.implies(Unit.Bdds.atom(SoFar), Unit.Bdds.atom(Id)));
  }
}

/// A place that is reached through a pointer or reference which is itself part
/// of an object: `h.ref`, `*v[0]`.
static bool isIndirect(const Term *Place) {
  for (const Term *T = Place; T; T = T->base()) {
    if (T->kind() == Term::Kind::Field &&
        static_cast<const FieldDecl *>(T->of())->getType()->isReferenceType())
      return true;
    if (T->kind() == Term::Kind::Target &&
        T->operands()[0]->kind() != Term::Kind::Variable &&
        T->operands()[0]->kind() != Term::Kind::This)
      return true;
  }
  return false;
}

/// \p O, whoever is behind it, writes \p Place as well.
static void alsoWrites(Operation &O, const Term *Place) {
  O.Written.push_back(Place);
  SmallVector<const FunctionDecl *, 4> By;
  for (const Operation::UnseenWrite &W : O.Unseen)
    if (!is_contained(By, W.By))
      By.push_back(W.By);
  for (const FunctionDecl *F : By)
    O.Unseen.push_back({Place, F});
}

/// \p O gives \p V, a pointer or reference, what it is to; no write through it.
static bool bindsAnew(const Operation &O, const VarDecl *V) {
  return V->getType()->isPointerType() || isa_and_nonnull<DeclStmt>(O.At) ||
         O.At == V->getInit();
}

/// Expands copies, integer assignments and what is said of elements over the
/// atoms that there are, and drops what no atom cares about.
void Lowering::complete(FunctionCode &Code) {
  // Who writes through what another object holds may write to what it keeps.
  if (!Kept.empty())
    for (BlockCode &Block : Code.Blocks)
      for (Operation &O : Block.Operations)
        if (any_of(O.Written, isIndirect))
          for (const Term *Place : Kept)
            alsoWrites(O, Place);
  // Who writes to an element writes to its container; to bind the name to the
  // next element is no write.
  for (BlockCode &Block : Code.Blocks)
    for (Operation &O : Block.Operations)
      for (std::size_t I = 0, N = O.Written.size(); I != N; ++I) {
        const Term *Root = O.Written[I]->root();
        const Term *Each = ElementOf.lookup(Root);
        if (Each && O.At && O.At != Root->variable()->getInit())
          alsoWrites(O, Each);
      }
  // Who writes through a pointer to one of several may write to any of them.
  for (BlockCode &Block : Code.Blocks)
    for (Operation &O : Block.Operations)
      for (std::size_t I = 0, N = O.Written.size(); I != N; ++I) {
        const Term *Root = O.Written[I]->root();
        auto Several = PointsTo.find(Root);
        if (Several == PointsTo.end() ||
            (O.Written[I] == Root && bindsAnew(O, Root->variable())))
          continue;
        for (const Term *Place : Several->second)
          if (Place)
            alsoWrites(O, Place);
      }
  // A copy may name atoms that a later copy then copies on; two rounds follow
  // a value through a chain of two, and chains are short.
  for (unsigned Round = 0; Round != 3; ++Round) {
    std::size_t Before = Unit.Atoms.size();
    for (BlockCode &Block : Code.Blocks)
      for (Operation &O : Block.Operations) {
        completeCopies(O);
        completeGrowth(O);
        completeBits(O);
        completeElements(O);
      }
    if (Unit.Atoms.size() == Before)
      break;
  }
  for (RangeLoop &Loop : Loops)
    completeLoop(Loop);
  for (BlockCode &Block : Code.Blocks) {
    for (Operation &O : Block.Operations) {
      if (O.Is != Operation::Kind::Set)
        continue;
      erase_if(O.Values, [&](const auto &Value) {
        return !Unit.Atoms[Value.first].Recurs;
      });
      for (const Term *Place : O.Written)
        for (AtomId Id : Unit.Atoms.dependents(Place))
          if (Unit.Atoms[Id].Recurs)
            O.Changed.push_back(Id);
      for (const auto &Value : O.Values)
        O.Changed.push_back(Value.first);
      llvm::sort(O.Changed);
      O.Changed.erase(llvm::unique(O.Changed), O.Changed.end());
      if (O.MayFill)
        copy_if(O.Changed, std::back_inserter(O.Fills), [&](AtomId Id) {
          return Unit.Atoms[Id].Is == Predicate::Holds &&
                 Unit.Atoms[Id].Subject->kind() == Term::Kind::Call &&
                 !hasValueFor(O, Id);
        });
      // What does not come from a look-up is not missing.
      for (AtomId Id : O.Changed)
        if (Unit.Atoms[Id].Is == Predicate::Missing &&
            !Unit.Names.isLookup(Unit.Atoms[Id].Subject) && !hasValueFor(O, Id))
          O.Values.emplace_back(Id, Bdd::bottom());
    }
  }
}

} // namespace codex::guarded

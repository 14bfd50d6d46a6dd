//===- Doubts.cpp - What another unit may know better ---------------------===//
//
// An access may be wrong only because the body of some function is not seen. It
// is tried whether it were fine if that function kept what it is given, or
// never returned, or returned only where a value is there; the link step, which
// has all units, is then asked whether that is so.
//
//===----------------------------------------------------------------------===//
#include "engines/guarded-access/Analysis.h"
#include "engines/guarded-access/Slice.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// Suppositions that are tried for one access; each costs a run of the solver.
static constexpr unsigned MaxSuppositions = 24;
/// Places that bear on one access and that unseen functions may write.
static constexpr unsigned MaxKin = 8;

//===----------------------------------------------------------------------===//
// Names that other units understand
//===----------------------------------------------------------------------===//

/// The part of a place's name that \p T adds to its base; nullopt where it has
/// no name that another unit would give it.
static std::optional<std::string> stepText(const Term *T) {
  if (T->kind() == Term::Kind::Target)
    return "*";
  if (T->kind() == Term::Kind::Field)
    return "." +
           static_cast<const FieldDecl *>(T->of())->getQualifiedNameAsString();
  return std::nullopt;
}

/// \p T as \p F's callers know it.
static std::optional<std::string> placeText(const Term *T,
                                            const FunctionDecl *F) {
  switch (T->kind()) {
  case Term::Kind::This:
    return "this";
  case Term::Kind::Result:
    return "result";
  case Term::Kind::Variable: {
    const VarDecl *V = T->variable();
    for (auto [Index, Parameter] : enumerate(F->parameters()))
      if (Parameter == V)
        return "param:" + std::to_string(Index);
    if (V->hasGlobalStorage() && !V->isStaticLocal())
      return "global:" + V->getQualifiedNameAsString();
    return std::nullopt;
  }
  default:
    break;
  }
  const Term *Base = T->base();
  std::optional<std::string> Step = stepText(T);
  if (!Base || !Step)
    return std::nullopt;
  std::optional<std::string> Before = placeText(Base, F);
  if (!Before)
    return std::nullopt;
  return *Before + *Step;
}

//===----------------------------------------------------------------------===//
// Promises
//===----------------------------------------------------------------------===//

namespace {
/// What the result of a call says of itself.
struct Outcome {
  std::string Name;
  Bdd Condition;
};
} // namespace

/// Members of a result that are asked what it says of itself.
static constexpr unsigned MaxAsked = 4;

/// What \p Result, the result of \p F or a member of it, can say by its value.
static void addOutcomes(UnitState &Unit, const FunctionDecl *F,
                        const Term *Result, QualType T, StringRef Which,
                        SmallVectorImpl<Outcome> &Outcomes) {
  auto Atom = [&](Predicate Is, int64_t Value) {
    return Unit.Bdds.atom(Unit.Atoms.get(Result, Is, Value, F));
  };
  auto AddBoth = [&](StringRef Yes, StringRef No, Bdd Condition) {
    Outcomes.push_back({(Yes + Which).str(), Condition});
    Outcomes.push_back({(No + Which).str(), Unit.Bdds.notOf(Condition)});
  };
  if (T->isBooleanType() || T->isPointerType())
    AddBoth("true", "false", Atom(Predicate::True, 0));
  else if (T->isIntegralOrEnumerationType())
    AddBoth("zero", "nonzero",
            Unit.Bdds.andOf(Atom(Predicate::AtMost, 0),
                            Unit.Bdds.notOf(Atom(Predicate::AtMost, -1))));
  else if (Unit.Known.wrapper(T))
    AddBoth("engaged", "empty", Atom(Predicate::Holds, 0));
}

/// The members of what \p F returns, where it is a plain object that may carry
/// a value beside what says whether it does: `{error, optional<T>}`.
static SmallVector<const FieldDecl *, 4> partsOfResult(UnitState &Unit,
                                                       const FunctionDecl *F) {
  SmallVector<const FieldDecl *, 4> Parts;
  const CXXRecordDecl *Record = F->getReturnType()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || Unit.Known.wrapper(Record) ||
      !(Record = Record->getDefinition())->isAggregate())
    return Parts;
  bool HasWrapper = false;
  for (const FieldDecl *Field : Record->fields()) {
    HasWrapper |= Unit.Known.wrapper(Field->getType()) != nullptr;
    if (Parts.size() < MaxAsked)
      Parts.push_back(Field);
  }
  if (!HasWrapper)
    Parts.clear();
  return Parts;
}

static SmallVector<Outcome, 4> outcomesOf(UnitState &Unit,
                                          const FunctionDecl *F) {
  const Term *Result = Unit.Terms.result(F);
  SmallVector<Outcome, 4> Outcomes = {{"returns", Bdd::top()}};
  addOutcomes(Unit, F, Result, F->getReturnType(), "", Outcomes);
  for (const FieldDecl *Part : partsOfResult(Unit, F)) {
    const Term *There = Unit.Terms.field(Result, Part);
    addOutcomes(Unit, F, There, Part->getType(), "@" + Part->getName().str(),
                Outcomes);
    if (Unit.Known.wrapper(Part->getType()))
      Unit.Names.holdsAtom(There, F);
  }
  return Outcomes;
}

std::vector<std::string> Analysis::promises(const FunctionDecl *F) {
  // Named before the body is lowered, so that it says something of them.
  SmallVector<Outcome, 4> Outcomes = outcomesOf(Unit, F);
  Summary S = computeSummary(F);
  std::vector<std::string> Result;
  if (!S.Known)
    return Result;
  State AtExit = State::top();
  for (Bdd Fact : S.AtExit)
    AtExit.assume(Unit.Bdds, Fact);
  if (!AtExit.isReachable())
    return {"never"};
  for (AtomId Id : AtExit.support(Unit.Bdds)) {
    const Atom &A = Unit.Atoms[Id];
    if (A.Is != Predicate::Holds)
      continue;
    std::optional<std::string> Place = placeText(A.Subject, F);
    if (!Place)
      continue;
    Bdd Holds = Unit.Bdds.atom(Id);
    for (const Outcome &O : Outcomes) {
      if (O.Condition == Holds || O.Condition == Unit.Bdds.notOf(Holds) ||
          !AtExit.allows(Unit.Bdds, O.Condition) ||
          !AtExit.implies(Unit.Bdds, Unit.Bdds.implies(O.Condition, Holds)))
        continue;
      Result.push_back(O.Name + ":" + *Place);
      if (O.Condition.isTrue())
        break;
    }
  }
  findGiven(F, Result);
  return Result;
}

//===----------------------------------------------------------------------===//
// Doubts
//===----------------------------------------------------------------------===//

static bool isVirtualCall(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && Method->isVirtual() && !isa<CXXConstructorDecl>(F);
}

namespace {
/// The way from \p Whole down to \p Part, a place in it.
struct Way {
  SmallVector<const Term *, 4> Steps; ///< outermost first
};
} // namespace

static std::optional<Way> wayDown(const Term *Whole, const Term *Part) {
  Way Result;
  for (const Term *T = Part; T != Whole; T = T->base()) {
    if (!T->base())
      return std::nullopt;
    Result.Steps.push_back(T);
  }
  std::reverse(Result.Steps.begin(), Result.Steps.end());
  return Result;
}

/// What \p F would have to keep for \p Place to be as it was, where it may
/// write \p Written; false if it cannot be asked. It runs in \p Call, but need
/// not be what is called there.
static bool askToKeep(UnitState &Unit, const FunctionDecl *F,
                      const CallParts &Call, const Term *Written,
                      const Term *Place, std::vector<Doubt> &Doubts) {
  std::optional<Way> Down = wayDown(Written, Place);
  if (!Down)
    return false;
  auto Keep = [&](const Twine &What) {
    Doubts.push_back({/*Promises=*/false, F, isVirtualCall(F), What.str()});
  };
  bool HasField = false;
  for (const Term *Step : Down->Steps)
    if (Step->kind() == Term::Kind::Field) {
      HasField = true;
      const auto *Field = static_cast<const FieldDecl *>(Step->of());
      Keep("field:" + Field->getQualifiedNameAsString());
      Keep("class:" + Field->getParent()->getQualifiedNameAsString());
    }
  // What is written may be the parameter itself, and not a part of it.
  bool Direct = !HasField || Down->Steps.front()->kind() == Term::Kind::Target;
  if (!Direct)
    return true;
  for (auto [Index, Argument] : enumerate(Call.Arguments)) {
    if (F != Call.Callee || Index >= F->getNumParams())
      break;
    const Term *T = Unit.Names.term(Argument);
    bool ByPointer = F->getParamDecl(Index)->getType()->isPointerType();
    if (Written == (ByPointer ? Unit.Terms.target(T) : T)) {
      Keep("param:" + Twine(Index));
      return true;
    }
  }
  const VarDecl *V = Written->variable();
  if (V && V->hasGlobalStorage() && !V->isStaticLocal()) {
    Keep("global:" + V->getQualifiedNameAsString());
    return true;
  }
  return HasField;
}

/// \p Code with what unseen functions do to \p Place left out. Empty where that
/// is nothing.
static std::optional<FunctionCode>
withoutUnseenWrites(UnitState &Unit, const FunctionCode &Code,
                    const Term *Place, std::vector<Doubt> &Doubts) {
  FunctionCode Changed = Code;
  bool Any = false;
  for (BlockCode &Block : Changed.Blocks)
    for (Operation &O : Block.Operations) {
      if (O.Unseen.empty() || none_of(O.Changed, [&](AtomId Id) {
            return Unit.Atoms[Id].Subject == Place;
          }))
        continue;
      std::optional<CallParts> Call = callParts(cast<Expr>(O.At));
      if (!Call || !Call->Callee)
        continue;
      const CallParts &Parts = *Call;
      std::vector<Doubt> Questions;
      auto CanAsk = [&](const Operation::UnseenWrite &W) {
        return !dependsOn(Place, W.Place) ||
               askToKeep(Unit, W.By, Parts, W.Place, Place, Questions);
      };
      if (!all_of(O.Unseen, CanAsk))
        continue;
      Any = true;
      append_range(Doubts, Questions);
      erase_if(O.Changed,
               [&](AtomId Id) { return Unit.Atoms[Id].Subject == Place; });
    }
  if (!Any)
    return std::nullopt;
  return Changed;
}

/// The same, and for whatever else bears on \p A, as a flag that carries a
/// test: `if (file || expr) { f(); file ? 0 : *expr; }`
static std::optional<FunctionCode>
withoutUnseenWritesToKin(UnitState &Unit, const FunctionCode &Code,
                         const CFG &Graph, const Access &A,
                         std::vector<Doubt> &Doubts) {
  FunctionCode Slice = sliceFor(Unit, Code, Graph, A);
  SmallVector<const Term *, 8> Kin;
  for (const BlockCode &Block : Slice.Blocks)
    for (const Operation &O : Block.Operations)
      for (AtomId Id : O.Unseen.empty() ? ArrayRef<AtomId>() : O.Changed)
        if (const Term *T = Unit.Atoms[Id].Subject;
            !is_contained(Kin, T) && Kin.size() < MaxKin)
          Kin.push_back(T);
  FunctionCode Changed = Code;
  bool Any = false;
  for (const Term *T : Kin)
    if (std::optional<FunctionCode> Next =
            withoutUnseenWrites(Unit, Changed, T, Doubts)) {
      Changed = std::move(*Next);
      Any |= T != A.Place;
    }
  return Any ? std::optional(std::move(Changed)) : std::nullopt;
}

namespace {
/// What could be promised by a function.
struct Supposition {
  const FunctionDecl *Function;
  std::string Promise;
  Bdd Holds; ///< in the terms of the function

  bool operator==(const Supposition &Other) const {
    return Function == Other.Function && Promise == Other.Promise;
  }
};
} // namespace

/// \p Down from a parameter (or this) of the callee, in its own terms.
static const Term *inCallee(UnitState &Unit, const Term *Root,
                            const Way &Down) {
  for (const Term *Step : Down.Steps) {
    if (Step->kind() == Term::Kind::Field)
      Root = Unit.Terms.field(Root, static_cast<const FieldDecl *>(Step->of()));
    else if (Step->kind() == Term::Kind::Target)
      Root = Unit.Terms.target(Root);
    else
      return nullptr;
  }
  return Root;
}

/// \p Place is what a getter returns, and \p Asked is a question to the same
/// object, with the same arguments: what the getter would return there, as the
/// asked function knows it. Else null.
static const Term *sameCallOn(UnitState &Unit, const CallParts &Asked,
                              const Term *Place) {
  if (Place->kind() != Term::Kind::Call || !Asked.Object ||
      !isa<CXXMethodDecl>(Asked.Callee) ||
      !Asked.Callee->getReturnType()->isBooleanType() ||
      Place->operands().size() != Asked.Arguments.size() + 1 ||
      Place->operands()[0] != Unit.Names.object(Asked))
    return nullptr;
  SmallVector<const Term *, 4> Operands = {Unit.Terms.thisObject()};
  for (auto [Given, Argument, Parameter] :
       zip(Place->operands().drop_front(), Asked.Arguments,
           Asked.Callee->parameters())) {
    if (Unit.Names.term(Argument) != Given)
      return nullptr;
    Operands.push_back(Unit.Terms.variable(Parameter));
  }
  return Unit.Terms.get(Term::Kind::Call, Place->of(), Place->value(),
                        Operands);
}

/// What the unseen functions of \p Code could promise about \p Place.
static std::vector<Supposition>
suppositions(UnitState &Unit, const FunctionCode &Code, const Term *Place) {
  std::vector<Supposition> Result;
  auto Add = [&](Supposition S) {
    if (Result.size() < MaxSuppositions && !is_contained(Result, S))
      Result.push_back(std::move(S));
  };
  for (const Expr *E : Code.UnseenCalls) {
    std::optional<CallParts> Call = callParts(E);
    if (!Call || !Call->Callee)
      continue;
    const FunctionDecl *F = Call->Callee;
    if (F->getReturnType()->isVoidType() && !isa<CXXConstructorDecl>(F))
      Add({F, "never", Bdd::bottom()});
    auto About = [&](const Term *Whole, const Term *Root) {
      if (!Whole || !Root)
        return;
      std::optional<Way> Down = wayDown(Whole, Place);
      const Term *There = Down ? inCallee(Unit, Root, *Down) : nullptr;
      std::optional<std::string> Text =
          There ? placeText(There, F) : std::nullopt;
      if (!Text)
        return;
      Bdd Holds = Unit.Names.holdsAtom(There, E);
      for (const Outcome &O : outcomesOf(Unit, F))
        Add({F, O.Name + ":" + *Text, Unit.Bdds.implies(O.Condition, Holds)});
    };
    if (Call->Object && isa<CXXMethodDecl>(F))
      About(Unit.Names.object(*Call), Unit.Terms.thisObject());
    for (auto [Argument, Parameter] : zip(Call->Arguments, F->parameters())) {
      const Term *T = Unit.Names.term(Argument);
      const Term *There = Unit.Terms.variable(Parameter);
      if (Parameter->getType()->isPointerType())
        About(T ? Unit.Terms.target(T) : nullptr, Unit.Terms.target(There));
      About(T, There);
    }
    if (Unit.Known.wrapper(F->getReturnType())) {
      const Term *There = Unit.Terms.result(F);
      Add({F, "returns:result", Unit.Names.holdsAtom(There, E)});
    }
    for (const FieldDecl *Part : partsOfResult(Unit, F))
      if (Place->kind() == Term::Kind::Field && Place->of() == Part) {
        const Term *There = Unit.Terms.field(Unit.Terms.result(F), Part);
        std::optional<std::string> Text = placeText(There, F);
        if (!Text)
          continue;
        Bdd Holds = Unit.Names.holdsAtom(There, E);
        for (const Outcome &O : outcomesOf(Unit, F))
          if (O.Condition != Holds && O.Condition != Unit.Bdds.notOf(Holds))
            Add({F, O.Name + ":" + *Text,
                 Unit.Bdds.implies(O.Condition, Holds)});
      }
    if (const Term *There = sameCallOn(Unit, *Call, Place)) {
      const auto *Getter = static_cast<const FunctionDecl *>(Place->of());
      Bdd Holds = Unit.Names.holdsAtom(There, E);
      Bdd True = Unit.Names.trueAtom(Unit.Terms.result(F), E);
      Add({F, Analysis::givenBy("true", Getter),
           Unit.Bdds.implies(True, Holds)});
      Add({F, Analysis::givenBy("false", Getter), Unit.Bdds.orOf(True, Holds)});
    }
  }
  return Result;
}

/// A member of the object itself, or a member of one.
static bool isOwnMember(const Term *Place) {
  if (Place->kind() != Term::Kind::Field)
    return false;
  while (Place->kind() == Term::Kind::Field)
    Place = Place->base();
  return Place->kind() == Term::Kind::Target &&
         Place->operands()[0]->kind() == Term::Kind::This;
}

/// That nothing in the program takes the value of \p Place, a member, away. The
/// objects that it is a part of stay what they are, too.
static void askNeverEmptied(const Term *Place, std::vector<Doubt> &Doubts) {
  auto Ask = [&](StringRef What, const Term *Member) {
    const auto *Field = static_cast<const FieldDecl *>(Member->of());
    if (!Field->getType().isConstQualified())
      Doubts.push_back({/*Promises=*/false, nullptr, false,
                        (What + Field->getQualifiedNameAsString()).str()});
  };
  Ask("empty:", Place);
  for (Place = Place->base(); Place && Place->kind() == Term::Kind::Field;
       Place = Place->base())
    Ask("field:", Place);
}

/// Whether \p Place has a value whenever \p C, whose body is seen, is done.
bool Analysis::givesValue(const CXXConstructorDecl *C, const Term *Place) {
  const FunctionDecl *Definition = nullptr;
  if (!C->hasBody(Definition))
    return false;
  Bdd Holds = Unit.Names.holdsAtom(Place, C);
  State AtExit = State::top();
  for (Bdd Fact : summary(Definition).AtExit)
    AtExit.assume(Unit.Bdds, Fact);
  return AtExit.implies(Unit.Bdds, Holds);
}

/// Whether every way to make a \p Class gives \p Place a value; what bodies of
/// other units would have to promise for it is added to \p Doubts.
bool Analysis::isMadeWith(const CXXRecordDecl *Class, const Term *Place,
                          std::vector<Doubt> &Doubts) {
  std::vector<Doubt> Promises;
  bool Any = false;
  for (const CXXConstructorDecl *C : Class->ctors()) {
    if (C->isCopyOrMoveConstructor() || C->isDeleted())
      continue;
    Any = true;
    if (!C->isUserProvided())
      return false;
    if (!C->hasBody()) {
      std::optional<std::string> Text = placeText(Place, C);
      if (!Text)
        return false;
      Promises.push_back({/*Promises=*/true, C, false, "returns:" + *Text});
      continue;
    }
    if (!givesValue(C, Place))
      return false;
  }
  if (Any)
    append_range(Doubts, Promises);
  return Any;
}

/// The constructor that makes \p Lambda, which runs later on; else null.
static const CXXConstructorDecl *
madeByConstructor(const CXXRecordDecl *Lambda) {
  return dyn_cast<CXXConstructorDecl>(Lambda->getDeclContext());
}

/// `[self = shared_from_this()]` names the object itself.
static const VarDecl *isItself(const Term *T) {
  const VarDecl *V = T->root()->variable();
  if (!V || !V->isInitCapture() || !V->getInit())
    return nullptr;
  const Expr *Init = strip(V->getInit());
  while (const auto *Construct = dyn_cast<CXXConstructExpr>(Init)) {
    if (Construct->getNumArgs() != 1)
      return nullptr;
    Init = strip(Construct->getArg(0));
  }
  std::optional<CallParts> Call = callParts(Init);
  return isa<CXXThisExpr>(Init) ||
                 (Call && Call->Callee && Call->Callee->getIdentifier() &&
                  Call->Callee->getName() == "shared_from_this")
             ? V
             : nullptr;
}

/// Whether a lambda, or one around it, is made only where what \p A needs
/// holds.
bool Analysis::isHeldAtCreation(const Access &A) {
  Bdd Needed = A.Required;
  if (const VarDecl *Self = isItself(A.Place))
    if (const Term *Outside = Unit.Terms.substitute(
            A.Place, {{Unit.Terms.variable(Self), Unit.Terms.thisPointer()}}))
      Needed = Unit.Names.holdsAtom(Outside, A.At);
  return any_of(Creations, [&](const State *Made) {
    return Made->isReachable() && Made->implies(Unit.Bdds, Needed);
  });
}

/// A class of which one base, or it itself, gives the member a value whenever
/// an object is made, or a lambda that is made only where it has one: fine if
/// nothing in the program takes the value away.
bool Analysis::isMadeWithValue(const Problem &P, std::vector<Doubt> &Doubts) {
  const Term *Place = P.Where->Place;
  const auto *Method = dyn_cast<CXXMethodDecl>(P.Owner);
  if (!Method || P.Where->NeedsError || Place->kind() != Term::Kind::Field ||
      isa<CXXConstructorDecl, CXXDestructorDecl>(Method) ||
      !Unit.Known.wrapper(
          static_cast<const FieldDecl *>(Place->of())->getType()))
    return false;
  if (Method->getParent()->isLambda() && isHeldAtCreation(*P.Where)) {
    askNeverEmptied(Place, Doubts);
    return true;
  }
  if (!isOwnMember(Place) || runsWhileMade(Method))
    return false;
  if (Method->getParent()->isLambda()) {
    const CXXConstructorDecl *Maker = madeByConstructor(Method->getParent());
    if (!Maker || !givesValue(Maker, Place))
      return false;
    askNeverEmptied(Place, Doubts);
    return true;
  }
  SmallVector<const CXXRecordDecl *, 4> Pending = {Method->getParent()};
  SmallPtrSet<const CXXRecordDecl *, 8> Seen;
  while (!Pending.empty()) {
    const CXXRecordDecl *Class = Pending.pop_back_val()->getDefinition();
    if (!Class || !Seen.insert(Class).second)
      continue;
    if (isMadeWith(Class, Place, Doubts)) {
      askNeverEmptied(Place, Doubts);
      return true;
    }
    for (const CXXBaseSpecifier &Base : Class->bases())
      if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl())
        Pending.push_back(B);
  }
  return false;
}

/// `if (x.parent()) use(*x.parent())`: fine if a getter that is not const, and
/// is not seen, changes nothing.
void Analysis::tryGetter(Stmt *Body, const State &Entry, Problem &P) {
  std::optional<CallParts> Call = callParts(strip(P.Where->Object));
  const auto *Getter = Call && Call->Callee && Call->Object
                           ? dyn_cast<CXXMethodDecl>(Call->Callee)
                           : nullptr;
  if (!Getter || Getter->isConst() || Getter->getNumParams() != 0 ||
      Getter->hasBody() || Getter->isOverloadedOperator() ||
      P.Where->Place->kind() != Term::Kind::Occurrence)
    return;
  Unit.Names.supposePure(Getter, true);
  FunctionCode Supposed =
      lower(Unit, dyn_cast<FunctionDecl>(P.Owner), Body, *P.Graph,
            [&](const FunctionDecl *Callee) { return summary(Callee); });
  bool IsFine = all_of(Supposed.Accesses, [&](const Access &A) {
    return A.At != P.Where->At || isFineAlone(Supposed, *P.Graph, Entry, A);
  });
  Unit.Names.supposePure(Getter, false);
  if (IsFine)
    P.Unless.push_back(
        {{/*Promises=*/false, Getter, isVirtualCall(Getter), "anything"}});
}

void Analysis::findDoubts(Stmt *Body, const State &Entry, Problem &P) {
  const Access &Wrong = *P.Where;
  if (std::vector<Doubt> Made; isMadeWithValue(P, Made)) {
    State Given = Entry;
    Given.assume(Unit.Bdds, Wrong.Required);
    // What is not seen would have to take the value away, too.
    std::vector<Doubt> Kept;
    std::optional<FunctionCode> Changed =
        withoutUnseenWrites(Unit, *P.Code, Wrong.Place, Kept);
    const FunctionCode &Code = Changed ? *Changed : *P.Code;
    if (all_of(Code.Accesses, [&](const Access &A) {
          return A.At != Wrong.At || A.Place != Wrong.Place ||
                 isFineAlone(Code, *P.Graph, Given, A);
        }))
      P.Unless.push_back(std::move(Made));
  }
  auto IsFine = [&](const FunctionCode &Code) {
    return all_of(Code.Accesses, [&](const Access &A) {
      return A.At != Wrong.At || A.Place != Wrong.Place ||
             isFineAlone(Code, *P.Graph, Entry, A);
    });
  };
  std::vector<Doubt> Kept;
  if (std::optional<FunctionCode> Changed =
          withoutUnseenWrites(Unit, *P.Code, Wrong.Place, Kept);
      Changed && IsFine(*Changed)) {
    P.Unless.push_back(std::move(Kept));
    return;
  }
  if (std::vector<Doubt> Together;
      std::optional<FunctionCode> Changed =
          withoutUnseenWritesToKin(Unit, *P.Code, *P.Graph, Wrong, Together))
    if (IsFine(*Changed)) {
      P.Unless.push_back(std::move(Together));
      return;
    }
  tryGetter(Body, Entry, P);
  for (const Supposition &S : suppositions(Unit, *P.Code, Wrong.Place)) {
    FunctionCode Supposed = lower(Unit, dyn_cast<FunctionDecl>(P.Owner), Body,
                                  *P.Graph, [&](const FunctionDecl *Callee) {
                                    if (Callee->getCanonicalDecl() !=
                                        S.Function->getCanonicalDecl())
                                      return summary(Callee);
                                    Summary Promised;
                                    Promised.AtExit = {S.Holds};
                                    return Promised;
                                  });
    std::vector<Doubt> All = {
        {/*Promises=*/true, S.Function, isVirtualCall(S.Function), S.Promise}};
    if (!IsFine(Supposed)) {
      std::vector<Doubt> Also;
      std::optional<FunctionCode> Changed =
          withoutUnseenWrites(Unit, Supposed, Wrong.Place, Also);
      if (!Changed || !IsFine(*Changed))
        continue;
      append_range(All, Also);
    }
    P.Unless.push_back(std::move(All));
  }
}

} // namespace codex::guarded

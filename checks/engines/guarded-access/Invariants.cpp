//===- Invariants.cpp - What always holds of a class's own members --------===//
//
// A flag and an optional that every constructor sets together, a member that is
// set once and never reset: nobody tests what the class makes sure of. Where
// one translation unit shows all the code that may write a class's private
// members, what holds between calls is the least set of states that all its
// constructors end in and that no member function leaves (the class invariant
// of Hoare 1972, found by iteration as in Logozzo, "Class-level modular
// analysis", 2003).
//
//===----------------------------------------------------------------------===//
#include "engines/guarded-access/Analysis.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// Larger classes are not looked at: the work is for one class, and is done
/// while somebody waits for one finding.
static constexpr unsigned MaxFunctions = 80;
static constexpr unsigned MaxBlocks = 3000;
static constexpr unsigned MaxRounds = 6;

namespace {
/// Looks for ways by which a private member gets out of the class's hands.
class Escapes : public ConstDynamicRecursiveASTVisitor {
public:
  explicit Escapes(const CXXRecordDecl *Class) : Class(Class) {
    ShouldVisitLambdaBody = true;
  }

  bool VisitUnaryOperator(const UnaryOperator *U) override {
    return U->getOpcode() != UO_AddrOf || !isMember(U->getSubExpr());
  }
  bool VisitReturnStmt(const ReturnStmt *R) override {
    const Expr *Value = R->getRetValue();
    return !Value || !Value->isGLValue() ||
           Value->getType().isConstQualified() || !isMember(Value);
  }
  bool VisitVarDecl(const VarDecl *V) override {
    QualType T = V->getType();
    return !T->isReferenceType() || T->getPointeeType().isConstQualified() ||
           !V->getInit() || !isMember(V->getInit());
  }

private:
  bool isMember(const Expr *E) const {
    const auto *Member = dyn_cast<MemberExpr>(strip(E));
    const auto *F =
        Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
    return F && F->getParent()->getCanonicalDecl() == Class->getCanonicalDecl();
  }

  const CXXRecordDecl *Class;
};
} // namespace

/// A copy of a valid object is one, and so is what is left of a moved one.
static bool copiesOrMoves(const CXXMethodDecl *Method) {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Method))
    return Constructor->isCopyOrMoveConstructor();
  return Method->isCopyAssignmentOperator() ||
         Method->isMoveAssignmentOperator();
}

/// A private default constructor without a body: nobody makes such an object.
/// It is what was written before `= delete`.
static bool isNeverDefined(const CXXMethodDecl &Method) {
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Method);
  return Constructor && Constructor->isDefaultConstructor() &&
         Constructor->getAccess() == AS_private &&
         Constructor->isUserProvided() && !Constructor->hasBody();
}

/// The functions that may write the class's private members: constructors, and
/// member functions that are not const. Empty if one of them, or anything else
/// that may, cannot be seen.
static std::optional<std::vector<const CXXMethodDecl *>>
writers(const CXXRecordDecl *Class) {
  if (Class->isUnion() || Class->isLambda() || Class->hasFriends() ||
      Class->isDependentContext() ||
      isa<ClassTemplateSpecializationDecl>(Class))
    return std::nullopt;
  std::vector<const CXXMethodDecl *> Found;
  for (const Decl *D : Class->decls()) {
    // Whose bodies depend on what they are called with, and classes that may
    // see everything.
    if (isa<FunctionTemplateDecl>(D))
      return std::nullopt;
    if (const auto *Nested = dyn_cast<CXXRecordDecl>(D);
        Nested && !Nested->isImplicit() &&
        Nested->methods().begin() != Nested->methods().end())
      for (const CXXMethodDecl *M : Nested->methods())
        if (!M->isImplicit() && !M->isDefaulted())
          return std::nullopt;
  }
  for (const CXXMethodDecl *Method : Class->methods()) {
    if (Method->isDeleted() || Method->isConst() || Method->isPureVirtual() ||
        isa<CXXDestructorDecl>(Method) || copiesOrMoves(Method))
      continue;
    if (Method->isStatic()) {
      // Could make or be given an object of the class; its body tells.
      if (!Method->hasBody())
        return std::nullopt;
      continue;
    }
    const FunctionDecl *Definition = nullptr;
    if (!Method->hasBody(Definition)) {
      // Made by the compiler if it is needed: see defaultState.
      if (Method->isDefaulted() && isa<CXXConstructorDecl>(Method))
        continue;
      if (isNeverDefined(*Method))
        continue;
      return std::nullopt;
    }
    Found.push_back(cast<CXXMethodDecl>(Definition));
    if (Found.size() > MaxFunctions)
      return std::nullopt;
  }
  return Found;
}

/// A private member of the object itself: `this->x`.
static bool isOwnMember(const Term *T, const CXXRecordDecl *Class) {
  if (T->kind() != Term::Kind::Field ||
      T->operands()[0]->kind() != Term::Kind::Target ||
      T->operands()[0]->operands()[0]->kind() != Term::Kind::This)
    return false;
  const auto *F = static_cast<const FieldDecl *>(T->of());
  return F->getAccess() == AS_private && !F->isMutable() &&
         F->getParent()->getCanonicalDecl() == Class->getCanonicalDecl();
}

/// What a default constructor that nobody wrote leaves behind.
State Analysis::defaultState(const CXXRecordDecl *Class) {
  State Made = State::top();
  for (const FieldDecl *F : Class->fields()) {
    const Term *Place = Unit.Terms.field(Unit.Terms.thisObject(), F);
    const Expr *Init = F->getInClassInitializer();
    const WrapperModel *W = Unit.Known.wrapper(F->getType());
    auto Is = [&](Bdd Atom, bool Value) {
      Made.assume(Unit.Bdds, Value ? Atom : Unit.Bdds.notOf(Atom));
    };
    if (W && !Init)
      Is(Unit.Names.holdsAtom(Place, F), W->DefaultEngaged);
    else if (!W && !Init && isPointerLike(F->getType()->getAsCXXRecordDecl()))
      Is(Unit.Names.trueAtom(Place, F), false);
    std::optional<int64_t> Value =
        Init && !W ? Unit.Names.constant(Init) : std::nullopt;
    if (Init && isa<CXXNullPtrLiteralExpr>(strip(Init)))
      Value = 0;
    if (!Value)
      continue;
    if (!F->getType()->isIntegralOrEnumerationType() ||
        F->getType()->isBooleanType())
      Is(Unit.Names.trueAtom(Place, F), *Value != 0);
    // The thresholds that somebody compares it with.
    for (AtomId Id : SmallVector<AtomId, 4>(Unit.Atoms.of(Place)))
      if (Unit.Atoms[Id].Is == Predicate::AtMost)
        Is(Unit.Bdds.atom(Id), *Value <= Unit.Atoms[Id].Value);
  }
  return Made;
}

/// A private method that is only ever called runs within others, which show
/// what comes of it.
bool Analysis::isOnlyAPartOf(const CXXMethodDecl *Method) {
  if (Method->getAccess() != AS_private || Method->isVirtual() ||
      Method->isOverloadedOperator())
    return false;
  Uses U = usesOf(Method);
  return U.Calls == U.Mentions;
}

State Analysis::computeInvariant(const CXXRecordDecl *Class) {
  std::optional<std::vector<const CXXMethodDecl *>> Functions = writers(Class);
  if (!Functions || SummaryDepth != 0)
    return State::top();
  SaveAndRestore Deeper(SummaryDepth, SummaryDepth + 1);
  SaveAndRestore Keep(Unit.Atoms.KeepMembers, true);
  // Their summaries so far were made for others, who do not ask for members.
  for (const CXXMethodDecl *Method : Class->methods())
    Summaries.erase(Method->getCanonicalDecl());

  struct Part {
    const CXXMethodDecl *F;
    const CFG *Graph;
    FunctionCode Code;
  };
  std::vector<Part> Parts;
  unsigned Blocks = 0;
  auto SummaryOf = [&](const FunctionDecl *Callee) { return summary(Callee); };
  for (const CXXMethodDecl *F : *Functions) {
    if (!Escapes(Class).TraverseStmt(F->getBody()))
      return State::top();
    const CFG *Graph = Context.cfg(F, F->getBody());
    Blocks += Graph ? Graph->getNumBlockIDs() : MaxBlocks + 1;
    if (Blocks > MaxBlocks)
      return State::top();
    Parts.push_back(
        {F, Graph, lower(Unit, F, F->getBody(), *Graph, SummaryOf)});
    for (const BlockCode &Block : Parts.back().Code.Blocks)
      for (const Operation &O : Block.Operations) {
        if (O.Is != Operation::Kind::Lambda)
          continue;
        // It may run at any time.
        const CXXMethodDecl *Operator = O.Lambda->getCallOperator();
        Summary Effects = Operator ? summary(Operator) : Summary();
        auto IsOwn = [](const Term *T) {
          return T->root()->kind() == Term::Kind::This;
        };
        if (!Effects.Known || any_of(Effects.Writes, IsOwn) ||
            any_of(Effects.UnseenWrites,
                   [&](const auto &W) { return IsOwn(W.Place); }))
          return State::top();
      }
  }

  auto Wanted = [&](AtomId Id) {
    const Term *Subject = Unit.Atoms[Id].Subject;
    return Subject && isOwnMember(Subject, Class);
  };
  auto IsProperty = [&](AtomId Id) { return Unit.Atoms.isProperty(Id); };
  auto After = [&](const Part &P, const State &Entry) {
    State Exit = solve(Unit, P.Code, *P.Graph, Entry, Wanted, Thorough).Exit;
    SmallVector<AtomId, 16> Others;
    for (AtomId Id : Exit.support(Unit.Bdds))
      if (!Wanted(Id))
        Others.push_back(Id);
    Exit.forget(Unit.Bdds, Others);
    return Exit;
  };

  State Invariant = State::unreachable();
  auto Include = [&](const State &S) {
    if (!S.isReachable() || S.isWithin(Unit.Bdds, Invariant))
      return false;
    if (!Invariant.isReachable())
      Invariant = S;
    else if (!Invariant.join(Unit.Bdds, S, IsProperty, Thorough.MaxAtoms,
                             Thorough.MaxPlain))
      Invariant = State::top();
    return true;
  };
  for (const CXXConstructorDecl *Constructor : Class->ctors())
    if (Constructor->isDefaultConstructor() && !Constructor->isDeleted() &&
        !Constructor->hasBody() && !isNeverDefined(*Constructor))
      Include(defaultState(Class));
  if (Class->needsImplicitDefaultConstructor())
    Include(defaultState(Class));
  for (const Part &P : Parts)
    if (isa<CXXConstructorDecl>(P.F))
      Include(After(P, State::top()));
  for (unsigned Round = 0; Round != MaxRounds; ++Round) {
    bool Changed = false;
    for (const Part &P : Parts)
      if (!isa<CXXConstructorDecl>(P.F) && !isOnlyAPartOf(P.F))
        Changed |= Include(After(P, Invariant));
    if (!Changed)
      return Invariant.isReachable() ? Invariant : State::top();
  }
  return State::top();
}

const State &Analysis::invariant(const CXXRecordDecl *Class) {
  Class = Class->getDefinition();
  auto Found = Invariants.find(Class);
  if (Found != Invariants.end())
    return Found->second;
  Invariants.try_emplace(Class, State::top());
  return Invariants.insert_or_assign(Class, computeInvariant(Class))
      .first->second;
}

State Analysis::invariantFor(const FunctionDecl *F, const FunctionCode &Code,
                             const Solution &Facts) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method || Method->isStatic() || isa<CXXConstructorDecl>(Method) ||
      Method->getParent()->isLambda())
    return State::top();
  const CXXRecordDecl *Class = Method->getParent();
  bool Concerned = any_of(Facts.Violations, [&](const Violation &V) {
    return any_of(
        Unit.Bdds.support(Code.Accesses[V.AccessIndex].Required),
        [&](AtomId Id) { return isOwnMember(Unit.Atoms[Id].Subject, Class); });
  });
  if (!Concerned || runsWhileMade(Method))
    return State::top();
  return invariant(Class);
}

namespace {
class CallsOf : public ConstDynamicRecursiveASTVisitor {
public:
  explicit CallsOf(const FunctionDecl *F) : F(F->getCanonicalDecl()) {}
  bool VisitMemberExpr(const MemberExpr *Member) override {
    return Member->getMemberDecl()->getCanonicalDecl() != F;
  }

private:
  const Decl *F;
};
} // namespace

/// Called by a constructor, or mentioned by a function that may be in the midst
/// of a change: what holds between calls may not hold yet.
bool Analysis::runsWhileMade(const CXXMethodDecl *Method) {
  for (const CXXMethodDecl *Other : Method->getParent()->methods()) {
    const FunctionDecl *Definition = nullptr;
    bool IsPrivate = Method->getAccess() == AS_private;
    if ((isa<CXXConstructorDecl>(Other) || (IsPrivate && !Other->isConst())) &&
        Other->hasBody(Definition) &&
        !CallsOf(Method).TraverseStmt(Definition->getBody()))
      return true;
  }
  return false;
}

} // namespace codex::guarded

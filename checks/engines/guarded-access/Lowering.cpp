#include "engines/guarded-access/Lowering.h"

#include "engines/guarded-access/Containers.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Basic/Builtins.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/Regex.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

namespace {

/// The one argument that a constructor is given, or null.
static const Expr *onlyArgument(const CXXConstructExpr *Construct) {
  const Expr *Only = nullptr;
  for (const Expr *A : Construct->arguments()) {
    if (isa<CXXDefaultArgExpr>(A))
      continue;
    if (Only)
      return nullptr;
    Only = A;
  }
  return Only;
}

/// Finds, before anything is lowered, the variables that change after they are
/// initialised, and the references and pointers that are mere other names.
class NameScan : public ConstDynamicRecursiveASTVisitor {
public:
  explicit NameScan(UnitState &Unit) : Unit(Unit) {
    ShouldVisitImplicitCode = true;
    ShouldVisitLambdaBody = true;
  }

  bool VisitBinaryOperator(const BinaryOperator *B) override {
    if (B->isAssignmentOp())
      changes(B->getLHS());
    if (B->getOpcode() == BO_Assign)
      getsLookup(placeOf(B->getLHS()), B->getRHS());
    return true;
  }
  bool VisitUnaryOperator(const UnaryOperator *U) override {
    if (U->isIncrementDecrementOp() ||
        (U->getOpcode() == UO_AddrOf &&
         !U->getSubExpr()->getType().isConstQualified()))
      changes(U->getSubExpr());
    return true;
  }
  bool VisitCallExpr(const CallExpr *C) override {
    std::optional<CallParts> Call = callParts(C);
    if (!Call || !Call->Callee)
      return true;
    for (auto [Argument, Parameter] :
         zip(Call->Arguments, Call->Callee->parameters())) {
      QualType T = Parameter->getType();
      if (T->isLValueReferenceType() && !T->getPointeeType().isConstQualified())
        changes(Argument);
    }
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Call->Callee);
        Method && Call->Object && !Call->ObjectIsPointer &&
        !Method->isConst() &&
        (isa<CXXOperatorCallExpr>(C)
             ? Method->getOverloadedOperator() == OO_Equal ||
                   Method->getOverloadedOperator() == OO_PlusPlus ||
                   Method->getOverloadedOperator() == OO_MinusMinus ||
                   Method->getOverloadedOperator() == OO_PlusEqual
             : Method->getDeclName().isIdentifier() &&
                   (Method->getName() == "reset" ||
                    Method->getName() == "swap")))
      changes(Call->Object);
    return true;
  }
  bool VisitDeclStmt(const DeclStmt *S) override {
    for (const Decl *D : S->decls())
      if (const auto *V = dyn_cast<VarDecl>(D))
        declares(V);
    return true;
  }
  bool VisitVarDecl(const VarDecl *V) override {
    if (V->getType()->isLValueReferenceType() && V->getInit() &&
        !V->getType()->getPointeeType().isConstQualified())
      if (const auto *Ref = dyn_cast<DeclRefExpr>(strip(V->getInit())))
        if (Ref->getType()->isPointerType())
          changes(V->getInit());
    if (V->getInit() && !V->getType()->isReferenceType())
      getsLookup(V, V->getInit());
    return true;
  }
  bool VisitInitListExpr(const InitListExpr *List) override {
    for (const Expr *Init : List->inits())
      keeps(Init);
    return true;
  }
  bool VisitCXXConstructExpr(const CXXConstructExpr *Construct) override {
    for (auto [Argument, Parameter] :
         zip(Construct->arguments(), Construct->getConstructor()->parameters()))
      if (QualType T = Parameter->getType();
          T->isPointerType() || (T->isLValueReferenceType() &&
                                 !T->getPointeeType().isConstQualified()))
        keeps(Argument);
    return true;
  }
  bool VisitCXXForRangeStmt(const CXXForRangeStmt *Loop) override {
    if (LambdaDepth == 0)
      Loops.push_back(Loop);
    return true;
  }
  bool TraverseLambdaExpr(const LambdaExpr *L) override {
    ++LambdaDepth;
    bool GoOn = ConstDynamicRecursiveASTVisitor::TraverseLambdaExpr(L);
    --LambdaDepth;
    return GoOn;
  }
  bool VisitCXXOperatorCallExpr(const CXXOperatorCallExpr *C) override {
    if (C->getOperator() == OO_Equal && C->getNumArgs() == 2)
      getsLookup(placeOf(C->getArg(0)), C->getArg(1));
    if (C->getOperator() == OO_Call && LambdaDepth == 0)
      if (const VarDecl *V = variableOf(C->getArg(0)))
        ++Uses[V].Calls;
    return true;
  }
  bool VisitDeclRefExpr(const DeclRefExpr *Ref) override {
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && V->getType()->getAsCXXRecordDecl() &&
        V->getType()->getAsCXXRecordDecl()->isLambda())
      ++Uses[V].Mentions;
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && V->hasGlobalStorage() && !V->getType().isConstQualified() &&
        is_contained(Globals, V->getCanonicalDecl()) == false)
      Globals.push_back(V->getCanonicalDecl());
    return true;
  }

  std::vector<const VarDecl *> Globals;
  std::vector<const CXXForRangeStmt *> Loops;
  /// Variables of a wrapper type that some object keeps a pointer or reference
  /// to: whoever writes through one may write to them.
  std::vector<const VarDecl *> Kept;

  /// Lambdas with a name that is only ever called, and only by the body itself:
  /// they run where they are called and nowhere else.
  DenseMap<const VarDecl *, const LambdaExpr *> calledLambdas() const {
    DenseMap<const VarDecl *, const LambdaExpr *> Result;
    for (const auto &[V, Count] : Uses)
      if (Count.Calls > 0 && Count.Calls == Count.Mentions && V->getInit() &&
          is_contained(Declared, V))
        if (const auto *L = dyn_cast<LambdaExpr>(strip(V->getInit())))
          Result[V] = L;
    return Result;
  }

  void setAliases() {
    for (const VarDecl *V : Declared)
      if (const Term *T = aliasOf(V))
        Unit.Names.setAlias(V, T);
  }

private:
  static const VarDecl *variableOf(const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(strip(E));
    return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  }
  /// The variable or field that \p E names, or null.
  static const Decl *placeOf(const Expr *E) {
    const Expr *Inner = strip(E);
    if (const auto *Member = dyn_cast<MemberExpr>(Inner))
      return Member->getMemberDecl();
    const auto *Ref = dyn_cast<DeclRefExpr>(Inner);
    return Ref ? Ref->getDecl() : nullptr;
  }
  void getsLookup(const Decl *Place, const Expr *From) {
    if (Unit.Known.about() != Subject::Lookups || !Place)
      return;
    From = strip(From);
    if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(From)) {
      getsLookup(Place, Choice->getTrueExpr());
      getsLookup(Place, Choice->getFalseExpr());
      return;
    }
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(From))
      if (const Expr *Only = onlyArgument(Construct))
        return getsLookup(Place, Only);
    const LookupModel *L = Unit.Names.lookup(From);
    if (!L && placeOf(From))
      L = Unit.Names.LookupPlaces.lookup(placeOf(From));
    if (L)
      Unit.Names.LookupPlaces.try_emplace(Place, L);
  }
  void changes(const Expr *E) {
    if (const VarDecl *V = variableOf(E))
      Unit.Names.Changing.insert(V);
  }
  /// \p Init is, or points to, a variable of a wrapper type.
  void keeps(const Expr *Init) {
    const Expr *Inner = strip(Init);
    bool Address = false;
    if (const auto *Unary = dyn_cast<UnaryOperator>(Inner);
        Unary && Unary->getOpcode() == UO_AddrOf) {
      Inner = strip(Unary->getSubExpr());
      Address = true;
    }
    const VarDecl *V = variableOf(Inner);
    bool IsPlace = Address || Init->isGLValue();
    if (V && IsPlace && Unit.Known.wrapper(V->getType()) &&
        !is_contained(Kept, V))
      Kept.push_back(V);
  }
  void declares(const VarDecl *V) {
    Declared.push_back(V);
    // The names of `auto &[a, b] = p` for a pair or tuple p.
    if (const auto *Group = dyn_cast<DecompositionDecl>(V))
      for (const BindingDecl *Name : Group->bindings())
        if (const VarDecl *Holding = Name->getHoldingVar())
          Declared.push_back(Holding);
  }

  /// Names the same object for as long as \p T is in scope.
  bool isStable(const Term *T) {
    switch (T->kind()) {
    case Term::Kind::This:
    case Term::Kind::Constant:
    case Term::Kind::Text:
      return true;
    case Term::Kind::Variable:
      return true;
    case Term::Kind::Field:
    case Term::Kind::AddressOf:
      return isStable(T->operands()[0]);
    case Term::Kind::Target: {
      const Term *Pointer = T->operands()[0];
      if (const VarDecl *V = Pointer->variable())
        return !Unit.Names.Changing.count(V);
      return Pointer->kind() == Term::Kind::This;
    }
    case Term::Kind::Element: {
      const Term *Index = T->operands()[1];
      const VarDecl *V = Index->variable();
      return isStable(T->operands()[0]) &&
             (Index->kind() == Term::Kind::Constant ||
              Index->kind() == Term::Kind::Text ||
              (V && !Unit.Names.Changing.count(V)));
    }
    case Term::Kind::Result:
    case Term::Kind::Occurrence:
    case Term::Kind::Entity:
    case Term::Kind::Each:
    case Term::Kind::Call:
    case Term::Kind::Operation:
      return false;
    }
    llvm_unreachable("term kind out of range");
  }

  const Term *aliasOf(const VarDecl *V) {
    const Expr *Init = V->getInit();
    if (!Init || V->isStaticLocal() || isa<ParmVarDecl>(V))
      return nullptr;
    QualType T = V->getType();
    if (T->isReferenceType()) {
      const Expr *Direct = Init;
      if (const auto *Full = dyn_cast<ExprWithCleanups>(Direct))
        Direct = Full->getSubExpr();
      if (isa<MaterializeTemporaryExpr>(Direct->IgnoreParenImpCasts()) ||
          Direct->isPRValue())
        return nullptr;
      const Term *Place = Unit.Names.term(Init);
      return Place && isStable(Place) ? Place : nullptr;
    }
    if (T->isPointerType() && !Unit.Names.Changing.count(V)) {
      const Term *Value = Unit.Names.term(Init);
      if (Value &&
          (Value->kind() == Term::Kind::AddressOf ||
           Value->kind() == Term::Kind::This) &&
          isStable(Value))
        return Value;
      if (Value && Value->variable() &&
          !Unit.Names.Changing.count(Value->variable()))
        return Value;
    }
    return nullptr;
  }

  struct Use {
    unsigned Calls = 0;
    unsigned Mentions = 0; ///< calls among them
  };

  UnitState &Unit;
  std::vector<const VarDecl *> Declared;
  MapVector<const VarDecl *, Use> Uses;
  unsigned LambdaDepth = 0;
};

/// A range-based for, as the places that its facts pass through. By induction:
/// what holds of each element that the loop has passed (Passed) starts as true,
/// is narrowed at every step by what holds of the current one (Current), and
/// where the loop ends by itself it holds of every element of Container.
struct RangeLoop {
  const CXXForRangeStmt *Loop = nullptr;
  const Term *Container = nullptr;
  const Term *Current = nullptr;
  const Term *Passed = nullptr;
  /// Current is the element itself or an unchanging copy of it.
  bool Learns = false;

  struct Place {
    BlockCode *Block = nullptr;
    std::size_t Operation = 0;
  };
  Place Start, Bound, Next; ///< operations; Next may be missing
  BlockCode *Test = nullptr;
};

class Lowering {
public:
  Lowering(UnitState &Unit, const FunctionDecl *Owner, SummaryOf Summaries,
           const NameScan &Scan)
      : Unit(Unit), Owner(Owner), Summaries(Summaries),
        CalledLambdas(Scan.calledLambdas()) {
    for (const VarDecl *V : Scan.Globals)
      Globals.push_back(Unit.Terms.variable(V));
    for (const VarDecl *V : Scan.Kept)
      Kept.push_back(Unit.Terms.variable(V));
    for (const auto &[V, L] : CalledLambdas)
      RunWhereCalled.insert(L);
    for (const CXXForRangeStmt *Loop : Scan.Loops)
      addLoop(Loop);
  }

  FunctionCode run(const Stmt *Body, const CFG &Graph);

private:
  // One method for each kind of thing that changes facts.
  void statement(const Stmt *S);
  void initializer(const CXXCtorInitializer *I);
  void variable(const VarDecl *V);
  void lambda(const LambdaExpr *L);
  void returnValue(const ReturnStmt *R);
  void call(const Expr *E);
  void evaluate(const Expr *E);
  void passArguments(const CallParts &Call, const Stmt *At);
  void emplaceAlternative(const Expr *E, const CallParts &Call);
  bool wrapperMember(const Expr *E, const CallParts &Call);
  bool knownFunction(const Expr *E, const CallParts &Call);
  Bdd asserted(const AssertionModel &A, const CallParts &Call);
  bool isExpandedFrom(SourceLocation At, ArrayRef<std::string> Macros) const;
  bool isFailureOfAssertion(const Expr *E, const FunctionDecl *F) const;
  void unknownEffects(const Expr *E, const CallParts &Call);
  bool summarisedEffects(const Expr *E, const CallParts &Call);
  void applySummary(const Expr *E, const CallParts &Call, const FunctionDecl *F,
                    const Summary &S);
  void lambdaArguments(const Expr *E, const CallParts &Call);
  Bdd temporaryMade(const Stmt *Temporary);
  void edges(const CFGBlock &Block, BlockCode &Code);
  void addLoop(const CXXForRangeStmt *Loop);
  RangeLoop::Place addLoopSet(const RangeLoop &Loop, const Stmt *At);
  void loopVariable(const VarDecl *V);
  bool algorithm(const Expr *E, const CallParts &Call);
  void completeCopies(Operation &O);
  void completeElements(Operation &O);
  void completeLoop(RangeLoop &Loop);
  void complete(FunctionCode &Code);
  void findHandlers(const Stmt *Body, const CFG &Graph, FunctionCode &Code);

  void assign(const Term *To, QualType T, const Expr *From, const Stmt *At);
  void assignInto(Operation &Set, const Term *To, QualType T, const Expr *From);
  void assignFields(Operation &Set, const Term *To, const CXXRecordDecl *Record,
                    const InitListExpr *List);
  void assignContainer(Operation &Set, const Term *To,
                       const CXXRecordDecl *Record, const Expr *From);
  void write(ArrayRef<const Term *> Places, const Stmt *At);
  void setHolds(const Term *Place, bool Value, const Stmt *At);
  void swap(const Expr *A, const Expr *B, QualType T, const Stmt *At);
  void access(const Expr *E, const Expr *Object, bool ObjectIsPointer,
              const FunctionDecl *Callee, const WrapperModel &W,
              bool NeedsError);
  /// \p A is reached; it is checked if it \p Counts for this rule.
  void require(Access A, bool Counts);
  void dereference(const Stmt *S);
  void mustNotBeMissing(const Expr *At, const Expr *Pointer, StringRef Name,
                        const FunctionDecl *Callee);
  void assume(Bdd Condition, const Stmt *At);
  Operation &add(Operation::Kind Is, const Stmt *At);

  UnitState &Unit;
  const FunctionDecl *Owner;
  SummaryOf Summaries;
  FunctionCode Code;
  BlockCode *Current = nullptr;
  /// By block, the first operation of each of its elements.
  std::vector<std::vector<std::size_t>> ElementStarts;
  /// Variables that outlive every call and are named in the body.
  std::vector<const Term *> Globals;
  DenseMap<const VarDecl *, const LambdaExpr *> CalledLambdas;
  SmallPtrSet<const LambdaExpr *, 4> RunWhereCalled;
  std::vector<RangeLoop> Loops;
  std::vector<const Term *> Kept;
  /// Variables that are elements of containers: to write to one is to write to
  /// the container.
  DenseMap<const Term *, const Term *> ElementOf;
};

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

void Lowering::loopVariable(const VarDecl *V) {
  for (RangeLoop &Loop : Loops) {
    if (Loop.Loop->getRangeStmt()->getSingleDecl() == V)
      Loop.Start = addLoopSet(Loop, Loop.Loop);
    if (Loop.Loop->getLoopVariable() != V)
      continue;
    add(Operation::Kind::Assume, Loop.Loop)
        .Implications.push_back(
            {Unit.Terms.each(Loop.Container), Loop.Current});
    Loop.Bound = addLoopSet(Loop, Loop.Loop);
  }
}

Operation &Lowering::add(Operation::Kind Is, const Stmt *At) {
  Operation O;
  O.Is = Is;
  O.At = At;
  Current->Operations.push_back(std::move(O));
  return Current->Operations.back();
}

void Lowering::assume(Bdd Condition, const Stmt *At) {
  if (!Condition.isTrue())
    add(Operation::Kind::Assume, At).Condition = Condition;
}

void Lowering::write(ArrayRef<const Term *> Places, const Stmt *At) {
  Operation &Set = add(Operation::Kind::Set, At);
  for (const Term *Place : Places)
    if (Place)
      Set.Written.push_back(Place);
}

void Lowering::setHolds(const Term *Place, bool Value, const Stmt *At) {
  Operation &Set = add(Operation::Kind::Set, At);
  Set.Written.push_back(Place);
  Set.Values.emplace_back(Unit.Atoms.get(Place, Predicate::Holds, 0, At),
                          Value ? Bdd::top() : Bdd::bottom());
}

static bool isPointerLikeType(QualType T) {
  return T->isPointerType() || T->isNullPtrType() ||
         isPointerLike(T->getAsCXXRecordDecl());
}

/// What an assignment or call says of an atom, told apart from what the same
/// expression says of it as a condition.
static const void *ownSite(const Stmt *S) {
  return reinterpret_cast<const char *>(S) + 1;
}

void Lowering::assignFields(Operation &Set, const Term *To,
                            const CXXRecordDecl *Record,
                            const InitListExpr *List) {
  unsigned Next = List ? Record->getNumBases() : 0;
  for (const FieldDecl *F : Record->fields()) {
    const Expr *Init = F->getInClassInitializer();
    if (List) {
      if (Next >= List->getNumInits())
        return;
      Init = List->getInit(Next++);
    }
    const Term *Place = Unit.Terms.field(To, F);
    if (!Place)
      continue;
    if (Init)
      assignInto(Set, Place, F->getType(), Init);
    else if (const WrapperModel *W = Unit.Known.wrapper(F->getType()))
      Set.Values.emplace_back(
          Unit.Atoms.get(Place, Predicate::Holds, 0, Set.At),
          W->DefaultEngaged ? Bdd::top() : Bdd::bottom());
  }
}

/// Past conversions between pointers and between iterators.
static const Expr *lookedUp(const Expr *From) {
  From = strip(From);
  while (const auto *Construct = dyn_cast<CXXConstructExpr>(From)) {
    const Expr *Only = onlyArgument(Construct);
    if (!Only)
      break;
    From = strip(Only);
  }
  return From;
}

void Lowering::assignInto(Operation &Set, const Term *To, QualType T,
                          const Expr *From) {
  T = T.getNonReferenceType();
  const Term *Source = Unit.Names.term(From);
  if (Source && Source != To)
    Set.Copies.push_back({Source, To});
  auto Value = [&](Predicate Is, int64_t Bound, Bdd F) {
    Set.Values.emplace_back(Unit.Atoms.get(To, Is, Bound, ownSite(Set.At)), F);
  };
  if (const WrapperModel *W = Unit.Known.wrapper(T)) {
    Value(Predicate::Holds, 0, Unit.Names.holds(From, W));
    return;
  }
  if (std::optional<CallParts> Call = callParts(strip(From)))
    if (std::optional<AlgorithmCall> Found = algorithmCall(strip(From), *Call);
        Found && Found->Is == AlgorithmCall::Kind::FindIf)
      for (const Term *Held :
           Unit.Names.heldWhere(Found->Predicate, true, Unit.Terms.target(To)))
        Set.Values.emplace_back(
            Unit.Atoms.get(Held, Predicate::Holds, 0, ownSite(Set.At)),
            Bdd::top());
  if (T->isBooleanType())
    return Value(Predicate::True, 0, Unit.Names.truth(From));
  if (T->isIntegralOrEnumerationType()) {
    Set.IntegerSources.push_back({To, From});
    return;
  }
  if (isPointerLikeType(T)) {
    if (Unit.Names.lookupOf(To))
      Value(Predicate::Missing, 0, Unit.Names.missing(lookedUp(From)));
    const Expr *Inner = strip(From);
    const auto *Construct = dyn_cast<CXXConstructExpr>(Inner);
    const Expr *Only = Construct ? onlyArgument(Construct) : nullptr;
    if (Construct && !Only && Construct->getNumArgs() == 0)
      Value(Predicate::True, 0, Bdd::bottom());
    else if (Only)
      Value(Predicate::True, 0, Unit.Names.truth(Only));
    else if (isa<CXXNewExpr>(Inner))
      Value(Predicate::True, 0, Bdd::top());
    else if (!Construct)
      Value(Predicate::True, 0, Unit.Names.truth(From));
    return;
  }
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return;
  Record = Record->getDefinition();
  const Expr *Inner = strip(From);
  assignContainer(Set, To, Record, Inner);
  if (const auto *List = dyn_cast<InitListExpr>(Inner)) {
    if (const InitListExpr *Semantic = List->getSemanticForm())
      List = Semantic;
    if (Record->isAggregate() && !List->isTransparent())
      assignFields(Set, To, Record, List);
  } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner)) {
    const CXXConstructorDecl *C = Construct->getConstructor();
    if (C->isDefaultConstructor() && !C->isUserProvided())
      assignFields(Set, To, Record, nullptr);
  }
}

/// A container or string that is made empty, or from a literal.
void Lowering::assignContainer(Operation &Set, const Term *To,
                               const CXXRecordDecl *Record, const Expr *From) {
  const FunctionDecl *Empty = memberNamed(Record, "empty");
  if (!Empty)
    return;
  const auto *Construct = dyn_cast<CXXConstructExpr>(From);
  const Expr *Only = Construct ? onlyArgument(Construct) : From;
  const auto *Literal =
      Only ? dyn_cast<clang::StringLiteral>(strip(Only)) : nullptr;
  bool MadeEmpty = Construct && Construct->getNumArgs() == 0;
  if (!Literal && !MadeEmpty)
    return;
  if (MadeEmpty)
    Set.AllHold.push_back(Unit.Terms.each(To));
  if (const Term *IsEmpty = Unit.Terms.get(Term::Kind::Call, Empty, 0, {To}))
    Set.Values.emplace_back(
        Unit.Atoms.get(IsEmpty, Predicate::True, 0, ownSite(Set.At)),
        MadeEmpty || Literal->getLength() == 0 ? Bdd::top() : Bdd::bottom());
}

void Lowering::assign(const Term *To, QualType T, const Expr *From,
                      const Stmt *At) {
  Operation Set;
  Set.Is = Operation::Kind::Set;
  Set.At = At;
  Set.Written.push_back(To);
  assignInto(Set, To, T, From);
  Current->Operations.push_back(std::move(Set));
  if (Unit.Known.variant(T) && To) {
    const auto *Construct = dyn_cast<CXXConstructExpr>(strip(From));
    std::optional<int64_t> Number =
        Construct && Construct->getNumArgs() == 0
            ? 0
            : Unit.Known.alternativeFrom(T, strip(From)->getType());
    if (!Number && Construct)
      if (const Expr *Only = onlyArgument(Construct))
        Number = Unit.Known.alternativeFrom(T, strip(Only)->getType());
    if (Number)
      assume(Unit.Names.holdsAlternative(To, T, *Number, ownSite(At)), At);
  }
}

void Lowering::swap(const Expr *A, const Expr *B, QualType T, const Stmt *At) {
  const Term *TA = Unit.Names.place(A), *TB = Unit.Names.place(B);
  Operation &Set = add(Operation::Kind::Set, At);
  Set.Written.append({TA, TB});
  Set.Copies.push_back({TA, TB});
  Set.Copies.push_back({TB, TA});
  if (Unit.Known.wrapper(T)) {
    Set.Values.emplace_back(Unit.Atoms.get(TA, Predicate::Holds, 0, At),
                            Unit.Names.holds(B));
    Set.Values.emplace_back(Unit.Atoms.get(TB, Predicate::Holds, 0, At),
                            Unit.Names.holds(A));
  }
}

void Lowering::access(const Expr *E, const Expr *Object, bool ObjectIsPointer,
                      const FunctionDecl *Callee, const WrapperModel &W,
                      bool NeedsError) {
  Access A;
  A.At = E;
  A.Object = Object;
  A.Callee = Callee;
  A.Kind = W.Name;
  A.Throws = Unit.Known.throwsWhenEmpty(W, Callee);
  A.NeedsError = NeedsError;
  A.Place = Unit.Names.place(Object);
  Bdd Holds;
  if (ObjectIsPointer) {
    A.Place = Unit.Terms.target(A.Place);
    if (!A.Place)
      A.Place = Unit.Terms.occurrence(E);
    Holds = Unit.Names.holdsAtom(A.Place, E);
  } else {
    // Named here once more, so that a lone test elsewhere counts.
    Holds = Unit.Names.holds(Object, &W);
    for (AtomId Atom : Unit.Bdds.support(Holds))
      Unit.Atoms.get(Unit.Atoms[Atom].Subject, Unit.Atoms[Atom].Is,
                     Unit.Atoms[Atom].Value, E);
  }
  for (const Term *Part = A.Place; Part; Part = Part->base())
    if (Part->kind() == Term::Kind::Element)
      add(Operation::Kind::Assume, E)
          .Implications.push_back({Unit.Terms.each(Part->base()), Part});
  A.Required = NeedsError ? Unit.Bdds.notOf(Holds) : Holds;
  require(std::move(A), Unit.Known.about() == Subject::Wrappers);
}

void Lowering::require(Access A, bool Counts) {
  const Expr *E = A.At;
  Bdd Required = A.Required;
  if (Counts) {
    Code.Accesses.push_back(std::move(A));
    add(Operation::Kind::Check, E).AccessIndex = Code.Accesses.size() - 1;
  }
  // Past the access the value was there; a second one has the same cause.
  std::size_t Before = Current->Operations.size();
  assume(Required, E);
  if (Current->Operations.size() > Before)
    Current->Operations.back().FromAccess = true;
}

bool Lowering::wrapperMember(const Expr *E, const CallParts &Call) {
  if (!Call.Object)
    return false;
  QualType T = Call.Object->getType();
  const WrapperModel *W =
      Unit.Known.wrapper(Call.ObjectIsPointer ? T->getPointeeType() : T);
  if (!W)
    return false;
  auto Object = [&] {
    const Term *Place = Unit.Names.object(Call);
    return Place ? Place : Unit.Terms.occurrence(E);
  };
  switch (Unit.Known.role(*W, Call.Callee)) {
  case Role::Unwrap:
    access(E, Call.Object, Call.ObjectIsPointer, Call.Callee, *W, false);
    return true;
  case Role::ErrorUnwrap:
    access(E, Call.Object, Call.ObjectIsPointer, Call.Callee, *W, true);
    return true;
  case Role::Test:
  case Role::EmptyTest:
  case Role::Status:
  case Role::Code:
  case Role::Pointer:
    return true;
  case Role::Engage:
    unknownEffects(E, Call);
    setHolds(Object(), true, E);
    return true;
  case Role::Empty:
    setHolds(Object(), false, E);
    return true;
  case Role::Swap:
    if (Call.Arguments.size() != 1 || Call.ObjectIsPointer)
      return false;
    swap(Call.Object, Call.Arguments[0], T, E);
    return true;
  case Role::Transform:
  case Role::Chain:
  case Role::Alternative:
    // Another wrapper each time, whatever it is called by.
    lambdaArguments(E, Call);
    write({Unit.Names.place(E)}, E);
    return true;
  case Role::ValueOr:
  case Role::None:
    break;
  }
  if (Call.Callee->getOverloadedOperator() == OO_Equal &&
      Call.Arguments.size() == 1) {
    assign(Object(), T, Call.Arguments[0], E);
    return true;
  }
  return false;
}

static bool inStd(const FunctionDecl *F) {
  return F->isInStdNamespace() ||
         (F->getDeclContext() && F->getDeclContext()->isStdNamespace());
}

/// What holds where the call has returned.
Bdd Lowering::asserted(const AssertionModel &A, const CallParts &Call) {
  auto IsGiven = [&](int64_t N) { return size_t(N) < Call.Arguments.size(); };
  if (A.Argument < 0)
    return Bdd::bottom();
  if (!IsGiven(A.Argument) || (A.Other >= 0 && !IsGiven(A.Other)))
    return Bdd::top();
  const Expr *First = Call.Arguments[A.Argument];
  if (A.Other >= 0)
    return Unit.Names.comparison(First, A.Holds ? BO_EQ : BO_NE, First,
                                 Call.Arguments[A.Other]);
  Bdd Truth = Unit.Names.truth(First);
  return A.Holds ? Truth : Unit.Bdds.notOf(Truth);
}

/// What an assertion of the project's own calls where it fails, in another
/// unit: `#define assert(x) ((x) ? (void)0 : assert_failed(#x))`.
bool Lowering::isFailureOfAssertion(const Expr *E,
                                    const FunctionDecl *F) const {
  if (!E->getBeginLoc().isMacroID() || !F->getReturnType()->isVoidType() ||
      !F->getIdentifier() || F->hasBody())
    return false;
  static const Regex Fails("assert|fail|abort|panic|fatal|die|crash",
                           Regex::IgnoreCase);
  static const Regex Asserts("^[a-z0-9_]*(assert|ensure|require|"
                             "precondition|expects)$",
                             Regex::IgnoreCase);
  if (!Fails.match(F->getName()))
    return false;
  const SourceManager &Sources = Unit.Ast.getSourceManager();
  for (SourceLocation At = E->getBeginLoc(); At.isMacroID();
       At = Sources.getImmediateMacroCallerLoc(At))
    if (Asserts.match(Lexer::getImmediateMacroName(At, Sources,
                                                   Unit.Ast.getLangOpts())))
      return true;
  return false;
}

bool Lowering::isExpandedFrom(SourceLocation At,
                              ArrayRef<std::string> Macros) const {
  const SourceManager &Sources = Unit.Ast.getSourceManager();
  for (; At.isMacroID(); At = Sources.getImmediateMacroCallerLoc(At))
    if (is_contained(Macros, Lexer::getImmediateMacroName(
                                 At, Sources, Unit.Ast.getLangOpts())))
      return true;
  return false;
}

bool Lowering::knownFunction(const Expr *E, const CallParts &Call) {
  const FunctionDecl *F = Call.Callee;
  if (F->getBuiltinID() == Builtin::BI__builtin_assume) {
    assume(Unit.Names.truth(Call.Arguments[0]), E);
    return true;
  }
  if (Unit.Known.neverReturns(F) || isFailureOfAssertion(E, F)) {
    assume(Bdd::bottom(), E);
    return true;
  }
  for (const AssertionModel *A : Unit.Known.assertions(F))
    if (A->Macros.empty() || isExpandedFrom(E->getBeginLoc(), A->Macros))
      assume(asserted(*A, Call), E);
  if (const WrapperModel *W = Unit.Known.unwrapFunction(F);
      W && !Call.Arguments.empty() &&
      Unit.Known.wrapper(Call.Arguments[0]->getType()) == W) {
    access(E, Call.Arguments[0], false, F, *W, false);
    return true;
  }
  VariantUse Use;
  if (std::optional<Bdd> Inside = Unit.Names.alternative(E, Call, Use)) {
    if (Use.Is == VariantUse::Kind::Get) {
      Access A;
      A.At = E;
      A.Object = Call.Arguments[0];
      A.Callee = F;
      A.Place = Unit.Names.place(Call.Arguments[0]);
      A.Kind = Use.Model->Name;
      A.Throws = true;
      A.Required = *Inside;
      require(std::move(A), Unit.Known.about() == Subject::Wrappers);
    }
    return true;
  }
  if (algorithm(E, Call))
    return true;
  if (!F->getIdentifier())
    return false;
  // p.reset(), p.reset(q) of a smart pointer.
  if (F->getName() == "reset" && Call.Object && !Call.ObjectIsPointer &&
      isa<CXXMethodDecl>(F) &&
      cast<CXXMethodDecl>(F)->getParent()->isInStdNamespace() &&
      isPointerLikeType(Call.Object->getType()) && Call.Arguments.size() <= 1) {
    const Term *To = Unit.Names.place(Call.Object);
    const Expr *New = Call.Arguments.empty() ? nullptr : Call.Arguments[0];
    Operation &Set = add(Operation::Kind::Set, E);
    Set.Written.push_back(To);
    Set.Values.emplace_back(Unit.Atoms.get(To, Predicate::True, 0, ownSite(E)),
                            New && !isa<CXXDefaultArgExpr>(New)
                                ? Unit.Names.truth(New)
                                : Bdd::bottom());
    return true;
  }
  if (F->getName() == "swap" && Call.Arguments.size() == 2 && !Call.Object) {
    swap(Call.Arguments[0], Call.Arguments[1],
         Call.Arguments[0]->getType().getNonReferenceType(), E);
    return true;
  }
  if (inStd(F) && F->getName() == "exchange" && Call.Arguments.size() == 2) {
    const Term *To = Unit.Names.place(Call.Arguments[0]);
    const Term *Result = Unit.Terms.occurrence(E);
    QualType T = Call.Arguments[0]->getType();
    Operation Set;
    Set.At = E;
    Set.Written.append({To, Result});
    assignInto(Set, To, T, Call.Arguments[1]);
    assignInto(Set, Result, T, Call.Arguments[0]);
    Current->Operations.push_back(std::move(Set));
    return true;
  }
  return false;
}

/// The class that a container's elements have.
static const CXXRecordDecl *elementClass(QualType Container) {
  const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Container.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Special || Special->getTemplateArgs().size() == 0 ||
      Special->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  return Special->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
}

/// Algorithms and members that say something of every element.
bool Lowering::algorithm(const Expr *E, const CallParts &Call) {
  std::optional<AlgorithmCall> Found = algorithmCall(E, Call);
  if (!Found)
    return false;
  using Kind = AlgorithmCall::Kind;
  const Term *Container = Unit.Names.place(Found->Container);
  const Term *Each = Unit.Terms.each(Container);
  auto Holds = [&](const Term *T) {
    return Unit.Atoms.get(T, Predicate::Holds, 0, ownSite(E));
  };
  Operation Set;
  Set.At = E;
  Set.Written.push_back(Container);
  switch (Found->Is) {
  case Kind::AllOf:
  case Kind::NoneOf:
  case Kind::AnyOf:
  case Kind::FindIf:
    return false;
  case Kind::Inserter:
    return true;
  case Kind::Clear:
    Set.AllHold.push_back(Each);
    break;
  case Kind::EraseIf:
    for (const Term *T : Unit.Names.heldWhere(Found->Predicate, false, Each))
      Set.Values.emplace_back(Holds(T), Bdd::top());
    break;
  case Kind::EraseValue: {
    const CXXRecordDecl *Class = elementClass(Found->Container->getType());
    const WrapperModel *W = Class ? Unit.Known.wrapper(Class) : nullptr;
    if (!W || !Each ||
        !Unit.Known.isEmptyTag(*W, strip(Found->Element)->getType()))
      return false;
    Set.Values.emplace_back(Holds(Each), Bdd::top());
    break;
  }
  case Kind::CopyIf:
    for (const Term *T : Unit.Names.heldWhere(Found->Predicate, true, Each))
      Set.Values.emplace_back(Holds(T), Unit.Bdds.atom(Holds(T)));
    break;
  case Kind::Append: {
    const CXXRecordDecl *Class = elementClass(Found->Container->getType());
    const WrapperModel *W = Class ? Unit.Known.wrapper(Class) : nullptr;
    if (!W || !Each)
      return false;
    Bdd New = Unit.Names.holds(Found->Element, W);
    Set.Values.emplace_back(Holds(Each),
                            Unit.Bdds.andOf(Unit.Bdds.atom(Holds(Each)), New));
    StringRef End =
        Call.Callee->getName().ends_with("front") ? "front" : "back";
    if (const FunctionDecl *Last =
            memberNamed(Found->Container->getType()->getAsCXXRecordDecl(), End))
      if (const Term *T =
              Unit.Terms.get(Term::Kind::Call, Last, 0, {Container}))
        Set.Values.emplace_back(Holds(T), New);
    break;
  }
  }
  Current->Operations.push_back(std::move(Set));
  return true;
}

bool Lowering::summarisedEffects(const Expr *E, const CallParts &Call) {
  const FunctionDecl *F = Call.Callee;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (Method && Method->isVirtual() && !Method->hasAttr<FinalAttr>() &&
      !(Method->getParent()->hasAttr<FinalAttr>()) &&
      !isa<CXXConstructorDecl>(Method)) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
    const auto *Callee =
        Member ? dyn_cast<MemberExpr>(Member->getCallee()->IgnoreParens())
               : nullptr;
    if (!Callee || !Callee->hasQualifier())
      return false;
  }
  if (!F->hasBody() ||
      Unit.Ast.getSourceManager().isInSystemHeader(F->getLocation()))
    return false;
  const FunctionDecl *Definition = nullptr;
  F->getBody(Definition);
  Summary S = Summaries(Definition);
  if (!S.Known)
    return false;

  applySummary(E, Call, Definition, S);
  return true;
}

/// What \p S says of \p F, in the terms of the call \p E.
void Lowering::applySummary(const Expr *E, const CallParts &Call,
                            const FunctionDecl *F, const Summary &S) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  DenseMap<const Term *, const Term *> Map;
  DenseMap<const Term *, const Expr *> ByValue;
  if (Method && Method->isInstance() && Call.Object)
    Map[Unit.Terms.thisPointer()] =
        Unit.Terms.addressOf(Unit.Names.object(Call));
  else if (isa<CXXConstructorDecl>(F))
    Map[Unit.Terms.thisPointer()] =
        Unit.Terms.addressOf(Unit.Terms.occurrence(E));
  for (auto [Parameter, Argument] :
       zip(F->parameters(), Call.Arguments)) {
    const Term *T = Unit.Terms.variable(Parameter);
    Map[T] = Unit.Names.term(Argument);
    ByValue[T] = Argument;
  }
  Map[Unit.Terms.result(F)] = Unit.Names.place(E);

  SmallVector<AtomId, 8> Lost;
  auto Here = [&](AtomId Id) {
    // Atoms of the callee stand for the caller's; take a copy, since naming a
    // new one may move the table.
    Atom A = Unit.Atoms[Id];
    auto Argument = ByValue.find(A.Subject);
    if (Argument != ByValue.end()) {
      const Expr *Value = Argument->second;
      switch (A.Is) {
      case Predicate::Holds:
        return Unit.Names.holds(Value);
      case Predicate::True:
        return Unit.Names.truth(Value);
      case Predicate::AtMost:
        return Unit.Names.atMost(Value, A.Value);
      case Predicate::Missing:
        return Unit.Names.missing(Value);
      case Predicate::Scratch:
        break;
      }
    }
    const Term *T = Unit.Terms.substitute(A.Subject, Map);
    if (!T) {
      // Without a name here: kept as its own atom, and forgotten below.
      Lost.push_back(Id);
      return Unit.Bdds.atom(Id);
    }
    return Unit.Bdds.atom(Unit.Atoms.get(T, A.Is, A.Value, ownSite(E)));
  };
  for (const Requirement &R : S.Requires) {
    Lost.clear();
    Access A = R.Where;
    A.Required = Unit.Bdds.substitute(R.Required, Here);
    const Term *Place = Unit.Terms.substitute(A.Place, Map);
    if (!Lost.empty())
      continue; // what is passed has no name here: nothing is known of it
    A.Inside = A.Inside ? A.Inside : A.At;
    A.ObjectText = Place ? spell(Place) : "";
    A.Place = Place ? Place : Unit.Terms.occurrence(E);
    A.At = A.Object = E;
    A.Callee = Call.Callee;
    Code.Accesses.push_back(std::move(A));
    add(Operation::Kind::Check, E).AccessIndex = Code.Accesses.size() - 1;
  }

  SmallVector<const Term *, 4> Written;
  for (const Term *W : S.Writes)
    if (const Term *Named = Unit.Terms.substitute(W, Map))
      Written.push_back(Named);
  if (!S.UnseenWrites.empty()) {
    Operation &Set = add(Operation::Kind::Set, E);
    for (const Operation::UnseenWrite &W : S.UnseenWrites)
      if (const Term *Named = Unit.Terms.substitute(W.Place, Map)) {
        if (!is_contained(Set.Written, Named))
          Set.Written.push_back(Named);
        Set.Unseen.push_back({Named, W.By});
      }
  }
  if (S.Known) {
    if (!Unit.Names.term(E))
      Written.push_back(Unit.Terms.occurrence(strip(E)));
    write(Written, E);
  }
  for (Bdd Fact : S.AtExit) {
    Lost.clear();
    Bdd Translated = Unit.Bdds.substitute(Fact, Here);
    llvm::sort(Lost);
    assume(Unit.Bdds.exists(Translated, Lost), E);
  }
}

/// A lambda that is handed to \p Call may run there: what it writes changes.
void Lowering::lambdaArguments(const Expr *E, const CallParts &Call) {
  for (const Expr *Argument : Call.Arguments) {
    const Expr *Inner = strip(Argument);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Inner))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
          V && V->getInit() && V->getType()->getAsCXXRecordDecl() &&
          V->getType()->getAsCXXRecordDecl()->isLambda())
        Inner = strip(V->getInit());
    while (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner)) {
      const Expr *Only = onlyArgument(Construct);
      if (!Only)
        break;
      Inner = strip(Only);
    }
    const auto *L = dyn_cast<LambdaExpr>(Inner);
    if (!L || !L->getCallOperator() || !L->getCallOperator()->hasBody() ||
        L->getCallOperator()->isDependentContext())
      continue;
    Summary S = Summaries(L->getCallOperator());
    SmallVector<const Term *, 4> Written;
    SmallVector<const Term *, 4> MayWrite(S.Writes.begin(), S.Writes.end());
    for (const Operation::UnseenWrite &W : S.UnseenWrites)
      MayWrite.push_back(W.Place);
    for (const Term *W : MayWrite)
      if (W->root()->kind() != Term::Kind::Variable ||
          !isa<ParmVarDecl>(W->root()->variable()) ||
          W->root()->variable()->getDeclContext() != L->getCallOperator())
        Written.push_back(W);
    if (!Written.empty())
      write(Written, E);
  }
}

void Lowering::unknownEffects(const Expr *E, const CallParts &Call) {
  SmallVector<const Term *, 4> Written;
  const FunctionDecl *F = Call.Callee;
  bool System =
      F && Unit.Ast.getSourceManager().isInSystemHeader(F->getLocation());
  if (F && Call.Object) {
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    if (Method && !Method->isConst() && !Method->isStatic() &&
        !Unit.Names.isPure(F)) {
      OverloadedOperatorKind Op = F->getOverloadedOperator();
      if (Op == OO_Equal && Call.Arguments.size() == 1) {
        const Term *Object = Unit.Names.object(Call);
        if (Object)
          assign(Object, Call.Object->getType(), Call.Arguments[0], E);
      } else if (Op != OO_Subscript && Op != OO_Star && Op != OO_Arrow &&
                 Op != OO_Call) {
        Written.push_back(Unit.Names.object(Call));
      }
    }
  }
  unsigned Index = 0;
  for (const Expr *Argument : Call.Arguments) {
    const ParmVarDecl *Parameter =
        F && Index < F->getNumParams() ? F->getParamDecl(Index) : nullptr;
    ++Index;
    QualType T = Parameter ? Parameter->getType() : Argument->getType();
    if (std::optional<CallParts> Made = callParts(strip(Argument)))
      if (std::optional<AlgorithmCall> Found =
              algorithmCall(strip(Argument), *Made);
          Found && Found->Is == AlgorithmCall::Kind::Inserter)
        Written.push_back(Unit.Names.term(Found->Container));
    if (T->isLValueReferenceType()) {
      // What std:: hands back by reference it does not change by itself.
      if (!T->getPointeeType().isConstQualified() &&
          !(F && inStd(F) && F->getReturnType()->isReferenceType() &&
            !Call.Object && F->getNumParams() == 1))
        Written.push_back(Unit.Names.term(Argument));
    } else if (T->isPointerType() && !T->getPointeeType().isConstQualified() &&
               !T->getPointeeType()->isFunctionType()) {
      Written.push_back(Unit.Terms.target(Unit.Names.term(Argument)));
    } else if (!T->isReferenceType() && !System) {
      // A smart pointer that is given away is null afterwards.
      const auto *Construct = dyn_cast<CXXConstructExpr>(strip(Argument));
      if (Construct && Construct->getConstructor()->isMoveConstructor() &&
          isPointerLikeType(Argument->getType()) &&
          !Unit.Known.wrapper(Argument->getType()))
        Written.push_back(Unit.Names.term(Construct->getArg(0)));
    }
  }
  if (!Unit.Names.term(E))
    Written.push_back(Unit.Terms.occurrence(strip(E)));
  // Globals of the project may be changed by its functions that we cannot see.
  if (F && !System && !isa<CXXConstructorDecl>(F) && !Unit.Names.isPure(F))
    Written.append(Globals.begin(), Globals.end());
  bool Project = F && !System && !F->getBuiltinID();
  if (any_of(Written, [](const Term *T) { return T != nullptr; })) {
    write(Written, E);
    Operation &Set = Current->Operations.back();
    if (Project)
      for (const Term *Place : Set.Written)
        Set.Unseen.push_back({Place, F});
  }
  if (!Project)
    return;
  Code.UnseenCalls.push_back(E);
  // What another unit may show.
  if (Summary S = Summaries(F); !S.Known && !S.AtExit.empty())
    applySummary(E, Call, F, S);
}

void Lowering::call(const Expr *E) {
  std::optional<CallParts> Call = callParts(E);
  if (!Call)
    return;
  if (!Call->Callee) {
    CallParts Unknown = *Call;
    unknownEffects(E, Unknown);
    lambdaArguments(E, Unknown);
    return;
  }
  for (const Expr *Argument : Call->Arguments)
    if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(Argument))
      evaluate(Default->getExpr());
  if (strip(E) != E && !isa<CXXConstructExpr>(E))
    return; // std::move and the like
  if (Call->Callee->getOverloadedOperator() == OO_Call && Call->Object)
    if (const auto *Ref = dyn_cast<DeclRefExpr>(strip(Call->Object)))
      if (const LambdaExpr *L =
              CalledLambdas.lookup(dyn_cast<VarDecl>(Ref->getDecl()))) {
        passArguments(*Call, E);
        add(Operation::Kind::Lambda, E).Lambda = L;
      }
  if (wrapperMember(E, *Call) || knownFunction(E, *Call))
    return;
  lambdaArguments(E, *Call);
  if (summarisedEffects(E, *Call))
    return;
  unknownEffects(E, *Call);
  // After m[k], m.find(k) finds it.
  if (Library::LookupRelation Related = Unit.Known.lookupRelation(Call->Callee);
      Related.Inserts && Unit.Known.about() == Subject::Lookups &&
      !Call->Arguments.empty()) {
    CallParts Key = *Call;
    Key.Arguments.truncate(1);
    if (const Term *Found = Unit.Names.lookupTerm(Related.Lookup, Key)) {
      Operation &Set = add(Operation::Kind::Set, E);
      Set.Values.emplace_back(
          Unit.Atoms.get(Found, Predicate::Missing, 0, ownSite(E)),
          Bdd::bottom());
    }
  }
  if (Call->Object && !Call->ObjectIsPointer && Call->Callee->getIdentifier() &&
      Call->Callee->getName() == "emplace" &&
      Unit.Known.variant(Call->Object->getType()))
    emplaceAlternative(E, *Call);
}

void Lowering::emplaceAlternative(const Expr *E, const CallParts &Call) {
  const TemplateArgumentList *Given =
      Call.Callee->getTemplateSpecializationArgs();
  const Term *Place = Unit.Names.term(Call.Object);
  if (!Given || Given->size() == 0 || !Place)
    return;
  QualType T = Call.Object->getType();
  const TemplateArgument &Which = Given->get(0);
  std::optional<int64_t> Number;
  if (Which.getKind() == TemplateArgument::Integral)
    Number = Which.getAsIntegral().getExtValue();
  else if (Which.getKind() == TemplateArgument::Type)
    Number = Unit.Known.alternativeFrom(T, Which.getAsType());
  if (Number)
    assume(Unit.Names.holdsAlternative(Place, T, *Number, ownSite(E)), E);
}

/// The parameters of a lambda whose body is analysed for this call.
void Lowering::passArguments(const CallParts &Call, const Stmt *At) {
  for (auto [Parameter, Argument] :
       zip(Call.Callee->parameters(), Call.Arguments)) {
    assign(Unit.Terms.variable(Parameter), Parameter->getType(), Argument, At);
    // The body, which is lowered later, may ask for it.
    for (const auto &Value : Current->Operations.back().Values) {
      Atom A = Unit.Atoms[Value.first];
      Unit.Atoms.get(A.Subject, A.Is, A.Value, nullptr);
    }
  }
}

/// An expression that the graph does not show, taken as evaluated here from its
/// leaves on: a default argument.
void Lowering::evaluate(const Expr *E) {
  for (const Stmt *Child : E->children())
    if (const auto *Operand = dyn_cast_or_null<Expr>(Child))
      evaluate(Operand);
  statement(E);
}

void Lowering::variable(const VarDecl *V) {
  if (V->isStaticLocal())
    return;
  const Term *To = Unit.Terms.variable(V);
  const Expr *Init = V->getInit();
  if (!Init) {
    write({To}, nullptr);
    return;
  }
  if (V->getType()->isReferenceType() || V->getType()->isPointerType()) {
    // A mere other name says nothing new.
    if (Unit.Names.isAlias(V))
      return;
  }
  const Expr *At = Init;
  if (const CXXRecordDecl *Record = V->getType()->getAsCXXRecordDecl();
      Record && Record->isLambda()) {
    write({To}, At);
    return;
  }
  assign(To, V->getType(), Init, At);
  // A constructor with a body knows what it leaves behind.
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(strip(Init)))
    if (!Unit.Known.wrapper(V->getType()) &&
        Construct->getConstructor()->hasBody() &&
        !Construct->getConstructor()->isCopyOrMoveConstructor())
      Current->Operations.back().Copies.push_back(
          {Unit.Terms.occurrence(strip(Init)), To});
}

void Lowering::lambda(const LambdaExpr *L) {
  for (const LambdaCapture &Capture : L->captures())
    if (Capture.capturesVariable() && L->isInitCapture(&Capture))
      if (const auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar()))
        variable(V);
  if (!RunWhereCalled.contains(L))
    add(Operation::Kind::Lambda, L).Lambda = L;
}

void Lowering::returnValue(const ReturnStmt *R) {
  if (const Expr *Value = R->getRetValue())
    assign(Unit.Terms.result(Owner), Owner->getReturnType(), Value, R);
}

void Lowering::initializer(const CXXCtorInitializer *I) {
  if (!I->isAnyMemberInitializer() || !I->getInit())
    return;
  const FieldDecl *F = I->getAnyMember();
  if (const Term *Place = Unit.Terms.field(Unit.Terms.thisObject(), F))
    assign(Place, F->getType(), I->getInit(), I->getInit());
}

void Lowering::mustNotBeMissing(const Expr *At, const Expr *Pointer,
                                StringRef Name, const FunctionDecl *Callee) {
  Pointer = lookedUp(Pointer);
  Bdd Missing = Unit.Names.missing(Pointer);
  if (Missing.isFalse())
    return;
  Access A;
  A.At = At;
  A.Object = Pointer;
  A.Callee = Callee;
  A.Name = Name;
  A.Place = Unit.Names.place(Pointer);
  if (const LookupModel *L = Unit.Names.lookupOf(A.Place))
    A.Kind = L->Name;
  A.Required = Unit.Bdds.notOf(Missing);
  // Named here once more, so that a lone test elsewhere counts.
  for (AtomId Id : SmallVector<AtomId, 4>(Unit.Bdds.support(Missing)))
    Unit.Atoms.get(Unit.Atoms[Id].Subject, Unit.Atoms[Id].Is,
                   Unit.Atoms[Id].Value, ownSite(At));
  require(std::move(A), true);
}

/// What is reached through a pointer or iterator that a look-up returned.
void Lowering::dereference(const Stmt *S) {
  if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    if (Unary->getOpcode() == UO_Deref)
      mustNotBeMissing(Unary, Unary->getSubExpr(), "*", nullptr);
    return;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(S)) {
    const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(strip(Member->getBase()));
    if (Member->isArrow() && !Arrow && !isa<CXXThisExpr>(Member->getBase()))
      mustNotBeMissing(Member, Member->getBase(), "->", nullptr);
    return;
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(S))
    return mustNotBeMissing(Subscript, Subscript->getBase(), "[]", nullptr);
  const auto *E = dyn_cast<Expr>(S);
  std::optional<CallParts> Call = E ? callParts(E) : std::nullopt;
  if (!Call || !Call->Callee)
    return;
  OverloadedOperatorKind Op = Call->Callee->getOverloadedOperator();
  if (Call->Object && !Call->ObjectIsPointer &&
      ((Op == OO_Star && Call->Arguments.empty()) || Op == OO_Arrow) &&
      !Unit.Known.wrapper(Call->Object->getType()))
    return mustNotBeMissing(E, Call->Object, "", Call->Callee);
  int Argument = Unit.Known.nonNullArgument(Call->Callee);
  if (Argument < 0 || unsigned(Argument) >= Call->Arguments.size() ||
      !Call->Arguments[Argument]->getType()->isPointerType())
    return;
  const Term *T = Unit.Names.place(lookedUp(Call->Arguments[Argument]));
  const LookupModel *L = Unit.Names.lookupOf(T);
  if (L && L->NotFound == Sentinel::Null)
    mustNotBeMissing(E, Call->Arguments[Argument], "", Call->Callee);
}

void Lowering::statement(const Stmt *S) {
  if (Unit.Known.about() == Subject::Lookups)
    dereference(S);
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *V = dyn_cast<VarDecl>(D)) {
        variable(V);
        loopVariable(V);
      }
    return;
  }
  for (RangeLoop &Loop : Loops)
    if (Loop.Learns && Loop.Loop->getInc() && S == strip(Loop.Loop->getInc()))
      Loop.Next = addLoopSet(Loop, Loop.Loop);
  if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
    if (!Binary->isAssignmentOp())
      return;
    const Expr *L = Binary->getLHS();
    const Term *To = Unit.Names.place(L);
    if (Binary->getOpcode() == BO_Assign)
      return assign(To, L->getType(), Binary->getRHS(), S);
    Operation &Set = add(Operation::Kind::Set, S);
    Set.Written.push_back(To);
    if (L->getType()->isBooleanType() && (Binary->getOpcode() == BO_AndAssign ||
                                          Binary->getOpcode() == BO_OrAssign)) {
      Bdd Old = Unit.Names.truth(L), Right = Unit.Names.truth(Binary->getRHS());
      Set.Values.emplace_back(Unit.Atoms.get(To, Predicate::True, 0, S),
                              Binary->getOpcode() == BO_AndAssign
                                  ? Unit.Bdds.andOf(Old, Right)
                                  : Unit.Bdds.orOf(Old, Right));
    }
    return;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
    if (!Unary->isIncrementDecrementOp())
      return;
    Operation &Set = add(Operation::Kind::Set, S);
    Set.Written.push_back(Unit.Names.place(Unary->getSubExpr()));
    Set.Step = Unary->isIncrementOp() ? 1 : -1;
    return;
  }
  if (const auto *L = dyn_cast<LambdaExpr>(S))
    return lambda(L);
  if (const auto *R = dyn_cast<ReturnStmt>(S))
    return returnValue(R);
  if (const auto *E = dyn_cast<Expr>(S);
      E && (isa<CallExpr>(E) || isa<CXXConstructExpr>(E)))
    return call(E);
  if (const auto *Attributed = dyn_cast<AttributedStmt>(S))
    for (const Attr *A : Attributed->getAttrs())
      if (const auto *Assumed = dyn_cast<CXXAssumeAttr>(A))
        assume(Unit.Names.truth(Assumed->getAssumption()), S);
}

/// When \p Temporary was made, and so must be destroyed: it may stand in an arm
/// that was not taken (`ok ? (void)0 : Voidify() & Fatal().stream()`).
Bdd Lowering::temporaryMade(const Stmt *Temporary) {
  Bdd Made = Bdd::top();
  const Stmt *Below = Temporary;
  while (true) {
    DynTypedNodeList Parents = Unit.Ast.getParents(*Below);
    const Expr *Above = Parents.empty() ? nullptr : Parents[0].get<Expr>();
    if (!Above || isa<ExprWithCleanups>(Above))
      return Made;
    if (const auto *Choice = dyn_cast<ConditionalOperator>(Above)) {
      Bdd Condition = Unit.Names.truth(Choice->getCond());
      if (Below == Choice->getTrueExpr())
        Made = Unit.Bdds.andOf(Made, Condition);
      else if (Below == Choice->getFalseExpr())
        Made = Unit.Bdds.andOf(Made, Unit.Bdds.notOf(Condition));
    } else if (const auto *Logical = dyn_cast<BinaryOperator>(Above);
               Logical && Logical->isLogicalOp() &&
               Below == Logical->getRHS()) {
      Bdd Left = Unit.Names.truth(Logical->getLHS());
      Made = Unit.Bdds.andOf(
          Made, Logical->getOpcode() == BO_LAnd ? Left : Unit.Bdds.notOf(Left));
    }
    Below = Above;
  }
}

void Lowering::edges(const CFGBlock &Block, BlockCode &Code) {
  Code.EdgeConditions.assign(Block.succ_size(), Bdd::top());
  CFGTerminator Terminator = Block.getTerminator();
  if (Terminator.isTemporaryDtorsBranch() && Block.succ_size() == 2) {
    Bdd Made = temporaryMade(Terminator.getStmt());
    Code.EdgeConditions[0] = Made;
    Code.EdgeConditions[1] = Made.isTrue() ? Made : Unit.Bdds.notOf(Made);
    return;
  }
  if (!Terminator.isStmtBranch() || Block.succ_size() < 2)
    return;
  const Stmt *Branch = Terminator.getStmt();
  if (const auto *Switch = dyn_cast<SwitchStmt>(Branch)) {
    const Expr *Condition = Switch->getCond();
    Bdd AnyCase = Bdd::bottom();
    unsigned Default = Block.succ_size() - 1;
    unsigned Index = 0;
    for (const CFGBlock::AdjacentBlock &Next : Block.succs()) {
      unsigned This = Index++;
      const CFGBlock *Target = Next.getReachableBlock()
                                   ? Next.getReachableBlock()
                                   : Next.getPossiblyUnreachableBlock();
      if (!Target)
        continue;
      const auto *Case = dyn_cast_or_null<CaseStmt>(Target->getLabel());
      if (!Case) {
        Default = This;
        continue;
      }
      std::optional<int64_t> Low = Unit.Names.constant(Case->getLHS());
      std::optional<int64_t> High =
          Case->getRHS() ? Unit.Names.constant(Case->getRHS()) : Low;
      if (!Low || !High || *Low == INT64_MIN)
        return;
      Bdd Here = Unit.Bdds.andOf(
          Unit.Names.atMost(Condition, *High),
          Unit.Bdds.notOf(Unit.Names.atMost(Condition, *Low - 1)));
      Code.EdgeConditions[This] = Here;
      AnyCase = Unit.Bdds.orOf(AnyCase, Here);
    }
    Code.EdgeConditions[Default] = Unit.Bdds.notOf(AnyCase);
    return;
  }
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Branch))
    for (RangeLoop &Loop : Loops)
      if (Loop.Loop == Range && Block.succ_size() == 2)
        Loop.Test = &Code;
  if (isa<CXXForRangeStmt, CXXTryStmt, IndirectGotoStmt, GCCAsmStmt>(Branch))
    return;
  const Expr *Condition = branchCondition(Block);
  if (!Condition || Block.succ_size() != 2)
    return;
  Bdd Truth = Unit.Names.truth(Condition);
  Code.EdgeConditions[0] = Truth;
  Code.EdgeConditions[1] = Unit.Bdds.notOf(Truth);
}

/// An exception can leave any block of a try's body for the try's handlers.
void Lowering::findHandlers(const Stmt *Body, const CFG &Graph,
                            FunctionCode &Code) {
  DenseMap<const Stmt *, unsigned> Dispatch;
  for (const CFGBlock *Block : Graph)
    if (const auto *Try =
            dyn_cast_or_null<CXXTryStmt>(Block->getTerminatorStmt()))
      Dispatch[Try] = Block->getBlockID();
  if (Dispatch.empty())
    return;
  DenseMap<const Stmt *, SmallVector<unsigned, 1>> Enclosing;
  SmallVector<unsigned, 4> Open;
  auto Visit = [&](auto &Self, const Stmt *S) -> void {
    if (!S)
      return;
    if (!Open.empty())
      Enclosing[S] = SmallVector<unsigned, 1>(Open.begin(), Open.end());
    if (const auto *Try = dyn_cast<CXXTryStmt>(S)) {
      auto Found = Dispatch.find(Try);
      if (Found != Dispatch.end()) {
        Open.push_back(Found->second);
        Self(Self, Try->getTryBlock());
        Open.pop_back();
        for (unsigned I = 0; I != Try->getNumHandlers(); ++I)
          Self(Self, Try->getHandler(I));
        return;
      }
    }
    for (const Stmt *Child : S->children())
      Self(Self, Child);
  };
  Visit(Visit, Body);
  for (const CFGBlock *Block : Graph) {
    BlockCode &Body = Code.Blocks[Block->getBlockID()];
    ArrayRef<std::size_t> Starts = ElementStarts[Block->getBlockID()];
    for (auto [Element, Start] : zip(*Block, Starts)) {
      std::optional<CFGStmt> S = Element.getAs<CFGStmt>();
      auto Found = S ? Enclosing.find(S->getStmt()) : Enclosing.end();
      if (Found == Enclosing.end())
        continue;
      for (unsigned Handler : Found->second)
        if (none_of(Body.Handlers, [&](const BlockCode::Handler &H) {
              return H.Block == Handler;
            }))
          Body.Handlers.push_back({Handler, Start});
    }
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
/// follow all of it through every copy costs more than it tells.
static bool isCopied(const Atom &A, const Term *Whole) {
  if (A.Is == Predicate::Holds || A.Is == Predicate::Missing)
    return true;
  const Term *T = A.Subject;
  while (T && T != Whole)
    T = T->base();
  return T == Whole;
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
      if (!isCopied(A, C.From))
        continue;
      const Term *T = Unit.Terms.substitute(A.Subject, Map);
      if (!T || T == A.Subject)
        continue;
      AtomId New = Unit.Atoms.get(T, A.Is, A.Value, O.At);
      // A loop learns of all elements only what somebody asks for.
      if (isOfEach(A.Subject))
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
  if (O.Step != 0)
    for (AtomId Id : SmallVector<AtomId, 8>(Unit.Atoms.of(O.Written[0]))) {
      Atom A = Unit.Atoms[Id];
      if (A.Is != Predicate::AtMost || hasValueFor(O, Id))
        continue;
      Unit.Atoms.get(A.Subject, A.Is, A.Value, O.At);
      for (AtomId Old : Unit.Atoms.of(A.Subject))
        if (Unit.Atoms[Old].Is == Predicate::AtMost &&
            Unit.Atoms[Old].Value == A.Value - O.Step)
          O.Values.emplace_back(Id, Unit.Bdds.atom(Old));
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
    Bdd All = Bdd::top();
    for (AtomId Id : SmallVector<AtomId, 8>(Unit.Atoms.dependents(C.From))) {
      const Term *T = Unit.Terms.substitute(Unit.Atoms[Id].Subject, Map);
      if (!T || T == Unit.Atoms[Id].Subject ||
          Unit.Atoms[Id].Is != Predicate::Holds)
        continue;
      AtomId Mirrored = Unit.Atoms.get(T, Predicate::Holds, 0, O.At);
      All = Unit.Bdds.andOf(
          All, Unit.Bdds.implies(Unit.Bdds.atom(Id), Unit.Bdds.atom(Mirrored)));
    }
    O.Condition = All;
  }
  for (const Term *Place : O.AllHold) {
    if (!Place)
      continue;
    for (AtomId Id : SmallVector<AtomId, 8>(Unit.Atoms.dependents(Place)))
      if (Unit.Atoms[Id].Is == Predicate::Holds && !hasValueFor(O, Id)) {
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
    Bdd &Edge = Loop.Test->EdgeConditions[1];
    Edge = Unit.Bdds.andOf(Edge, Condition);
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
  // A copy may name atoms that a later copy then copies on; two rounds follow
  // a value through a chain of two, and chains are short.
  for (unsigned Round = 0; Round != 3; ++Round) {
    std::size_t Before = Unit.Atoms.size();
    for (BlockCode &Block : Code.Blocks)
      for (Operation &O : Block.Operations) {
        completeCopies(O);
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
      // What does not come from a look-up is not missing.
      for (AtomId Id : O.Changed)
        if (Unit.Atoms[Id].Is == Predicate::Missing &&
            !Unit.Names.isLookup(Unit.Atoms[Id].Subject) && !hasValueFor(O, Id))
          O.Values.emplace_back(Id, Bdd::bottom());
    }
  }
}

FunctionCode Lowering::run(const Stmt *Body, const CFG &Graph) {
  Code.Blocks.resize(Graph.getNumBlockIDs());
  ElementStarts.resize(Graph.getNumBlockIDs());
  for (const CFGBlock *Block : blockOrder(Graph)) {
    Current = &Code.Blocks[Block->getBlockID()];
    for (const CFGElement &Element : *Block) {
      ElementStarts[Block->getBlockID()].push_back(Current->Operations.size());
      if (std::optional<CFGStmt> S = Element.getAs<CFGStmt>())
        statement(S->getStmt());
      else if (std::optional<CFGInitializer> I =
                   Element.getAs<CFGInitializer>())
        initializer(I->getInitializer());
    }
    edges(*Block, *Current);
  }
  findHandlers(Body, Graph, Code);
  complete(Code);
  return std::move(Code);
}

} // namespace

const Expr *branchCondition(const CFGBlock &Block) {
  if (const Expr *Last = Block.getLastCondition())
    return Last;
  // Destructors of temporaries may stand between the condition and the branch.
  const auto *Whole =
      dyn_cast_or_null<Expr>(Block.getTerminatorCondition(true));
  while (Whole) {
    const auto *Logical = dyn_cast<BinaryOperator>(Whole);
    if (!Logical || !Logical->isLogicalOp())
      break;
    Whole = Logical->getRHS()->IgnoreParens();
  }
  return Whole;
}

std::vector<const CFGBlock *> blockOrder(const CFG &Graph) {
  PostOrderCFGView View(&Graph);
  std::vector<const CFGBlock *> Order(View.begin(), View.end());
  BitVector Seen(Graph.getNumBlockIDs());
  for (const CFGBlock *Block : Order)
    Seen.set(Block->getBlockID());
  for (const CFGBlock *Block : Graph)
    if (!Seen.test(Block->getBlockID()))
      Order.push_back(Block);
  return Order;
}

FunctionCode lower(UnitState &Unit, const FunctionDecl *Owner, const Stmt *Body,
                   const CFG &Graph, SummaryOf Summaries) {
  NameScan Scan(Unit);
  Scan.TraverseStmt(Body);
  Scan.setAliases();
  Lowering L(Unit, Owner, Summaries, Scan);
  return L.run(Body, Graph);
}

} // namespace codex::guarded

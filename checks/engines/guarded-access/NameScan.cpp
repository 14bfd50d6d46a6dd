#include "engines/guarded-access/NameScan.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

const Expr *onlyArgument(const CXXConstructExpr *Construct) {
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

namespace {
class NameScan : public ConstDynamicRecursiveASTVisitor {
public:
  explicit NameScan(UnitState &Unit) : Unit(Unit) {
    ShouldVisitImplicitCode = true;
    ShouldVisitLambdaBody = true;
  }

  bool VisitBinaryOperator(const BinaryOperator *B) override {
    if (B->isAssignmentOp())
      changes(B->getLHS(),
              B->getOpcode() == BO_Assign && Unit.Names.constant(B->getRHS()));
    if (B->getOpcode() == BO_Assign) {
      getsLookup(placeOf(B->getLHS()), B->getRHS());
      isGiven(variableOf(B->getLHS()), B->getRHS());
    }
    if (B->isEqualityOp()) {
      comparesTag(B->getLHS(), B->getRHS());
      comparesTag(B->getRHS(), B->getLHS());
    }
    return true;
  }
  bool VisitUnaryOperator(const UnaryOperator *U) override {
    if (U->isIncrementDecrementOp() ||
        (U->getOpcode() == UO_AddrOf &&
         !U->getSubExpr()->getType().isConstQualified()))
      changes(U->getSubExpr(), U->isIncrementOp());
    return true;
  }
  bool VisitCallExpr(const CallExpr *C) override {
    std::optional<CallParts> Call = callParts(C);
    if (!Call || !Call->Callee)
      return true;
    if (LambdaDepth == 0)
      for (ElementParameter &P : elementParameters(C, *Call))
        Found.ElementParameters[P.Lambda].push_back(std::move(P));
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
    isGiven(V, V->getInit());
    if (V->getInit() &&
        (!V->getType()->isReferenceType() || bindsTemporary(V->getInit())))
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
  bool VisitSwitchStmt(const SwitchStmt *S) override {
    for (const SwitchCase *C = S->getSwitchCaseList(); C;
         C = C->getNextSwitchCase())
      if (const auto *Case = dyn_cast<CaseStmt>(C); Case && !Case->getRHS())
        comparesTag(S->getCond(), Case->getLHS());
    return true;
  }
  bool VisitCXXNoexceptExpr(const CXXNoexceptExpr *E) override {
    notEvaluated(E->getOperand());
    return true;
  }
  bool VisitCXXTypeidExpr(const CXXTypeidExpr *E) override {
    if (!E->isTypeOperand() && !E->isPotentiallyEvaluated())
      notEvaluated(E->getExprOperand());
    return true;
  }
  bool VisitCXXForRangeStmt(const CXXForRangeStmt *Loop) override {
    if (LambdaDepth == 0)
      Found.Loops.push_back(Loop);
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
        !is_contained(Found.Globals, V->getCanonicalDecl()))
      Found.Globals.push_back(V->getCanonicalDecl());
    return true;
  }

  ScannedNames finish() {
    for (const auto &[V, Count] : Uses)
      if (Count.Calls > 0 && Count.Calls == Count.Mentions && V->getInit() &&
          is_contained(Declared, V))
        if (const auto *L = dyn_cast<LambdaExpr>(strip(V->getInit()));
            L && !keepsOldCopies(L))
          Found.CalledLambdas[V] = L;
    for (const VarDecl *V : Declared)
      if (const Term *T = aliasOf(V))
        Unit.Names.setAlias(V, T);
    return std::move(Found);
  }

private:
  /// Where it is called, its copies may be older than what they were made of:
  /// it is to be looked at where it is made.
  bool keepsOldCopies(const LambdaExpr *L) {
    return any_of(L->captures(), [&](const LambdaCapture &Capture) {
      return Capture.capturesVariable() &&
             Capture.getCaptureKind() == LCK_ByCopy &&
             Unit.Names.Changing.count(
                 dyn_cast<VarDecl>(Capture.getCapturedVar()));
    });
  }
  /// `const auto &it = m.find(k)`
  static bool bindsTemporary(const Expr *Init) {
    for (;;) {
      Init = Init->IgnoreParens();
      if (const auto *Full = dyn_cast<ExprWithCleanups>(Init))
        Init = Full->getSubExpr();
      else if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Init))
        Init = Cast->getSubExpr();
      else
        return isa<MaterializeTemporaryExpr>(Init);
    }
  }
  void comparesTag(const Expr *Tag, const Expr *With) {
    Tag = strip(Tag);
    if (Tag->getType()->isEnumeralType() &&
        isa<MemberExpr, CXXMemberCallExpr>(Tag))
      Found.Tags.emplace_back(Tag, With);
  }
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
  /// \p V points to one of the local's own several: an address that it gets
  /// beside others, or a choice of two.
  void isGiven(const VarDecl *V, const Expr *From) {
    if (!V || !From || !V->isLocalVarDecl() || V->isStaticLocal())
      return;
    QualType T = V->getType();
    QualType To = T->getPointeeType();
    if (To.isNull() || To.isConstQualified())
      return;
    const Expr *Inner = strip(From);
    const auto *Taken = dyn_cast<UnaryOperator>(Inner);
    if (isa<ConditionalOperator>(Inner) ||
        (T->isPointerType() && Taken && Taken->getOpcode() == UO_AddrOf))
      Found.ToOneOfSeveral[V->getCanonicalDecl()].push_back(From);
  }
  void getsLookup(const Decl *Place, const Expr *From) {
    if (!Place)
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
    // `w.lock().get()`
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(From)) {
      const CXXMethodDecl *Get = Call->getMethodDecl();
      if (Get && Get->getIdentifier() && Get->getName() == "get" &&
          Call->getNumArgs() == 0 && Get->getReturnType()->isPointerType() &&
          isPointerLike(Get->getParent()))
        return getsLookup(Place, Call->getImplicitObjectArgument());
    }
    const LookupModel *L = Unit.Names.lookup(From);
    if (!L && placeOf(From))
      L = Unit.Names.LookupPlaces.lookup(placeOf(From));
    if (!L)
      return;
    Unit.Names.LookupPlaces.try_emplace(Place, L);
    std::optional<CallParts> Call = callParts(From);
    const Term *Container = Call && Call->Object && Call->Callee &&
                                    !Call->Callee->isOverloadedOperator()
                                ? Unit.Names.object(*Call)
                                : nullptr;
    if (auto [It, New] =
            Unit.Names.LookupContainers.try_emplace(Place, Container);
        !New && It->second != Container)
      It->second = nullptr;
  }
  void notEvaluated(const Stmt *S) {
    if (!S || !Found.Unevaluated.insert(S).second)
      return;
    for (const Stmt *Child : S->children())
      notEvaluated(Child);
  }
  void changes(const Expr *E, bool Counts = false) {
    if (const VarDecl *V = variableOf(E)) {
      Unit.Names.Changing.insert(V);
      if (!Counts)
        Unit.Names.NoCounters.insert(V);
    }
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
        !is_contained(Found.Kept, V))
      Found.Kept.push_back(V);
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
      if (bindsTemporary(Init) || Init->isPRValue())
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
  ScannedNames Found;
  std::vector<const VarDecl *> Declared;
  MapVector<const VarDecl *, Use> Uses;
  unsigned LambdaDepth = 0;
};
} // namespace

ScannedNames scanNames(UnitState &Unit, const Stmt *Body) {
  NameScan Scan(Unit);
  Scan.TraverseStmt(Body);
  return Scan.finish();
}

} // namespace codex::guarded

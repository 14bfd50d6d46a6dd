// What all of the code that is looked at does with one variable or member.
#include "engines/pattern/Parts.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"

using namespace clang;

namespace codex::pattern {

namespace {

bool isZero(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *I = dyn_cast<IntegerLiteral>(E))
    return I->getValue() == 0;
  if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(E))
    return !B->getValue();
  return isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E);
}

bool asksWhetherZero(const Expr *Whole, const Stmt *Around) {
  if (Whole->getType()->isBooleanType())
    return true;
  if (const auto *U = dyn_cast_or_null<UnaryOperator>(Around))
    return U->getOpcode() == UO_LNot;
  if (const auto *B = dyn_cast_or_null<BinaryOperator>(Around)) {
    if (B->isLogicalOp())
      return true;
    return (B->isEqualityOp() || B->getOpcode() == BO_GT) &&
           isZero(B->getLHS() == Whole ? B->getRHS() : B->getLHS());
  }
  if (const auto *I = dyn_cast_or_null<IfStmt>(Around))
    return I->getCond() == Whole;
  if (const auto *W = dyn_cast_or_null<WhileStmt>(Around))
    return W->getCond() == Whole;
  if (const auto *C = dyn_cast_or_null<ConditionalOperator>(Around))
    return C->getCond() == Whole;
  return false;
}

} // namespace

std::pair<const Expr *, const Stmt *> placeOf(const Expr &E, ASTContext &Ast) {
  const Expr *Whole = &E;
  const Stmt *Around = parentOf(E, Ast);
  while (Around && isa<ParenExpr, ImplicitCastExpr, ConstantExpr>(Around)) {
    Whole = cast<Expr>(Around);
    Around = parentOf(*Around, Ast);
  }
  return {Whole, Around};
}

void Uses::findAll() {
  struct Finder : DynamicRecursiveASTVisitor {
    Finder(ByDecl &Found, ByDecl &Given) : Found(Found), Given(Given) {
      ShouldVisitImplicitCode = false;
    }
    bool VisitDeclRefExpr(DeclRefExpr *E) override {
      Found[E->getDecl()->getCanonicalDecl()].push_back(E);
      return true;
    }
    bool VisitMemberExpr(MemberExpr *E) override {
      Found[E->getMemberDecl()->getCanonicalDecl()].push_back(E);
      return true;
    }
    bool VisitCallExpr(CallExpr *C) override {
      llvm::ArrayRef<const Expr *> Arguments(C->getArgs(), C->getNumArgs());
      // The object that an operator is called on is its first argument.
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(C->getCalleeDecl());
      if (isa<CXXOperatorCallExpr>(C) && Method &&
          Method->isImplicitObjectMemberFunction())
        Arguments = Arguments.drop_front();
      if (const FunctionDecl *F = C->getDirectCallee())
        give(*F, Arguments);
      return true;
    }
    bool VisitCXXConstructExpr(CXXConstructExpr *C) override {
      give(*C->getConstructor(), {C->getArgs(), C->getNumArgs()});
      return true;
    }
    bool VisitInitListExpr(InitListExpr *List) override {
      if (!List->isSemanticForm())
        List = List->getSemanticForm();
      const auto *Record = List ? List->getType()->getAsRecordDecl() : nullptr;
      if (!Record || Record->isUnion())
        return true;
      const auto *Class = dyn_cast<CXXRecordDecl>(Record);
      unsigned I = Class ? Class->getNumBases() : 0;
      for (const FieldDecl *F : Record->fields()) {
        if (F->isUnnamedBitField())
          continue;
        if (I == List->getNumInits())
          break;
        const Expr *Init = List->getInit(I++);
        if (Init && !isa<ImplicitValueInitExpr, CXXDefaultInitExpr>(Init))
          Given[F->getCanonicalDecl()].push_back(Init);
      }
      return true;
    }
    void give(const FunctionDecl &F, llvm::ArrayRef<const Expr *> Arguments) {
      const FunctionDecl *Definition = nullptr;
      if (!F.hasBody(Definition))
        return;
      for (auto [P, A] : llvm::zip(Definition->parameters(), Arguments))
        if (!isa<CXXDefaultArgExpr>(A))
          Given[P->getCanonicalDecl()].push_back(A);
    }
    ByDecl &Found, &Given;
  };
  Finder Names(Found.emplace(), Given);
  for (Decl *Top : Unit->getTraversalScope())
    Names.TraverseDecl(Top);
}

llvm::ArrayRef<const Expr *> Uses::of(const ValueDecl &D) {
  if (!Found)
    findAll();
  auto It = Found->find(D.getCanonicalDecl());
  if (It == Found->end())
    return {};
  return It->second;
}

llvm::ArrayRef<const Expr *> Uses::givenTo(const ValueDecl &D) {
  if (!Found)
    findAll();
  auto It = Given.find(D.getCanonicalDecl());
  if (It == Given.end())
    return {};
  return It->second;
}

Flag flagIn(const Expr &Condition, Uses &All) {
  Flag Found;
  const Expr *E = Condition.IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_LNot) {
    Found.Holds = false;
    E = U->getSubExpr()->IgnoreParenImpCasts();
  }
  const auto *R = dyn_cast<DeclRefExpr>(E);
  const auto *V = R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
  if (!V || !V->hasLocalStorage() || !V->getType()->isBooleanType())
    return {};
  llvm::FoldingSetNodeID First;
  for (const Expr *Use : All.of(*V)) {
    const Stmt *Around = parentOf(*Use, All.ast());
    if (const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Around);
        Cast && Cast->getCastKind() == CK_LValueToRValue)
      continue;
    const auto *Set = dyn_cast_or_null<BinaryOperator>(Around);
    if (!Set || Set->getOpcode() != BO_Assign || Set->getLHS() != Use ||
        Set->getRHS()->HasSideEffects(All.ast()) ||
        isa<CXXBoolLiteralExpr>(Set->getRHS()->IgnoreParenImpCasts()))
      return {};
    llvm::FoldingSetNodeID Said;
    Set->getRHS()->Profile(Said, All.ast(), /*Canonical=*/true);
    if (Found.Says && Said != First)
      return {};
    First = Said;
    Found.Says = Set->getRHS();
  }
  if (Found.Says)
    Found.Variable = V;
  return Found;
}

bool onlyAskedWhetherZero(const ValueDecl &D, Uses &All) {
  ASTContext &Ast = All.ast();
  bool Asked = false;
  return llvm::all_of(
             All.of(D),
             [&](const Expr *E) {
               auto [Whole, Around] = placeOf(*E, Ast);
               if (asksWhetherZero(Whole, Around))
                 return Asked = true;
               if (const auto *U = dyn_cast_or_null<UnaryOperator>(Around))
                 return U->isIncrementOp();
               const auto *B = dyn_cast_or_null<BinaryOperator>(Around);
               return B && B->isAssignmentOp() && B->getLHS() == Whole &&
                      B->getRHS()->isIntegerConstantExpr(Ast);
             }) &&
         Asked;
}

bool isComparedByOrder(const ValueDecl &D, Uses &All) {
  return llvm::any_of(All.of(D), [&](const Expr *E) {
    auto [Whole, Around] = placeOf(*E, All.ast());
    const auto *Sum = dyn_cast_or_null<BinaryOperator>(Around);
    if (Sum && Sum->getOpcode() == BO_Add)
      Around = placeOf(*Sum, All.ast()).second;
    const auto *B = dyn_cast_or_null<BinaryOperator>(Around);
    return B && B->isRelationalOp();
  });
}

bool maybeNull(const ValueDecl &D, Uses &All) {
  return llvm::any_of(All.of(D), [&](const Expr *E) {
    auto [Whole, Around] = placeOf(*E, All.ast());
    const auto *B = dyn_cast_or_null<BinaryOperator>(Around);
    if (B && B->getOpcode() == BO_Assign)
      return B->getLHS() == Whole && isZero(B->getRHS());
    return asksWhetherZero(Whole, Around);
  });
}

bool isAskedWhetherEmpty(const ValueDecl &D, Uses &All) {
  return llvm::any_of(All.of(D), [&](const Expr *E) {
    const Stmt *Around = parentOf(*E, All.ast());
    while (Around && isa<ParenExpr, ImplicitCastExpr>(Around))
      Around = parentOf(*Around, All.ast());
    if (const auto *M = dyn_cast_or_null<MemberExpr>(Around)) {
      const IdentifierInfo *Name = M->getMemberDecl()->getIdentifier();
      return Name && (Name->isStr("empty") || Name->isStr("size") ||
                      Name->isStr("length"));
    }
    if (const auto *B = dyn_cast_or_null<CXXRewrittenBinaryOperator>(Around))
      return B->isComparisonOp();
    const auto *O = dyn_cast_or_null<CXXOperatorCallExpr>(Around);
    return O && O->isComparisonOp();
  });
}

} // namespace codex::pattern

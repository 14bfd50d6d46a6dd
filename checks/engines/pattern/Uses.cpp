// What all of the code that is looked at does with one variable or member.
#include "engines/pattern/Parts.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"

using namespace clang;

namespace codex::pattern {

namespace {

class UsesOf : public DynamicRecursiveASTVisitor {
public:
  UsesOf(const ValueDecl &D, llvm::function_ref<bool(const Expr &)> Each)
      : D(D.getCanonicalDecl()), Each(Each) {
    ShouldVisitImplicitCode = false;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) override {
    return E->getDecl()->getCanonicalDecl() != D || Each(*E);
  }
  bool VisitMemberExpr(MemberExpr *E) override {
    return E->getMemberDecl()->getCanonicalDecl() != D || Each(*E);
  }

private:
  const Decl *D;
  llvm::function_ref<bool(const Expr &)> Each;
};

bool isZero(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *I = dyn_cast<IntegerLiteral>(E))
    return I->getValue() == 0;
  if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(E))
    return !B->getValue();
  return isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E);
}

/// The outermost expression that is \p E but for parentheses and conversions,
/// and what it stands in.
std::pair<const Expr *, const Stmt *> placeOf(const Expr &E, ASTContext &Ast) {
  const Expr *Whole = &E;
  const Stmt *Around = parentOf(E, Ast);
  while (Around && isa<ParenExpr, ImplicitCastExpr, ConstantExpr>(Around)) {
    Whole = cast<Expr>(Around);
    Around = parentOf(*Around, Ast);
  }
  return {Whole, Around};
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

bool forAllUses(const ValueDecl &D, ASTContext &Ast,
                llvm::function_ref<bool(const Expr &)> Each) {
  UsesOf Visitor(D, Each);
  for (Decl *Top : Ast.getTraversalScope())
    if (!Visitor.TraverseDecl(Top))
      return false;
  return true;
}

bool onlyAskedWhetherZero(const ValueDecl &D, ASTContext &Ast) {
  bool Asked = false;
  bool All = forAllUses(D, Ast, [&](const Expr &E) {
    auto [Whole, Around] = placeOf(E, Ast);
    if (asksWhetherZero(Whole, Around))
      return Asked = true;
    if (const auto *U = dyn_cast_or_null<UnaryOperator>(Around))
      return U->isIncrementOp();
    if (const auto *B = dyn_cast_or_null<BinaryOperator>(Around))
      return B->isAssignmentOp() && B->getLHS() == Whole &&
             B->getRHS()->isIntegerConstantExpr(Ast);
    return false;
  });
  return All && Asked;
}

bool isComparedByOrder(const ValueDecl &D, ASTContext &Ast) {
  return !forAllUses(D, Ast, [&](const Expr &E) {
    auto [Whole, Around] = placeOf(E, Ast);
    const auto *Sum = dyn_cast_or_null<BinaryOperator>(Around);
    if (Sum && Sum->getOpcode() == BO_Add)
      Around = placeOf(*Sum, Ast).second;
    const auto *B = dyn_cast_or_null<BinaryOperator>(Around);
    return !B || !B->isRelationalOp();
  });
}

bool maybeNull(const ValueDecl &D, ASTContext &Ast) {
  return !forAllUses(D, Ast, [&](const Expr &E) {
    auto [Whole, Around] = placeOf(E, Ast);
    const auto *B = dyn_cast_or_null<BinaryOperator>(Around);
    if (B && B->getOpcode() == BO_Assign)
      return B->getLHS() != Whole || !isZero(B->getRHS());
    return !asksWhetherZero(Whole, Around);
  });
}

} // namespace codex::pattern

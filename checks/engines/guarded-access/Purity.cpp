#include "engines/guarded-access/Expressions.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

static bool hasConstOverload(const CXXMethodDecl *Method) {
  for (const NamedDecl *Other :
       Method->getParent()->lookup(Method->getDeclName())) {
    const auto *M = dyn_cast<CXXMethodDecl>(Other->getUnderlyingDecl());
    if (M && M != Method && M->isConst() &&
        M->getNumParams() == Method->getNumParams())
      return true;
  }
  return false;
}

namespace {
/// Looks for anything that a body does beyond computing its result.
class ImpurityFinder : public ConstDynamicRecursiveASTVisitor {
public:
  /// \p StaticsCount: a local that outlives the call makes it impure. (Not so
  /// where the place itself is handed out: `static Config c; return c;`.)
  ImpurityFinder(function_ref<bool(const FunctionDecl *)> IsPure,
                 bool StaticsCount)
      : IsPure(IsPure), StaticsCount(StaticsCount) {}

  bool Impure = false;

  bool VisitBinaryOperator(const BinaryOperator *B) override {
    return keep(!B->isAssignmentOp());
  }
  bool VisitUnaryOperator(const UnaryOperator *U) override {
    return keep(!U->isIncrementDecrementOp());
  }
  bool VisitCallExpr(const CallExpr *C) override {
    const FunctionDecl *F = C->getDirectCallee();
    return keep(F && IsPure(F));
  }
  bool VisitCXXNewExpr(const CXXNewExpr *) override { return keep(false); }
  bool VisitCXXDeleteExpr(const CXXDeleteExpr *) override {
    return keep(false);
  }
  bool VisitLambdaExpr(const LambdaExpr *) override { return keep(false); }
  bool VisitVarDecl(const VarDecl *V) override {
    return keep(!V->isStaticLocal() || !StaticsCount);
  }
  bool VisitStmt(const Stmt *) override { return keep(++Size < 60); }

private:
  bool keep(bool Fine) {
    Impure |= !Fine;
    return Fine;
  }
  function_ref<bool(const FunctionDecl *)> IsPure;
  bool StaticsCount;
  unsigned Size = 0;
};
} // namespace

bool Expressions::isPureBody(const FunctionDecl *F, unsigned Depth) {
  const FunctionDecl *Definition = nullptr;
  const Stmt *Body = F->getBody(Definition);
  if (!Body || Depth > 3)
    return false;
  auto CalleeIsPure = [&](const FunctionDecl *Callee) {
    return Callee->getBuiltinID() != 0 || isPure(Callee);
  };
  ImpurityFinder Finder(CalleeIsPure, !F->getReturnType()->isReferenceType());
  Finder.TraverseStmt(Body);
  return !Finder.Impure;
}

bool Expressions::isPure(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  auto [It, New] = Pure.try_emplace(F, false); // recursion: not pure
  if (!New)
    return It->second;
  auto TakesOnlyValues = [](const FunctionDecl *F) {
    return all_of(F->parameters(), [](const ParmVarDecl *P) {
      QualType T = P->getType();
      if (T->isLValueReferenceType() || T->isPointerType())
        return T->getPointeeType().isConstQualified() ||
               T->getPointeeType()->isFunctionType();
      return !T->isRValueReferenceType() || true;
    });
  };
  bool Result = false;
  if (F->hasAttr<PureAttr>() || F->hasAttr<ConstAttr>()) {
    Result = true;
  } else if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
             Method && Method->isInstance()) {
    if (isa<CXXConstructorDecl, CXXDestructorDecl>(Method))
      Result = false;
    else if (Method->isConst() || hasConstOverload(Method))
      Result = TakesOnlyValues(F);
    else
      Result = isPureBody(F, 0);
  } else if (F->getReturnType()->isVoidType() || F->isNoReturn()) {
    Result = false;
  } else if (F->isConstexpr() && TakesOnlyValues(F)) {
    Result = true;
  } else if (F->hasBody()) {
    Result = (TakesOnlyValues(F) || Known.lookup(F)) && isPureBody(F, 0);
  } else {
    // Unseen: a look-up by its arguments is taken to answer alike twice; what
    // takes none, only when it names a place (`Config& config()`).
    Result = TakesOnlyValues(F) &&
             (F->getNumParams() > 0 || F->getReturnType()->isReferenceType());
  }
  return Pure[F] = Result;
}

} // namespace codex::guarded

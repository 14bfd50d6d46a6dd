//===- Endings.cpp - Functions that end the program, as they are used -----===//
//
// `if (!file) fail("no file");`, and then `*file`: many programs have a
// function that never returns and does not say so, because it calls a handler
// that could be another one. How a unit uses it shows: again and again it is
// the last that is done where something is missing, and nothing ever follows
// upon it. Where something does (`log("no file"); return;`), it returns.
//
//===----------------------------------------------------------------------===//
#include "engines/guarded-access/Library.h"
#include "facts/EffectFacts.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

namespace {
class Endings : public ConstDynamicRecursiveASTVisitor {
public:
  bool VisitIfStmt(const IfStmt *If) override {
    const Stmt *Then = If->getThen();
    if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Then))
      Then = Block->body_empty() ? nullptr : Block->body_back();
    if (!If->getElse() && If->getCond() && asksForNothing(If->getCond()))
      if (const FunctionDecl *F = called(Then))
        ++Seen[F].Ends;
    return true;
  }
  bool VisitCompoundStmt(const CompoundStmt *Block) override {
    for (const Stmt *S : Block->body())
      if (const FunctionDecl *F = S == Block->body_back() ? nullptr : called(S))
        ++Seen[F].Others;
    return true;
  }

  MapVector<const FunctionDecl *, EndingUses> Seen;

private:
  /// The function of the project that \p S calls and that this unit only
  /// declares; or null.
  static const FunctionDecl *called(const Stmt *S) {
    while (const auto *Case = dyn_cast_or_null<SwitchCase>(S))
      S = Case->getSubStmt();
    if (const auto *Full = dyn_cast_or_null<FullExpr>(S))
      S = Full->getSubExpr();
    const auto *Call = dyn_cast_or_null<CallExpr>(S);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (!F || !F->getReturnType()->isVoidType() || F->hasBody() ||
        F->getBuiltinID() || F->isNoReturn() ||
        (isa<CXXMethodDecl>(F) && cast<CXXMethodDecl>(F)->isInstance()) ||
        F->getASTContext().getSourceManager().isInSystemHeader(
            F->getLocation()))
      return nullptr;
    return F->getCanonicalDecl();
  }

  /// `!o`, `it == m.end()`, `!o || o->empty()`: of an object or a pointer; a
  /// mere flag says nothing.
  static bool asksForNothing(const Expr *Condition) {
    const Expr *E = Condition->IgnoreParenImpCasts();
    if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr()->IgnoreParenImpCasts();
    if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
      if (Binary->getOpcode() == BO_LOr)
        return asksForNothing(Binary->getLHS()) ||
               asksForNothing(Binary->getRHS());
      return Binary->getOpcode() == BO_EQ && namesObject(E);
    }
    if (const auto *Equal = dyn_cast<CXXOperatorCallExpr>(E))
      return Equal->getOperator() == OO_EqualEqual && namesObject(E);
    if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E))
      return Rewritten->getOpcode() == BO_EQ && namesObject(E);
    const auto *Not = dyn_cast<UnaryOperator>(E);
    return Not && Not->getOpcode() == UO_LNot && namesObject(E);
  }
  static bool namesObject(const Stmt *S) {
    if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(S))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl())) {
        QualType T = V->getType().getNonReferenceType();
        return T->isPointerType() || T->isRecordType();
      }
    return S && any_of(S->children(), namesObject);
  }
};
} // namespace

ArrayRef<std::pair<const FunctionDecl *, EndingUses>>
Library::endings(ASTContext &Ast) {
  if (!Enders) {
    Endings Collected;
    // What was precompiled is not of the main file, and is not loaded for this.
    for (const Decl *D : Ast.getTranslationUnitDecl()->noload_decls())
      if (Ast.getSourceManager().isInMainFile(
              Ast.getSourceManager().getExpansionLoc(D->getLocation())))
        Collected.TraverseDecl(D);
    Enders = Collected.Seen.takeVector();
  }
  return *Enders;
}

bool Library::endsAsUsed(const FunctionDecl *F) {
  if (!F->getReturnType()->isVoidType() || F->hasBody())
    return false;
  return any_of(endings(F->getASTContext()), [&](const auto &Seen) {
    return Seen.first == F->getCanonicalDecl() &&
           EffectEnding::isEvidence(Seen.second.Ends, Seen.second.Others);
  });
}

} // namespace codex::guarded

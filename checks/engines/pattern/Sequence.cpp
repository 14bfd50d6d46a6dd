// What comes before what, in the text of one function.
#include "engines/pattern/Parts.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace codex::pattern {

namespace {

const Stmt *bodyOfLoop(const Stmt *S) {
  if (const auto *W = dyn_cast_or_null<WhileStmt>(S))
    return W->getBody();
  if (const auto *F = dyn_cast_or_null<ForStmt>(S))
    return F->getBody();
  if (const auto *D = dyn_cast_or_null<DoStmt>(S))
    return D->getBody();
  if (const auto *R = dyn_cast_or_null<CXXForRangeStmt>(S))
    return R->getBody();
  return nullptr;
}

const VarDecl *variableIn(const Expr *E) {
  const auto *R = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *V = R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
  return V && V->hasLocalStorage() && !V->getType()->isReferenceType()
             ? V
             : nullptr;
}

/// Where \p V is mentioned.
class Mentions : public ConstDynamicRecursiveASTVisitor {
public:
  explicit Mentions(const VarDecl &V) : V(V) {}
  std::vector<const DeclRefExpr *> All;
  bool VisitDeclRefExpr(const DeclRefExpr *R) override {
    if (R->getDecl() == &V)
      All.push_back(R);
    return true;
  }

private:
  const VarDecl &V;
};

/// What an assignment makes of a variable out of what it was.
struct Growth {
  const VarDecl *Of = nullptr;
  const Expr *To = nullptr;
};

Growth growthIn(const Stmt &S) {
  const Expr *Left = nullptr, *Right = nullptr;
  bool Compound = false;
  if (const auto *B = dyn_cast<BinaryOperator>(&S)) {
    Compound = B->isCompoundAssignmentOp();
    if (Compound || B->getOpcode() == BO_Assign)
      Left = B->getLHS(), Right = B->getRHS();
  } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(&S);
             O && O->isAssignmentOp() && O->getNumArgs() == 2) {
    Compound = O->getOperator() != OO_Equal;
    Left = O->getArg(0), Right = O->getArg(1);
  }
  const VarDecl *V = Left ? variableIn(Left) : nullptr;
  if (!V)
    return {};
  if (!Compound) {
    Mentions In(*V);
    In.TraverseStmt(Right);
    if (In.All.empty())
      return {};
  }
  return {V, Right};
}

} // namespace

bool growsInVain(const Stmt &S, ASTContext &Ast) {
  Growth G = growthIn(S);
  if (!G.Of || S.getBeginLoc().isMacroID())
    return false;
  // The innermost loop, and its body: the variable must begin and end in it.
  const Stmt *Body = nullptr;
  for (const Stmt *In = &S, *Up = parentOf(S, Ast); Up && !Body;
       In = Up, Up = parentOf(*Up, Ast)) {
    if (isa<LambdaExpr>(Up))
      return false;
    if (bodyOfLoop(Up) == In)
      Body = In;
  }
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  if (!Block)
    return false;
  bool Inside = false;
  for (const Stmt *One : Block->body())
    if (const auto *D = dyn_cast<DeclStmt>(One))
      Inside |= llvm::is_contained(D->decls(), G.Of);
  if (!Inside || G.Of->isStaticLocal())
    return false;
  Mentions In(*G.Of);
  In.TraverseStmt(const_cast<Stmt *>(Body));
  const SourceManager &Sources = Ast.getSourceManager();
  return llvm::none_of(In.All, [&](const DeclRefExpr *R) {
    return Sources.isBeforeInTranslationUnit(S.getEndLoc(), R->getBeginLoc());
  });
}

namespace {

/// A way out of the function, on a condition, behind a place in its text.
class FailureBehind : public ConstDynamicRecursiveASTVisitor {
public:
  FailureBehind(const Stmt &S, const SourceManager &Sources)
      : S(S), Sources(Sources) {}
  bool Found = false;
  bool TraverseLambdaExpr(const LambdaExpr *) override { return true; }
  bool VisitIfStmt(const IfStmt *I) override {
    if (Sources.isBeforeInTranslationUnit(S.getEndLoc(), I->getBeginLoc()))
      Found |= leaves(I->getThen()) || leaves(I->getElse());
    return !Found;
  }

private:
  static bool leaves(const Stmt *Way) {
    if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Way))
      Way = Block->body_empty() ? nullptr : Block->body_back();
    if (const auto *Full = dyn_cast_or_null<ExprWithCleanups>(Way))
      Way = Full->getSubExpr();
    return isa_and_nonnull<ReturnStmt, CXXThrowExpr>(Way);
  }
  const Stmt &S;
  const SourceManager &Sources;
};

} // namespace

bool mayFailBehind(const Stmt &S, ASTContext &Ast) {
  const FunctionDecl *Around = functionAround(S, Ast);
  if (!Around || !Around->getBody() || S.getBeginLoc().isMacroID())
    return false;
  FailureBehind Behind(S, Ast.getSourceManager());
  Behind.TraverseStmt(Around->getBody());
  return Behind.Found;
}

bool hasMoreInCase(const Stmt &S, ASTContext &Ast) {
  const Stmt *Here = &S;
  const Stmt *Block = parentOf(S, Ast);
  // case A: if (...) ...: the first statement of a case is its child.
  while (const auto *Case = dyn_cast_or_null<SwitchCase>(Block)) {
    Here = Case;
    Block = parentOf(*Case, Ast);
  }
  const auto *List = dyn_cast_or_null<CompoundStmt>(Block);
  const Stmt *Around = List ? parentOf(*List, Ast) : nullptr;
  if (!isa_and_nonnull<SwitchStmt, SwitchCase>(Around))
    return false;
  const Stmt *const *Next =
      std::find(List->body_begin(), List->body_end(), Here);
  return Next != List->body_end() && ++Next != List->body_end() &&
         (*Next)->getBeginLoc().isFileID() &&
         !isa<SwitchCase, BreakStmt, ReturnStmt, GotoStmt, ContinueStmt,
              CXXThrowExpr, NullStmt, AttributedStmt>(*Next);
}

} // namespace codex::pattern

#include "engines/guarded-access/InPlace.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {
namespace {

/// How many functions a callable is followed through.
constexpr unsigned MaxHandedOn = 4;

bool runsArgument(const FunctionDecl *F, unsigned Index, unsigned Depth);

bool isNamedInStd(const FunctionDecl *F, ArrayRef<StringRef> Names) {
  return F && F->isInStdNamespace() && F->getIdentifier() &&
         is_contained(Names, F->getName());
}

/// \p E without copies, moves and forwarding.
const Expr *passed(const Expr *E) {
  while (true) {
    E = E->IgnoreImplicit()->IgnoreParens();
    const auto *Construct = dyn_cast<CXXConstructExpr>(E);
    const auto *Call = dyn_cast<CallExpr>(E);
    if (Construct && Construct->getNumArgs() == 1 &&
        Construct->getConstructor()->isCopyOrMoveConstructor())
      E = Construct->getArg(0);
    else if (Call && Call->getNumArgs() == 1 &&
             isNamedInStd(Call->getDirectCallee(), {"move", "forward"}))
      E = Call->getArg(0);
    else
      return E;
  }
}

/// Counts what a body does with its parameter: all, and what is a call of it.
class UsesOfCallable : public DynamicRecursiveASTVisitor {
public:
  UsesOfCallable(const ParmVarDecl *Callable, unsigned Depth)
      : Callable(Callable), Depth(Depth) {
    ShouldVisitImplicitCode = true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *Ref) override {
    All += Ref->getDecl() == Callable;
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) override {
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
    if (Operator && Operator->getOperator() == OO_Call) {
      Calls += isCallable(Call->getArg(0));
      return true;
    }
    const FunctionDecl *F = Call->getDirectCallee();
    // Looked through where its result goes.
    if (Operator || isNamedInStd(F, {"move", "forward"}))
      return true;
    for (unsigned I = 0; I < Call->getNumArgs(); ++I)
      Calls += isCallable(Call->getArg(I)) && runsArgument(F, I, Depth);
    return true;
  }

  unsigned All = 0;
  unsigned Calls = 0;

private:
  bool isCallable(const Expr *E) const {
    const auto *Ref = dyn_cast<DeclRefExpr>(passed(E));
    return Ref && Ref->getDecl() == Callable &&
           !Ref->refersToEnclosingVariableOrCapture();
  }

  const ParmVarDecl *Callable;
  unsigned Depth;
};

/// Whether \p F has done with its argument when it returns.
bool runsArgument(const FunctionDecl *F, unsigned Index, unsigned Depth) {
  if (!F)
    return false;
  if (F->isInStdNamespace())
    return F->getIdentifier() && !isa<CXXMethodDecl>(F) &&
           !isNamedInStd(F, {"async", "bind"});
  const FunctionDecl *Definition = nullptr;
  if (Depth == 0 || Index >= F->getNumParams() || !F->hasBody(Definition))
    return false;
  const ParmVarDecl *Parameter = Definition->getParamDecl(Index);
  const CXXRecordDecl *Type =
      Parameter->getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!Type || !Type->isLambda())
    return false;
  UsesOfCallable Uses(Parameter, Depth - 1);
  Uses.TraverseStmt(Definition->getBody());
  return Uses.All == Uses.Calls;
}

} // namespace

bool runsInPlace(const LambdaExpr *L, ASTContext &Ast) {
  DynTypedNode Node = DynTypedNode::create(*L);
  for (unsigned Up = 0; Up != 8; ++Up) {
    DynTypedNodeList Parents = Ast.getParents(Node);
    if (Parents.empty())
      return false;
    const DynTypedNode Child = Node;
    Node = Parents[0];
    if (const auto *Call = Node.get<CXXOperatorCallExpr>())
      return Call->getOperator() == OO_Call;
    if (const auto *Call = Node.get<CallExpr>()) {
      unsigned Index = 0;
      while (Index < Call->getNumArgs() &&
             Call->getArg(Index) != Child.get<Expr>())
        ++Index;
      return runsArgument(Call->getDirectCallee(), Index, MaxHandedOn);
    }
    if (const auto *Construct = Node.get<CXXConstructExpr>()) {
      if (!Construct->getConstructor()->isCopyOrMoveConstructor())
        return false;
      continue;
    }
    if (!Node.get<Expr>())
      return false;
  }
  return false;
}

} // namespace codex::guarded

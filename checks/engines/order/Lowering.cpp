#include "engines/order/Lowering.h"

#include "engines/order/FunctionLowering.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"

using namespace clang;
using namespace llvm;

namespace codex::order {
namespace {

/// Variables that live as long as the program, with an initialiser that code
/// must run for.
class GlobalFinder : public DynamicRecursiveASTVisitor {
public:
  std::vector<const VarDecl *> Found;
  /// Functions that run before main as well.
  std::vector<const FunctionDecl *> Constructors;

  bool VisitVarDecl(VarDecl *V) override {
    if (V->hasGlobalStorage() && !V->isStaticLocal() && V->hasInit() &&
        V->isThisDeclarationADefinition() && !V->getType()->isDependentType() &&
        !V->getDeclContext()->isDependentContext() && !V->isInvalidDecl() &&
        !V->getInit()->containsErrors())
      Found.push_back(V);
    return true;
  }
  bool TraverseFunctionDecl(FunctionDecl *F) override {
    if (F->hasAttr<ConstructorAttr>() && F->isThisDeclarationADefinition())
      Constructors.push_back(F);
    return true;
  }
};

} // namespace

OrderUnit lowerUnit(UnitContext &Unit, EventMatcher &Matcher,
                    StringRef MainFile, FactBuilder &Facts) {
  UnitLowering Shared(Unit, Matcher, MainFile.str());
  // The first file and text are empty: no place, no name.
  Shared.file("");
  Shared.text("");
  GlobalFinder Globals;
  for (Decl *D : Unit.topLevel())
    Globals.TraverseDecl(D);
  if (!Globals.Found.empty() || !Globals.Constructors.empty())
    FunctionLowering(Shared).lowerGlobals(Globals.Found, Globals.Constructors);
  for (const FunctionDecl *F : Unit.functions())
    Shared.want(F);
  while (!Shared.Queue.empty()) {
    const FunctionDecl *F = Shared.Queue.front();
    Shared.Queue.pop_front();
    if (F->isInvalidDecl() || !F->getBody())
      continue;
    if (!FunctionLowering(Shared).lower(F)) {
      Gap G;
      G.At = Unit.location(F->getLocation());
      G.Rule = "order";
      G.Reason = "in " + Unit.functionName(F) + ": no control-flow graph";
      Facts.gap(std::move(G));
    }
  }
  for (const EventMatcher::Mistake &M : Matcher.mistakes()) {
    Gap G;
    G.At = Unit.location(M.At);
    G.Rule = "order";
    G.Reason = "an attribute that says nothing: " + M.What;
    Facts.gap(std::move(G));
  }
  return std::move(Shared.Out);
}

} // namespace codex::order

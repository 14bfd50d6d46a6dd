// What runs outside of every function's body: Analysis::analyseInitializers.
#include "engines/guarded-access/Analysis.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {
namespace {

/// Calls \p Found for each expression that is evaluated by no function's body,
/// with the declaration that it belongs to. Those that depend on a template's
/// parameters are left to the instantiations. The callback must outlive it.
class InitializerWalk {
public:
  using Callback = function_ref<void(const Decl *, Expr *)>;
  InitializerWalk(const UnitContext &Context, Callback Found)
      : Context(Context), Found(Found) {}

  void declaration(Decl *D) {
    if (!Context.inScope(D->getLocation()) && !isa<NamespaceDecl>(D) &&
        !isa<LinkageSpecDecl>(D))
      return;
    if (auto *V = dyn_cast<VarDecl>(D))
      variable(V);
    else if (auto *F = dyn_cast<FunctionDecl>(D))
      function(F);
    else if (auto *Template = dyn_cast<VarTemplateDecl>(D))
      for (VarDecl *Instance : Template->specializations())
        variable(Instance);
    else if (auto *Template = dyn_cast<ClassTemplateDecl>(D))
      for (CXXRecordDecl *Instance : Template->specializations())
        members(Instance);
    else if (isa<NamespaceDecl, LinkageSpecDecl, CXXRecordDecl>(D))
      members(cast<DeclContext>(D));
  }

private:
  void members(DeclContext *Context) {
    for (Decl *D : Context->decls())
      declaration(D);
  }
  void variable(VarDecl *V) {
    if (V->hasInit() && !V->isInvalidDecl() && !V->isConstexpr() &&
        !V->getDeclContext()->isDependentContext() &&
        !V->getInit()->isValueDependent())
      Found(V, V->getInit());
  }
  void function(FunctionDecl *F) {
    if (F->isDependentContext())
      return;
    for (ParmVarDecl *P : F->parameters())
      if (P->hasDefaultArg() && !P->hasUnparsedDefaultArg() &&
          !P->hasUninstantiatedDefaultArg() && !P->hasInheritedDefaultArg())
        Found(F, P->getDefaultArg());
  }

  const UnitContext &Context;
  Callback Found;
};

} // namespace

void Analysis::analyseInitializers(Report Found, Simplified Gap) {
  auto Analyse = [&](const Decl *Owner, Expr *Init) {
    if (hasAccess(Init))
      analyseBody(Owner, Init, State::top(), Found, Gap);
  };
  InitializerWalk Walk(Context, Analyse);
  for (Decl *D : Context.topLevel())
    Walk.declaration(D);
  Unit.Bdds.forgetWork();
}

} // namespace codex::guarded

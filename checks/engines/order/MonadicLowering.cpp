// and_then, transform and or_else: what a wrapper has inside is handed on, or
// what stands in for it is asked for.
#include "engines/order/FunctionLowering.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::order {

/// The type of the first parameter of what \p E calls; null: it has none.
static QualType firstParameter(const Expr *E) {
  QualType Type = E->getType();
  const FunctionDecl *F = nullptr;
  if (const CXXRecordDecl *Class = Type->getAsCXXRecordDecl())
    F = callOperatorOf(Class);
  else if (const auto *Named = dyn_cast<DeclRefExpr>(peel(E)))
    F = dyn_cast<FunctionDecl>(Named->getDecl());
  return F && F->getNumParams() ? F->getParamDecl(0)->getType() : QualType();
}

/// -1: another method.
int FunctionLowering::monadicMethod(const CallExpr *E, StringRef Name,
                                    int Object) {
  bool Maps = Name == "transform" || Name == "map";
  bool Otherwise = Name == "or_else";
  if (Name == "transform_error" || Name == "map_error")
    return Object;
  if ((!Maps && !Otherwise && Name != "and_then") || E->getNumArgs() != 1)
    return -1;
  const Expr *Callee = E->getArg(0);
  int Is = load(field(Object, "#s"), Shared.Unit.ast().IntTy);
  int Asked = Otherwise ? value(Instr::Not, {Is}) : Is;
  std::vector<int> Args = {Asked, callable(Callee)};
  if (QualType Wants = firstParameter(Callee); Otherwise) {
    Args.push_back(emit(Instr::Derive, {}).Dst);
  } else {
    int Inside = inside(Object);
    bool ByAddress =
        Wants.isNull() || Wants->isReferenceType() || Wants->isRecordType();
    Args.push_back(ByAddress ? Inside : load(Inside, Wants));
  }
  int Result = indirect(E, std::move(Args));
  Block->Code.back().Text = text("where");
  if (Otherwise)
    return value(Instr::Select, {Is, Object, Result});
  int Other = value(Instr::Temporary, {});
  effect(Instr::Store, {field(Other, "#s"), Maps ? Is : number(0)});
  if (!Maps)
    return value(Instr::Select, {Is, Result, Other});
  const CXXRecordDecl *Class = E->getType()->getAsCXXRecordDecl();
  QualType Type = Class ? typeArguments(Class).front() : QualType();
  effect(!Type.isNull() && Type->isRecordType() ? Instr::Move : Instr::Store,
         {inside(Other), Result});
  return Other;
}

} // namespace codex::order

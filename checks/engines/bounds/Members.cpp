// Members of a file's own structs that numbers from outside are stored in, and
// that nothing in the unit compares with anything.
#include "engines/bounds/Flow.h"

#include "collect/UnitContext.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"

using namespace clang;
using namespace llvm;

namespace codex::bounds {

/// A char, but not one that is named a byte (uint8_t).
static bool isText(QualType T) {
  return T->isCharType() && !(T->isSpecificBuiltinType(BuiltinType::UChar) &&
                              T->getAs<TypedefType>());
}

static const FieldDecl *memberIn(const Expr *E) {
  // read(reinterpret_cast<char *>(&Header.Count), 1)
  if (const auto *U = dyn_cast<UnaryOperator>(E->IgnoreParenCasts());
      U && U->getOpcode() == UO_AddrOf)
    E = U->getSubExpr();
  E = E->IgnoreParenImpCasts();
  const auto *M = dyn_cast<MemberExpr>(E);
  const auto *Field = M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
  if (!Field || !Field->getType()->isIntegralOrEnumerationType() ||
      Field->getType()->isBooleanType() || isText(Field->getType()))
    return nullptr;
  return Field;
}

namespace {

class MemberScan : public DynamicRecursiveASTVisitor {
public:
  MemberScan(UnitContext &Unit, const Names &TheNames)
      : Unit(Unit), TheNames(TheNames) {}

  std::map<const FieldDecl *, Origin> Filled;
  std::set<const FieldDecl *> Looked;

  /// for (i = 0; i < x.n; ++i): that is the use, and no question about it.
  bool VisitForStmt(ForStmt *F) override {
    if (const Expr *Condition = F->getCond())
      Bounds.insert(Condition->IgnoreParenImpCasts());
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *B) override {
    if (Bounds.count(B))
      return true;
    if (B->isComparisonOp() || B->getOpcode() == BO_Rem ||
        B->getOpcode() == BO_And)
      for (const Expr *Side : {B->getLHS(), B->getRHS()})
        lookIn(Side);
    if (B->getOpcode() != BO_Assign)
      return true;
    const auto *Call = dyn_cast<CallExpr>(B->getRHS()->IgnoreParenCasts());
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    const OutsideModel *M = F ? TheNames.source(Unit, F) : nullptr;
    if (M && M->Argument < 0 && !M->Text)
      fill(B->getLHS(), *M, Call->getBeginLoc());
    return true;
  }
  bool VisitCallExpr(CallExpr *C) override {
    const FunctionDecl *F = C->getDirectCallee();
    if (!F)
      return true;
    const OutsideModel *M = TheNames.source(Unit, F);
    unsigned Shift =
        isa<CXXOperatorCallExpr>(C) && isa<CXXMethodDecl>(F) ? 1 : 0;
    for (auto [I, Arg] : enumerate(C->arguments())) {
      if (M && M->Argument >= 0 && I == uint64_t(M->Argument) + Shift)
        fill(Arg, *M, Arg->getBeginLoc());
      else if (!M && TheNames.uses(Unit, F).empty() &&
               !isa<CXXOperatorCallExpr>(C))
        lookIn(Arg); // who knows what it asks
    }
    return true;
  }
  bool VisitSwitchStmt(SwitchStmt *S) override {
    lookIn(S->getCond());
    return true;
  }

private:
  void lookIn(const Stmt *S) {
    if (const auto *E = dyn_cast<Expr>(S))
      if (const FieldDecl *Field = memberIn(E))
        Looked.insert(Field);
    for (const Stmt *Child : S->children())
      if (Child && !isa<LambdaExpr>(Child))
        lookIn(Child);
  }
  void fill(const Expr *To, const OutsideModel &M, SourceLocation At) {
    const FieldDecl *Field = memberIn(To);
    // Who else includes a header may compare it.
    if (!Field || !Unit.sources().isWrittenInMainFile(Field->getLocation()))
      return;
    Origin O;
    O.Name = M.Name;
    O.At = At;
    O.Text = M.Text;
    O.Bits = Unit.ast().getIntWidth(Field->getType());
    Filled.try_emplace(Field, std::move(O));
  }

  UnitContext &Unit;
  const Names &TheNames;
  std::set<const Expr *> Bounds; ///< conditions of for loops
};

} // namespace

const std::map<const FieldDecl *, Origin> &UnitFlow::outsideMembers() {
  if (MembersKnown)
    return OutsideMembers;
  MembersKnown = true;
  MemberScan Scan(Unit, TheNames);
  for (const FunctionDecl *F : Unit.functions())
    if (!F->isDependentContext())
      Scan.TraverseStmt(F->getBody());
  for (auto &[Field, From] : Scan.Filled)
    if (!Scan.Looked.count(Field))
      OutsideMembers.emplace(Field, std::move(From));
  return OutsideMembers;
}

} // namespace codex::bounds

#include "engines/guarded-access/Mend.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// A variable or a member of one, named without a call: to name it once more
/// does nothing.
static bool isPlainName(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (isa<DeclRefExpr, CXXThisExpr>(E))
    return true;
  const auto *Member = dyn_cast<MemberExpr>(E);
  return Member && isa<FieldDecl>(Member->getMemberDecl()) &&
         isPlainName(Member->getBase());
}

/// The statement of a block in which \p E is evaluated whenever the statement
/// is reached; null if there is none.
static const Stmt *statementAround(const Expr *E, ASTContext &Ast) {
  const Stmt *Below = E;
  while (true) {
    DynTypedNodeList Parents = Ast.getParents(*Below);
    if (Parents.empty())
      return nullptr;
    const Stmt *Above = Parents[0].get<Stmt>();
    if (!Above) {
      // The initialiser of a variable: its statement is one further up.
      const auto *V = Parents[0].get<VarDecl>();
      if (!V || V->isStaticLocal())
        return nullptr;
      DynTypedNodeList Further = Ast.getParents(*V);
      Above = Further.empty() ? nullptr : Further[0].get<Stmt>();
      if (!isa_and_nonnull<DeclStmt>(Above))
        return nullptr;
    }
    if (isa<CompoundStmt>(Above))
      return Below;
    if (const auto *If = dyn_cast<IfStmt>(Above)) {
      if (If->getCond() != Below || If->getInit())
        return nullptr;
    } else if (const auto *Switch = dyn_cast<SwitchStmt>(Above)) {
      if (Switch->getCond() != Below || Switch->getInit())
        return nullptr;
    } else if (const auto *Choice =
                   dyn_cast<AbstractConditionalOperator>(Above)) {
      if (Choice->getCond() != Below)
        return nullptr;
    } else if (const auto *Binary = dyn_cast<BinaryOperator>(Above)) {
      // What is assigned in the statement may be the object itself.
      if (Binary->isAssignmentOp() ||
          (Binary->isLogicalOp() && Binary->getLHS() != Below))
        return nullptr;
    } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Above)) {
      if (Operator->isAssignmentOp())
        return nullptr;
    } else if (isa<LambdaExpr>(Above) ||
               !(isa<Expr>(Above) || isa<DeclStmt>(Above) ||
                 isa<ReturnStmt>(Above))) {
      return nullptr;
    }
    Below = Above;
  }
}

/// `std::nullopt` of std::nullopt_t, or empty.
static std::string emptyTag(const WrapperModel &W) {
  for (StringRef Type : W.EmptyFrom)
    if (Type.ends_with("nullopt_t") || Type.ends_with("none_t"))
      return Type.drop_back(2).str();
  return "";
}

static std::optional<QualType> secondArgument(QualType T) {
  const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Special || Special->getTemplateArgs().size() != 2 ||
      Special->getTemplateArgs()[1].getKind() != TemplateArgument::Type)
    return std::nullopt;
  return Special->getTemplateArgs()[1].getAsType().getCanonicalType();
}

/// What a function that returns \p Returned can say where the object, a \p W of
/// type \p T, is empty; empty if that is not plain. \p Of: the object, with
/// what a member's name comes after.
static std::string errorOf(UnitState &Unit, const WrapperModel &W, QualType T,
                           const std::string &Of, QualType Returned) {
  const WrapperModel *Result = Unit.Known.wrapper(Returned);
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  for (const std::string &Name : W.StatusMembers) {
    const FunctionDecl *Status = memberNamed(Record, Name);
    if (!Status)
      continue;
    QualType Error = Status->getReturnType().getNonReferenceType();
    if (!Error->isRecordType())
      continue;
    if (Unit.Ast.hasSameUnqualifiedType(Error, Returned) ||
        (Result && Unit.Known.isEmptySource(*Result, Error)))
      return Of + Name + "()";
  }
  if (Result != &W)
    return "";
  if (!W.ErrorUnwraps.empty()) {
    std::optional<QualType> Mine = secondArgument(T),
                            Theirs = secondArgument(Returned);
    if (Mine && Theirs && *Mine == *Theirs)
      for (const std::string &Type : W.EmptyFrom)
        if (StringRef(Type).ends_with("::unexpected"))
          return Type + "(" + Of + W.ErrorUnwraps.front() + "())";
    return "";
  }
  return emptyTag(W);
}

std::vector<Fix> mend(UnitContext &Context, UnitState &Unit, const Problem &P) {
  const Access &A = *P.Where;
  const auto *F = dyn_cast<FunctionDecl>(P.Owner);
  const auto *Body = F ? dyn_cast_or_null<CompoundStmt>(F->getBody()) : nullptr;
  if (!Body || A.NeedsError || A.Inside || !A.Object || F->isMain() ||
      F->isTemplateInstantiation() || F->isDependentContext() ||
      isa<CXXConstructorDecl, CXXDestructorDecl>(F) ||
      (isa<CXXMethodDecl>(F) &&
       cast<CXXMethodDecl>(F)->getParent()->isLambda()))
    return {};
  const Expr *Object = strip(A.Object);
  if (const auto *Star = dyn_cast<UnaryOperator>(Object);
      Star && Star->getOpcode() == UO_Deref)
    Object = strip(Star->getSubExpr());
  QualType T = Object->getType();
  bool IsPointer = T->isPointerType();
  if (IsPointer)
    T = T->getPointeeType();
  const WrapperModel *W = Unit.Known.wrapper(T);
  const Stmt *At = statementAround(A.At, Unit.Ast);
  if (!W || W->Tests.empty() || !At || !isPlainName(Object) ||
      A.At->getBeginLoc().isMacroID() || At->getBeginLoc().isMacroID() ||
      !Context.inScope(At->getBeginLoc()))
    return {};
  // It must be there before the statement is.
  const SourceManager &Sources = Context.sources();
  if (const VarDecl *V = A.Place->root()->variable();
      V && !V->hasGlobalStorage() &&
      !Sources.isBeforeInTranslationUnit(V->getLocation(), At->getBeginLoc()))
    return {};

  std::string Name = Context.code(Object->getSourceRange());
  std::string Of = Name + (IsPointer ? "->" : ".");
  std::string Error;
  bool IsLast = At == Body->body_back();
  QualType Returned = F->getReturnType();
  if (!Returned->isVoidType()) {
    Error = errorOf(Unit, *W, T, Of, Returned);
    if (Error.empty())
      return {};
  }
  std::string Test = is_contained(W->Tests, "operator bool")
                         ? "!" + (IsPointer ? "*" + Name : Name)
                         : "!" + Of + W->Tests.front() + "()";
  std::string Return = Error.empty() ? "return;" : "return " + Error + ";";

  Fix Early;
  Early.Description = "if (" + Test + ") " + Return;
  Early.Safe = !Error.empty() || IsLast;
  auto [File, Offset] = Sources.getDecomposedLoc(At->getBeginLoc());
  StringRef Before = Sources.getBufferData(File).take_front(Offset);
  StringRef Indent = Before.substr(Before.rfind('\n') + 1);
  bool OwnLine = Indent.trim().empty();
  std::string Text = "if (" + Test + ")";
  Text += OwnLine ? ("\n" + Indent + "  " + Return + "\n" + Indent).str()
                  : " " + Return + " ";
  Early.Edits.push_back(
      {Context.location(At->getBeginLoc()).File, Offset, 0, std::move(Text)});
  return {std::move(Early)};
}

} // namespace codex::guarded

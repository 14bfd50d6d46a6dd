#include "engines/pattern/Parts.h"

#include "clang/AST/ParentMapContext.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace codex::pattern {

namespace {

using SharedUses = std::shared_ptr<Uses>;

AST_MATCHER_P(Stmt, idleWay, SharedUses, All) {
  return hasIdleWay(Node, *All, false);
}
AST_MATCHER_P(Stmt, idleAfterFailure, SharedUses, All) {
  return hasIdleWay(Node, *All, true);
}
AST_MATCHER(Stmt, hidesTheNext) {
  return hidesNext(Node, Finder->getASTContext());
}
AST_MATCHER(CallExpr, locksHeldMutex) {
  return locksWhatIsHeld(Node, Finder->getASTContext());
}
AST_MATCHER_P(ValueDecl, onlyAskedForZero, SharedUses, All) {
  return onlyAskedWhetherZero(Node, *All);
}
AST_MATCHER_P(EnumConstantDecl, sharesABit, SharedUses, All) {
  return sharesBit(Node, *All);
}
AST_MATCHER_P(VarDecl, constantSharesABit, SharedUses, All) {
  return constantSharesBit(Node, *All);
}
AST_MATCHER(BinaryOperator, macroSharesABit) {
  return macroSharesBit(Node, Finder->getASTContext());
}
AST_MATCHER(Stmt, growsForNothing) {
  return growsInVain(Node, Finder->getASTContext());
}
AST_MATCHER(Stmt, failureBehind) {
  return mayFailBehind(Node, Finder->getASTContext());
}
AST_MATCHER(Stmt, moreInCaseBehind) {
  return hasMoreInCase(Node, Finder->getASTContext());
}
AST_MATCHER_P(Expr, limitedBeyondRoom, SharedUses, All) {
  return isLimitedBeyondRoom(Node, *All);
}
AST_MATCHER(BinaryOperator, otherThanRoom) {
  return differsFromRoom(Node, Finder->getASTContext());
}
AST_MATCHER(BinaryOperator, belowOther) {
  return isBelowOtherLimit(Node, Finder->getASTContext());
}
AST_MATCHER_P(ValueDecl, comparedByOrder, SharedUses, All) {
  return isComparedByOrder(Node, *All);
}
AST_MATCHER_P(ValueDecl, askedWhetherEmpty, SharedUses, All) {
  return isAskedWhetherEmpty(Node, *All);
}
AST_MATCHER_P(ValueDecl, seenNull, SharedUses, All) {
  return maybeNull(Node, *All);
}

} // namespace

const Stmt *parentOf(const Stmt &S, ASTContext &Ast) {
  DynTypedNodeList Parents = Ast.getParents(S);
  return Parents.empty() ? nullptr : Parents[0].get<Stmt>();
}

const FunctionDecl *functionAround(const Stmt &S, ASTContext &Ast) {
  DynTypedNode Node = DynTypedNode::create(S);
  while (true) {
    DynTypedNodeList Parents = Ast.getParents(Node);
    if (Parents.empty())
      return nullptr;
    Node = Parents[0];
    if (const auto *F = Node.get<FunctionDecl>())
      return F;
  }
}

bool hidesNext(const Stmt &S, ASTContext &Ast) {
  // Where the compiler found errors, labels may be missing.
  if (Ast.getDiagnostics().hasUncompilableErrorOccurred())
    return false;
  if (!isa<ReturnStmt, GotoStmt, BreakStmt, ContinueStmt, CXXThrowExpr>(S) ||
      S.getBeginLoc().isMacroID())
    return false;
  const auto *Block = dyn_cast_or_null<CompoundStmt>(parentOf(S, Ast));
  if (!Block)
    return false;
  // A function that begins with its end has been switched off on purpose.
  const FunctionDecl *Around = functionAround(S, Ast);
  if (Around && Around->getBody() == Block && *Block->body_begin() == &S)
    return false;
  const Stmt *const *Next =
      std::find(Block->body_begin(), Block->body_end(), &S);
  if (Next == Block->body_end() || ++Next == Block->body_end())
    return false;
  // A jump behind a jump is a habit (return x; break;), and does no harm.
  return (*Next)->getBeginLoc().isFileID() &&
         !isa<LabelStmt, SwitchCase, NullStmt, DeclStmt, ReturnStmt, GotoStmt,
              BreakStmt, ContinueStmt, CompoundStmt>(*Next);
}

void addParts(dynamic::Parser::NamedValueMap &Named,
              const std::shared_ptr<Uses> &All) {
  auto Add = [&](const char *Name,
                 const ast_matchers::internal::DynTypedMatcher &M) {
    Named[Name] = dynamic::VariantMatcher::SingleMatcher(M);
  };
  Add("idleWay", idleWay(All));
  Add("idleAfterFailure", idleAfterFailure(All));
  Add("hidesTheNext", hidesTheNext());
  Add("locksHeldMutex", locksHeldMutex());
  Add("onlyAskedForZero", onlyAskedForZero(All));
  Add("comparedByOrder", comparedByOrder(All));
  Add("askedWhetherEmpty", askedWhetherEmpty(All));
  Add("seenNull", seenNull(All));
  Add("sharesBit", sharesABit(All));
  Add("constantSharesBit", constantSharesABit(All));
  Add("macroSharesBit", macroSharesABit());
  Add("differsFromRoom", otherThanRoom());
  Add("belowOtherLimit", belowOther());
  Add("growsInVain", growsForNothing());
  Add("moreInCase", moreInCaseBehind());
  Add("limitedBeyondRoom", limitedBeyondRoom(All));
  Add("mayFailBehind", failureBehind());
}

} // namespace codex::pattern

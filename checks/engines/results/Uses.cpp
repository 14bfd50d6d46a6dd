#include "engines/results/Uses.h"

#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::results {

static bool isCopy(const CXXConstructExpr *C) {
  return C->getNumArgs() == 1 && C->getConstructor()->isCopyOrMoveConstructor();
}

const Expr *bare(const Expr *E) {
  while (E) {
    const Expr *Before = E;
    E = E->IgnoreParenCasts();
    if (const auto *F = dyn_cast<FullExpr>(E))
      E = F->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *C = dyn_cast<CXXConstructExpr>(E); C && isCopy(C))
      E = C->getArg(0);
    if (E == Before)
      return E;
  }
  return E;
}

/// A node around a value that hands it on as it is.
static bool handsOn(const Stmt *S) {
  if (const auto *C = dyn_cast<CastExpr>(S))
    return C->getCastKind() != CK_ToVoid;
  if (const auto *C = dyn_cast<CXXConstructExpr>(S))
    return isCopy(C);
  return isa<ParenExpr, FullExpr, MaterializeTemporaryExpr,
             CXXBindTemporaryExpr>(S);
}

/// Makes text of a value, for people.
static bool makesText(const CallExpr *Call) {
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call))
    return Operator->getOperator() == OO_Plus;
  const FunctionDecl *F = Call->getDirectCallee();
  if (!F || !F->getDeclName().isIdentifier())
    return false;
  StringRef Name = F->getName();
  return Name == "strerror" || Name == "to_string" || Name == "format" ||
         Name == "StrCat" || Name == "StrFormat" || Name == "c_str" ||
         Name == "gai_strerror" || Name == "what";
}

/// The stream at the left end of `a << b << c`.
static const Expr *leftEnd(const CXXOperatorCallExpr *Chain) {
  const Expr *Left = bare(Chain->getArg(0));
  while (const auto *More = dyn_cast<CXXOperatorCallExpr>(Left)) {
    if (More->getOperator() != OO_LessLess)
      break;
    Left = bare(More->getArg(0));
  }
  return Left;
}

static bool isLogStream(const CXXOperatorCallExpr *Chain) {
  if (Chain->getOperator() != OO_LessLess)
    return false;
  const CXXRecordDecl *Class = leftEnd(Chain)->getType()->getAsCXXRecordDecl();
  if (!Class || !Class->getIdentifier())
    return false;
  StringRef Name = Class->getName();
  if (Name.contains("ostringstream") || Name.contains("stringstream"))
    return false;
  return Name.contains_insensitive("stream") ||
         Name.contains_insensitive("log") || Name.contains("Debug");
}

bool Uses::isLogCall(const Expr *Call) const {
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call))
    if (isLogStream(Operator))
      return true;
  return Logs.find(Call) != nullptr;
}

Use Uses::ofArgument(const CallExpr *Call, const Expr *Value) const {
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    if (Operator->getOperator() == OO_Equal && Operator->getNumArgs() == 2 &&
        Operator->getArg(1) == Value) {
      const auto *Target = dyn_cast<DeclRefExpr>(bare(Operator->getArg(0)));
      if (Target &&
          Target->getDecl()->getQualifiedNameAsString() == "std::ignore")
        return {Use::Cast, Call};
      return {Use::Stored, Call, Operator->getArg(0), nullptr,
              of(Call).What == Use::Looked};
    }
  }
  if (isLogCall(Call))
    return {Use::Logged, Call};
  if (makesText(Call)) {
    Use Text = of(Call);
    if (Text.What == Use::Logged)
      return Text;
  }
  return {Use::Looked, Call};
}

bool Uses::decidesOnLogsOnly(const Expr *Condition) const {
  const Stmt *Child = Condition;
  const Stmt *Up = parent(Child);
  while (Up && (handsOn(Up) || isa<BinaryOperator, UnaryOperator>(Up) ||
                (isa<CXXMemberCallExpr, MemberExpr>(Up) &&
                 cast<Expr>(Up)->getType()->isBooleanType()) ||
                isa<MemberExpr>(Up))) {
    if (const auto *B = dyn_cast<BinaryOperator>(Up))
      if (B->isAssignmentOp() || B->getOpcode() == BO_Comma)
        break;
    Child = Up;
    Up = parent(Up);
  }
  const auto *If = dyn_cast_or_null<IfStmt>(Up);
  return If && If->getCond() == Child && onlyLogs(If->getThen()) &&
         (!If->getElse() || onlyLogs(If->getElse()));
}

Use Uses::of(const Expr *Value) const {
  const Stmt *Child = Value;
  for (const Stmt *Up = parent(Child); Up; Child = Up, Up = parent(Up)) {
    if (handsOn(Up))
      continue;
    if (isa<CastExpr>(Up))
      return {Use::Cast, Up};
    if (const auto *C = dyn_cast<ConditionalOperator>(Up)) {
      if (C->getCond() == Child)
        return {decidesOnLogsOnly(Value) ? Use::Logged : Use::Looked, Up};
      continue;
    }
    if (const auto *B = dyn_cast<BinaryOperator>(Up)) {
      if (B->getOpcode() == BO_Comma) {
        if (B->getLHS() == Child)
          return {Use::Dropped, Child};
        continue;
      }
      if (B->getOpcode() == BO_Assign && B->getRHS() == Child)
        return {Use::Stored, B, B->getLHS(), nullptr,
                of(B).What == Use::Looked};
      return {decidesOnLogsOnly(Value) ? Use::Logged : Use::Looked, Up};
    }
    if (const auto *Declaration = dyn_cast<DeclStmt>(Up)) {
      for (const Decl *D : Declaration->decls())
        if (const auto *Var = dyn_cast<VarDecl>(D))
          if (Var->getInit() == Child)
            return {Use::Stored, Up, nullptr, Var};
      return {Use::Looked, Up};
    }
    if (const auto *Call = dyn_cast<CallExpr>(Up))
      return ofArgument(Call, cast<Expr>(Child));
    if (const auto *If = dyn_cast<IfStmt>(Up))
      if (If->getCond() == Child)
        return {decidesOnLogsOnly(Value) ? Use::Logged : Use::Looked, Up};
    if (const auto *For = dyn_cast<ForStmt>(Up))
      return {For->getCond() == Child ? Use::Looked : Use::Dropped, Child};
    if (const auto *Compound = dyn_cast<CompoundStmt>(Up)) {
      const Stmt *Around = parent(Compound);
      if (isa_and_nonnull<StmtExpr>(Around) && Compound->body_back() == Child) {
        Up = Around;
        continue;
      }
      return {Use::Dropped, Child};
    }
    if (isa<CaseStmt, DefaultStmt, LabelStmt, AttributedStmt>(Up))
      return {Use::Dropped, Child};
    const Stmt *Body = nullptr;
    if (const auto *Loop = dyn_cast<WhileStmt>(Up))
      Body = Loop->getBody();
    else if (const auto *Loop = dyn_cast<DoStmt>(Up))
      Body = Loop->getBody();
    else if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Up))
      Body = Loop->getBody();
    else if (const auto *If = dyn_cast<IfStmt>(Up))
      Body = Child == If->getElse() ? If->getElse() : If->getThen();
    if (Body == Child)
      return {Use::Dropped, Child};
    return {decidesOnLogsOnly(Value) ? Use::Logged : Use::Looked, Up};
  }
  return {Use::Looked, Value};
}

bool Uses::isAssigned(const Expr *E) const {
  const Stmt *Child = E;
  for (const Stmt *Up = parent(E); Up; Child = Up, Up = parent(Up)) {
    if (isa<ParenExpr>(Up))
      continue;
    if (const auto *B = dyn_cast<BinaryOperator>(Up))
      return B->getOpcode() == BO_Assign && B->getLHS() == Child;
    if (const auto *C = dyn_cast<CXXOperatorCallExpr>(Up))
      return C->getOperator() == OO_Equal && C->getArg(0) == Child;
    return false;
  }
  return false;
}

std::string Uses::source(const Stmt *S) const {
  const SourceManager &Sources = Ast.getSourceManager();
  return Lexer::getSourceText(Sources.getExpansionRange(S->getSourceRange()),
                              Sources, Ast.getLangOpts())
      .str();
}

/// The macro that \p S stands in says by its name that it logs.
static bool isLogMacro(const Stmt *S, const ASTContext &Ast) {
  SourceLocation At = S->getBeginLoc();
  if (!At.isMacroID())
    return false;
  const SourceManager &Sources = Ast.getSourceManager();
  while (At.isMacroID()) {
    StringRef Name =
        Lexer::getImmediateMacroName(At, Sources, Ast.getLangOpts());
    for (StringRef Word : {"LOG", "WARN", "ERR", "INFO", "DEBUG", "DBG",
                           "TRACE", "PRINT", "SPDLOG"})
      if (Name.contains_insensitive(Word))
        return true;
    At = Sources.getImmediateMacroCallerLoc(At);
  }
  return false;
}

/// What a logger's argument or name says when it does not come back.
static bool soundsFatal(StringRef Text) {
  for (StringRef Word :
       {"fatal", "abort", "exit", "die", "panic", "throw", "crit", "emerg"})
    if (Text.contains_insensitive(Word))
      return true;
  return false;
}

bool Uses::onlyLogs(const Stmt *S) const {
  if (const auto *Compound = dyn_cast<CompoundStmt>(S))
    return llvm::all_of(Compound->body(),
                        [&](const Stmt *One) { return onlyLogs(One); });
  if (isa<NullStmt>(S))
    return true;
  if (isLogMacro(S, Ast))
    return !soundsFatal(source(S));
  const auto *E = dyn_cast<Expr>(S);
  const auto *Call = dyn_cast_or_null<CallExpr>(E ? bare(E) : nullptr);
  if (!Call || !isLogCall(Call))
    return false;
  const FunctionDecl *F = Call->getDirectCallee();
  return !F || !F->isNoReturn();
}

} // namespace codex::results

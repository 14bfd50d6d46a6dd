// Ways through a loop on which nothing changes.
#include "engines/pattern/Parts.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/raw_ostream.h"

#include <limits>
#include <map>
#include <set>

using namespace clang;

namespace codex::pattern {

namespace {

bool isConstMethod(const CXXMethodDecl *M) {
  return M && (M->isConst() || M->isStatic());
}

bool onlyRead(QualType Parameter) {
  if (const auto *R = Parameter->getAs<ReferenceType>())
    return R->getPointeeType().isConstQualified();
  return !Parameter->isPointerType() ||
         Parameter->getPointeeType().isConstQualified();
}

bool isAtomic(QualType T) {
  if (T->isAtomicType())
    return true;
  const auto *R = T->getAsCXXRecordDecl();
  return R && R->getIdentifier() && R->getName().contains("atomic");
}

/// A member of this. Another thread that changes it while nothing here locks,
/// waits or calls would be at fault itself, unless it is atomic; but a flag or
/// a pointer is set by others all the same.
const FieldDecl *ownMember(const Stmt *S) {
  const auto *M = dyn_cast<MemberExpr>(S);
  return M && isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts())
             ? dyn_cast<FieldDecl>(M->getMemberDecl())
             : nullptr;
}
bool isOwnersAlone(const FieldDecl &F) {
  QualType T = F.getType();
  const auto *R = T->getAsCXXRecordDecl();
  if (T->isIntegerType() && !T->isBooleanType())
    return !T.isVolatileQualified();
  return !T.isVolatileQualified() && !isAtomic(T) && R &&
         R->isInStdNamespace() && R->getIdentifier() &&
         llvm::StringSwitch<bool>(R->getName())
             .Cases({"vector", "deque", "list", "queue", "stack", "map", "set",
                     "unordered_map", "unordered_set", "basic_string",
                     "priority_queue", "multimap"},
                    true)
             .Default(false);
}

/// No code that is looked at gives \p F another value than its constructor
/// did, and other code cannot: a setting, not a flag that somebody raises.
bool isSettled(const FieldDecl &F, Uses &All) {
  const auto *Record = F.getType()->getAsCXXRecordDecl();
  bool Plain = Record && Record->isCompleteDefinition() &&
               Record->isAggregate() &&
               Record->field_begin() != Record->field_end();
  if ((!F.getType()->isBooleanType() && !Plain) ||
      F.getType().isVolatileQualified() || F.getAccess() == AS_public ||
      F.getAccess() == AS_none)
    return false;
  for (const auto *M : cast<CXXRecordDecl>(F.getParent())->methods())
    if (!M->isImplicit() && !M->isPureVirtual() && !M->hasBody() &&
        !M->isDefaulted() && !M->isDeleted())
      return false;
  return llvm::all_of(All.of(F), [&](const Expr *E) {
    const Stmt *Around = parentOf(*E, All.ast());
    while (const auto *Part = dyn_cast_or_null<MemberExpr>(Around))
      Around = parentOf(*Part, All.ast());
    const auto *Read = dyn_cast_or_null<ImplicitCastExpr>(Around);
    return Read && Read->getCastKind() == CK_LValueToRValue;
  });
}

bool mentionsLocal(const Stmt *S) {
  if (const auto *R = dyn_cast<DeclRefExpr>(S))
    if (const auto *V = dyn_cast<VarDecl>(R->getDecl()))
      return V->hasLocalStorage();
  if (const FieldDecl *F = ownMember(S))
    return isOwnersAlone(*F);
  for (const Stmt *Child : S->children())
    if (Child && mentionsLocal(Child))
      return true;
  return false;
}

/// Whether the call can change nothing that a condition over local variables
/// asks about. A function of its arguments alone is taken to give the same
/// answer again.
bool onlyAsksItself(const FunctionDecl *F);

bool changesNothing(const CallExpr *C) {
  const FunctionDecl *F = C->getDirectCallee();
  if (!F || F->getReturnType()->isVoidType())
    return false;
  for (const ParmVarDecl *P : F->parameters())
    if (!onlyRead(P->getType()))
      return false;
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C))
    return O->getOperator() == OO_Subscript || O->getOperator() == OO_Star ||
           O->getOperator() == OO_Arrow || !isa<CXXMethodDecl>(F) ||
           isConstMethod(cast<CXXMethodDecl>(F));
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(C))
    return isConstMethod(M->getMethodDecl()) &&
           (mentionsLocal(M->getImplicitObjectArgument()) ||
            (isa<CXXThisExpr>(
                 M->getImplicitObjectArgument()->IgnoreParenImpCasts()) &&
             onlyAsksItself(F)));
  return llvm::any_of(C->arguments(),
                      [](const Expr *A) { return mentionsLocal(A); }) &&
         !F->isVariadic();
}

/// Anything in \p S that can change what a condition asks about, or that others
/// can change meanwhile.
class Effects : public ConstDynamicRecursiveASTVisitor {
public:
  /// With \p OnTheWay, members of this may be asked for what they are.
  Effects(const CallExpr *Except, bool OnTheWay, Uses &All)
      : Except(Except), OnTheWay(OnTheWay), All(All) {}
  bool Found = false;

  bool TraverseLambdaExpr(const LambdaExpr *) override { return true; }
  bool VisitBinaryOperator(const BinaryOperator *B) override {
    return note(B->isAssignmentOp() &&
                (!Except || B->getRHS()->IgnoreParenCasts() != Except));
  }
  bool VisitUnaryOperator(const UnaryOperator *U) override {
    return note(U->isIncrementDecrementOp());
  }
  bool VisitCallExpr(const CallExpr *C) override {
    return note(C != Except && !changesNothing(C));
  }
  bool VisitCXXConstructExpr(const CXXConstructExpr *C) override {
    return note(llvm::any_of(
        C->getConstructor()->parameters(), [](const ParmVarDecl *P) {
          QualType T = P->getType();
          return !onlyRead(T) && !T->isRValueReferenceType();
        }));
  }
  bool VisitDeclRefExpr(const DeclRefExpr *R) override {
    const auto *V = dyn_cast<VarDecl>(R->getDecl());
    QualType T = R->getType().getNonReferenceType();
    return note(V && (T.isVolatileQualified() || isAtomic(T) ||
                      (V->hasGlobalStorage() && !T.isConstQualified() &&
                       !V->isConstexpr())));
  }
  bool VisitMemberExpr(const MemberExpr *M) override {
    if (isa<CXXMethodDecl>(M->getMemberDecl()))
      return true;
    QualType T = M->getType();
    const FieldDecl *Own = ownMember(M);
    return note(
        T.isVolatileQualified() || isAtomic(T) ||
        (Own && !OnTheWay && !isOwnersAlone(*Own) && !isSettled(*Own, All)) ||
        (Own && Own->getType()->isPointerType()));
  }
  bool VisitStmt(const Stmt *S) override {
    return note(isa<CXXNewExpr, CXXDeleteExpr, CXXThrowExpr, AsmStmt, StmtExpr,
                    CoroutineSuspendExpr, CXXTryStmt, AtomicExpr>(S));
  }

private:
  bool note(bool Effect) {
    Found |= Effect;
    return !Found;
  }
  const CallExpr *Except;
  bool OnTheWay;
  Uses &All;
};

/// A method of one statement without calls that gives what numbers and
/// containers of its own object say: leap() of a year.
bool onlyAsksItself(const FunctionDecl *F) {
  const FunctionDecl *Whole = nullptr;
  const Stmt *Body = F->getBody(Whole);
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  if (!Block || Block->size() != 1)
    return false;
  struct Looks : ConstDynamicRecursiveASTVisitor {
    bool Other = false;
    bool VisitCallExpr(const CallExpr *) override { return !(Other = true); }
    bool VisitDeclRefExpr(const DeclRefExpr *R) override {
      const auto *V = dyn_cast<VarDecl>(R->getDecl());
      return !(Other |= V && V->hasGlobalStorage() && !V->isConstexpr());
    }
    bool VisitMemberExpr(const MemberExpr *M) override {
      const FieldDecl *Own = ownMember(M);
      return !(Other |= !Own || !isOwnersAlone(*Own));
    }
  } L;
  L.TraverseStmt(Body);
  return !L.Other;
}

/// What is known of conditions on one way; false answers end the way.
class Known {
public:
  explicit Known(const ASTContext &Ast) : Ast(Ast) {}

  bool add(const Expr *Condition, bool Holds) {
    const Expr *E = Condition->IgnoreParenImpCasts();
    if (const auto *U = dyn_cast<UnaryOperator>(E);
        U && U->getOpcode() == UO_LNot)
      return add(U->getSubExpr(), !Holds);
    if (const auto *B = dyn_cast<BinaryOperator>(E)) {
      if (B->isLogicalOp()) {
        if ((B->getOpcode() == BO_LAnd) != Holds)
          return true;
        return add(B->getLHS(), Holds) && add(B->getRHS(), Holds);
      }
      if (B->isComparisonOp())
        return compare(B, Holds);
    }
    std::string Key = text(E);
    if (!narrow(Key, Holds ? 1 : 2))
      return false;
    if (!E->getType()->isIntegerType() || E->getType()->isBooleanType())
      return true;
    if (!Holds)
      return within(Key, Equal, 0);
    auto Range = Ranges.find(Key);
    return Range == Ranges.end() ||
           Range->second != std::pair<int64_t, int64_t>();
  }

  /// \p V begins as a constant or a copy; nothing on the way assigns to it.
  void begin(const VarDecl &V) {
    const Expr *Init = V.getInit();
    if (!Init || Init->isValueDependent() || !V.getType()->isIntegerType())
      return;
    std::optional<llvm::APSInt> N = Init->getIntegerConstantExpr(Ast);
    if (!N) { // what is known of what it is copied from
      std::string From = text(Init);
      if (auto Mask = Masks.find(From); Mask != Masks.end())
        narrow(V.getNameAsString(), Mask->second);
      if (auto Range = Ranges.find(From); Range != Ranges.end()) {
        auto [Low, High] = Range->second;
        within(V.getNameAsString(), Less | Equal, High);
        within(V.getNameAsString(), Greater | Equal, Low);
      }
      return;
    }
    if (N->getSignificantBits() > 63)
      return;
    narrow(V.getNameAsString(), *N != 0 ? 1 : 2);
    within(V.getNameAsString(), Equal, N->getExtValue());
  }

private:
  enum { Less = 1, Equal = 2, Greater = 4 };

  std::string text(const Expr *E) const {
    std::string Out;
    llvm::raw_string_ostream OS(Out);
    E->IgnoreParenImpCasts()->printPretty(OS, nullptr, Ast.getPrintingPolicy());
    return Out;
  }
  bool narrow(const std::string &Key, unsigned Mask) {
    auto [It, New] = Masks.try_emplace(Key, Mask);
    return New || (It->second &= Mask);
  }
  bool compare(const BinaryOperator *B, bool Holds) {
    unsigned Mask = 0;
    switch (B->getOpcode()) {
    case BO_LT:
      Mask = Less;
      break;
    case BO_LE:
      Mask = Less | Equal;
      break;
    case BO_GT:
      Mask = Greater;
      break;
    case BO_GE:
      Mask = Greater | Equal;
      break;
    case BO_EQ:
      Mask = Equal;
      break;
    case BO_NE:
      Mask = Less | Greater;
      break;
    default:
      return true;
    }
    if (!Holds)
      Mask = 7 & ~Mask;
    const Expr *L = B->getLHS(), *R = B->getRHS();
    std::string Left = text(L), Right = text(R);
    if (!R->isValueDependent())
      if (std::optional<llvm::APSInt> N = R->getIntegerConstantExpr(Ast))
        return within(Left, Mask, N->getExtValue());
    if (Right < Left) {
      std::swap(Left, Right);
      Mask = (Mask & Equal) | (Mask & Less ? Greater : 0) |
             (Mask & Greater ? Less : 0);
    }
    return narrow(Left + " ? " + Right, Mask);
  }
  bool within(const std::string &Key, unsigned Mask, int64_t N) {
    auto &[Low, High] =
        Ranges
            .try_emplace(Key, std::numeric_limits<int64_t>::min(),
                         std::numeric_limits<int64_t>::max())
            .first->second;
    if (!(Mask & Greater))
      High = std::min(High, Mask & Equal ? N : N - 1);
    if (!(Mask & Less))
      Low = std::max(Low, Mask & Equal ? N : N + 1);
    if (Mask == (Less | Greater) && Low == N)
      ++Low;
    return Low <= High;
  }

  const ASTContext &Ast;
  std::map<std::string, unsigned> Masks;
  std::map<std::string, std::pair<int64_t, int64_t>> Ranges;
};

/// A call whose result a variable takes, and whose failure is answered by going
/// on: reading, writing, taking a step.
struct Step {
  const CallExpr *Call = nullptr;
  const VarDecl *Result = nullptr;
};

Step stepIn(const Stmt *S) {
  const VarDecl *V = nullptr;
  const Expr *Value = nullptr;
  if (const auto *D = dyn_cast<DeclStmt>(S); D && D->isSingleDecl()) {
    V = dyn_cast<VarDecl>(D->getSingleDecl());
    Value = V ? V->getInit() : nullptr;
  } else if (const auto *B = dyn_cast<BinaryOperator>(S);
             B && B->getOpcode() == BO_Assign) {
    const auto *R = dyn_cast<DeclRefExpr>(B->getLHS()->IgnoreParens());
    V = R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
    Value = B->getRHS();
  }
  const auto *C =
      Value ? dyn_cast<CallExpr>(Value->IgnoreParenCasts()) : nullptr;
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  if (!V || !F || !F->getIdentifier() ||
      !F->getReturnType()->isSignedIntegerType())
    return {};
  StringRef Name = F->getName();
  for (StringRef Waits :
       {"wait", "poll", "select", "accept", "sleep", "thread"})
    if (Name.contains_insensitive(Waits))
      return {};
  for (StringRef Does :
       {"read", "write", "send", "recv", "step", "push", "put"})
    if (Name.contains_insensitive(Does))
      return {C, V};
  return {};
}

bool isFailure(const Expr *Condition, bool Holds, const VarDecl *Result,
               const ASTContext &Ast) {
  const auto *B = dyn_cast<BinaryOperator>(Condition->IgnoreParenImpCasts());
  if (!B || !B->isComparisonOp())
    return false;
  const auto *R = dyn_cast<DeclRefExpr>(B->getLHS()->IgnoreParenImpCasts());
  std::optional<llvm::APSInt> N = B->getRHS()->getIntegerConstantExpr(Ast);
  if (!R || R->getDecl() != Result || !N)
    return false;
  int64_t With = N->getExtValue();
  if (With != 0 && With != -1)
    return false;
  switch (B->getOpcode()) {
  case BO_GT:
  case BO_GE:
  case BO_NE:
    return !Holds;
  case BO_LT:
  case BO_LE:
  case BO_EQ:
    return Holds;
  default:
    return false;
  }
}

class Ways {
public:
  Ways(const Stmt &Loop, const CFG &Graph, Uses &All, bool AfterFailure,
       bool OwnMembers)
      : Loop(Loop), Graph(Graph), All(All), AfterFailure(AfterFailure),
        OwnMembers(OwnMembers) {}

  /// With \p OfFlag it is what that says that is the condition.
  bool idle(const Expr *Condition, const Flag &OfFlag) {
    FlagVariable = OfFlag.Variable;
    for (const CFGBlock *B : Graph)
      if (B->getTerminatorStmt() == &Loop && B->succ_size() == 2 &&
          *B->succ_begin()) {
        Known K(All.ast());
        if (K.add(Condition, OfFlag.Holds))
          return from(*B->succ_begin(), K, Step(), false, 0);
      }
    return false;
  }

private:
  bool from(const CFGBlock *B, Known K, Step Taken, bool Failed,
            unsigned Branches) {
    if (!B || Budget == 0)
      return false;
    --Budget;
    if (B->getLoopTarget() == &Loop)
      return B->empty() && Branches > 0 && (!AfterFailure || Failed);
    if (!Around.insert(B).second)
      return false;
    bool Found = passes(B, K, Taken) && leave(B, K, Taken, Failed, Branches);
    Around.erase(B);
    return Found;
  }

  /// Nothing in \p B has an effect, but for a step that may fail.
  bool passes(const CFGBlock *B, Known &K, Step &Taken) {
    for (const CFGElement &E : *B) {
      std::optional<CFGStmt> S = E.getAs<CFGStmt>();
      if (!S)
        continue;
      const Stmt *What = S->getStmt();
      if (Taken.Call == What || setsFlag(What))
        continue;
      Step Here = AfterFailure && !Taken.Call ? next(B, What) : Step();
      if (Here.Call)
        Taken = Here;
      Effects In(Taken.Call, OwnMembers, All);
      In.TraverseStmt(What);
      if (In.Found)
        return false;
      if (const auto *Declaration = dyn_cast<DeclStmt>(What))
        for (const Decl *D : Declaration->decls())
          if (const auto *V = dyn_cast<VarDecl>(D))
            K.begin(*V);
    }
    return true;
  }

  bool setsFlag(const Stmt *What) const {
    const auto *B = dyn_cast<BinaryOperator>(What);
    const auto *R = B && FlagVariable && B->getOpcode() == BO_Assign
                        ? dyn_cast<DeclRefExpr>(B->getLHS())
                        : nullptr;
    return R && R->getDecl() == FlagVariable;
  }

  /// The step that \p What is a part of: its call comes first in the block.
  static Step next(const CFGBlock *B, const Stmt *What) {
    for (const CFGElement &E : *B)
      if (std::optional<CFGStmt> S = E.getAs<CFGStmt>())
        if (Step One = stepIn(S->getStmt());
            One.Call && (One.Call == What || S->getStmt() == What))
          return One;
    return {};
  }

  bool leave(const CFGBlock *B, const Known &K, Step Taken, bool Failed,
             unsigned Branches) {
    if (B->succ_size() == 1)
      return from(*B->succ_begin(), K, Taken, Failed, Branches);
    const Expr *Condition = B->getLastCondition();
    if (B->succ_size() != 2 || !Condition ||
        isa_and_nonnull<SwitchStmt>(B->getTerminatorStmt()))
      return false;
    bool Holds = true;
    for (const CFGBlock *To : B->succs()) {
      Known Now = K;
      if (To && Now.add(Condition, Holds) &&
          from(To, Now, Taken,
               Failed || (Taken.Result &&
                          isFailure(Condition, Holds, Taken.Result, All.ast())),
               Branches + 1))
        return true;
      Holds = false;
    }
    return false;
  }

  const Stmt &Loop;
  const CFG &Graph;
  Uses &All;
  bool AfterFailure;
  bool OwnMembers; ///< the condition is about one
  const VarDecl *FlagVariable = nullptr;
  unsigned Budget = 500;
  std::set<const CFGBlock *> Around;
};

/// Variables, and members of this, that a condition mentions.
void variablesIn(const Stmt *S, std::set<const Decl *> &Out) {
  if (const FieldDecl *F = ownMember(S))
    Out.insert(F);
  if (const auto *R = dyn_cast<DeclRefExpr>(S))
    if (isa<VarDecl>(R->getDecl()))
      Out.insert(R->getDecl());
  for (const Stmt *Child : S->children())
    if (Child)
      variablesIn(Child, Out);
}

/// Something in \p S changes one of \p Variables: another way makes progress.
class Changes : public ConstDynamicRecursiveASTVisitor {
public:
  explicit Changes(const std::set<const Decl *> &Variables)
      : Variables(Variables) {}
  bool Found = false;
  bool VisitBinaryOperator(const BinaryOperator *B) override {
    return !B->isAssignmentOp() || look(B->getLHS());
  }
  bool VisitUnaryOperator(const UnaryOperator *U) override {
    return !(U->isIncrementDecrementOp() || U->getOpcode() == UO_AddrOf) ||
           look(U->getSubExpr());
  }
  bool VisitCXXMemberCallExpr(const CXXMemberCallExpr *C) override {
    return isConstMethod(C->getMethodDecl()) ||
           look(C->getImplicitObjectArgument());
  }
  bool VisitCXXOperatorCallExpr(const CXXOperatorCallExpr *C) override {
    return C->getNumArgs() == 0 ||
           !(C->isAssignmentOp() || C->getOperator() == OO_PlusPlus) ||
           look(C->getArg(0));
  }

private:
  bool look(const Expr *E) {
    std::set<const Decl *> In;
    variablesIn(E, In);
    Found |=
        llvm::any_of(In, [&](const Decl *D) { return Variables.count(D); });
    return !Found;
  }
  const std::set<const Decl *> &Variables;
};

/// errno is asked for: a call that was interrupted is made again on purpose.
bool asksErrno(const Stmt *S) {
  if (const auto *C = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *F = C->getDirectCallee();
        F && F->getIdentifier() && F->getName() == "__errno_location")
      return true;
  return llvm::any_of(S->children(), [](const Stmt *Child) {
    return Child && asksErrno(Child);
  });
}

} // namespace

bool hasIdleWay(const Stmt &S, Uses &All, bool AfterFailure) {
  ASTContext &Ast = All.ast();
  const Expr *Condition = nullptr;
  const Stmt *Body = nullptr;
  if (const auto *W = dyn_cast<WhileStmt>(&S)) {
    Condition = W->getCond();
    Body = W->getBody();
  } else if (const auto *F = dyn_cast<ForStmt>(&S); F && !F->getInc()) {
    Condition = F->getCond();
    Body = F->getBody();
  }
  Flag OfFlag;
  if (Condition && !Condition->isInstantiationDependent()) {
    OfFlag = flagIn(*Condition, All);
    if (OfFlag.Variable)
      Condition = OfFlag.Says;
    else
      OfFlag = {};
  }
  if (!Condition || Condition->isInstantiationDependent() ||
      !isa<CompoundStmt>(Body) || S.getBeginLoc().isMacroID() ||
      asksErrno(Body))
    return false;
  std::set<const Decl *> Variables;
  variablesIn(Condition, Variables);
  Effects InCondition(nullptr, false, All);
  InCondition.TraverseStmt(Condition);
  Changes InBody(Variables);
  InBody.TraverseStmt(Body);
  if (Variables.empty() || InCondition.Found || !InBody.Found)
    return false;
  const FunctionDecl *Around = functionAround(S, Ast);
  if (!Around || !Around->getBody() || Around->isDependentContext())
    return false;
  CFG::BuildOptions Options;
  std::unique_ptr<CFG> Graph =
      CFG::buildCFG(Around, Around->getBody(), &Ast, Options);
  bool OwnMembers =
      llvm::any_of(Variables, [](const Decl *D) { return isa<FieldDecl>(D); });
  return Graph &&
         Ways(S, *Graph, All, AfterFailure, OwnMembers).idle(Condition, OfFlag);
}

} // namespace codex::pattern

#include "engines/results/ResultFlow.h"

#include "collect/BranchCondition.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"

#include <map>

using namespace clang;
using namespace llvm;

namespace codex::results {

bool Place::isLocal() const {
  const auto *Var = dyn_cast_or_null<VarDecl>(Base);
  return Var && Var->hasLocalStorage() && !Var->getType()->isReferenceType() &&
         (!Field || !Var->getType()->isPointerType());
}

std::optional<Place> placeOf(const Expr *E) {
  E = bare(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return Place{Var, nullptr};
  const auto *Member = dyn_cast<MemberExpr>(E);
  const auto *Field =
      Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  if (!Field)
    return std::nullopt;
  const Expr *Base = bare(Member->getBase());
  if (isa<CXXThisExpr>(Base))
    return Place{nullptr, Field};
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Base))
    return Place{Ref->getDecl(), Field};
  return std::nullopt;
}

namespace {

/// Variables that code elsewhere may read or write: their address is taken, a
/// reference is bound to them, or a lambda has them by reference.
class EscapeFinder : public DynamicRecursiveASTVisitor {
public:
  explicit EscapeFinder(std::function<bool(const CallExpr *, const Expr *)> Out)
      : IsOutArgument(std::move(Out)) {}

  bool VisitUnaryOperator(UnaryOperator *U) override {
    if (U->getOpcode() == UO_AddrOf && !OutArguments.count(U))
      add(U->getSubExpr());
    return true;
  }
  bool VisitCallExpr(CallExpr *C) override {
    for (Expr *A : C->arguments())
      if (IsOutArgument(C, A))
        OutArguments.insert(bare(A));
    return true;
  }
  bool VisitVarDecl(VarDecl *V) override {
    if (V->getType()->isReferenceType() && V->getInit())
      add(V->getInit());
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *L) override {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        Escaped.insert(C.getCapturedVar());
    return true;
  }

  std::set<const ValueDecl *> Escaped;

private:
  void add(const Expr *E) {
    if (std::optional<Place> P = placeOf(E))
      Escaped.insert(P->Base);
  }
  std::function<bool(const CallExpr *, const Expr *)> IsOutArgument;
  std::set<const Expr *> OutArguments;
};

/// One result on one way through the body.
struct Info {
  unsigned Mask = Anything;
  bool Unlooked = true;
  Pace Paused = Pace::None;
  /// On some way that led here it was found to be a failure, and nothing since
  /// says that it was none; with the least pause on such ways.
  bool Failed = false;
  Pace FailPaused = Pace::Varying;

  void pause(Pace P) {
    Paused = std::max(Paused, P);
    if (Failed)
      FailPaused = std::max(FailPaused, P);
  }
  bool operator==(const Info &O) const {
    return Mask == O.Mask && Unlooked == O.Unlooked && Paused == O.Paused &&
           Failed == O.Failed && FailPaused == O.FailPaused;
  }
};

struct State {
  bool Reached = false;
  std::map<unsigned, Info> Infos;              ///< by site
  std::map<Place, std::set<unsigned>> Holders; ///< sites

  bool join(const State &O) {
    if (!O.Reached)
      return false;
    if (!Reached) {
      *this = O;
      return true;
    }
    bool Changed = false;
    for (const auto &[Site, Theirs] : O.Infos) {
      auto [It, Inserted] = Infos.try_emplace(Site, Theirs);
      Info Joined = It->second;
      Joined.Mask |= Theirs.Mask;
      Joined.Unlooked |= Theirs.Unlooked;
      Joined.Paused = std::min(Joined.Paused, Theirs.Paused);
      Joined.Failed |= Theirs.Failed;
      Joined.FailPaused = std::min(Joined.FailPaused, Theirs.FailPaused);
      Changed |= Inserted || !(Joined == It->second);
      It->second = Joined;
    }
    for (const auto &[Where, Sites] : O.Holders) {
      std::set<unsigned> &Ours = Holders[Where];
      size_t Before = Ours.size();
      Ours.insert(Sites.begin(), Sites.end());
      Changed |= Ours.size() != Before;
    }
    return Changed;
  }
};

bool isSignedResult(const Expr *Call) {
  QualType T = Call->getType().getCanonicalType();
  return T->isSignedIntegerOrEnumerationType() && !T->isBooleanType();
}

/// The values, of each kind, for which `value OP K` holds: -1, 0, 1 and up.
unsigned holding(BinaryOperatorKind Op, const APSInt &K) {
  auto Compare = [&](int64_t V) {
    int64_t Right = K.getExtValue();
    switch (Op) {
    case BO_EQ:
      return V == Right;
    case BO_NE:
      return V != Right;
    case BO_LT:
      return V < Right;
    case BO_GT:
      return V > Right;
    case BO_LE:
      return V <= Right;
    case BO_GE:
      return V >= Right;
    default:
      return true;
    }
  };
  unsigned Mask = (Compare(-1) ? Negative : 0u) | (Compare(0) ? Zero : 0u);
  int64_t Right = K.getExtValue();
  bool SomePositive = Compare(1) || Compare(std::numeric_limits<int>::max()) ||
                      (Right > 0 && Compare(Right)) ||
                      (Right > 0 && Compare(Right + 1));
  return Mask | (SomePositive ? Positive : 0u);
}

/// Members that say whether an object is "ok": 1 yes, -1 no, 0 neither.
int verdictOf(const CXXMethodDecl *M) {
  if (isa<CXXConversionDecl>(M))
    return cast<CXXConversionDecl>(M)->getConversionType()->isBooleanType();
  if (!M->getDeclName().isIdentifier())
    return 0;
  StringRef Name = M->getName();
  for (StringRef Yes : {"ok", "Ok", "OK", "has_value", "hasValue", "isOk",
                        "is_ok", "IsOk", "IsOK", "good", "success", "isSuccess",
                        "valid", "is_valid", "isValid", "succeeded"})
    if (Name == Yes)
      return 1;
  for (StringRef No : {"failed", "fail", "is_error", "isError", "has_error",
                       "hasError", "bad", "empty", "IsError"})
    if (Name == No)
      return -1;
  return 0;
}

class Flow {
public:
  Flow(const FlowQuestion &Q, UnitContext &Unit, Stmt *Body)
      : Q(Q), Unit(Unit), Ast(Unit.ast()), TheUses(Body, Ast, *Q.Logs),
        Body(Body) {}

  FlowResult run(const CFG *Graph, ArrayRef<std::pair<Place, Site>> Seeds);
  /// Whether there is something to follow; \p Seeded: there is, anyway.
  bool findSites(bool Seeded);

private:
  const CallModel *modelOf(const Expr *E) const {
    const CallModel *M = Q.Calls->find(E);
    if (!M && Q.Also)
      M = Q.Also(E);
    return M && (!Q.Passed || !Q.Passed(E)) ? M : nullptr;
  }

  const Expr *outArgument(const Expr *Call, const CallModel &M) const {
    if (M.Value == "returned")
      return nullptr;
    auto Arguments = argumentsOf(Call);
    size_t At = M.Value == "last" ? Arguments.size() - 1 : M.Value[0] - '0';
    if (Arguments.empty() || At >= Arguments.size())
      return nullptr;
    return Arguments[At];
  }

  static const Expr *pointedTo(const Expr *Argument) {
    Argument = bare(Argument);
    if (const auto *U = dyn_cast<UnaryOperator>(Argument))
      if (U->getOpcode() == UO_AddrOf)
        return bare(U->getSubExpr());
    return Argument;
  }

  std::set<unsigned> sitesOf(const Expr *E, const State &S) const;
  void look(State &S, const std::set<unsigned> &Sites, bool Logged);
  void forget(State &S, const Place &P, const Stmt *At);
  void store(State &S, const Place &P, const std::set<unsigned> &Sites,
             const Stmt *At);
  void call(State &S, const Expr *E);
  void read(State &S, const Expr *E);
  void element(State &S, const Stmt *Element);
  bool isWaitingLoop(const Stmt *Loop) const;
  void terminator(State &S, const CFGBlock &B);
  void askedThrough(State &S, const Expr *Value, bool Success, bool Equal,
                    bool Unequal) const;
  void refine(State &S, const Expr *Condition, bool Truth) const;
  void restrict(State &S, const std::set<unsigned> &Sites, unsigned Mask) const;
  State along(const CFGBlock &B, unsigned Successor, const State &Out) const;
  void transfer(State &S, const CFGBlock &B);
  void atEnd(const State &S);
  bool isFresh(const VarDecl *Var, const Expr *Call) const;
  Pace paceOf(const Expr *Call) const;

  const FlowQuestion &Q;
  UnitContext &Unit;
  const ASTContext &Ast;
  Uses TheUses;
  Stmt *Body;
  std::vector<Site> Sites;
  DenseMap<const Expr *, unsigned> Numbers;
  std::set<const ValueDecl *> Escaped;
  bool Reporting = false;
};

bool Flow::findSites(bool Seeded) {
  for (const Expr *E : Unit.calls(Body).All) {
    const CallModel *M = modelOf(E);
    if (!M || !calleeOf(E))
      continue;
    if (M->Value == "returned" && E->getType()->isVoidType())
      continue;
    Site S;
    S.Call = E;
    S.Model = M;
    S.Failures = failuresOf(*M, calleeOf(E));
    Numbers[E] = Sites.size();
    Sites.push_back(S);
  }
  if (Sites.empty() && !Seeded)
    return false;
  EscapeFinder Escapes([&](const CallExpr *C, const Expr *A) {
    const CallModel *M = modelOf(C);
    return M && outArgument(C, *M) == A;
  });
  Escapes.TraverseStmt(Body);
  Escaped = std::move(Escapes.Escaped);
  return true;
}

std::set<unsigned> Flow::sitesOf(const Expr *E, const State &S) const {
  E = bare(E);
  if (auto It = Numbers.find(E); It != Numbers.end()) {
    if (Sites[It->second].Model->Value == "returned" &&
        S.Infos.count(It->second))
      return {It->second};
    return {};
  }
  if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    std::set<unsigned> Both = sitesOf(C->getTrueExpr(), S);
    Both.merge(sitesOf(C->getFalseExpr(), S));
    return Both;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->getOpcode() == BO_Assign)
      return sitesOf(B->getLHS(), S);
    if (B->getOpcode() == BO_Comma)
      return sitesOf(B->getRHS(), S);
  }
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E);
      C && C->getOperator() == OO_Equal && C->getNumArgs() == 2)
    return sitesOf(C->getArg(0), S);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E); C && C->getNumArgs() == 1)
    return sitesOf(C->getArg(0), S); // a result made into another class
  if (std::optional<Place> P = placeOf(E))
    if (auto It = S.Holders.find(*P); It != S.Holders.end())
      return It->second;
  return {};
}

void Flow::look(State &S, const std::set<unsigned> &Which, bool Logged) {
  for (unsigned Number : Which) {
    auto It = S.Infos.find(Number);
    if (It == S.Infos.end())
      continue;
    (Logged ? Sites[Number].Logged : Sites[Number].Looked) = true;
    if (!Logged)
      It->second.Unlooked = false;
  }
}

void Flow::forget(State &S, const Place &P, const Stmt *At) {
  auto It = S.Holders.find(P);
  if (It == S.Holders.end())
    return;
  std::set<unsigned> Gone = std::move(It->second);
  S.Holders.erase(It);
  for (unsigned Number : Gone) {
    bool Kept = llvm::any_of(S.Holders, [&](const auto &Entry) {
      return Entry.second.count(Number) != 0;
    });
    auto Known = S.Infos.find(Number);
    if (Kept || Known == S.Infos.end() || !Known->second.Unlooked)
      continue;
    if (Reporting && At && (Known->second.Mask & Sites[Number].Failures))
      Sites[Number].Lost.push_back(At);
  }
}

void Flow::store(State &S, const Place &P, const std::set<unsigned> &Which,
                 const Stmt *At) {
  forget(S, P, At);
  if (Which.empty())
    return;
  if (!P.isLocal() || Escaped.count(P.Base))
    look(S, Which, false);
  S.Holders[P] = Which;
  for (unsigned Number : Which)
    if (Sites[Number].Variable.empty())
      Sites[Number].Variable =
          P.Field ? P.Field->getNameAsString() : P.Base->getNameAsString();
}

/// \p Var is made anew, with the same value, in each step of the loop around
/// \p Call, and has that value still at the call: a delay that is doubled
/// afterwards never grows.
bool Flow::isFresh(const VarDecl *Var, const Expr *Call) const {
  const Stmt *Loop = TheUses.parent(Call);
  while (Loop && !isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Loop))
    Loop = TheUses.parent(Loop);
  const Stmt *Inside = nullptr;
  if (const auto *L = dyn_cast_or_null<ForStmt>(Loop))
    Inside = L->getBody();
  else if (const auto *L = dyn_cast_or_null<WhileStmt>(Loop))
    Inside = L->getBody();
  else if (const auto *L = dyn_cast_or_null<DoStmt>(Loop))
    Inside = L->getBody();
  else if (const auto *L = dyn_cast_or_null<CXXForRangeStmt>(Loop))
    Inside = L->getBody();
  const SourceManager &Sources = Ast.getSourceManager();
  if (!Inside || !Var->isLocalVarDecl() || Var->isStaticLocal() ||
      !Var->hasInit() || Var->getInit()->isValueDependent() ||
      !Var->getInit()->isEvaluatable(Ast) ||
      !Sources.isPointWithin(Var->getLocation(), Inside->getBeginLoc(),
                             Inside->getEndLoc()))
    return false;
  struct Changes : DynamicRecursiveASTVisitor {
    bool VisitDeclRefExpr(DeclRefExpr *R) override {
      if (R->getDecl() == Var && Sources->isBeforeInTranslationUnit(
                                     R->getLocation(), Call->getBeginLoc()))
        Found = true;
      return true;
    }
    const VarDecl *Var = nullptr;
    const Expr *Call = nullptr;
    const SourceManager *Sources = nullptr;
    bool Found = false;
  } Before;
  Before.Var = Var;
  Before.Call = Call;
  Before.Sources = &Sources;
  Before.TraverseStmt(const_cast<Stmt *>(Inside));
  return !Before.Found;
}

Pace Flow::paceOf(const Expr *Call) const {
  // A fixed delay is one that no variable which the body changes goes into.
  struct Finder : DynamicRecursiveASTVisitor {
    bool VisitDeclRefExpr(DeclRefExpr *R) override {
      const auto *Var = dyn_cast<VarDecl>(R->getDecl());
      Varies |= Var && !Var->getType().isConstQualified() && !IsFresh(Var);
      return true;
    }
    bool VisitMemberExpr(MemberExpr *M) override {
      Varies |= isa<FieldDecl>(M->getMemberDecl());
      return true;
    }
    bool VisitCallExpr(CallExpr *C) override {
      const FunctionDecl *F = C->getDirectCallee();
      Varies |= !F || (!F->isConstexpr() && !isa<UserDefinedLiteral>(C));
      return true;
    }
    std::function<bool(const VarDecl *)> IsFresh;
    bool Varies = false;
  } Finder;
  Finder.IsFresh = [&](const VarDecl *Var) { return isFresh(Var, Call); };
  auto Arguments = argumentsOf(Call);
  if (Arguments.empty())
    return Pace::Varying;
  for (const Expr *A : Arguments)
    Finder.TraverseStmt(const_cast<Expr *>(A));
  return Finder.Varies ? Pace::Varying : Pace::Fixed;
}

void Flow::call(State &S, const Expr *E) {
  const FunctionDecl *F = calleeOf(E);
  if (Q.Waits && F) {
    bool Here = Q.Waits->isNamed(E);
    if (Here || Q.Waits->within(F)) {
      Pace P = Here ? paceOf(E) : Pace::Varying;
      for (auto &[Number, Known] : S.Infos)
        Known.pause(P);
    }
  }
  if (Q.Sinks)
    if (const CallModel *M = Q.Sinks->find(E)) {
      auto Arguments = argumentsOf(E);
      size_t At = isDigit(M->Value[0]) ? M->Value[0] - '0' : 0;
      if (At < Arguments.size())
        for (unsigned Number : sitesOf(Arguments[At], S)) {
          Site &One = Sites[Number];
          if (Reporting && (S.Infos[Number].Mask & One.Failures) &&
              !is_contained(One.Reached, E))
            One.Reached.push_back(E);
        }
    }
  auto It = Numbers.find(E);
  if (It == Numbers.end())
    return;
  unsigned Number = It->second;
  Site &One = Sites[Number];
  if (auto Known = S.Infos.find(Number); Known != S.Infos.end()) {
    unsigned Mask = Known->second.Mask;
    if (Reporting && Mask &&
        (Known->second.Failed || !(Mask & ~One.Failures))) {
      One.Repeated = true;
      One.LeastPause = std::min(One.LeastPause, Known->second.Failed
                                                    ? Known->second.FailPaused
                                                    : Known->second.Paused);
    }
    bool Kept = false;
    for (auto &[Where, Held] : S.Holders)
      Kept |= Held.erase(Number) != 0;
    if (Reporting && Kept && Known->second.Unlooked && (Mask & One.Failures))
      One.Lost.push_back(E);
  }
  Info Fresh;
  if (!isSignedResult(E))
    Fresh.Mask = Zero | Positive;
  S.Infos[Number] = Fresh;
  if (const Expr *Out = outArgument(E, *One.Model)) {
    std::optional<Place> P = placeOf(pointedTo(Out));
    if (P && P->isLocal() && !Escaped.count(P->Base)) {
      One.First = {Use::Stored, E, pointedTo(Out), nullptr};
      store(S, *P, {Number}, E);
    } else {
      One.First = {Use::Looked, E};
      look(S, {Number}, false);
    }
    return;
  }
  if (One.Model->Value != "returned") {
    // The overload without the argument says it in another way.
    One.First = {Use::Looked, E};
    look(S, {Number}, false);
    return;
  }
  One.First = TheUses.of(E);
  if (One.First.What == Use::Looked || One.First.AlsoLooked)
    look(S, {Number}, false);
  if (One.First.What == Use::Logged)
    look(S, {Number}, true);
}

void Flow::read(State &S, const Expr *E) {
  std::optional<Place> P = placeOf(E);
  if (!P || TheUses.isAssigned(E))
    return;
  auto It = S.Holders.find(*P);
  if (It == S.Holders.end()) {
    // A part of what is held: `Status.Code`.
    return;
  }
  // Where a call writes it, it is not read.
  for (const Stmt *Up = TheUses.parent(E); Up; Up = TheUses.parent(Up)) {
    if (const auto *C = dyn_cast<CallExpr>(Up)) {
      const CallModel *M = modelOf(C);
      const Expr *Out = M ? outArgument(C, *M) : nullptr;
      if (Out && pointedTo(Out) == bare(E))
        return;
      break;
    }
    if (!isa<Expr>(Up))
      break;
  }
  Use U = TheUses.of(E);
  if (U.What == Use::Looked || U.AlsoLooked)
    look(S, It->second, false);
  else if (U.What == Use::Logged)
    look(S, It->second, true);
}

void Flow::element(State &S, const Stmt *Element) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(Element)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        store(S, {Var, nullptr},
              Var->getInit() ? sitesOf(Var->getInit(), S)
                             : std::set<unsigned>(),
              nullptr);
    return;
  }
  if (isa<DeclRefExpr, MemberExpr>(Element))
    return read(S, cast<Expr>(Element));
  const Expr *Target = nullptr, *Source = nullptr;
  if (const auto *B = dyn_cast<BinaryOperator>(Element))
    if (B->getOpcode() == BO_Assign)
      Target = B->getLHS(), Source = B->getRHS();
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(Element))
    if (C->getOperator() == OO_Equal && C->getNumArgs() == 2)
      Target = C->getArg(0), Source = C->getArg(1);
  if (Target) {
    std::set<unsigned> Which = sitesOf(Source, S);
    std::optional<Place> P = placeOf(Target);
    if (P)
      store(S, *P, Which, Element);
    else
      look(S, Which, false);
    return;
  }
  if (isa<CallExpr>(Element))
    return call(S, cast<Expr>(Element));
  if (isa<CoawaitExpr>(Element))
    for (auto &[Number, Known] : S.Infos)
      Known.pause(Pace::Varying);
}

/// `while (now() < End) pause();` is a wait, although the graph has a way
/// around its body.
bool Flow::isWaitingLoop(const Stmt *Loop) const {
  const Stmt *Inside = nullptr;
  if (const auto *W = dyn_cast_or_null<WhileStmt>(Loop))
    Inside = W->getBody();
  else if (const auto *F = dyn_cast_or_null<ForStmt>(Loop))
    Inside = F->getBody();
  if (!Inside || !Q.Waits)
    return false;
  const auto &Calls = Unit.calls(const_cast<Stmt *>(Loop)).All;
  return llvm::none_of(Calls,
                       [&](const Expr *E) { return Numbers.count(E) != 0; }) &&
         llvm::any_of(Calls,
                      [&](const Expr *E) { return Q.Waits->isNamed(E); });
}

/// `A || B`: that B is not read where A has decided is as it should be.
void Flow::terminator(State &S, const CFGBlock &B) {
  if (isWaitingLoop(B.getTerminatorStmt()))
    for (auto &[Number, Known] : S.Infos)
      Known.pause(Pace::Varying);
  const auto *Logical = dyn_cast_or_null<BinaryOperator>(B.getTerminatorStmt());
  if (!Logical || !Logical->isLogicalOp())
    return;
  const Stmt *Outermost = Logical;
  for (const Stmt *Up = TheUses.parent(Outermost); isa_and_nonnull<Expr>(Up);
       Up = TheUses.parent(Up))
    if (const auto *More = dyn_cast<BinaryOperator>(Up);
        More && More->isLogicalOp())
      Outermost = More;
  struct Refs : DynamicRecursiveASTVisitor {
    bool VisitDeclRefExpr(DeclRefExpr *R) override {
      Found.push_back(R);
      return true;
    }
    std::vector<const DeclRefExpr *> Found;
  } Finder;
  Finder.TraverseStmt(const_cast<Stmt *>(Outermost));
  for (const DeclRefExpr *R : Finder.Found)
    read(S, R);
}

void Flow::restrict(State &S, const std::set<unsigned> &Which,
                    unsigned Mask) const {
  for (unsigned Number : Which)
    if (auto It = S.Infos.find(Number); It != S.Infos.end()) {
      Info &Known = It->second;
      unsigned Failures = Sites[Number].Failures;
      bool Was = Known.Failed;
      Known.Mask &= Mask;
      Known.Failed =
          (Known.Mask & Failures) && (Was || !(Known.Mask & ~Failures));
      if (!Known.Failed)
        Known.FailPaused = Pace::Varying;
      else if (!Was)
        Known.FailPaused = Known.Paused;
    }
}

void Flow::refine(State &S, const Expr *Condition, bool Truth) const {
  const Expr *E = bare(Condition);
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    if (U->getOpcode() == UO_LNot)
      return refine(S, U->getSubExpr(), !Truth);
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = C->getDirectCallee();
    if (F && F->getBuiltinID() == Builtin::BI__builtin_expect)
      return refine(S, C->getArg(0), Truth);
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isComparisonOp()) {
    Expr::EvalResult K;
    const Expr *Value = B->getLHS();
    BinaryOperatorKind Op = B->getOpcode();
    auto IsConstant = [&](const Expr *Side) {
      if (Side->isValueDependent())
        return false;
      if (Side->IgnoreParenImpCasts()->isNullPointerConstant(
              const_cast<ASTContext &>(Ast),
              Expr::NPC_ValueDependentIsNotNull)) {
        K.Val = APValue(APSInt::get(0));
        return true;
      }
      return Side->EvaluateAsInt(K, Ast);
    };
    if (!IsConstant(B->getRHS())) {
      if (!IsConstant(B->getLHS()))
        return;
      Value = B->getRHS();
      Op = BinaryOperator::reverseComparisonOp(Op);
    }
    if (!Truth)
      Op = BinaryOperator::negateComparisonOp(Op);
    if (!K.Val.isInt() || K.Val.getInt().getSignificantBits() > 62)
      return;
    if (std::set<unsigned> Which = sitesOf(Value, S); !Which.empty())
      return restrict(S, Which, holding(Op, K.Val.getInt()));
    const auto *Name =
        dyn_cast<DeclRefExpr>((Value == B->getLHS() ? B->getRHS() : B->getLHS())
                                  ->IgnoreParenImpCasts());
    bool Success = Name && saysSuccess(Name->getDecl()->getName());
    if (Success || K.Val.getInt() == 0)
      askedThrough(S, Value, Success, Op == BO_EQ, Op == BO_NE);
    return;
  }
  unsigned Mask = Truth ? Negative | Positive : unsigned(Zero);
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
    std::set<unsigned> Object = sitesOf(M->getImplicitObjectArgument(), S);
    int Verdict = M->getMethodDecl() ? verdictOf(M->getMethodDecl()) : 0;
    if (!Object.empty() && Verdict != 0)
      return restrict(S, Object, (Verdict > 0) == Truth ? Positive : Zero);
  }
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E))
    if (O->getOperator() == OO_Exclaim)
      return restrict(S, sitesOf(O->getArg(0), S), Truth ? Zero : Positive);
  if (std::set<unsigned> Which = sitesOf(E, S); !Which.empty())
    return restrict(S, Which, Mask);
  askedThrough(S, E, false, !Truth, Truth);
}

/// What is held is asked about through something else: PQstatus(C) is
/// CONNECTION_OK, C->err is zero; \p Equal holds or \p Unequal does. What says
/// "error" is zero where it went well.
void Flow::askedThrough(State &S, const Expr *Value, bool Success, bool Equal,
                        bool Unequal) const {
  if (!Q.Waits || Equal == Unequal)
    return;
  const Expr *E = bare(Value);
  const Expr *About = nullptr;
  StringRef Name;
  if (const auto *C = dyn_cast<CallExpr>(E);
      C && C->getNumArgs() == 1 && C->getDirectCallee() &&
      C->getDirectCallee()->getIdentifier()) {
    About = C->getArg(0);
    Name = C->getDirectCallee()->getName();
  } else if (const auto *M = dyn_cast<MemberExpr>(E);
             M && isa<FieldDecl>(M->getMemberDecl())) {
    About = M->getBase();
    Name = M->getMemberDecl()->getName();
  }
  if (!About || !(Name.contains_insensitive("err") ||
                  (Success && Name.contains_insensitive("status"))))
    return;
  for (unsigned Number : sitesOf(About, S)) {
    unsigned Failures = Sites[Number].Failures;
    restrict(S, {Number}, Equal ? ~Failures & Anything : Failures);
  }
}

/// What holds on the way from \p B to its successor.
State Flow::along(const CFGBlock &B, unsigned Successor,
                  const State &Out) const {
  State S = Out;
  const Stmt *T = B.getTerminatorStmt();
  if (const auto *Switch = dyn_cast_or_null<SwitchStmt>(T)) {
    const CFGBlock *Next = *(B.succ_begin() + Successor);
    std::set<unsigned> Which = sitesOf(Switch->getCond(), S);
    auto MaskOf = [&](const CaseStmt *Case) -> unsigned {
      Expr::EvalResult K;
      if (Case->getRHS() || Case->getLHS()->isValueDependent() ||
          !Case->getLHS()->EvaluateAsInt(K, Ast))
        return Anything;
      return holding(BO_EQ, K.Val.getInt());
    };
    if (const auto *Case =
            Next ? dyn_cast_or_null<CaseStmt>(Next->getLabel()) : nullptr) {
      restrict(S, Which, MaskOf(Case));
      return S;
    }
    unsigned Others = Anything;
    for (const SwitchCase *C = Switch->getSwitchCaseList(); C;
         C = C->getNextSwitchCase())
      if (const auto *Case = dyn_cast<CaseStmt>(C))
        Others &= ~(MaskOf(Case) & (Negative | Zero));
    restrict(S, Which, Others);
    return S;
  }
  if (B.succ_size() != 2 || isa_and_nonnull<CXXTryStmt>(T))
    return S;
  if (const Expr *Condition = branchCondition(B))
    refine(S, Condition, Successor == 0);
  return S;
}

void Flow::transfer(State &S, const CFGBlock &B) {
  for (const CFGElement &E : B)
    if (std::optional<CFGStmt> Statement = E.getAs<CFGStmt>())
      element(S, Statement->getStmt());
  terminator(S, B);
}

void Flow::atEnd(const State &S) {
  for (const auto &[Where, Held] : S.Holders)
    for (unsigned Number : Held) {
      auto Known = S.Infos.find(Number);
      if (Known == S.Infos.end())
        continue;
      Site &One = Sites[Number];
      bool MayFail = Known->second.Mask & One.Failures;
      if (MayFail && !Where.isLocal())
        One.KeptUntested.push_back(Where);
      One.LostAtEnd |= MayFail && Known->second.Unlooked && Where.isLocal();
    }
}

/// Nothing comes back from it: the declaration says so, or the name does.
static bool ends(const CFGBlock &B) {
  static const Regex Dies("(^|_)(die|fatal|croak|bail_?out)(_|$)|"
                          "[a-z](Die|Fatal)$");
  return B.hasNoReturnElement() || llvm::any_of(B, [](const CFGElement &E) {
           std::optional<CFGStmt> Statement = E.getAs<CFGStmt>();
           const auto *Call =
               Statement ? dyn_cast<CallExpr>(Statement->getStmt()) : nullptr;
           const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
           return F && F->getIdentifier() && F->getReturnType()->isVoidType() &&
                  Dies.match(F->getName());
         });
}

FlowResult Flow::run(const CFG *Graph, ArrayRef<std::pair<Place, Site>> Seeds) {
  FlowResult Result;
  std::map<unsigned, State> In;
  State First;
  First.Reached = true;
  for (const auto &[Where, From] : Seeds) {
    unsigned Number = Sites.size();
    Site Seed;
    Seed.Call = From.Call;
    Seed.Model = From.Model;
    Seed.Failures = From.Failures;
    Sites.push_back(std::move(Seed));
    Info Known;
    Known.Unlooked = false;
    if (!isSignedResult(From.Call))
      Known.Mask = Zero | Positive;
    First.Infos[Number] = Known;
    First.Holders[Where] = {Number};
  }
  In[Graph->getEntry().getBlockID()] = First;

  std::vector<const CFGBlock *> Order;
  for (const CFGBlock *B : PostOrderCFGView(Graph))
    Order.push_back(B);
  bool Changed = true;
  for (unsigned Round = 0; Changed; ++Round) {
    if (Round > 64) {
      Result.Incomplete = true;
      break;
    }
    Changed = false;
    for (const CFGBlock *B : Order) {
      State Out = In[B->getBlockID()];
      if (!Out.Reached || ends(*B))
        continue;
      transfer(Out, *B);
      unsigned Index = 0;
      for (const CFGBlock::AdjacentBlock &Next : B->succs()) {
        if (Next.isReachable())
          Changed |= In[Next->getBlockID()].join(along(*B, Index, Out));
        ++Index;
      }
    }
  }
  Reporting = true;
  for (const CFGBlock *B : Order) {
    State Out = In[B->getBlockID()];
    if (!Out.Reached)
      continue;
    transfer(Out, *B);
    if (ends(*B) || B == &Graph->getExit())
      continue;
    bool Throws = llvm::any_of(*B, [](const CFGElement &E) {
      std::optional<CFGStmt> Statement = E.getAs<CFGStmt>();
      return Statement && isa<CXXThrowExpr>(Statement->getStmt());
    });
    if (!Throws && llvm::any_of(B->succs(), [&](const auto &Next) {
          return Next.isReachable() &&
                 Next.getReachableBlock() == &Graph->getExit();
        }))
      atEnd(Out);
  }
  Result.Sites = std::move(Sites);
  return Result;
}

} // namespace

bool Pauses::within(const FunctionDecl *F, unsigned Depth) {
  if (Depth == 0 || !F->hasBody(F))
    return false;
  if (auto It = Known.find({F, Depth}); It != Known.end())
    return It->second;
  const UnitContext::Calls &Calls = Unit.calls(F->getBody());
  bool Waits = Calls.Awaits || llvm::any_of(Calls.All, [&](const Expr *E) {
                 const FunctionDecl *Called = calleeOf(E);
                 return Called && (isNamed(E) || within(Called, Depth - 1));
               });
  return Known[{F, Depth}] = Waits;
}

FlowResult followResults(const FlowQuestion &Q, UnitContext &Unit,
                         const Decl *D, Stmt *Body,
                         ArrayRef<std::pair<Place, Site>> Seeds) {
  FlowResult Nothing;
  if (cast<FunctionDecl>(D)->isDependentContext())
    return Nothing;
  Flow F(Q, Unit, Body);
  if (!F.findSites(!Seeds.empty()))
    return Nothing;
  const CFG *Graph = Unit.cfg(D, Body);
  if (!Graph) {
    Nothing.Incomplete = true;
    return Nothing;
  }
  return F.run(Graph, Seeds);
}

} // namespace codex::results

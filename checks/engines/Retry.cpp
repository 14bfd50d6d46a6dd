//===- Retry.cpp - The engine retry -----------------------------*- C++ -*-===//
//
// A call that is made again after it failed: whether the program waits before
// it, on every way, and how often it may be made.
//
//===----------------------------------------------------------------------===//
#include "engines/Engine.h"
#include "engines/RuleProgram.h"
#include "engines/results/ResultFlow.h"
#include "model/Fingerprint.h"
#include "rules/ModelReader.h"
#include "support/Error.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

#include <map>

using namespace clang;
using namespace llvm;

namespace codex {
namespace {

using namespace results;

enum class Wanted { Pause, GrowingPause };

struct RetrySpec {
  std::vector<std::string> Models, Attempts, Pauses;
  std::vector<CallModel> Calls;
  Wanted Want = Wanted::Pause;
  unsigned FewTries = 3;
  std::vector<std::string> Unless;
};

const Shape<RetrySpec> &specShape() {
  using C = RetrySpec;
  static const Shape<C> S =
      Shape<C>("retry", "calls that are made again after they failed")
          .required("models", &C::Models, "libraries; files in models/")
          .optional("attempts", &C::Attempts,
                    "the kinds of the models' calls that the rule is about")
          .optional("calls", &C::Calls, "more calls, of this rule alone",
                    listOf(callShape()))
          .required("pauses", &C::Pauses, "the kinds of calls that wait")
          .optional("want", &C::Want,
                    "pause: some wait on every way back; growingPause: where "
                    "there is no limit, a wait that varies",
                    enumOf<Wanted>({{"pause", Wanted::Pause},
                                    {"growingPause", Wanted::GrowingPause}}))
          .optional("fewTries", &C::FewTries,
                    "so many attempts in all need no wait")
          .optional("unless", &C::Unless,
                    "words in the loop that say that it is something else "
                    "(EINTR)");
  return S;
}

class PreparedRetry : public PreparedRule {
public:
  using PreparedRule::PreparedRule;
  RetrySpec Spec;
  CallSet Attempts, Pauses;
};

const Stmt *bodyOfLoop(const Stmt *S) {
  if (const auto *L = dyn_cast<ForStmt>(S))
    return L->getBody();
  if (const auto *L = dyn_cast<WhileStmt>(S))
    return L->getBody();
  if (const auto *L = dyn_cast<DoStmt>(S))
    return L->getBody();
  if (const auto *L = dyn_cast<CXXForRangeStmt>(S))
    return L->getBody();
  return nullptr;
}

/// `do { ... } while (0)`.
bool isNoLoop(const Stmt *S, const ASTContext &Ast) {
  const auto *Do = dyn_cast<DoStmt>(S);
  bool Value = true;
  return Do && !Do->getCond()->isValueDependent() &&
         Do->getCond()->EvaluateAsBooleanCondition(Value, Ast) && !Value;
}

/// What a loop changes, and how.
class LoopFacts : public DynamicRecursiveASTVisitor {
public:
  LoopFacts(const Stmt *Loop, const Expr *Attempt) : Attempt(Attempt) {
    if (const auto *Range = dyn_cast<CXXForRangeStmt>(Loop)) {
      Element = Range->getLoopVariable();
      Steps.insert(Element);
    }
    TraverseStmt(const_cast<Stmt *>(Loop));
  }

  bool VisitUnaryOperator(UnaryOperator *U) override {
    if (U->isIncrementDecrementOp())
      count(U->getSubExpr());
    return true;
  }
  bool VisitCompoundAssignOperator(CompoundAssignOperator *B) override {
    count(B->getLHS());
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *B) override {
    if (B->getOpcode() == BO_Assign)
      assign(placeOf(B->getLHS()), B->getRHS());
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *C) override {
    if (C->getOperator() == OO_PlusPlus || C->getOperator() == OO_MinusMinus ||
        C->getOperator() == OO_PlusEqual)
      count(C->getArg(0));
    if (C->getOperator() == OO_Equal && C->getNumArgs() == 2)
      assign(placeOf(C->getArg(0)), C->getArg(1));
    return true;
  }
  bool VisitVarDecl(VarDecl *V) override {
    if (V->getInit())
      assign(Place{V, nullptr}, V->getInit());
    return true;
  }
  /// getline(In, Line): what another call writes is the next of something.
  bool VisitCallExpr(CallExpr *C) override {
    const FunctionDecl *F = C->getDirectCallee();
    if (!F || C == Attempt)
      return true;
    // snprintf(Command, sizeof Command, "get %s", Keys[I])
    if (F->getIdentifier() && F->getName().contains("printf") &&
        C->getNumArgs() > 2)
      if (std::optional<Place> To = placeOf(C->getArg(0));
          To && llvm::any_of(drop_begin(C->arguments()), [&](const Expr *A) {
            return mentionsNext(A) || mentionsElement(A);
          }))
        Steps.insert(To->Field ? To->Field : To->Base);
    for (const Expr *A : argumentsOf(C))
      if (const auto *Ref = dyn_cast<DeclRefExpr>(A->IgnoreParens());
          Ref && Ref->isLValue() && !Ref->getType().isConstQualified())
        if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
            V && V->hasLocalStorage() && !V->getType()->isScalarType() &&
            !isa<ParmVarDecl>(V) && !isa<CXXOperatorCallExpr>(C))
          Steps.insert(V);
    return true;
  }

  /// What stands for the next of several things: an index, a node, an item.
  bool mentionsNext(const Expr *E) const {
    struct Finder : DynamicRecursiveASTVisitor {
      bool VisitDeclRefExpr(DeclRefExpr *R) override {
        Found |= Next->count(R->getDecl()) != 0;
        return true;
      }
      bool VisitMemberExpr(MemberExpr *M) override {
        Found |= Next->count(M->getMemberDecl()) != 0;
        return true;
      }
      const std::set<const ValueDecl *> *Next = nullptr;
      bool Found = false;
    } Finder;
    Finder.Next = &Steps;
    Finder.TraverseStmt(const_cast<Expr *>(E));
    return Finder.Found;
  }

  /// One of the things that a range holds.
  bool mentionsElement(const Expr *E) const {
    struct Finder : DynamicRecursiveASTVisitor {
      bool VisitDeclRefExpr(DeclRefExpr *R) override {
        Found |= R->getDecl() == Element;
        return true;
      }
      const ValueDecl *Element = nullptr;
      bool Found = false;
    } Finder;
    Finder.Element = Element;
    if (Element)
      Finder.TraverseStmt(const_cast<Expr *>(E));
    return Finder.Found;
  }

  bool counts(const ValueDecl *D) const { return Counters.count(D) != 0; }

private:
  void count(const Expr *E) {
    if (std::optional<Place> P = placeOf(E)) {
      const ValueDecl *D = P->Field ? P->Field : P->Base;
      Counters.insert(D);
      Steps.insert(D);
    }
  }

  static bool mentions(const Stmt *S, const ValueDecl *D) {
    if (const auto *R = dyn_cast<DeclRefExpr>(S))
      return R->getDecl() == D;
    return llvm::any_of(S->children(), [&](const Stmt *Child) {
      return Child && mentions(Child, D);
    });
  }

  /// A fresh socket is for one more attempt at the same thing; another item
  /// from a list is another thing.
  void assign(std::optional<Place> P, const Expr *Value) {
    if (!P)
      return;
    const Expr *From = bare(Value);
    const FunctionDecl *F = calleeOf(From);
    if (F && F->getDeclName().isIdentifier()) {
      StringRef Name = F->getName();
      for (StringRef Makes :
           {"socket", "open", "connect", "create", "init", "make", "acquire",
            "alloc", "new", "dup", "send", "request", "fetch", "call", "now",
            "perform", "exec"})
        if (Name.contains_insensitive(Makes))
          return;
    }
    bool IsItem = isa<CallExpr, ArraySubscriptExpr>(From) ||
                  (isa<MemberExpr>(From) && From->getType()->isPointerType());
    if (const auto *U = dyn_cast<UnaryOperator>(From))
      IsItem |= U->getOpcode() == UO_Deref;
    // P = (T *)((char *)P->List.Next - offset): the next of a list.
    IsItem |= From->getType()->isPointerType() && isa<BinaryOperator>(From) &&
              mentions(From, P->Base);
    if (IsItem)
      Steps.insert(P->Field ? P->Field : P->Base);
  }

  const Expr *Attempt;
  const ValueDecl *Element = nullptr;
  std::set<const ValueDecl *> Steps, Counters;
};

/// The limit on how often a loop runs: none, one that is not known, a number.
struct Limit {
  bool Any = false;
  std::optional<uint64_t> Number;
};

class LimitFinder : public DynamicRecursiveASTVisitor {
public:
  LimitFinder(const LoopFacts &Loop, const ASTContext &Ast)
      : Loop(Loop), Ast(Ast) {}

  bool VisitBinaryOperator(BinaryOperator *B) override {
    if (!B->isComparisonOp())
      return true;
    for (auto [Side, Other] : {std::pair(B->getLHS(), B->getRHS()),
                               std::pair(B->getRHS(), B->getLHS())}) {
      if (isClock(Side))
        Found.Any = true;
      if (!isCounter(Side))
        continue;
      Expr::EvalResult K;
      bool Constant =
          !Other->isValueDependent() && Other->EvaluateAsInt(K, Ast);
      // Down to zero: from wherever it began.
      if (Constant && K.Val.getInt() == 0) {
        Found.Any = true;
        continue;
      }
      Found.Any = true;
      if (Constant && K.Val.getInt().getSignificantBits() < 62)
        Found.Number = K.Val.getInt().getExtValue();
    }
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *C) override {
    if (C->isComparisonOp())
      for (Expr *Side : C->arguments())
        Found.Any |= isClock(Side) || isCounter(Side);
    return true;
  }
  /// `now() < End`, made of <=>.
  bool VisitCXXRewrittenBinaryOperator(CXXRewrittenBinaryOperator *B) override {
    Found.Any |= B->isComparisonOp() &&
                 (isClock(B->getLHS()) || isClock(B->getRHS()) ||
                  isCounter(B->getLHS()) || isCounter(B->getRHS()));
    return true;
  }
  /// `while (tries--)`.
  bool VisitUnaryOperator(UnaryOperator *U) override {
    if (U->isIncrementDecrementOp() && Conditions.count(bare(U)))
      Found.Any = true;
    return true;
  }

  Limit of(const Stmt *Of) {
    auto Add = [&](const Expr *C) {
      if (C)
        Conditions.insert(bare(C));
    };
    if (const auto *L = dyn_cast<WhileStmt>(Of))
      Add(L->getCond());
    if (const auto *L = dyn_cast<DoStmt>(Of))
      Add(L->getCond());
    if (const auto *L = dyn_cast<ForStmt>(Of))
      Add(L->getCond());
    if (isa<CXXForRangeStmt>(Of))
      Found.Any = true;
    TraverseStmt(const_cast<Stmt *>(Of));
    return Found;
  }

private:
  bool isCounter(const Expr *E) const {
    E = bare(E);
    if (const auto *U = dyn_cast<UnaryOperator>(E))
      if (U->isIncrementDecrementOp())
        E = bare(U->getSubExpr());
    std::optional<Place> P = placeOf(E);
    return P && Loop.counts(P->Field ? P->Field : P->Base);
  }
  static bool isClock(const Expr *E) {
    struct Finder : DynamicRecursiveASTVisitor {
      bool VisitCallExpr(CallExpr *C) override {
        const FunctionDecl *F = C->getDirectCallee();
        if (F && F->getDeclName().isIdentifier())
          for (StringRef Word : {"now", "time", "elapsed", "clock", "tick"})
            Found |= F->getName().contains_insensitive(Word);
        return true;
      }
      bool Found = false;
    } Finder;
    Finder.TraverseStmt(const_cast<Expr *>(E));
    return Finder.Found;
  }

  const LoopFacts &Loop;
  const ASTContext &Ast;
  std::set<const Expr *> Conditions;
  Limit Found;
};

/// try { attempt; leave the loop } catch (...) {}: what the graph of the
/// control flow does not show.
class TryFinder : public DynamicRecursiveASTVisitor {
public:
  explicit TryFinder(const CallSet &Attempts) : Attempts(Attempts) {}

  bool TraverseLambdaExpr(LambdaExpr *) override { return true; }
  bool VisitCXXTryStmt(CXXTryStmt *Try) override {
    struct Inside : DynamicRecursiveASTVisitor {
      bool TraverseLambdaExpr(LambdaExpr *) override { return true; }
      bool VisitCallExpr(CallExpr *C) override {
        if (!Attempt && Attempts->find(C))
          Attempt = C;
        NoReturn |= C->getDirectCallee() && C->getDirectCallee()->isNoReturn();
        return true;
      }
      bool VisitReturnStmt(ReturnStmt *) override { return Leaves = true; }
      bool VisitBreakStmt(BreakStmt *) override { return Leaves = true; }
      bool VisitCXXThrowExpr(CXXThrowExpr *) override { return Leaves = true; }
      bool VisitGotoStmt(GotoStmt *) override { return Leaves = true; }
      const CallSet *Attempts = nullptr;
      const CallExpr *Attempt = nullptr;
      bool Leaves = false, NoReturn = false;
    };
    Inside Block;
    Block.Attempts = &Attempts;
    Block.TraverseStmt(Try->getTryBlock());
    if (!Block.Attempt || !Block.Leaves)
      return true;
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I) {
      Inside Handler;
      Handler.Attempts = &Attempts;
      Handler.TraverseStmt(Try->getHandler(I)->getHandlerBlock());
      if (!Handler.Leaves && !Handler.NoReturn)
        Found.push_back(Block.Attempt);
    }
    return true;
  }

  std::vector<const Expr *> Found;

private:
  const CallSet &Attempts;
};

class Run {
public:
  Run(const PreparedRetry &Rule, UnitContext &Unit, FactBuilder &Facts)
      : Rule(Rule), Unit(Unit), Facts(Facts), Waits(Rule.Pauses, Unit) {
    Q.Calls = &Rule.Attempts;
    Q.Logs = &NoLogs;
    Q.Waits = &Waits;
    // What waits by itself between its own attempts needs nobody who does.
    Q.Passed = [&](const Expr *E) {
      const FunctionDecl *F = calleeOf(E);
      return F && Waits.within(F);
    };
    Q.Also = [&](const Expr *E) { return wrapped(calleeOf(E)); };
  }

  void run() {
    for (const FunctionDecl *F : Unit.functions())
      for (auto [D, Body] : Unit.bodies(F)) {
        FlowResult R = followResults(Q, Unit, D, Body);
        if (R.Incomplete) {
          Gap G;
          G.At = Unit.location(F->getLocation());
          G.Rule = Rule.rule().Id;
          G.Reason = "in " + Unit.functionName(F) +
                     ": its control flow could not be followed";
          Facts.gap(std::move(G));
        }
        TryFinder Tries(Rule.Attempts);
        if (Unit.ast().getLangOpts().CXXExceptions)
          Tries.TraverseStmt(Body);
        if (R.Sites.empty() && Tries.Found.empty())
          continue;
        ParentMap Parents(Body);
        for (const Site &S : R.Sites)
          if (S.Repeated)
            judge(S.Call, S.LeastPause, F, Parents);
        for (const Expr *Attempt : Tries.Found)
          throwing(Attempt, F, Parents);
      }
  }

private:
  /// A function of the unit that makes an attempt, once, and says how it went.
  const CallModel *wrapped(const FunctionDecl *F) {
    const FunctionDecl *Body = nullptr;
    if (!F || !F->getReturnType()->isIntegerType() || !F->hasBody(Body) ||
        Body->isDependentContext() || !Unit.inScope(Body->getLocation()))
      return nullptr;
    auto [It, New] = Wrapped.try_emplace(Body, nullptr);
    if (New)
      It->second = lookInto(Body);
    return It->second;
  }

  /// A function that does one thing: Reply cmd(Text) { return Reply(...); }.
  static bool handsOn(const FunctionDecl &F) {
    const auto *Block = dyn_cast_or_null<CompoundStmt>(F.getBody());
    return Block && Block->size() <= 2 &&
           isa_and_nonnull<ReturnStmt>(Block->body_back());
  }

  /// How many of those may stand between a wrapper and the attempt.
  static constexpr unsigned MaxBetween = 2;

  const CallModel *lookInto(const FunctionDecl *F,
                            unsigned Between = MaxBetween) const {
    struct Inside : DynamicRecursiveASTVisitor {
      bool TraverseLambdaExpr(LambdaExpr *) override { return true; }
      bool VisitCallExpr(CallExpr *C) override {
        const FunctionDecl *Called = C->getDirectCallee();
        const FunctionDecl *Body = nullptr;
        Attempts |= Named->findNamed(Called) != nullptr ||
                    (Between && Called && Called->hasBody(Body) &&
                     handsOn(*Body) && Of->Unit.inScope(Body->getLocation()) &&
                     Of->lookInto(Body, Between - 1));
        return true;
      }
      bool VisitStmt(Stmt *S) override {
        Loops |= bodyOfLoop(S) != nullptr;
        return true;
      }
      bool VisitReturnStmt(ReturnStmt *R) override {
        const Expr *E = R->getRetValue();
        E = E ? E->IgnoreParenImpCasts() : nullptr;
        if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(E))
          if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
              V && V->hasInit())
            E = V->getInit();
        Truth |= E && E->isKnownToHaveBooleanValue();
        return true;
      }
      const Run *Of = nullptr;
      const CallSet *Named = nullptr;
      unsigned Between = 0;
      bool Attempts = false, Loops = false, Truth = false;
    } Body;
    Body.Of = this;
    Body.Named = &Rule.Attempts;
    Body.Between = Between;
    Body.TraverseStmt(F->getBody());
    if (!Body.Attempts || Body.Loops)
      return nullptr;
    // An int that is a comparison's result: zero is its failure.
    static const CallModel Default, Zero = [] {
      CallModel M;
      M.Failure = "zero";
      return M;
    }();
    return Body.Truth ? &Zero : &Default;
  }

  /// An attempt whose failure is an exception that is caught in the loop.
  void throwing(const Expr *Attempt, const FunctionDecl *F,
                const ParentMap &Parents) {
    const Stmt *Loop = loopAround(Attempt, Parents);
    if (!Loop || Q.Passed(Attempt))
      return;
    struct Waiting : DynamicRecursiveASTVisitor {
      bool VisitCallExpr(CallExpr *C) override {
        const FunctionDecl *Called = C->getDirectCallee();
        Found |= Called && (Waits->isNamed(C) || Waits->within(Called));
        return !Found;
      }
      bool VisitCoawaitExpr(CoawaitExpr *) override {
        Found = true;
        return false;
      }
      Pauses *Waits = nullptr;
      bool Found = false;
    } Somewhere;
    Somewhere.Waits = &Waits;
    Somewhere.TraverseStmt(const_cast<Stmt *>(Loop));
    if (!Somewhere.Found)
      judge(Attempt, Pace::None, F, Parents);
  }

  const Stmt *loopAround(const Stmt *S, const ParentMap &Parents) const {
    for (S = Parents.getParent(S); S; S = Parents.getParent(S))
      if (bodyOfLoop(S) && !isNoLoop(S, Unit.ast()))
        return S;
    return nullptr;
  }

  bool isSomethingElse(const Stmt *Loop) const {
    const SourceManager &Sources = Unit.sources();
    StringRef Text =
        Lexer::getSourceText(Sources.getExpansionRange(Loop->getSourceRange()),
                             Sources, Unit.ast().getLangOpts());
    return llvm::any_of(Rule.Spec.Unless,
                        [&](StringRef Word) { return Text.contains(Word); });
  }

  static bool isWrittenTo(QualType T) {
    return T->isLValueReferenceType() &&
           !T.getNonReferenceType().isConstQualified();
  }

  void judge(const Expr *Attempt, Pace Least, const FunctionDecl *F,
             const ParentMap &Parents) {
    const Stmt *Loop = loopAround(Attempt, Parents);
    if (!Loop || isSomethingElse(Loop))
      return;
    // One thing after the other, and not one thing again and again.
    if (const auto *Range = dyn_cast<CXXForRangeStmt>(Loop)) {
      QualType Each = Range->getLoopVariable()->getType().getNonReferenceType();
      const CXXRecordDecl *Class = Each->getAsCXXRecordDecl();
      if (!Each->isArithmeticType() && Class && Class->getIdentifier() &&
          Class->getName() != "duration")
        return;
    }
    LoopFacts Inside(Loop, Attempt);
    // What is compared with and set is read anew for each attempt.
    const FunctionDecl *Called = calleeOf(Attempt);
    StringRef Name =
        Called->getDeclName().isIdentifier() ? Called->getName() : "";
    for (const auto &[I, A] : enumerate(argumentsOf(Attempt))) {
      // Where the answer goes is no other question.
      if (I < Called->getNumParams() &&
          isWrittenTo(Called->getParamDecl(I)->getType()))
        continue;
      if (Inside.mentionsElement(A) ||
          (!Name.starts_with_insensitive("compare") &&
           !Name.starts_with_insensitive("check") && Inside.mentionsNext(A)))
        return;
    }
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Attempt))
      if (Inside.mentionsNext(Member->getImplicitObjectArgument()))
        return;
    Limit Most = LimitFinder(Inside, Unit.ast()).of(Loop);
    if (Rule.Spec.Want == Wanted::Pause) {
      if (Least != Pace::None)
        return;
      if (Most.Number && *Most.Number <= Rule.Spec.FewTries)
        return;
    } else if (Least != Pace::Fixed || Most.Any) {
      return;
    }
    Finding Out;
    Out.Rule = Rule.rule().Id;
    if (!Unit.inScope(Attempt->getBeginLoc()))
      return;
    Unit.setRange(Out, Attempt->getSourceRange());
    Out.Function = Unit.functionName(F);
    Out.InTestBody = Unit.inTestBody(F);
    std::string Code = Unit.code(Attempt->getSourceRange());
    Out.Message = fillMessage(
        Rule.rule().Message,
        {{"call", Code},
         {"callee", calleeOf(Attempt)->getNameAsString()},
         {"limit", Most.Number
                       ? "up to " + std::to_string(*Most.Number) + " times"
                   : Most.Any ? "up to its limit"
                              : "without a limit"}});
    Out.Identity = makeIdentity(Out.Rule, Out.Function, Code);
    Out.Steps.push_back(
        {Unit.location(Loop->getBeginLoc()), "the loop that makes it again"});
    Facts.finding(std::move(Out));
  }

  const PreparedRetry &Rule;
  UnitContext &Unit;
  FactBuilder &Facts;
  Pauses Waits;
  CallSet NoLogs;
  FlowQuestion Q;
  std::map<const FunctionDecl *, const CallModel *> Wrapped;
};

class RetryAnalysis : public UnitAnalysis {
public:
  explicit RetryAnalysis(ArrayRef<const PreparedRule *> Prepared)
      : Prepared(Prepared) {}

  void collect(UnitContext &Unit, FactBuilder &Facts) override {
    for (const PreparedRule *P : Prepared)
      Run(*static_cast<const PreparedRetry *>(P), Unit, Facts).run();
  }

private:
  std::vector<const PreparedRule *> Prepared;
};

class Retry : public Engine {
public:
  Expected<std::unique_ptr<PreparedRule>>
  prepare(const Rule &R, const RuleSet &Rules) const override {
    auto Out = std::make_unique<PreparedRetry>(R);
    RetrySpec &Spec = Out->Spec;
    if (Error E = specShape().read(R.Spec, R.File, Spec, "$.spec"))
      return std::move(E);
    Expected<std::vector<const Model *>> Models =
        Rules.modelsFor(R, Spec.Models);
    if (!Models)
      return Models.takeError();
    Reading Problems(R.File, "$.spec");
    Out->Attempts.add(R, *Models, Spec.Attempts, "attempts", Problems);
    for (const CallModel &Own : Spec.Calls)
      Out->Attempts.add(Own, R.Spec.find("calls")->position(), Problems);
    Out->Pauses.add(R, *Models, Spec.Pauses, "pauses", Problems);
    if (Out->Attempts.empty() && Problems.problems() == 0)
      Problems.problem(R.Spec.position(),
                       "no calls: name kinds of the models' calls in "
                       "'attempts', or calls in 'calls'");
    if (Error E = Problems.take())
      return std::move(E);
    return std::unique_ptr<PreparedRule>(std::move(Out));
  }

  std::unique_ptr<UnitAnalysis>
  start(ArrayRef<const PreparedRule *> Prepared) const override {
    return std::make_unique<RetryAnalysis>(Prepared);
  }

  std::vector<std::string> messageNames(const PreparedRule &) const override {
    return {"call", "callee", "limit"};
  }

  std::string specSchema() const override {
    return schemaText("retry", specShape().schema());
  }
};

} // namespace

static EngineRegistry::Add<Retry>
    Registration("retry", "a call that is made again after it failed");

} // namespace codex

//===- MustCheckResult.cpp - The engine must-check-result -------*- C++ -*-===//
//
// Calls whose result must decide something: it must not be dropped, stored and
// forgotten, only logged, or handed on as if it could be no failure.
//
//===----------------------------------------------------------------------===//
#include "engines/Engine.h"
#include "engines/RuleProgram.h"
#include "engines/results/ResultFlow.h"
#include "model/Fingerprint.h"
#include "rules/ModelReader.h"
#include "support/Error.h"

#include "clang/AST/ParentMapContext.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex {
namespace {

using namespace results;

enum class OnPaths { Some, Every };
enum class VoidCast { Finding, Reason, Fine };

struct CheckSpec {
  std::vector<std::string> Models, Results, Logs, Sinks;
  std::vector<CallModel> Calls;
  OnPaths Paths = OnPaths::Some;
  VoidCast ToVoid = VoidCast::Reason;
  bool OnlyLogged = false;
  bool Dropped = true;
  std::vector<std::string> ExceptIn;
  std::string UnlessNamed;
};

const Shape<CheckSpec> &specShape() {
  using C = CheckSpec;
  static const Shape<C> S =
      Shape<C>("must-check-result", "calls whose result must decide something")
          .required("models", &C::Models, "libraries; files in models/")
          .optional("results", &C::Results,
                    "the kinds of the models' calls that the rule is about")
          .optional("calls", &C::Calls, "more calls, of this rule alone",
                    listOf(callShape()))
          .optional("dropped", &C::Dropped,
                    "whether a result that is dropped, or stored and not "
                    "looked at, is a finding")
          .optional("paths", &C::Paths,
                    "on which paths a result that is stored must be looked at: "
                    "some (one will do), or every",
                    enumOf<OnPaths>(
                        {{"some", OnPaths::Some}, {"every", OnPaths::Every}}))
          .optional("voidCast", &C::ToVoid,
                    "a cast to void is a finding, fine, or fine with a reason: "
                    "a comment on its line or above",
                    enumOf<VoidCast>({{"finding", VoidCast::Finding},
                                      {"reason", VoidCast::Reason},
                                      {"fine", VoidCast::Fine}}))
          .optional("onlyLogged", &C::OnlyLogged,
                    "whether a result that is written to a log, and decides "
                    "nothing else, is a finding")
          .optional("logs", &C::Logs, "the kinds of calls that log")
          .optional("reaches", &C::Sinks,
                    "kinds of calls that a result must not reach while it may "
                    "be a failure; 'value' is the argument")
          .optional(
              "exceptIn", &C::ExceptIn,
              "where results may be dropped: destructor, catch, try (of a "
              "call that throws where it fails)",
              listOf(text().oneOf({"destructor", "catch", "try"})))
          .optional("unlessNamed", &C::UnlessNamed,
                    "a part of the names of functions that are let be");
  return S;
}

class PreparedCheck : public PreparedRule {
public:
  using PreparedRule::PreparedRule;
  CheckSpec Spec;
  CallSet Calls, Logs, Sinks;
};

/// One rule on one unit.
class Run {
public:
  Run(const PreparedCheck &Rule, UnitContext &Unit, FactBuilder &Facts)
      : Rule(Rule), Unit(Unit), Facts(Facts) {
    Q.Calls = &Rule.Calls;
    Q.Logs = &Rule.Logs;
    if (!Rule.Sinks.empty())
      Q.Sinks = &Rule.Sinks;
  }

  void run() {
    for (const FunctionDecl *F : Unit.functions())
      for (auto [D, Body] : Unit.bodies(F)) {
        FlowResult R = followResults(Q, Unit, D, Body);
        if (R.Incomplete)
          gap(F);
        for (const Site &S : R.Sites)
          judge(S, F);
      }
    if (Q.Sinks)
      followMembers();
  }

private:
  void gap(const FunctionDecl *F) {
    Gap G;
    G.At = Unit.location(F->getLocation());
    G.Rule = Rule.rule().Id;
    G.Reason = "in " + Unit.functionName(F) +
               ": its control flow could not be followed";
    Facts.gap(std::move(G));
  }

  bool excepted(const Site &S, const FunctionDecl *F) const {
    if (!Rule.Spec.UnlessNamed.empty())
      if (const FunctionDecl *Called = calleeOf(S.Call);
          Called && Called->getIdentifier() &&
          Called->getName().contains(Rule.Spec.UnlessNamed))
        return true;
    for (StringRef Where : Rule.Spec.ExceptIn) {
      if (Where == "destructor" && isa<CXXDestructorDecl>(F))
        return true;
      if (Where == "catch" && isWithin<CXXCatchStmt>(S.Call))
        return true;
      if (Where == "try" && isWithin<CXXTryStmt>(S.Call))
        return true;
    }
    return false;
  }

  template <typename Kind> bool isWithin(const Stmt *S) const {
    DynTypedNode Node = DynTypedNode::create(*S);
    while (true) {
      DynTypedNodeList Parents = Unit.ast().getParents(Node);
      if (Parents.empty() || Parents[0].get<Decl>())
        return false;
      Node = Parents[0];
      if (Node.get<Kind>())
        return true;
    }
  }

  /// ASSERT(validate()), which in a build for use is `false && validate()`.
  bool inAssertion(const Stmt *S) const {
    const SourceManager &Sources = Unit.sources();
    for (SourceLocation At = S->getBeginLoc(); At.isMacroID();
         At = Sources.getImmediateMacroCallerLoc(At))
      if (Lexer::getImmediateMacroName(At, Sources, Unit.ast().getLangOpts())
              .contains_insensitive("assert"))
        return true;
    return false;
  }

  /// Object.isValid(): whoever uses the object later can ask it, too.
  static bool asksState(const Expr *E) {
    const auto *C = dyn_cast<CXXMemberCallExpr>(E);
    const CXXMethodDecl *M = C ? C->getMethodDecl() : nullptr;
    return M && M->isConst() && M->getIdentifier() && C->getNumArgs() == 0 &&
           M->getName().starts_with("is");
  }

  /// Behind the statement around \p S, in its block or one around that, stands
  /// more than a return: something goes on the same way.
  bool somethingFollows(const Stmt *S) const {
    DynTypedNode Node = DynTypedNode::create(*S);
    while (true) {
      DynTypedNodeList Parents = Unit.ast().getParents(Node);
      if (Parents.empty() || Parents[0].get<Decl>())
        return false;
      const Stmt *Inside = Node.get<Stmt>();
      Node = Parents[0];
      if (Node.get<LambdaExpr>())
        return true;
      const Stmt *Up = Node.get<Stmt>();
      if (isa_and_nonnull<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Up))
        return true;
      const auto *Block = dyn_cast_or_null<CompoundStmt>(Up);
      if (!Block)
        continue;
      const auto *At = llvm::find(Block->body(), Inside);
      if (At != Block->body_end() &&
          llvm::any_of(llvm::make_range(At + 1, Block->body_end()),
                       [](const Stmt *Next) { return !isa<ReturnStmt>(Next); }))
        return true;
    }
  }

  /// A comment on the line, or one that ends on the line above.
  bool hasReason(const Stmt *S) const {
    const SourceManager &Sources = Unit.sources();
    auto [Id, Offset] = Sources.getDecomposedExpansionLoc(S->getBeginLoc());
    StringRef Text = Sources.getBufferData(Id);
    size_t Begin = Text.rfind('\n', Offset);
    Begin = Begin == StringRef::npos ? 0 : Begin + 1;
    StringRef Line = Text.slice(Begin, Text.find('\n', Offset));
    if (Line.contains("//") || Line.contains("/*"))
      return true;
    if (Begin == 0)
      return false;
    StringRef Above = Text.take_front(Begin - 1);
    Above = Above.substr(Above.rfind('\n') + 1).trim();
    return Above.starts_with("//") || Above.ends_with("*/");
  }

  void judge(const Site &S, const FunctionDecl *F) {
    for (const Expr *Sink : S.Reached)
      report(S, F, Sink,
             "may be a failure when it reaches '" + textOf(Sink) + "'", Sink);
    if (!Rule.Spec.Dropped || excepted(S, F))
      return;
    switch (S.First.What) {
    case Use::Dropped:
      return report(S, F, S.Call, "is dropped");
    case Use::Cast:
      if (Rule.Spec.ToVoid == VoidCast::Finding ||
          (Rule.Spec.ToVoid == VoidCast::Reason && !hasReason(S.Call)))
        report(S, F, S.Call,
               Rule.Spec.ToVoid == VoidCast::Reason
                   ? "is cast to void, and no comment says why"
                   : "is cast to void");
      return;
    case Use::Looked:
      return;
    case Use::Logged:
      if (Rule.Spec.OnlyLogged && !S.Looked && !inAssertion(S.Call) &&
          (!asksState(S.Call) || somethingFollows(S.Call)))
        report(S, F, S.Call, "is only logged");
      return;
    case Use::Stored:
      break;
    }
    if (S.Looked) {
      if (Rule.Spec.Paths == OnPaths::Every && (!S.Lost.empty() || S.LostAtEnd))
        report(S, F, S.Call,
               "is kept in '" + S.Variable +
                   "' and not looked at on every path",
               S.Lost.empty() ? nullptr : S.Lost.front());
      return;
    }
    if (S.Logged) {
      if (Rule.Spec.OnlyLogged)
        report(S, F, S.Call, "is kept in '" + S.Variable + "' and only logged");
      return;
    }
    // Without a name there is nothing to read it by: it never got anywhere.
    if (!S.Variable.empty())
      report(S, F, S.Call,
             "is kept in '" + S.Variable + "' and never looked at",
             S.Lost.empty() ? nullptr : S.Lost.front());
  }

  /// Members that a function leaves with a result that may be a failure, and
  /// that another function hands to a sink.
  void followMembers() {
    std::vector<std::pair<Place, Site>> Kept;
    for (const FunctionDecl *F : Unit.functions())
      for (auto [D, Body] : Unit.bodies(F))
        for (Site &S : followResults(Q, Unit, D, Body).Sites)
          for (const Place &P : S.KeptUntested)
            if (llvm::none_of(Kept, [&](const auto &K) {
                  return !(K.first < P) && !(P < K.first);
                }))
              Kept.push_back({P, S});
    if (Kept.empty())
      return;
    for (const FunctionDecl *F : Unit.functions())
      for (auto [D, Body] : Unit.bodies(F)) {
        size_t Own = followResults(Q, Unit, D, Body).Sites.size();
        FlowResult R = followResults(Q, Unit, D, Body, Kept);
        for (const Site &S :
             ArrayRef(R.Sites).drop_front(std::min(Own, R.Sites.size())))
          for (const Expr *Sink : S.Reached)
            report(S, F, Sink,
                   "may be a failure when it reaches '" + textOf(Sink) + "'",
                   S.Call);
      }
  }

  std::string textOf(const Expr *E) const {
    return Unit.code(E->getSourceRange());
  }

  void report(const Site &S, const FunctionDecl *F, const Expr *At,
              const std::string &Problem, const Stmt *Place = nullptr) {
    Finding Out;
    Out.Rule = Rule.rule().Id;
    if (!Unit.inScope(At->getBeginLoc()))
      return;
    Unit.setRange(Out, At->getSourceRange());
    Out.Function = Unit.functionName(F);
    Out.InTestBody = Unit.inTestBody(F);
    const FunctionDecl *Callee = calleeOf(S.Call);
    Out.Message =
        fillMessage(Rule.rule().Message,
                    {{"call", textOf(S.Call)},
                     {"callee", Callee ? Callee->getNameAsString() : ""},
                     {"name", S.Model->Name},
                     {"problem", Problem}});
    Out.Identity = makeIdentity(Out.Rule, Out.Function, textOf(At));
    if (At != S.Call)
      Out.Steps.push_back(
          {Unit.location(S.Call->getBeginLoc()), "the result is made here"});
    else if (Place)
      Out.Steps.push_back({Unit.location(Place->getBeginLoc()),
                           "it is overwritten here, before a look at it"});
    Facts.finding(std::move(Out));
  }

  const PreparedCheck &Rule;
  UnitContext &Unit;
  FactBuilder &Facts;
  FlowQuestion Q;
};

class CheckAnalysis : public UnitAnalysis {
public:
  explicit CheckAnalysis(ArrayRef<const PreparedRule *> Prepared)
      : Prepared(Prepared) {}

  void collect(UnitContext &Unit, FactBuilder &Facts) override {
    for (const PreparedRule *P : Prepared)
      Run(*static_cast<const PreparedCheck *>(P), Unit, Facts).run();
  }

private:
  std::vector<const PreparedRule *> Prepared;
};

class MustCheckResult : public Engine {
public:
  Expected<std::unique_ptr<PreparedRule>>
  prepare(const Rule &R, const RuleSet &Rules) const override {
    auto Out = std::make_unique<PreparedCheck>(R);
    CheckSpec &Spec = Out->Spec;
    if (Error E = specShape().read(R.Spec, R.File, Spec, "$.spec"))
      return std::move(E);
    Expected<std::vector<const Model *>> Models =
        Rules.modelsFor(R, Spec.Models);
    if (!Models)
      return Models.takeError();
    Reading Problems(R.File, "$.spec");
    Out->Calls.add(R, *Models, Spec.Results, "results", Problems);
    for (const CallModel &Own : Spec.Calls)
      Out->Calls.add(Own, R.Spec.find("calls")->position(), Problems);
    Out->Logs.add(R, *Models, Spec.Logs, "logs", Problems);
    Out->Sinks.add(R, *Models, Spec.Sinks, "reaches", Problems);
    if (Out->Calls.empty() && Problems.problems() == 0)
      Problems.problem(R.Spec.position(),
                       "no calls: name kinds of the models' calls in "
                       "'results', or calls in 'calls'");
    if (Error E = Problems.take())
      return std::move(E);
    return std::unique_ptr<PreparedRule>(std::move(Out));
  }

  std::unique_ptr<UnitAnalysis>
  start(ArrayRef<const PreparedRule *> Prepared) const override {
    return std::make_unique<CheckAnalysis>(Prepared);
  }

  std::vector<std::string> messageNames(const PreparedRule &) const override {
    return {"call", "callee", "name", "problem"};
  }

  std::string specSchema() const override {
    return schemaText("must-check-result", specShape().schema());
  }
};

} // namespace

static EngineRegistry::Add<MustCheckResult>
    Registration("must-check-result",
                 "a call's result that must decide something");

} // namespace codex

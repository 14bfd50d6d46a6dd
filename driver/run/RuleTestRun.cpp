//===- RuleTestRun.cpp - Run the test beside a rule -----------------------===//

#include "driver/run/RuleTestRun.h"

#include "driver/run/LinkStep.h"
#include "driver/run/RuleTestExplain.h"
#include "driver/run/UnitRunner.h"
#include "engines/RuleProgram.h"
#include "rules/RuleTest.h"
#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"

using namespace codex;

/// The rules that \p Test is of, prepared.
static llvm::Expected<std::unique_ptr<RuleProgram>>
prepare(const RuleTest &Test, const RuleSet &Rules) {
  std::vector<const Rule *> Selected;
  for (const std::string &Id : Test.Rules) {
    const Rule *R = Rules.findRule(Id);
    if (!R)
      return makeError(Test.File + ": there is no rule '" + Id + "'");
    Selected.push_back(R);
  }
  llvm::Error Broken = llvm::Error::success();
  auto Program = std::make_unique<RuleProgram>(Rules, Selected, Broken);
  if (Broken)
    return std::move(Broken);
  return Program;
}

namespace {

/// What was found against what was expected.
class Comparison {
public:
  Comparison(const RuleTest &Test, const RuleSet &Rules,
             llvm::function_ref<std::string(const Finding &)> Explain)
      : Test(Test), Rules(Rules), Explain(Explain) {}

  std::vector<std::string> compare(const UnitFacts &Facts) {
    for (const ParseError &E : Facts.Errors)
      problem(E.At.Line, "it does not compile: " + E.Message);
    for (const Gap &G : Facts.Gaps)
      problem(G.At.Line, "something was left out: " + G.Reason);
    findings(Facts);
    steps(Facts);
    for (const RuleTest::KnownGap &Silent : Test.WithoutFinding)
      problem(Silent.Line, "nothing is expected in '" + Silent.Function +
                               "', whose name promises a finding: add '// "
                               "expect: TEXT' to its line");
    if (Test.Findings.empty())
      problem(1, "the test expects nothing: add '// expect: TEXT' to the lines "
                 "that are to be found");
    llvm::sort(Problems);
    std::vector<std::string> Lines;
    for (auto &[Line, Text] : Problems)
      Lines.push_back(std::move(Text));
    return Lines;
  }

private:
  void problem(unsigned Line, const llvm::Twine &What) {
    Problems.emplace_back(
        Line, (Test.File + ":" + llvm::Twine(Line) + ":1: " + What).str());
  }

  /// As in every other run: test bodies are exempt where the rule says so.
  bool isExempt(const Finding &F) const {
    const Rule *R = Rules.findRule(F.Rule);
    return F.InTestBody && R && R->exemptsTests();
  }

  /// "ns::Class::serve_ok(int)": expecting it does not make it right.
  static bool promisesNone(llvm::StringRef Function) {
    llvm::StringRef Name = Function.split('(').first;
    return Name.ends_with("_ok") || Name.ends_with("_FN");
  }

  void findings(const UnitFacts &Facts) {
    std::vector<const Finding *> Left;
    for (const Finding &F : Facts.Findings)
      if (!isExempt(F))
        Left.push_back(&F);
    for (const RuleTest::Expectation &Want : Test.Findings) {
      auto Found = llvm::find_if(Left, [&](const Finding *F) {
        return F->Begin.Line == Want.Line &&
               llvm::StringRef(F->Message).contains(Want.Text) &&
               (Want.Rule.empty() || Want.Rule == F->Rule);
      });
      if (Found == Left.end())
        problem(Want.Line, "expected, and not found: " + Want.Text);
      else if (promisesNone((*Found)->Function))
        problem(Want.Line, "found in '" + (*Found)->Function +
                               "', whose name promises that nothing is: end "
                               "it in _bad, or in _FP with the reason");
      if (Found != Left.end())
        Left.erase(Found);
    }
    for (const Finding *F : Left)
      problem(F->Begin.Line, "found, and not expected: " + F->Message +
                                 " [codex-" + F->Rule + "]" + Explain(*F));
  }

  void steps(const UnitFacts &Facts) {
    for (const RuleTest::Expectation &Want : Test.Steps) {
      bool IsThere = llvm::any_of(Facts.Findings, [&](const Finding &F) {
        return llvm::any_of(F.Steps, [&](const Step &S) {
          return S.At.Line == Want.Line &&
                 llvm::StringRef(S.Message).contains(Want.Text);
        });
      });
      if (!IsThere)
        problem(Want.Line, "expected step, and not there: " + Want.Text);
    }
  }

  const RuleTest &Test;
  const RuleSet &Rules;
  llvm::function_ref<std::string(const Finding &)> Explain;
  std::vector<std::pair<unsigned, std::string>> Problems;
};

} // namespace

/// What the rules of \p Test say of it.
static llvm::Expected<UnitFacts> analyse(const RuleTest &Test,
                                         const RuleSet &Rules, Env &World) {
  llvm::Expected<std::unique_ptr<RuleProgram>> Program = prepare(Test, Rules);
  if (!Program)
    return Program.takeError();

  PlanRequest Request;
  Request.Paths = {World.absolute(Test.File)};
  Request.Flags = Test.Flags;
  llvm::Expected<Plan> ThePlan = planUnits(Request, World);
  if (!ThePlan)
    return ThePlan.takeError();
  if (ThePlan->Units.size() != 1)
    return makeError(Test.File + ": is not one unit");
  if (const std::string &Problem = ThePlan->Units[0].Problem; !Problem.empty())
    return makeError(Test.File + ": " + Problem);

  // Whatever is buffered would be written again by the worker.
  World.Out.flush();
  std::vector<UnitOutcome> Outcomes =
      runUnits(*ThePlan, **Program, World.Files, WorkLimits());
  UnitFacts Linked = linkUnits(**Program, Outcomes);
  if (!Outcomes[0].Facts)
    return makeError(Test.File + ": " + Outcomes[0].Failure);
  UnitFacts &Facts = *Outcomes[0].Facts;
  llvm::append_range(Facts.Findings, std::move(Linked.Findings));
  llvm::append_range(Facts.Gaps, std::move(Linked.Gaps));
  return std::move(Facts);
}

llvm::Expected<std::vector<std::string>>
codex::runRuleTest(const Rule &R, const RuleSet &Rules, Env &World) {
  llvm::Expected<RuleTest> Test = readRuleTest(R);
  if (!Test)
    return Test.takeError();
  llvm::Expected<UnitFacts> Facts = analyse(*Test, Rules, World);
  if (!Facts)
    return Facts.takeError();
  // The second look, which tells more, is taken only where there is something
  // to explain.
  std::optional<UnitFacts> Closer;
  auto Explain = [&](const Finding &F) {
    if (!Closer) {
      RuleSet Telling = withEachNodeNoted(Rules);
      llvm::Expected<UnitFacts> Again = analyse(*Test, Telling, World);
      if (Again)
        Closer = std::move(*Again);
      else
        llvm::consumeError(Again.takeError());
    }
    return explainFinding(F, Closer ? &*Closer : nullptr, Test->File,
                          *World.Files);
  };
  return Comparison(*Test, Rules, Explain).compare(*Facts);
}

//===- Analysis.cpp - The steps from a request to a report ----------------===//

#include "driver/Analysis.h"

#include "driver/Progress.h"
#include "driver/run/UnitRunner.h"
#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Threading.h"

using namespace codex;

/// The id that is nearest to \p Id, as a question behind an error; "" if none
/// is near.
static std::string didYouMean(llvm::StringRef Id, const RuleSet &Rules) {
  std::string Nearest;
  unsigned Best = std::max<size_t>(2, Id.size() / 3) + 1;
  for (const Rule &R : Rules.Rules) {
    unsigned Distance =
        Id.edit_distance(R.Id, /*AllowReplacements=*/true, Best);
    if (Distance >= Best)
      continue;
    Best = Distance;
    Nearest = R.Id;
  }
  return Nearest.empty() ? "; 'codex-lint rules list' names them"
                         : "; did you mean '" + Nearest + "'?";
}

llvm::Error Analysis::selectRules(llvm::ArrayRef<std::string> Ids) {
  for (llvm::StringRef Id : Ids) {
    Id.consume_front("codex-");
    const Rule *R = Rules.findRule(Id);
    if (!R)
      return makeError("there is no rule '" + Id + "'" + didYouMean(Id, Rules));
    if (!llvm::is_contained(Named, R))
      Named.push_back(R);
  }
  Selected = Named;
  if (Ids.empty())
    for (const Rule &R : Rules.Rules)
      if (R.TheState == State::Advisory || R.TheState == State::Enforced)
        Selected.push_back(&R);
  if (Selected.empty())
    return makeError("no rule is in force: all are drafts or retired");
  llvm::sort(Selected,
             [](const Rule *A, const Rule *B) { return A->Id < B->Id; });
  return llvm::Error::success();
}

llvm::Expected<std::unique_ptr<Analysis>>
Analysis::prepare(const AnalysisRequest &Request, Env &World) {
  std::unique_ptr<Analysis> Result(new Analysis);
  llvm::Expected<Plan> ThePlan = planUnits(Request.Units, World);
  if (!ThePlan)
    return ThePlan.takeError();
  Result->ThePlan = std::move(*ThePlan);

  llvm::Expected<std::string> Directory = findRuleDirectory(World.BinaryPath);
  if (!Directory)
    return Directory.takeError();
  if (llvm::Error E = loadRuleSet(*Directory, Result->Rules))
    return std::move(E);
  if (llvm::Error E = Result->selectRules(Request.Rules))
    return std::move(E);
  llvm::Error Broken = llvm::Error::success();
  Result->Program =
      std::make_unique<RuleProgram>(Result->Rules, Result->Selected, Broken);
  if (Broken)
    return std::move(Broken);

  Result->Limits.Jobs =
      Request.Jobs ? Request.Jobs
                   : llvm::hardware_concurrency().compute_thread_count();
  JudgePolicy &Policy = Result->Policy;
  Policy.Today = std::chrono::floor<std::chrono::days>(World.Now());
  Policy.StateOf = [Self = Result.get()](const Rule &R, llvm::StringRef) {
    return llvm::is_contained(Self->Named, &R) ? State::Enforced : R.TheState;
  };
  Policy.IsTestFile = [](llvm::StringRef) { return false; };
  return std::move(Result);
}

Report Analysis::run(Env &World) const {
  size_t ToRun = llvm::count_if(ThePlan.Units, [](const PlannedUnit &Unit) {
    return Unit.Problem.empty();
  });
  auto Begun = std::chrono::steady_clock::now();
  // Whatever is buffered would be written again by every worker.
  World.Out.flush();
  Progress Shown(World, ToRun);
  std::vector<UnitOutcome> Outcomes =
      runUnits(ThePlan, *Program, World.Files, Limits,
               [&](size_t Count, const PlannedUnit &Unit) {
                 Shown.show(Count, Unit.Unit.File, ThePlan.Root);
               });
  Shown.clear();
  Report Result =
      judge(ThePlan, std::move(Outcomes), Rules, Selected, Policy, World.Files);
  std::chrono::duration<double> Wall = std::chrono::steady_clock::now() - Begun;
  Result.WallSeconds = Wall.count();
  return Result;
}

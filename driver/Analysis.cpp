//===- Analysis.cpp - The steps from a request to a report ----------------===//

#include "driver/Analysis.h"

#include "driver/Progress.h"
#include "driver/run/LinkStep.h"
#include "driver/run/UnitRunner.h"
#include "facts/FactsFile.h"
#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"

#include <map>

using namespace codex;
namespace path = llvm::sys::path;

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
      if (inForce(R))
        Selected.push_back(&R);
  if (Selected.empty())
    return makeError("no rule is in force: all are drafts or retired");
  llvm::sort(Selected,
             [](const Rule *A, const Rule *B) { return A->Id < B->Id; });
  return llvm::Error::success();
}

static bool holds(State S) {
  return S == State::Advisory || S == State::Enforced;
}

bool Analysis::inForce(const Rule &R) const {
  return holds(R.TheState) ||
         llvm::any_of(Config.Paths, [&](const PathOverride &Override) {
           auto Found = Override.Rules.find(R.Id);
           return Found != Override.Rules.end() &&
                  holds(Found->second.TheState);
         });
}

llvm::Error Analysis::readConfig(Env &World) {
  llvm::SmallString<256> Path(ThePlan.Root);
  path::append(Path, ".codex.json");
  if (!World.Files->exists(Path))
    return llvm::Error::success();
  auto Buffer = World.Files->getBufferForFile(Path);
  if (!Buffer)
    return makeError("cannot read '" + Path +
                     "': " + Buffer.getError().message());
  llvm::Expected<ProjectConfig> Read =
      parseConfig((*Buffer)->getBuffer(), Path);
  if (!Read)
    return Read.takeError();
  Config = std::move(*Read);
  return llvm::Error::success();
}

/// The project's files that a pattern of its configuration names, sorted.
static std::vector<std::string> filesMatching(llvm::ArrayRef<PathGlob> Globs,
                                              llvm::StringRef Root,
                                              llvm::vfs::FileSystem &Files) {
  std::vector<std::string> Found;
  if (Globs.empty())
    return Found;
  std::error_code Code;
  for (llvm::vfs::recursive_directory_iterator It(Files, Root, Code), End;
       It != End && !Code; It.increment(Code)) {
    llvm::StringRef Relative = It->path();
    Relative = Relative.drop_front(Root.size()).ltrim('/');
    if (Relative == ".git")
      It.no_push();
    else if (matchesAny(Globs, Relative))
      Found.push_back(It->path().str());
  }
  llvm::sort(Found);
  return Found;
}

llvm::Error Analysis::readRules(Env &World) {
  llvm::Expected<std::string> Directory = findRuleDirectory(World.BinaryPath);
  if (!Directory)
    return Directory.takeError();
  if (llvm::Error E = loadRuleSet(*Directory, Rules))
    return E;
  for (const std::string &Pack : Config.RulePacks) {
    llvm::SmallString<256> Path(ThePlan.Root);
    path::append(Path, Pack);
    if (llvm::Error E = loadRuleSet(Path, Rules))
      return withContext(std::move(E), "reading the rule pack '" + Pack +
                                           "' of " + Config.File);
  }
  for (const std::string &File :
       filesMatching(Config.Models, ThePlan.Root, *World.Files))
    if (llvm::Error E = loadModel(File, Rules))
      return E;
  return applyConfig(Config, Rules);
}

void Analysis::setPolicy(Env &World) {
  Policy.FailClosed = Config.Policy.Incomplete == IncompletePolicy::FailClosed;
  Policy.WaiverDays = Config.Policy.WaiverDays;
  Policy.Today = std::chrono::floor<std::chrono::days>(World.Now());
  Policy.StateOf = [this](const Rule &R, llvm::StringRef File) {
    return llvm::is_contained(Named, &R) ? State::Enforced
                                         : Config.stateOf(R, File);
  };
  Policy.IsTestFile = [this](llvm::StringRef File) {
    return Config.isTestPath(File);
  };
  Limits.Seconds = Config.Limits.UnitSeconds;
  Limits.MemoryMiB = Config.Limits.UnitMemoryMiB;
}

llvm::Expected<std::unique_ptr<Analysis>>
Analysis::prepare(const AnalysisRequest &Request, Env &World) {
  std::unique_ptr<Analysis> Result(new Analysis);
  llvm::Expected<Plan> ThePlan = planUnits(Request.Units, World);
  if (!ThePlan)
    return ThePlan.takeError();
  Result->ThePlan = std::move(*ThePlan);
  if (llvm::Error E = Result->readAll(Request.Rules, World))
    return std::move(E);
  Result->Limits.Jobs =
      Request.Jobs ? Request.Jobs
                   : llvm::hardware_concurrency().compute_thread_count();
  return std::move(Result);
}

llvm::Error Analysis::readAll(llvm::ArrayRef<std::string> RuleIds,
                              Env &World) {
  if (llvm::Error E = readConfig(World))
    return E;
  if (llvm::Error E = readRules(World))
    return E;
  if (llvm::Error E = selectRules(RuleIds))
    return E;
  setPolicy(World);
  llvm::Error Broken = llvm::Error::success();
  Program = std::make_unique<RuleProgram>(Rules, Selected, Broken);
  return Broken;
}

llvm::Expected<std::unique_ptr<Analysis>>
Analysis::prepareLink(const LinkRequest &Request, Env &World) {
  std::unique_ptr<Analysis> Result(new Analysis);
  Result->ThePlan.Root =
      World.absolute(Request.Root.empty() ? "." : Request.Root);
  if (llvm::Error E = Result->readAll(Request.Rules, World))
    return std::move(E);
  return std::move(Result);
}

llvm::Expected<Report> Analysis::link(const LinkRequest &Request, Env &World) {
  auto Begun = std::chrono::steady_clock::now();
  std::map<std::string, UnitOutcome> ByContent;
  for (const std::string &File : Request.Facts) {
    auto Buffer = World.Files->getBufferForFile(World.absolute(File));
    if (!Buffer)
      return makeError(File + ": the facts cannot be read: " +
                       Buffer.getError().message());
    llvm::Expected<UnitFacts> Facts =
        parseFacts((*Buffer)->getBuffer(), File);
    if (!Facts)
      return Facts.takeError();
    // The same facts given twice are one unit; what took how long is no
    // difference.
    UnitFacts Timeless = *Facts;
    Timeless.ParseSeconds = Timeless.EngineSeconds = 0;
    std::string Key;
    llvm::raw_string_ostream OS(Key);
    writeFacts(Timeless, OS);
    ByContent[Facts->MainFile + '\0' + Key].Facts = std::move(*Facts);
  }
  std::vector<UnitOutcome> Outcomes;
  for (auto &[Key, Outcome] : ByContent) {
    PlannedUnit Unit;
    Unit.Unit.File = Outcome.Facts->MainFile;
    ThePlan.Units.push_back(std::move(Unit));
    Outcomes.push_back(std::move(Outcome));
  }
  linkUnits(*Program, Outcomes);
  Report Result =
      judge(ThePlan, std::move(Outcomes), Rules, Selected, Policy, World.Files);
  std::chrono::duration<double> Wall = std::chrono::steady_clock::now() - Begun;
  Result.WallSeconds = Wall.count();
  return Result;
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
  linkUnits(*Program, Outcomes);
  Report Result =
      judge(ThePlan, std::move(Outcomes), Rules, Selected, Policy, World.Files);
  std::chrono::duration<double> Wall = std::chrono::steady_clock::now() - Begun;
  Result.WallSeconds = Wall.count();
  return Result;
}

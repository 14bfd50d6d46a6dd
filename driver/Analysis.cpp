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

llvm::Expected<ProjectConfig>
Analysis::readConfig(llvm::StringRef Root, llvm::vfs::FileSystem &Files) {
  llvm::SmallString<256> Path(Root);
  path::append(Path, ".codex.json");
  if (!Files.exists(Path))
    return ProjectConfig();
  auto Buffer = Files.getBufferForFile(Path);
  if (!Buffer)
    return makeError("cannot read '" + Path +
                     "': " + Buffer.getError().message());
  return parseConfig((*Buffer)->getBuffer(), Path);
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

/// The built-in rules belong to the program, and are read from the disk; those
/// that CODEX_RULES names may lie in the project, and are read as it is.
static llvm::Error readBuiltinRules(llvm::vfs::FileSystem *Files, Env &World,
                                    RuleSet &Rules) {
  llvm::Expected<std::string> Directory = findRuleDirectory(World.BinaryPath);
  if (!Directory)
    return Directory.takeError();
  std::string Place = World.absolute(*Directory);
  bool Named = World.Variable("CODEX_RULES").has_value();
  if (Named && Files && !Files->exists(Place))
    return makeError("CODEX_RULES names '" + Place +
                     "', which is not there yet at the base; rules that lie in "
                     "the project are read from the base");
  return loadRuleSet(Place, Rules, Named ? Files : nullptr);
}

llvm::Error Analysis::readRules(const AnalysisRequest &Request, Env &World) {
  llvm::vfs::FileSystem *Files = Request.RuleFiles.get();
  if (llvm::Error E = readBuiltinRules(Files, World, Rules))
    return E;
  for (const std::string &Pack : Config.RulePacks) {
    llvm::SmallString<256> Path(ThePlan.Root);
    path::append(Path, Pack);
    if (llvm::Error E = loadRuleSet(Path, Rules, Files))
      return withContext(std::move(E), "reading the rule pack '" + Pack +
                                           "' of " + Config.File);
  }
  for (const std::string &File : filesMatching(Config.Models, ThePlan.Root,
                                               Files ? *Files : *World.Files))
    if (llvm::Error E = loadModel(File, Rules, Files))
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

llvm::Error Analysis::readBaseline(Env &World) {
  llvm::Expected<Baseline> Read =
      Baseline::read(ThePlan.Root, Config.Baseline, *World.Files);
  if (!Read)
    return Read.takeError();
  Known = std::move(*Read);
  Policy.Known = &Known;
  return llvm::Error::success();
}

/// Where shared headers are kept; "": nowhere.
static std::string shortcutsPlace(const Env &World) {
  llvm::SmallString<256> Place;
  std::optional<std::string> Named = World.Variable("CODEX_CACHE");
  std::optional<std::string> Caches = World.Variable("XDG_CACHE_HOME");
  std::optional<std::string> Home = World.Variable("HOME");
  if (Named && Named->empty())
    return "";
  if (Named)
    Place = World.absolute(*Named);
  else if (Caches && path::is_absolute(*Caches))
    path::append(Place, *Caches, "codex");
  else if (Home && path::is_absolute(*Home))
    path::append(Place, *Home, ".cache", "codex");
  else
    return "";
  path::append(Place, "headers");
  return std::string(Place);
}

llvm::Error Analysis::makeReady(const AnalysisRequest &Request, Env &World) {
  if (llvm::Error E = readRules(Request, World))
    return E;
  if (llvm::Error E = selectRules(Request.Rules))
    return E;
  setPolicy(World);
  Limits.Jobs = Request.Jobs
                    ? Request.Jobs
                    : llvm::hardware_concurrency().compute_thread_count();

  Ways.On = !Request.NoShortcuts;
  Ways.Directory = shortcutsPlace(World);

  llvm::Error Broken = llvm::Error::success();
  Program = std::make_unique<RuleProgram>(Rules, Selected, Broken);
  if (Broken)
    return Broken;
  return Request.WithoutBaseline ? llvm::Error::success() : readBaseline(World);
}

llvm::Expected<std::unique_ptr<Analysis>>
Analysis::prepare(const AnalysisRequest &Request, Env &World) {
  std::unique_ptr<Analysis> Result(new Analysis);
  llvm::Expected<Plan> ThePlan = planUnits(Request.Units, World);
  if (!ThePlan)
    return ThePlan.takeError();
  Result->ThePlan = std::move(*ThePlan);
  llvm::Expected<ProjectConfig> Config =
      readConfig(Result->ThePlan.Root, *World.Files);
  if (!Config)
    return Config.takeError();
  Result->Config = std::move(*Config);
  if (llvm::Error E = Result->makeReady(Request, World))
    return std::move(E);
  return std::move(Result);
}

llvm::Expected<std::unique_ptr<Analysis>>
Analysis::prepareRules(llvm::StringRef Root, const ProjectConfig &Config,
                       const AnalysisRequest &Request, Env &World) {
  std::unique_ptr<Analysis> Result(new Analysis);
  Result->ThePlan.Root = Root.str();
  Result->Config = Config;
  if (llvm::Error E = Result->makeReady(Request, World))
    return std::move(E);
  return std::move(Result);
}

/// Units as facts files tell of them, sorted. The same facts given twice are
/// one unit; what took how long is no difference.
static llvm::Expected<std::vector<UnitFacts>>
readFactsFiles(llvm::ArrayRef<std::string> Files, Env &World) {
  std::map<std::string, UnitFacts> ByContent;
  for (const std::string &File : Files) {
    auto Buffer = World.Files->getBufferForFile(World.absolute(File));
    if (!Buffer)
      return makeError(File + ": the facts cannot be read: " +
                       Buffer.getError().message());
    llvm::Expected<UnitFacts> Facts = parseFacts((*Buffer)->getBuffer(), File);
    if (!Facts)
      return Facts.takeError();
    UnitFacts Timeless = *Facts;
    Timeless.ParseSeconds = Timeless.EngineSeconds = 0;
    std::string Key;
    llvm::raw_string_ostream OS(Key);
    writeFacts(Timeless, OS);
    ByContent.try_emplace(Facts->MainFile + '\0' + Key, std::move(*Facts));
  }
  std::vector<UnitFacts> Result;
  for (auto &[Key, Facts] : ByContent)
    Result.push_back(std::move(Facts));
  return Result;
}

llvm::Expected<Report> Analysis::link(llvm::ArrayRef<std::string> FactsFiles,
                                      Env &World) const {
  auto Begun = std::chrono::steady_clock::now();
  llvm::Expected<std::vector<UnitFacts>> Units =
      readFactsFiles(FactsFiles, World);
  if (!Units)
    return Units.takeError();
  Plan Known;
  Known.Root = ThePlan.Root;
  std::vector<UnitOutcome> Outcomes;
  for (UnitFacts &Facts : *Units) {
    PlannedUnit &Unit = Known.Units.emplace_back();
    Unit.Unit.File = Facts.MainFile;
    Outcomes.emplace_back().Facts = std::move(Facts);
  }
  linkUnits(*Program, Outcomes);
  Report Result =
      judge(Known, std::move(Outcomes), Rules, Selected, Policy, World.Files);
  std::chrono::duration<double> Wall = std::chrono::steady_clock::now() - Begun;
  Result.WallSeconds = Wall.count();
  return Result;
}

Report Analysis::run(const Plan &Units, const JudgePolicy &Weights,
                     Env &World) const {
  size_t ToRun = llvm::count_if(Units.Units, [](const PlannedUnit &Unit) {
    return Unit.Problem.empty();
  });
  auto Begun = std::chrono::steady_clock::now();
  // Whatever is buffered would be written again by every worker.
  World.Out.flush();
  Progress Shown(World, ToRun);
  std::vector<UnitOutcome> Outcomes =
      runUnits(Units, *Program, World.Files, Limits, Ways,
               [&](size_t Count, const PlannedUnit &Unit) {
                 Shown.show(Count, Unit.Unit.File, Units.Root);
               });
  Shown.clear();
  linkUnits(*Program, Outcomes);
  Report Result =
      judge(Units, std::move(Outcomes), Rules, Selected, Weights, World.Files);
  std::chrono::duration<double> Wall = std::chrono::steady_clock::now() - Begun;
  Result.WallSeconds = Wall.count();
  return Result;
}

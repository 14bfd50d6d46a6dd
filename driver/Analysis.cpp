//===- Analysis.cpp - The steps from a request to a report ----------------===//

#include "driver/Analysis.h"

#include "driver/Progress.h"
#include "driver/RulePacks.h"
#include "driver/cache/Digest.h"
#include "driver/cache/Keys.h"
#include "driver/plan/ProjectRoot.h"
#include "driver/run/Bundle.h"
#include "driver/run/LinkStep.h"
#include "driver/run/SourceSums.h"
#include "driver/run/UnitRunner.h"
#include "engines/RuleProgram.h"
#include "facts/FactsFile.h"
#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Parallel.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"

#include <map>
#include <utility>

using namespace codex;
namespace path = llvm::sys::path;

Analysis::Analysis() = default;
Analysis::~Analysis() = default;

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
           return llvm::any_of(Override.Rules, [&](const auto &Entry) {
             return (Entry.first == R.Id ||
                     llvm::is_contained(R.Formerly, Entry.first)) &&
                    holds(Entry.second.TheState);
           });
         });
}

llvm::Expected<ProjectConfig>
Analysis::readConfig(llvm::StringRef Root, llvm::vfs::FileSystem &Files) {
  llvm::SmallString<256> Path(Root);
  path::append(Path, ".codex.json");
  if (!hasEntry(Root, ".codex.json", Files))
    return ProjectConfig();
  llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> Buffer =
      readDataFile(Path, &Files);
  if (!Buffer)
    return Buffer.takeError();
  return parseConfig((*Buffer)->getBuffer(), Path);
}

/// The models that the project's configuration names, sorted. A file that is
/// not there is an error: what it says would be missed without a word. Of a
/// pattern without any the person is told.
static llvm::Expected<std::vector<std::string>>
modelFiles(const ProjectConfig &Config, llvm::StringRef Root,
           llvm::vfs::FileSystem &Files, llvm::raw_ostream &Err) {
  std::vector<std::string> Found;
  if (Config.Models.empty())
    return Found;
  std::vector<bool> Matched(Config.Models.size());
  std::error_code Code;
  for (llvm::vfs::recursive_directory_iterator It(Files, Root, Code), End;
       It != End && !Code; It.increment(Code)) {
    llvm::StringRef Relative = It->path();
    Relative = Relative.drop_front(Root.size()).ltrim('/');
    if (Relative == ".git") {
      It.no_push();
      continue;
    }
    bool Any = false;
    for (const auto &[Index, Glob] : llvm::enumerate(Config.Models))
      if (Glob.matches(Relative))
        Any = Matched[Index] = true;
    if (Any)
      Found.push_back(It->path().str());
  }
  for (const auto &[Index, Glob] : llvm::enumerate(Config.Models)) {
    if (Matched[Index])
      continue;
    std::string Problem =
        llvm::formatv("{0}: at $.models[{1}]: no file is named by '{2}', which "
                      "is relative to {3}",
                      Config.File, Index, Glob.pattern(), Root);
    if (llvm::StringRef(Glob.pattern()).find_first_of("*?[{") ==
        llvm::StringRef::npos)
      return makeError(Problem);
    Err << "codex-lint: warning: " << Problem << '\n';
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

llvm::Error Analysis::addProjectRules(const ProjectConfig &Config,
                                      llvm::StringRef Root,
                                      llvm::vfs::FileSystem *Files,
                                      const CacheRequest &Cache, Env &World,
                                      RuleSet &Rules) {
  if (llvm::Error E =
          addRulePacks(Config, Root, Files,
                       KnownGoodStore(cachePlace(Cache, World)), World, Rules))
    return E;
  llvm::Expected<std::vector<std::string>> Models =
      modelFiles(Config, Root, Files ? *Files : *World.Files, World.Err);
  if (!Models)
    return Models.takeError();
  for (const std::string &File : *Models)
    if (llvm::Error E = loadModel(File, Rules, Files))
      return E;
  return applyConfig(Config, Rules);
}

llvm::Error Analysis::readRules(const AnalysisRequest &Request, Env &World) {
  llvm::vfs::FileSystem *Files = Request.RuleFiles.get();
  for (const std::string &Place : Request.RulePlaces)
    if (llvm::Error E = loadRuleSet(World.absolute(Place), Rules))
      return E;
  if (Request.RulePlaces.empty())
    if (llvm::Error E = readBuiltinRules(Files, World, Rules))
      return E;
  return addProjectRules(Config, ThePlan.Root, Files, Request.Cache, World,
                         Rules);
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
  std::string Place = inRoot(ThePlan.Root, Config.Baseline);
  if (Config.Baseline != ProjectConfig().Baseline &&
      !World.Files->exists(Place))
    World.Err << "codex-lint: warning: " << Config.File
              << ": at $.baseline: there is no '" << Place
              << "'; 'codex-lint baseline create' writes it\n";
  Known = std::move(*Read);
  Policy.Known = &Known;
  return llvm::Error::success();
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
  Ways.Directory = cachePlace(Request.Cache, World);
  Ways.Program =
      DigestBuilder().add(engineKey(World)).add(environmentKey(World)).finish();

  llvm::Error Broken = llvm::Error::success();
  Program = std::make_unique<RuleProgram>(Rules, Selected, Broken);
  if (Broken)
    return Broken;
  Program->setThorough(Request.NoShortcuts);
  Cache = UnitCache::open(Request.Cache, rulesKey(Rules, Selected),
                          ThePlan.Root, World);
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

//===----------------------------------------------------------------------===//
// Facts from elsewhere
//===----------------------------------------------------------------------===//

namespace {

/// What facts files and bundles say together.
class Given {
public:
  Given(llvm::StringRef Root, Env &World) : Sums(Root, *World.Files) {}

  /// An error names the file that is damaged, or older than its sources.
  llvm::Error read(llvm::ArrayRef<std::string> Files, Env &World);
  /// An error where a part of a plan is missing, or is there twice.
  llvm::Error checkShards() const;

  std::map<std::string, BundledUnit> Units; ///< by file and key: each once
  unsigned OtherLanguages = 0;

private:
  llvm::Error addBundle(Bundle TheBundle, llvm::StringRef File);
  void addFacts(UnitFacts Facts);
  llvm::Error readSome(llvm::ArrayRef<std::string> Files, Env &World);

  struct Parts {
    unsigned Shards = 0;
    std::map<unsigned, std::string> Files; ///< by number
  };
  std::map<std::string, Parts> Plans;
  SourceSums Sums;
};

} // namespace

llvm::Error Given::addBundle(Bundle TheBundle, llvm::StringRef File) {
  Parts &P = Plans[TheBundle.Plan];
  auto [Before, New] = P.Files.try_emplace(TheBundle.Shard, File.str());
  if ((P.Shards && P.Shards != TheBundle.Shards) || !New)
    return makeError(File + ": is shard " + llvm::Twine(TheBundle.Shard) + "/" +
                     llvm::Twine(TheBundle.Shards) + ", and '" +
                     (New ? P.Files.begin()->second : Before->second) +
                     "' is another part of the same units that does not go "
                     "with it; give each shard of one run once");
  P.Shards = TheBundle.Shards;
  // All shards of a plan count them.
  if (TheBundle.Shard == 1)
    OtherLanguages += TheBundle.OtherLanguages;
  for (BundledUnit &Unit : TheBundle.Units) {
    std::string Key = Unit.File + '\0' + Unit.Key;
    Units.try_emplace(std::move(Key), std::move(Unit));
  }
  return llvm::Error::success();
}

/// The same facts given twice are one unit; what took how long is no
/// difference.
void Given::addFacts(UnitFacts Facts) {
  OrderUnit Order = std::exchange(Facts.Order, {});
  double Parsed = std::exchange(Facts.ParseSeconds, 0);
  double Searched = std::exchange(Facts.EngineSeconds, 0);
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  writeFacts(Facts, OS);
  // One text was packed in one way.
  OS << digestOf(llvm::toStringRef(Order.Packed)).raw();
  std::string Key = Facts.MainFile + '\0' + digestOf(Text).raw().str();
  Facts.Order = std::move(Order);
  Facts.ParseSeconds = Parsed;
  Facts.EngineSeconds = Searched;
  BundledUnit Unit;
  Unit.File = Facts.MainFile;
  Unit.Outcome.Facts = std::move(Facts);
  Units.try_emplace(std::move(Key), std::move(Unit));
}

/// Reads on all cores; what comes of it does not depend on that.
llvm::Error Given::readSome(llvm::ArrayRef<std::string> Files, Env &World) {
  std::vector<std::unique_ptr<llvm::MemoryBuffer>> Buffers;
  for (llvm::StringRef File : Files) {
    auto Buffer = World.Files->getBufferForFile(World.absolute(File));
    if (!Buffer)
      return makeError(
          File + ": the facts cannot be read: " + Buffer.getError().message());
    Buffers.push_back(std::move(*Buffer));
  }
  std::vector<UnitFacts> Facts(Files.size());
  std::vector<std::string> Problems(Files.size());
  llvm::parallelFor(0, Files.size(), [&](size_t I) {
    if (isBundle(Buffers[I]->getBuffer()))
      return;
    llvm::Expected<UnitFacts> Read =
        parseFacts(Buffers[I]->getBuffer(), Files[I]);
    if (Read)
      Facts[I] = std::move(*Read);
    else
      Problems[I] = llvm::toString(Read.takeError());
  });
  for (size_t I = 0; I < Files.size(); ++I) {
    if (!Problems[I].empty())
      return makeError(Problems[I]);
    if (!isBundle(Buffers[I]->getBuffer())) {
      if (llvm::Error E = Sums.check(Facts[I], Files[I]))
        return E;
      addFacts(std::move(Facts[I]));
      continue;
    }
    llvm::Expected<Bundle> Read = readBundle(Buffers[I]->getBuffer(), Files[I]);
    if (!Read)
      return Read.takeError();
    for (const BundledUnit &Unit : Read->Units)
      if (Unit.Outcome.Facts)
        if (llvm::Error E = Sums.check(*Unit.Outcome.Facts, Files[I]))
          return E;
    if (llvm::Error E = addBundle(std::move(*Read), Files[I]))
      return E;
  }
  return llvm::Error::success();
}

llvm::Error Given::read(llvm::ArrayRef<std::string> Files, Env &World) {
  static constexpr size_t AtOnce = 256;
  for (; !Files.empty();
       Files = Files.drop_front(std::min(AtOnce, Files.size())))
    if (llvm::Error E = readSome(Files.take_front(AtOnce), World))
      return E;
  return llvm::Error::success();
}

llvm::Error Given::checkShards() const {
  for (const auto &[Name, P] : Plans)
    for (unsigned I = 1; I <= P.Shards; ++I)
      if (!P.Files.count(I))
        return makeError("shard " + llvm::Twine(I) + "/" +
                         llvm::Twine(P.Shards) + " is missing beside '" +
                         P.Files.begin()->second +
                         "'; without it the report would be silent about its "
                         "units");
  return llvm::Error::success();
}

llvm::Expected<Report> Analysis::link(llvm::ArrayRef<std::string> FactsFiles,
                                      Env &World) const {
  auto Begun = std::chrono::steady_clock::now();
  Given All(ThePlan.Root, World);
  if (llvm::Error E = All.read(FactsFiles, World))
    return std::move(E);
  if (llvm::Error E = All.checkShards())
    return std::move(E);
  Plan Known;
  Known.Root = ThePlan.Root;
  Known.OtherLanguages = All.OtherLanguages;
  std::vector<UnitOutcome> Outcomes;
  for (auto &[Key, Unit] : All.Units) {
    Known.Units.emplace_back().Unit.File = Unit.File;
    Outcomes.push_back(std::move(Unit.Outcome));
  }
  UnitFacts Linked = linkUnits(*Program, Outcomes);
  Report Result = judge(Known, std::move(Outcomes), std::move(Linked), Rules,
                        Selected, Policy, World.Files);
  std::chrono::duration<double> Wall = std::chrono::steady_clock::now() - Begun;
  Result.WallSeconds = Wall.count();
  return Result;
}

//===----------------------------------------------------------------------===//
// Collect and link
//===----------------------------------------------------------------------===//

/// A cache that cannot be used costs time and nothing else; it is told once.
void Analysis::closeCache(Env &World) const {
  if (!Cache)
    return;
  llvm::Error E = Cache->finish();
  bool Told = !CacheProblem.empty();
  if (E)
    CacheProblem = llvm::toString(std::move(E));
  else if (!Told)
    CacheProblem = Cache->problem();
  if (!CacheProblem.empty() && !Told)
    World.Err << "codex-lint: warning: the cache is not used: " << CacheProblem
              << '\n';
}

void Analysis::analyse(const Plan &Units, llvm::ArrayRef<size_t> ToRun,
                       std::vector<UnitOutcome> &Outcomes, Env &World) const {
  if (ToRun.empty())
    return;
  // Whatever is buffered would be written again by every worker.
  World.Out.flush();
  Progress Shown(World, ToRun.size());
  std::string Problem =
      runUnits(Units, ToRun, *Program, Cache.get(), World.Files, Limits, Ways,
               Outcomes, [&](size_t Count, const PlannedUnit &Unit) {
                 Shown.show(Count, Unit.Unit.File, Units.Root);
               });
  Shown.clear();
  if (Cache)
    Cache->noteStored(std::move(Problem));
}

/// From the cache what it has; the rest is run.
std::vector<UnitOutcome> Analysis::collect(const Plan &Units, bool CacheOnly,
                                           Env &World) const {
  std::vector<UnitOutcome> Outcomes(Units.Units.size());
  for (auto [Planned, Outcome] : llvm::zip(Units.Units, Outcomes))
    Outcome.Failure = Planned.Problem;
  std::vector<size_t> ToRun = unitsToRun(Units);
  if (Cache)
    findUnits(Units, ToRun, *Cache, World.Files, Outcomes);
  llvm::erase_if(ToRun, [&](size_t I) { return Outcomes[I].Cached; });
  if (!CacheOnly)
    analyse(Units, ToRun, Outcomes, World);
  return Outcomes;
}

std::vector<UnitOutcome> Analysis::collectSome(llvm::ArrayRef<size_t> Chosen,
                                               Env &World) const {
  Plan Part;
  Part.Root = ThePlan.Root;
  for (size_t I : Chosen)
    Part.Units.push_back(ThePlan.Units[I]);
  std::vector<UnitOutcome> Some = collect(Part, /*CacheOnly=*/false, World);
  std::vector<size_t> Lost;
  for (size_t I = 0; I < Some.size(); ++I)
    if (Some[I].Facts && !completeFacts(Some[I], Cache.get()))
      Lost.push_back(I);
  analyse(Part, Lost, Some, World);
  for (size_t I : Lost)
    if (Some[I].Facts && !completeFacts(Some[I], Cache.get())) {
      Some[I] = UnitOutcome();
      Some[I].Failure = "its result cannot be read";
    }
  closeCache(World);

  std::vector<UnitOutcome> Outcomes(ThePlan.Units.size());
  for (auto [Index, Outcome] : llvm::zip(Chosen, Some))
    Outcomes[Index] = std::move(Outcome);
  return Outcomes;
}

ProgramParts Analysis::collectParts(Plan Units, bool CacheOnly,
                                    Env &World) const {
  ProgramParts Parts;
  Parts.Outcomes = collect(Units, CacheOnly, World);
  Parts.Units = std::move(Units);
  if (CacheOnly)
    Parts.Unknown =
        llvm::count_if(Parts.Outcomes, [](const UnitOutcome &Outcome) {
          return !Outcome.Facts && Outcome.Failure.empty();
        });
  return Parts;
}

/// Those of \p Lost that are among \p Outcomes.
static std::vector<size_t> indicesOf(llvm::ArrayRef<UnitOutcome *> Lost,
                                     const std::vector<UnitOutcome> &Outcomes) {
  std::vector<size_t> Indices;
  for (size_t I = 0; I < Outcomes.size(); ++I)
    if (llvm::is_contained(Lost, &Outcomes[I]))
      Indices.push_back(I);
  return Indices;
}

/// Rules for which one unit is enough ask others where they know them.
UnitFacts Analysis::judgeAlone(std::vector<UnitOutcome> &Outcomes,
                               ProgramParts &Beside) const {
  std::vector<const UnitFacts *> Facts;
  std::set<std::string> Read;
  // What the cache has lost meanwhile is not known, as other units are not.
  for (UnitOutcome &Outcome : Outcomes)
    if (Outcome.Facts) {
      (void)completeFacts(Outcome, Cache.get());
      Facts.push_back(&*Outcome.Facts);
      Read.insert(Outcome.Facts->Files.begin(), Outcome.Facts->Files.end());
    }
  for (UnitOutcome &Outcome : Beside.Outcomes)
    if (Outcome.Facts) {
      (void)completeFacts(Outcome, Cache.get());
      Facts.push_back(&*Outcome.Facts);
    }
  std::vector<std::string> OfPrograms = linkRules();
  UnitFacts Linked = Program->link(Facts, [&](const Rule &R) {
    return !llvm::is_contained(OfPrograms, R.Id);
  });
  llvm::erase_if(Linked.Findings,
                 [&](const Finding &F) { return !Read.count(F.Begin.File); });
  return Linked;
}

UnitFacts Analysis::link(const Plan &Units, std::vector<UnitOutcome> &Outcomes,
                         ProgramParts *Beside, Env &World) const {
  if (Beside && Beside->Unknown)
    return judgeAlone(Outcomes, *Beside);
  std::vector<UnitOutcome *> All, Lost;
  for (UnitOutcome &Outcome : Outcomes)
    All.push_back(&Outcome);
  if (Beside)
    for (UnitOutcome &Outcome : Beside->Outcomes)
      All.push_back(&Outcome);
  for (;;) {
    UnitFacts Linked = linkUnits(*Program, Cache.get(), All, Lost);
    if (Lost.empty())
      return Linked;
    // What was pruned or damaged since it was found is done again.
    analyse(Units, indicesOf(Lost, Outcomes), Outcomes, World);
    if (Beside)
      analyse(Beside->Units, indicesOf(Lost, Beside->Outcomes),
              Beside->Outcomes, World);
  }
}

Report Analysis::run(const Plan &Units, const JudgePolicy &Weights, Env &World,
                     ProgramParts *Beside) const {
  auto Begun = std::chrono::steady_clock::now();
  std::vector<UnitOutcome> Outcomes =
      collect(Units, /*CacheOnly=*/false, World);
  Plan Asked = Units;
  takeOurs(Asked, Outcomes, Weights, World);
  UnitFacts Linked = link(Asked, Outcomes, Beside, World);
  closeCache(World);
  Report Result = judge(Asked, std::move(Outcomes), std::move(Linked), Rules,
                        Selected, Weights, World.Files);
  std::chrono::duration<double> Wall = std::chrono::steady_clock::now() - Begun;
  Result.WallSeconds = Wall.count();
  return Result;
}

std::string codex::notJudgedWhole(llvm::ArrayRef<std::string> Ids,
                                  size_t Unknown) {
  return "what these rules see with other units alone (" +
         llvm::join(Ids, ", ") +
         ") is not judged here: " + std::to_string(Unknown) +
         " units beside these are not in the cache, and to analyse them takes "
         "its time; 'codex-lint check' does it, and the gate judges it";
}

static std::vector<std::string>
idsOf(llvm::ArrayRef<const Rule *> Rules,
      llvm::function_ref<bool(const Engine &)> Which) {
  std::vector<std::string> Ids;
  for (const Rule *R : Rules)
    if (std::unique_ptr<Engine> E = makeEngine(R->Engine); E && Which(*E))
      Ids.push_back(R->Id);
  return Ids;
}

std::vector<std::string> Analysis::linkRules() const {
  return idsOf(Selected, [](const Engine &E) { return !E.needsOneUnitOnly(); });
}

Report Analysis::run(Env &World) const {
  Report Result = run(ThePlan, Policy, World);
  llvm::append_range(Result.Notes, Rules.Notes);
  std::vector<std::string> Ids = linkRules();
  if (ThePlan.Partial && !Ids.empty())
    Result.Notes.push_back(
        "rules about whole programs (" + llvm::join(Ids, ", ") + ") saw " +
        (ThePlan.LeftOut
             ? std::to_string(Result.Units.Total) + " of " +
                   std::to_string(Result.Units.Total + ThePlan.LeftOut) +
                   " units"
             : std::string("only what is named here")) +
        ": what the others do is not known to them; without PATH all units "
        "are checked");
  return Result;
}

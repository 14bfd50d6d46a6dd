//===- Gate.cpp - From two states of a project to a verdict ---------------===//

#include "driver/gate/Gate.h"

#include "driver/gate/Affected.h"
#include "driver/gate/BreakGlass.h"
#include "driver/gate/Change.h"
#include "driver/gate/LaterEffects.h"
#include "driver/gate/OldFailures.h"
#include "driver/gate/RulesOfBase.h"
#include "driver/git/Repository.h"
#include "driver/judge/Baseline.h"
#include "driver/judge/Compare.h"
#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

#include <chrono>

using namespace codex;
namespace path = llvm::sys::path;
using Clock = std::chrono::steady_clock;

static constexpr llvm::StringLiteral DatabaseName = "compile_commands.json";

/// What fits on a screen, with steps and source lines.
static constexpr unsigned ShownByHook = 5;

namespace {

class GateRun {
public:
  GateRun(const GateRequest &Request, Env &World)
      : Request(Request), World(World), Begun(Clock::now()) {
    Said.Glass = std::nullopt;
    if (Request.BreakGlass)
      Said.Glass = BrokenGlass{*Request.BreakGlass, "option", "", ""};
    Said.BaseName = Request.Staged ? "HEAD" : Request.Base;
  }

  llvm::Expected<GateResult> run();

private:
  llvm::Error decide(GateResult &Result);
  llvm::Error findCommits(const Repository &Repo);
  llvm::Error weighGlass(const ProjectConfig &Says);
  void mistrustCache(AnalysisRequest &Rules);
  llvm::Expected<std::string> findDatabase(llvm::StringRef Asked,
                                           SnapshotFiles &Files) const;
  llvm::Error planBoth();
  llvm::Expected<Plan> planOf(llvm::StringRef Database,
                              llvm::IntrusiveRefCntPtr<SnapshotFiles> Side,
                              llvm::IntrusiveRefCntPtr<SnapshotFiles> From);
  bool anyCode() const;
  llvm::Error readBaselines(const Repository &Repo);
  Report compareSides(Analysis &Work);
  ProgramParts collectBeside(const Analysis &Work, const AffectedUnits &Units,
                             Env &HeadWorld);
  void listUnreadHeaders(const Report &Head);
  void finish(GateResult &Result);
  std::string absolute(llvm::StringRef File) const {
    llvm::SmallString<256> Path(File);
    if (!path::is_absolute(Path)) {
      Path = TheChange.Root;
      path::append(Path, File);
    }
    return std::string(Path);
  }

  const GateRequest &Request;
  Env &World;
  Clock::time_point Begun;
  ChangeReport Said;
  Change TheChange;
  ProjectConfig Config;
  std::string Base; ///< the commit to compare with; empty: none before
  std::string Head; ///< empty: the index
  Plan HeadUnits;
  Plan BaseUnits;
  Baseline Known;
};

} // namespace

/// Which commits are compared; and whether one of the change's own breaks the
/// glass.
llvm::Error GateRun::findCommits(const Repository &Repo) {
  llvm::Expected<std::optional<std::string>> Current = Repo.headCommit();
  if (!Current)
    return Current.takeError();
  if (Request.Staged) {
    Base = Current->value_or("");
    return llvm::Error::success();
  }
  if (Request.Head.empty() && !*Current)
    return makeError("there is no commit yet in '" + Repo.root() +
                     "': nothing to judge");
  if (Request.Head.empty()) {
    Head = **Current;
  } else {
    llvm::Expected<std::string> Named = Repo.commit(Request.Head, "--head");
    if (!Named)
      return Named.takeError();
    Head = std::move(*Named);
  }
  llvm::Expected<std::string> Tip = Repo.commit(Request.Base, "--base");
  if (!Tip)
    return Tip.takeError();
  llvm::Expected<std::string> Common =
      Repo.mergeBase(*Tip, Head, Request.Base);
  llvm::Expected<std::vector<CommitMessage>> Own = Repo.ownCommits(*Tip, Head);
  if (!Own) {
    llvm::consumeError(Common.takeError());
    return Own.takeError();
  }
  // Where history ends before the two meet, commits of the base look like the
  // change's own; the last one is.
  if (!Common && Repo.isShallow())
    Own->resize(std::min<size_t>(1, Own->size()));
  if (!Said.Glass)
    Said.Glass = brokenBy(*Own);
  if (!Common)
    return Common.takeError();
  Base = std::move(*Common);
  return llvm::Error::success();
}

/// What the configuration says of breaking the glass.
llvm::Error GateRun::weighGlass(const ProjectConfig &Says) {
  Config = Says;
  if (!Said.Glass)
    return llvm::Error::success();
  bool ByOption = Said.Glass->By == "option";
  switch (Config.Policy.TheBreakGlass) {
  case BreakGlass::Trailer:
    return llvm::Error::success();
  case BreakGlass::Option:
    if (ByOption)
      return llvm::Error::success();
    break;
  case BreakGlass::Off:
    if (ByOption) {
      Said.Glass.reset();
      return makeError("--break-glass: the project does not allow it "
                       "(policy.breakGlass in .codex.json of the base is "
                       "'off')");
    }
    break;
  }
  Said.Notes.push_back("the trailer Codex-Break-Glass of commit " +
                       Said.Glass->Commit.substr(0, 12) +
                       " is without effect: the project does not allow it "
                       "(policy.breakGlass)");
  Said.Glass.reset();
  return llvm::Error::success();
}

/// A cache that came with the change would be the change's own word for what
/// its units say.
void GateRun::mistrustCache(AnalysisRequest &Rules) {
  std::string Place = cachePlace(Rules.Cache, World);
  llvm::SmallString<256> Real;
  if (Place.empty() || World.Files->getRealPath(Place, Real))
    return;
  llvm::StringRef Below = Real;
  if (!Below.consume_front(TheChange.Root) || !Below.consume_front("/"))
    return;
  if (llvm::none_of(*TheChange.Tracked, [&](const auto &Entry) {
        llvm::StringRef Path = Entry.getKey();
        return Path.consume_front(Below) && Path.starts_with("/");
      }))
    return;
  Rules.Cache.Off = true;
  Said.Notes.push_back("the cache '" + Below.str() +
                       "' is not used: git tracks files in it, and a change "
                       "must not bring its own results");
}

//===----------------------------------------------------------------------===//
// Plan
//===----------------------------------------------------------------------===//

/// The file, absolute. Empty where none was asked for and none is found.
llvm::Expected<std::string>
GateRun::findDatabase(llvm::StringRef Asked, SnapshotFiles &Files) const {
  if (!Asked.empty()) {
    std::string Path = World.absolute(Asked);
    llvm::ErrorOr<llvm::vfs::Status> Status = Files.status(Path);
    if (!Status)
      return makeError("'" + Asked + "': no such file or directory");
    if (!Status->isDirectory())
      return Path;
    Path += ("/" + DatabaseName).str();
    if (!Files.exists(Path))
      return makeError("there is no " + DatabaseName + " in '" + Asked +
                       "'; CMake writes one with "
                       "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON");
    return Path;
  }
  for (llvm::StringRef Below : {"", "build/", "out/"}) {
    std::string Path = absolute((Below + DatabaseName).str());
    if (Files.exists(Path))
      return Path;
  }
  return "";
}

llvm::Expected<Plan>
GateRun::planOf(llvm::StringRef Database,
                llvm::IntrusiveRefCntPtr<SnapshotFiles> Side,
                llvm::IntrusiveRefCntPtr<SnapshotFiles> From) {
  Env SideWorld = World;
  SideWorld.Files = Side;
  PlanRequest Units;
  Units.Build = Database.str();
  Units.DatabaseFiles = From;
  llvm::Expected<Plan> Result = planUnits(Units, SideWorld);
  if (Result)
    Result->Root = TheChange.Root;
  return Result;
}

bool GateRun::anyCode() const {
  for (const std::set<std::string> *Paths :
       {&TheChange.Added, &TheChange.Modified, &TheChange.Deleted})
    if (llvm::any_of(*Paths, [](const std::string &P) {
          return isCodeFile(P) || path::filename(P) == DatabaseName;
        }))
      return true;
  return false;
}

llvm::Error GateRun::planBoth() {
  llvm::Expected<std::string> Database =
      findDatabase(Request.Build, *TheChange.Head);
  if (!Database)
    return Database.takeError();
  if (Database->empty()) {
    if (!anyCode())
      return llvm::Error::success();
    return makeError(
        "no compile_commands.json in '" + TheChange.Root +
        "', its build/ or its out/; name the build directory with -p. CMake "
        "writes the file with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, Meson always "
        "does, and for make there is 'bear -- make'");
  }
  llvm::Expected<Plan> HeadPlan =
      planOf(*Database, TheChange.Head, TheChange.Head);
  if (!HeadPlan)
    return HeadPlan.takeError();
  HeadUnits = std::move(*HeadPlan);

  // The head's commands do for the base, but where it has its own.
  llvm::IntrusiveRefCntPtr<SnapshotFiles> From = TheChange.Head;
  if (!Request.BaseBuild.empty()) {
    Database = findDatabase(Request.BaseBuild, *TheChange.Base);
    if (!Database)
      return withContext(Database.takeError(), "reading --base-build");
    From = TheChange.Base;
  } else if (TheChange.Base->exists(*Database)) {
    From = TheChange.Base;
  }
  llvm::Expected<Plan> BasePlan = planOf(*Database, TheChange.Base, From);
  if (BasePlan) {
    BaseUnits = std::move(*BasePlan);
    return llvm::Error::success();
  }
  // One that is broken at the base only says nothing about the head.
  if (From == TheChange.Head || !Request.BaseBuild.empty())
    return BasePlan.takeError();
  llvm::consumeError(BasePlan.takeError());
  BasePlan = planOf(*Database, TheChange.Base, TheChange.Head);
  if (!BasePlan)
    return BasePlan.takeError();
  BaseUnits = std::move(*BasePlan);
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// Judge
//===----------------------------------------------------------------------===//

llvm::Error GateRun::readBaselines(const Repository &Repo) {
  std::string Path = absolute(Config.Baseline);
  std::string Note;
  llvm::Expected<Baseline> Before =
      readBaselineOfBase(Repo, TheChange, Config, World, Note);
  if (!Before)
    return Before.takeError();
  Known = std::move(*Before);
  if (!Note.empty())
    Said.Notes.push_back(Note);
  // The first one is no growth: there was nothing that could have grown.
  if (!TheChange.Base->exists(Path))
    return llvm::Error::success();
  llvm::Expected<Baseline> After =
      Baseline::read(TheChange.Root, Config.Baseline, *TheChange.Head);
  if (!After) {
    Said.Notes.push_back("the baseline of the head cannot be read: " +
                         llvm::toString(After.takeError()));
    return llvm::Error::success();
  }
  for (const auto &[Fingerprint, Entry] : After->entries())
    if (!Known.find(Fingerprint))
      Said.Grown.push_back(Entry);
  Said.GrowthBlocks = !Said.Grown.empty() && !Config.Policy.BaselineMayGrow;
  return llvm::Error::success();
}

/// A changed header that nothing includes was not judged, and is listed.
void GateRun::listUnreadHeaders(const Report &Head) {
  bool AllRead = llvm::all_of(Head.Units.Failed,
                              [](const FailedUnit &U) { return U.Partial; });
  std::set<std::string> Sources, Read = Head.Files;
  for (const NotAnalysed &N : Said.NotSeen)
    Sources.insert(N.File);
  for (const std::string &File : Head.Files)
    for (std::string &Name : TheChange.Head->trail(absolute(File)))
      Read.insert(std::move(Name));
  for (const std::set<std::string> *Paths :
       {&TheChange.Added, &TheChange.Modified})
    for (const std::string &Path : *Paths)
      if (AllRead && isCodeFile(Path) && !Read.count(Path) &&
          !Sources.count(Path) &&
          llvm::none_of(Head.Units.Failed,
                        [&](const FailedUnit &U) { return U.File == Path; }))
        Said.NotSeen.push_back({Path, "no unit includes it"});
  llvm::sort(Said.NotSeen, [](const NotAnalysed &A, const NotAnalysed &B) {
    return A.File < B.File;
  });
}

/// The rest of the programs, where a rule asks for whole ones. Somebody waits
/// for the hook: it takes what is known from earlier runs and analyses nothing.
ProgramParts GateRun::collectBeside(const Analysis &Work,
                                    const AffectedUnits &Units,
                                    Env &HeadWorld) {
  std::vector<std::string> Ids = Work.linkRules();
  if (Ids.empty() || (Units.Head.Units.empty() && Units.Base.Units.empty()))
    return {};
  ProgramParts Beside =
      Work.collectParts(Units.Beside, /*CacheOnly=*/Request.Staged, HeadWorld);
  std::string Names = "rules about whole programs (" + llvm::join(Ids, ", ");
  if (Beside.Unknown)
    Said.Notes.push_back(
        Names + ") are not judged here: " + std::to_string(Beside.Unknown) +
        " units beside the change are not in the cache, and to analyse them "
        "takes its time; 'codex-lint check' does it, and the gate judges them");
  size_t Failed = llvm::count_if(Beside.Outcomes, [](const UnitOutcome &O) {
    return O.Facts ? O.Facts->Fatal || !O.Facts->Errors.empty()
                   : !O.Failure.empty();
  });
  if (Failed && !Beside.Unknown)
    Said.Notes.push_back(Names + ") do not know all of the program: " +
                         std::to_string(Failed) +
                         " units that the change does not touch could not be "
                         "analysed, or only in part; 'codex-lint check' names "
                         "them");
  return Beside;
}

Report GateRun::compareSides(Analysis &Work) {
  AffectedUnits Units =
      affectedUnits(TheChange, HeadUnits, BaseUnits, Work.limits());
  Said.NotSeen = std::move(Units.NotSeen);

  std::set<std::string> MainFiles;
  for (const PlannedUnit &P : Units.Head.Units) {
    llvm::StringRef File = P.Unit.File;
    if (File.consume_front(TheChange.Root) && File.consume_front("/"))
      MainFiles.insert(File.str());
  }
  JudgePolicy HeadPolicy = Work.policy();
  HeadPolicy.WhollySeen = [&](llvm::StringRef File) {
    return TheChange.changedAtHead(File) || MainFiles.count(File.str());
  };
  JudgePolicy BasePolicy = Work.policy();
  BasePolicy.WhollySeen = [&](llvm::StringRef File) {
    auto Moved = TheChange.NewNames.find(File.str());
    return TheChange.changedAtBase(File) || MainFiles.count(File.str()) ||
           Moved != TheChange.NewNames.end();
  };

  Env HeadWorld = World;
  HeadWorld.Files = TheChange.Head;
  ProgramParts Beside = collectBeside(Work, Units, HeadWorld);
  Report Judged = Work.run(Units.Head, HeadPolicy, HeadWorld, &Beside);
  // Somebody waits for the hook: where the head says nothing, the base has
  // nothing to add but what was mended.
  bool Silent = Judged.Findings.empty() && Judged.Waivers.empty() &&
                Judged.Units.Failed.empty() && Judged.Gaps.empty();
  Report Before;
  if (!Request.Staged || !Silent) {
    Env BaseWorld = World;
    BaseWorld.Files = TheChange.Base;
    Before = Work.run(Units.Base, BasePolicy, BaseWorld, &Beside);
  }

  listUnreadHeaders(Judged);
  forgiveOldFailures(Judged, Before, TheChange, Units);
  Judged.Change = std::move(Said);
  Comparison How;
  How.AtBase = [&](llvm::StringRef File) { return TheChange.atBase(File); };
  How.Changed = [&](llvm::StringRef File) {
    return TheChange.changedAtHead(File);
  };
  How.AtHead = [&](llvm::StringRef File) {
    return TheChange.Head->exists(absolute(File));
  };
  How.WhollySeen = HeadPolicy.WhollySeen;
  How.Known = &Known;
  compareWithBase(Judged, Before, How);
  // What could not be seen at the head is not known to be mended.
  std::set<std::string> Unseen;
  for (const FailedUnit &U : Judged.Units.Failed)
    Unseen.insert(TheChange.atBase(U.File));
  if (!Judged.Change)
    return Judged;
  llvm::erase_if(Judged.Change->Fixed, [&](const Finding &F) {
    return Unseen.count(F.Begin.File) != 0;
  });
  for (const FailedUnit &U : Before.Units.Failed)
    if (llvm::none_of(Judged.Units.Failed, [&](const FailedUnit &H) {
          return TheChange.atBase(H.File) == U.File;
        }))
      Judged.Change->Notes.push_back(
          "the base of '" + U.File +
          "' could not be analysed, or only in part; what is old in it may "
          "count as new: " +
          U.Reason);
  return Judged;
}

static void addReasons(Report &Result) {
  if (!Result.Change)
    return;
  ChangeReport &Change = *Result.Change;
  if (Change.GrowthBlocks) {
    Result.TheVerdict = Verdict::Fail;
    Result.Reasons.push_back(
        "the baseline grows by " + std::to_string(Change.Grown.size()) +
        (Change.Grown.size() == 1 ? " entry" : " entries") +
        "; it may only shrink (policy.baselineMayGrow)");
  }
  for (const std::string &What : Change.Missing) {
    Result.Reasons.push_back(What);
    if (Result.TheVerdict == Verdict::Pass)
      Result.TheVerdict = Verdict::Incomplete;
  }
  if (!Change.Glass)
    return;
  Result.TheVerdict = Verdict::Pass;
  Result.Reasons.insert(Result.Reasons.begin(),
                        "the glass is broken: " + Change.Glass->Reason);
}

void GateRun::finish(GateResult &Result) {
  Report &R = Result.TheReport;
  // The hook lets through what it cannot judge; the gate does not.
  JudgePolicy Policy;
  Policy.FailClosed =
      Config.Policy.Incomplete.value_or(Request.Staged
                                            ? IncompletePolicy::FailOpen
                                            : IncompletePolicy::FailClosed) ==
      IncompletePolicy::FailClosed;
  setVerdict(R, Policy);
  addReasons(R);
  std::chrono::duration<double> Wall = Clock::now() - Begun;
  R.WallSeconds = Wall.count();
  R.MaxShown = Config.Policy.MaxShown;
  if (Request.Staged)
    R.MaxShown = std::min(R.MaxShown, ShownByHook);
  switch (R.TheVerdict) {
  case Verdict::Pass:
    Result.Code = ExitCode::Clean;
    return;
  case Verdict::Fail:
    Result.Code = ExitCode::Findings;
    return;
  case Verdict::Incomplete:
    Result.Code =
        Policy.FailClosed ? ExitCode::Incomplete : ExitCode::Clean;
    return;
  }
}

llvm::Error GateRun::decide(GateResult &Result) {
  llvm::Expected<Repository> Repo = Repository::open(World.Directory);
  if (!Repo)
    return Repo.takeError();
  Result.TheReport.Root = TheChange.Root = Repo->root();
  if (llvm::Error E = findCommits(*Repo))
    return E;
  Said.Base = Base;
  Said.Head = Head;
  llvm::Expected<Change> Read =
      readChange(*Repo, Base, Head, Request.IndexFile, World.Files);
  if (!Read)
    return Read.takeError();
  TheChange = std::move(*Read);
  Result.Sources = TheChange.Head;
  Said.Missing = TheChange.Missing;
  for (const std::string &What : TheChange.MissingOnBoth)
    Said.Notes.push_back(What + " (the base lacks it as well)");

  AnalysisRequest Rules;
  Rules.Rules = Request.Rules;
  Rules.Jobs = Request.Jobs;
  Rules.Cache = Request.Cache;
  Rules.WithoutBaseline = true; // the base has it, not the disk
  mistrustCache(Rules);
  llvm::Expected<RulesOfBase> Judging = readRulesOfBase(
      *Repo, TheChange, std::move(Rules), World,
      [&](const ProjectConfig &Says) { return weighGlass(Says); });
  if (!Judging)
    return Judging.takeError();
  Config = std::move(Judging->Config);
  if (!Judging->Note.empty())
    Said.Notes.push_back(std::move(Judging->Note));
  std::optional<std::string> RuleDirectory = World.Variable("CODEX_RULES");
  Said.Later = laterEffects(
      TheChange, Config,
      RuleDirectory ? World.absolute(*RuleDirectory) : std::string());
  if (llvm::Error E = readBaselines(*Repo))
    return E;
  if (llvm::Error E = planBoth())
    return E;
  Result.TheReport = compareSides(*Judging->Work);
  Result.Work = std::move(Judging->Work);
  return llvm::Error::success();
}

llvm::Expected<GateResult> GateRun::run() {
  GateResult Result;
  if (llvm::Error E = decide(Result)) {
    // An emergency does not wait until the tool is mended.
    if (!Said.Glass)
      return std::move(E);
    Said.Notes.push_back("the analysis could not start: " +
                         llvm::toString(std::move(E)));
    Result.TheReport.Change = std::move(Said);
  }
  finish(Result);
  if (!Result.TheReport.Change || !Result.TheReport.Change->Glass)
    return std::move(Result);
  std::string Log = Config.Policy.BreakGlassLog;
  if (!Log.empty())
    if (llvm::Error E =
            logBrokenGlass(absolute(Log), Result.TheReport, World))
      // What is let pass is let pass, and the log is not silent about itself.
      Result.TheReport.Change->Notes.push_back(llvm::toString(std::move(E)));
  return std::move(Result);
}

llvm::Expected<GateResult> codex::runGate(const GateRequest &Request,
                                          Env &World) {
  return GateRun(Request, World).run();
}

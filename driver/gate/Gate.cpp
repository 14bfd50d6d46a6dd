//===- Gate.cpp - From two states of a project to a verdict ---------------===//

#include "driver/gate/Gate.h"

#include "driver/gate/BreakGlass.h"
#include "driver/gate/Change.h"
#include "driver/gate/CompareSides.h"
#include "driver/gate/Endpoints.h"
#include "driver/gate/GateBaseline.h"
#include "driver/gate/LaterEffects.h"
#include "driver/gate/Plans.h"
#include "driver/gate/RulesOfBase.h"
#include "driver/gate/UntrackedJudges.h"
#include "driver/git/Repository.h"
#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

#include <chrono>

using namespace codex;
namespace path = llvm::sys::path;
using Clock = std::chrono::steady_clock;

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
  llvm::Error readChanges(const Repository &Repo);
  llvm::Error weighGlass(const ProjectConfig &Says);
  void mistrustCache(AnalysisRequest &Rules);
  void finish(GateResult &Result);
  const Change &first() const { return Changes.front(); }

  const GateRequest &Request;
  Env &World;
  Clock::time_point Begun;
  ChangeReport Said;
  std::vector<Change> Changes; ///< one for each base; the first one judges
  ProjectConfig Config;
  GateBaseline Debts;
};

} // namespace

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
  if (!Below.consume_front(first().Root) || !Below.consume_front("/"))
    return;
  if (llvm::none_of(*first().Tracked, [&](const auto &Entry) {
        llvm::StringRef Path = Entry.getKey();
        return Path.consume_front(Below) && Path.starts_with("/");
      }))
    return;
  Rules.Cache.Off = true;
  Said.Notes.push_back("the cache '" + Below.str() +
                       "' is not used: git tracks files in it, and a change "
                       "must not bring its own results");
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
  if (!Change.BreaksJudge.empty()) {
    Result.TheVerdict = Verdict::Fail;
    size_t More = Change.BreaksJudge.size() - 1;
    Result.Reasons.push_back(
        "the change breaks what it will be judged by: " +
        Change.BreaksJudge.front() +
        (More ? " (and " + std::to_string(More) + " more)" : ""));
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
      Config.Policy.Incomplete.value_or(Request.SomebodyWaits
                                            ? IncompletePolicy::FailOpen
                                            : IncompletePolicy::FailClosed) ==
      IncompletePolicy::FailClosed;
  setVerdict(R, Policy);
  addReasons(R);
  std::chrono::duration<double> Wall = Clock::now() - Begun;
  R.WallSeconds = Wall.count();
  R.MaxShown = Config.Policy.MaxShown;
  if (Request.SomebodyWaits)
    R.MaxShown = std::min(R.MaxShown, ShownByHook);
  switch (R.TheVerdict) {
  case Verdict::Pass:
    Result.Code = ExitCode::Clean;
    return;
  case Verdict::Fail:
    Result.Code = ExitCode::Findings;
    return;
  case Verdict::Incomplete:
    Result.Code = Policy.FailClosed ? ExitCode::Incomplete : ExitCode::Clean;
    return;
  }
}

llvm::Error GateRun::readChanges(const Repository &Repo) {
  Endpoints Ends;
  llvm::Error E = findEndpoints(Repo, Request, Ends);
  if (!Said.Glass)
    Said.Glass = std::move(Ends.Glass);
  if (E)
    return E;
  llvm::append_range(Said.Notes, Ends.Notes);
  Said.Base = Ends.Bases.front();
  Said.Head = Ends.Head;
  for (const std::string &Base : Ends.Bases) {
    llvm::Expected<Change> Read =
        readChange(Repo, Base, Ends.Head, Request.IndexFile, World.Files);
    if (!Read)
      return Read.takeError();
    Changes.push_back(std::move(*Read));
  }
  Said.Missing = first().Missing;
  for (const std::string &What : first().MissingOnBoth)
    Said.Notes.push_back(What + " (the base lacks it as well)");
  return llvm::Error::success();
}

llvm::Error GateRun::decide(GateResult &Result) {
  llvm::Expected<Repository> Repo = Repository::open(World.Directory);
  if (!Repo)
    return Repo.takeError();
  Result.TheReport.Root = Repo->root();
  if (llvm::Error E = readChanges(*Repo))
    return E;
  Result.Sources = first().Head;

  AnalysisRequest Rules;
  Rules.Rules = Request.Rules;
  Rules.Jobs = Request.Jobs;
  Rules.Cache = Request.Cache;
  Rules.WithoutBaseline = true; // the base has it, not the disk
  mistrustCache(Rules);
  llvm::Expected<RulesOfBase> Judging = readRulesOfBase(
      *Repo, first(), Rules, World,
      [&](const ProjectConfig &Says) { return weighGlass(Says); });
  std::optional<std::string> Named = World.Variable("CODEX_RULES");
  std::string RuleDirectory = Named ? World.absolute(*Named) : std::string();
  std::string Untracked = noteUntrackedJudges(
      first(), Judging ? Judging->Config : Config, RuleDirectory, *World.Files);
  if (!Judging)
    return Untracked.empty()
               ? Judging.takeError()
               : llvm::joinErrors(Judging.takeError(), makeError(Untracked));
  Config = std::move(Judging->Config);
  if (!Untracked.empty())
    Said.Notes.push_back(std::move(Untracked));
  bool BaseIsGood = Judging->Note.empty();
  if (!BaseIsGood)
    Said.Notes.push_back(std::move(Judging->Note));
  llvm::append_range(Said.Notes, Judging->Work->rules().Notes);
  Said.Later = laterEffects(first(), Config, RuleDirectory);
  // Where the base is broken as well, that is told.
  if (BaseIsGood)
    findProblems(first(), std::move(Rules), World, Said);
  if (llvm::Error E = Debts.read(*Repo, Changes, Config, Said))
    return E;
  if (BaseIsGood)
    for (const LaterEffect &Effect : Said.Later)
      if (!Effect.Problem.empty())
        Said.BreaksJudge.push_back(Effect.Problem);
  // Who commits may be in the middle of it; what is merged is for everybody.
  if (Request.SomebodyWaits)
    Said.BreaksJudge.clear();
  llvm::Expected<Plans> Units = planSides(Request, Changes, World);
  if (!Units)
    return Units.takeError();
  if (!Units->Note.empty())
    Said.Notes.push_back(Units->Note);
  Result.TheReport = compareSides(Request, *Judging->Work, Changes, *Units,
                                  Debts.known(), std::move(Said), World);
  Debts.weigh(first(), Config, Result.TheReport);
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
    if (llvm::Error E = logBrokenGlass(inRoot(Result.TheReport.Root, Log),
                                       Result.TheReport, World))
      // What is let pass is let pass, and the log is not silent about itself.
      Result.TheReport.Change->Notes.push_back(llvm::toString(std::move(E)));
  return std::move(Result);
}

llvm::Expected<GateResult> codex::runGate(const GateRequest &Request,
                                          Env &World) {
  return GateRun(Request, World).run();
}

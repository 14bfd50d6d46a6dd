//===- GivenFiles.cpp - Files that a framework hands to the hook ----------===//

#include "driver/gate/GivenFiles.h"

#include "driver/gate/Affected.h"
#include "driver/gate/Plans.h"
#include "driver/git/Repository.h"
#include "driver/run/IncludeScan.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace codex;

/// More would hide the findings.
static constexpr size_t MostNamed = 5;

llvm::Expected<bool> codex::allStaged(llvm::ArrayRef<std::string> Files,
                                      llvm::StringRef IndexFile,
                                      const Env &World) {
  llvm::Expected<Repository> Repo = Repository::open(World.Directory);
  if (!Repo)
    return Repo.takeError();
  llvm::Expected<std::optional<std::string>> Head = Repo->headCommit();
  if (!Head)
    return Head.takeError();
  llvm::Expected<std::vector<std::string>> Parents = Repo->mergeHeads();
  if (!Parents)
    return Parents.takeError();
  // Before the first commit all that there is is staged.
  if (!*Head)
    return true;
  Parents->insert(Parents->begin(), **Head);
  std::set<std::string> NotStaged;
  for (const std::string &File : Files) {
    llvm::SmallString<256> Path(World.absolute(File));
    llvm::StringRef Name = Path;
    if (Name.consume_front(Repo->root()) && Name.consume_front("/"))
      NotStaged.insert(Name.str());
    else
      return false;
  }
  for (const std::string &Parent : *Parents) {
    llvm::Expected<std::set<std::string>> Staged =
        Repo->stagedAgainst(Parent, IndexFile);
    if (!Staged)
      return Staged.takeError();
    for (const std::string &Name : *Staged)
      NotStaged.erase(Name);
  }
  return NotStaged.empty();
}

namespace {

class GivenFiles {
public:
  GivenFiles(llvm::ArrayRef<std::string> Files, Env &World) : World(World) {
    for (const std::string &File : Files)
      if (isCodeFile(File))
        Given.try_emplace(realPath(World.absolute(File)), File);
  }
  bool empty() const { return Given.empty(); }
  bool has(llvm::StringRef Path) const {
    return Given.count(realPath(Path)) != 0;
  }
  /// The units that read one of them; \p Left are the others.
  Plan choose(const Plan &All, const WorkLimits &Limits, Plan &Left) const;
  /// Those that no unit has read.
  void noteUnread(Report &Result) const;

private:
  std::string realPath(llvm::StringRef Path) const {
    llvm::SmallString<256> Real;
    if (World.Files->getRealPath(Path, Real))
      return Path.str();
    return std::string(Real);
  }

  Env &World;
  std::map<std::string, std::string> Given; ///< as named, by the real path
};

} // namespace

Plan GivenFiles::choose(const Plan &All, const WorkLimits &Limits,
                        Plan &Left) const {
  std::vector<bool> Taken;
  std::set<std::string> Sources;
  for (const PlannedUnit &P : All.Units) {
    Sources.insert(realPath(P.Unit.File));
    Taken.push_back(has(P.Unit.File));
  }
  bool OnlySources = llvm::all_of(Given, [&](const auto &Entry) {
    return Sources.count(Entry.first) != 0;
  });
  std::vector<const PlannedUnit *> Asked;
  std::vector<size_t> Indices;
  for (auto [Index, Planned] : llvm::enumerate(All.Units))
    if (!OnlySources && !Taken[Index] && Planned.Problem.empty()) {
      Asked.push_back(&Planned);
      Indices.push_back(Index);
    }
  std::vector<bool> Reads =
      unitsThatRead(Asked, World.Files, Limits,
                    [&](llvm::StringRef Path) { return has(Path); });
  for (auto [Index, Does] : llvm::zip(Indices, Reads))
    Taken[Index] = Taken[Index] || Does;
  Plan Chosen;
  Chosen.Root = Left.Root = All.Root;
  for (auto [Planned, Does] : llvm::zip(All.Units, Taken))
    (Does ? Chosen : Left).Units.push_back(Planned);
  return Chosen;
}

void GivenFiles::noteUnread(Report &Result) const {
  std::set<std::string> Known;
  for (const std::string &File : Result.Files)
    Known.insert(realPath(inRoot(Result.Root, File)));
  for (const FailedUnit &U : Result.Units.Failed)
    Known.insert(realPath(inRoot(Result.Root, U.File)));
  std::vector<std::string> Unread;
  for (const auto &[Path, Name] : Given)
    if (!Known.count(Path))
      Unread.push_back("'" + Name + "'");
  if (Unread.empty())
    return;
  size_t More = Unread.size() - std::min(Unread.size(), MostNamed);
  Unread.resize(Unread.size() - More);
  Result.Notes.push_back(
      "not judged, for no unit of compile_commands.json reads it: " +
      llvm::join(Unread, ", ") +
      (More ? " and " + std::to_string(More) + " more" : ""));
}

llvm::Expected<GateResult> codex::judgeFiles(const GateRequest &Request,
                                             llvm::ArrayRef<std::string> Files,
                                             Env &World) {
  GateResult Result;
  GivenFiles Given(Files, World);
  // Texts alone need no compile commands.
  if (Given.empty())
    return std::move(Result);
  AnalysisRequest Asked;
  llvm::Expected<Repository> Repo = Repository::open(World.Directory);
  if (!Repo)
    return Repo.takeError();
  llvm::Expected<std::string> Database =
      findProjectDatabase(Request.Build, Repo->root(), *World.Files, World);
  if (!Database)
    return Database.takeError();
  if (Database->empty())
    return noDatabase(Repo->root());
  Asked.Units.Build = *Database;
  Asked.Units.Root = Repo->root();
  Asked.Jobs = Request.Jobs;
  Asked.Cache = Request.Cache;
  llvm::Expected<std::unique_ptr<Analysis>> Work =
      Analysis::prepare(Asked, World);
  if (!Work)
    return Work.takeError();
  Result.Work = std::move(*Work);
  const Analysis &All = *Result.Work;
  Plan Left;
  Plan Chosen = Given.choose(All.plan(), All.limits(), Left);
  Chosen.Root = All.plan().Root;
  std::vector<std::string> Ids = All.linkRules();
  ProgramParts Beside;
  if (!Ids.empty() && !Chosen.Units.empty())
    Beside = All.collectParts(std::move(Left), /*CacheOnly=*/true, World);
  JudgePolicy Policy = All.policy();
  Policy.WhollySeen = [&](llvm::StringRef File) {
    return Given.has(inRoot(Chosen.Root, File));
  };
  Report &R = Result.TheReport;
  R = All.run(Chosen, Policy, World, &Beside);
  llvm::append_range(R.Notes, All.rules().Notes);
  if (Beside.Unknown)
    R.Notes.push_back(notJudgedWhole(All.linkRules(), Beside.Unknown));
  llvm::erase_if(R.Findings, [&](const JudgedFinding &F) {
    return !Given.has(inRoot(R.Root, F.TheFinding.Begin.File));
  });
  setVerdict(R, Policy);
  Given.noteUnread(R);
  R.MaxShown = All.config().Policy.MaxShown;
  Result.Code = exitCodeOf(R, Policy);
  return std::move(Result);
}

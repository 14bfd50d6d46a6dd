//===- RulesOfBase.cpp - By what a change is judged -----------------------===//

#include "driver/gate/RulesOfBase.h"

#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

#include <set>

using namespace codex;
namespace path = llvm::sys::path;
using FilesPtr = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;

/// So many states of the rules are tried, the newest first.
static constexpr unsigned MostTried = 64;

static std::string shortName(llvm::StringRef Commit) {
  return Commit.take_front(12).str();
}

namespace {

class Reader {
public:
  Reader(const Repository &Repo, const Change &TheChange,
         AnalysisRequest Request, Env &World)
      : Repo(Repo), TheChange(TheChange), Request(std::move(Request)),
        World(World) {}

  /// With \p Files; what could be read of the configuration is in \p Into,
  /// also where the rest cannot be.
  llvm::Error read(FilesPtr Files, RulesOfBase &Into);
  /// The first that can be read of the states before; false if there is none.
  bool readEarlier(RulesOfBase &Into, bool ConfigRead, std::string &Commit);
  bool readEarlierRules(RulesOfBase &Into, std::string &Commit);
  /// Whether it is the caller's words that are wrong, and not the rules.
  bool isWrongUsage(FilesPtr Files);

private:
  /// Whether the rules that are not the project's own are good.
  bool othersAreGood();
  std::set<std::string> placesOf(const ProjectConfig &Config) const;

  const Repository &Repo;
  const Change &TheChange;
  AnalysisRequest Request;
  Env &World;
};

} // namespace

/// The files of \p Repo as they were in \p Commit; what it has lost or gained
/// since is among \p Tracked. In \p Own (relative) there is nothing beside
/// them.
static llvm::Expected<llvm::IntrusiveRefCntPtr<SnapshotFiles>>
filesOf(const Repository &Repo, llvm::StringRef Commit, FilesPtr Real,
        std::shared_ptr<const TrackedPaths> Tracked, llvm::StringRef Own) {
  std::vector<std::string> Missing;
  llvm::Expected<Snapshot> Tree = Repo.tree(Commit, Missing);
  if (!Tree)
    return Tree.takeError();
  auto Files = llvm::makeIntrusiveRefCnt<SnapshotFiles>(
      Repo.root(), std::make_shared<const Snapshot>(std::move(*Tree)),
      std::move(Tracked), std::move(Real));
  Files->showRecordedOnly(Own);
  return Files;
}

llvm::Error Reader::read(FilesPtr Files, RulesOfBase &Into) {
  llvm::Expected<ProjectConfig> Config =
      Analysis::readConfig(TheChange.Root, *Files);
  if (!Config)
    return Config.takeError();
  Into.Config = std::move(*Config);
  Into.Files = Files;
  Request.RuleFiles = Files;
  llvm::Expected<std::unique_ptr<Analysis>> Work =
      Analysis::prepareRules(TheChange.Root, Into.Config, Request, World);
  if (!Work)
    return Work.takeError();
  Into.Work = std::move(*Work);
  return llvm::Error::success();
}

bool Reader::isWrongUsage(FilesPtr Files) {
  if (Request.Rules.empty())
    return false;
  std::vector<std::string> Named;
  std::swap(Named, Request.Rules);
  RulesOfBase Without;
  llvm::Error E = read(std::move(Files), Without);
  std::swap(Named, Request.Rules);
  bool Wrong = !E;
  llvm::consumeError(std::move(E));
  return Wrong;
}

/// Where the files lie that \p Config reads, relative to the root: files and
/// directories.
std::set<std::string> Reader::placesOf(const ProjectConfig &Config) const {
  std::set<std::string> Places = {".codex.json"};
  for (const PackReference &Pack : Config.RulePacks) {
    llvm::SmallString<128> Directory(Pack.Path);
    path::remove_dots(Directory, /*remove_dot_dot=*/true);
    if (!path::is_absolute(Directory) && !Directory.starts_with(".."))
      Places.insert(std::string(Directory));
  }
  // Patterns may mean any file.
  if (!Config.Models.empty())
    Places.insert(".");
  if (std::optional<std::string> Named = World.Variable("CODEX_RULES")) {
    std::string Directory = World.absolute(*Named);
    llvm::StringRef Below = Directory;
    if (Below.consume_front(TheChange.Root) && Below.consume_front("/"))
      Places.insert(Below.str());
  }
  return Places;
}

bool Reader::readEarlier(RulesOfBase &Into, bool ConfigRead,
                         std::string &Commit) {
  if (TheChange.BaseCommit.empty())
    return false;
  std::set<std::string> Places = placesOf(Into.Config);
  // What a good configuration names may have changed since without harm: then
  // that is the last good state.
  for (;;) {
    llvm::Expected<std::vector<std::string>> Commits = Repo.history(
        TheChange.BaseCommit, {Places.begin(), Places.end()}, MostTried);
    if (!Commits) {
      llvm::consumeError(Commits.takeError());
      return false;
    }
    // Before a configuration that cannot be read was the first, there was none.
    if (!ConfigRead && !Commits->empty() && Commits->size() < MostTried) {
      if (llvm::Expected<std::string> Before =
              Repo.commit(Commits->back() + "^", "--base"))
        Commits->push_back(std::move(*Before));
      else
        llvm::consumeError(Before.takeError());
    }
    bool Found = false;
    RulesOfBase Earlier;
    for (const std::string &Name : *Commits) {
      auto Files = filesOf(Repo, Name, World.Files, TheChange.Tracked, "");
      if (!Files) {
        llvm::consumeError(Files.takeError());
        continue;
      }
      Earlier = RulesOfBase();
      llvm::Error E = read(std::move(*Files), Earlier);
      Found = !E;
      llvm::consumeError(std::move(E));
      if (!Found)
        continue;
      Commit = Name;
      break;
    }
    if (!Found)
      return false;
    size_t Before = Places.size();
    std::set<std::string> More = placesOf(Earlier.Config);
    Places.insert(More.begin(), More.end());
    if (Places.size() == Before) {
      Into = std::move(Earlier);
      return true;
    }
  }
}

bool Reader::othersAreGood() {
  Request.RuleFiles = TheChange.Judging;
  llvm::Expected<std::unique_ptr<Analysis>> Work =
      Analysis::prepareRules(TheChange.Root, ProjectConfig(), Request, World);
  bool Good = static_cast<bool>(Work);
  if (!Good)
    llvm::consumeError(Work.takeError());
  return Good;
}

/// Rules that CODEX_RULES names elsewhere may have a history of their own.
bool Reader::readEarlierRules(RulesOfBase &Into, std::string &Commit) {
  std::optional<std::string> Named = World.Variable("CODEX_RULES");
  if (!Named || othersAreGood())
    return false;
  llvm::SmallString<256> Directory;
  if (World.Files->getRealPath(World.absolute(*Named), Directory))
    return false;
  llvm::Expected<Repository> Home = Repository::open(Directory);
  if (!Home) {
    llvm::consumeError(Home.takeError());
    return false;
  }
  llvm::StringRef Below = Directory;
  if (Home->root() == TheChange.Root || !Below.consume_front(Home->root()))
    return false;
  Below.consume_front("/");
  llvm::Expected<std::vector<std::string>> Commits =
      Home->history("HEAD", {Below.empty() ? "." : Below.str()}, MostTried);
  if (!Commits) {
    llvm::consumeError(Commits.takeError());
    return false;
  }
  for (const std::string &Name : *Commits) {
    auto Files = filesOf(*Home, Name, TheChange.Judging,
                         std::make_shared<TrackedPaths>(), Below);
    if (!Files) {
      llvm::consumeError(Files.takeError());
      continue;
    }
    llvm::Error E = read(std::move(*Files), Into);
    bool Found = !E;
    llvm::consumeError(std::move(E));
    if (!Found)
      continue;
    Commit = Name;
    return true;
  }
  return false;
}

llvm::Expected<RulesOfBase> codex::readRulesOfBase(
    const Repository &Repo, const Change &TheChange, AnalysisRequest Request,
    Env &World, llvm::function_ref<llvm::Error(const ProjectConfig &)> Weigh) {
  Reader TheReader(Repo, TheChange, std::move(Request), World);
  RulesOfBase Result;
  llvm::Error Broken = TheReader.read(TheChange.Judging, Result);
  bool ConfigRead = Result.Files != nullptr;
  if (ConfigRead)
    if (llvm::Error E = Weigh(Result.Config)) {
      llvm::consumeError(std::move(Broken));
      return std::move(E);
    }
  if (!Broken)
    return std::move(Result);
  if (TheReader.isWrongUsage(TheChange.Judging))
    return std::move(Broken);

  std::string Why = llvm::toString(std::move(Broken));
  RulesOfBase Good;
  Good.Config = Result.Config;
  std::string Commit;
  bool Found = ConfigRead && TheReader.readEarlierRules(Good, Commit);
  std::string Whose = "rules";
  if (!Found) {
    Good = RulesOfBase();
    Good.Config = std::move(Result.Config);
    Found = TheReader.readEarlier(Good, ConfigRead, Commit);
    Whose = "configuration and rules";
  }
  if (!Found)
    return makeError(Why +
                     " (while reading configuration and rules of the "
                     "base " +
                     shortName(TheChange.BaseCommit) +
                     ", and no earlier state of them is known that works; mend "
                     "it there first, or break the glass)");
  if (!ConfigRead)
    if (llvm::Error E = Weigh(Good.Config))
      return std::move(E);
  Good.Note = "the " + Whose + " of the base " +
              shortName(TheChange.BaseCommit) + " are broken: " + Why +
              "; the last known good ones are used, those of commit " +
              shortName(Commit);
  return std::move(Good);
}

//===- GateBaseline.cpp - The baseline in a gate --------------------------===//

#include "driver/gate/GateBaseline.h"

#include "driver/gate/LaterEffects.h"
#include "driver/judge/Baseline.h"
#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Path.h"

using namespace codex;
namespace path = llvm::sys::path;

/// So many states of the file are looked at, the newest first.
static constexpr unsigned MostTried = 64;

/// Goes through the baselines that commits up to \p Commit have had, the newest
/// first, until \p IsEnough. Those that cannot be read are left out.
static void eachEarlier(
    const Repository &Repo, llvm::StringRef Commit, const std::string &Name,
    llvm::function_ref<bool(Baseline, const std::string &Commit)> IsEnough) {
  if (Commit.empty() || path::is_absolute(Name))
    return;
  llvm::Expected<std::vector<std::string>> Commits =
      Repo.history(Commit, {Name}, MostTried);
  if (!Commits) {
    llvm::consumeError(Commits.takeError());
    return;
  }
  for (const std::string &Where : *Commits) {
    llvm::Expected<std::vector<std::string>> Text =
        readBlobs(Repo.root(), {Where + ":" + Name});
    if (!Text) {
      llvm::consumeError(Text.takeError()); // deleted there
      continue;
    }
    llvm::Expected<Baseline> Then = Baseline::parse(Text->front(), Name);
    if (!Then)
      llvm::consumeError(Then.takeError());
    else if (IsEnough(std::move(*Then), Where))
      return;
  }
}

llvm::Error GateBaseline::readBase(const Repository &Repo, const Change &First,
                                   ChangeReport &Said) {
  llvm::Expected<Baseline> Now =
      Baseline::read(First.Root, Name, *First.Judging);
  if (Now) {
    Known = std::move(*Now);
    return llvm::Error::success();
  }
  std::string Why = llvm::toString(Now.takeError());
  std::string From;
  eachEarlier(Repo, First.BaseCommit, Name,
              [&](Baseline Then, const std::string &Commit) {
                if (Then.entries().empty())
                  return false;
                Known = std::move(Then);
                From = Commit;
                return true;
              });
  if (From.empty())
    return makeError(Why + " (while reading the baseline of the base)");
  Said.Notes.push_back("the baseline of the base is broken: " + Why +
                       "; the last known good one is used, that of commit " +
                       From.substr(0, 12));
  return llvm::Error::success();
}

/// False where there was never one: the first one is no growth.
bool GateBaseline::measure(const Repository &Repo, const Change &First,
                           ChangeReport &Said) {
  if (First.Judging->exists(First.absolute(Name))) {
    Measure = Known;
    return true;
  }
  // Taken away in one change and written anew in the next one it would grow.
  bool Found = false;
  eachEarlier(Repo, First.BaseCommit, Name,
              [&](Baseline Then, const std::string &Commit) {
                Measure = std::move(Then);
                Found = true;
                Said.Notes.push_back(
                    "the base has no baseline any more: the head's is measured "
                    "by the last one, that of commit " +
                    Commit.substr(0, 12));
                return true;
              });
  return Found;
}

/// Those of the other bases: what they have was let in there.
static std::vector<Baseline> othersOf(llvm::ArrayRef<Change> Changes,
                                      llvm::StringRef Name) {
  std::vector<Baseline> Result;
  for (const Change &Other : llvm::drop_begin(Changes)) {
    llvm::Expected<Baseline> Read =
        Baseline::read(Other.Root, Name, *Other.Judging);
    if (Read)
      Result.push_back(std::move(*Read));
    else
      llvm::consumeError(Read.takeError());
  }
  return Result;
}

/// Whether \p B covers all that \p Entry does, of a file that says which places
/// it covers or (not \p TellsPlaces) covers them all.
static bool has(const Baseline &B, const BaselineEntry &Entry,
                bool TellsPlaces) {
  const BaselineEntry *Own = B.find(Entry.Fingerprint);
  return Own && (!B.tellsPlaces() || (TellsPlaces && !Entry.isWiderThan(*Own)));
}

/// What the head calls the file: another name is no way round.
static std::string nameAtHead(const Change &First, const std::string &AtBase,
                              llvm::vfs::FileSystem &Files) {
  llvm::Expected<ProjectConfig> Config =
      Analysis::readConfig(First.Root, Files);
  if (Config)
    return Config->Baseline;
  llvm::consumeError(Config.takeError());
  return AtBase;
}

llvm::Error GateBaseline::read(const Repository &Repo,
                               std::vector<Change> &Changes,
                               const ProjectConfig &Config,
                               ChangeReport &Said) {
  const Change &First = Changes.front();
  Name = Config.Baseline;
  if (llvm::Error E = readBase(Repo, First, Said))
    return E;
  auto Files = First.Head->recordedOnly();
  std::string Now = nameAtHead(First, Name, *Files);
  llvm::Expected<Baseline> After = Baseline::read(First.Root, Now, *Files);
  if (!After) {
    std::string Why =
        withoutRootIn(llvm::toString(After.takeError()), First.Root);
    auto Listed = llvm::find_if(Said.Later, [&](const LaterEffect &Effect) {
      return Effect.File == Now;
    });
    if (Listed != Said.Later.end())
      Listed->Problem = std::move(Why);
    else
      Said.Notes.push_back("the baseline of the head cannot be read: " + Why);
    return llvm::Error::success();
  }
  if (After->entries().empty() && Known.entries().empty())
    return llvm::Error::success();
  if (!measure(Repo, First, Said))
    return llvm::Error::success();
  AtHead = std::move(*After);
  std::vector<Baseline> Others = othersOf(Changes, Name);
  for (const auto &[Fingerprint, Entry] : AtHead->entries())
    if (!has(Measure, Entry, AtHead->tellsPlaces()) &&
        llvm::none_of(Others, [&, &Wanted = Entry](const Baseline &B) {
          return has(B, Wanted, AtHead->tellsPlaces());
        }))
      Said.Grown.push_back(Entry);
  if (Said.Grown.empty())
    return llvm::Error::success();
  eachEarlier(Repo, First.BaseCommit, Name,
              [&](const Baseline &Then, const std::string &) {
                for (const BaselineEntry &Entry : Said.Grown)
                  if (Then.find(Entry.Fingerprint))
                    HadBefore.insert(Entry.Fingerprint);
                return HadBefore.size() == Said.Grown.size();
              });
  lookAtGrown(Changes, Said);
  return llvm::Error::success();
}

/// An entry that comes for one that goes may be the same one, written anew for
/// a function that has another name now; one that was there before may cover
/// nothing. Whether it is so, what it stands for says.
void GateBaseline::lookAtGrown(std::vector<Change> &Changes,
                               const ChangeReport &Said) {
  std::set<std::string> RulesOfGone;
  for (const auto &[Fingerprint, Entry] : Measure.entries())
    if (!AtHead->find(Fingerprint))
      RulesOfGone.insert(Entry.Rule);
  for (const BaselineEntry &Entry : Said.Grown)
    if (RulesOfGone.count(Entry.Rule) || HadBefore.count(Entry.Fingerprint))
      for (Change &C : Changes)
        C.LookAt.insert(Entry.File);
}

void GateBaseline::allowExchanged(Report &Result) const {
  std::vector<BaselineEntry> &Grown = Result.Change->Grown;
  std::vector<const BaselineEntry *> Gone;
  for (const auto &[Fingerprint, Entry] : Measure.entries())
    if (!AtHead->find(Fingerprint))
      Gone.push_back(&Entry);
  for (const JudgedFinding &F : Result.Findings) {
    if (Grown.empty() || Gone.empty())
      break;
    if (F.TheStatus != Status::Old && F.TheStatus != Status::Baseline)
      continue;
    llvm::StringRef Identity = F.TheFinding.Identity;
    auto Before = llvm::find_if(Gone, [&](const BaselineEntry *Entry) {
      return Entry->Rule == F.TheFinding.Rule &&
             Baseline::stoodFor(*Entry, Identity);
    });
    if (Before == Gone.end())
      continue;
    std::vector<const BaselineEntry *> Own = AtHead->entriesOf(Identity);
    auto Now = llvm::find_if(Grown, [&](const BaselineEntry &Entry) {
      bool Narrow = !Measure.tellsPlaces() ||
                    Entry.Places.size() <= (*Before)->Places.size();
      return Narrow && llvm::any_of(Own, [&](const BaselineEntry *It) {
               return It->Fingerprint == Entry.Fingerprint;
             });
    });
    if (Now == Grown.end())
      continue;
    Grown.erase(Now);
    Gone.erase(Before);
  }
}

/// A merge that keeps the lines of both sides brings entries back that one of
/// them has taken out. They were let in once, and cover nothing. An entry that
/// was never there may be meant for a finding that comes with the next change.
void GateBaseline::allowUseless(const Change &First, Report &Result) const {
  ChangeReport &Told = *Result.Change;
  std::set<std::string> Standing;
  for (const JudgedFinding &F : Result.Findings)
    for (const BaselineEntry *Entry : AtHead->entriesOf(F.TheFinding.Identity))
      Standing.insert(Entry->Fingerprint);
  std::set<std::string> Unseen;
  for (const FailedUnit &U : Result.Units.Failed)
    Unseen.insert(U.File);
  auto CoversNothing = [&](const BaselineEntry &Entry) {
    bool Seen = !First.Head->exists(First.absolute(Entry.File)) ||
                (Result.Files.count(Entry.File) && !Unseen.count(Entry.File));
    return Seen && HadBefore.count(Entry.Fingerprint) &&
           !Standing.count(Entry.Fingerprint);
  };
  llvm::copy_if(Told.Grown, std::back_inserter(Told.Gone), CoversNothing);
  llvm::erase_if(Told.Grown, CoversNothing);
}

void GateBaseline::weigh(const Change &First, const ProjectConfig &Config,
                         Report &Result) const {
  if (!Result.Change)
    return;
  ChangeReport &Told = *Result.Change;
  if (AtHead) {
    for (std::vector<BaselineEntry> *Entries : {&Told.Gone, &Told.Renamed})
      llvm::erase_if(*Entries, [&](const BaselineEntry &Entry) {
        return !AtHead->find(Entry.Fingerprint);
      });
    allowExchanged(Result);
    allowUseless(First, Result);
  }
  if (!Told.Renamed.empty())
    Told.Notes.push_back(
        "the baseline covers findings whose functions have another name now; "
        "'codex-lint baseline update' writes their entries anew");
  Told.GrowthBlocks = !Told.Grown.empty() && !Config.Policy.BaselineMayGrow;
}

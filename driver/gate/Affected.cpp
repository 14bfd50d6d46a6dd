//===- Affected.cpp - What a change can affect ----------------------------===//

#include "driver/gate/Affected.h"

#include "driver/run/IncludeScan.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"

#include <map>

using namespace codex;
namespace path = llvm::sys::path;

bool codex::isSourceFile(llvm::StringRef Path) {
  return llvm::StringSwitch<bool>(path::extension(Path))
      .Cases({".c", ".cc", ".cpp", ".cxx", ".c++", ".C", ".CPP", ".cp"}, true)
      .Cases({".m", ".mm", ".ixx", ".cppm", ".ccm"}, true)
      .Default(false);
}

static bool isHeaderFile(llvm::StringRef Path) {
  return llvm::StringSwitch<bool>(path::extension(Path))
      .Cases({".h", ".hh", ".hpp", ".hxx", ".h++", ".H", ".inc", ".inl"}, true)
      .Cases({".ipp", ".tcc", ".tpp", ".txx", ".def", ".cuh", ".ii"}, true)
      .Default(false);
}

bool codex::isCodeFile(llvm::StringRef Path) {
  return isSourceFile(Path) || isHeaderFile(Path);
}

static std::string key(llvm::StringRef File, const CompileUnit &Unit) {
  return (File + "\n").str() + commandKey(Unit);
}

namespace {

class Search {
public:
  Search(const Change &TheChange, const Plan &HeadUnits, const Plan &BaseUnits,
         const WorkLimits &Limits)
      : TheChange(TheChange), HeadUnits(HeadUnits), BaseUnits(BaseUnits),
        Limits(Limits) {}
  AffectedUnits run();

private:
  /// The name in the project, for files that exist on the side or not.
  std::string relative(llvm::StringRef File) const;
  /// Where a directory has taken the place of a source, the source is gone.
  bool isFile(SnapshotFiles &Side, llvm::StringRef File) const {
    return Side.exists(File) && !Side.recorded().isDirectory(relative(File));
  }
  bool touchesHead(llvm::StringRef File) const;
  bool touchesBase(llvm::StringRef File) const;
  void decideHead();
  void decideBase();
  void addRenamed(AffectedUnits &Result) const;
  void addOrphans(AffectedUnits &Result) const;
  void listNotSeen(AffectedUnits &Result) const;
  void listBlind(AffectedUnits &Result) const;
  size_t listBlind(const Plan &Units,
                   llvm::IntrusiveRefCntPtr<SnapshotFiles> Side,
                   const std::string &Path, AffectedUnits &Result) const;

  const Change &TheChange;
  const Plan &HeadUnits;
  const Plan &BaseUnits;
  const WorkLimits &Limits;
  std::vector<bool> HeadTaken;
  std::vector<bool> BaseTaken;
  std::map<std::string, size_t> HeadByKey;
  std::map<std::string, size_t> BaseByKey;
  /// Nothing changed that another tracked file could include. A unit that is
  /// generated (all of a target's sources in one) may read it still.
  bool OnlySources = false;
};

} // namespace

std::string Search::relative(llvm::StringRef File) const {
  if (File.consume_front(TheChange.Root))
    File.consume_front("/");
  return File.str();
}

bool Search::touchesHead(llvm::StringRef File) const {
  return TheChange.changedAtHead(relative(File)) ||
         TheChange.LookAt.count(relative(File)) ||
         llvm::any_of(TheChange.Head->trail(File), [&](const std::string &P) {
           return TheChange.changedAtHead(P);
         });
}

bool Search::touchesBase(llvm::StringRef File) const {
  return TheChange.changedAtBase(relative(File)) ||
         llvm::any_of(TheChange.Base->trail(File), [&](const std::string &P) {
           return TheChange.changedAtBase(P);
         });
}

static bool onlySourcesChange(const Change &TheChange) {
  std::set<std::string> Names;
  for (const std::set<std::string> *Paths :
       {&TheChange.Added, &TheChange.Modified, &TheChange.Deleted})
    for (const std::string &Path : *Paths) {
      const SnapshotEntry *Entry = TheChange.Head->recorded().find(Path);
      if (!Entry)
        Entry = TheChange.Base->recorded().find(Path);
      // Of submodules git would be asked apart.
      if (!isSourceFile(Path) || !Entry || Entry->Home != TheChange.Root)
        return false;
      Names.insert(path::filename(Path).str());
    }
  return !TheChange.IncludesAny({Names.begin(), Names.end()});
}

/// Of the units that are not taken yet, those that read a changed file.
static void scan(const Plan &Units, std::vector<bool> &Taken,
                 llvm::IntrusiveRefCntPtr<SnapshotFiles> Files,
                 const WorkLimits &Limits, bool OnlySources,
                 llvm::function_ref<bool(llvm::StringRef)> Touches) {
  std::vector<const PlannedUnit *> Asked;
  std::vector<size_t> Indices;
  for (auto [Index, Planned] : llvm::enumerate(Units.Units))
    if (!Taken[Index] && Planned.Problem.empty() &&
        !(OnlySources && !Files->trail(Planned.Unit.File).empty())) {
      Asked.push_back(&Planned);
      Indices.push_back(Index);
    }
  std::vector<bool> Reads = unitsThatRead(Asked, Files, Limits, Touches);
  for (auto [Index, Does] : llvm::zip(Indices, Reads))
    if (Does)
      Taken[Index] = true;
}

void Search::decideHead() {
  HeadTaken.assign(HeadUnits.Units.size(), false);
  for (auto [Index, Planned] : llvm::enumerate(HeadUnits.Units)) {
    const CompileUnit &Unit = Planned.Unit;
    HeadByKey[key(Unit.File, Unit)] = Index;
    // A link that leads nowhere is there, and cannot be read.
    bool Exists = isFile(*TheChange.Head, Unit.File) ||
                  !TheChange.Head->trail(Unit.File).empty();
    // A command that was not there before counts where the file can be read.
    bool NewCommand = !BaseByKey.count(key(Unit.File, Unit));
    HeadTaken[Index] = Exists && (touchesHead(Unit.File) || NewCommand);
  }
  if (!TheChange.Added.empty() || !TheChange.Modified.empty())
    scan(HeadUnits, HeadTaken, TheChange.Head, Limits, OnlySources,
         [&](llvm::StringRef File) { return touchesHead(File); });
}

void Search::decideBase() {
  BaseTaken.assign(BaseUnits.Units.size(), false);
  for (auto [Index, Planned] : llvm::enumerate(BaseUnits.Units)) {
    const CompileUnit &Unit = Planned.Unit;
    auto Twin = HeadByKey.find(key(Unit.File, Unit));
    bool Exists = isFile(*TheChange.Base, Unit.File);
    BaseTaken[Index] =
        Exists && (Twin == HeadByKey.end() || HeadTaken[Twin->second] ||
                   touchesBase(Unit.File));
  }
  // What reads a changed file at the head is taken; a file that only the base
  // has may be read by others.
  if (!TheChange.Deleted.empty())
    scan(BaseUnits, BaseTaken, TheChange.Base, Limits, OnlySources,
         [&](llvm::StringRef File) { return touchesBase(File); });
  for (auto [Index, Planned] : llvm::enumerate(BaseUnits.Units)) {
    auto Twin = HeadByKey.find(key(Planned.Unit.File, Planned.Unit));
    if (BaseTaken[Index] && Twin != HeadByKey.end() &&
        isFile(*TheChange.Head, Planned.Unit.File))
      HeadTaken[Twin->second] = true;
  }
}

static PlannedUnit withFile(PlannedUnit Planned, std::string File) {
  if (!Planned.Unit.Arguments.empty())
    Planned.Unit.Arguments.back() = File;
  Planned.Unit.File = std::move(File);
  Planned.Problem.clear();
  return Planned;
}

/// At the base a renamed source has no command of its own; it gets the one that
/// it has at the head.
void Search::addRenamed(AffectedUnits &Result) const {
  for (const PlannedUnit &Planned : Result.Head.Units) {
    std::string Name = relative(Planned.Unit.File);
    std::string Old = TheChange.atBase(Name);
    if (Old == Name || Planned.Unit.Arguments.empty())
      continue;
    std::string OldFile = TheChange.Root + "/" + Old;
    bool Known = llvm::any_of(BaseUnits.Units, [&](const PlannedUnit &P) {
      return P.Unit.File == OldFile;
    });
    if (!Known)
      Result.Base.Units.push_back(withFile(Planned, OldFile));
  }
}

/// A deleted source without a command borrows that of a neighbour, so that what
/// moved out of it is not taken for new.
void Search::addOrphans(AffectedUnits &Result) const {
  for (const std::string &Path : TheChange.Deleted) {
    std::string File = TheChange.Root + "/" + Path;
    bool Known = llvm::any_of(Result.Base.Units, [&](const PlannedUnit &P) {
      return P.Unit.File == File;
    });
    if (Known || !isSourceFile(Path))
      continue;
    const PlannedUnit *Best = nullptr;
    auto Likeness = [&](const PlannedUnit &P) {
      auto Same = std::mismatch(P.Unit.File.begin(), P.Unit.File.end(),
                                File.begin(), File.end());
      bool Extension = path::extension(P.Unit.File) == path::extension(File);
      return (Extension ? 100000 : 0) + (Same.first - P.Unit.File.begin());
    };
    for (const PlannedUnit &P : HeadUnits.Units)
      if (!P.Unit.Arguments.empty() && (!Best || Likeness(P) > Likeness(*Best)))
        Best = &P;
    if (Best)
      Result.Base.Units.push_back(withFile(*Best, File));
  }
}

void Search::listNotSeen(AffectedUnits &Result) const {
  std::set<std::string> Sources;
  for (const PlannedUnit &Planned : HeadUnits.Units) {
    Sources.insert(relative(Planned.Unit.File));
    for (std::string &Name : TheChange.Head->trail(Planned.Unit.File))
      Sources.insert(std::move(Name));
  }
  for (const std::set<std::string> *Paths :
       {&TheChange.Added, &TheChange.Modified})
    for (const std::string &Path : *Paths)
      if (isSourceFile(Path) && !Sources.count(Path))
        Result.NotSeen.push_back(
            {Path, "it has no compile command in compile_commands.json"});
}

/// The units of a side that look for a header in the submodule \p Path, which
/// lies nowhere here: that it is missing at the other side, too, is no excuse.
size_t Search::listBlind(const Plan &Units,
                         llvm::IntrusiveRefCntPtr<SnapshotFiles> Side,
                         const std::string &Path, AffectedUnits &Result) const {
  std::vector<const PlannedUnit *> Asked;
  for (const PlannedUnit &Planned : Units.Units)
    if (Planned.Problem.empty() && isFile(*Side, Planned.Unit.File))
      Asked.push_back(&Planned);
  std::vector<bool> Blind = unitsThatRead(
      Asked, Side, Limits,
      [&](llvm::StringRef File) {
        return llvm::is_contained(Side->trail(File), Path);
      },
      LookedFor::NotFoundToo);
  for (auto [Planned, IsBlind] : llvm::zip(Asked, Blind))
    if (IsBlind)
      Result.NotSeen.push_back({relative(Planned->Unit.File),
                                "it includes what the submodule '" + Path +
                                    "' has, which is not here"});
  return llvm::count(Blind, true);
}

void Search::listBlind(AffectedUnits &Result) const {
  auto Include = [](size_t Count) {
    return std::to_string(Count) +
           (Count == 1 ? " unit includes" : " units include");
  };
  for (const std::string &Path : TheChange.NotAtHand)
    if (size_t Count = listBlind(HeadUnits, TheChange.Head, Path, Result))
      Result.Missing.push_back(
          "the change moves the submodule '" + Path +
          "', which is not checked out, and " + Include(Count) +
          " what it has; fetch it: git submodule update --init " + Path);
  for (const std::string &Path : TheChange.Replaced)
    if (size_t Count = listBlind(BaseUnits, TheChange.Base, Path, Result))
      Result.Missing.push_back(
          "'" + Path + "' was a submodule at the base, and is not here; " +
          Include(Count) +
          " what it had, and cannot be compared. Fetch it: check the base out "
          "once, and git submodule update --init " +
          Path);
}

AffectedUnits Search::run() {
  for (auto [Index, Planned] : llvm::enumerate(BaseUnits.Units))
    BaseByKey[key(Planned.Unit.File, Planned.Unit)] = Index;
  OnlySources = TheChange.LookAt.empty() && onlySourcesChange(TheChange);
  decideHead();
  decideBase();
  AffectedUnits Result;
  Result.Head.Root = Result.Base.Root = Result.Beside.Root = TheChange.Root;
  for (auto [Index, Planned] : llvm::enumerate(HeadUnits.Units))
    if (HeadTaken[Index])
      Result.Head.Units.push_back(Planned);
    else if (TheChange.Head->exists(Planned.Unit.File))
      Result.Beside.Units.push_back(Planned);
  for (auto [Index, Planned] : llvm::enumerate(BaseUnits.Units))
    if (BaseTaken[Index])
      Result.Base.Units.push_back(Planned);
  addRenamed(Result);
  addOrphans(Result);
  listNotSeen(Result);
  listBlind(Result);
  return Result;
}

AffectedUnits codex::affectedUnits(const Change &TheChange,
                                   const Plan &HeadUnits, const Plan &BaseUnits,
                                   const WorkLimits &Limits) {
  return Search(TheChange, HeadUnits, BaseUnits, Limits).run();
}

static std::string key(const PlannedUnit &P) {
  return key(P.Unit.File, P.Unit);
}

void codex::keepAffectedByAll(std::vector<AffectedUnits> &All,
                              llvm::ArrayRef<Change> Changes) {
  if (All.size() < 2)
    return;
  std::map<std::string, size_t> Votes, NotSeen;
  for (const AffectedUnits &A : All) {
    for (const PlannedUnit &P : A.Head.Units)
      ++Votes[key(P)];
    for (const NotAnalysed &N : A.NotSeen)
      ++NotSeen[N.File];
  }
  auto Kept = [&](const PlannedUnit &P) { return Votes[key(P)] == All.size(); };
  for (auto [A, TheChange] : llvm::zip(All, Changes)) {
    std::map<std::string, bool> Files; ///< of the head; whether one is kept
    for (const Plan *Units : {&A.Head, &A.Beside})
      for (const PlannedUnit &P : Units->Units)
        Files[P.Unit.File] |= Kept(P);
    llvm::copy_if(A.Head.Units, std::back_inserter(A.Beside.Units),
                  [&](const PlannedUnit &P) { return !Kept(P); });
    llvm::erase_if(A.Head.Units,
                   [&](const PlannedUnit &P) { return !Kept(P); });
    llvm::erase_if(A.Base.Units, [&](const PlannedUnit &P) {
      llvm::StringRef File = P.Unit.File;
      std::string Name = P.Unit.File;
      if (File.consume_front(TheChange.Root) && File.consume_front("/"))
        Name = TheChange.absolute(TheChange.atHead(File));
      auto Found = Files.find(Name);
      return Found != Files.end() && !Found->second;
    });
    llvm::erase_if(A.NotSeen, [&](const NotAnalysed &N) {
      return NotSeen[N.File] != All.size();
    });
  }
}

//===- CompareSides.cpp - The head, analysed beside its bases -------------===//

#include "driver/gate/CompareSides.h"

#include "driver/gate/Affected.h"
#include "driver/gate/ChangedLines.h"
#include "driver/gate/OldFailures.h"
#include "driver/judge/Compare.h"
#include "driver/run/IncludeScan.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace codex;

namespace {

class Sides {
public:
  Sides(const GateRequest &Request, const Analysis &Work,
        llvm::ArrayRef<Change> Changes, ChangeReport &Said, Env &World)
      : Request(Request), Work(Work), Changes(Changes), Said(Said),
        World(World), First(Changes.front()) {}

  Report compare(const Plans &Units, const Baseline &Known);

private:
  void findAffected(const Plans &Units);
  ProgramParts collectBeside(Env &HeadWorld);
  Report analyseHead(ProgramParts &Beside);
  std::vector<Report> analyseBases(const Report &Judged, ProgramParts &Beside);
  void addReadElsewhere(const Report &Judged, ProgramParts &Beside,
                        std::vector<Report> &Before);
  void listUnreadHeaders(const Report &Head);
  static void noteTakenAsOurs(const Report &Judged, ChangeReport &Told);
  void noteUnseen(const Report &Judged, llvm::ArrayRef<Report> Before,
                  ChangeReport &Told) const;
  /// Whether the file is as none of the bases has it.
  bool changed(llvm::StringRef File) const {
    return llvm::all_of(Changes,
                        [&](const Change &C) { return C.changedAtHead(File); });
  }
  /// What git tracks here is ours, but where the project says otherwise: a
  /// change does not get its headers out of sight.
  bool isOurs(llvm::StringRef File, SnapshotFiles &Side,
              llvm::function_ref<bool(llvm::StringRef)> Touched) const {
    // By whatever links it is come to.
    std::vector<std::string> Names = Side.trail(First.absolute(File));
    const SnapshotEntry *Entry =
        Names.empty() ? nullptr : Side.recorded().find(Names.back());
    return Entry && Entry->Home == First.Root &&
           !Work.config().isThirdPartyPath(Names.back()) &&
           llvm::any_of(Names, Touched);
  }
  bool isMainFile(llvm::StringRef File) const {
    return MainFiles.count(File.str()) != 0;
  }

  const GateRequest &Request;
  const Analysis &Work;
  llvm::ArrayRef<Change> Changes;
  ChangeReport &Said;
  Env &World;
  const Change &First;
  std::vector<AffectedUnits> Affected; ///< one for each change
  std::set<std::string> MainFiles;     ///< of the head's affected units
};

} // namespace

void Sides::findAffected(const Plans &Units) {
  for (auto [TheChange, Base] : llvm::zip(Changes, Units.Bases))
    Affected.push_back(
        affectedUnits(TheChange, Units.Head, Base, Work.limits()));
  keepAffectedByAll(Affected, Changes);
  Said.NotSeen = std::move(Affected.front().NotSeen);
  llvm::append_range(Said.Missing, Affected.front().Missing);
  for (const PlannedUnit &P : Affected.front().Head.Units) {
    llvm::StringRef File = P.Unit.File;
    if (File.consume_front(First.Root) && File.consume_front("/"))
      MainFiles.insert(File.str());
  }
}

/// The rest of the programs, where a rule asks for whole ones. Somebody waits
/// for the hook: it takes what is known from earlier runs and analyses nothing.
ProgramParts Sides::collectBeside(Env &HeadWorld) {
  std::vector<std::string> Ids = Work.linkRules();
  if (Ids.empty() || llvm::all_of(Affected, [](const AffectedUnits &A) {
        return A.Head.Units.empty() && A.Base.Units.empty();
      }))
    return {};
  ProgramParts Beside =
      Work.collectParts(Affected.front().Beside,
                        /*CacheOnly=*/Request.SomebodyWaits, HeadWorld);
  if (Beside.Unknown)
    Said.Notes.push_back(notJudgedWhole(Work.linkRules(), Beside.Unknown));
  size_t Failed = llvm::count_if(Beside.Outcomes, [](const UnitOutcome &O) {
    return O.Facts ? O.Facts->Fatal || !O.Facts->Errors.empty()
                   : !O.Failure.empty();
  });
  if (Failed && !Beside.Unknown)
    Said.Notes.push_back(
        "rules about whole programs (" + llvm::join(Ids, ", ") +
        ") do not know all of the program: " + std::to_string(Failed) +
        " units that the change does not touch could not be "
        "analysed, or only in part; 'codex-lint check' names "
        "them");
  return Beside;
}

Report Sides::analyseHead(ProgramParts &Beside) {
  Env HeadWorld = World;
  HeadWorld.Files = First.Head;
  Beside = collectBeside(HeadWorld);
  JudgePolicy Policy = Work.policy();
  Policy.WhollySeen = [&](llvm::StringRef File) {
    return changed(File) || isMainFile(File);
  };
  Policy.IsOurs = [&](llvm::StringRef File) {
    return isOurs(File, *First.Head,
                  [&](llvm::StringRef Name) { return changed(Name); });
  };
  return Work.run(Affected.front().Head, Policy, HeadWorld, &Beside);
}

std::vector<Report> Sides::analyseBases(const Report &Judged,
                                        ProgramParts &Beside) {
  std::vector<Report> Before(Changes.size());
  // Somebody waits for the hook: where the head says nothing, the base has
  // nothing to add but what was mended.
  if (Request.SomebodyWaits && Judged.Findings.empty() &&
      Judged.Waivers.empty() && Judged.Units.Failed.empty() &&
      Judged.Gaps.empty())
    return Before;
  for (auto [C, Units, Into] : llvm::zip(Changes, Affected, Before)) {
    const Change &TheChange = C;
    JudgePolicy Policy = Work.policy();
    Policy.WhollySeen = [&](llvm::StringRef File) {
      return TheChange.changedAtBase(File) || isMainFile(File) ||
             TheChange.NewNames.count(File.str()) != 0;
    };
    Policy.IsOurs = [&](llvm::StringRef File) {
      return isOurs(File, *TheChange.Base, [&](llvm::StringRef Name) {
        return TheChange.changedAtBase(Name) ||
               TheChange.NewNames.count(Name.str()) != 0;
      });
    };
    Env BaseWorld = World;
    BaseWorld.Files = TheChange.Base;
    Into = Work.run(Units.Base, Policy, BaseWorld, &Beside);
  }
  return Before;
}

/// Where a unit begins to read a header that is older than the change, what is
/// found in it was there before: others that the change does not touch say so.
/// The same for one more command that compiles a source. (Rules about whole
/// programs have seen those units anyway.)
void Sides::addReadElsewhere(const Report &Judged, ProgramParts &Beside,
                             std::vector<Report> &Before) {
  std::vector<std::string> OfPrograms = Work.linkRules();
  std::set<std::string> Old;
  for (const JudgedFinding &F : Judged.Findings) {
    const std::string &File = F.TheFinding.Begin.File;
    if (!changed(File) && !llvm::is_contained(OfPrograms, F.TheFinding.Rule) &&
        llvm::any_of(Before, [&](const Report &Base) {
          return !Base.Files.count(File);
        }))
      Old.insert(File);
  }
  if (Old.empty())
    return;
  std::vector<const PlannedUnit *> Asked;
  for (const PlannedUnit &Unit : Affected.front().Beside.Units)
    if (Unit.Problem.empty())
      Asked.push_back(&Unit);
  std::vector<bool> Reads = unitsThatRead(
      Asked, First.Head, Work.limits(), [&](llvm::StringRef File) {
        llvm::SmallString<256> Name(File);
        llvm::sys::path::remove_dots(Name, /*remove_dot_dot=*/true);
        llvm::StringRef Inside = Name;
        return (Inside.consume_front(First.Root) && Inside.consume_front("/") &&
                Old.count(Inside.str())) ||
               llvm::any_of(
                   First.Head->trail(File),
                   [&](const std::string &By) { return Old.count(By) != 0; });
      });
  for (auto [TheChange, Units, Base] : llvm::zip(Changes, Affected, Before)) {
    Plan Whole = Units.Base;
    for (auto [Unit, Does] : llvm::zip(Asked, Reads))
      if (Does)
        Whole.Units.push_back(*Unit);
    if (Whole.Units.size() == Units.Base.Units.size())
      return;
    Env BaseWorld = World;
    BaseWorld.Files = TheChange.Base;
    Report More = Work.run(Whole, Work.policy(), BaseWorld, &Beside);
    for (JudgedFinding &F : More.Findings) {
      const std::string &File = F.TheFinding.Begin.File;
      if (Old.count(File) && !Base.Files.count(File) &&
          !TheChange.changedAtBase(File))
        Base.Findings.push_back(std::move(F));
    }
    for (auto &[File, Functions] : More.Defined)
      if (Old.count(File))
        Base.Defined.try_emplace(File, std::move(Functions));
  }
}

/// A changed header that nothing includes was not judged, and is listed; so is
/// one that is read as a system header.
void Sides::listUnreadHeaders(const Report &Head) {
  auto FileOf = [](const auto &Of) { return Of.File; };
  const std::vector<FailedUnit> &Failed = Head.Units.Failed;
  bool AllRead =
      llvm::all_of(Failed, [](const FailedUnit &U) { return U.Partial; });
  std::set<std::string> Known = Head.Files;
  Known.insert(llvm::map_iterator(Failed.begin(), FileOf),
               llvm::map_iterator(Failed.end(), FileOf));
  Known.insert(llvm::map_iterator(Said.NotSeen.begin(), FileOf),
               llvm::map_iterator(Said.NotSeen.end(), FileOf));
  std::set<std::string> Foreign, Own;
  for (const std::string &File : Head.Files)
    for (std::string &Name : First.Head->trail(First.absolute(File))) {
      (Head.Foreign.count(File) ? Foreign : Own).insert(Name);
      Known.insert(std::move(Name));
    }
  for (const std::set<std::string> *Paths : {&First.Added, &First.Modified})
    for (const std::string &Path : *Paths) {
      if (!changed(Path))
        continue;
      if (AllRead && isCodeFile(Path) && !Known.count(Path))
        Said.NotSeen.push_back({Path, "no unit includes it"});
      else if (Foreign.count(Path) && !Own.count(Path))
        Said.NotSeen.push_back(
            {Path, "it is read as a system header, and is of a third party: a "
                   "submodule's, or below thirdParty.paths of .codex.json"});
    }
  llvm::sort(Said.NotSeen, [](const NotAnalysed &A, const NotAnalysed &B) {
    return A.File < B.File;
  });
}

/// Whose code it is, a person may have to say.
void Sides::noteTakenAsOurs(const Report &Judged, ChangeReport &Told) {
  std::set<std::string> Files;
  for (const JudgedFinding &F : Judged.Findings)
    if (F.TheStatus == Status::New &&
        Judged.TakenAsOurs.count(F.TheFinding.Begin.File))
      Files.insert(F.TheFinding.Begin.File);
  for (const std::string &File : Files)
    Told.Notes.push_back(
        "'" + File +
        "' is judged though the compiler takes it for a system header: git "
        "tracks it, and the change touches it. If others write it, "
        "thirdParty.paths in .codex.json says so");
}

void Sides::noteUnseen(const Report &Judged, llvm::ArrayRef<Report> Before,
                       ChangeReport &Told) const {
  std::set<std::string> Unseen;
  for (const FailedUnit &U : Judged.Units.Failed)
    Unseen.insert(U.File);
  // What could not be seen at the head is not known to be mended.
  llvm::erase_if(Told.Fixed, [&](const Finding &F) {
    return Unseen.count(First.atHead(F.Begin.File)) != 0;
  });
  for (auto [TheChange, Base] : llvm::zip(Changes, Before))
    for (const FailedUnit &U : Base.Units.Failed)
      if (Unseen.insert(TheChange.atHead(U.File)).second)
        Told.Notes.push_back(
            "the base of '" + U.File +
            "' could not be analysed, or only in part; what is old in it may "
            "count as new: " +
            U.Reason);
}

Report Sides::compare(const Plans &Units, const Baseline &Known) {
  findAffected(Units);
  ProgramParts Beside;
  Report Judged = analyseHead(Beside);
  std::vector<Report> Before = analyseBases(Judged, Beside);
  addReadElsewhere(Judged, Beside, Before);

  listUnreadHeaders(Judged);
  Comparison How;
  for (auto [C, Side, Base] : llvm::zip(Changes, Affected, Before)) {
    const Change &TheChange = C;
    auto Lines = std::make_shared<ChangedLines>(TheChange);
    forgiveOldFailures(Judged, Base, TheChange, Side, *Lines);
    How.Bases.push_back(
        {&Base,
         [&TheChange](llvm::StringRef File) { return TheChange.atHead(File); },
         [&TheChange](llvm::StringRef File) { return TheChange.atBase(File); },
         std::move(Lines)});
  }
  How.Changed = [&](llvm::StringRef File) { return changed(File); };
  How.AtHead = [&](llvm::StringRef File) {
    return First.Head->exists(First.absolute(File));
  };
  How.WhollySeen = [&](llvm::StringRef File) {
    return changed(File) || isMainFile(File);
  };
  How.Known = &Known;
  ChangeReport &Told = Judged.Change.emplace(std::move(Said));
  compareWithBases(Judged, How);
  noteTakenAsOurs(Judged, Told);
  noteUnseen(Judged, Before, Told);
  return Judged;
}

Report codex::compareSides(const GateRequest &Request, const Analysis &Work,
                           llvm::ArrayRef<Change> Changes, const Plans &Units,
                           const Baseline &Known, ChangeReport Said,
                           Env &World) {
  return Sides(Request, Work, Changes, Said, World).compare(Units, Known);
}

//===- Compare.cpp - Head against base ------------------------------------===//

#include "driver/judge/Compare.h"

#include "driver/judge/Baseline.h"
#include "driver/judge/ChangedPlaces.h"
#include "driver/judge/FurtherPlaces.h"
#include "driver/judge/TracedByLines.h"
#include "model/Fingerprint.h"

#include "llvm/ADT/STLExtras.h"

#include <deque>
#include <map>
#include <queue>
#include <set>
#include <tuple>

using namespace codex;

namespace {

using Findings = std::vector<const JudgedFinding *>;
/// Those that have found each other.
using Paired = std::set<const JudgedFinding *>;

/// The findings of one identity. A finding tells of several places where the
/// rule is broken for one cause; those behind the first are places of their own
/// here, so that one more of them is new beside an old finding.
struct Kin {
  std::vector<JudgedFinding *> Head;    ///< that would block or warn
  std::vector<JudgedFinding *> Excused; ///< waived or exempt
  std::map<size_t, Findings> Bases;     ///< by the base's number
  Findings BaseExcused;                 ///< of all bases
  std::vector<JudgedFinding *> Further; ///< the head's places behind the first
  std::map<size_t, Findings> BaseFurther; ///< by the base's number
};

class Comparer {
public:
  Comparer(Report &Head, const Comparison &How) : Head(Head), How(How) {
    for (const ComparedBase &Base : How.Bases)
      Places.emplace_back(Base, Head);
  }
  void run();

private:
  void sortOut();
  std::map<std::string, Findings> byFile(const Kin &Family, size_t Base) const;
  void dropShared(Kin &Family) const;
  void trace();
  /// What stands in an untouched file has not gone anywhere.
  bool mayLeave(const std::string &FileAtHead) const {
    return !How.AtHead(FileAtHead) || How.Changed(FileAtHead);
  }
  void pairInFile(const Findings &Heads, const Findings &Bases,
                  Paired &Together) const;
  void pairMoved(llvm::ArrayRef<JudgedFinding *> News, const Findings &Olds,
                 size_t Number, Paired &Together) const;
  void pair(Kin &Family);
  void pairFurther(Kin &Family);
  void pairRenamed();
  void noteStanding();
  void takeOutFurther();
  void weigh(llvm::StringRef Identity, Kin &Family);
  void noteWaivedNews(const Kin &Family, Paired &Together);
  void cover(llvm::StringRef Identity, Kin &Family);
  void number(llvm::StringRef Identity, Kin &Family);
  void noteGone();
  void compareWaivers();
  void compareGaps();

  /// A place behind the first of a finding of the head.
  struct FurtherPlace {
    size_t Of; ///< the finding's place in the report
    JudgedFinding It;
  };

  Report &Head;
  const Comparison &How;
  std::vector<ChangedPlaces> Places; ///< by the base's number
  std::deque<FurtherPlace> Further;
  std::deque<JudgedFinding> BaseFurther;
  /// The finding of a base that such a place is of.
  std::map<const JudgedFinding *, const JudgedFinding *> FirstOf;
  std::set<const JudgedFinding *> StandElsewhere; ///< of those
  std::vector<JudgedFinding> NewPlaces;           ///< beside old findings
  std::map<std::string, Kin> Families;
  TracedByLines Traced;
  /// Of findings of the bases: the line of the head that theirs is, untouched.
  std::map<const JudgedFinding *, unsigned> StandAt;
  std::set<Location> CoverNews; ///< waivers of findings that the base has not
  /// Old findings whose function had another name, by the identity of then.
  std::map<std::string, std::vector<JudgedFinding *>> Renamed;
  std::set<std::string> CoverRenamed; ///< such identities that entries cover
};

} // namespace

/// Pairs findings of the head with findings of the base, those that are not in
/// \p Together yet, the nearest lines first. In a row sorted by lines the
/// nearest two stand side by side, so that thousands of equal ones are no
/// matter.
template <typename Pointer>
static void pairNearest(const std::vector<Pointer> &Heads,
                        const Findings &Bases, Paired &Together) {
  struct Point {
    const JudgedFinding *Finding = nullptr;
    bool OfHead = false;
    unsigned Line = 0;
    size_t Before = 0, Behind = 0; ///< the places beside, from 1; 0: none
    bool Alone = true;
  };
  std::vector<Point> Row(1); // the first is nobody's
  auto Line = [&](const JudgedFinding *F, bool OfHead) {
    if (!Together.count(F))
      Row.push_back({F, OfHead, F->TheFinding.Begin.Line});
  };
  for (const JudgedFinding *F : Heads)
    Line(F, /*OfHead=*/true);
  for (const JudgedFinding *F : Bases)
    Line(F, /*OfHead=*/false);
  std::stable_sort(
      Row.begin() + 1, Row.end(),
      [](const Point &A, const Point &B) { return A.Line < B.Line; });
  using Pair = std::tuple<unsigned, size_t, size_t>; // distance, places
  std::priority_queue<Pair, std::vector<Pair>, std::greater<>> Nearest;
  auto Offer = [&](size_t A, size_t B) {
    if (A && B && Row[A].OfHead != Row[B].OfHead)
      Nearest.emplace(Row[B].Line - Row[A].Line, A, B);
  };
  for (size_t I = 1; I < Row.size(); ++I) {
    Row[I].Before = I - 1;
    Row[I].Behind = I + 1 < Row.size() ? I + 1 : 0;
    Offer(I - 1, I);
  }
  while (!Nearest.empty()) {
    auto [Distance, A, B] = Nearest.top();
    Nearest.pop();
    if (!Row[A].Alone || !Row[B].Alone)
      continue;
    for (size_t I : {A, B}) {
      Row[I].Alone = false;
      Together.insert(Row[I].Finding);
    }
    size_t Before = Row[A].Before, Behind = Row[B].Behind;
    if (Before)
      Row[Before].Behind = Behind;
    if (Behind)
      Row[Behind].Before = Before;
    Offer(Before, Behind);
  }
}

/// By the names that the files have at the head.
std::map<std::string, Findings> Comparer::byFile(const Kin &Family,
                                                 size_t Base) const {
  std::map<std::string, Findings> Result;
  auto Of = Family.Bases.find(Base);
  if (Of != Family.Bases.end())
    for (const JudgedFinding *F : Of->second)
      Result[How.Bases[Base].NameAtHead(F->TheFinding.Begin.File)].push_back(F);
  return Result;
}

/// What the first base and another one both have in a file is one finding.
void Comparer::dropShared(Kin &Family) const {
  if (How.Bases.size() < 2)
    return;
  std::map<std::string, Findings> First = byFile(Family, 0);
  for (auto &[Number, Theirs] : Family.Bases) {
    if (Number == 0)
      continue;
    Paired Shared;
    for (const auto &[File, Same] : byFile(Family, Number))
      pairNearest(First[File], Same, Shared);
    llvm::erase_if(
        Theirs, [&](const JudgedFinding *F) { return Shared.count(F) != 0; });
  }
}

/// What needs no guess.
void Comparer::trace() {
  Findings Heads;
  std::vector<Findings> Bases(How.Bases.size());
  std::map<const JudgedFinding *, JudgedFinding *> Mine;
  for (auto &[Identity, Family] : Families) {
    for (auto *Of : {&Family.Head, &Family.Further})
      for (JudgedFinding *F : *Of) {
        Heads.push_back(F);
        Mine[F] = F;
      }
    for (const auto *Of : {&Family.Bases, &Family.BaseFurther})
      for (const auto &[Number, Theirs] : *Of)
        llvm::append_range(Bases[Number], Theirs);
  }
  Traced = traceByLines(Heads, Bases, Places);
  for (const auto &[Number, Theirs] : llvm::enumerate(Bases))
    for (const JudgedFinding *F : Theirs)
      if (auto At = Places[Number].standsAt(F->TheFinding))
        StandAt[F] = At->Line;
  for (auto &[Identity, Family] : Families)
    for (auto *Of : {&Family.Bases, &Family.BaseFurther})
      for (auto &[Number, Theirs] : *Of)
        llvm::erase_if(Theirs, [&, &Identity = Identity,
                                &Family = Family](const JudgedFinding *Old) {
          auto Found = Traced.Old.find(Old);
          if (Found == Traced.Old.end())
            return false;
          JudgedFinding *Now = Mine[Found->second];
          Now->TheStatus = Status::Old;
          if (Of == &Family.Bases && Now->TheFinding.Identity != Identity)
            Renamed[Identity].push_back(Now);
          return true;
        });
}

/// In one file, the same lines first, then the nearest. But a line that was
/// there without a finding has a new one, and one that is there without a
/// finding is mended: what is new does not take its place.
void Comparer::pairInFile(const Findings &Heads, const Findings &Bases,
                          Paired &Together) const {
  if (Heads.empty() || Bases.empty())
    return;
  std::multimap<unsigned, const JudgedFinding *> Standing;
  for (const JudgedFinding *F : Bases)
    if (auto At = StandAt.find(F); At != StandAt.end() && !Together.count(F))
      Standing.emplace(At->second, F);
  Findings There, Came, NotMended;
  for (const JudgedFinding *F : Heads) {
    if (Together.count(F) || Traced.New.count(F))
      continue;
    const Location &At = F->TheFinding.Begin;
    auto Same = Standing.find(At.Line);
    if (Same != Standing.end()) {
      Together.insert({F, Same->second});
      Standing.erase(Same);
    } else {
      bool IsThere = llvm::any_of(Places, [&](const ChangedPlaces &Place) {
        return Place.cameFrom(F->TheFinding);
      });
      (IsThere ? There : Came).push_back(F);
    }
  }
  pairNearest(There, Bases, Together);
  llvm::copy_if(
      Bases, std::back_inserter(NotMended),
      [&](const JudgedFinding *F) { return !Traced.Mended.count(F); });
  pairNearest(Came, NotMended, Together);
}

/// What has moved between files stands in lines that are new in its file, and
/// its old file is another one than it was. Functions move as a whole.
void Comparer::pairMoved(llvm::ArrayRef<JudgedFinding *> News,
                         const Findings &Olds, size_t Number,
                         Paired &Together) const {
  Findings Came, Left;
  const ChangedPlaces &Place = Places[Number];
  for (const JudgedFinding *F : News)
    if (!Traced.New.count(F) && !Place.cameFrom(F->TheFinding) &&
        Place.isNewThere(F->TheFinding))
      Came.push_back(F);
  for (const JudgedFinding *F : Olds) {
    if (!Traced.Mended.count(F) && mayLeave(Place.nameAtHead(F->TheFinding)) &&
        Place.hasLeft(F->TheFinding))
      Left.push_back(F);
  }
  pairNearest(Came, Left, Together);
}

void Comparer::pair(Kin &Family) {
  dropShared(Family);
  std::map<std::string, Findings> ByFile, Untouched;
  for (const JudgedFinding *F : Family.Head) {
    if (F->TheStatus != Status::New || Traced.New.count(F))
      continue;
    const std::string &File = F->TheFinding.Begin.File;
    ByFile[File].push_back(F);
    if (!How.Changed(File))
      Untouched[File].push_back(F);
  }
  Paired Together;
  // Of several equal ones the untouched is the old one. What is left may have
  // moved between files.
  for (const auto &[Number, Theirs] : Family.Bases)
    for (const auto &[File, Same] : byFile(Family, Number)) {
      pairNearest(Untouched[File], Same, Together);
      pairInFile(ByFile[File], Same, Together);
    }
  std::vector<JudgedFinding *> New;
  llvm::copy_if(
      Family.Head, std::back_inserter(New),
      [](const JudgedFinding *F) { return F->TheStatus == Status::New; });
  for (const auto &[Number, Theirs] : Family.Bases)
    pairMoved(New, Theirs, Number, Together);
  for (JudgedFinding *F : Family.Head)
    if (Together.count(F))
      F->TheStatus = Status::Old;
  for (auto &[Number, Theirs] : Family.Bases)
    llvm::erase_if(
        Theirs, [&](const JudgedFinding *F) { return Together.count(F) != 0; });
  noteWaivedNews(Family, Together);
  pairFurther(Family);
}

/// After all else, so that findings find each other as if they had no further
/// places: these only take what is left.
void Comparer::pairFurther(Kin &Family) {
  Findings Left;
  for (const auto &[Number, Theirs] : Family.BaseFurther)
    llvm::append_range(Left, Theirs);
  for (const auto &[Number, Theirs] : Family.Bases)
    llvm::append_range(Left, Theirs);
  std::vector<JudgedFinding *> New;
  for (const auto *Heads : {&Family.Further, &Family.Head})
    llvm::copy_if(*Heads, std::back_inserter(New), [](const JudgedFinding *F) {
      return F->TheStatus == Status::New;
    });
  std::map<llvm::StringRef, std::pair<Findings, Findings>> ByFile;
  for (const JudgedFinding *F : New)
    ByFile[F->TheFinding.Begin.File].first.push_back(F);
  for (const JudgedFinding *F : Left)
    ByFile[F->TheFinding.Begin.File].second.push_back(F);
  Paired Together;
  for (const auto &[File, Both] : ByFile)
    pairInFile(Both.first, Both.second, Together);
  for (const auto *Bases : {&Family.BaseFurther, &Family.Bases})
    for (const auto &[Number, Theirs] : *Bases)
      pairMoved(New, Theirs, Number, Together);
  auto Found = [&](const JudgedFinding *F) { return Together.count(F) != 0; };
  for (JudgedFinding *F : New)
    if (Found(F))
      F->TheStatus = Status::Old;
  for (auto *Bases : {&Family.Bases, &Family.BaseFurther})
    for (auto &[Number, Theirs] : *Bases)
      llvm::erase_if(Theirs, Found);
}

/// A function's name and parameters are part of what its findings are, and so
/// are the names in its code. Where they changed, a finding in the same line is
/// the same one; then one in a line that is rewritten in its place; then one in
/// another function that has taken the place of its own, wherever it stands.
void Comparer::pairRenamed() {
  using Fit = std::function<bool(const Finding &)>;
  std::map<std::string, std::vector<JudgedFinding *>> News; // by rule
  for (auto &[Identity, Family] : Families)
    for (const auto *Heads : {&Family.Head, &Family.Further})
      for (JudgedFinding *F : *Heads)
        if (F->TheStatus == Status::New && !Traced.New.count(F))
          News[F->TheFinding.Rule].push_back(F);
  auto Take = [&](const Finding &Old, const Fit &Fits) -> JudgedFinding * {
    std::vector<JudgedFinding *> &Left = News[Old.Rule];
    auto Found = llvm::find_if(
        Left, [&](JudgedFinding *Now) { return Fits(Now->TheFinding); });
    if (Found == Left.end())
      return nullptr;
    JudgedFinding *Now = *Found;
    Left.erase(Found);
    Now->TheStatus = Status::Old;
    return Now;
  };
  auto PairAll =
      [&](llvm::function_ref<Fit(const ChangedPlaces &, const Finding &)> To) {
        for (auto &[Identity, Family] : Families)
          for (auto *Bases : {&Family.Bases, &Family.BaseFurther})
            for (auto &[Number, Theirs] : *Bases)
              llvm::erase_if(
                  Theirs, [&, &Number = Number,
                           &Identity = Identity](const JudgedFinding *Old) {
                    const Finding &It = Old->TheFinding;
                    Fit Fits = News[It.Rule].empty() || Traced.Mended.count(Old)
                                   ? nullptr
                                   : To(Places[Number], It);
                    JudgedFinding *Now = Fits ? Take(It, Fits) : nullptr;
                    if (Now && Bases == &Family.Bases)
                      Renamed[Identity].push_back(Now);
                    return Now != nullptr;
                  });
      };
  PairAll([](const ChangedPlaces &Place, const Finding &Old) -> Fit {
    std::optional<Location> At = Place.standsAt(Old);
    if (!At || !Place.hasLeft(Old))
      return nullptr;
    return [=, P = &Place, Was = &Old](const Finding &Now) {
      return Now.Begin.Line == At->Line && Now.Begin.File == At->File &&
             codeOf(*Was) == codeOf(Now) && P->isNewThere(Now);
    };
  });
  PairAll([](const ChangedPlaces &Place, const Finding &Old) -> Fit {
    return [&Place, &Old](const Finding &Now) {
      return Place.isRewritten(Old, Now) &&
             (Old.Function == Now.Function ||
              (Place.hasLeft(Old) && Place.isNewThere(Now) &&
               Place.areShapedAlike(Old, Now)));
    };
  });
  PairAll([&](const ChangedPlaces &Place, const Finding &Old) -> Fit {
    if (!mayLeave(Place.nameAtHead(Old)) || !Place.hasLeft(Old))
      return nullptr;
    return [&Place, &Old](const Finding &Now) {
      return codeOf(Old) == codeOf(Now) && Place.isNewThere(Now) &&
             Place.mayBeCounterparts(Old, Now) && Place.areSimilar(Old, Now);
    };
  });
}

/// A waiver that stood there before may cover what was not there before: the
/// reviewer must see that as well.
void Comparer::noteWaivedNews(const Kin &Family, Paired &Together) {
  Findings Before = Family.BaseExcused;
  for (const auto &[Number, Theirs] : Family.Bases)
    llvm::append_range(Before, Theirs);
  pairNearest(Family.Excused, Before, Together);
  for (const JudgedFinding *F : Family.Excused)
    if (F->TheStatus == Status::Waived && !Together.count(F))
      CoverNews.insert(F->WaivedAt);
}

/// Entries of the baseline cover the old ones first.
void Comparer::cover(llvm::StringRef Identity, Kin &Family) {
  if (!How.Known)
    return;
  size_t Entries = 0;
  for (const BaselineEntry *Entry : How.Known->entriesOf(Identity)) {
    // Those of files that nobody looked at stand for findings there.
    bool Seen = Head.Files.count(Entry->File) ||
                How.Bases.front().Found->Files.count(Entry->File) ||
                !How.AtHead(Entry->File);
    Entries += Seen;
  }
  for (Status From : {Status::Old, Status::New})
    for (JudgedFinding *F : Family.Head)
      if (Entries && F->TheStatus == From) {
        if (From == Status::New)
          Head.Change->NewInBaseline.push_back(F->TheFinding.Begin);
        F->TheStatus = Status::Baseline;
        --Entries;
      }
  auto Now = Renamed.find(Identity.str());
  if (Now == Renamed.end())
    return;
  for (JudgedFinding *F : Now->second)
    if (Entries && F->TheStatus == Status::Old) {
      F->TheStatus = Status::Baseline;
      CoverRenamed.insert(Identity.str());
      --Entries;
    }
}

/// Old ones keep their numbers, whatever comes before them in the files.
void Comparer::number(llvm::StringRef Identity, Kin &Family) {
  unsigned Ordinal = 0;
  for (bool New : {false, true})
    for (JudgedFinding *F : Family.Head)
      if ((F->TheStatus == Status::New) == New)
        F->TheFinding.Fingerprint = fingerprintOf(Identity, Ordinal++);
  for (JudgedFinding *F : Family.Excused)
    F->TheFinding.Fingerprint = fingerprintOf(Identity, Ordinal++);
}

void Comparer::weigh(llvm::StringRef Identity, Kin &Family) {
  cover(Identity, Family);
  number(Identity, Family);
  for (JudgedFinding *F : Family.Head)
    F->Blocks = blocks(*F);
  // One that was waived meanwhile is not mended.
  Findings &Gone = Family.Bases[0];
  Gone.resize(Gone.size() - std::min(Gone.size(), Family.Excused.size()));
  for (const JudgedFinding *F : Gone)
    if (!StandElsewhere.count(F))
      Head.Change->Fixed.push_back(F->TheFinding);
}

/// Of several places of a finding one may be left.
void Comparer::noteStanding() {
  std::map<const JudgedFinding *, const JudgedFinding *> Paired = FirstOf;
  for (const auto &[Identity, Family] : Families)
    for (const auto &[Number, Theirs] : Family.BaseFurther)
      for (const JudgedFinding *F : Theirs)
        Paired.erase(F);
  for (const auto &[Place, First] : Paired)
    StandElsewhere.insert(First);
}

void Comparer::noteGone() {
  if (!How.Known)
    return;
  std::set<std::string> Standing;
  for (const auto &[Identity, Family] : Families)
    if (!Family.Head.empty() || !Family.Excused.empty() ||
        CoverRenamed.count(Identity))
      for (const BaselineEntry *Entry : How.Known->entriesOf(Identity))
        Standing.insert(Entry->Fingerprint);
  for (const auto &[Fingerprint, Entry] : How.Known->entries()) {
    bool Seen = !How.AtHead(Entry.File) || How.WhollySeen(Entry.File);
    if (Seen && !Standing.count(Fingerprint))
      Head.Change->Gone.push_back(Entry);
  }
}

void Comparer::compareWaivers() {
  auto Key = [](const Waiver &W) {
    return std::tie(W.Rules, W.Reason, W.Until, W.Owner);
  };
  std::vector<const Waiver *> Before;
  for (const ComparedBase &Base : How.Bases)
    for (const Waiver &W : Base.Found->Waivers)
      Before.push_back(&W);
  for (Waiver &W : Head.Waivers) {
    auto Same = llvm::find_if(
        Before, [&](const Waiver *Old) { return Key(*Old) == Key(W); });
    // A file that did not change has no new ones, whichever side read it.
    W.New = Same == Before.end() && How.Changed(W.At.File);
    W.CoversNew = !W.New && CoverNews.count(W.At);
    if (Same != Before.end())
      Before.erase(Same);
  }
}

/// What the base could not be analysed in either is no news.
void Comparer::compareGaps() {
  std::vector<std::pair<std::string, std::string>> Before;
  for (const ComparedBase &Base : How.Bases)
    for (const Gap &G : Base.Found->Gaps)
      Before.emplace_back(G.Rule, G.Reason);
  for (const Gap &G : Head.Gaps) {
    auto Same = llvm::find(Before, std::make_pair(G.Rule, G.Reason));
    if (Same == Before.end())
      continue;
    ++Head.GapsAtBase;
    Before.erase(Same);
  }
}

void Comparer::sortOut() {
  for (JudgedFinding &F : Head.Findings) {
    Kin &Family = Families[F.TheFinding.Identity];
    bool Counts = F.TheStatus == Status::New || F.TheStatus == Status::Baseline;
    if (Counts)
      F.TheStatus = Status::New;
    (Counts ? Family.Head : Family.Excused).push_back(&F);
  }
  for (auto [Index, F] : llvm::enumerate(Head.Findings))
    if (F.TheStatus != Status::Exempt)
      for (JudgedFinding &Place : furtherPlaces(F))
        Further.push_back({Index, std::move(Place)});
  for (FurtherPlace &Place : Further)
    Families[Place.It.TheFinding.Identity].Further.push_back(&Place.It);
  for (auto [Number, Base] : llvm::enumerate(How.Bases))
    for (const JudgedFinding &F : Base.Found->Findings)
      for (JudgedFinding &Place : furtherPlaces(F)) {
        BaseFurther.push_back(std::move(Place));
        const JudgedFinding &Kept = BaseFurther.back();
        FirstOf[&Kept] = &F;
        Families[Kept.TheFinding.Identity].BaseFurther[Number].push_back(&Kept);
      }
  for (auto [Number, Base] : llvm::enumerate(How.Bases))
    for (const JudgedFinding &F : Base.Found->Findings) {
      Kin &Family = Families[F.TheFinding.Identity];
      (F.TheStatus == Status::New ? Family.Bases[Number] : Family.BaseExcused)
          .push_back(&F);
    }
}

/// A new place is told by a new finding. An old one says nothing of it to a
/// person who looks for what is new, and a waiver was not given for it.
void Comparer::takeOutFurther() {
  for (FurtherPlace &Place : Further) {
    const JudgedFinding &First = Head.Findings[Place.Of];
    JudgedFinding &It = Place.It;
    if (It.TheStatus != Status::New)
      continue;
    if (First.TheStatus == Status::Waived)
      CoverNews.insert(First.WaivedAt);
    if (First.TheStatus != Status::Old && First.TheStatus != Status::Baseline)
      continue;
    Kin &Family = Families[It.TheFinding.Identity];
    It.TheFinding.Fingerprint = fingerprintOf(
        It.TheFinding.Identity, Family.Head.size() + Family.Excused.size());
    Family.Head.push_back(&It);
    It.Blocks = blocks(It);
    NewPlaces.push_back(It);
  }
}

void Comparer::run() {
  if (!Head.Change)
    Head.Change.emplace();
  sortOut();
  trace();
  for (auto &[Identity, Family] : Families)
    pair(Family);
  pairRenamed();
  noteStanding();
  for (auto &[Identity, Family] : Families)
    weigh(Identity, Family);
  llvm::sort(Head.Change->Fixed, [](const Finding &A, const Finding &B) {
    return std::tie(A.Begin, A.Rule, A.Message) <
           std::tie(B.Begin, B.Rule, B.Message);
  });
  noteGone();
  takeOutFurther();
  for (const std::string &Identity : CoverRenamed)
    for (const BaselineEntry *Entry : How.Known->entriesOf(Identity))
      Head.Change->Renamed.push_back(*Entry);
  compareWaivers();
  compareGaps();
  for (JudgedFinding &F : NewPlaces) {
    auto Behind = llvm::upper_bound(
        Head.Findings, F, [](const JudgedFinding &A, const JudgedFinding &B) {
          return A.TheFinding.Begin < B.TheFinding.Begin;
        });
    Head.Findings.insert(Behind, std::move(F));
  }
}

void codex::compareWithBases(Report &Head, const Comparison &How) {
  Comparer(Head, How).run();
}

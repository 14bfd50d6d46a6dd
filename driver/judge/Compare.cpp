//===- Compare.cpp - Head against base ------------------------------------===//

#include "driver/judge/Compare.h"

#include "driver/judge/Baseline.h"
#include "model/Fingerprint.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <queue>
#include <set>
#include <tuple>

using namespace codex;

namespace {

/// The findings of one identity.
struct Kin {
  std::vector<JudgedFinding *> Head; ///< that would block or warn
  std::vector<JudgedFinding *> Excused; ///< waived or exempt
  std::vector<const JudgedFinding *> Base;
  std::vector<const JudgedFinding *> BaseExcused;
};

/// Those that have found each other.
using Paired = std::set<const JudgedFinding *>;

class Comparer {
public:
  Comparer(Report &Head, const Report &Base, const Comparison &How)
      : Head(Head), Base(Base), How(How) {}
  void run();

private:
  void pair(Kin &Family);
  void noteWaivedNews(const Kin &Family, Paired &Together);
  void cover(llvm::StringRef Identity, Kin &Family);
  void number(llvm::StringRef Identity, Kin &Family);
  void noteGone();
  void compareWaivers();
  void compareGaps();

  Report &Head;
  const Report &Base;
  const Comparison &How;
  std::map<std::string, Kin> Families;
  std::set<Location> CoverNews; ///< waivers of findings that the base has not
};

} // namespace

/// Pairs findings of the head with findings of the base, those that are not in
/// \p Together yet, the nearest lines first. In a row sorted by lines the
/// nearest two stand side by side, so that thousands of equal ones are no
/// matter.
template <typename Pointer>
static void pairNearest(const std::vector<Pointer> &Heads,
                        const std::vector<const JudgedFinding *> &Bases,
                        Paired &Together) {
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
  std::stable_sort(Row.begin() + 1, Row.end(), [](const Point &A, const Point &B) {
    return A.Line < B.Line;
  });
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

void Comparer::pair(Kin &Family) {
  std::map<std::string, Kin> ByFile; // as the base calls it
  for (JudgedFinding *F : Family.Head)
    ByFile[How.AtBase(F->TheFinding.Begin.File)].Head.push_back(F);
  for (const JudgedFinding *F : Family.Base)
    ByFile[F->TheFinding.Begin.File].Base.push_back(F);
  Paired Together;
  for (auto &[File, Same] : ByFile) {
    // Of several equal ones the untouched is the old one.
    std::vector<JudgedFinding *> Untouched;
    llvm::copy_if(Same.Head, std::back_inserter(Untouched),
                  [&](const JudgedFinding *F) {
                    return !How.Changed(F->TheFinding.Begin.File);
                  });
    pairNearest(Untouched, Same.Base, Together);
    pairNearest(Same.Head, Same.Base, Together);
  }
  // What is left may have moved between files.
  pairNearest(Family.Head, Family.Base, Together);
  for (JudgedFinding *F : Family.Head)
    if (Together.count(F))
      F->TheStatus = Status::Old;
  llvm::erase_if(Family.Base, [&](const JudgedFinding *F) {
    return Together.count(F) != 0;
  });
  noteWaivedNews(Family, Together);
  // One that was waived meanwhile is not mended.
  Family.Base.resize(Family.Base.size() -
                     std::min(Family.Base.size(), Family.Excused.size()));
}

/// A waiver that stood there before may cover what was not there before: the
/// reviewer must see that as well.
void Comparer::noteWaivedNews(const Kin &Family, Paired &Together) {
  std::vector<const JudgedFinding *> Before = Family.Base;
  llvm::append_range(Before, Family.BaseExcused);
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
    bool Seen = Head.Files.count(Entry->File) || Base.Files.count(Entry->File) ||
                !How.AtHead(Entry->File);
    Entries += Seen;
  }
  for (Status From : {Status::Old, Status::New})
    for (JudgedFinding *F : Family.Head)
      if (Entries && F->TheStatus == From) {
        F->TheStatus = Status::Baseline;
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

void Comparer::noteGone() {
  if (!How.Known)
    return;
  std::set<std::string> Standing;
  for (const auto &[Identity, Family] : Families)
    if (!Family.Head.empty() || !Family.Excused.empty())
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
  for (const Waiver &W : Base.Waivers)
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
  for (const Gap &G : Base.Gaps)
    Before.emplace_back(G.Rule, G.Reason);
  for (const Gap &G : Head.Gaps) {
    auto Same = llvm::find(Before, std::make_pair(G.Rule, G.Reason));
    if (Same == Before.end())
      continue;
    ++Head.GapsAtBase;
    Before.erase(Same);
  }
}

void Comparer::run() {
  if (!Head.Change)
    Head.Change.emplace();
  for (JudgedFinding &F : Head.Findings) {
    Kin &Family = Families[F.TheFinding.Identity];
    bool Counts = F.TheStatus == Status::New || F.TheStatus == Status::Baseline;
    if (Counts)
      F.TheStatus = Status::New;
    (Counts ? Family.Head : Family.Excused).push_back(&F);
  }
  for (const JudgedFinding &F : Base.Findings) {
    Kin &Family = Families[F.TheFinding.Identity];
    (F.TheStatus == Status::New ? Family.Base : Family.BaseExcused)
        .push_back(&F);
  }
  for (auto &[Identity, Family] : Families) {
    pair(Family);
    cover(Identity, Family);
    number(Identity, Family);
    for (JudgedFinding *F : Family.Head)
      F->Blocks = F->TheStatus == Status::New &&
                  F->TheState == State::Enforced && F->TheRule &&
                  F->TheRule->TheLevel == Level::Must;
    for (const JudgedFinding *F : Family.Base)
      Head.Change->Fixed.push_back(F->TheFinding);
  }
  llvm::sort(Head.Change->Fixed, [](const Finding &A, const Finding &B) {
    return std::tie(A.Begin, A.Rule, A.Message) <
           std::tie(B.Begin, B.Rule, B.Message);
  });
  noteGone();
  compareWaivers();
  compareGaps();
}

void codex::compareWithBase(Report &Head, const Report &Base,
                            const Comparison &How) {
  Comparer(Head, Base, How).run();
}

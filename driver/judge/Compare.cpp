//===- Compare.cpp - Head against base ------------------------------------===//

#include "driver/judge/Compare.h"

#include "driver/judge/Baseline.h"
#include "model/Fingerprint.h"

#include "llvm/ADT/STLExtras.h"

#include <map>

using namespace codex;

namespace {

/// The findings of one identity.
struct Kin {
  std::vector<JudgedFinding *> Head; ///< that would block or warn
  std::vector<JudgedFinding *> Excused; ///< waived or exempt
  std::vector<const JudgedFinding *> Base;
};

class Comparer {
public:
  Comparer(Report &Head, const Report &Base, const Comparison &How)
      : Head(Head), Base(Base), How(How) {}
  void run();

private:
  void pair(Kin &Family);
  void takeFrom(Kin &Family, llvm::function_ref<bool(const JudgedFinding &,
                                                     const JudgedFinding &)>
                                 Fits);
  void cover(llvm::StringRef Identity, Kin &Family);
  void number(llvm::StringRef Identity, Kin &Family);
  void noteGone();
  void compareWaivers();
  void compareGaps();

  Report &Head;
  const Report &Base;
  const Comparison &How;
  std::map<std::string, Kin> Families;
};

} // namespace

static unsigned distance(const JudgedFinding &A, const JudgedFinding &B) {
  unsigned LineA = A.TheFinding.Begin.Line;
  unsigned LineB = B.TheFinding.Begin.Line;
  return LineA > LineB ? LineA - LineB : LineB - LineA;
}

/// Takes pairs out of the base that \p Fits allows, the nearest lines first.
void Comparer::takeFrom(
    Kin &Family,
    llvm::function_ref<bool(const JudgedFinding &, const JudgedFinding &)>
        Fits) {
  for (;;) {
    JudgedFinding *Nearest = nullptr;
    auto Partner = Family.Base.end();
    for (JudgedFinding *F : Family.Head) {
      if (F->TheStatus != Status::New)
        continue;
      for (auto It = Family.Base.begin(); It != Family.Base.end(); ++It)
        if (Fits(*F, **It) &&
            (!Nearest || distance(*F, **It) < distance(*Nearest, **Partner))) {
          Nearest = F;
          Partner = It;
        }
    }
    if (!Nearest)
      return;
    Nearest->TheStatus = Status::Old;
    Family.Base.erase(Partner);
  }
}

void Comparer::pair(Kin &Family) {
  auto SameFile = [&](const JudgedFinding &New, const JudgedFinding &Old) {
    return How.AtBase(New.TheFinding.Begin.File) == Old.TheFinding.Begin.File;
  };
  // Of several equal ones the untouched is the old one.
  takeFrom(Family, [&](const JudgedFinding &New, const JudgedFinding &Old) {
    return SameFile(New, Old) && !How.Changed(New.TheFinding.Begin.File);
  });
  takeFrom(Family, SameFile);
  takeFrom(Family,
           [](const JudgedFinding &, const JudgedFinding &) { return true; });
  // One that was waived meanwhile is not mended.
  Family.Base.resize(Family.Base.size() -
                     std::min(Family.Base.size(), Family.Excused.size()));
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
  for (const JudgedFinding &F : Base.Findings)
    if (F.TheStatus == Status::New)
      Families[F.TheFinding.Identity].Base.push_back(&F);
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

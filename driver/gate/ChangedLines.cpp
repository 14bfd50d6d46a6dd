//===- ChangedLines.cpp - The lines of base and head beside each other ----===//

#include "driver/gate/ChangedLines.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

#include <algorithm>

using namespace codex;

/// Longer lines were written by a program: they are alike if they are equal.
static constexpr size_t MostCompared = 2000;

static std::string withoutSpace(llvm::StringRef Line) {
  std::string Result;
  llvm::copy_if(Line, std::back_inserter(Result),
                [](char C) { return !llvm::isSpace(C); });
  return Result;
}

const ChangedLines::Lines &ChangedLines::linesOf(SnapshotFiles &Side,
                                                 llvm::StringRef File) {
  auto [Place, First] = Read.try_emplace({&Side, File.str()});
  if (First)
    if (auto Buffer = Side.getBufferForFile(TheChange.absolute(File)))
      for (llvm::StringRef Line : llvm::split((*Buffer)->getBuffer(), '\n'))
        Place->second.push_back(Line.str());
  return Place->second;
}

const ChangedLines::Lines &ChangedLines::strippedLinesOf(SnapshotFiles &Side,
                                                         llvm::StringRef File) {
  auto [Place, First] = Stripped.try_emplace({&Side, File.str()});
  if (First)
    for (const std::string &Line : linesOf(Side, File))
      Place->second.push_back(withoutSpace(Line));
  return Place->second;
}

llvm::StringRef ChangedLines::lineOf(SnapshotFiles &Side, llvm::StringRef File,
                                     unsigned Line) {
  const Lines &All = strippedLinesOf(Side, File);
  return Line && Line <= All.size() ? llvm::StringRef(All[Line - 1]) : "";
}

/// Whether no more characters are other ones than a part of the longer one: by
/// default, half.
static bool alike(llvm::StringRef A, llvm::StringRef B, unsigned Part = 2) {
  size_t Longer = std::max(A.size(), B.size());
  if (Longer > MostCompared)
    return A == B;
  unsigned Most = Longer / Part;
  return A == B ||
         (Most && A.edit_distance(B, /*AllowReplacements=*/true, Most) <= Most);
}

const ChangedLines::Texts *ChangedLines::of(llvm::StringRef File) {
  std::string AtHead = TheChange.atHead(File);
  const SnapshotEntry *Old = TheChange.Base->recorded().find(File);
  const SnapshotEntry *New = TheChange.Head->recorded().find(AtHead);
  if (!Old || !New || Old->Home != New->Home)
    return nullptr;
  auto [Place, First] = Known.try_emplace(File.str());
  Texts &Result = Place->second;
  if (!First || Old->Object == New->Object)
    return &Result;
  const Lines &Before = strippedLinesOf(*TheChange.Base, File);
  const Lines &Now = strippedLinesOf(*TheChange.Head, AtHead);
  llvm::StringMap<std::pair<unsigned, unsigned>> Counts;
  for (const std::string &Line : Before)
    ++Counts[Line].first;
  for (const std::string &Line : Now)
    ++Counts[Line].second;
  llvm::StringSet<> Once;
  for (const auto &Entry : Counts)
    if (Entry.second == std::pair(1u, 1u))
      Once.insert(Entry.first());
  using How = LineMap::Algorithm;
  for (auto [Each, Algorithm] : {std::pair(&Result.Blocks, How::Histogram),
                                 {&Result.Plain, How::Myers}}) {
    Each->Map =
        LineMap::ofBlobs(Old->Home, Old->Object, New->Object, Algorithm);
    Each->Sure = std::make_unique<SureLines>(Each->Map, Before, Now, Once);
  }
  return &Result;
}

std::optional<unsigned> ChangedLines::atHead(llvm::StringRef File,
                                             unsigned Line) {
  const Texts *Both = of(File);
  return Both ? Both->Blocks.Map.newLine(Line) : std::nullopt;
}

std::optional<unsigned> ChangedLines::atBase(llvm::StringRef FileAtHead,
                                             unsigned Line) {
  const Texts *Both = of(TheChange.atBase(FileAtHead));
  return Both ? Both->Blocks.Map.oldLine(Line) : std::nullopt;
}

std::optional<unsigned> ChangedLines::surelyAtHead(llvm::StringRef File,
                                                   unsigned Line) {
  if (const Texts *Both = of(File))
    for (const Diff *Each : {&Both->Blocks, &Both->Plain})
      if (std::optional<unsigned> Now = Each->Map.newLine(Line);
          Now && (!Each->Sure || Each->Sure->isSure(Line, *Now)))
        return Now;
  return std::nullopt;
}

std::optional<unsigned> ChangedLines::surelyAtBase(llvm::StringRef FileAtHead,
                                                   unsigned Line) {
  std::string File = TheChange.atBase(FileAtHead);
  if (const Texts *Both = of(File))
    for (const Diff *Each : {&Both->Blocks, &Both->Plain})
      if (std::optional<unsigned> Then = Each->Map.oldLine(Line);
          Then && (!Each->Sure || Each->Sure->isSure(*Then, Line)))
        return Then;
  return std::nullopt;
}

bool ChangedLines::isRewritten(llvm::StringRef File, unsigned Line,
                               unsigned LineAtHead, Renamed Names) {
  const Texts *Texts = of(File);
  const LineMap::Hunk *Both =
      Texts ? Texts->Blocks.Map.hunkOf(Line, LineAtHead) : nullptr;
  if (!Both)
    return false;
  std::string FileAtHead = TheChange.atHead(File);
  const Lines &Old = linesOf(*TheChange.Base, File);
  const Lines &New = linesOf(*TheChange.Head, FileAtHead);
  auto Resemble = [&](unsigned Then, unsigned Now) {
    return Then <= Old.size() && Now <= New.size() &&
           (alike(withoutSpace(Old[Then - 1]), withoutSpace(New[Now - 1])) ||
            sameButForNames(Old[Then - 1], New[Now - 1], Names));
  };
  if (!Resemble(Line, LineAtHead))
    return false;
  unsigned OldPlace = Line - Both->Old, NewPlace = LineAtHead - Both->New;
  // Where as many came as went, those in the same place come first.
  return Both->Gone != Both->Came || OldPlace == NewPlace ||
         (!Resemble(Line, Both->New + OldPlace) &&
          !Resemble(Both->Old + NewPlace, LineAtHead));
}

std::optional<unsigned> ChangedLines::rewrittenFrom(llvm::StringRef FileAtHead,
                                                    unsigned Line,
                                                    llvm::StringRef Code) {
  std::string File = TheChange.atBase(FileAtHead);
  std::vector<std::string> Words = wordsOf(Code);
  auto HasCode = [&](llvm::StringRef Text) {
    std::vector<std::string> All = wordsOf(Text);
    return std::search(All.begin(), All.end(), Words.begin(), Words.end()) !=
           All.end();
  };
  auto NoNames = [](llvm::StringRef, llvm::StringRef) { return false; };
  const Lines &Old = linesOf(*TheChange.Base, File);
  const Texts *Both = of(File);
  const LineMap::Hunk *Its = Both ? Both->Blocks.Map.hunkAt(Line) : nullptr;
  for (unsigned At = Its ? Its->Old : 0;
       Its && At < Its->Old + Its->Gone && At <= Old.size(); ++At)
    if (HasCode(Old[At - 1]) && isRewritten(File, At, Line, NoNames))
      return At;
  return std::nullopt;
}

ChangedLines::Shared ChangedLines::shared(const Stretch &AtBase,
                                          const Stretch &AtHead,
                                          FormOfLine Form) {
  llvm::StringMap<int> Old;
  unsigned Gone = 0, Came = 0, Same = 0;
  for (unsigned At = AtBase.Line; At <= AtBase.EndLine; ++At) {
    std::string Text = Form(lineOf(*TheChange.Base, AtBase.File, At));
    Gone += !Text.empty();
    ++Old[Text];
  }
  for (unsigned At = AtHead.Line; At <= AtHead.EndLine; ++At) {
    std::string Text = Form(lineOf(*TheChange.Head, AtHead.File, At));
    Came += !Text.empty();
    if (!Text.empty() && Old[Text]-- > 0)
      ++Same;
  }
  return {Same, std::max(Gone, Came)};
}

bool ChangedLines::areSimilar(const Stretch &AtBase, const Stretch &AtHead) {
  Shared Lines = shared(AtBase, AtHead, withoutSpace);
  if (Lines.Longer == 1)
    return areAlike(AtBase.File, AtBase.Line, AtHead.File, AtHead.Line);
  // The first line has the name, which is another one.
  return 2 * (Lines.Same + 1) > Lines.Longer;
}

bool ChangedLines::areShapedAlike(const Stretch &AtBase,
                                  const Stretch &AtHead) {
  Shared Lines = shared(AtBase, AtHead, shapeOf);
  if (2 * (Lines.Same + 1) > Lines.Longer)
    return true;
  // Written in other lines.
  auto Shape = [&](SnapshotFiles &Side, const Stretch &Where) {
    std::string All;
    for (unsigned At = Where.Line; At <= Where.EndLine; ++At)
      All += shapeOf(lineOf(Side, Where.File, At));
    return All;
  };
  return alike(Shape(*TheChange.Base, AtBase), Shape(*TheChange.Head, AtHead),
               /*Part=*/4);
}

std::string ChangedLines::textAtBase(llvm::StringRef File, unsigned Line) {
  return lineOf(*TheChange.Base, File, Line).str();
}

std::string ChangedLines::textAtHead(llvm::StringRef File, unsigned Line) {
  return lineOf(*TheChange.Head, File, Line).str();
}

std::optional<unsigned> ChangedLines::onlyLike(SnapshotFiles &From,
                                               const Stretch &Here,
                                               unsigned Line, SnapshotFiles &To,
                                               const Stretch &There) {
  llvm::StringRef Text = lineOf(From, Here.File, Line);
  auto Count = [&](SnapshotFiles &Side, const Stretch &Where, unsigned &Last) {
    unsigned Found = 0;
    for (unsigned At = Where.Line; At <= Where.EndLine; ++At)
      if (lineOf(Side, Where.File, At) == Text) {
        ++Found;
        Last = At;
      }
    return Found;
  };
  unsigned Mine = 0, Theirs = 0;
  if (Count(From, Here, Mine) == 1 && Count(To, There, Theirs) == 1)
    return Theirs;
  return std::nullopt;
}

std::optional<unsigned> ChangedLines::onlyLikeAtBase(const Stretch &AtHead,
                                                     unsigned Line,
                                                     const Stretch &AtBase) {
  return onlyLike(*TheChange.Head, AtHead, Line, *TheChange.Base, AtBase);
}

std::optional<unsigned> ChangedLines::onlyLikeAtHead(const Stretch &AtBase,
                                                     unsigned Line,
                                                     const Stretch &AtHead) {
  return onlyLike(*TheChange.Base, AtBase, Line, *TheChange.Head, AtHead);
}

unsigned ChangedLines::countWords(SnapshotFiles &Side, const Stretch &Where,
                                  llvm::StringRef Word) {
  auto [Place, First] =
      Words.try_emplace({&Side, Where.File.str(), Where.Line, Where.EndLine});
  if (First) {
    const Lines &All = linesOf(Side, Where.File);
    for (unsigned At = Where.Line; At <= Where.EndLine && At <= All.size();
         ++At)
      for (const std::string &Each : wordsOf(All[At - 1]))
        ++Place->second[Each];
  }
  return Place->second.lookup(Word);
}

unsigned ChangedLines::wordsAtBase(const Stretch &Where, llvm::StringRef Word) {
  return countWords(*TheChange.Base, Where, Word);
}

unsigned ChangedLines::wordsAtHead(const Stretch &Where, llvm::StringRef Word) {
  return countWords(*TheChange.Head, Where, Word);
}

bool ChangedLines::areAlike(llvm::StringRef File, unsigned Line,
                            llvm::StringRef FileAtHead, unsigned LineAtHead) {
  return alike(lineOf(*TheChange.Base, File, Line),
               lineOf(*TheChange.Head, FileAtHead, LineAtHead));
}

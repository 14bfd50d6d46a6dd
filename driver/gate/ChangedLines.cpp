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

std::string ChangedLines::lineOf(SnapshotFiles &Side, llvm::StringRef File,
                                 unsigned Line) {
  const Lines &All = linesOf(Side, File);
  return Line && Line <= All.size() ? withoutSpace(All[Line - 1]) : "";
}

/// Whether no more characters are other ones than the longer one has, divided
/// by
/// \p Part.
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
  Result.HasChanged = Old->Object != New->Object;
  if (!First || !Result.HasChanged)
    return &Result;
  using How = LineMap::Algorithm;
  Result.Map =
      LineMap::ofBlobs(Old->Home, Old->Object, New->Object, How::Histogram);
  Result.Plain =
      LineMap::ofBlobs(Old->Home, Old->Object, New->Object, How::Myers);
  llvm::StringMap<std::pair<unsigned, unsigned>> Counts;
  for (const std::string &Line : linesOf(*TheChange.Base, File))
    ++Counts[withoutSpace(Line)].first;
  for (const std::string &Line : linesOf(*TheChange.Head, AtHead))
    ++Counts[withoutSpace(Line)].second;
  for (const auto &Entry : Counts)
    if (Entry.second == std::pair(1u, 1u))
      Result.Once.insert(Entry.first());
  return &Result;
}

std::optional<unsigned> ChangedLines::atHead(llvm::StringRef File,
                                             unsigned Line) {
  const Texts *Both = of(File);
  return Both ? Both->Map.newLine(Line) : std::nullopt;
}

std::optional<unsigned> ChangedLines::atBase(llvm::StringRef FileAtHead,
                                             unsigned Line) {
  const Texts *Both = of(TheChange.atBase(FileAtHead));
  return Both ? Both->Map.oldLine(Line) : std::nullopt;
}

/// Whether it stands in a row of untouched lines with one that each side has
/// once, and was not made to stand behind others that have come from elsewhere.
static bool standsWithOne(const LineMap &Map, const llvm::StringSet<> &Once,
                          llvm::ArrayRef<std::string> Old,
                          llvm::ArrayRef<std::string> New, unsigned Line,
                          unsigned Before) {
  auto IsAnchor = [&](unsigned At) {
    std::optional<unsigned> Then = Map.oldLine(At);
    return Then && int(At) - int(*Then) == int(Line) - int(Before) &&
           Once.contains(withoutSpace(New[At - 1]));
  };
  bool Anchored = false;
  for (unsigned At = Line; !Anchored && At <= New.size() && Map.oldLine(At);
       ++At)
    Anchored = IsAnchor(At);
  for (unsigned At = Line; !Anchored && At >= 1 && Map.oldLine(At); --At)
    Anchored = IsAnchor(At);
  if (!Anchored || Line == 1 || Before == 1 || Map.oldLine(Line - 1) ||
      Map.newLine(Before - 1))
    return Anchored;
  // Two blocks that end alike may have changed places.
  std::string Came = withoutSpace(New[Line - 2]);
  return llvm::none_of(
      Old, [&](const std::string &L) { return withoutSpace(L) == Came; });
}

/// Those lines from \p First, up to \p Behind, that the other side has not
/// there, without white space; "}" and the like say nothing.
static llvm::StringSet<>
changedLines(llvm::ArrayRef<std::string> All, unsigned First, unsigned Behind,
             llvm::function_ref<std::optional<unsigned>(unsigned)> Other) {
  llvm::StringSet<> Result;
  for (unsigned At = First; At < Behind; ++At)
    if (!Other(At) && llvm::any_of(All[At - 1], llvm::isAlnum))
      Result.insert(withoutSpace(All[At - 1]));
  return Result;
}

static bool haveCommon(const llvm::StringSet<> &A, const llvm::StringSet<> &B) {
  return llvm::any_of(
      A, [&](const auto &Entry) { return B.contains(Entry.first()); });
}

/// Whether both sides have as many lines like it between the nearest two that
/// each side has once. Where there are several, nothing else there has moved;
/// and nowhere have lines gone from there to elsewhere while others came from
/// elsewhere, as when blocks change places.
static bool keepsItsPlace(const LineMap &Map, const llvm::StringSet<> &Once,
                          llvm::ArrayRef<std::string> Old,
                          llvm::ArrayRef<std::string> New, unsigned Line) {
  auto IsAnchor = [&](unsigned At) {
    return Map.oldLine(At) && Once.contains(withoutSpace(New[At - 1]));
  };
  unsigned First = Line - 1, Behind = Line + 1;
  while (First && !IsAnchor(First))
    --First;
  while (Behind <= New.size() && !IsAnchor(Behind))
    ++Behind;
  unsigned FirstThen = First ? *Map.oldLine(First) : 0;
  unsigned BehindThen =
      Behind <= New.size() ? *Map.oldLine(Behind) : Old.size() + 1;
  std::string Text = withoutSpace(New[Line - 1]);
  auto IsLike = [&](const std::string &L) { return withoutSpace(L) == Text; };
  unsigned Before =
      llvm::count_if(Old.slice(FirstThen, BehindThen - FirstThen - 1), IsLike);
  unsigned Now = llvm::count_if(New.slice(First, Behind - First - 1), IsLike);
  if (Before != Now)
    return false;
  auto ToNew = [&](unsigned At) { return Map.newLine(At); };
  auto ToOld = [&](unsigned At) { return Map.oldLine(At); };
  llvm::StringSet<> Gone = changedLines(Old, FirstThen + 1, BehindThen, ToNew);
  llvm::StringSet<> Came = changedLines(New, First + 1, Behind, ToOld);
  if (Now > 1 && haveCommon(Gone, Came))
    return false;
  return !haveCommon(Gone, changedLines(New, 1, New.size() + 1, ToOld)) ||
         !haveCommon(Came, changedLines(Old, 1, Old.size() + 1, ToNew));
}

bool ChangedLines::isSure(const Texts &Both, const LineMap &Map,
                          llvm::StringRef File, unsigned Line,
                          unsigned LineAtHead) {
  if (!Both.HasChanged)
    return true;
  const Lines &Old = linesOf(*TheChange.Base, File);
  const Lines &New = linesOf(*TheChange.Head, TheChange.atHead(File));
  return Line <= Old.size() && LineAtHead <= New.size() &&
         (standsWithOne(Map, Both.Once, Old, New, LineAtHead, Line) ||
          keepsItsPlace(Map, Both.Once, Old, New, LineAtHead));
}

std::optional<unsigned> ChangedLines::surelyAtHead(llvm::StringRef File,
                                                   unsigned Line) {
  if (const Texts *Both = of(File))
    for (const LineMap *Map : {&Both->Map, &Both->Plain})
      if (std::optional<unsigned> Now = Map->newLine(Line);
          Now && isSure(*Both, *Map, File, Line, *Now))
        return Now;
  return std::nullopt;
}

std::optional<unsigned> ChangedLines::surelyAtBase(llvm::StringRef FileAtHead,
                                                   unsigned Line) {
  std::string File = TheChange.atBase(FileAtHead);
  if (const Texts *Both = of(File))
    for (const LineMap *Map : {&Both->Map, &Both->Plain})
      if (std::optional<unsigned> Then = Map->oldLine(Line);
          Then && isSure(*Both, *Map, File, *Then, Line))
        return Then;
  return std::nullopt;
}

bool ChangedLines::isRewritten(llvm::StringRef File, unsigned Line,
                               unsigned LineAtHead, Renamed Names) {
  const Texts *Texts = of(File);
  const LineMap::Hunk *Both =
      Texts ? Texts->Map.hunkOf(Line, LineAtHead) : nullptr;
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
  for (unsigned At = 1; Both && At <= Old.size(); ++At)
    if (Both->Map.hunkOf(At, Line) && HasCode(Old[At - 1]) &&
        isRewritten(File, At, Line, NoNames))
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
  return lineOf(*TheChange.Base, File, Line);
}

std::string ChangedLines::textAtHead(llvm::StringRef File, unsigned Line) {
  return lineOf(*TheChange.Head, File, Line);
}

std::optional<unsigned> ChangedLines::onlyLike(SnapshotFiles &From,
                                               const Stretch &Here,
                                               unsigned Line, SnapshotFiles &To,
                                               const Stretch &There) {
  std::string Text = lineOf(From, Here.File, Line);
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

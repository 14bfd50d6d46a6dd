//===- ChangedLines.cpp - The lines of base and head beside each other ----===//

#include "driver/gate/ChangedLines.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

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

/// So many characters are other ones as half of the longer one has, or fewer.
static bool alike(llvm::StringRef A, llvm::StringRef B) {
  size_t Longer = std::max(A.size(), B.size());
  if (Longer > MostCompared)
    return A == B;
  unsigned Most = Longer / 2;
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
  if (!First)
    return &Result;
  Result.Map = LineMap::ofBlobs(Old->Home, Old->Object, New->Object);
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

bool ChangedLines::isSure(llvm::StringRef FileAtHead, unsigned Line) {
  std::string File = TheChange.atBase(FileAtHead);
  const Texts *Both = of(File);
  std::optional<unsigned> Before =
      Both ? Both->Map.oldLine(Line) : std::nullopt;
  if (!Before)
    return false;
  const Lines &Old = linesOf(*TheChange.Base, File);
  const Lines &New = linesOf(*TheChange.Head, FileAtHead);
  if (Line > New.size())
    return false;
  auto IsAnchor = [&](unsigned At) {
    std::optional<unsigned> Then = Both->Map.oldLine(At);
    return Then && int(At) - int(*Then) == int(Line) - int(*Before) &&
           Both->Once.contains(withoutSpace(New[At - 1]));
  };
  bool Anchored = false;
  for (unsigned At = Line;
       !Anchored && At <= New.size() && Both->Map.oldLine(At); ++At)
    Anchored = IsAnchor(At);
  for (unsigned At = Line; !Anchored && At >= 1 && Both->Map.oldLine(At); --At)
    Anchored = IsAnchor(At);
  if (!Anchored || Line == 1 || *Before == 1 || Both->Map.oldLine(Line - 1) ||
      Both->Map.newLine(*Before - 1))
    return Anchored;
  // Two blocks that end alike may have changed places.
  std::string Came = withoutSpace(New[Line - 2]);
  return llvm::none_of(
      Old, [&](const std::string &L) { return withoutSpace(L) == Came; });
}

bool ChangedLines::isRewritten(llvm::StringRef File, unsigned Line,
                               unsigned LineAtHead) {
  const Texts *Texts = of(File);
  const LineMap::Hunk *Both =
      Texts ? Texts->Map.hunkOf(Line, LineAtHead) : nullptr;
  if (!Both)
    return false;
  std::string AtHead = TheChange.atHead(File);
  auto Old = [&](unsigned At) { return lineOf(*TheChange.Base, File, At); };
  auto New = [&](unsigned At) { return lineOf(*TheChange.Head, AtHead, At); };
  if (!alike(Old(Line), New(LineAtHead)))
    return false;
  unsigned OldPlace = Line - Both->Old, NewPlace = LineAtHead - Both->New;
  // Where as many came as went, those in the same place come first.
  return Both->Gone != Both->Came || OldPlace == NewPlace ||
         (!alike(Old(Line), New(Both->New + OldPlace)) &&
          !alike(Old(Both->Old + NewPlace), New(LineAtHead)));
}

std::optional<unsigned> ChangedLines::rewrittenFrom(llvm::StringRef FileAtHead,
                                                    unsigned Line,
                                                    llvm::StringRef Code) {
  std::string File = TheChange.atBase(FileAtHead), Text = withoutSpace(Code);
  unsigned Last = linesOf(*TheChange.Base, File).size();
  const Texts *Both = of(File);
  for (unsigned Old = 1; Both && Old <= Last; ++Old)
    if (Both->Map.hunkOf(Old, Line) &&
        llvm::StringRef(lineOf(*TheChange.Base, File, Old)).contains(Text) &&
        isRewritten(File, Old, Line))
      return Old;
  return std::nullopt;
}

bool ChangedLines::areSimilar(const Stretch &AtBase, const Stretch &AtHead) {
  llvm::StringMap<int> Old;
  unsigned Gone = 0, Came = 0, Same = 0;
  for (unsigned At = AtBase.Line; At <= AtBase.EndLine; ++At) {
    std::string Text = lineOf(*TheChange.Base, AtBase.File, At);
    Gone += !Text.empty();
    ++Old[Text];
  }
  for (unsigned At = AtHead.Line; At <= AtHead.EndLine; ++At) {
    std::string Text = lineOf(*TheChange.Head, AtHead.File, At);
    Came += !Text.empty();
    if (!Text.empty() && Old[Text]-- > 0)
      ++Same;
  }
  if (Gone == 1 && Came == 1)
    return areAlike(AtBase.File, AtBase.Line, AtHead.File, AtHead.Line);
  // The first line has the name, which is another one.
  return 2 * (Same + 1) > std::max(Gone, Came);
}

bool ChangedLines::hasWord(SnapshotFiles &Side, const Stretch &Where,
                           llvm::StringRef Word) {
  const Lines &All = linesOf(Side, Where.File);
  for (unsigned At = Where.Line; At <= Where.EndLine && At <= All.size();
       ++At) {
    llvm::StringRef Text = All[At - 1];
    auto InWord = [&](size_t Place) {
      return Place < Text.size() &&
             (llvm::isAlnum(Text[Place]) || Text[Place] == '_');
    };
    for (size_t Place = Text.find(Word); Place != llvm::StringRef::npos;
         Place = Text.find(Word, Place + 1))
      if (!InWord(Place - 1) && !InWord(Place + Word.size()))
        return true;
  }
  return false;
}

bool ChangedLines::baseHasWord(const Stretch &Where, llvm::StringRef Word) {
  return hasWord(*TheChange.Base, Where, Word);
}

bool ChangedLines::headHasWord(const Stretch &Where, llvm::StringRef Word) {
  return hasWord(*TheChange.Head, Where, Word);
}

bool ChangedLines::areAlike(llvm::StringRef File, unsigned Line,
                            llvm::StringRef FileAtHead, unsigned LineAtHead) {
  return alike(lineOf(*TheChange.Base, File, Line),
               lineOf(*TheChange.Head, FileAtHead, LineAtHead));
}

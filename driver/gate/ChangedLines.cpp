//===- ChangedLines.cpp - The lines of base and head beside each other ----===//

#include "driver/gate/ChangedLines.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace codex;

/// Longer lines were written by a program: they are alike if they are equal.
static constexpr size_t MostCompared = 2000;

static std::vector<std::string> splitLines(llvm::StringRef Text) {
  std::vector<std::string> Result;
  for (llvm::StringRef Line : llvm::split(Text, '\n')) {
    std::string &Kept = Result.emplace_back();
    llvm::copy_if(Line, std::back_inserter(Kept),
                  [](char C) { return !llvm::isSpace(C); });
  }
  return Result;
}

std::vector<std::string> ChangedLines::linesOf(SnapshotFiles &Side,
                                               llvm::StringRef File) {
  auto Buffer = Side.getBufferForFile(TheChange.absolute(File));
  return Buffer ? splitLines((*Buffer)->getBuffer())
                : std::vector<std::string>();
}

/// How many characters of the longer one differ is at most half of them.
static bool alike(llvm::StringRef A, llvm::StringRef B) {
  size_t Longer = std::max(A.size(), B.size());
  if (Longer > MostCompared)
    return A == B;
  unsigned Most = Longer / 2;
  return A == B ||
         (Most && A.edit_distance(B, /*AllowReplacements=*/true, Most) <= Most);
}

/// "" where there is no such line.
static llvm::StringRef lineOf(llvm::ArrayRef<std::string> Lines,
                              unsigned Line) {
  return Line && Line <= Lines.size() ? llvm::StringRef(Lines[Line - 1])
                                      : llvm::StringRef();
}

const ChangedLines::Texts *ChangedLines::of(llvm::StringRef File) {
  const SnapshotEntry *Old = TheChange.Base->recorded().find(File);
  const SnapshotEntry *New =
      TheChange.Head->recorded().find(TheChange.atHead(File));
  if (!Old || !New || Old->Home != New->Home)
    return nullptr;
  auto [Place, First] = Known.try_emplace(File.str());
  Texts &Result = Place->second;
  if (!First)
    return &Result;
  Result.Map = LineMap::ofBlobs(Old->Home, Old->Object, New->Object);
  Result.Old = linesOf(*TheChange.Base, File);
  Result.New = linesOf(*TheChange.Head, TheChange.atHead(File));
  for (auto [Index, Text] : llvm::enumerate(Result.Old))
    if (!Result.Map.newLine(Index + 1))
      Result.ComeOrGone.insert(Text);
  for (auto [Index, Text] : llvm::enumerate(Result.New))
    if (!Result.Map.oldLine(Index + 1))
      Result.ComeOrGone.insert(Text);
  return &Result;
}

std::optional<unsigned> ChangedLines::atHead(llvm::StringRef File,
                                             unsigned Line) {
  const Texts *Lines = of(File);
  return Lines ? Lines->Map.newLine(Line) : std::nullopt;
}

std::optional<unsigned> ChangedLines::atBase(llvm::StringRef FileAtHead,
                                             unsigned Line) {
  const Texts *Lines = of(TheChange.atBase(FileAtHead));
  return Lines ? Lines->Map.oldLine(Line) : std::nullopt;
}

bool ChangedLines::isSure(llvm::StringRef FileAtHead, unsigned Line) {
  const Texts *Lines = of(TheChange.atBase(FileAtHead));
  std::optional<unsigned> Before =
      Lines ? Lines->Map.oldLine(Line) : std::nullopt;
  if (!Before || Lines->ComeOrGone.contains(lineOf(Lines->New, Line)))
    return false;
  // Two blocks that end alike may have changed places.
  bool FirstLine = Line == 1 || *Before == 1;
  return FirstLine || Lines->Map.oldLine(Line - 1) ||
         Lines->Map.newLine(*Before - 1);
}

bool ChangedLines::isRewritten(llvm::StringRef File, unsigned Line,
                               unsigned LineAtHead) {
  const Texts *Lines = of(File);
  const LineMap::Hunk *Both =
      Lines ? Lines->Map.hunkOf(Line, LineAtHead) : nullptr;
  if (!Both)
    return false;
  llvm::StringRef Old = lineOf(Lines->Old, Line);
  llvm::StringRef New = lineOf(Lines->New, LineAtHead);
  if (!alike(Old, New))
    return false;
  unsigned OldPlace = Line - Both->Old, NewPlace = LineAtHead - Both->New;
  // Where as many came as went, those in the same place come first.
  return Both->Gone != Both->Came || OldPlace == NewPlace ||
         (!alike(Old, lineOf(Lines->New, Both->New + OldPlace)) &&
          !alike(lineOf(Lines->Old, Both->Old + NewPlace), New));
}

bool ChangedLines::baseNames(llvm::StringRef FileAtHead, llvm::StringRef Name) {
  auto Buffer = TheChange.Base->getBufferForFile(
      TheChange.absolute(TheChange.atBase(FileAtHead)));
  if (!Buffer)
    return false;
  llvm::StringRef Text = (*Buffer)->getBuffer();
  auto InWord = [&](size_t At) {
    return At < Text.size() && (llvm::isAlnum(Text[At]) || Text[At] == '_');
  };
  for (size_t At = Text.find(Name); At != llvm::StringRef::npos;
       At = Text.find(Name, At + 1))
    if (!InWord(At - 1) && !InWord(At + Name.size()))
      return true;
  return false;
}

bool ChangedLines::areAlike(llvm::StringRef File, unsigned Line,
                            llvm::StringRef FileAtHead, unsigned LineAtHead) {
  std::vector<std::string> Old = linesOf(*TheChange.Base, File);
  std::vector<std::string> New = linesOf(*TheChange.Head, FileAtHead);
  return alike(lineOf(Old, Line), lineOf(New, LineAtHead));
}

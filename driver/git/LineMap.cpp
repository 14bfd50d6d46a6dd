//===- LineMap.cpp - Where the lines of a file have gone ------------------===//

#include "driver/git/LineMap.h"

#include "driver/git/GitProcess.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace codex;

LineMap LineMap::ofBlobs(llvm::StringRef Home, llvm::StringRef Old,
                         llvm::StringRef New, Algorithm How) {
  return Old == New ? LineMap() : ofDiff(Home, {Old.str(), New.str()}, How);
}

LineMap LineMap::sinceCommit(llvm::StringRef Home, llvm::StringRef Commit,
                             llvm::StringRef Old, llvm::StringRef New) {
  return ofDiff(Home, {"-M", Commit.str(), "--", Old.str(), New.str()});
}

LineMap LineMap::ofDiff(llvm::StringRef Home, std::vector<std::string> What,
                        Algorithm How) {
  GitRun Run = {{"diff", "-U0", "--no-ext-diff", "--no-textconv", "--no-color",
                 "--text", "--ignore-all-space",
                 How == Algorithm::Histogram ? "--diff-algorithm=histogram"
                                             : "--diff-algorithm=myers"},
                Home.str(),
                {},
                {}};
  llvm::append_range(Run.Arguments, What);
  llvm::Expected<std::string> Diff = gitOutput(Run);
  if (Diff)
    return parse(*Diff);
  llvm::consumeError(Diff.takeError());
  LineMap Unknown;
  Unknown.Known = false;
  return Unknown;
}

/// "12" or "12,3"; without a count it is one line.
static bool parseRange(llvm::StringRef Text, unsigned &Line, unsigned &Count) {
  auto [First, Rest] = Text.split(',');
  Count = 1;
  return !First.getAsInteger(10, Line) &&
         (Rest.empty() || !Rest.getAsInteger(10, Count));
}

LineMap LineMap::parse(llvm::StringRef Diff) {
  LineMap Result;
  for (llvm::StringRef Line : llvm::split(Diff, '\n')) {
    // Lines of the texts begin with a sign.
    if (!Line.consume_front("@@ -"))
      continue;
    auto [Old, Rest] = Line.split(" +");
    Hunk H;
    Result.Known &= parseRange(Old, H.Old, H.Gone) &&
                    parseRange(Rest.split(' ').first, H.New, H.Came);
    Result.Hunks.push_back(H);
  }
  return Result;
}

/// From one text's lines, of which a hunk has \p Here, to the other one's,
/// which has \p There.
std::optional<unsigned> LineMap::across(llvm::ArrayRef<Hunk> Hunks,
                                        unsigned Line, unsigned Hunk::*Begin,
                                        unsigned Hunk::*Here,
                                        unsigned Hunk::*BeginThere,
                                        unsigned Hunk::*There) {
  // Where a hunk has none on a side, it stands behind the line that it names.
  auto First = [](const Hunk &H, unsigned Hunk::*Of, unsigned Hunk::*Count) {
    return H.*Count ? H.*Of : H.*Of + 1;
  };
  auto Behind = llvm::partition_point(
      Hunks, [&](const Hunk &H) { return First(H, Begin, Here) <= Line; });
  if (Behind == Hunks.begin())
    return Line;
  const Hunk &Last = *std::prev(Behind);
  unsigned End = First(Last, Begin, Here) + Last.*Here;
  if (Line < End)
    return std::nullopt;
  return First(Last, BeginThere, There) + Last.*There + (Line - End);
}

std::optional<unsigned> LineMap::newLine(unsigned OldLine) const {
  if (!Known)
    return std::nullopt;
  return across(Hunks, OldLine, &Hunk::Old, &Hunk::Gone, &Hunk::New,
                &Hunk::Came);
}

std::optional<unsigned> LineMap::oldLine(unsigned NewLine) const {
  if (!Known)
    return std::nullopt;
  return across(Hunks, NewLine, &Hunk::New, &Hunk::Came, &Hunk::Old,
                &Hunk::Gone);
}

const LineMap::Hunk *LineMap::hunkAt(unsigned NewLine) const {
  auto Behind = llvm::partition_point(
      Hunks, [&](const Hunk &H) { return H.New <= NewLine; });
  if (!Known || Behind == Hunks.begin())
    return nullptr;
  const Hunk &Last = *std::prev(Behind);
  return NewLine - Last.New < Last.Came ? &Last : nullptr;
}

const LineMap::Hunk *LineMap::hunkOf(unsigned OldLine, unsigned NewLine) const {
  const Hunk *H = hunkAt(NewLine);
  return H && OldLine >= H->Old && OldLine - H->Old < H->Gone ? H : nullptr;
}

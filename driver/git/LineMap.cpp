//===- LineMap.cpp - Where the lines of a file have gone ------------------===//

#include "driver/git/LineMap.h"

#include "driver/git/GitProcess.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace codex;

LineMap LineMap::ofBlobs(llvm::StringRef Home, llvm::StringRef Old,
                         llvm::StringRef New) {
  return Old == New ? LineMap() : ofDiff(Home, {Old.str(), New.str()});
}

LineMap LineMap::sinceCommit(llvm::StringRef Home, llvm::StringRef Commit,
                             llvm::StringRef Old, llvm::StringRef New) {
  return ofDiff(Home, {"-M", Commit.str(), "--", Old.str(), New.str()});
}

LineMap LineMap::ofDiff(llvm::StringRef Home, std::vector<std::string> What) {
  GitRun Run = {{"diff", "-U0", "--no-ext-diff", "--no-textconv", "--no-color",
                 "--text", "--ignore-all-space", "--diff-algorithm=histogram"},
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

std::optional<unsigned> LineMap::newLine(unsigned OldLine) const {
  if (!Known)
    return std::nullopt;
  unsigned Line = OldLine;
  for (const Hunk &H : Hunks) {
    // What only comes in stands behind the line that it names.
    unsigned Begin = H.Gone ? H.Old : H.Old + 1;
    if (OldLine < Begin)
      break;
    if (OldLine < Begin + H.Gone)
      return std::nullopt;
    Line += H.Came;
    Line -= H.Gone;
  }
  return Line;
}

std::optional<unsigned> LineMap::oldLine(unsigned NewLine) const {
  if (!Known)
    return std::nullopt;
  unsigned Line = NewLine;
  for (const Hunk &H : Hunks) {
    // What only goes stood behind the line that it names.
    unsigned Begin = H.Came ? H.New : H.New + 1;
    if (NewLine < Begin)
      break;
    if (NewLine < Begin + H.Came)
      return std::nullopt;
    Line += H.Gone;
    Line -= H.Came;
  }
  return Line;
}

const LineMap::Hunk *LineMap::hunkOf(unsigned OldLine, unsigned NewLine) const {
  auto Both = llvm::find_if(Hunks, [&](const Hunk &H) {
    return OldLine >= H.Old && OldLine - H.Old < H.Gone && NewLine >= H.New &&
           NewLine - H.New < H.Came;
  });
  return Known && Both != Hunks.end() ? &*Both : nullptr;
}

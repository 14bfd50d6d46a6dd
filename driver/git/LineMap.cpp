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
std::optional<unsigned> LineMap::across(unsigned Line, unsigned Hunk::*Begin,
                                        unsigned Hunk::*Here,
                                        unsigned Hunk::*There) const {
  if (!Known)
    return std::nullopt;
  unsigned Result = Line;
  for (const Hunk &H : Hunks) {
    // Where a hunk has none here, the others stand behind the line it names.
    unsigned First = H.*Here ? H.*Begin : H.*Begin + 1;
    if (Line < First)
      break;
    if (Line < First + H.*Here)
      return std::nullopt;
    Result += H.*There;
    Result -= H.*Here;
  }
  return Result;
}

std::optional<unsigned> LineMap::newLine(unsigned OldLine) const {
  return across(OldLine, &Hunk::Old, &Hunk::Gone, &Hunk::Came);
}

std::optional<unsigned> LineMap::oldLine(unsigned NewLine) const {
  return across(NewLine, &Hunk::New, &Hunk::Came, &Hunk::Gone);
}

const LineMap::Hunk *LineMap::hunkOf(unsigned OldLine, unsigned NewLine) const {
  auto Both = llvm::find_if(Hunks, [&](const Hunk &H) {
    return OldLine >= H.Old && OldLine - H.Old < H.Gone && NewLine >= H.New &&
           NewLine - H.New < H.Came;
  });
  return Known && Both != Hunks.end() ? &*Both : nullptr;
}

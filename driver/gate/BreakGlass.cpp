//===- BreakGlass.cpp - The emergency override ----------------------------===//

#include "driver/gate/BreakGlass.h"

#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <chrono>

using namespace codex;
using llvm::json::fixUTF8;

static constexpr llvm::StringLiteral TrailerKey = "codex-break-glass";

/// "Signed-off-by: someone", a line that continues one, or what
/// `git cherry-pick -x` writes.
static bool isTrailerLine(llvm::StringRef Line) {
  if (Line.starts_with(" ") || Line.starts_with("\t") ||
      Line.starts_with("(cherry picked from commit "))
    return true;
  auto [Key, Value] = Line.split(':');
  return Key.size() != Line.size() && !Key.empty() &&
         llvm::all_of(Key, [](char C) { return llvm::isAlnum(C) || C == '-'; });
}

std::string codex::breakGlassTrailer(llvm::StringRef Message) {
  std::string Plain = llvm::join(llvm::split(Message, "\r\n"), "\n");
  llvm::SmallVector<llvm::StringRef, 8> Lines;
  llvm::StringRef(Plain).rtrim().split(Lines, '\n');
  size_t Begin = Lines.size();
  while (Begin > 0 && !Lines[Begin - 1].trim().empty())
    --Begin;
  // The first paragraph is the title, whatever it looks like.
  if (Begin == 0)
    return "";
  llvm::ArrayRef<llvm::StringRef> Last =
      llvm::ArrayRef<llvm::StringRef>(Lines).drop_front(Begin);
  if (!llvm::all_of(Last, isTrailerLine))
    return "";
  std::string Value;
  bool Ours = false;
  for (llvm::StringRef Line : Last) {
    if (Line.starts_with(" ") || Line.starts_with("\t")) {
      if (Ours)
        Value += " " + Line.trim().str();
      continue;
    }
    auto [Key, Rest] = Line.split(':');
    if (!Value.empty())
      break;
    Ours = Key.equals_insensitive(TrailerKey);
    if (Ours)
      Value = Rest.trim().str();
  }
  return Value;
}

std::optional<BrokenGlass>
codex::brokenBy(const std::vector<CommitMessage> &Commits) {
  for (const CommitMessage &M : Commits) {
    std::string Reason = breakGlassTrailer(M.Text);
    if (!Reason.empty())
      return BrokenGlass{Reason, "trailer", M.Commit, M.Author};
  }
  return std::nullopt;
}

static std::string timeStamp(std::chrono::system_clock::time_point Now) {
  auto Day = std::chrono::floor<std::chrono::days>(Now);
  std::chrono::year_month_day Date(Day);
  std::chrono::hh_mm_ss Time(
      std::chrono::floor<std::chrono::seconds>(Now - Day));
  return llvm::formatv("{0}-{1,0+2}-{2,0+2}T{3,0+2}:{4,0+2}:{5,0+2}Z",
                       int(Date.year()), unsigned(Date.month()),
                       unsigned(Date.day()), Time.hours().count(),
                       Time.minutes().count(), Time.seconds().count());
}

/// Whether a link below \p Root, which a change may have brought, takes part in
/// the path.
static bool leadsElsewhere(llvm::StringRef File, llvm::StringRef Root) {
  namespace fs = llvm::sys::fs;
  llvm::StringRef Path = File;
  for (; Path.size() > Root.size() && Path.starts_with(Root);
       Path = llvm::sys::path::parent_path(Path))
    if (fs::is_symlink_file(Path))
      return true;
  return false;
}

/// Whether somebody's editor left the last line without its end: a record
/// behind it would be read as a part of that.
static bool lacksLineEnd(llvm::StringRef File) {
  auto Log = llvm::MemoryBuffer::getFile(File);
  return Log && !(*Log)->getBuffer().empty() &&
         !(*Log)->getBuffer().ends_with("\n");
}

llvm::Error codex::logBrokenGlass(llvm::StringRef File, const Report &TheReport,
                                  Env &World) {
  if (!TheReport.Change || !TheReport.Change->Glass)
    return llvm::Error::success();
  const ChangeReport &Change = *TheReport.Change;
  const BrokenGlass &Glass = *TheReport.Change->Glass;
  llvm::json::Array Findings;
  for (const JudgedFinding &F : TheReport.Findings)
    if (F.Blocks)
      Findings.push_back(
          llvm::json::Object{{"rule", F.TheFinding.Rule},
                             {"file", fixUTF8(F.TheFinding.Begin.File)},
                             {"line", F.TheFinding.Begin.Line},
                             {"fingerprint", F.TheFinding.Fingerprint}});
  llvm::json::Object Line{{"time", timeStamp(World.Now())},
                          {"reason", fixUTF8(Glass.Reason)},
                          {"by", Glass.By},
                          {"commit", Glass.Commit},
                          {"author", fixUTF8(Glass.Author)},
                          {"base", Change.Base},
                          {"head", Change.Head},
                          {"findings", std::move(Findings)}};
  std::string Text =
      llvm::formatv("{0}\n", llvm::json::Value(std::move(Line))).str();
  if (leadsElsewhere(File, TheReport.Root))
    return makeError("the break-glass log '" + File +
                     "' is not written: a symbolic link in the checkout would "
                     "lead it elsewhere");
  if (lacksLineEnd(File))
    Text = "\n" + Text;
  std::error_code Failure;
  llvm::raw_fd_ostream OS(File, Failure, llvm::sys::fs::OF_Append);
  if (!Failure) {
    // One write: lines of runs at the same time do not mix.
    OS.SetBufferSize(Text.size());
    OS << Text;
    OS.close();
    Failure = OS.error();
    OS.clear_error();
  }
  if (Failure)
    return makeError("cannot write the break-glass log '" + File +
                     "': " + Failure.message());
  return llvm::Error::success();
}

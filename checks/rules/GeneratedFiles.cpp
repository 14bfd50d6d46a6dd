#include "rules/GeneratedFiles.h"

#include "support/Error.h"
#include "support/TextFile.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <optional>

using namespace llvm;

namespace codex {

std::string GeneratedFiles::absolute(StringRef Relative) const {
  SmallString<128> Path(Root);
  sys::path::append(Path, Relative);
  return Path.str().str();
}

static std::optional<std::string> contentOf(StringRef File) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(File);
  if (!Buffer)
    return std::nullopt;
  return (*Buffer)->getBuffer().str();
}

Expected<std::vector<std::string>> GeneratedFiles::leftOver() const {
  std::vector<std::string> Result;
  for (const Folder &In : Folders) {
    std::string Path = absolute(In.Path);
    if (!sys::fs::is_directory(Path))
      continue;
    std::error_code Problem;
    sys::fs::directory_iterator Entry(Path, Problem), End;
    for (; !Problem && Entry != End; Entry.increment(Problem)) {
      StringRef Name = sys::path::filename(Entry->path());
      std::string Relative = In.Path + "/" + Name.str();
      if (Name.ends_with(In.Suffix) && !Content.count(Relative) &&
          StringRef(contentOf(Entry->path()).value_or("")).starts_with(In.Mark))
        Result.push_back(std::move(Relative));
    }
    if (Problem)
      return makeError(Path + ": cannot be listed: " + Problem.message());
  }
  return Result;
}

Expected<std::vector<std::string>> GeneratedFiles::outOfDate() const {
  std::vector<std::string> Result;
  for (const auto &[Path, Text] : Content) {
    std::optional<std::string> Old = contentOf(absolute(Path));
    if (!Old)
      Result.push_back(Path + ": is missing");
    else if (*Old != Text)
      Result.push_back(Path + ": is out of date");
  }
  Expected<std::vector<std::string>> Gone = leftOver();
  if (!Gone)
    return Gone.takeError();
  for (const std::string &Path : *Gone)
    Result.push_back(Path + ": is left over; what it was made of is gone");
  llvm::sort(Result);
  return Result;
}

Expected<std::vector<std::string>> GeneratedFiles::write() const {
  std::vector<std::string> Done;
  for (const auto &[Path, Text] : Content) {
    if (contentOf(absolute(Path)) == Text)
      continue;
    if (Error E = writeTextFile(absolute(Path), Text))
      return std::move(E);
    Done.push_back("wrote " + Path);
  }
  Expected<std::vector<std::string>> Gone = leftOver();
  if (!Gone)
    return Gone.takeError();
  for (const std::string &Path : *Gone) {
    if (std::error_code Problem = sys::fs::remove(absolute(Path)))
      return makeError(Path + ": cannot be removed: " + Problem.message());
    Done.push_back("removed " + Path);
  }
  return Done;
}

} // namespace codex

#include "collect/Paths.h"

#include "clang/Basic/FileManager.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace codex {

/// The part of \p Path below \p Root, or empty.
static StringRef below(StringRef Path, StringRef Root) {
  Root = Root.rtrim('/');
  if (!Path.consume_front(Root) || !Path.consume_front("/"))
    return {};
  return Path;
}

std::string nameOfFile(clang::FileManager &Files, clang::FileEntryRef Entry,
                       StringRef Root) {
  if (Root.empty())
    return Entry.getName().str();

  SmallString<256> Path(Entry.getName());
  Files.makeAbsolutePath(Path);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  if (StringRef Relative = below(Path, Root); !Relative.empty())
    return Relative.str();
  StringRef Real = Entry.getFileEntry().tryGetRealPathName();
  if (StringRef Relative = below(Real, Root); !Relative.empty())
    return Relative.str();
  return std::string(Path);
}

std::string nameOfFile(const clang::SourceManager &Sources, clang::FileID Id,
                       StringRef Root) {
  clang::OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(Id);
  if (!Entry)
    return {};
  return nameOfFile(Sources.getFileManager(), *Entry, Root);
}

} // namespace codex

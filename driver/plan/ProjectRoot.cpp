//===- ProjectRoot.cpp - The directory that paths are relative to ---------===//

#include "driver/plan/ProjectRoot.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace codex;
namespace path = llvm::sys::path;

bool codex::hasEntry(llvm::StringRef Directory, llvm::StringRef Name,
                     llvm::vfs::FileSystem &Files) {
  llvm::SmallString<256> Path(Directory);
  path::append(Path, Name);
  if (Files.exists(Path))
    return true;
  std::error_code Problem;
  for (llvm::vfs::directory_iterator It = Files.dir_begin(Directory, Problem),
                                     End;
       !Problem && It != End; It.increment(Problem))
    if (path::filename(It->path()) == Name)
      return true;
  return false;
}

static llvm::StringRef
nearest(llvm::StringRef Start,
        llvm::function_ref<bool(llvm::StringRef Directory)> IsIt) {
  llvm::StringRef Directory = Start;
  while (!Directory.empty() && !IsIt(Directory))
    Directory = path::parent_path(Directory);
  return Directory;
}

static bool isBelow(llvm::StringRef Path, llvm::StringRef Directory) {
  return Directory == "/" ||
         (Path.consume_front(Directory) && Path.starts_with("/"));
}

std::string codex::projectRoot(llvm::StringRef Start,
                               llvm::ArrayRef<std::string> Sources,
                               llvm::vfs::FileSystem &Files) {
  llvm::StringRef Found = nearest(Start, [&](llvm::StringRef Directory) {
    return hasEntry(Directory, ".codex.json", Files);
  });
  if (Found.empty())
    Found = nearest(Start, [&](llvm::StringRef Directory) {
      return Files.exists(Directory + "/.git");
    });
  if (!Found.empty())
    return Found.str();

  llvm::StringRef Common;
  for (llvm::StringRef Source : Sources) {
    // Libraries that come as sources (GoogleTest in Debian) lie there.
    if (isBelow(Source, "/usr"))
      continue;
    if (Common.empty())
      Common = path::parent_path(Source);
    while (!Common.empty() && !isBelow(Source, Common))
      Common = path::parent_path(Common);
  }
  return Common.empty() ? Start.str() : Common.str();
}

std::string codex::inRoot(llvm::StringRef Root, llvm::StringRef File) {
  if (llvm::sys::path::is_absolute(File))
    return File.str();
  llvm::SmallString<256> Path(Root);
  llvm::sys::path::append(Path, File);
  return std::string(Path);
}

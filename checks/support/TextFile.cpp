#include "support/TextFile.h"

#include "support/Error.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace codex {

static Error cannotBeWritten(StringRef Path, std::error_code Problem) {
  return makeError(Path + ": cannot be written: " + Problem.message());
}

Error writeTextFile(StringRef Path, StringRef Text) {
  if (std::error_code Problem =
          sys::fs::create_directories(sys::path::parent_path(Path)))
    return cannotBeWritten(Path, Problem);
  // A link stays one: what it leads to is written.
  SmallString<256> Target(Path);
  if (sys::fs::exists(Path))
    if (std::error_code Problem = sys::fs::real_path(Path, Target))
      return cannotBeWritten(Path, Problem);
  unsigned Mode = sys::fs::all_read | sys::fs::owner_write;
  if (ErrorOr<sys::fs::perms> Old = sys::fs::getPermissions(Target))
    Mode = *Old;
  Expected<sys::fs::TempFile> Beside =
      sys::fs::TempFile::create(Target + ".%%%%%%", Mode);
  if (!Beside)
    return cannotBeWritten(Path, errorToErrorCode(Beside.takeError()));
  std::error_code Problem;
  {
    raw_fd_ostream OS(Beside->FD, /*shouldClose=*/false);
    OS << Text;
    OS.flush();
    Problem = OS.error();
    OS.clear_error();
  }
  if (Problem) {
    consumeError(Beside->discard());
    return cannotBeWritten(Path, Problem);
  }
  if (Error E = Beside->keep(Target))
    return cannotBeWritten(Path, errorToErrorCode(std::move(E)));
  return Error::success();
}

} // namespace codex

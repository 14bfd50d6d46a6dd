#include "support/TextFile.h"

#include "support/Error.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace codex {

static Error cannotBeWritten(StringRef Path, std::error_code Problem) {
  return makeError("cannot write '" + Path + "': " + Problem.message());
}

/// All of \p Text, or why not.
static std::error_code writeTo(int Descriptor, StringRef Text) {
  raw_fd_ostream OS(Descriptor, /*shouldClose=*/false);
  OS << Text;
  OS.flush();
  std::error_code Problem = OS.error();
  OS.clear_error();
  return Problem;
}

/// What cannot be replaced: a device, a pipe, a link to what is not there.
static std::error_code writeThrough(StringRef Path, StringRef Text) {
  int Descriptor = -1;
  if (std::error_code Problem = sys::fs::openFileForWrite(Path, Descriptor))
    return Problem;
  std::error_code Problem = writeTo(Descriptor, Text);
  std::error_code Closing = sys::Process::SafelyCloseFileDescriptor(Descriptor);
  return Problem ? Problem : Closing;
}

Error writeTextFile(StringRef Path, StringRef Text) {
  if (StringRef Above = sys::path::parent_path(Path); !Above.empty())
    if (std::error_code Problem = sys::fs::create_directories(Above))
      return cannotBeWritten(Path, Problem);
  sys::fs::file_status Here, Behind;
  bool Replaces = !sys::fs::status(Path, Behind);
  if (Replaces ? Behind.type() != sys::fs::file_type::regular_file
               : !sys::fs::status(Path, Here, /*Follow=*/false)) {
    if (std::error_code Problem = writeThrough(Path, Text))
      return cannotBeWritten(Path, Problem);
    return Error::success();
  }
  // A link stays one: what it leads to is written.
  SmallString<256> Target(Path);
  unsigned Mode = sys::fs::all_read | sys::fs::owner_write;
  if (Replaces) {
    if (std::error_code Problem = sys::fs::real_path(Path, Target))
      return cannotBeWritten(Path, Problem);
    Mode = Behind.permissions();
  }
  Expected<sys::fs::TempFile> Beside =
      sys::fs::TempFile::create(Target + ".%%%%%%", Mode);
  if (!Beside)
    return cannotBeWritten(Path, errorToErrorCode(Beside.takeError()));
  std::error_code Problem = writeTo(Beside->FD, Text);
  if (!Problem && Replaces)
    Problem = sys::fs::setPermissions(Beside->FD, Behind.permissions());
  if (Problem) {
    consumeError(Beside->discard());
    return cannotBeWritten(Path, Problem);
  }
  if (Error E = Beside->keep(Target))
    return cannotBeWritten(Path, errorToErrorCode(std::move(E)));
  return Error::success();
}

} // namespace codex

#include "driver/flywheel/Files.h"

#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace codex {

Expected<std::vector<std::string>> fileOrFilesIn(StringRef Path,
                                                 StringRef Ending, Env &World) {
  std::string Absolute = World.absolute(Path);
  vfs::FileSystem &Files = *World.Files;
  ErrorOr<vfs::Status> Status = Files.status(Absolute);
  if (!Status)
    return makeError(Path + ": " + Status.getError().message());
  if (!Status->isDirectory())
    return std::vector<std::string>{Absolute};
  std::vector<std::string> All;
  std::error_code Problem;
  for (vfs::directory_iterator It = Files.dir_begin(Absolute, Problem), End;
       !Problem && It != End; It.increment(Problem))
    if (sys::path::extension(It->path()) == Ending)
      All.push_back(It->path().str());
  if (Problem)
    return makeError(Path + ": cannot be listed: " + Problem.message());
  if (All.empty())
    return makeError(Path + ": there is no " + Ending + " file in it");
  llvm::sort(All);
  return All;
}

} // namespace codex

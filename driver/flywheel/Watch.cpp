#include "driver/flywheel/Watch.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

#include <thread>

using namespace llvm;

namespace codex {

static bool isRead(StringRef Path) {
  StringRef Name = sys::path::filename(Path);
  return !Name.starts_with(".") &&
         (Name.ends_with(".json") || Name.ends_with(".cpp") ||
          Name.ends_with(".c") || Name.ends_with(".h"));
}

WatchedFiles::States WatchedFiles::states() const {
  States Result;
  for (const std::string &Directory : Directories) {
    std::error_code Problem;
    for (vfs::recursive_directory_iterator It(*World.Files, Directory, Problem),
         End;
         !Problem && It != End; It.increment(Problem)) {
      if (!isRead(It->path()))
        continue;
      if (ErrorOr<vfs::Status> S = World.Files->status(It->path()))
        Result[It->path().str()] =
            itostr(S->getLastModificationTime().time_since_epoch().count()) +
            " " + utostr(S->getSize());
    }
  }
  return Result;
}

std::vector<std::string> WatchedFiles::waitForChange() {
  for (;;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
    States Now = states();
    if (Now == Before)
      continue;
    std::vector<std::string> Changed;
    for (const auto &[Path, State] : Now)
      if (auto Old = Before.find(Path);
          Old == Before.end() || Old->second != State)
        Changed.push_back(Path);
    for (const auto &[Path, State] : Before)
      if (!Now.count(Path))
        Changed.push_back(Path);
    Before = std::move(Now);
    return Changed;
  }
}

} // namespace codex

//===- IncludeScan.h - Which files a unit reads, without a parse -*- C++
//-*-===//
#ifndef CODEX_DRIVER_RUN_INCLUDESCAN_H
#define CODEX_DRIVER_RUN_INCLUDESCAN_H

#include "driver/plan/CompileUnits.h"
#include "driver/run/WorkerPool.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <vector>

namespace codex {

/// Which names count as read.
enum class LookedFor {
  Found,
  NotFoundToo ///< also the places where an include was looked for in vain
};

/// For each of \p Units whether it reads a file for which \p Wanted says yes;
/// also where it only asks for one with __has_include. \p Wanted is given
/// absolute paths, in a process of its own. Preprocesses and does no more. A
/// unit that cannot be scanned counts as one that does.
[[nodiscard]] std::vector<bool>
unitsThatRead(llvm::ArrayRef<const PlannedUnit *> Units,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
              const WorkLimits &Limits,
              llvm::function_ref<bool(llvm::StringRef Path)> Wanted,
              LookedFor Which = LookedFor::Found);

} // namespace codex

#endif // CODEX_DRIVER_RUN_INCLUDESCAN_H

//===- HeaderSharing.h - Which units share which headers --------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_HEADERSHARING_H
#define CODEX_DRIVER_RUN_HEADERSHARING_H

#include "collect/SharedHeaders.h"
#include "driver/plan/CompileUnits.h"
#include "driver/run/WorkerPool.h"

#include <memory>
#include <string>
#include <vector>

namespace codex {

/// The headers that the units of a plan begin from. Made before the workers
/// are, which find it in the memory that they are forked with.
class HeaderSharing {
public:
  HeaderSharing() = default;
  HeaderSharing(HeaderSharing &&) = default;
  HeaderSharing &operator=(HeaderSharing &&) = default;
  HeaderSharing(const HeaderSharing &) = delete;
  ~HeaderSharing();

  /// For those of \p Units that have the same flags as enough others. Kept in
  /// \p Directory for later runs; if that is empty, for this one only.
  [[nodiscard]] static HeaderSharing
  make(const Plan &ThePlan, llvm::ArrayRef<size_t> Units,
       llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
       const WorkLimits &Limits, llvm::StringRef Directory);

  /// What the unit of that number begins from; null: nothing.
  const SharedHeaders *of(size_t Unit) const;

private:
  std::string Temporary; ///< a directory that goes with this
  std::vector<std::unique_ptr<SharedHeaders>> Sets;
  std::vector<const SharedHeaders *> ByUnit;
};

} // namespace codex

#endif // CODEX_DRIVER_RUN_HEADERSHARING_H

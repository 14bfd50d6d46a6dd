//===- HeaderSharing.h - Which units share which headers --------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_HEADERSHARING_H
#define CODEX_DRIVER_RUN_HEADERSHARING_H

#include "driver/cache/UnitCache.h"
#include "driver/plan/CompileUnits.h"
#include "driver/run/HeaderStore.h"
#include "driver/run/UnitGroups.h"
#include "driver/run/WorkerPool.h"

#include <memory>
#include <vector>

namespace codex {

/// What saves time and changes no finding.
struct Shortcuts {
  bool On = true;
  std::string Directory; ///< of the cache; empty: nothing is kept
  Digest Program;        ///< this one and its environment
};

/// What the units of a plan begin from. Made before the workers are, which find
/// it in the memory that they are forked with.
class HeaderSharing {
public:
  /// For those of \p Units for whose flags headers are kept, or that have the
  /// same flags as enough others. \p Cache may be null, and knows files.
  [[nodiscard]] static HeaderSharing
  make(const Plan &ThePlan, llvm::ArrayRef<size_t> Units,
       llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
       const Shortcuts &Ways, UnitCache *Cache);

  /// What the unit of that number begins from; null: nothing that is kept.
  const SharedHeaders *of(size_t Unit) const;
  /// Those for which nothing is kept, the largest first.
  llvm::ArrayRef<UnitGroup> groups() const { return Groups; }

private:
  std::vector<std::unique_ptr<StoredHeaders>> Sets;
  std::vector<const SharedHeaders *> ByUnit;
  std::vector<UnitGroup> Groups;
};

/// The system headers that enough units of the group include; takes a while.
[[nodiscard]] HeaderNames
commonHeaders(const Plan &ThePlan, const UnitGroup &G,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);

} // namespace codex

#endif // CODEX_DRIVER_RUN_HEADERSHARING_H

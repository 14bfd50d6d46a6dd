//===- UnitGroups.h - Units that are compiled alike -------------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_UNITGROUPS_H
#define CODEX_DRIVER_RUN_UNITGROUPS_H

#include "driver/cache/Digest.h"
#include "driver/plan/CompileUnits.h"

#include "llvm/Support/VirtualFileSystem.h"

#include <vector>

namespace codex {

/// What one unit of a merged group has for itself.
struct OwnFlags {
  std::vector<std::string> Searched; ///< what goes into the group's places
  std::string Macros; ///< its own of -D, as lines that define them
};

/// Units of C++ with the same flags in the same directory, which may begin from
/// one parse of what they have in common.
struct UnitGroup {
  Digest Key;
  std::vector<size_t> Units;
  /// Of merged groups: the flags of all, with places for what only some of them
  /// search for headers (-I). See LateDirectories.
  std::vector<std::string> Common;
  std::vector<OwnFlags> Own; ///< by Units; empty: all have the same flags

  bool isMerged() const { return !Own.empty(); }
  /// The command by which to parse headers for all.
  [[nodiscard]] CompileUnit like(const Plan &ThePlan) const;
};

/// Of groups of so many units, headers are kept for later runs.
constexpr size_t LeastToKeep = 16;

/// The largest first. The keys say \p Program, too.
[[nodiscard]] std::vector<UnitGroup> groupUnits(const Plan &ThePlan,
                                                llvm::ArrayRef<size_t> Units,
                                                const Digest &Program);

/// Makes one of those that are too small to be kept and differ in -I and -D
/// alone, as those of the targets of one project do.
void mergeSmall(const Plan &ThePlan, llvm::vfs::FileSystem &Files,
                std::vector<UnitGroup> &Groups);

} // namespace codex

#endif // CODEX_DRIVER_RUN_UNITGROUPS_H

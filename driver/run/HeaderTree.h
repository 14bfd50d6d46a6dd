//===- HeaderTree.h - Own headers that units include alike ------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_HEADERTREE_H
#define CODEX_DRIVER_RUN_HEADERTREE_H

#include "driver/plan/CompileUnits.h"

#include "llvm/Support/VirtualFileSystem.h"

#include <string>
#include <vector>

namespace codex {

/// Units of one group, and headers of the project that all of them include:
/// these are parsed once, behind those of the nodes above.
struct HeaderTree {
  std::vector<std::string> Headers; ///< by the names that Clang finds them by
  std::vector<size_t> Units;        ///< that nothing below has
  std::vector<HeaderTree> Below;

  /// With those of all nodes below.
  void addUnits(std::vector<size_t> &All) const;
};

/// Which headers those are is guessed from the text: includes in conditions are
/// passed over. Whoever parses by it has to see whether it was so.
[[nodiscard]] HeaderTree makeHeaderTree(const Plan &ThePlan,
                                        llvm::ArrayRef<size_t> Units,
                                        llvm::vfs::FileSystem &Files);

} // namespace codex

#endif // CODEX_DRIVER_RUN_HEADERTREE_H

//===- RulePacks.h - The rule packs of a project ----------------*- C++ -*-===//
#ifndef CODEX_DRIVER_RULEPACKS_H
#define CODEX_DRIVER_RULEPACKS_H

#include "driver/Env.h"
#include "driver/KnownGood.h"
#include "rules/ProjectConfig.h"

namespace codex {

/// Adds the packs that \p Config names. One that is broken (it cannot be read,
/// an engine cannot use one of its rules, it is not the one that is pinned) is
/// refused whole: the last known good one of \p Store takes its place, and
/// \p Rules has a note that says so. Without one there is an error. \p Files:
/// read from there instead of the disk.
[[nodiscard]] llvm::Error addRulePacks(const ProjectConfig &Config,
                                       llvm::StringRef Root,
                                       llvm::vfs::FileSystem *Files,
                                       const KnownGoodStore &Store, Env &World,
                                       RuleSet &Rules);

/// Loads the pack in \p Directory into \p Rules whole, or not at all, and has
/// the engines look at what would run.
[[nodiscard]] llvm::Error loadWholePack(llvm::StringRef Directory,
                                        llvm::vfs::FileSystem *Files,
                                        RuleSet &Rules);

} // namespace codex

#endif // CODEX_DRIVER_RULEPACKS_H

//===- UntrackedJudges.h - What would judge if git knew it ------*- C++ -*-===//
#ifndef CODEX_DRIVER_GATE_UNTRACKEDJUDGES_H
#define CODEX_DRIVER_GATE_UNTRACKEDJUDGES_H

#include "driver/gate/Change.h"
#include "rules/ProjectConfig.h"

#include <string>

namespace codex {

/// A note that names configuration, baseline, rules and models in the checkout
/// that git does not know, and that therefore do not judge; empty if there are
/// none. \p Config is the base's, \p RuleDirectory where CODEX_RULES points to
/// (absolute) or empty, \p Disk what lies there.
[[nodiscard]] std::string noteUntrackedJudges(const Change &TheChange,
                                              const ProjectConfig &Config,
                                              llvm::StringRef RuleDirectory,
                                              llvm::vfs::FileSystem &Disk);

} // namespace codex

#endif // CODEX_DRIVER_GATE_UNTRACKEDJUDGES_H

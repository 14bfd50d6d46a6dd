//===- LaterEffects.h - What takes effect after the merge -------*- C++ -*-===//
#ifndef CODEX_DRIVER_GATE_LATEREFFECTS_H
#define CODEX_DRIVER_GATE_LATEREFFECTS_H

#include "driver/gate/Change.h"
#include "driver/judge/ChangeReport.h"
#include "rules/ProjectConfig.h"

#include <vector>

namespace codex {

/// Changed files that say how the project is judged: configuration, rules,
/// models, the baseline. \p Base is the configuration that holds; what only the
/// head's names is listed as well. \p RuleDirectory: where CODEX_RULES points
/// to, absolute, or empty.
[[nodiscard]] std::vector<LaterEffect>
laterEffects(const Change &TheChange, const ProjectConfig &Base,
             llvm::StringRef RuleDirectory);

} // namespace codex

#endif // CODEX_DRIVER_GATE_LATEREFFECTS_H

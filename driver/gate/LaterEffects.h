//===- LaterEffects.h - What takes effect after the merge -------*- C++ -*-===//
#ifndef CODEX_DRIVER_GATE_LATEREFFECTS_H
#define CODEX_DRIVER_GATE_LATEREFFECTS_H

#include "driver/Analysis.h"
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

/// Names in a message, as the project has them.
std::string withoutRootIn(std::string Text, llvm::StringRef Root);

/// Reads what the change makes of them, as the gate will after the merge, and
/// says in \p Said which of the later effects' files cannot be read and why,
/// and what else is wrong. \p Request is that of the base's rules.
void findProblems(const Change &TheChange, AnalysisRequest Request,
                  const Env &World, ChangeReport &Said);

} // namespace codex

#endif // CODEX_DRIVER_GATE_LATEREFFECTS_H

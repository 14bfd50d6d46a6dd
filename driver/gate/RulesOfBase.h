//===- RulesOfBase.h - By what a change is judged ---------------*- C++ -*-===//
//
// Configuration, rules and models are read from the base. Where those are
// broken, the last known good ones take their place: a mistake in a rule does
// not stop a company. Git knows them; nothing is kept beside it.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_GATE_RULESOFBASE_H
#define CODEX_DRIVER_GATE_RULESOFBASE_H

#include "driver/Analysis.h"
#include "driver/gate/Change.h"
#include "driver/git/Repository.h"

#include "llvm/Support/Error.h"

#include <functional>
#include <memory>
#include <string>

namespace codex {

struct RulesOfBase {
  ProjectConfig Config;
  std::unique_ptr<Analysis> Work;
  /// The files that they were read from: those of the base, or of an earlier
  /// commit.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
  std::string Note; ///< not empty: what is broken, and what is used instead
};

/// \p Weigh is told the configuration as soon as it can be read, even if the
/// rules cannot; its error is the result.
[[nodiscard]] llvm::Expected<RulesOfBase>
readRulesOfBase(const Repository &Repo, const Change &TheChange,
                AnalysisRequest Request, Env &World,
                llvm::function_ref<llvm::Error(const ProjectConfig &)> Weigh);

} // namespace codex

#endif // CODEX_DRIVER_GATE_RULESOFBASE_H

//===- RuleStatistics.h - codex-lint rules stats ----------------*- C++ -*-===//
#ifndef CODEX_DRIVER_FLYWHEEL_RULESTATISTICS_H
#define CODEX_DRIVER_FLYWHEEL_RULESTATISTICS_H

#include "driver/Env.h"
#include "driver/ExitCode.h"
#include "rules/RuleSet.h"

#include <string>
#include <vector>

namespace codex {

/// What is known of each rule in numbers: its tests, what people said of its
/// findings, and what reports of check and gate have of it.
struct RuleStatistics {
  std::vector<std::string> LabelFiles; ///< or directories of them
  std::vector<std::string> Reports;    ///< or directories of them
  std::vector<std::string> GlassLogs;

  [[nodiscard]] llvm::Expected<ExitCode>
  run(llvm::ArrayRef<const Rule *> Chosen, const RuleSet &Rules, bool AsJson,
      Env &World) const;
};

} // namespace codex

#endif // CODEX_DRIVER_FLYWHEEL_RULESTATISTICS_H

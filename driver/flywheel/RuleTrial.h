//===- RuleTrial.h - codex-lint rules try -----------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_FLYWHEEL_RULETRIAL_H
#define CODEX_DRIVER_FLYWHEEL_RULETRIAL_H

#include "driver/Env.h"
#include "driver/ExitCode.h"

#include <string>
#include <vector>

namespace codex {

/// One rule over a project, whatever its state: how much it says and where, so
/// that its author sees the noise before anybody else does.
struct RuleTrial {
  std::string RuleId;
  std::vector<std::string> RulePlaces; ///< empty: the built-in rules
  std::vector<std::string> Paths;
  std::string Build;
  unsigned Jobs = 0;
  unsigned Show = 10;
  std::string LabelsFile;

  [[nodiscard]] llvm::Expected<ExitCode> run(Env &World) const;
};

} // namespace codex

#endif // CODEX_DRIVER_FLYWHEEL_RULETRIAL_H

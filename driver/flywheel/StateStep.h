//===- StateStep.h - A rule's way from a draft to what blocks ---*- C++ -*-===//
#ifndef CODEX_DRIVER_FLYWHEEL_STATESTEP_H
#define CODEX_DRIVER_FLYWHEEL_STATESTEP_H

#include "driver/Env.h"
#include "driver/LoadedRules.h"

#include <string>
#include <vector>

namespace codex {

enum class Direction { Promote, Demote, Retire };

/// One step: draft → advisory → enforced, back, or out. It is recorded in the
/// rule's file, which stays as it is otherwise.
struct StateStep {
  Direction Way = Direction::Promote;
  std::string RuleId;
  std::string Reason;
  std::vector<std::string> Labels; ///< files or directories
  bool Force = false;              ///< whatever the figures say

  /// Refuses a step up that the rule's lint, its test or the labels speak
  /// against.
  [[nodiscard]] llvm::Error run(const LoadedRules &Loaded, Env &World) const;
};

} // namespace codex

#endif // CODEX_DRIVER_FLYWHEEL_STATESTEP_H

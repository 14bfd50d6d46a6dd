//===- NewIncident.h - codex-lint incidents new -----------------*- C++ -*-===//
#ifndef CODEX_DRIVER_FLYWHEEL_NEWINCIDENT_H
#define CODEX_DRIVER_FLYWHEEL_NEWINCIDENT_H

#include "driver/Env.h"
#include "driver/LoadedRules.h"
#include "rules/Incident.h"

#include <string>

namespace codex {

/// Writes an incident down, and says which rules may have noticed its pattern,
/// and what happened before that is like it.
struct NewIncident {
  Incident Told;       ///< what is known; what is empty is to be written
  std::string Into;    ///< the directory of rules; empty: the first loaded
  bool Ask = false;    ///< a person is there, and may be asked for the rest
  bool DryRun = false; ///< write nothing, only search

  [[nodiscard]] llvm::Error run(const LoadedRules &Loaded, Env &World);

private:
  [[nodiscard]] llvm::Error ask(Env &World);
  [[nodiscard]] llvm::Error complete(const RuleSet &Rules);
  void suggest(const RuleSet &Rules, Env &World) const;
};

} // namespace codex

#endif // CODEX_DRIVER_FLYWHEEL_NEWINCIDENT_H

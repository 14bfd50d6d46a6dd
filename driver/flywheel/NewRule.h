//===- NewRule.h - codex-lint rules new -------------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_FLYWHEEL_NEWRULE_H
#define CODEX_DRIVER_FLYWHEEL_NEWRULE_H

#include "driver/Env.h"
#include "driver/LoadedRules.h"

#include <string>
#include <vector>

namespace codex {

/// A rule and its test, with what only its author can write marked as such.
struct NewRule {
  std::string Name; ///< "<family>/<id>"
  std::string Engine;
  std::vector<std::string> Incidents; ///< ids
  std::string Into; ///< the directory of rules; empty: the first that is loaded
  /// What the printed command needs to find the rule again, or "".
  std::string RulesOption;

  [[nodiscard]] llvm::Error run(const LoadedRules &Loaded, Env &World) const;
};

/// What a spec of this JSON schema must have, with something to be written
/// wherever nothing goes without saying; what it may have is in comments.
[[nodiscard]] llvm::Expected<std::string>
specTemplate(llvm::StringRef SchemaText, unsigned Indent);

} // namespace codex

#endif // CODEX_DRIVER_FLYWHEEL_NEWRULE_H

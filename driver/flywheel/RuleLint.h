//===- RuleLint.h - What a rule still lacks ---------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_FLYWHEEL_RULELINT_H
#define CODEX_DRIVER_FLYWHEEL_RULELINT_H

#include "rules/RuleSet.h"

#include "llvm/Support/Error.h"

#include <string>

namespace codex {

/// Why \p Id cannot name a rule; "" if it can. An id names the bad pattern: it
/// reads well behind "this code has a".
std::string problemOfName(llvm::StringRef Id);

/// How many functions of either kind show what a rule reports, and what it
/// leaves alone.
constexpr unsigned LeastFunctions = 5;

/// What a template leaves for its author to write.
constexpr llvm::StringLiteral ToBeWritten = "TODO";

/// Everything that is wrong with the rules, their tests and their incidents,
/// beyond what reading them shows; each with its file and, where it has one,
/// its place.
[[nodiscard]] llvm::Error lintRules(const RuleSet &Rules);

} // namespace codex

#endif // CODEX_DRIVER_FLYWHEEL_RULELINT_H

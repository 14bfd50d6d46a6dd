//===- RuleTestRun.h - Run the test beside a rule ---------------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_RULETESTRUN_H
#define CODEX_DRIVER_RUN_RULETESTRUN_H

#include "driver/Env.h"
#include "rules/RuleSet.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace codex {

/// Analyses the test beside \p R with the rules that it names, and compares
/// what is found with what it expects (see rules/RuleTest.h). Strict: what is
/// not expected must not be found, and the file must parse. The result is what
/// is wrong, as "FILE:LINE:1: ..." by line; an error where the test cannot be
/// run at all.
[[nodiscard]] llvm::Expected<std::vector<std::string>>
runRuleTest(const Rule &R, const RuleSet &Rules, Env &World);

} // namespace codex

#endif // CODEX_DRIVER_RUN_RULETESTRUN_H

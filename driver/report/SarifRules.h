//===- SarifRules.h - Rules as SARIF describes them -------------*- C++ -*-===//
#ifndef CODEX_DRIVER_REPORT_SARIFRULES_H
#define CODEX_DRIVER_REPORT_SARIFRULES_H

#include "rules/RuleSet.h"

#include "llvm/Support/JSON.h"

namespace codex {

/// A reportingDescriptor with the text that code scanning shows beside a
/// finding: the sentence, why, what to write, the incidents with sources.
[[nodiscard]] llvm::json::Object sarifRule(const Rule &TheRule,
                                           const RuleSet &Rules);

} // namespace codex

#endif // CODEX_DRIVER_REPORT_SARIFRULES_H

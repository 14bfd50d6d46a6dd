//===- RuleDocs.h - What is made of rules, tests and readers ----*- C++ -*-===//
#ifndef CODEX_DRIVER_FLYWHEEL_RULEDOCS_H
#define CODEX_DRIVER_FLYWHEEL_RULEDOCS_H

#include "rules/GeneratedFiles.h"
#include "rules/RuleSet.h"
#include "rules/RuleTest.h"

#include <map>
#include <string>

namespace codex {

/// The tests of all rules, by the rule's id; an error names each that cannot
/// be read.
[[nodiscard]] llvm::Expected<std::map<std::string, RuleTest>>
readRuleTests(const RuleSet &Rules);

/// The Markdown pages, and the schemas of the files that people write.
/// \p Folder is the name of the rules' directory.
[[nodiscard]] llvm::Expected<GeneratedFiles>
rulePagesAndSchemas(const RuleSet &Rules, const std::string &Folder,
                    const std::map<std::string, ReadFindings> &Figures);

} // namespace codex

#endif // CODEX_DRIVER_FLYWHEEL_RULEDOCS_H

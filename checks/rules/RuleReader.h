//===- RuleReader.h - A rule from its file ----------------------*- C++ -*-===//
#ifndef CODEX_RULES_RULEREADER_H
#define CODEX_RULES_RULEREADER_H

#include "rules/Rule.h"
#include "support/Shape.h"

namespace codex {

/// The envelope of a rule file. The spec is taken as it is; the rule's engine
/// reads it. An id must be the stem of the file's name.
const Shape<Rule> &ruleShape();

/// \p Out has what could be read, even where an error is returned. The family
/// is the name of the file's folder.
[[nodiscard]] llvm::Error readRule(const JsonValue &Json, llvm::StringRef File,
                                   Rule &Out);

/// The rule that lies in \p File, on the disk.
[[nodiscard]] llvm::Expected<Rule> readRuleFile(llvm::StringRef File);

} // namespace codex

#endif // CODEX_RULES_RULEREADER_H

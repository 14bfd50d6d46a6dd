//===- RulePages.h - What people read about rules ---------------*- C++ -*-===//
//
// Pages and schemas are made from rules, incidents, tests and readers, and from
// nothing else, so that they cannot say anything else.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_RULES_RULEPAGES_H
#define CODEX_RULES_RULEPAGES_H

#include "rules/RuleSet.h"
#include "rules/RuleTest.h"

#include <map>
#include <string>

namespace codex {

/// The first line of every page that is made here.
extern const char *const GeneratedPageMark;

/// A rule that an incident has taught, and the function of its test that is the
/// incident's pattern.
struct Notice {
  const Rule *TheRule = nullptr; ///< borrowed from the rule set
  std::string Function;          ///< empty: there is none
};

/// Whether there is an example for one of \p Notices.
bool hasExample(llvm::ArrayRef<Notice> Notices);

/// The rules that notice \p I; those that are retired do not. \p Tests by rule.
std::vector<Notice> noticedBy(const Incident &I, const RuleSet &Rules,
                              const std::map<std::string, RuleTest> &Tests);

/// The incidents of \p Rules, the oldest first.
std::vector<const Incident *> byDate(const RuleSet &Rules);

/// docs/rules/<id>.md. \p Read is what is known of its findings today.
std::string rulePage(const Rule &R, const RuleTest &Test, const RuleSet &Rules,
                     const ReadFindings &Read);

/// docs/rules/index.md.
std::string ruleIndexPage(const RuleSet &Rules);

/// docs/rules/incidents.md: every incident, the rules that notice it, and the
/// function of the rule's test that is its pattern. \p Tests by rule.
std::string incidentTablePage(const RuleSet &Rules,
                              const std::map<std::string, RuleTest> &Tests);

/// `codex-lint explain`: the same for a terminal.
std::string ruleExplanation(const Rule &R, const RuleSet &Rules);

/// `codex-lint incidents show`.
std::string incidentAccount(const Incident &I, const RuleSet &Rules);

/// File name to text: the schemas of the files that people write.
/// \p SpecSchemas has each engine's schema of its spec, as JSON text, by the
/// engine's name.
[[nodiscard]] llvm::Expected<std::map<std::string, std::string>>
schemaFiles(const std::map<std::string, std::string> &SpecSchemas);

} // namespace codex

#endif // CODEX_RULES_RULEPAGES_H

//===- LabelCount.h - How often a rule was right ----------------*- C++ -*-===//
#ifndef CODEX_DRIVER_FLYWHEEL_LABELCOUNT_H
#define CODEX_DRIVER_FLYWHEEL_LABELCOUNT_H

#include "driver/Env.h"
#include "rules/RuleSet.h"

#include <map>
#include <string>
#include <vector>

namespace codex {

/// A rule blocks in the shipped set only with so many labels, and so many of
/// them true.
constexpr unsigned LeastRead = 30;
constexpr unsigned LeastPercent = 90;
constexpr unsigned LeastProjects = 3;

/// There may be less than LeastRead, if all was read that was found in at least
/// LeastProjects projects: one right finding in one project says nothing.
bool mayBeEnforced(const ReadFindings &F);

/// "90 % of at least 30 findings read, or of all there are in at least 3
/// projects, must be true".
std::string whatEnforcingAsksFor();

/// Counts the labels in files, or in directories of them, by rule. Labels of a
/// former id count for the rule that has it now.
[[nodiscard]] llvm::Expected<std::map<std::string, ReadFindings>>
countLabels(llvm::ArrayRef<std::string> Paths, const RuleSet &Rules,
            Env &World);

/// Where the labels of the rules in \p RuleDirectory are kept if nobody says
/// otherwise, or nothing if they are not there.
std::vector<std::string> usualLabels(llvm::StringRef RuleDirectory, Env &World);

} // namespace codex

#endif // CODEX_DRIVER_FLYWHEEL_LABELCOUNT_H

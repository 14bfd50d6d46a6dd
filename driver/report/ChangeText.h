//===- ChangeText.h - A change's own part of the text report ----*- C++ -*-===//
#ifndef CODEX_DRIVER_REPORT_CHANGETEXT_H
#define CODEX_DRIVER_REPORT_CHANGETEXT_H

#include "driver/judge/Report.h"

#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace codex {

/// The lines about a change that stand between findings and summary, in every
/// form that people read: waivers, what counts after the merge, what was not
/// seen, an override. Empty for a run without a base.
struct ChangeSection {
  std::string Title;
  std::vector<std::string> Lines;
};
[[nodiscard]] std::vector<ChangeSection>
changeSections(const Report &TheReport);

/// "2 new findings, 1 blocking; 3 old, 4 in the baseline, 1 waived; 2 fixed".
[[nodiscard]] std::string changeSummary(const Report &TheReport);

void writeChangeText(const Report &TheReport, llvm::raw_ostream &OS);

} // namespace codex

#endif // CODEX_DRIVER_REPORT_CHANGETEXT_H

//===- Judge.h - From what units say to a verdict ---------------*- C++ -*-===//
#ifndef CODEX_DRIVER_JUDGE_JUDGE_H
#define CODEX_DRIVER_JUDGE_JUDGE_H

#include "driver/ExitCode.h"
#include "driver/judge/Report.h"
#include "driver/run/UnitRunner.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <chrono>
#include <functional>
#include <vector>

namespace codex {

class Baseline;

/// What the project and the command line say about weighing.
struct JudgePolicy {
  bool FailClosed = false; ///< an incomplete analysis is exit code 3
  unsigned WaiverDays = 180;
  std::chrono::sys_days Today;
  /// The state in which a rule holds for a file.
  std::function<State(const Rule &, llvm::StringRef File)> StateOf;
  /// Whether a file is test code, as its path says.
  std::function<bool(llvm::StringRef File)> IsTestFile;
  /// Whether all units that see a file were to be analysed, so that what none
  /// of them used is unused. Null: that is so for every file.
  std::function<bool(llvm::StringRef File)> WhollySeen;
  /// Whether a file is judged though the compiler takes it for a system header.
  /// Null: none is.
  std::function<bool(llvm::StringRef File)> IsOurs;
  /// The findings that the project had when it started. Null: none.
  const Baseline *Known = nullptr;
};

/// Joins the outcomes of all units of \p ThePlan, and what the link step found
/// in the programs that they belong to. \p Selected are the rules that were
/// run. The report borrows \p Rules.
[[nodiscard]] Report
judge(const Plan &ThePlan, std::vector<UnitOutcome> Outcomes, UnitFacts Linked,
      const RuleSet &Rules, std::vector<const Rule *> Selected,
      const JudgePolicy &Policy,
      llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);

/// Counts what blocks and what is missing, and says so in Reasons.
void setVerdict(Report &Result, const JudgePolicy &Policy);

[[nodiscard]] ExitCode exitCodeOf(const Report &TheReport,
                                  const JudgePolicy &Policy);

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_JUDGE_H

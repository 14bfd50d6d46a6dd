//===- Report.h - What a run found, weighed and ready to be told -*- C++
//-*-===//
//
// The value that judge hands to report. Everything in it is in its final order.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_JUDGE_REPORT_H
#define CODEX_DRIVER_JUDGE_REPORT_H

#include "driver/judge/ChangeReport.h"
#include "facts/UnitFacts.h"
#include "model/Finding.h"
#include "rules/RuleSet.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace codex {

enum class Verdict { Pass, Fail, Incomplete };

/// Exempt: test code, and the rule lets tests be. Waived: by a waiver that
/// holds. Baseline: the project's baseline has it. Old: it was there before the
/// change that is judged.
enum class Status { New, Old, Baseline, Waived, Exempt };

llvm::StringRef toString(Verdict V);
llvm::StringRef toString(Status S);

/// A permission to break a rule at one place, as the comment gives it.
struct Waiver {
  std::vector<std::string> Rules; ///< ids; empty: a NOLINT of every check
  Location At;
  std::string Reason;
  std::string Owner;
  std::string Until; ///< ISO 8601
  int DaysLeft = 0;
  std::string Problem; ///< not empty: it does not hold, and why
  bool Unused = false; ///< everything was seen, and it has nothing to waive
  bool New = false;    ///< the change that is judged brings it
  /// It was there before, and covers a finding that was not.
  bool CoversNew = false;
};

struct JudgedFinding {
  Finding TheFinding;
  const Rule *TheRule = nullptr;    ///< borrowed from the rule set
  State TheState = State::Advisory; ///< as it holds in this run
  Status TheStatus = Status::New;
  std::string WaivedBecause; ///< the waiver's reason
  Location WaivedAt;         ///< and where it stands
  bool Blocks = false;
};

struct FailedUnit {
  std::string File;
  std::string Reason;
  std::string Command;  ///< what tells it from other units of the file
  bool Partial = false; ///< it was analysed as far as it could be read
  bool Fatal = false;   ///< partial, and the rest could not be read
  std::vector<ParseError> Errors;
  bool AtBaseToo = false; ///< it is no fault of the change that is judged
};

struct UnitCounts {
  unsigned Total = 0; ///< both of the following
  unsigned Analysed = 0;
  unsigned Cached = 0;         ///< among Analysed
  unsigned OtherLanguages = 0; ///< entries that are no units of C or C++
  std::vector<FailedUnit> Failed;
};

struct Report {
  Verdict TheVerdict = Verdict::Pass;
  std::vector<std::string> Reasons; ///< why the verdict is not Pass
  std::vector<JudgedFinding> Findings;
  std::vector<Waiver> Waivers; ///< those that hold
  std::vector<Waiver> Lapsed;  ///< those that do not, and would cover something
  std::vector<Gap> Gaps;
  unsigned GapsAtBase = 0; ///< of them: no fault of the change that is judged
  UnitCounts Units;
  unsigned Functions = 0;
  double ParseSeconds = 0; ///< CPU seconds, as are the next
  double EngineSeconds = 0;
  double WallSeconds = 0;
  unsigned Began = 0;         ///< units that began from headers that they share
  unsigned BeganFromOwn = 0;  ///< those of the project among them
  unsigned BeganFromHead = 0; ///< units whose own head was precompiled
  /// Those of them that were parsed twice, and why.
  std::vector<std::pair<std::string, std::string>> ParsedTwice;
  DefinedFunctions Defined;    ///< of all units
  std::set<std::string> Files; ///< of the project, that any unit has read
  /// Those of them that all who read them take for system headers.
  std::set<std::string> Foreign;
  /// Those that some take for such, and that were judged all the same.
  std::set<std::string> TakenAsOurs;
  /// Where two states of the project were compared.
  std::optional<ChangeReport> Change;
  std::vector<std::string> Notes; ///< what else a person should know
  unsigned MaxShown = 0;          ///< findings that people are shown; 0: all

  std::string Root;                   ///< absolute
  std::vector<const Rule *> RulesRun; ///< sorted by id; borrowed
  const RuleSet *Rules = nullptr;     ///< borrowed
};

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_REPORT_H

//===- Waivers.h - Permissions in the code ----------------------*- C++ -*-===//
//
//   // codex-waive(unchecked-unwrap, until=2027-03-31, by=name): reason
//
// covers the statement that begins on its line or, where the comment stands
// alone, on the next. Rule, date and reason are part of it; without them, or
// with a date that is past or too far, it does not hold. NOLINT silences the
// plugin, and is here a waiver that gives no reason.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_JUDGE_WAIVERS_H
#define CODEX_DRIVER_JUDGE_WAIVERS_H

#include "driver/judge/Report.h"
#include "driver/judge/SourceText.h"

#include <chrono>
#include <vector>

namespace codex {

struct JudgePolicy;

/// All waivers of a run. Borrows the rule set.
class WaiverBook {
public:
  WaiverBook(const RuleSet &Rules, llvm::ArrayRef<const Rule *> RulesRun,
             const JudgePolicy &Policy)
      : Rules(Rules), RulesRun(RulesRun), Policy(Policy) {}

  void read(llvm::StringRef File, llvm::StringRef Text);

  /// The waiver that holds for \p F, or null; both it and those that would
  /// have covered \p F if they held are marked as used.
  const Waiver *find(const Finding &F);

  /// Waivers that do not hold and, where \p Complete says that everything was
  /// analysed, those that nothing has used.
  [[nodiscard]] std::vector<Finding> findings(bool Complete) const;
  [[nodiscard]] std::vector<Waiver> holding() const;
  /// Those that would cover a finding if they held.
  [[nodiscard]] std::vector<Waiver> lapsed() const;

  /// invalid-waiver or unused-waiver, the rules about waivers; else null.
  static const Rule *ruleNamed(llvm::StringRef Id);

private:
  struct Entry {
    Waiver TheWaiver;
    unsigned EndColumn = 0;
    unsigned FirstLine = 0; ///< the lines that it covers
    unsigned LastLine = 0;
    bool Nolint = false;
    std::string Problem; ///< not empty: it does not hold
    bool Used = false;
  };
  void readWaiver(llvm::StringRef File, const SourceText &Source,
                  llvm::ArrayRef<SourceComment> From);
  void readNolint(llvm::StringRef File, const SourceText &Source,
                  const SourceComment &Comment);
  std::string parse(llvm::StringRef Inside, llvm::StringRef Behind,
                    Waiver &W) const;
  std::string parseDate(llvm::StringRef Text, Waiver &W) const;
  bool covers(const Entry &E, const Finding &F) const;

  const RuleSet &Rules;
  llvm::ArrayRef<const Rule *> RulesRun;
  const JudgePolicy &Policy;
  std::vector<Entry> Entries; ///< by file, then line
};

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_WAIVERS_H

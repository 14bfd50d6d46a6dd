//===- RuleTest.h - What a rule's test file tells readers -------*- C++ -*-===//
//
// The test beside a rule is its specification: in each function whose name ends
// in _bad something is reported, in _ok nothing is; _FN (a false negative) and
// _FP (a false positive) are known gaps, with the reason in the comment above.
// The examples of the rule's page are cut from it:
//
//   // [example-bad]
//   ...
//   // [/example-bad]
//
// What is to be found is said where it is found:
//
//   // flags: -std=c++20             in front: the compiler's flags
//   // rules: some-rule, another     in front; default: as the file is named
//   x.value(); // expect: may be     a finding on this line that says so
//   // expect+1: may be              ... on the next line
//   // expect: codex-other: may be   ... of that rule
//   // step-2: comes from            a step of a finding, two lines above
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_RULES_RULETEST_H
#define CODEX_RULES_RULETEST_H

#include "rules/Rule.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <map>
#include <string>
#include <vector>

namespace codex {

struct RuleTest {
  struct KnownGap {
    std::string Function;
    std::string Reason; ///< empty: none is given
    unsigned Line = 0;
  };

  struct Expectation {
    unsigned Line = 0;
    std::string Rule; ///< empty: any
    std::string Text; ///< a part of the message
  };

  std::vector<std::string> Flags;
  std::vector<std::string> Rules; ///< ids
  std::vector<Expectation> Findings;
  std::vector<Expectation> Steps;
  std::vector<std::string> BadExamples;
  std::vector<std::string> OkExamples;
  unsigned BadFunctions = 0;
  unsigned OkFunctions = 0;
  /// The first _bad function, of the examples if there are any.
  std::string FirstBad;
  /// By incident: the _bad function that is its pattern, as a comment above it,
  /// or above what it needs, says ("// incident: heartbleed-2014").
  std::map<std::string, std::string> Patterns;
  std::vector<KnownGap> FalseNegatives;
  std::vector<KnownGap> FalsePositives;
  /// Functions *_bad and *_FP that nothing is expected in, down to the next
  /// function of such a name.
  std::vector<KnownGap> WithoutFinding;
  std::string File;
};

[[nodiscard]] llvm::Expected<RuleTest> parseRuleTest(llvm::StringRef Text,
                                                     llvm::StringRef File);

/// The test beside \p R's file.
[[nodiscard]] llvm::Expected<RuleTest> readRuleTest(const Rule &R);

} // namespace codex

#endif // CODEX_RULES_RULETEST_H

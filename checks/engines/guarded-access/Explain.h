//===- Explain.h - From a violation to a finding ----------------*- C++ -*-===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_EXPLAIN_H
#define CODEX_ENGINES_GUARDED_ACCESS_EXPLAIN_H

#include "engines/guarded-access/Analysis.h"

#include "rules/Rule.h"

#include <optional>

namespace codex::guarded {

/// Says in the words of the code why an access can meet an empty wrapper: where
/// the wrapper comes from, which tests there are and why they do not hold.
class Explainer {
public:
  Explainer(UnitContext &Context, UnitState &Unit, const Rule &R)
      : Context(Context), Unit(Unit), TheRule(R) {}

  /// An access that throws is no finding inside a try that catches it.
  bool CaughtIsFine = true;

  /// Nothing if the access is fine for a reason that is no fact of the flow.
  std::optional<Finding> explain(const Problem &P);

private:
  bool isCaught(const Access &A);
  void addSteps(const Problem &P, llvm::StringRef ObjectText, Finding &F);
  std::string describe(AtomId Id, bool Value);

  UnitContext &Context;
  UnitState &Unit;
  const Rule &TheRule;
};

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_EXPLAIN_H

//===- FactBuilder.h - Where engines put what they find ---------*- C++ -*-===//
#ifndef CODEX_FACTS_FACTBUILDER_H
#define CODEX_FACTS_FACTBUILDER_H

#include "facts/UnitFacts.h"

#include <utility>

namespace codex {

/// Takes what engines say of one unit. Borrowed by engines for one call.
class FactBuilder {
public:
  explicit FactBuilder(UnitFacts &Facts) : Facts(Facts) {}

  /// Duplicates (same rule, place and message: several instantiations of one
  /// template) are kept once; see UnitFacts normalisation in collect.
  void finding(Finding F) { Facts.Findings.push_back(std::move(F)); }
  void gap(Gap G) { Facts.Gaps.push_back(std::move(G)); }
  /// At most one engine says something here.
  void order(OrderUnit Order) { Facts.Order = std::move(Order); }
  void calls(CallUnit Calls) { Facts.Calls = std::move(Calls); }
  void effects(EffectUnit Effects) { Facts.Effects = std::move(Effects); }
  void held(HeldFinding F) { Facts.Held.push_back(std::move(F)); }

private:
  UnitFacts &Facts;
};

} // namespace codex

#endif // CODEX_FACTS_FACTBUILDER_H

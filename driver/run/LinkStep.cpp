//===- LinkStep.cpp - Rules that need more than one unit ------------------===//

#include "driver/run/LinkStep.h"

#include "llvm/ADT/STLExtras.h"

using namespace codex;

void codex::linkUnits(const RuleProgram &Program,
                      std::vector<UnitOutcome> &Outcomes) {
  std::vector<const UnitFacts *> Units;
  UnitFacts *First = nullptr;
  for (UnitOutcome &Outcome : Outcomes)
    if (Outcome.Facts) {
      if (!First)
        First = &*Outcome.Facts;
      Units.push_back(&*Outcome.Facts);
    }
  if (!First)
    return;
  UnitFacts Linked = Program.link(Units);
  llvm::append_range(First->Findings, std::move(Linked.Findings));
  llvm::append_range(First->Gaps, std::move(Linked.Gaps));
}

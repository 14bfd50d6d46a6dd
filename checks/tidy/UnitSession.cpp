#include "tidy/UnitSession.h"

#include "collect/CollectAction.h"

#include "llvm/ADT/STLExtras.h"

namespace codex {

RuleProgram::UnitRun &UnitSession::run() {
  if (!Run)
    Run =
        Program.start([&](const Rule &R) { return Enabled.count(R.Id) != 0; });
  return *Run;
}

void UnitSession::begin(clang::Preprocessor &Preprocessor) {
  if (!std::exchange(Begun, true))
    run().begin(Preprocessor);
}

const UnitFacts &UnitSession::facts(clang::ASTContext &Ast) {
  if (Facts)
    return *Facts;
  Facts.emplace();
  // No root: clang-tidy's user says with -header-filter what is reported.
  UnitContext Unit(Ast, "");
  FactBuilder Builder(*Facts);
  run().collect(Unit, Builder);
  // What one unit shows by itself; the driver sees whole programs.
  UnitFacts Linked = Program.link(
      {&*Facts}, [&](const Rule &R) { return Enabled.count(R.Id) != 0; });
  llvm::append_range(Facts->Findings, std::move(Linked.Findings));
  llvm::append_range(Facts->Gaps, std::move(Linked.Gaps));
  normalise(*Facts);
  return *Facts;
}

} // namespace codex

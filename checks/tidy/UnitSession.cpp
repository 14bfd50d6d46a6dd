#include "tidy/UnitSession.h"

#include "collect/CollectAction.h"

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
  normalise(*Facts);
  return *Facts;
}

} // namespace codex

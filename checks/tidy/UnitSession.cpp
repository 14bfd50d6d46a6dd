#include "tidy/UnitSession.h"

#include "collect/CollectAction.h"

namespace codex {

void UnitSession::start() {
  if (!Run)
    Run = Loaded->Program->start(
        [&](const Rule &R) { return Enabled.count(R.Id) != 0; });
}

void UnitSession::begin(clang::Preprocessor &Preprocessor) {
  if (std::exchange(Begun, true))
    return;
  start();
  Run->begin(Preprocessor);
}

const UnitFacts &UnitSession::facts(clang::ASTContext &Ast) {
  if (Facts)
    return *Facts;
  start();
  Facts.emplace();
  // No root: clang-tidy's user says with -header-filter what is reported.
  UnitContext Unit(Ast, "");
  FactBuilder Builder(*Facts);
  Run->collect(Unit, Builder);
  normalise(*Facts);
  return *Facts;
}

} // namespace codex

//===- UnitSession.h - One run that several checks share --------*- C++ -*-===//
#ifndef CODEX_TIDY_UNITSESSION_H
#define CODEX_TIDY_UNITSESSION_H

#include "engines/RuleProgram.h"

#include <optional>
#include <set>

namespace codex {

/// The rules as the plugin has them: loaded once for the process.
struct LoadedRules {
  RuleSet Rules;
  std::optional<RuleProgram> Program;
  /// What could not be read or prepared, one problem each.
  std::vector<std::string> Problems;
};

/// All checks of one unit. The first that asks for findings has them computed,
/// in one run of all the rules that have a check here.
class UnitSession {
public:
  /// \p Program is that of \p Loaded.
  UnitSession(std::shared_ptr<const LoadedRules> Loaded,
              const RuleProgram &Program)
      : Loaded(std::move(Loaded)), Program(Program) {}

  const LoadedRules &loaded() const { return *Loaded; }

  /// Before the unit is parsed; once for each check.
  void addRule(llvm::StringRef Id) { Enabled.insert(Id.str()); }
  void begin(clang::Preprocessor &Preprocessor);

  /// After the unit is parsed.
  const UnitFacts &facts(clang::ASTContext &Ast);

  /// True for the first caller: what concerns no single rule is said once.
  bool claimGeneral() { return !std::exchange(GeneralClaimed, true); }

private:
  RuleProgram::UnitRun &run();

  std::shared_ptr<const LoadedRules> Loaded;
  const RuleProgram &Program;
  std::set<std::string> Enabled;
  std::optional<RuleProgram::UnitRun> Run;
  std::optional<UnitFacts> Facts;
  bool Begun = false;
  bool GeneralClaimed = false;
};

} // namespace codex

#endif // CODEX_TIDY_UNITSESSION_H

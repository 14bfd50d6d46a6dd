//===- RuleProgram.h - Rules made ready to run ------------------*- C++ -*-===//
//
// What the plugin and the driver share: a rule set, the engines its rules name,
// and one call that runs them all over a parsed unit.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_RULEPROGRAM_H
#define CODEX_ENGINES_RULEPROGRAM_H

#include "engines/Engine.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace codex {

/// Immutable once made. Borrows the rule set, which must outlive it.
class RuleProgram {
public:
  /// Prepares \p Selected rules. A rule that cannot be prepared is left out and
  /// is in \p Errors (joined), so that one broken rule does not stop the rest.
  RuleProgram(const RuleSet &Rules, llvm::ArrayRef<const Rule *> Selected,
              llvm::Error &Errors);
  ~RuleProgram();

  /// Before processes for units are forked; see Engine.
  void makeReady() const;
  void setThorough(bool On);

  /// The names that \p R's message may have in braces; nothing where the rule
  /// could not be prepared.
  [[nodiscard]] std::optional<std::vector<std::string>>
  messageNames(const Rule &R) const;

  /// The link step: joins \p Units, and runs the rules that need more than one
  /// unit. The result has findings and gaps, and nothing else.
  [[nodiscard]] UnitFacts
  link(llvm::ArrayRef<const UnitFacts *> Units,
       llvm::function_ref<bool(const Rule &)> Wanted = nullptr) const;

  /// Whether any of the rules needs the link step.
  [[nodiscard]] bool needsLink() const;

  /// One run over one unit.
  class UnitRun {
  public:
    void begin(clang::Preprocessor &Preprocessor);
    /// \p Starting is told each engine's name before its work.
    void collect(UnitContext &Unit, FactBuilder &Facts,
                 llvm::function_ref<void(llvm::StringRef)> Starting = nullptr);

  private:
    friend class RuleProgram;
    struct NamedAnalysis {
      llvm::StringRef Engine; ///< owned by the program
      std::unique_ptr<UnitAnalysis> Analysis;
    };
    std::vector<NamedAnalysis> Analyses;
  };
  [[nodiscard]] UnitRun start() const;

  /// For some of the rules (the plugin runs what its user enables).
  [[nodiscard]] UnitRun
  start(llvm::function_ref<bool(const Rule &)> Wanted) const;
  [[nodiscard]] UnitRun start(llvm::StringRef RuleId) const;

private:
  struct EngineRules {
    std::unique_ptr<Engine> TheEngine;
    std::vector<std::unique_ptr<PreparedRule>> Prepared;
  };
  std::map<std::string, EngineRules> Engines; ///< by engine name
};

/// Fills the {names} of a rule's message template.
std::string
fillMessage(llvm::StringRef Template,
            llvm::ArrayRef<std::pair<llvm::StringRef, std::string>> Arguments);

} // namespace codex

#endif // CODEX_ENGINES_RULEPROGRAM_H

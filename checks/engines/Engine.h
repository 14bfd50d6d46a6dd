//===- Engine.h - A kind of analysis that rules parametrise -----*- C++ -*-===//
//
// An engine registers itself in its own .cpp; no list is edited:
//
//   static EngineRegistry::Add<Pattern> X("pattern", "a Clang AST matcher");
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_ENGINE_H
#define CODEX_ENGINES_ENGINE_H

#include "collect/UnitContext.h"
#include "facts/FactBuilder.h"
#include "link/Program.h"
#include "rules/RuleSet.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/Registry.h"

#include <memory>

namespace clang {
class Preprocessor;
} // namespace clang

namespace codex {

/// A rule whose spec its engine has read. Immutable; shared by all units.
class PreparedRule {
public:
  explicit PreparedRule(const codex::Rule &R) : TheRule(R) {}
  virtual ~PreparedRule();

  const codex::Rule &rule() const { return TheRule; }

private:
  const codex::Rule &TheRule;
};

/// The work of one engine on one unit, for all of its rules at once.
class UnitAnalysis {
public:
  virtual ~UnitAnalysis();

  /// Before the unit is parsed: for engines that must see the preprocessor.
  virtual void begin(clang::Preprocessor &) {}

  /// After the unit is parsed. Must cope with an AST that has errors in it.
  virtual void collect(UnitContext &Unit, FactBuilder &Facts) = 0;
};

class Engine {
public:
  virtual ~Engine();

  /// Reads \p R's spec. Errors name file, line, column and JSON path.
  [[nodiscard]] virtual llvm::Expected<std::unique_ptr<PreparedRule>>
  prepare(const Rule &R, const RuleSet &Rules) const = 0;

  /// \p Prepared are rules that this engine prepared.
  [[nodiscard]] virtual std::unique_ptr<UnitAnalysis>
  start(llvm::ArrayRef<const PreparedRule *> Prepared) const = 0;

  /// Makes what all units share, for who forks a process for each of them:
  /// start does it else.
  virtual void makeReady() const {}

  /// Whether also what cannot lead to a finding is to be tried.
  void setThorough(bool On) { Thorough = On; }
  bool isThorough() const { return Thorough; }

  /// Judges what the units say together: findings and gaps go to \p Out. An
  /// engine that needs one unit only has nothing to do here.
  virtual void judge(llvm::ArrayRef<const PreparedRule *> Prepared,
                     const LinkedFacts &Linked, UnitFacts &Out) const {}

  /// JSON schema of the spec, as JSON text.
  virtual std::string specSchema() const = 0;

  /// What stands in braces in the messages of \p Prepared, which this engine
  /// prepared: the names that its findings give.
  [[nodiscard]] virtual std::vector<std::string>
  messageNames(const PreparedRule &Prepared) const = 0;

  /// Whether one translation unit is enough; if not, the plugin's findings are
  /// a part of the driver's.
  virtual bool needsOneUnitOnly() const { return true; }

  /// Whether judge is to be called. An engine for which one unit is enough may
  /// still be more exact when it knows the others.
  virtual bool judges() const { return !needsOneUnitOnly(); }

private:
  bool Thorough = false;
};

using EngineRegistry = llvm::Registry<Engine>;

/// The engine of that name, or null.
[[nodiscard]] std::unique_ptr<Engine> makeEngine(llvm::StringRef Name);

} // namespace codex

namespace llvm {
extern template class Registry<codex::Engine>;
} // namespace llvm

#endif // CODEX_ENGINES_ENGINE_H

//===- Analysis.h - The steps from a request to a report --------*- C++ -*-===//
#ifndef CODEX_DRIVER_ANALYSIS_H
#define CODEX_DRIVER_ANALYSIS_H

#include "driver/Env.h"
#include "driver/judge/Judge.h"
#include "driver/plan/CompileUnits.h"
#include "engines/RuleProgram.h"
#include "rules/ProjectConfig.h"
#include "rules/RuleSet.h"

#include "llvm/Support/Error.h"

#include <memory>
#include <string>
#include <vector>

namespace codex {

struct AnalysisRequest {
  PlanRequest Units;
  std::vector<std::string> Rules; ///< --rule; empty: those that are in force
  unsigned Jobs = 0;              ///< 0: one for each core
};

struct LinkRequest {
  std::vector<std::string> Facts; ///< files
  std::vector<std::string> Rules; ///< --rule
  std::string Root;               ///< empty: the current directory
};

/// One run: what is to be done, and the rules it is done with. The reports it
/// makes borrow from it.
class Analysis {
public:
  /// Plans the units, and reads rules and configuration. Errors are the
  /// caller's to mend.
  [[nodiscard]] static llvm::Expected<std::unique_ptr<Analysis>>
  prepare(const AnalysisRequest &Request, Env &World);

  [[nodiscard]] Report run(Env &World) const;

  /// The same for facts that were collected before.
  [[nodiscard]] static llvm::Expected<std::unique_ptr<Analysis>>
  prepareLink(const LinkRequest &Request, Env &World);
  /// An error names the facts file that cannot be used.
  [[nodiscard]] llvm::Expected<Report> link(const LinkRequest &Request,
                                            Env &World);

  const Plan &plan() const { return ThePlan; }
  const JudgePolicy &policy() const { return Policy; }
  const RuleProgram &program() const { return *Program; }

private:
  Analysis() = default;
  llvm::Error readConfig(Env &World);
  llvm::Error readRules(Env &World);
  llvm::Error selectRules(llvm::ArrayRef<std::string> Ids);
  void setPolicy(Env &World);
  /// Rules and configuration, for whatever the plan says.
  llvm::Error readAll(llvm::ArrayRef<std::string> RuleIds, Env &World);
  /// Whether the rule holds anywhere in the project.
  bool inForce(const Rule &R) const;

  Plan ThePlan;
  ProjectConfig Config;
  RuleSet Rules;
  std::vector<const Rule *> Selected; ///< sorted by id
  std::vector<const Rule *> Named;    ///< by --rule: they hold as if enforced
  std::unique_ptr<RuleProgram> Program;
  WorkLimits Limits;
  JudgePolicy Policy;
};

} // namespace codex

#endif // CODEX_DRIVER_ANALYSIS_H

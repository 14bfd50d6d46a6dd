//===- Analysis.h - The steps from a request to a report --------*- C++ -*-===//
#ifndef CODEX_DRIVER_ANALYSIS_H
#define CODEX_DRIVER_ANALYSIS_H

#include "driver/Env.h"
#include "driver/judge/Baseline.h"
#include "driver/judge/Judge.h"
#include "driver/run/UnitRunner.h"
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
  /// Where configuration and rules are read from; null: from the disk.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> RuleFiles;
  bool WithoutBaseline = false; ///< report what the baseline has as if new
  bool NoShortcuts = false; ///< do all work, also what cannot change a finding
};

/// One run: what is to be done, and the rules it is done with. The reports it
/// makes borrow from it.
class Analysis {
public:
  /// Plans the units, and reads rules and configuration. Errors are the
  /// caller's to mend.
  [[nodiscard]] static llvm::Expected<std::unique_ptr<Analysis>>
  prepare(const AnalysisRequest &Request, Env &World);

  /// The same for a project that is known by its root, and without a plan: the
  /// gate has two of them.
  [[nodiscard]] static llvm::Expected<std::unique_ptr<Analysis>>
  prepareRules(llvm::StringRef Root, const ProjectConfig &Config,
               const AnalysisRequest &Request, Env &World);

  /// Reads <Root>/.codex.json; without one all is default.
  [[nodiscard]] static llvm::Expected<ProjectConfig>
  readConfig(llvm::StringRef Root, llvm::vfs::FileSystem &Files);

  [[nodiscard]] Report run(Env &World) const {
    return run(ThePlan, Policy, World);
  }
  /// One of several runs with the same rules.
  [[nodiscard]] Report run(const Plan &Units, const JudgePolicy &Weights,
                           Env &World) const;

  /// The same for units whose facts were collected before. An error names the
  /// facts file that cannot be used.
  [[nodiscard]] llvm::Expected<Report>
  link(llvm::ArrayRef<std::string> FactsFiles, Env &World) const;

  const Plan &plan() const { return ThePlan; }
  const JudgePolicy &policy() const { return Policy; }
  JudgePolicy &policy() { return Policy; }
  const ProjectConfig &config() const { return Config; }
  const WorkLimits &limits() const { return Limits; }
  const RuleSet &rules() const { return Rules; }
  const RuleProgram &program() const { return *Program; }

private:
  Analysis() = default;
  llvm::Error makeReady(const AnalysisRequest &Request, Env &World);
  llvm::Error readRules(const AnalysisRequest &Request, Env &World);
  llvm::Error readBaseline(Env &World);
  llvm::Error selectRules(llvm::ArrayRef<std::string> Ids);
  void setPolicy(Env &World);
  /// Whether the rule holds anywhere in the project.
  bool inForce(const Rule &R) const;

  Plan ThePlan;
  ProjectConfig Config;
  RuleSet Rules;
  std::vector<const Rule *> Selected; ///< sorted by id
  std::vector<const Rule *> Named;    ///< by --rule: they hold as if enforced
  std::unique_ptr<RuleProgram> Program;
  Baseline Known;
  WorkLimits Limits;
  Shortcuts Ways;
  JudgePolicy Policy;
};

} // namespace codex

#endif // CODEX_DRIVER_ANALYSIS_H

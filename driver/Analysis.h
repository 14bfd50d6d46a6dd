//===- Analysis.h - The steps from a request to a report --------*- C++ -*-===//
#ifndef CODEX_DRIVER_ANALYSIS_H
#define CODEX_DRIVER_ANALYSIS_H

#include "driver/Env.h"
#include "driver/cache/UnitCache.h"
#include "driver/judge/Baseline.h"
#include "driver/judge/Judge.h"
#include "driver/plan/CompileUnits.h"
#include "driver/run/HeaderSharing.h"
#include "driver/run/UnitRunner.h"
#include "rules/ProjectConfig.h"
#include "rules/RuleSet.h"

#include "llvm/Support/Error.h"

#include <memory>
#include <string>
#include <vector>

namespace codex {

class RuleProgram;

struct AnalysisRequest {
  PlanRequest Units;
  std::vector<std::string> Rules; ///< --rule; empty: those that are in force
  /// --rules: directories of rules instead of the built-in ones.
  std::vector<std::string> RulePlaces;
  unsigned Jobs = 0; ///< 0: one for each core
  /// Where configuration and rules are read from; null: from the disk.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> RuleFiles;
  bool WithoutBaseline = false; ///< report what the baseline has as if new
  bool NoShortcuts = false; ///< do all work, also what cannot change a finding
  CacheRequest Cache;
};

/// Units that a change does not touch, and what they say.
struct ProgramParts {
  Plan Units;
  std::vector<UnitOutcome> Outcomes;
  /// Units of which nothing is known because the cache does not have them: the
  /// program is not whole, and the link step is left out.
  size_t Unknown = 0;
};

/// What a person is told where \p Unknown units keep the rules \p Ids from
/// their work.
[[nodiscard]] std::string notJudgedWhole(llvm::ArrayRef<std::string> Ids,
                                         size_t Unknown);

/// One run: what is to be done, and the rules it is done with. The reports it
/// makes borrow from it.
class Analysis {
public:
  ~Analysis();

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

  /// The rules and models that the project brings along, and what it says of
  /// all. Read from \p Files; from the disk if that is null. \p Cache says
  /// where the last known good packs are.
  [[nodiscard]] static llvm::Error addProjectRules(const ProjectConfig &Config,
                                                   llvm::StringRef Root,
                                                   llvm::vfs::FileSystem *Files,
                                                   const CacheRequest &Cache,
                                                   Env &World, RuleSet &Rules);

  [[nodiscard]] Report run(Env &World) const;
  /// One of several runs with the same rules. \p Beside are units that are not
  /// judged, and a part of the programs all the same.
  [[nodiscard]] Report run(const Plan &Units, const JudgePolicy &Weights,
                           Env &World, ProgramParts *Beside = nullptr) const;

  /// For run's \p Beside: what the units say, from the cache, and where
  /// \p CacheOnly does not forbid it from an analysis.
  [[nodiscard]] ProgramParts collectParts(Plan Units, bool CacheOnly,
                                          Env &World) const;

  /// The rules that need whole programs, sorted.
  [[nodiscard]] std::vector<std::string> linkRules() const;

  /// What some of the plan's units say, all of it. The result is in the order
  /// of the plan, and empty where a unit was not \p Chosen.
  [[nodiscard]] std::vector<UnitOutcome>
  collectSome(llvm::ArrayRef<size_t> Chosen, Env &World) const;

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
  Analysis();
  llvm::Error makeReady(const AnalysisRequest &Request, Env &World);
  llvm::Error readRules(const AnalysisRequest &Request, Env &World);
  llvm::Error readBaseline(Env &World);
  llvm::Error selectRules(llvm::ArrayRef<std::string> Ids);
  void setPolicy(Env &World);
  std::vector<UnitOutcome> collect(const Plan &Units, bool CacheOnly,
                                   Env &World) const;
  /// Asks those units again that take one of our files for a system header.
  void takeOurs(Plan &Units, std::vector<UnitOutcome> &Outcomes,
                const JudgePolicy &Weights, Env &World) const;
  void analyse(const Plan &Units, llvm::ArrayRef<size_t> ToRun,
               std::vector<UnitOutcome> &Outcomes, Env &World) const;
  UnitFacts judgeAlone(std::vector<UnitOutcome> &Outcomes,
                       ProgramParts &Beside) const;
  UnitFacts link(const Plan &Units, std::vector<UnitOutcome> &Outcomes,
                 ProgramParts *Beside, Env &World) const;
  void closeCache(Env &World) const;
  /// Whether the rule holds anywhere in the project.
  bool inForce(const Rule &R) const;

  Plan ThePlan;
  ProjectConfig Config;
  RuleSet Rules;
  std::vector<const Rule *> Selected; ///< sorted by id
  std::vector<const Rule *> Named;    ///< by --rule: they hold as if enforced
  std::unique_ptr<RuleProgram> Program;
  std::unique_ptr<UnitCache> Cache; ///< null: none
  /// Why the cache could not be written; told once.
  mutable std::string CacheProblem;
  Baseline Known;
  WorkLimits Limits;
  Shortcuts Ways;
  JudgePolicy Policy;
};

} // namespace codex

#endif // CODEX_DRIVER_ANALYSIS_H

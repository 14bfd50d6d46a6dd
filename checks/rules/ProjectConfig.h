//===- ProjectConfig.h - What a project says in .codex.json -----*- C++ -*-===//
//
// Every setting has a default: a project without the file just works.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_RULES_PROJECTCONFIG_H
#define CODEX_RULES_PROJECTCONFIG_H

#include "rules/RulePack.h"
#include "rules/RuleSet.h"
#include "support/PathGlob.h"
#include "support/Shape.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace codex {

/// What an incomplete analysis does to the exit code.
enum class IncompletePolicy { FailClosed, FailOpen };

/// How a finding that blocks may be overridden.
enum class BreakGlass { Trailer, Option, Off };

/// What differs from the rule file.
struct RuleOverride {
  std::optional<Level> TheLevel;
  std::optional<State> TheState;
  JsonValue Spec; ///< null: as it is. Its keys replace those of the rule's
  JsonPosition At;
};

/// A rule's state for some paths. (Levels and specs are the same everywhere.)
struct StateOverride {
  State TheState = State::Draft;
  JsonPosition At;
};

struct PathOverride {
  std::vector<PathGlob> Match;
  std::map<std::string, StateOverride> Rules; ///< by id
};

struct ProjectPolicy {
  /// Where it is not said, the command decides: the gate is fail-closed.
  std::optional<IncompletePolicy> Incomplete;
  unsigned WaiverDays = 180;
  unsigned MaxShown = 20;
  bool BaselineMayGrow = false;
  BreakGlass TheBreakGlass = BreakGlass::Trailer;
  std::string BreakGlassLog; ///< relative to the root, or absolute; empty: none
};

struct ProjectLimits {
  unsigned UnitSeconds = 120;
  unsigned UnitMemoryMiB = 4096;
};

struct ProjectConfig {
  std::vector<PackReference> RulePacks;
  std::map<std::string, RuleOverride> Rules; ///< by id
  std::vector<PathOverride> Paths;
  std::vector<PathGlob> Models; ///< files, relative to the root
  std::vector<PathGlob> TestPaths = defaultTestPaths();
  std::vector<PathGlob> ThirdPartyPaths = defaultThirdPartyPaths();
  std::string Baseline = ".codex-baseline";
  ProjectPolicy Policy;
  ProjectLimits Limits;

  std::string File; ///< where it was read from; empty: all is default

  /// Whether the path pattern says that this is a test. (The code may say so,
  /// too: Finding::InTestBody.)
  bool isTestPath(llvm::StringRef RelativePath) const;

  /// Whether the path pattern says that others write this file: where a
  /// compiler takes it for a system header, it is one.
  bool isThirdPartyPath(llvm::StringRef RelativePath) const;

  /// The state of a rule for one file; applyConfig was called before. Of
  /// several entries that match, the last one holds.
  State stateOf(const Rule &R, llvm::StringRef RelativePath) const;

  static std::vector<PathGlob> defaultTestPaths();
  static std::vector<PathGlob> defaultThirdPartyPaths();
};

const Shape<ProjectConfig> &configShape();

[[nodiscard]] llvm::Expected<ProjectConfig> parseConfig(llvm::StringRef Text,
                                                        llvm::StringRef File);

/// Puts the project's levels, states and specs into \p Rules. Rules that do not
/// exist are errors, each with its place; the other settings are applied.
[[nodiscard]] llvm::Error applyConfig(const ProjectConfig &Config,
                                      RuleSet &Rules);

} // namespace codex

#endif // CODEX_RULES_PROJECTCONFIG_H

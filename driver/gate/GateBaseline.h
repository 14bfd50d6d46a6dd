//===- GateBaseline.h - The baseline in a gate ------------------*- C++ -*-===//
//
// That of the base covers what it says. That of the head counts after the
// merge, and may only shrink.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_GATE_GATEBASELINE_H
#define CODEX_DRIVER_GATE_GATEBASELINE_H

#include "driver/Env.h"
#include "driver/gate/Change.h"
#include "driver/git/Repository.h"
#include "driver/judge/Report.h"
#include "rules/ProjectConfig.h"

#include "llvm/Support/Error.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace codex {

class GateBaseline {
public:
  /// Reads those of all sides, by the configuration of the base. What grows is
  /// told in \p Said, and files that must be looked at for it in \p Changes.
  [[nodiscard]] llvm::Error read(const Repository &Repo,
                                 std::vector<Change> &Changes,
                                 const ProjectConfig &Config,
                                 ChangeReport &Said);

  /// What covers findings: the baseline of the base.
  const Baseline &known() const { return Known; }

  /// What is gone and what has grown, now that it is known what stands where.
  void weigh(const Change &First, const ProjectConfig &Config,
             Report &Result) const;

private:
  [[nodiscard]] llvm::Error readBase(const Repository &Repo,
                                     const Change &First, ChangeReport &Said);
  bool measure(const Repository &Repo, const Change &First, ChangeReport &Said);
  void lookAtGrown(std::vector<Change> &Changes, const ChangeReport &Said);
  void allowExchanged(Report &Result) const;
  void allowUseless(const Change &First, Report &Result) const;

  std::string Name; ///< as the configuration of the base has it
  Baseline Known;
  /// What the head's may not exceed: the base's, or where the base has none the
  /// last one before.
  Baseline Measure;
  std::optional<Baseline> AtHead;  ///< none: there is nothing to weigh
  std::set<std::string> HadBefore; ///< of what grows: fingerprints
};

} // namespace codex

#endif // CODEX_DRIVER_GATE_GATEBASELINE_H

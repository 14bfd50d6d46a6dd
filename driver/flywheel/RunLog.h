//===- RunLog.h - What rules did in people's work ---------------*- C++ -*-===//
//
// Read from what runs leave behind: the JSON reports of check and gate, and the
// log of broken glass.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_FLYWHEEL_RUNLOG_H
#define CODEX_DRIVER_FLYWHEEL_RUNLOG_H

#include "driver/Env.h"
#include "rules/RuleSet.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace codex {

/// Of one rule. A finding that many runs report is one.
struct RuleRecord {
  std::map<std::string, std::set<std::string>> ByStatus; ///< fingerprints
  std::set<std::string> Fixed;
  std::set<std::string> GlassBroken; ///< findings that would have blocked
  std::set<std::string> Waivers;
  std::set<std::string> ExpiredWaivers; ///< among these
};

struct RunLog {
  std::map<std::string, RuleRecord> Rules; ///< by id; former ids are followed
  unsigned Runs = 0;
  double WallSeconds = 0;
  double EngineSeconds = 0;

  /// A report, or a directory of reports (*.json).
  [[nodiscard]] llvm::Error addReports(llvm::StringRef Path,
                                       const RuleSet &Known, Env &World);
  /// A log of broken glass: a JSON object on each line.
  [[nodiscard]] llvm::Error addGlassLog(llvm::StringRef Path,
                                        const RuleSet &Known, Env &World);
};

} // namespace codex

#endif // CODEX_DRIVER_FLYWHEEL_RUNLOG_H

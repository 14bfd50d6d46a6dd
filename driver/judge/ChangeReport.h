//===- ChangeReport.h - What a gate says beside its findings ----*- C++ -*-===//
#ifndef CODEX_DRIVER_JUDGE_CHANGEREPORT_H
#define CODEX_DRIVER_JUDGE_CHANGEREPORT_H

#include "driver/judge/Baseline.h"
#include "model/Finding.h"

#include <optional>
#include <string>
#include <vector>

namespace codex {

/// A file that decides how the project is judged, and that the change touches.
/// The judged cannot change the judge: it counts once it is merged.
struct LaterEffect {
  std::string File;
  std::string What;    ///< "configuration", "rules", "models", "baseline"
  std::string How;     ///< "added", "modified", "deleted"
  std::string Problem; ///< not empty: it cannot be read as it is, and why
};

/// An emergency: everything is reported, and nothing blocks.
struct BrokenGlass {
  std::string Reason;
  std::string By;     ///< "option" or "trailer"
  std::string Commit; ///< that has the trailer
  std::string Author; ///< of that commit
};

/// A changed file that no unit stands for.
struct NotAnalysed {
  std::string File;
  std::string Reason;
};

struct ChangeReport {
  std::string BaseName; ///< as the caller gave it
  std::string Base;     ///< the commit it comes down to; empty: none before
  std::string Head;     ///< empty: what is staged
  std::vector<LaterEffect> Later;
  std::optional<BrokenGlass> Glass;
  std::vector<Finding> Fixed;      ///< findings of the base that are gone
  std::vector<BaselineEntry> Gone; ///< entries that cover nothing any more
  /// Entries that cover findings whose functions have another name now.
  std::vector<BaselineEntry> Renamed;
  std::vector<BaselineEntry> Grown; ///< entries that the change adds
  bool GrowthBlocks = false;
  /// What judges could not be read once this is merged: where, and why.
  std::vector<std::string> BreaksJudge;
  /// Findings that no base has, and that entries of the baseline cover.
  std::vector<Location> NewInBaseline;
  std::vector<NotAnalysed> NotSeen;
  std::vector<std::string> Missing; ///< what git does not have here
  std::vector<std::string> Notes;   ///< what else a person should know
};

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_CHANGEREPORT_H

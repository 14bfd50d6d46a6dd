//===- Gate.h - From two states of a project to a verdict -------*- C++ -*-===//
#ifndef CODEX_DRIVER_GATE_GATE_H
#define CODEX_DRIVER_GATE_GATE_H

#include "driver/Analysis.h"
#include "driver/ExitCode.h"
#include "driver/git/SnapshotFiles.h"
#include "driver/judge/Report.h"

#include "llvm/Support/Error.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace codex {

struct GateRequest {
  std::string Base; ///< as the person names it
  std::string Head; ///< empty: HEAD
  /// Where the two were said, for messages.
  std::string BaseOption = "--base";
  std::string HeadOption = "--head";
  /// What is staged against HEAD, instead of the above.
  bool Staged = false;
  /// The hook: short, quick, and open where something cannot be judged.
  bool SomebodyWaits = false;
  std::string IndexFile; ///< absolute; empty: the repository's own
  /// Commits that git is about to merge into HEAD, where it has not written so
  /// yet; with \p Staged.
  std::vector<std::string> Merging;

  std::string Build;     ///< -p; empty: the root, its build/ or its out/
  std::string BaseBuild; ///< the base's own compile commands; empty: the same
  std::vector<std::string> Rules;
  unsigned Jobs = 0;
  CacheRequest Cache;
  std::optional<std::string> BreakGlass; ///< the reason
};

/// The report borrows from the analysis, which is null where it could not
/// start (and the glass was broken).
struct GateResult {
  std::unique_ptr<Analysis> Work;
  Report TheReport;
  /// The files as the head has them: where findings stand.
  llvm::IntrusiveRefCntPtr<SnapshotFiles> Sources;
  ExitCode Code = ExitCode::Clean;
};

/// Errors are those of usage or configuration.
[[nodiscard]] llvm::Expected<GateResult> runGate(const GateRequest &Request,
                                                 Env &World);

} // namespace codex

#endif // CODEX_DRIVER_GATE_GATE_H

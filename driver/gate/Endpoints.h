//===- Endpoints.h - Which commits are compared -----------------*- C++ -*-===//
#ifndef CODEX_DRIVER_GATE_ENDPOINTS_H
#define CODEX_DRIVER_GATE_ENDPOINTS_H

#include "driver/gate/Gate.h"
#include "driver/git/Repository.h"
#include "driver/judge/ChangeReport.h"

#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace codex {

struct Endpoints {
  std::string Head; ///< empty: the index
  /// What any of them has is not new. The first one judges, and is empty where
  /// nothing was there before. There are more where what is staged is a merge
  /// (its parents), and where base and head were merged crosswise.
  std::vector<std::string> Bases = {""};
  std::vector<std::string> Notes; ///< on names that mean two things
  /// A commit of the change's own that breaks the glass.
  std::optional<BrokenGlass> Glass;
};

/// Fills \p Into. The glass may be known where the rest is an error.
[[nodiscard]] llvm::Error findEndpoints(const Repository &Repo,
                                        const GateRequest &Request,
                                        Endpoints &Into);

} // namespace codex

#endif // CODEX_DRIVER_GATE_ENDPOINTS_H

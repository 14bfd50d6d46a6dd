//===- Plans.h - The compile commands of head and base ----------*- C++ -*-===//
#ifndef CODEX_DRIVER_GATE_PLANS_H
#define CODEX_DRIVER_GATE_PLANS_H

#include "driver/gate/Change.h"
#include "driver/gate/Gate.h"
#include "driver/plan/CompileUnits.h"

#include "llvm/Support/Error.h"

#include <vector>

namespace codex {

struct Plans {
  Plan Head;
  std::vector<Plan> Bases; ///< one for each change
  std::string Note;        ///< not empty: what a person should know of them
};

/// The project's compile_commands.json: what \p Asked (-p) names, or the one in
/// \p Root, its build/ or its out/. Empty where none is asked for or found.
[[nodiscard]] llvm::Expected<std::string>
findProjectDatabase(llvm::StringRef Asked, llvm::StringRef Root,
                    llvm::vfs::FileSystem &Files, const Env &World);

/// With the way to get one.
[[nodiscard]] llvm::Error noDatabase(llvm::StringRef Root);

/// All units of either side. \p Changes have one head, and a base each. No
/// units where there are no compile commands, and none are needed.
[[nodiscard]] llvm::Expected<Plans> planSides(const GateRequest &Request,
                                              llvm::ArrayRef<Change> Changes,
                                              Env &World);

} // namespace codex

#endif // CODEX_DRIVER_GATE_PLANS_H

//===- PackSeal.h - codex-lint rules pack -----------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_FLYWHEEL_PACKSEAL_H
#define CODEX_DRIVER_FLYWHEEL_PACKSEAL_H

#include "driver/Env.h"
#include "driver/ExitCode.h"
#include "driver/LoadedRules.h"

#include <string>

namespace codex {

/// Says in a pack's pack.json what the pack consists of, once it is found to be
/// whole, and tells how a project pins it.
struct PackSeal {
  std::string Directory;
  std::string Name;    ///< empty: as pack.json has it
  std::string Version; ///< the same
  bool Check = false;  ///< write nothing; say whether it is up to date

  /// \p Loaded are the rules that the pack is to stand beside.
  [[nodiscard]] llvm::Expected<ExitCode> run(const LoadedRules &Loaded,
                                             Env &World) const;
};

} // namespace codex

#endif // CODEX_DRIVER_FLYWHEEL_PACKSEAL_H

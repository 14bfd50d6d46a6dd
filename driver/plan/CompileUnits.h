//===- CompileUnits.h - Which units to analyse, with which flags -*- C++
//-*-===//
#ifndef CODEX_DRIVER_PLAN_COMPILEUNITS_H
#define CODEX_DRIVER_PLAN_COMPILEUNITS_H

#include "collect/CollectAction.h"
#include "driver/Env.h"

#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace codex {

struct PlannedUnit {
  CompileUnit Unit;
  uint64_t Bytes = 0;  ///< of the source file: what is long is begun first
  std::string Problem; ///< not empty: why it cannot be analysed
};

/// What tells two units of one file apart: the command without the file.
std::string commandKey(const CompileUnit &Unit);

/// What the person who calls asks for.
struct PlanRequest {
  std::vector<std::string> Paths; ///< files and directories; empty: everything
  std::string Build;              ///< -p; empty: look for it
  /// What stands behind "--": the flags of all Paths, and no database.
  std::optional<std::vector<std::string>> Flags;
  /// Where the database is read from; null: from the disk.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> DatabaseFiles;
  /// Places (absolute) that the database names, and what is meant by them:
  /// another checkout of the project, and this one.
  std::vector<std::pair<std::string, std::string>> Moved;
  std::string Root;        ///< absolute; empty: look for it
  bool MayBeEmpty = false; ///< a database with no unit of C or C++ is fine
};

struct Plan {
  std::string Root; ///< absolute
  /// Sorted by file, then arguments; the same command twice is one unit.
  std::vector<PlannedUnit> Units;
  /// Entries for assembler, Fortran and the like, which are no units.
  unsigned OtherLanguages = 0;
  /// Not all units were asked for; LeftOut counts the others, if anybody knows.
  bool Partial = false;
  unsigned LeftOut = 0;
};

/// An error where nothing can be planned, or less than was asked for.
[[nodiscard]] llvm::Expected<Plan> planUnits(const PlanRequest &Request,
                                             const Env &World);

} // namespace codex

#endif // CODEX_DRIVER_PLAN_COMPILEUNITS_H

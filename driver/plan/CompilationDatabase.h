//===- CompilationDatabase.h - compile_commands.json ------------*- C++ -*-===//
#ifndef CODEX_DRIVER_PLAN_COMPILATIONDATABASE_H
#define CODEX_DRIVER_PLAN_COMPILATIONDATABASE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <string>
#include <vector>

namespace codex {

/// One entry, as it stands in the file.
struct DatabaseEntry {
  std::string File;               ///< absolute
  std::string Directory;          ///< absolute
  std::vector<std::string> Words; ///< empty if the entry has no command
  std::string Problem = {};       ///< why the command cannot be taken apart
};

/// Where a compile_commands.json lies: \p Build is a directory that has one or
/// the file itself. Absolute.
[[nodiscard]] llvm::Expected<std::string>
databaseIn(llvm::StringRef Build, llvm::vfs::FileSystem &Files);

/// The nearest one in \p Start, its build/ or its out/, or the same above it.
/// "" if there is none.
[[nodiscard]] std::string findDatabase(llvm::StringRef Start,
                                       llvm::vfs::FileSystem &Files);

/// Reads entries in file order. Errors name file, line and column.
[[nodiscard]] llvm::Expected<std::vector<DatabaseEntry>>
readDatabase(llvm::StringRef Path, llvm::vfs::FileSystem *Files = nullptr);

} // namespace codex

#endif // CODEX_DRIVER_PLAN_COMPILATIONDATABASE_H

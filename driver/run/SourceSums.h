//===- SourceSums.h - Whether facts are still of their sources --*- C++ -*-===//
//
// Facts that lie in files may be older than what they were made of. They carry
// a sum of each file of the project that was read, and whoever has these files
// at hand can tell.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_RUN_SOURCESUMS_H
#define CODEX_DRIVER_RUN_SOURCESUMS_H

#include "facts/UnitFacts.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <string>

namespace codex {

class SourceSums {
public:
  SourceSums(llvm::StringRef Root, llvm::vfs::FileSystem &Files)
      : Root(Root), Files(Files) {}

  /// Leaves the project's own files in \p Facts, with their sums: where a
  /// machine keeps its libraries is no fact of the unit's.
  void keepOwn(UnitFacts &Facts);

  /// An error where a file of \p Facts has changed since. One that is not there
  /// says nothing: facts are linked without their sources, too.
  [[nodiscard]] llvm::Error check(const UnitFacts &Facts,
                                  llvm::StringRef FactsFile);

private:
  /// Empty: the file cannot be read.
  const std::string &sumOf(llvm::StringRef File);

  std::string Root;
  llvm::vfs::FileSystem &Files;
  llvm::StringMap<std::string> Known;
};

} // namespace codex

#endif // CODEX_DRIVER_RUN_SOURCESUMS_H

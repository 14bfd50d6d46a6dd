//===- Files.h - Files that a person names ----------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_FLYWHEEL_FILES_H
#define CODEX_DRIVER_FLYWHEEL_FILES_H

#include "driver/Env.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace codex {

/// \p Path, absolute; if it is a directory, the files with \p Ending that lie
/// in it, sorted.
[[nodiscard]] llvm::Expected<std::vector<std::string>>
fileOrFilesIn(llvm::StringRef Path, llvm::StringRef Ending, Env &World);

} // namespace codex

#endif // CODEX_DRIVER_FLYWHEEL_FILES_H

//===- TextFile.h - Files that people have, written whole -------*- C++ -*-===//
#ifndef CODEX_SUPPORT_TEXTFILE_H
#define CODEX_SUPPORT_TEXTFILE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace codex {

/// Makes the file, and the directories above it, or replaces it. It is written
/// beside and moved into place: a run that is killed leaves the old one. A link
/// stays one, permissions stay, and a device or pipe is written to. Errors name
/// the path.
[[nodiscard]] llvm::Error writeTextFile(llvm::StringRef Path,
                                        llvm::StringRef Text);

} // namespace codex

#endif // CODEX_SUPPORT_TEXTFILE_H

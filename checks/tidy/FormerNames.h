//===- FormerNames.h - NOLINT with a name that a rule had once --*- C++ -*-===//
#ifndef CODEX_TIDY_FORMERNAMES_H
#define CODEX_TIDY_FORMERNAMES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace codex {

/// Whether a NOLINT of any form silences one of \p FormerIds at \p Line of
/// \p Text, a whole file. clang-tidy itself knows the check's name of today
/// alone. Lists are needed: what silences every check is clang-tidy's to see.
bool silencedByFormerName(llvm::StringRef Text, unsigned Line,
                          llvm::ArrayRef<std::string> FormerIds);

} // namespace codex

#endif // CODEX_TIDY_FORMERNAMES_H

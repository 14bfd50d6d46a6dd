//===- IncludeText.h - What a file's text includes, roughly -----*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_INCLUDETEXT_H
#define CODEX_DRIVER_RUN_INCLUDETEXT_H

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace codex {

struct IncludeText {
  struct Include {
    std::string Name;
    bool Angled;
  };
  std::vector<Include> Includes; ///< those in no condition but the guard's
  bool Guarded = false;          ///< is read once, however often it is included
};

/// Reads lines, not tokens.
[[nodiscard]] IncludeText readIncludes(llvm::StringRef Text);

} // namespace codex

#endif // CODEX_DRIVER_RUN_INCLUDETEXT_H

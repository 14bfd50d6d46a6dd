//===- PathGlob.h - Patterns for paths --------------------------*- C++ -*-===//
//
// `*` and `?` match within one part of a path, `**` as a whole part matches any
// number of parts (none, too), `[a-z]` and `[!a-z]` one character, `{a,b}` one
// of several texts. A pattern must match the whole path.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_SUPPORT_PATHGLOB_H
#define CODEX_SUPPORT_PATHGLOB_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace codex {

class PathGlob {
public:
  /// Errors name the pattern and what is wrong with it.
  [[nodiscard]] static llvm::Expected<PathGlob> create(llvm::StringRef Pattern);

  /// \p Path has '/' between its parts, and no "." or ".." in it.
  bool matches(llvm::StringRef Path) const;

  /// As it was written.
  llvm::StringRef pattern() const { return Pattern; }

private:
  std::string Pattern;
  std::vector<std::string> Alternatives; ///< without braces
};

/// Whether one of \p Globs matches.
bool matchesAny(llvm::ArrayRef<PathGlob> Globs, llvm::StringRef Path);

} // namespace codex

#endif // CODEX_SUPPORT_PATHGLOB_H

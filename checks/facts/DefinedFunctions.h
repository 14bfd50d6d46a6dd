//===- DefinedFunctions.h - Which functions stand where ---------*- C++ -*-===//
//
// Whether a function was there before, and where it ends, is asked when two
// states of a project are compared.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_FACTS_DEFINEDFUNCTIONS_H
#define CODEX_FACTS_DEFINEDFUNCTIONS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <string>
#include <vector>

namespace codex {

/// A function that has a body. A template is one, whatever is made of it.
struct DefinedFunction {
  /// Of the name as in Finding::Function. Each unit lists what its headers
  /// define, so that it had better be short.
  uint32_t NameHash = 0;
  unsigned Line = 0, EndLine = 0; ///< the first and the last

  auto operator<=>(const DefinedFunction &) const = default;
};

[[nodiscard]] uint32_t functionHash(llvm::StringRef Name);

/// By file, relative to the root; sorted, each once.
using DefinedFunctions = std::map<std::string, std::vector<DefinedFunction>>;

/// Sorts, and keeps each once.
void normalise(DefinedFunctions &Functions);

/// Those of a name in a file; none for an empty name.
[[nodiscard]] llvm::ArrayRef<DefinedFunction>
functionsNamed(const DefinedFunctions &All, llvm::StringRef File,
               llvm::StringRef Name);

} // namespace codex

#endif // CODEX_FACTS_DEFINEDFUNCTIONS_H

//===- CodeWords.h - Code that differs in its names -------------*- C++ -*-===//
#ifndef CODEX_DRIVER_JUDGE_CODEWORDS_H
#define CODEX_DRIVER_JUDGE_CODEWORDS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace codex {

/// Whether a name has become another one.
using Renamed =
    llvm::function_ref<bool(llvm::StringRef Was, llvm::StringRef Is)>;

/// Names and numbers, and whatever is between them, without white space. A
/// member's name has a dot before it, be it "." or "->"; "this->x" is x.
[[nodiscard]] std::vector<std::string> wordsOf(llvm::StringRef Code);

/// Whether two pieces of code are the same but for white space and for names
/// that have become others.
[[nodiscard]] bool sameButForNames(llvm::StringRef Old, llvm::StringRef New,
                                   Renamed Names);

/// The code without white space, and with one sign for all names and words.
[[nodiscard]] std::string shapeOf(llvm::StringRef Code);

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_CODEWORDS_H

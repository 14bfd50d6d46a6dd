//===- ShellWords.h - A command string taken apart --------------*- C++ -*-===//
#ifndef CODEX_DRIVER_PLAN_SHELLWORDS_H
#define CODEX_DRIVER_PLAN_SHELLWORDS_H

#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <vector>

namespace codex {

/// The words of \p Command as a POSIX shell would split and unquote them.
/// Nothing is expanded: compile commands are data, not programs. Empty where a
/// quote is not closed.
[[nodiscard]] std::optional<std::vector<std::string>>
shellWords(llvm::StringRef Command);

} // namespace codex

#endif // CODEX_DRIVER_PLAN_SHELLWORDS_H

//===- BreakGlass.h - The emergency override --------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_GATE_BREAKGLASS_H
#define CODEX_DRIVER_GATE_BREAKGLASS_H

#include "driver/Env.h"
#include "driver/git/Repository.h"
#include "driver/judge/Report.h"

#include "llvm/Support/Error.h"

#include <optional>
#include <string>

namespace codex {

/// The value of the trailer "Codex-Break-Glass" of a commit's message; "" if it
/// has none. A trailer stands in the last paragraph, among trailers only.
std::string breakGlassTrailer(llvm::StringRef Message);

/// The newest of \p Commits (newest first) with such a trailer.
std::optional<BrokenGlass> brokenBy(const std::vector<CommitMessage> &Commits);

/// Adds one line of JSON to \p File: when, by whom, for which commits, and what
/// was let pass. Lines that are there are never touched.
[[nodiscard]] llvm::Error logBrokenGlass(llvm::StringRef File,
                                         const Report &TheReport, Env &World);

} // namespace codex

#endif // CODEX_DRIVER_GATE_BREAKGLASS_H

//===- GivenFiles.h - Files that a framework hands to the hook --*- C++ -*-===//
//
// Before a commit, the pre-commit framework names the files that are staged;
// for --all-files and --files it names others too, and what is meant is those
// files as they lie there, not a change.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_GATE_GIVENFILES_H
#define CODEX_DRIVER_GATE_GIVENFILES_H

#include "driver/gate/Gate.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>

namespace codex {

/// Whether each of \p Files (relative to where we are) is staged: the index has
/// it otherwise than HEAD, or than a commit that is being merged.
[[nodiscard]] llvm::Expected<bool> allStaged(llvm::ArrayRef<std::string> Files,
                                             llvm::StringRef IndexFile,
                                             const Env &World);

/// Judges \p Files as they lie in the working tree, old findings and new ones,
/// by the rules and the baseline that lie there.
[[nodiscard]] llvm::Expected<GateResult>
judgeFiles(const GateRequest &Request, llvm::ArrayRef<std::string> Files,
           Env &World);

} // namespace codex

#endif // CODEX_DRIVER_GATE_GIVENFILES_H

//===- Fingerprint.h - The identity of a finding over time ------*- C++ -*-===//
#ifndef CODEX_MODEL_FINGERPRINT_H
#define CODEX_MODEL_FINGERPRINT_H

#include "model/Finding.h"

#include "llvm/ADT/StringRef.h"

#include <vector>

namespace codex {

/// What stays the same while a finding is the same finding: the rule, the
/// function's qualified name, and the code in question with its white space
/// normalised and without the statements of lambdas and loops in it. Free of
/// files and lines, so that it survives edits above it, re-formatting, and
/// moves.
std::string makeIdentity(llvm::StringRef Rule, llvm::StringRef Function,
                         llvm::StringRef Code);

/// The fingerprint of the finding that is the \p Ordinal-th (from 0) of those
/// with this identity.
std::string fingerprintOf(llvm::StringRef Identity, unsigned Ordinal);

/// Sets each finding's fingerprint from its identity; equal identities are told
/// apart by their order in the (sorted) list, so two equal findings stay two.
/// \p Findings must be sorted by location.
void assignFingerprints(std::vector<Finding> &Findings);

} // namespace codex

#endif // CODEX_MODEL_FINGERPRINT_H

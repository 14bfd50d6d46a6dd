//===- Policy.h - How binding a rule is, and how far it has come -*- C++
//-*-===//
#ifndef CODEX_MODEL_POLICY_H
#define CODEX_MODEL_POLICY_H

#include "llvm/ADT/StringRef.h"

namespace codex {

/// In the sense of RFC 2119.
enum class Level { Must, Should };

/// draft: listed, never run unless named. advisory: reported, never blocks.
/// enforced: blocks when the level is must. retired: kept for its history.
enum class State { Draft, Advisory, Enforced, Retired };

llvm::StringRef toString(Level L);
llvm::StringRef toString(State S);

} // namespace codex

#endif // CODEX_MODEL_POLICY_H

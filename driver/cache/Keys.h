//===- Keys.h - What a result depends on besides files ----------*- C++ -*-===//
#ifndef CODEX_DRIVER_CACHE_KEYS_H
#define CODEX_DRIVER_CACHE_KEYS_H

#include "collect/CollectAction.h"
#include "driver/Env.h"
#include "driver/cache/Digest.h"
#include "rules/RuleSet.h"

#include "llvm/ADT/ArrayRef.h"

namespace codex {

/// Which program does the analysis: the build of this one and of Clang.
[[nodiscard]] Digest engineKey(const Env &World);

/// Which rules are run, as far as engines see them, and with which models. What
/// people read (titles, incidents) is no part of it, nor is a rule's state.
[[nodiscard]] Digest rulesKey(const RuleSet &Rules,
                              llvm::ArrayRef<const Rule *> Selected);

/// What Clang's driver reads from the environment.
[[nodiscard]] Digest environmentKey(const Env &World);

/// The command, wherever the project lies.
[[nodiscard]] Digest unitKey(const CompileUnit &Unit, llvm::StringRef Root);

} // namespace codex

#endif // CODEX_DRIVER_CACHE_KEYS_H

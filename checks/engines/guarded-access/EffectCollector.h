//===- EffectCollector.h - What the functions of a unit write ---*- C++ -*-===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_EFFECTCOLLECTOR_H
#define CODEX_ENGINES_GUARDED_ACCESS_EFFECTCOLLECTOR_H

#include "engines/guarded-access/Analysis.h"

#include "collect/Names.h"
#include "facts/EffectFacts.h"

namespace codex::guarded {

/// By functions all of whose callers in the unit make sure of what they need:
/// the promises that say so.
using MetNeeds = llvm::DenseMap<const clang::FunctionDecl *,
                                llvm::SmallVector<llvm::StringRef, 1>>;

/// For callers in other units, who cannot see the bodies. What a function
/// promises is worked out only where another unit can call it without seeing
/// it: it is not inline, and stands in the main file.
EffectUnit collectEffects(UnitContext &Context, Analysis &Unit,
                          LinkerNames &Names, const MetNeeds &Met);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_EFFECTCOLLECTOR_H

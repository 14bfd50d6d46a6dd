//===- EffectCollector.h - What the functions of a unit write ---*- C++ -*-===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_EFFECTCOLLECTOR_H
#define CODEX_ENGINES_GUARDED_ACCESS_EFFECTCOLLECTOR_H

#include "engines/guarded-access/Analysis.h"

#include "collect/Names.h"
#include "facts/EffectFacts.h"

namespace codex::guarded {

/// For callers in other units, who cannot see the bodies. What a function
/// promises is worked out only where another unit can call it without seeing
/// it: it is not inline, and stands in the main file.
EffectUnit collectEffects(UnitContext &Context, Analysis &Unit,
                          LinkerNames &Names);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_EFFECTCOLLECTOR_H

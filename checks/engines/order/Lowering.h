//===- Lowering.h - From a unit's functions to order facts ------*- C++ -*-===//
#ifndef CODEX_ENGINES_ORDER_LOWERING_H
#define CODEX_ENGINES_ORDER_LOWERING_H

#include "collect/UnitContext.h"
#include "engines/order/Events.h"
#include "facts/FactBuilder.h"

namespace codex::order {

/// Everything that the functions of \p Unit say of the order of events.
/// \p MainFile names what is the unit's own.
OrderUnit lowerUnit(UnitContext &Unit, EventMatcher &Matcher,
                    llvm::StringRef MainFile, FactBuilder &Facts);

} // namespace codex::order

#endif // CODEX_ENGINES_ORDER_LOWERING_H

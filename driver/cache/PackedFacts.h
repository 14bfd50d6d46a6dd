//===- PackedFacts.h - Facts in two parts -----------------------*- C++ -*-===//
//
// The order of events is most of what a unit says, and only the link step reads
// it: it is kept apart, and not even parsed where the link step has nothing to
// do. Times are no part of the facts: equal facts have equal texts.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_CACHE_PACKEDFACTS_H
#define CODEX_DRIVER_CACHE_PACKEDFACTS_H

#include "driver/cache/Digest.h"
#include "facts/UnitFacts.h"

#include "llvm/Support/Error.h"

#include <optional>
#include <string>

namespace codex {

struct PackedFacts {
  std::string Text;  ///< all but the next; has its digest in it
  std::string Order; ///< empty: nothing
};

[[nodiscard]] PackedFacts packFacts(const UnitFacts &Facts);

struct UnpackedFacts {
  UnitFacts Facts;             ///< without the order of events
  std::optional<Digest> Order; ///< of the other part, if there is one
};
[[nodiscard]] llvm::Expected<UnpackedFacts> unpackFacts(llvm::StringRef Text);

} // namespace codex

#endif // CODEX_DRIVER_CACHE_PACKEDFACTS_H

//===- PackedFacts.h - Facts in two parts -----------------------*- C++ -*-===//
//
// The order of events, who calls whom and what functions write are most of what
// a unit says, and only the link step reads them: they are kept apart, and not
// even parsed where it has nothing to do. Times are no part of the facts: equal
// facts have equal texts.
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
  std::string Text;    ///< all but the next; has its digest in it
  std::string ForLink; ///< empty: nothing
};

[[nodiscard]] PackedFacts packFacts(const UnitFacts &Facts);

struct UnpackedFacts {
  UnitFacts Facts;               ///< without the other part
  std::optional<Digest> ForLink; ///< of that, if there is one
};
[[nodiscard]] llvm::Expected<UnpackedFacts> unpackFacts(llvm::StringRef Text);
/// Puts the other part, \p ForLink, into \p Facts.
[[nodiscard]] llvm::Error unpackForLink(llvm::StringRef ForLink,
                                        UnitFacts &Facts);

} // namespace codex

#endif // CODEX_DRIVER_CACHE_PACKEDFACTS_H

//===- codex/FailPolicy.h - A boundary without an answer ------*- C++ -*-===//
//
// Each boundary to something that can fail (a policy service, a quota, a
// feature file) says by name what happens when there is no answer:
//
//   constexpr codex::FailPolicy Quota = codex::FailPolicy::StaleThenOpen;
//   if (!codex::allowed(Quota, ask(), lastAnswer()))
//     return refuse();
//
// Header-only, C++17 and later, no dependency.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_FAILPOLICY_H
#define CODEX_FAILPOLICY_H

#include <optional>

namespace codex {

enum class FailPolicy {
  /// No answer lets through: what is protected is worth less than the service.
  Open,
  /// No answer refuses: better no service than an unprotected one.
  Closed,
  /// The last answer counts, and without one it is let through.
  StaleThenOpen,
  /// The last answer counts, and without one it is refused.
  StaleThenClosed,
};

constexpr bool usesStale(FailPolicy Policy) {
  return Policy == FailPolicy::StaleThenOpen ||
         Policy == FailPolicy::StaleThenClosed;
}
constexpr bool endsOpen(FailPolicy Policy) {
  return Policy == FailPolicy::Open || Policy == FailPolicy::StaleThenOpen;
}

/// Whether to let through. \p Answer is empty where the boundary failed; \p
/// Last is its last answer, where there was one.
[[nodiscard]] constexpr bool allowed(FailPolicy Policy,
                                     std::optional<bool> Answer,
                                     std::optional<bool> Last = std::nullopt) {
  if (Answer)
    return *Answer;
  if (usesStale(Policy) && Last)
    return *Last;
  return endsOpen(Policy);
}

} // namespace codex

#endif // CODEX_FAILPOLICY_H

//===- codex/Backoff.h - Waits between attempts, with an end to them
//--------===//
//
//   codex::Backoff Pause({.First = 50ms, .Most = 10s, .Attempts = 6});
//   while (!connect(Peer)) {
//     std::optional<codex::Backoff::Duration> Wait = Pause.next(Random, Until);
//     if (!Wait)
//       return serveStale();              // what to do instead is not optional
//     std::this_thread::sleep_for(*Wait);
//   }
//   Pause.reset();
//
// The time doubles up to a maximum, and a part of it is left to chance, so that
// clients that failed together do not come back together. All three limits must
// be said. Header-only, C++17 and later, no dependency.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_BACKOFF_H
#define CODEX_BACKOFF_H

#include "Deadline.h"

#include <chrono>
#include <optional>
#include <random>

namespace codex {

class Backoff {
public:
  using Duration = Deadline::Clock::duration;

  struct Limits {
    Duration First;    ///< about the first wait
    Duration Most;     ///< no wait is longer
    unsigned Attempts; ///< so many waits, and then no more
  };

  constexpr explicit Backoff(Limits Wanted) : Given(Wanted) {}

  /// How long to wait before the next attempt: between a half and the whole of
  /// the time that has been reached. Nothing when the attempts are used up.
  template <typename Generator>
  [[nodiscard]] std::optional<Duration> next(Generator &Random) {
    if (Used >= Given.Attempts)
      return std::nullopt;
    Duration Whole = Given.First < Given.Most ? Given.First : Given.Most;
    for (unsigned I = 0; I < Used && Whole < Given.Most; ++I)
      Whole = Whole > Given.Most / 2 ? Given.Most : Whole * 2;
    ++Used;
    if (Whole <= Duration::zero())
      return Duration::zero();
    std::uniform_int_distribution<Duration::rep> Part(Whole.count() / 2,
                                                      Whole.count());
    return Duration(Part(Random));
  }

  /// The same, and nothing where the wait would end after \p Until.
  template <typename Generator>
  [[nodiscard]] std::optional<Duration>
  next(Generator &Random, const Deadline &Until,
       Deadline::Clock::time_point Now = Deadline::Clock::now()) {
    std::optional<Duration> Wait = next(Random);
    if (Wait && *Wait >= Until.remaining(Now))
      return std::nullopt;
    return Wait;
  }

  /// After a success.
  constexpr void reset() { Used = 0; }

private:
  Limits Given;
  unsigned Used = 0;
};

} // namespace codex

#endif // CODEX_BACKOFF_H

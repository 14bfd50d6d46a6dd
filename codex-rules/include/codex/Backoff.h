//===- codex/Backoff.h - Waits between attempts, with an end --*- C++ -*-===//
//
//   std::minstd_rand Random(std::random_device{}());
//   codex::Backoff Pause({50ms, 10s, 6}); // C++20: {.First = 50ms, ...}
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
// be said: what is left out does not compile. Header-only, C++17 and later, no
// dependency.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_BACKOFF_H
#define CODEX_BACKOFF_H

#include "Deadline.h"

#include <chrono>
#include <limits>
#include <optional>
#include <random>
#include <type_traits>

namespace codex {

class Backoff {
public:
  using Duration = Deadline::Clock::duration;

  /// A time of any unit. There is none that is not said.
  class Time {
  public:
    template <typename Rep, typename Period>
    constexpr Time(std::chrono::duration<Rep, Period> Given)
        : Value(detail::saturated<Duration>(Given)) {}
    constexpr operator Duration() const { return Value; }

  private:
    Duration Value;
  };

  /// A number of attempts; what is below zero is none.
  class Count {
  public:
    template <typename T, typename = std::enable_if_t<std::is_integral_v<T> &&
                                                      !std::is_same_v<T, bool>>>
    constexpr Count(T Given)
        : Value(Given <= T(0) ? 0
                : static_cast<std::make_unsigned_t<T>>(Given) >
                        std::numeric_limits<unsigned>::max()
                    ? std::numeric_limits<unsigned>::max()
                    : static_cast<unsigned>(Given)) {}
    constexpr operator unsigned() const { return Value; }

  private:
    unsigned Value;
  };

  struct Limits {
    Time First;     ///< about the first wait
    Time Most;      ///< no wait is longer
    Count Attempts; ///< so many waits, and then no more
  };

  /// Where \p Wanted leaves no time to wait, there is no attempt either: an
  /// attempt without a wait is what this is to prevent.
  constexpr explicit Backoff(Limits Wanted) : Given(Wanted) { reset(); }

  /// How long to wait before the next attempt: between a half and the whole of
  /// the time that has been reached. Nothing when the attempts are used up.
  template <typename Generator>
  [[nodiscard]] std::optional<Duration> next(Generator &Random) {
    const Duration Most = Given.Most;
    if (Left == 0 || Whole <= Duration::zero())
      return std::nullopt;
    --Left;
    std::uniform_int_distribution<Duration::rep> Part(
        Whole.count() - Whole.count() / 2, Whole.count());
    Whole = Whole > Most / 2 ? Most : Whole * 2;
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
  constexpr void reset() {
    const Duration First = Given.First, Most = Given.Most;
    Whole = First < Most ? First : Most;
    Left = Given.Attempts;
  }

private:
  Limits Given;
  Duration Whole = Duration::zero(); ///< what the next wait is a part of
  unsigned Left = 0;
};

} // namespace codex

#endif // CODEX_BACKOFF_H

//===- codex/Deadline.h - How long all of it may take ---------*- C++ -*-===//
//
// A time-out for each step adds up; a deadline is handed on, so that a request
// as a whole ends in time:
//
//   bool serve(const Request &R, codex::Deadline Until) {
//     poll(&Descriptor, 1, Until.pollTimeout());
//     return ask(Backend, R, Until.within(std::chrono::milliseconds(50)));
//   }
//
// On the steady clock: leap seconds and changed clocks do not matter.
// Header-only, C++17 and later, no dependency.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DEADLINE_H
#define CODEX_DEADLINE_H

#include <algorithm>
#include <chrono>
#include <limits>
#include <ratio>
#include <type_traits>

namespace codex {

namespace detail {

/// \p Time in another unit; what does not fit becomes the longest there is, or
/// the shortest: std::chrono::hours::max() is no negative number of
/// nanoseconds. What is no number becomes nothing.
template <typename To, typename Rep, typename Period>
constexpr To saturated(std::chrono::duration<Rep, Period> Time) {
  using Wide = std::chrono::duration<long double, typename To::period>;
  using Ratio = std::ratio_divide<Period, typename To::period>;
  const Wide Exact = Time;
  if (Exact.count() != Exact.count())
    return To::zero();
  if (Exact >= Wide(static_cast<long double>(To::max().count())))
    return To::max();
  if (Exact <= Wide(static_cast<long double>(To::min().count())))
    return To::min();
  // A unit that is no multiple of the other one overflows on the way.
  if constexpr (std::is_floating_point_v<Rep> ||
                (Ratio::num != 1 && Ratio::den != 1))
    return To(static_cast<typename To::rep>(Exact.count()));
  else
    return std::chrono::duration_cast<To>(Time);
}

/// A + B, as far as there is.
template <typename T> constexpr T addSaturating(T A, T B) {
  if (B > T::zero())
    return A > T::max() - B ? T::max() : A + B;
  return A < T::min() - B ? T::min() : A + B;
}

/// How long from \p Early to \p Late, which is not before it.
template <typename Point>
constexpr typename Point::duration between(Point Early, Point Late) {
  using T = typename Point::duration;
  const T From = Early.time_since_epoch(), To = Late.time_since_epoch();
  return From < T::zero() && To > T::max() + From ? T::max() : To - From;
}

} // namespace detail

class Deadline {
public:
  using Clock = std::chrono::steady_clock;

  constexpr explicit Deadline(Clock::time_point Point) : At(Point) {}

  /// In \p Time from now, and as far away as there is where that does not fit.
  /// There is no deadline without a time.
  template <typename Rep, typename Period>
  static constexpr Deadline after(std::chrono::duration<Rep, Period> Time,
                                  Clock::time_point Now) {
    return Deadline(Clock::time_point(detail::addSaturating(
        Now.time_since_epoch(), detail::saturated<Clock::duration>(Time))));
  }
  template <typename Rep, typename Period>
  static Deadline after(std::chrono::duration<Rep, Period> Time) {
    return after(Time, Clock::now());
  }

  /// For a step of its own: in \p Time, and never later than this one.
  template <typename Rep, typename Period>
  [[nodiscard]] constexpr Deadline
  within(std::chrono::duration<Rep, Period> Time, Clock::time_point Now) const {
    return Deadline(std::min(At, after(Time, Now).At));
  }
  template <typename Rep, typename Period>
  [[nodiscard]] Deadline within(std::chrono::duration<Rep, Period> Time) const {
    return within(Time, Clock::now());
  }

  [[nodiscard]] constexpr Clock::time_point at() const { return At; }
  [[nodiscard]] constexpr bool expired(Clock::time_point Now) const {
    return Now >= At;
  }
  [[nodiscard]] bool expired() const { return expired(Clock::now()); }

  /// What is left, and not less than nothing.
  [[nodiscard]] constexpr Clock::duration
  remaining(Clock::time_point Now) const {
    return expired(Now) ? Clock::duration::zero() : detail::between(Now, At);
  }
  [[nodiscard]] Clock::duration remaining() const {
    return remaining(Clock::now());
  }

  /// The same in milliseconds for poll and epoll_wait: never -1, which would
  /// wait for ever, and rounded up, so that nobody polls in a circle.
  [[nodiscard]] constexpr int pollTimeout(Clock::time_point Now) const {
    auto Left = remaining(Now);
    auto Whole = std::chrono::duration_cast<std::chrono::milliseconds>(Left);
    auto Count = Whole.count() + (Left > Whole ? 1 : 0);
    constexpr auto Most = std::numeric_limits<int>::max();
    return Count > Most ? Most : static_cast<int>(Count);
  }
  [[nodiscard]] int pollTimeout() const { return pollTimeout(Clock::now()); }

private:
  Clock::time_point At;
};

} // namespace codex

#endif // CODEX_DEADLINE_H

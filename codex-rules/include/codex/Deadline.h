//===- codex/Deadline.h - How long all of it may take
//-----------------------===//
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

namespace codex {

class Deadline {
public:
  using Clock = std::chrono::steady_clock;

  constexpr explicit Deadline(Clock::time_point Point) : At(Point) {}

  /// In \p Time from now. There is no deadline without a time.
  static constexpr Deadline after(Clock::duration Time, Clock::time_point Now) {
    // So far away that it does not fit: as far as there is.
    return Deadline(Time > Clock::time_point::max() - Now
                        ? Clock::time_point::max()
                        : Now + Time);
  }
  static Deadline after(Clock::duration Time) {
    return after(Time, Clock::now());
  }

  /// For a step of its own: in \p Time, and never later than this one.
  [[nodiscard]] constexpr Deadline within(Clock::duration Time,
                                          Clock::time_point Now) const {
    return Deadline(std::min(At, after(Time, Now).At));
  }
  [[nodiscard]] Deadline within(Clock::duration Time) const {
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
    return expired(Now) ? Clock::duration::zero() : At - Now;
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

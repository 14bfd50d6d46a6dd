//===- codex/LastKnownGood.h - What only a good one replaces --*- C++ -*-===//
//
// For configuration, feature files, lists and routes that come from somewhere
// else while the program serves:
//
//   codex::LastKnownGood<Features> Current(
//       [](const Features &F) {
//         return !F.empty() && F.size() <= MaxFeatures;
//       },
//       std::chrono::hours(6));
//   if (!Current.offer(load(Path)))
//     count("features rejected");           // the old ones stay in use
//   if (auto F = Current.get())
//     serve(*F);
//   else
//     refuse();                             // none, or too old: FailPolicy
//
// What is good, and how old it may become, must both be said. Threads may call
// everything at any time; the validator runs without a lock. An older offer
// never takes the place of a newer one, however long it is looked at.
// Header-only, C++17 and later, no dependency.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_LASTKNOWNGOOD_H
#define CODEX_LASTKNOWNGOOD_H

#include "Deadline.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace codex {

template <typename T> class LastKnownGood {
public:
  using Clock = std::chrono::steady_clock;
  using Validator = std::function<bool(const T &)>;

  /// How new a value is by the count of its source; more is newer.
  struct Version {
    std::uint64_t Number;
  };

  /// \p Check decides on each new value; \p MostAge is how long the last good
  /// one may be used without a newer one. An empty \p Check rejects all, and so
  /// does an age that is not above zero: no value would ever be young enough.
  template <typename Rep, typename Period>
  LastKnownGood(Validator Check, std::chrono::duration<Rep, Period> MostAge)
      : IsGood(std::move(Check)),
        MaximumAge(detail::saturated<Clock::duration>(MostAge)) {}

  LastKnownGood(const LastKnownGood &) = delete;
  LastKnownGood &operator=(const LastKnownGood &) = delete;

  /// Takes \p New over if it is good. If not, or if the validator throws, what
  /// was there stays; so it does where an offer that was made later than this
  /// one has been taken over already.
  [[nodiscard]] bool offer(T New, Clock::time_point Now = Clock::now()) {
    return offerAs(std::move(New), std::nullopt, Now);
  }

  /// The same, with values that may come out of order: one of an older version
  /// than what was taken over never is. The same version again makes it young.
  [[nodiscard]] bool offer(T New, Version Of,
                           Clock::time_point Now = Clock::now()) {
    return offerAs(std::move(New), Of.Number, Now);
  }

  /// The value, or null where there is none or it is too old.
  [[nodiscard]] std::shared_ptr<const T>
  get(Clock::time_point Now = Clock::now()) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Value && (Now < Since || detail::between(Since, Now) <= MaximumAge)
               ? Value
               : nullptr;
  }

  /// The value however old it is, or null where there never was one. For those
  /// whose FailPolicy says that a stale one is better than none.
  [[nodiscard]] std::shared_ptr<const T> getStale() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Value;
  }

  /// To be watched: a source that is rejected for hours is an incident.
  [[nodiscard]] std::uint64_t accepted() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Accepted;
  }
  [[nodiscard]] std::uint64_t rejected() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Rejections;
  }

  /// Good ones that came too late: a newer one was there.
  [[nodiscard]] std::uint64_t superseded() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return TooLate;
  }

private:
  bool offerAs(T New, std::optional<std::uint64_t> Number,
               Clock::time_point Now) {
    const std::uint64_t Turn = nextTurn();
    auto Offered = std::make_shared<const T>(std::move(New));
    Rejection Rejected{*this};
    if (!IsGood || MaximumAge <= Clock::duration::zero() || !IsGood(*Offered))
      return false;
    Rejected.Active = false;
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Number ? Newest && *Number < *Newest : Turn < TurnTaken) {
      ++TooLate;
      return false;
    }
    ++Accepted;
    Value.swap(Offered);
    Since = Now;
    if (Number)
      Newest = Number;
    if (Turn > TurnTaken)
      TurnTaken = Turn;
    return true;
  }

  std::uint64_t nextTurn() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return ++Turns;
  }

  /// Counts also where the validator throws.
  struct Rejection {
    LastKnownGood &Of;
    bool Active = true;
    ~Rejection() {
      if (!Active)
        return;
      std::lock_guard<std::mutex> Lock(Of.Mutex);
      ++Of.Rejections;
    }
  };

  const Validator IsGood;
  const Clock::duration MaximumAge;
  mutable std::mutex Mutex;
  std::shared_ptr<const T> Value;
  Clock::time_point Since;
  std::uint64_t Accepted = 0;
  std::uint64_t Rejections = 0;
  std::uint64_t TooLate = 0;
  std::uint64_t Turns = 0;     ///< of offers, as they were made
  std::uint64_t TurnTaken = 0; ///< the latest that was taken over
  std::optional<std::uint64_t> Newest;
};

} // namespace codex

#endif // CODEX_LASTKNOWNGOOD_H

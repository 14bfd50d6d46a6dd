//===- codex/LastKnownGood.h - A value that only a good one replaces
//-------===//
//
// For configuration, feature files, lists and routes that come from somewhere
// else while the program serves:
//
//   codex::LastKnownGood<Features> Current(
//       [](const Features &F) { return !F.empty() && F.size() <= MaxFeatures;
//       }, std::chrono::hours(6));
//   if (!Current.offer(load(Path)))
//     count("features rejected");           // the old ones stay in use
//   if (auto F = Current.get())
//     serve(*F);
//   else
//     ...                                   // none yet, or too old: see
//     FailPolicy
//
// What is good, and how old it may become, must both be said. Threads may call
// everything at any time; the validator runs without a lock. Header-only, C++17
// and later, no dependency.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_LASTKNOWNGOOD_H
#define CODEX_LASTKNOWNGOOD_H

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace codex {

template <typename T> class LastKnownGood {
public:
  using Clock = std::chrono::steady_clock;
  using Validator = std::function<bool(const T &)>;

  /// \p Check decides on each new value; \p MostAge is how long the last good
  /// one may be used without a newer one. An empty \p Check rejects all.
  LastKnownGood(Validator Check, Clock::duration MostAge)
      : IsGood(std::move(Check)), MaximumAge(MostAge) {}

  LastKnownGood(const LastKnownGood &) = delete;
  LastKnownGood &operator=(const LastKnownGood &) = delete;

  /// Takes \p New over if it is good. If not, or if the validator throws, what
  /// was there stays.
  [[nodiscard]] bool offer(T New, Clock::time_point Now = Clock::now()) {
    auto Offered = std::make_shared<const T>(std::move(New));
    Rejection Rejected{*this};
    if (!IsGood || !IsGood(*Offered))
      return false;
    Rejected.Active = false;
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Accepted;
    Value.swap(Offered);
    Since = Now;
    return true;
  }

  /// The value, or null where there is none or it is too old.
  [[nodiscard]] std::shared_ptr<const T>
  get(Clock::time_point Now = Clock::now()) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Value && Now - Since <= MaximumAge ? Value : nullptr;
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

private:
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
};

} // namespace codex

#endif // CODEX_LASTKNOWNGOOD_H

// The headers that rules' advice points to: codex-rules/include/codex.
#include <codex/Backoff.h>
#include <codex/Deadline.h>
#include <codex/FailPolicy.h>
#include <codex/LastKnownGood.h>
#include <codex/Numbers.h>

#include "gtest/gtest.h"

#include <climits>
#include <cmath>
#include <cstdint>
#include <ratio>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;
const Clock::time_point Start{1h};

//===--- LastKnownGood
//-----------------------------------------------------===//

using Features = std::vector<int>;
bool isGood(const Features &F) { return !F.empty() && F.size() <= 3; }

TEST(LastKnownGood, AnEmptyOrOverLongOneIsRejectedAndTheOldOneStays) {
  codex::LastKnownGood<Features> Current(isGood, 1h);
  EXPECT_EQ(Current.get(Start), nullptr);
  EXPECT_TRUE(Current.offer({1, 2}, Start));
  EXPECT_FALSE(Current.offer({}, Start));
  EXPECT_FALSE(Current.offer({1, 2, 3, 4}, Start));
  ASSERT_NE(Current.get(Start), nullptr);
  EXPECT_EQ(*Current.get(Start), Features({1, 2}));
  EXPECT_TRUE(Current.offer({7}, Start));
  EXPECT_EQ(*Current.get(Start), Features({7}));
  EXPECT_EQ(Current.accepted(), 2u);
  EXPECT_EQ(Current.rejected(), 2u);
}

TEST(LastKnownGood, TooOldIsNoneUnlessAskedFor) {
  codex::LastKnownGood<Features> Current(isGood, 1h);
  ASSERT_TRUE(Current.offer({1}, Start));
  EXPECT_NE(Current.get(Start + 1h), nullptr);
  EXPECT_EQ(Current.get(Start + 1h + 1ns), nullptr);
  ASSERT_NE(Current.getStale(), nullptr);
  // A rejected offer makes the old one no younger.
  EXPECT_FALSE(Current.offer({}, Start + 2h));
  EXPECT_EQ(Current.get(Start + 2h), nullptr);
  EXPECT_TRUE(Current.offer({2}, Start + 2h));
  EXPECT_EQ(*Current.get(Start + 3h), Features({2}));
}

TEST(LastKnownGood, AValidatorThatThrowsRejects) {
  codex::LastKnownGood<int> Current(
      [](int N) { return N > 0 ? true : throw N; }, 1h);
  ASSERT_TRUE(Current.offer(1, Start));
  EXPECT_THROW((void)Current.offer(-1, Start), int);
  EXPECT_EQ(*Current.get(Start), 1);
  EXPECT_EQ(Current.rejected(), 1u);
}

TEST(LastKnownGood, WithoutAValidatorNothingIsGood) {
  codex::LastKnownGood<int> Current(nullptr, 1h);
  EXPECT_FALSE(Current.offer(1, Start));
  EXPECT_EQ(Current.getStale(), nullptr);
}

TEST(LastKnownGood, ReadersKeepWhatTheyHave) {
  codex::LastKnownGood<int> Current([](int) { return true; }, 1h);
  ASSERT_TRUE(Current.offer(0));
  auto Held = Current.get();
  std::thread Writer([&] {
    for (int I = 1; I <= 1000; ++I)
      (void)Current.offer(I);
  });
  int Last = 0;
  for (int I = 0; I < 1000; ++I) {
    int Seen = *Current.get();
    EXPECT_GE(Seen, Last);
    Last = Seen;
  }
  Writer.join();
  EXPECT_EQ(*Held, 0);
  EXPECT_EQ(*Current.get(), 1000);
}

TEST(LastKnownGood, AnyAgeThatCanBeSaid) {
  auto All = [](int) { return true; };
  codex::LastKnownGood<int> ForEver(All, std::chrono::hours::max());
  ASSERT_TRUE(ForEver.offer(1, Start));
  EXPECT_NE(ForEver.get(Start + 1000h), nullptr);
  ASSERT_TRUE(ForEver.offer(1, Clock::time_point::min()));
  EXPECT_NE(ForEver.get(Clock::time_point::max()), nullptr);
  for (auto Age : {-1h, 0h}) {
    codex::LastKnownGood<int> Never(All, Age);
    EXPECT_FALSE(Never.offer(1, Start));
    EXPECT_EQ(Never.getStale(), nullptr);
    EXPECT_EQ(Never.rejected(), 1u);
  }
}

TEST(LastKnownGood, ASlowLookAtAnOlderOneDoesNotBringItBack) {
  codex::LastKnownGood<int> *Other = nullptr;
  codex::LastKnownGood<int> Current(
      [&](int N) { return N != 1 || Other->offer(2); }, 1h);
  Other = &Current;
  // While 1 is looked at, 2 is offered and taken over.
  EXPECT_FALSE(Current.offer(1));
  EXPECT_EQ(*Current.getStale(), 2);
  EXPECT_EQ(Current.superseded(), 1u);
  EXPECT_EQ(Current.accepted(), 1u);
  EXPECT_EQ(Current.rejected(), 0u);
  EXPECT_TRUE(Current.offer(3));
  EXPECT_EQ(*Current.getStale(), 3);
}

TEST(LastKnownGood, AnOlderVersionDoesNotComeBack) {
  using Current = codex::LastKnownGood<int>;
  Current C([](int N) { return N > 0; }, 1h);
  EXPECT_TRUE(C.offer(7, Current::Version{7}, Start));
  EXPECT_FALSE(C.offer(6, Current::Version{6}, Start + 2h));
  EXPECT_EQ(*C.getStale(), 7);
  EXPECT_EQ(C.get(Start + 2h), nullptr);
  EXPECT_TRUE(C.offer(7, Current::Version{7}, Start + 2h));
  EXPECT_NE(C.get(Start + 3h), nullptr);
  // One that is no good is not the newest.
  EXPECT_FALSE(C.offer(-9, Current::Version{9}, Start));
  EXPECT_TRUE(C.offer(8, Current::Version{8}, Start));
  EXPECT_EQ(*C.getStale(), 8);
}

//===--- FailPolicy
//--------------------------------------------------------===//

TEST(FailPolicy, AnAnswerCountsWhateverThePolicy) {
  for (auto P :
       {codex::FailPolicy::Open, codex::FailPolicy::Closed,
        codex::FailPolicy::StaleThenOpen, codex::FailPolicy::StaleThenClosed}) {
    EXPECT_TRUE(codex::allowed(P, true, false));
    EXPECT_FALSE(codex::allowed(P, false, true));
  }
}

TEST(FailPolicy, WithoutAnAnswer) {
  using P = codex::FailPolicy;
  EXPECT_TRUE(codex::allowed(P::Open, std::nullopt, false));
  EXPECT_FALSE(codex::allowed(P::Closed, std::nullopt, true));
  EXPECT_FALSE(codex::allowed(P::StaleThenOpen, std::nullopt, false));
  EXPECT_TRUE(codex::allowed(P::StaleThenOpen, std::nullopt));
  EXPECT_TRUE(codex::allowed(P::StaleThenClosed, std::nullopt, true));
  static_assert(!codex::allowed(P::StaleThenClosed, std::nullopt));
}

//===--- Numbers
//-----------------------------------------------------------===//

TEST(Numbers, NarrowIntegers) {
  EXPECT_EQ(codex::narrow<uint16_t>(65535), uint16_t(65535));
  EXPECT_EQ(codex::narrow<uint16_t>(65536), std::nullopt);
  EXPECT_EQ(codex::narrow<uint16_t>(-1), std::nullopt);
  EXPECT_EQ(codex::narrow<int8_t>(-128), int8_t(-128));
  EXPECT_EQ(codex::narrow<int8_t>(-129), std::nullopt);
  EXPECT_EQ(codex::narrow<int32_t>(UINT32_MAX), std::nullopt);
  EXPECT_EQ(codex::narrow<uint64_t>(INT64_MIN), std::nullopt);
  EXPECT_EQ(codex::narrow<int64_t>(UINT64_MAX), std::nullopt);
  EXPECT_EQ(codex::narrow<uint64_t>(INT64_MAX), uint64_t(INT64_MAX));
}

TEST(Numbers, NarrowFloatingPoint) {
  // Ariane 5's horizontal bias.
  EXPECT_EQ(codex::narrow<int16_t>(32768.0), std::nullopt);
  EXPECT_EQ(codex::narrow<int16_t>(32767.9), int16_t(32767));
  EXPECT_EQ(codex::narrow<int16_t>(-32768.9), int16_t(-32768));
  EXPECT_EQ(codex::narrow<int16_t>(-32769.0), std::nullopt);
  EXPECT_EQ(codex::narrow<int64_t>(9223372036854775808.0), std::nullopt);
  EXPECT_EQ(codex::narrow<uint8_t>(-0.5), uint8_t(0));
  EXPECT_EQ(codex::narrow<uint8_t>(-1.0), std::nullopt);
  EXPECT_EQ(codex::narrow<int>(std::nan("")), std::nullopt);
  EXPECT_EQ(codex::narrow<int>(INFINITY), std::nullopt);
}

/// Near the limits of a wide type the numbers of a narrow floating-point type
/// stand far apart: the least integer is one, and the next one is outside.
TEST(Numbers, NarrowAtTheLeast) {
  EXPECT_EQ(codex::narrow<int32_t>(-2147483648.0f), INT32_MIN);
  EXPECT_EQ(codex::narrow<int32_t>(std::nextafter(-2147483648.0f, -INFINITY)),
            std::nullopt);
  EXPECT_EQ(codex::narrow<int64_t>(-9223372036854775808.0), INT64_MIN);
  EXPECT_EQ(
      codex::narrow<int64_t>(std::nextafter(-9223372036854775808.0, -INFINITY)),
      std::nullopt);
  EXPECT_EQ(codex::narrow<int32_t>(-2147483648.5), INT32_MIN);
  EXPECT_EQ(codex::narrow<int32_t>(-2147483649.0), std::nullopt);
}

TEST(Numbers, Saturate) {
  EXPECT_EQ(codex::saturate<int16_t>(1e9), INT16_MAX);
  EXPECT_EQ(codex::saturate<int16_t>(-1e9), INT16_MIN);
  EXPECT_EQ(codex::saturate<int16_t>(12.9), 12);
  EXPECT_EQ(codex::saturate<int>(std::nan("")), 0);
  EXPECT_EQ(codex::saturate<uint8_t>(-3), 0);
  EXPECT_EQ(codex::saturate<uint8_t>(300u), 255);
}

/// Every pair of 8-bit numbers, against sums in a wider type.
template <typename T> void everyPair() {
  using L = std::numeric_limits<T>;
  auto Wide = [](int N) {
    return N < L::min() || N > L::max() ? std::nullopt : std::optional<T>(T(N));
  };
  for (int A = L::min(); A <= L::max(); ++A)
    for (int B = L::min(); B <= L::max(); ++B) {
      ASSERT_EQ(codex::checkedAdd(T(A), T(B)), Wide(A + B)) << A << ' ' << B;
      ASSERT_EQ(codex::checkedSubtract(T(A), T(B)), Wide(A - B))
          << A << ' ' << B;
      ASSERT_EQ(codex::checkedMultiply(T(A), T(B)), Wide(A * B))
          << A << ' ' << B;
    }
}
TEST(Numbers, CheckedSigned) { everyPair<int8_t>(); }
TEST(Numbers, CheckedUnsigned) { everyPair<uint8_t>(); }

TEST(Numbers, CheckedWide) {
  EXPECT_EQ(codex::checkedAdd<int64_t>(INT64_MAX, 1), std::nullopt);
  EXPECT_EQ(codex::checkedMultiply<int64_t>(INT64_MIN, -1), std::nullopt);
  EXPECT_EQ(codex::checkedMultiply<uint64_t>(1ull << 32, 1ull << 32),
            std::nullopt);
  static_assert(codex::checkedAdd(1, 2) == 3);
}

TEST(Numbers, CheckedOfTwoTypes) {
  EXPECT_EQ(codex::checkedMultiply(uint32_t(1) << 31, sizeof(int)), size_t(1)
                                                                        << 33);
  EXPECT_EQ(codex::checkedMultiply(3, size_t(5)), size_t(15));
  EXPECT_EQ(codex::checkedMultiply(-3, size_t(5)), std::nullopt);
  EXPECT_EQ(codex::checkedAdd(SIZE_MAX, uint8_t(1)), std::nullopt);
  EXPECT_EQ(codex::checkedSubtract(uint64_t(1), uint32_t(2)), std::nullopt);
  EXPECT_EQ(codex::checkedSubtract(uint32_t(1), int64_t(2)), int64_t(-1));
  // Of the type that is asked for, whatever the arguments are.
  EXPECT_EQ(codex::checkedAdd<uint8_t>(200, 100), std::nullopt);
  static_assert(std::is_same_v<decltype(codex::checkedAdd<uint8_t>(1, 2)),
                               std::optional<uint8_t>>);
  static_assert(codex::checkedMultiply(2u, sizeof(char)) == 2u);
}

//===--- Deadline
//----------------------------------------------------------===//

TEST(Deadline, RemainingIsNeverNegative) {
  codex::Deadline D = codex::Deadline::after(100ms, Start);
  EXPECT_EQ(D.remaining(Start + 30ms), 70ms);
  EXPECT_FALSE(D.expired(Start + 99ms));
  EXPECT_TRUE(D.expired(Start + 100ms));
  EXPECT_EQ(D.remaining(Start + 1s), 0ms);
}

TEST(Deadline, AStepEndsNoLaterThanTheWhole) {
  codex::Deadline Whole = codex::Deadline::after(100ms, Start);
  EXPECT_EQ(Whole.within(20ms, Start).at(), Start + 20ms);
  EXPECT_EQ(Whole.within(20ms, Start + 90ms).at(), Whole.at());
  EXPECT_EQ(Whole.within(Clock::duration::max(), Start).at(), Whole.at());
}

TEST(Deadline, PollNeverWaitsForEver) {
  codex::Deadline D = codex::Deadline::after(1500us, Start);
  EXPECT_EQ(D.pollTimeout(Start), 2);
  EXPECT_EQ(D.pollTimeout(Start + 500us), 1);
  EXPECT_EQ(D.pollTimeout(Start + 1s), 0);
  EXPECT_EQ(
      codex::Deadline::after(Clock::duration::max(), Start).pollTimeout(Start),
      INT_MAX);
}

TEST(Deadline, AsFarAwayAsThereIs) {
  using codex::Deadline;
  for (auto Far :
       {Deadline::after(std::chrono::hours::max(), Start),
        Deadline::after(std::chrono::milliseconds::max(), Start),
        Deadline::after(std::chrono::duration<double>(1e300), Start),
        Deadline::after(
            std::chrono::duration<int64_t, std::ratio<1001, 30000>>(INT64_MAX),
            Start)}) {
    EXPECT_EQ(Far.at(), Clock::time_point::max());
    EXPECT_FALSE(Far.expired());
    EXPECT_EQ(Far.remaining(Clock::time_point::min()), Clock::duration::max());
    EXPECT_EQ(Far.pollTimeout(Start), INT_MAX);
  }
  EXPECT_EQ(
      Deadline::after(std::chrono::hours::min(), Clock::time_point()).at(),
      Clock::time_point::min());
  EXPECT_EQ(
      Deadline::after(Clock::duration::min(), Clock::time_point(-1ns)).at(),
      Clock::time_point::min());
  EXPECT_EQ(Deadline::after(1s, Clock::time_point(-5s)).at(),
            Clock::time_point(-4s));
  EXPECT_EQ(Deadline::after(std::chrono::duration<double>(NAN), Start).at(),
            Start);
  EXPECT_EQ(Deadline::after(std::chrono::duration<double>(0.25), Start).at(),
            Start + 250ms);
  EXPECT_EQ(Deadline::after(std::chrono::hours(2), Start).at(), Start + 2h);
  EXPECT_EQ(Deadline::after(std::chrono::hours(-2), Start).at(), Start - 2h);
  using Frames = std::chrono::duration<int64_t, std::ratio<1001, 30000>>;
  EXPECT_EQ(Deadline::after(Frames(30000), Start).at(), Start + 1001s);
}

//===--- Backoff
//-----------------------------------------------------------===//

TEST(Backoff, DoublesToTheMaximumAndEnds) {
  std::mt19937 Random(1);
  codex::Backoff Pause({10ms, 35ms, 5});
  for (auto Whole : {10ms, 20ms, 35ms, 35ms, 35ms}) {
    auto Wait = Pause.next(Random);
    ASSERT_TRUE(Wait);
    EXPECT_GE(*Wait, Whole / 2);
    EXPECT_LE(*Wait, Whole);
  }
  EXPECT_EQ(Pause.next(Random), std::nullopt);
  Pause.reset();
  EXPECT_LE(Pause.next(Random).value(), 10ms);
}

TEST(Backoff, ClientsComeBackApart) {
  std::mt19937 Random(1);
  std::set<codex::Backoff::Duration> Waits;
  for (int I = 0; I < 100; ++I)
    Waits.insert(codex::Backoff({1s, 1min, 3}).next(Random).value());
  EXPECT_GT(Waits.size(), 90u);
}

TEST(Backoff, NotPastTheDeadline) {
  std::mt19937 Random(1);
  codex::Backoff Pause({1s, 1min, 3});
  codex::Deadline Until = codex::Deadline::after(100ms, Start);
  EXPECT_EQ(Pause.next(Random, Until, Start), std::nullopt);
}

TEST(Backoff, ExtremeLimits) {
  std::mt19937 Random(1);
  codex::Backoff Longest({1ns, codex::Backoff::Duration::max(), 200});
  for (int I = 0; I < 200; ++I)
    EXPECT_GT(Longest.next(Random).value(), 0ns);
  codex::Backoff Hours({1s, std::chrono::hours::max(), 3});
  for (auto Whole : {1s, 2s, 4s}) {
    auto Wait = Hours.next(Random).value();
    EXPECT_GE(Wait, Whole / 2);
    EXPECT_LE(Wait, Whole);
  }
  codex::Backoff First({std::chrono::hours::max(), 1s, 1});
  EXPECT_LE(First.next(Random).value(), 1s);
}

/// Nothing to wait for, or nothing to wait: then there is no attempt.
TEST(Backoff, WithoutAWaitThereIsNoAttempt) {
  std::mt19937 Random(1);
  EXPECT_EQ(codex::Backoff({1s, 1s, 0}).next(Random), std::nullopt);
  EXPECT_EQ(codex::Backoff({1s, 1s, -1}).next(Random), std::nullopt);
  EXPECT_EQ(codex::Backoff({0s, 1s, 3}).next(Random), std::nullopt);
  EXPECT_EQ(codex::Backoff({-1ns, 1s, 100}).next(Random), std::nullopt);
  EXPECT_EQ(codex::Backoff({1s, 0s, 3}).next(Random), std::nullopt);
  EXPECT_EQ(codex::Backoff({1s, std::chrono::hours::min(), 3}).next(Random),
            std::nullopt);
}

/// What an attempt costs must not grow with their number.
TEST(Backoff, AsManyAttemptsAsThereAre) {
  std::minstd_rand Random(1);
  codex::Backoff Pause({1ns, 8ns, UINT_MAX});
  codex::Backoff::Duration Sum{};
  for (int I = 0; I < 1000000; ++I)
    Sum += Pause.next(Random).value();
  EXPECT_GE(Sum, 3ms);
  codex::Backoff Wide({1ns, 8ns, uint64_t(1) << 40});
  EXPECT_TRUE(Wide.next(Random));
}

} // namespace

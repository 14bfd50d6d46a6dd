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
    EXPECT_GE(Longest.next(Random).value(), 0ns);
  EXPECT_EQ(codex::Backoff({0s, 0s, 1}).next(Random), 0ns);
  EXPECT_EQ(codex::Backoff({1s, 1s, 0}).next(Random), std::nullopt);
}

} // namespace

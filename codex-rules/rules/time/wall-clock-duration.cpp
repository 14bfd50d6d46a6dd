// flags: -std=c++20
#include <sys/time.h>
#include <chrono>
#include <ctime>
#include <random>
#include <thread>

void work();
using Clock = std::chrono::system_clock;

// [example-bad]
long roundTrip_bad() {
  auto Begin = std::chrono::system_clock::now(); // step: the first reading
  work();
  auto Taken = std::chrono::system_clock::now() - Begin; // expect: 'std::chrono::system_clock::now() - Begin' is a duration by the wall clock
  return Taken.count();
}
// [/example-bad]

long bothKept_bad() {
  const auto Begin = Clock::now();
  work();
  const auto End = Clock::now();
  return std::chrono::duration_cast<std::chrono::microseconds>(End - Begin).count(); // expect: 'End - Begin' is a duration
}

int pick_bad(std::mt19937 &Random) {
  auto Sent = Clock::now();
  work();
  std::uniform_int_distribution<long> Any(0, (Clock::now() - Sent).count()); // expect: is a duration
  return static_cast<int>(Any(Random));
}

double seconds_bad() {
  time_t Begin = time(nullptr);
  work();
  return double(time(nullptr) - Begin); // expect: 'time(nullptr) - Begin' is a duration
}

bool tooSlow_bad() {
  std::time_t Begin = std::time(nullptr);
  work();
  std::time_t End = std::time(nullptr);
  return End - Begin > 5; // expect: 'End - Begin' is a duration
}

// [example-ok]
long roundTrip_ok() {
  auto Begin = std::chrono::steady_clock::now();
  work();
  return (std::chrono::steady_clock::now() - Begin).count();
}
// [/example-ok]

bool expired_ok(std::chrono::system_clock::time_point Signed) {
  return std::chrono::system_clock::now() - Signed > std::chrono::hours(24);
}

time_t age_ok(time_t FileTime) { return time(nullptr) - FileTime; }

time_t yesterday_ok() { return time(nullptr) - 24 * 60 * 60; }

long sinceEpoch_ok() { return Clock::now().time_since_epoch().count(); }

auto earlier_ok() { return Clock::now() - std::chrono::minutes(5); }

struct Timer {
  std::chrono::system_clock::time_point Begin = Clock::now();
  auto taken_bad() const { return Clock::now() - Begin; } // expect: 'Clock::now() - Begin' is a duration by the wall clock
};

long elapsedMs_bad(void (*Query)()) {
  timeval Before, After;
  gettimeofday(&Before, nullptr);
  Query();
  gettimeofday(&After, nullptr);
  return (After.tv_sec - Before.tv_sec) * 1000; // expect: codex-wall-clock-duration
}

class Stopwatch {
public:
  void begin() { Start = std::chrono::system_clock::now(); }
  long seconds_bad() const {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now() - Start) // expect: codex-wall-clock-duration
        .count();
  }
  bool expired_ok() const { return std::chrono::system_clock::now() - Issued > std::chrono::hours(1); }

private:
  std::chrono::system_clock::time_point Start, Issued;
};

long between_ok(const timeval &A, const timeval &B) { return A.tv_sec - B.tv_sec; }

struct Query {
  timeval Begun;
  long Smooth;
};
void begin_ok(Query &Q) { gettimeofday(&Q.Begun, nullptr); }
// incident: cloudflare-2017-01-01-leap-second
long end_bad(Query &Q) {
  timeval End;
  gettimeofday(&End, nullptr);
  long Micros = (End.tv_sec - Q.Begun.tv_sec) * 1000000L + (End.tv_usec - Q.Begun.tv_usec); // expect: codex-wall-clock-duration
  Q.Smooth += (Micros - Q.Smooth) / 8;
  return Q.Smooth;
}

struct Probe {
  std::chrono::system_clock::time_point Sent, Expires;
};
std::chrono::nanoseconds answered_bad(const Probe &P) {
  return std::chrono::system_clock::now() - P.Sent; // expect: is a duration by the wall clock
}
bool expired_ok(const Probe &P) { return std::chrono::system_clock::now() > P.Expires; }

class RoundTrip {
  using Clock = std::chrono::system_clock;
  Clock::time_point Sent;
  double Smoothed = 1;

public:
  void begin() { Sent = Clock::now(); }
  void answered_bad() {
    Smoothed = 0.7 * Smoothed + 0.3 * std::chrono::duration<double>(Clock::now() - Sent).count(); // expect: Sent
  }
};

class Seconds {
  std::time_t StartedAt = 0;
  std::time_t Created = 0;
  static long long nowMicros() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  }

public:
  long elapsed_bad() const { return time(nullptr) - StartedAt; } // expect: StartedAt
  double trip_bad(long long Before) { return double(nowMicros() - Before); } // expect: nowMicros
  long age_ok() const { return time(nullptr) - Created; }
  double age_ok(long long createdMicros) { return double(nowMicros() - createdMicros); }
};

struct Upstream {
  std::time_t Asked = 0;
  std::time_t Expires = 0;
  long Weight = 0;
};
void answered_bad(Upstream &U) {
  U.Weight = std::time(nullptr) - U.Asked; // expect: Asked
}
long left_ok(const Upstream &U) { return U.Expires - std::time(nullptr); }

namespace through {

// The reading is in a type of its own.
struct Micros {
  long Us;
  static Micros now() {
    timeval T;
    gettimeofday(&T, nullptr);
    return {T.tv_sec * 1000000L + T.tv_usec};
  }
};
struct SteadyMicros {
  long Us;
  static SteadyMicros now() {
    return {std::chrono::steady_clock::now().time_since_epoch().count() / 1000};
  }
};
class Measured {
  Micros Sent{};
  SteadyMicros SteadySent{};
  Micros Modified{};

public:
  long took_bad() { return Micros::now().Us - Sent.Us; } // expect: wall clock
  long took_ok() { return SteadyMicros::now().Us - SteadySent.Us; }
  long age_ok() { return Micros::now().Us - Modified.Us; }
};

// How far two clocks are apart is no duration.
timeval WallDate, OwnDate;
long offset_ok() {
  gettimeofday(&WallDate, nullptr);
  return OwnDate.tv_sec - WallDate.tv_sec;
}
long since_bad() {
  gettimeofday(&WallDate, nullptr);
  return WallDate.tv_sec - OwnDate.tv_sec; // expect: wall clock
}

// Both ends are read by those who call.
class Smoothed {
public:
  using Wall = std::chrono::system_clock::time_point;
  using Steady = std::chrono::steady_clock::time_point;
  void took_bad(Wall Asked, Wall Answered) {
    Micros += (Answered - Asked).count(); // expect: Answered - Asked
  }
  void took_ok(Steady Asked, Steady Answered) {
    Micros += (Answered - Asked).count();
  }
  // How long a file has been there is asked of the calendar.
  void age_ok(Wall Written, Wall Read) { Micros += (Read - Written).count(); }

private:
  long Micros = 0;
};
void exchange(Smoothed &S, void (*Ask)(), Smoothed::Wall Written) {
  const auto Asked = std::chrono::system_clock::now();
  Ask();
  S.took_bad(Asked, std::chrono::system_clock::now());
  S.age_ok(Written, std::chrono::system_clock::now());
}
void exchangeSteadily(Smoothed &S, void (*Ask)()) {
  const auto Asked = std::chrono::steady_clock::now();
  Ask();
  S.took_ok(Asked, std::chrono::steady_clock::now());
}

} // namespace through

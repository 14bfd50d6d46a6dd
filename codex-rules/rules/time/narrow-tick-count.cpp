#include <chrono>
#include <cstdint>
#include <ctime>

using Steady = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;
extern "C" std::uint32_t GetTickCount();

struct Control {
  std::uint32_t Started;
  int Last;
  std::int64_t Wide;

  // [example-bad]
  void start_bad() {
    Started = std::chrono::duration_cast<Milliseconds>(Steady::now().time_since_epoch()).count(); // expect: 'Started' has 32 bits
  }
  // [/example-bad]

  void cast_bad() {
    Last = static_cast<int>(std::chrono::duration_cast<Milliseconds>(Steady::now().time_since_epoch()).count()); // expect: 'Last' has 32 bits
  }

  // [example-ok]
  void start_ok() {
    Wide = std::chrono::duration_cast<Milliseconds>(Steady::now().time_since_epoch()).count();
  }
  // [/example-ok]
};

int now_bad() {
  int Now = time(nullptr); // expect: 'Now' has 32 bits and is given 'time(nullptr)'
  return Now;
}

bool late_bad(std::uint32_t End) {
  std::uint32_t Now = GetTickCount(); // expect: 'Now' has 32 bits and is given 'GetTickCount()'
  return Now > End;
}

unsigned ticks_bad() {
  unsigned Ticks = (unsigned)Steady::now().time_since_epoch().count(); // expect: 'Ticks' has 32 bits
  return Ticks;
}

long long now_ok() {
  long long Now = time(nullptr);
  return Now;
}

int taken_ok(Steady::time_point Begin) {
  int Taken = std::chrono::duration_cast<Milliseconds>(Steady::now() - Begin).count();
  return Taken;
}

int configured_ok(Milliseconds Timeout) {
  int Limit = static_cast<int>(Timeout.count());
  return Limit;
}

bool late_ok(Steady::time_point End) { return Steady::now() > End; }

int year_ok(std::tm *Date) {
  int Year = Date->tm_year;
  return Year;
}

std::uint32_t nowMs_bad() {
  timespec Now;
  clock_gettime(CLOCK_MONOTONIC, &Now);
  return (std::uint32_t)(Now.tv_sec * 1000 + Now.tv_nsec / 1000000); // expect: codex-narrow-tick-count
}

std::int64_t nowMs_ok() {
  timespec Now;
  clock_gettime(CLOCK_MONOTONIC, &Now);
  return Now.tv_sec * 1000 + Now.tv_nsec / 1000000;
}

// incident: boeing-787-248-days
static volatile std::int32_t uptime_cs;
void timer_bad() { uptime_cs++; } // expect: 'uptime_cs' has 32 bits and is given 'uptime_cs++'
static volatile std::uint64_t wideUptime;
void timer_ok() { wideUptime++; }

class Unit {
  Steady::time_point Start = Steady::now();

public:
  int hundredths_bad() const {
    using Hundredths = std::chrono::duration<int, std::centi>;
    return std::chrono::duration_cast<Hundredths>(Steady::now() - Start).count(); // expect: has 32 bits
  }
};

// incident: faa-zla-2004-09-14
static std::uint32_t monotonic_bad() {
  timespec Now;
  clock_gettime(CLOCK_MONOTONIC, &Now);
  return Now.tv_sec * 1000 + Now.tv_nsec / 1000000; // expect: 'monotonic_bad' has 32 bits
}
bool expired_ok(std::uint32_t End) { return monotonic_bad() >= End; }

std::uint32_t steadyMs_bad() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now().time_since_epoch()).count(); // expect: 'steadyMs_bad' has 32 bits
}
std::uint32_t millis();
bool expiredBy_bad(std::int32_t Limit) {
  std::int32_t Now = millis(); // expect: 'Now' has 32 bits and is given 'millis()'
  return Now > Limit;
}

namespace generator {
using Clock = std::chrono::steady_clock;
unsigned now_bad() {
  return static_cast<unsigned>(std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count()); // expect: 32 bits
}
long long now_ok() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count();
}
class Unit {
public:
  void onTimer_bad() { Counter++; } // expect: 32 bits
  void onTimer_ok() { Wide++; }
  void onRequest_ok() { Requests++; }

private:
  std::int32_t Counter = 0;
  std::int64_t Wide = 0;
  std::int32_t Requests = 0;
};
} // namespace generator

// The difference is right when the counter has begun anew (wesnoth, 2026-11-28).
extern "C" std::uint32_t SDL_GetTicks();
void draw(double);
double frame_ok(bool More) {
  std::uint32_t Before = SDL_GetTicks();
  double Shown = 0;
  while (More) {
    std::uint32_t Now = SDL_GetTicks();
    if (Now - Before > 200)
      draw(Shown);
    Before = Now;
  }
  return Shown;
}
std::uint32_t limitOf(int);
bool due_bad(int Frame) {
  std::uint32_t Begun = SDL_GetTicks(); // expect: 'Begun' has 32 bits and is given 'SDL_GetTicks()'
  draw(0);
  return limitOf(Frame) > Begun + 200;
}

// Without a sign seconds last until 2106: protocols have them so (pdns-recursor).
std::uint32_t cookieTime_ok() {
  std::uint32_t Now = static_cast<std::uint32_t>(time(nullptr));
  return Now;
}
void noted_bad(Control &C) {
  C.Last = time(nullptr); // expect: 'Last' has 32 bits and is given 'time(nullptr)'
}
void cut_bad(Control &C) {
  C.Last = (int)time(nullptr); // expect: 'Last' has 32 bits and is given 'time(nullptr)'
}

class Power {
public:
  std::int32_t uptime_ms() const { // a name that says what it gives
    auto Since = std::chrono::steady_clock::now() - Boot;
    return static_cast<std::int32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(Since).count() / 10); // expect: 32 bits
  }
  std::int64_t uptime_ok() const {
    auto Since = std::chrono::steady_clock::now() - Boot;
    return std::chrono::duration_cast<std::chrono::milliseconds>(Since).count() / 10;
  }
  // The time that one step took fits.
  int lastStep_ok() const {
    auto Since = std::chrono::steady_clock::now() - Boot;
    return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(Since).count());
  }

private:
  std::chrono::steady_clock::time_point Boot = std::chrono::steady_clock::now();
};

class Generator {
public:
  // incident: boeing-787-248-days
  void everyTenMilliseconds_bad() {
    uptimeCs_ += 1; // expect: codex-narrow-tick-count
    if (uptimeCs_ < 0)
      Failsafe = true;
  }
  void onTick_bad() {
    TickCount += 10; // expect: codex-narrow-tick-count
  }
  void onTick_ok() { WideTicks += 1; }
  void seen_ok() { Seen += 1; }

private:
  std::int32_t uptimeCs_ = 0;
  std::uint32_t TickCount = 0;
  std::uint64_t WideTicks = 0;
  int Seen = 0;
  bool Failsafe = false;
};

// Any bits of it will do.
unsigned dice_ok() {
  unsigned Seed = static_cast<unsigned>(std::chrono::system_clock::now().time_since_epoch().count());
  return Seed * 1103515245u + 12345u;
}

// flags: -std=c++20
#include <algorithm>
#include <chrono>
#include <thread>

using namespace std::chrono_literals;

bool connectOnce();
unsigned next(unsigned);

// [example-bad]
// incident: aws-2021-12-07-backoff
bool connect_bad() {
  for (int I = 0; I < 8; ++I) {
    auto Delay = 100ms;
    if (connectOnce())
      return true;
    std::this_thread::sleep_for(Delay);
    Delay *= 2; // expect: makes the delay longer, and the next round begins with the first one again
  }
  return false;
}
// [/example-bad]

bool capped_bad() {
  while (!connectOnce()) {
    std::chrono::milliseconds Wait = 50ms;
    std::this_thread::sleep_for(Wait);
    Wait = std::min(Wait * 2, std::chrono::milliseconds(30s)); // expect: makes the delay longer
  }
  return true;
}

bool shifted_bad() {
  do {
    unsigned BackoffMs = 10;
    std::this_thread::sleep_for(std::chrono::milliseconds(BackoffMs));
    BackoffMs <<= 1; // expect: makes the delay longer
  } while (!connectOnce());
  return true;
}

bool called_bad() {
  for (;;) {
    unsigned RetryDelay = 10;
    if (connectOnce())
      return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(RetryDelay));
    RetryDelay = next(RetryDelay); // expect: makes the delay longer
  }
}

bool onOneWay_bad(bool Slow) {
  for (;;) {
    long PauseMs = 10;
    if (connectOnce())
      return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(PauseMs));
    if (Slow)
      PauseMs += 1000; // expect: makes the delay longer
  }
}

// [example-ok]
bool connect_ok() {
  auto Delay = 100ms;
  for (int I = 0; I < 8; ++I) {
    if (connectOnce())
      return true;
    std::this_thread::sleep_for(Delay);
    Delay *= 2;
  }
  return false;
}
// [/example-ok]

bool madeOfTheRound_ok() {
  for (int I = 1; I < 8; ++I) {
    auto Delay = 100ms;
    Delay *= I;
    if (connectOnce())
      return true;
    std::this_thread::sleep_for(Delay);
  }
  return false;
}

bool kept_ok() {
  static unsigned DelayMs = 10;
  while (!connectOnce()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(DelayMs));
    DelayMs *= 2;
  }
  return true;
}

bool innerLoop_ok() {
  for (int Host = 0; Host < 3; ++Host) {
    unsigned DelayMs = 10;
    for (int I = 0; I < 5; ++I) {
      if (connectOnce())
        return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(DelayMs));
      DelayMs *= 2;
    }
  }
  return false;
}

bool sentence_ok(int N) {
  int Words = 0;
  for (int I = 0; I < N; ++I) {
    int Length = I;
    Words += Length;
    Length *= 2;
  }
  return Words > 0;
}

namespace through {

// An object that grows, and begins anew in each round.
class Growing {
  std::chrono::milliseconds Now{100};

public:
  std::chrono::milliseconds next() { return Now = std::min(Now * 2, 30'000ms); }
  void reset() { Now = 100ms; }
};
bool dial();
void keepUp_bad() {
  Growing Pause;
  while (true) {
    Pause.reset(); // expect: 'Pause.reset()'
    if (dial())
      break;
    std::this_thread::sleep_for(Pause.next());
  }
}
void keepUp_ok() {
  Growing Pause;
  while (true) {
    if (dial()) {
      Pause.reset();
      continue;
    }
    std::this_thread::sleep_for(Pause.next());
  }
}

} // namespace through

struct Caller {
  unsigned PauseMs;
  bool dial();
};
void pauseFor(unsigned Ms);
void reach_bad(Caller &C) {
  while (true) {
    C.PauseMs = 20;
    if (C.dial())
      return;
    pauseFor(C.PauseMs);
    C.PauseMs = C.PauseMs * 3; // expect: codex-lost-delay-growth
  }
}
void reach_ok(Caller &C) {
  C.PauseMs = 20;
  while (!C.dial()) {
    pauseFor(C.PauseMs);
    C.PauseMs = C.PauseMs * 3;
  }
}
// Each of several begins with its own.
void reachAll_ok(Caller *All, int N) {
  for (int I = 0; I < N; ++I) {
    All[I].PauseMs = 20;
    while (!All[I].dial()) {
      pauseFor(All[I].PauseMs);
      All[I].PauseMs *= 3;
    }
  }
}

// flags: -std=c++20
#include <semaphore.h>
#include <sys/time.h>
#include <pthread.h>
#include <time.h>
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;
struct Queue {
  std::mutex Mutex;
  std::condition_variable Filled;
  std::timed_mutex Slow;
  bool Ready = false;

  // [example-bad]
  bool take_bad() {
    std::unique_lock Lock(Mutex);
    return Filled.wait_until(Lock, std::chrono::system_clock::now() + 100ms, [this] { return Ready; }); // expect: ends by the wall clock
  }
  // [/example-bad]

  void loop_bad() {
    std::unique_lock Lock(Mutex);
    while (!Ready) {
      const auto End = std::chrono::system_clock::now() + 10ms;
      Filled.wait_until(Lock, End); // expect: 'Filled.wait_until(Lock, End)' ends by the wall clock
    }
  }

  bool lock_bad() {
    return Slow.try_lock_until(std::chrono::system_clock::now() + 1s); // expect: ends by the wall clock
  }

  bool result_bad(std::future<int> &Result) {
    auto End = std::chrono::system_clock::now() + 1s;
    return Result.wait_until(End) == std::future_status::ready; // expect: ends by the wall clock
  }

  void pause_bad() {
    std::this_thread::sleep_until(std::chrono::system_clock::now() + 5ms); // expect: ends by the wall clock
  }

  // [example-ok]
  bool take_ok() {
    std::unique_lock Lock(Mutex);
    return Filled.wait_for(Lock, 100ms, [this] { return Ready; });
  }
  // [/example-ok]

  bool steady_ok() {
    std::unique_lock Lock(Mutex);
    return Filled.wait_until(Lock, std::chrono::steady_clock::now() + 1s, [this] { return Ready; });
  }

  bool lock_ok() { return Slow.try_lock_for(1s); }

  // A date that was agreed upon is one of the wall clock.
  void date_ok(std::chrono::system_clock::time_point Midnight) {
    std::this_thread::sleep_until(Midnight);
  }

  void pause_ok() { std::this_thread::sleep_for(5ms); }

  bool result_ok(std::future<int> &Result) {
    return Result.wait_for(1s) == std::future_status::ready;
  }
};

int ready_bad(pthread_mutex_t *Mutex, pthread_cond_t *Ready) {
  timespec Deadline;
  clock_gettime(CLOCK_REALTIME, &Deadline);
  Deadline.tv_sec += 5;
  return pthread_cond_timedwait(Ready, Mutex, &Deadline); // expect: codex-wall-clock-wait
}

// The condition was made with CLOCK_MONOTONIC.
int ready_ok(pthread_mutex_t *Mutex, pthread_cond_t *Ready) {
  timespec Deadline;
  clock_gettime(CLOCK_MONOTONIC, &Deadline);
  Deadline.tv_sec += 5;
  return pthread_cond_timedwait(Ready, Mutex, &Deadline);
}

// incident: linux-leap-second-futex-2012
void ticker_bad(pthread_mutex_t *Mutex, pthread_cond_t *Condition) {
  timeval Now;
  gettimeofday(&Now, nullptr);
  timespec Until = {Now.tv_sec, Now.tv_usec * 1000 + 50000000};
  pthread_cond_timedwait(Condition, Mutex, &Until); // expect: ends by the wall clock
}
void given_ok(pthread_mutex_t *Mutex, pthread_cond_t *Condition, const timespec *Until) {
  pthread_cond_timedwait(Condition, Mutex, Until);
}

void poll_bad(sem_t *Work) {
  for (;;) {
    timespec Until;
    clock_gettime(CLOCK_REALTIME, &Until);
    Until.tv_sec += 1;
    sem_timedwait(Work, &Until); // expect: ends by the wall clock
  }
}

namespace through {

// The deadline comes from a helper.
static timespec inMillis(long Ms) {
  timespec T;
  clock_gettime(CLOCK_REALTIME, &T);
  T.tv_sec += Ms / 1000;
  return T;
}
static timespec steadyInMillis(long Ms) {
  timespec T;
  clock_gettime(CLOCK_MONOTONIC, &T);
  T.tv_sec += Ms / 1000;
  return T;
}
void helped_bad(pthread_cond_t *C, pthread_mutex_t *M) {
  timespec Until = inMillis(20);
  pthread_cond_timedwait(C, M, &Until); // expect: wall clock
}
void helped_ok(pthread_cond_t *C, pthread_mutex_t *M) {
  timespec Until = steadyInMillis(20);
  pthread_cond_timedwait(C, M, &Until);
}

void fillIn(timespec *T, long Millis) {
  clock_gettime(CLOCK_REALTIME, T);
  T->tv_nsec += Millis * 1000000;
}
void fillSteadily(timespec *T, long Millis) {
  clock_gettime(CLOCK_MONOTONIC, T);
  T->tv_nsec += Millis * 1000000;
}
void filled_bad(pthread_cond_t *C, pthread_mutex_t *M) {
  timespec Until;
  fillIn(&Until, 20);
  pthread_cond_timedwait(C, M, &Until); // expect: wall clock
}
void filled_ok(pthread_cond_t *C, pthread_mutex_t *M) {
  timespec Until;
  fillSteadily(&Until, 20);
  pthread_cond_timedwait(C, M, &Until);
}

} // namespace through

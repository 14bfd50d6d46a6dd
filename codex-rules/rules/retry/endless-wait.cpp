// flags: -std=c++20
#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <pthread.h>
#include <semaphore.h>
#include <semaphore>
#include <string>

#define SERVES __attribute__((annotate("codex::entry=request-handler")))

class Queue {
public:
  // incident: stackdriver-2013-10-23-blocking-queue
  void push_bad(std::string Value) {
    std::unique_lock Lock(Mutex);
    Room.wait(Lock, [this] { return Items.size() < 100; }); // expect: waits for as long as it takes
    Items.push_back(std::move(Value));
  }
  bool push_ok(std::string Value) {
    std::unique_lock Lock(Mutex);
    if (!Room.wait_for(Lock, std::chrono::milliseconds(50),
                       [this] { return Items.size() < 100; }))
      return false;
    Items.push_back(std::move(Value));
    return true;
  }

private:
  std::mutex Mutex;
  std::condition_variable Room;
  std::deque<std::string> Items;
};
static Queue Sinks[3];

SERVES void ingest(const std::string &Body) {
  for (Queue &Q : Sinks)
    Q.push_bad(Body);
}

// [example-bad]
SERVES int answer_bad(std::future<int> &Upstream) {
  return Upstream.get(); // expect: 'std::future::get' waits for as long as it takes
}
// [/example-bad]

SERVES void slots_bad(std::counting_semaphore<8> &Slots) {
  Slots.acquire(); // expect: waits for as long as it takes
}

SERVES void posix_bad(sem_t *Slots) {
  sem_wait(Slots); // expect: 'sem_wait' waits for as long as it takes
}

static void helper_bad(pthread_cond_t *C, pthread_mutex_t *M) {
  pthread_cond_wait(C, M); // expect: is reached from
}
SERVES void throughHelper(pthread_cond_t *C, pthread_mutex_t *M) { helper_bad(C, M); }

// [example-ok]
SERVES int answer_ok(std::future<int> &Upstream) {
  if (Upstream.wait_for(std::chrono::milliseconds(200)) != std::future_status::ready)
    return 503;
  return 200;
}
// [/example-ok]

SERVES bool ingest_ok(const std::string &Body) {
  bool All = true;
  for (Queue &Q : Sinks)
    All &= Q.push_ok(Body);
  return All;
}

SERVES bool slots_ok(std::counting_semaphore<8> &Slots) {
  return Slots.try_acquire_for(std::chrono::milliseconds(10));
}

// A thread of its own may wait: nobody waits for it.
void worker_ok(std::condition_variable &Ready, std::mutex &Mutex) {
  std::unique_lock Lock(Mutex);
  Ready.wait(Lock);
}

SERVES void locked_ok(std::mutex &Mutex, int &Count) {
  std::lock_guard Lock(Mutex);
  ++Count;
}

// The thread has said that it is done.
struct Helper {
  pthread_t Thread;
  bool Done;
};
SERVES void collect_ok(Helper *All, int N) {
  for (int I = 0; I < N; ++I)
    if (All[I].Done)
      pthread_join(All[I].Thread, nullptr);
}

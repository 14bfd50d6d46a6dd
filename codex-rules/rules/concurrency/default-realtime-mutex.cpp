#include <mutex>
#include <pthread.h>
#include <sched.h>

struct Bus {
  pthread_mutex_t Mutex;
  // [example-bad]
  // incident: mars-pathfinder-1997
  int open_bad() { return pthread_mutex_init(&Mutex, nullptr); } // expect: 'pthread_mutex_init(&Mutex, nullptr)' makes a mutex without priority inheritance
  // [/example-bad]

  // [example-ok]
  int open_ok() {
    pthread_mutexattr_t Attributes;
    pthread_mutexattr_init(&Attributes);
    pthread_mutexattr_setprotocol(&Attributes, PTHREAD_PRIO_INHERIT);
    return pthread_mutex_init(&Mutex, &Attributes);
  }
  // [/example-ok]
  int lock_ok() { return pthread_mutex_lock(&Mutex); }
};

static pthread_mutex_t Shared;

void global_bad() {
  pthread_mutex_init(&Shared, NULL); // expect: makes a mutex without priority inheritance
}

int checked_bad(pthread_mutex_t *Mutex) {
  if (pthread_mutex_init(Mutex, 0) != 0) // expect: makes a mutex without priority inheritance
    return -1;
  return 0;
}

void many_bad(pthread_mutex_t (&All)[4]) {
  for (pthread_mutex_t &One : All)
    pthread_mutex_init(&One, nullptr); // expect: makes a mutex
}

void given_ok(pthread_mutex_t *Mutex, const pthread_mutexattr_t *Attributes) {
  pthread_mutex_init(Mutex, Attributes);
}

void condition_ok(pthread_cond_t *Condition) { pthread_cond_init(Condition, nullptr); }

void destroyed_ok() { pthread_mutex_destroy(&Shared); }

void urgent_ok(pthread_t Thread) {
  sched_param Parameters = {};
  Parameters.sched_priority = 50;
  pthread_setschedparam(Thread, SCHED_FIFO, &Parameters);
}

struct Local {
  void wrapper_bad() {
    pthread_mutex_t Mutex;
    pthread_mutex_init(&Mutex, nullptr); // expect: makes a mutex
  }
};

// As a std::mutex.
class Channel {
  std::mutex Lock; // expect: 'Lock' makes a mutex without priority inheritance
  int Data = 0;

public:
  void publish_ok(int V) { Data = V; }
};

pthread_mutex_t Ready_bad = PTHREAD_MUTEX_INITIALIZER; // expect: 'Ready_bad' makes a mutex without priority inheritance

#include <cstdio>
#include <pthread.h>
#include <system_error>
#include <vector>

void *serve(void *);

// [example-bad]
void perPeer_bad(std::vector<pthread_t> &Threads) {
  for (pthread_t &Thread : Threads)
    pthread_create(&Thread, nullptr, serve, nullptr); // expect: the result of 'pthread_create(&Thread, nullptr, serve, nullptr)' is dropped
}
// [/example-bad]

void cast_bad() {
  // expect+3: is cast to void, and no comment says why
  pthread_t Thread;

  (void)pthread_create(&Thread, nullptr, serve, nullptr);
  pthread_detach(Thread);
}

void stored_bad() {
  pthread_t Thread;
  int Error = pthread_create(&Thread, nullptr, serve, nullptr); // expect: is kept in 'Error' and never looked at
  pthread_join(Thread, nullptr);
}

void told_bad() {
  pthread_t Thread;
  if (pthread_create(&Thread, nullptr, serve, nullptr)) // expect: is only logged
    std::fprintf(stderr, "no thread\n");
  pthread_join(Thread, nullptr);
}

void overwritten_bad(pthread_t &A, pthread_t &B) {
  int Error = pthread_create(&A, nullptr, serve, nullptr); // expect: is kept in 'Error' and never looked at
  Error = pthread_create(&B, nullptr, serve, nullptr);
  if (Error)
    throw std::system_error(Error, std::generic_category());
}

// [example-ok]
bool tellCaller_ok(pthread_t &Thread) {
  return pthread_create(&Thread, nullptr, serve, nullptr) == 0;
}
// [/example-ok]

void thrown_ok(pthread_t &Thread) {
  int Error = pthread_create(&Thread, nullptr, serve, nullptr);
  if (Error != 0)
    throw std::system_error(Error, std::generic_category());
}

int countStarted_ok(std::vector<pthread_t> &Threads) {
  int Started = 0;
  for (pthread_t &Thread : Threads)
    if (!pthread_create(&Thread, nullptr, serve, nullptr))
      ++Started;
  return Started;
}

void fallback_ok() {
  pthread_t Thread;
  if (pthread_create(&Thread, nullptr, serve, nullptr) != 0) {
    std::perror("thread");
    serve(nullptr);
  }
}

void withReason_ok() {
  pthread_t Thread;
  // The prefetcher is a help and not a need: without it reads are slower.
  (void)pthread_create(&Thread, nullptr, serve, nullptr);
}

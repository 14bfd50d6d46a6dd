// flags: -std=c++20
#include <chrono>
#include <cstdlib>
#include <netdb.h>
#include <string>
#include <thread>
#include <unistd.h>

// As in libevent and libuv.
extern "C" {
struct event;
struct event_base;
typedef void (*event_callback_fn)(int, short, void *);
event *event_new(event_base *, int, short, event_callback_fn, void *);
struct uv_timer_t;
typedef void (*uv_timer_cb)(uv_timer_t *);
int uv_timer_start(uv_timer_t *, uv_timer_cb, unsigned long, unsigned long);
}
#define RUNS_IN_LOOP __attribute__((annotate("codex::entry=event-handler")))

// [example-bad]
static void onRead_bad(int, short, void *) {
  sleep(1); // expect: 'sleep' blocks
}
// [/example-bad]
event *watch(event_base *Base, int Descriptor) {
  return event_new(Base, Descriptor, 2, onRead_bad, nullptr);
}

static bool lookUp_bad(const char *Host) {
  addrinfo *Found = nullptr;
  return getaddrinfo(Host, "80", nullptr, &Found) == 0; // expect: handler of the event loop
}
static void onTimer(uv_timer_t *) { lookUp_bad("db"); }
int arm(uv_timer_t *Timer) { return uv_timer_start(Timer, onTimer, 0, 1000); }

RUNS_IN_LOOP void retry_bad(int) {
  std::this_thread::sleep_for(std::chrono::seconds(1)); // expect: 'std::this_thread::sleep_for' blocks
}

RUNS_IN_LOOP void runs_bad(const std::string &Command) {
  (void)!std::system(Command.c_str()); // expect: 'system' blocks
}

struct Backoff {
  void wait_bad() { usleep(1000); } // expect: 'usleep' blocks
};
RUNS_IN_LOOP void method(Backoff &B) { B.wait_bad(); }

// [example-ok]
RUNS_IN_LOOP void quick_ok(int Descriptor) { close(Descriptor); }
// [/example-ok]

static void again_ok(uv_timer_t *);
static void later(uv_timer_t *Timer) { uv_timer_start(Timer, again_ok, 1000, 0); }
static void again_ok(uv_timer_t *Timer) { later(Timer); }
int armAgain(uv_timer_t *T) { return uv_timer_start(T, again_ok, 0, 0); }

// In a thread of its own.
RUNS_IN_LOOP void elsewhere_ok(int) {
  std::thread([] { sleep(1); }).detach();
}

// Before the loop begins.
int main_ok() {
  sleep(1);
  return lookUp_bad("db");
}

RUNS_IN_LOOP void child_ok(int) {
  if (fork() == 0) {
    sleep(1);
    _exit(0);
  }
}

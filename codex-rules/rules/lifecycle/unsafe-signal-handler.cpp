// flags: -std=c++14
#include <csignal>
#include <cstdlib>
#include <syslog.h>
#include <unistd.h>

static volatile std::sig_atomic_t TimedOut = 0;

extern "C" void graceOver_bad(int) {
  syslog(LOG_INFO, "login timed out"); // expect: 'syslog' may not be asynchronous-safe
  _exit(1);
}

extern "C" void logTwice_bad(void) {
  syslog(LOG_INFO, "still here"); // expect: 'syslog' may not be asynchronous-safe
}

extern "C" void indirect(int) { logTwice_bad(); }

// Upstream takes free for a builtin of the compiler and lets it pass, although
// it takes the allocator's lock.
extern "C" void freeing_FN(int) { std::free(nullptr); }

extern "C" void graceOver_ok(int) { TimedOut = 1; }

extern "C" void endAtOnce_ok(int) { _exit(1); }

void install() {
  std::signal(SIGALRM, graceOver_bad);
  std::signal(SIGTERM, indirect);
  std::signal(SIGHUP, freeing_FN);
  std::signal(SIGUSR1, graceOver_ok);
  std::signal(SIGUSR2, endAtOnce_ok);
}

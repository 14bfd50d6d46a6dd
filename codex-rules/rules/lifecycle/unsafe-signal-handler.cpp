// flags: -std=c++14
#include <csignal>
#include <cstdlib>
#include <syslog.h>
#include <unistd.h>

static volatile std::sig_atomic_t TimedOut = 0;

extern "C" void graceOver_bad(int) {
  syslog(LOG_INFO, "login timed out"); // expect: codex-unsafe-signal-handler: 'syslog' may not be asynchronous-safe
  _exit(1);
}

extern "C" void cleanUp_bad() {
  std::free(nullptr); // expect: codex-unsafe-signal-handler: 'free' may not be asynchronous-safe
}

extern "C" void indirect_bad(int) { cleanUp_bad(); }

extern "C" void graceOver_ok(int) { TimedOut = 1; }

extern "C" void endAtOnce_ok(int) { _exit(1); }

void install() {
  std::signal(SIGALRM, graceOver_bad);
  std::signal(SIGTERM, indirect_bad);
  std::signal(SIGUSR1, graceOver_ok);
  std::signal(SIGUSR2, endAtOnce_ok);
}

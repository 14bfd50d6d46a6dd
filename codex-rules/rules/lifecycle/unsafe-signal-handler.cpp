// flags: -std=c++20
#include <vector>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <string>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

static volatile std::sig_atomic_t TimedOut = 0;
static int WakeUp[2];
static std::mutex Lock;
static std::string Last;

// regreSSHion: the handler of the login timer logs.
// [example-bad]
// incident: regresshion-2024
extern "C" void graceOver_bad(int) {
  syslog(LOG_INFO, "login timed out"); // expect: 'syslog' is not async-signal-safe
  _exit(1);
}
// [/example-bad]

// The same, two calls further down.
static void write_bad(const char *Text) {
  std::fprintf(stderr, "%s\n", Text); // expect: called from the signal handler 'terminated(int)'
}
static void logFatal(const char *Text) { write_bad(Text); }
extern "C" void terminated(int) {
  logFatal("terminated"); // step: from here 'logFatal(const char *)' is called
}

extern "C" void endsWithHandlers_bad(int) {
  exit(0); // expect: 'exit' is not async-signal-safe
}

extern "C" void takesALock_bad(int) {
  Lock.lock(); // expect: 'std::mutex::lock' is not async-signal-safe
  TimedOut = 1;
  Lock.unlock(); // one finding for each handler is enough
}

extern "C" void remembers_bad(int Signal) {
  Last = "signal"; // expect: not async-signal-safe
}

extern "C" void freeing_bad(int) {
  std::free(nullptr); // expect: 'free' is not async-signal-safe
}

extern "C" void withInfo_bad(int, siginfo_t *Info, void *) {
  std::printf("%p\n", Info->si_addr); // expect: 'printf' is not async-signal-safe
}

// [example-ok]
extern "C" void graceOver_ok(int) { TimedOut = 1; }
// [/example-ok]

extern "C" void endAtOnce_ok(int) {
  static const char Text[] = "timed out\n";
  (void)!write(2, Text, sizeof Text - 1);
  _exit(1);
}

extern "C" void selfPipe_ok(int) {
  int Kept = errno;
  (void)!write(WakeUp[1], "", 1);
  errno = Kept;
}

extern "C" void childEnded_ok(int) {
  while (waitpid(-1, nullptr, WNOHANG) > 0) {
  }
}

// The program is lost: a trace is worth more than order.
extern "C" void crashed_ok(int Signal) {
  std::fprintf(stderr, "signal %d\n", Signal);
  std::abort();
}

// Only looks at a string.
static std::string PidFile;
extern "C" void removesPidFile_ok(int) {
  if (!PidFile.empty())
    unlink(PidFile.c_str());
  _exit(0);
}

// No handler at all.
void report_ok() { std::cerr << "not a handler\n"; }

// Handlers from a table are not known as such.
static void fromTable_FN(int) { std::puts("late"); }
struct Row {
  int Signal;
  void (*Handler)(int);
};
static const Row Table[] = {{SIGUSR1, fromTable_FN}};

void install() {
  struct sigaction Action = {};
  std::signal(SIGALRM, graceOver_bad);
  std::signal(SIGTERM, terminated); // step: 'terminated(int)' is entered from here: signal handler
  std::signal(SIGINT, endsWithHandlers_bad);
  std::signal(SIGHUP, freeing_bad);
  Action.sa_handler = takesALock_bad;
  sigaction(SIGUSR1, &Action, nullptr);
  struct sigaction Other = {.sa_flags = SA_SIGINFO};
  Other.sa_sigaction = withInfo_bad;
  sigaction(SIGUSR2, &Other, nullptr);
  std::signal(SIGWINCH, remembers_bad);
  std::signal(SIGHUP, graceOver_ok);
  std::signal(SIGUSR1, endAtOnce_ok);
  std::signal(SIGUSR2, selfPipe_ok);
  std::signal(SIGQUIT, removesPidFile_ok);
  std::signal(SIGCHLD, childEnded_ok);
  std::signal(SIGSEGV, crashed_ok);
  for (const Row &R : Table)
    std::signal(R.Signal, R.Handler);
}

static std::vector<std::string> Notes;
void lambda_bad() {
  std::signal(SIGTERM, [](int) { Notes.push_back("terminated"); }); // expect: codex-unsafe-signal-handler
}

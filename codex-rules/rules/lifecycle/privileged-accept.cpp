// flags: -std=c++17
#include <cstdlib>
#include <sys/socket.h>
#include <unistd.h>

// [example-bad]
int serve_bad(int Fd) {
  setuid(1000);
  return accept(Fd, nullptr, nullptr); // expect: with the privileges
}
// [/example-bad]

// [example-ok]
int serve_ok(int Fd) {
  if (setuid(1000) != 0)
    std::abort();
  return accept(Fd, nullptr, nullptr);
}
// [/example-ok]

static bool dropped() { return setresuid(1000, 1000, 1000) == 0; }

int helper_ok(int Fd) {
  if (!dropped())
    return -1;
  return accept(Fd, nullptr, nullptr);
}

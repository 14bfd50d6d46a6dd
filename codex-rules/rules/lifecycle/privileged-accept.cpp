// flags: -std=c++17
#include <cstdlib>
#include <sys/socket.h>
#include <unistd.h>

// [example-bad]
// incident: android-adb-setuid-2010
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

int some_bad(int Fd, bool Drop) {
  if (Drop && setuid(1000) != 0)
    std::abort();
  return accept(Fd, nullptr, nullptr); // expect: with the privileges
}

int late_bad(int Fd) {
  int Client = accept(Fd, nullptr, nullptr); // expect: with the privileges
  if (setuid(1000) != 0)
    std::abort();
  return Client;
}

int wrongWay_bad(int Fd) {
  if (setreuid(1000, 1000) == 0)
    return -1;
  return accept4(Fd, nullptr, nullptr, 0); // expect: with the privileges
}

static void tryToDrop() { (void)setresuid(1000, 1000, 1000); }

int helper_bad(int Fd) {
  tryToDrop();
  return accept(Fd, nullptr, nullptr); // expect: with the privileges
}

int real_ok(int Fd) {
  if (setreuid(1000, 1000) != 0)
    return -1;
  return accept4(Fd, nullptr, nullptr, 0);
}

// The call gives 0 or -1, and nothing else: where it is not -1, it is 0.
int minusOne_ok(int Fd) {
  if (setreuid(1000, 1000) == -1)
    return -1;
  return accept4(Fd, nullptr, nullptr, 0);
}

int many_ok(int Fd) {
  if (setuid(1000) != 0)
    std::exit(1);
  int Sum = 0;
  for (int I = 0; I < 3; ++I)
    Sum += accept(Fd, nullptr, nullptr);
  return Sum;
}

int never_ok(int Fd) { return listen(Fd, 5); }

static bool droppedAndAsked(uid_t User) {
  if (setuid(User) != 0)
    return false;
  return geteuid() == User;
}

// What has been dropped stays so, whatever is asked afterwards.
int askedAgain_ok(int Fd, uid_t User) {
  if (!droppedAndAsked(User))
    return 1;
  return accept(Fd, nullptr, nullptr);
}

static bool askedOnly(uid_t User) { return geteuid() == User; }
int askedOnly_bad(int Fd) {
  if (!askedOnly(0))
    return 1;
  return accept(Fd, nullptr, nullptr); // expect: with the privileges
}

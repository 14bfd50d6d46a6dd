#include <cstdio>
#include <string>
#include <system_error>
#include <unistd.h>

// [example-bad]
void save_bad(int Fd, const char *New, const char *Old) {
  fsync(Fd); // expect: the result of 'fsync(Fd)' is dropped
  close(Fd);
  std::rename(New, Old); // expect: the result of 'std::rename(New, Old)' is dropped
}
// [/example-bad]

void kept_bad(int Fd, long Size) {
  int Result = ftruncate(Fd, Size); // expect: is kept in 'Result' and never looked at
  lseek(Fd, 0, SEEK_END);
}

void cast_bad(int Fd) {
  // expect+3: is cast to void, and no comment says why
  lseek(Fd, 0, SEEK_SET);

  (void)fdatasync(Fd);
}

void overwritten_bad(int A, int B) {
  int Result = fsync(A); // expect: is kept in 'Result' and never looked at
  Result = fsync(B);
  if (Result != 0)
    throw std::system_error(Result, std::generic_category());
}

void comma_bad(int Fd) {
  fsync(Fd), close(Fd); // expect: the result of 'fsync(Fd)' is dropped
}

// [example-ok]
bool save_ok(int Fd, const char *New, const char *Old) {
  bool Written = fsync(Fd) == 0;
  Written &= close(Fd) == 0;
  return Written && rename(New, Old) == 0;
}
// [/example-ok]

struct Log {
  int Fd;
  ~Log() { last_ok(); }
  int last_ok() { return fsync(Fd); }
};

void told_ok(int Fd) {
  if (fsync(Fd) != 0)
    std::perror("fsync");
}

void hint_ok(int Fd) {
  (void)fdatasync(Fd); // only speeds up the close that follows, and is checked there
}

int gathered_ok(int Fd, const char *New, const char *Old) {
  int Failed = fsync(Fd);
  Failed |= rename(New, Old);
  return Failed;
}

void thrown_ok(int Fd) {
  if (const int Result = fsync(Fd); Result != 0)
    throw std::system_error(Result, std::generic_category());
}

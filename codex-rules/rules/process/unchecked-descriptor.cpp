#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

// [example-bad]
// incident: fork-minus-one-kill
long head_bad(const char *Path, char *To) {
  int Fd = open(Path, O_RDONLY);
  long N = read(Fd, To, 100); // expect: codex-unchecked-descriptor
  close(Fd);
  return N;
}
// [/example-bad]

int serve_bad(const sockaddr *A, socklen_t Size) {
  int S = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(S, A, Size) != 0) // expect: codex-unchecked-descriptor
    return -1;
  return S;
}

long direct_bad(const char *Path, char *To) {
  return read(open(Path, O_RDONLY), To, 1); // expect: codex-unchecked-descriptor
}

long zero_bad(const char *Path) {
  int Fd = open(Path, O_RDONLY);
  if (Fd == 0)
    return 0;
  struct stat S;
  return fstat(Fd, &S) == 0 ? long(S.st_size) : -1; // expect: codex-unchecked-descriptor
}

void client_bad(int Listener) {
  int Client = accept(Listener, nullptr, nullptr);
  (void)!write(Client, "hello", 5); // expect: codex-unchecked-descriptor
  close(Client);
}

// [example-ok]
long head_ok(const char *Path, char *To) {
  int Fd = open(Path, O_RDONLY);
  if (Fd < 0)
    return -1;
  long N = read(Fd, To, 100);
  close(Fd);
  return N;
}
// [/example-ok]

int serve_ok(const sockaddr *A, socklen_t Size) {
  int S = socket(AF_INET, SOCK_STREAM, 0);
  if (S == -1)
    return -1;
  return bind(S, A, Size) == 0 ? S : -1;
}

void client_ok(int Listener) {
  for (;;) {
    int Client = accept(Listener, nullptr, nullptr);
    if (Client < 0)
      continue;
    (void)!write(Client, "hello", 5);
    close(Client);
  }
}

long retried_ok(const char *Path, char *To) {
  int Fd;
  while ((Fd = open(Path, O_RDONLY)) < 0)
    sleep(1);
  return read(Fd, To, 1);
}

long parameter_ok(int Fd, char *To) { return read(Fd, To, 1); }

// A name that says that it does not come back.
void unixDie(const char *What);
long named_ok(const char *Path, char *To) {
  int Fd = open(Path, O_RDONLY);
  if (Fd < 0)
    unixDie("opening");
  long N = read(Fd, To, 100);
  close(Fd);
  return N;
}

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

struct Report {
  char *Text;
  std::size_t Length;
  int Fd;
};
int dial(const char *Host);
bool tell(int Fd, const char *Text, std::size_t Length);

// incident: aws-2012-10-22-ebs-leak
// [example-bad]
bool push_bad(const char *Host, const char *Text) {
  char *Copy = strdup(Text);
  int Fd = dial(Host);
  if (Fd < 0) // expect: 'Copy' is given back at the end
    return false;
  bool Told = tell(Fd, Copy, strlen(Copy));
  free(Copy);
  return Told;
}
// [/example-bad]

// [example-ok]
bool push_ok(const char *Host, const char *Text) {
  std::string Copy(Text);
  int Fd = dial(Host);
  if (Fd < 0)
    return false;
  return tell(Fd, Copy.data(), Copy.size());
}
// [/example-ok]

bool report_bad(const char *Host, std::size_t N) {
  auto *R = new Report{new char[N], N, -1};
  R->Fd = dial(Host);
  if (R->Fd < 0) // expect: 'R' is given back
    return false;
  bool Told = tell(R->Fd, R->Text, R->Length);
  delete R;
  return Told;
}

static char *render(std::size_t N) {
  char *Text = static_cast<char *>(malloc(N));
  if (Text)
    Text[0] = 0;
  return Text;
}
int rendered_bad(const char *Host) {
  char *Text = render(160);
  int Fd = dial(Host);
  if (Fd < 0) { // expect: 'Text' is given back
    std::perror(Host);
    return -1;
  }
  tell(Fd, Text, 160);
  free(Text);
  return 0;
}

int assigned_bad(const char *Path, const char *Host) {
  FILE *In;
  In = fopen(Path, "r");
  if (!In)
    return -1;
  if (dial(Host) < 0) // expect: 'In' is given back
    throw std::runtime_error(Host);
  fclose(In);
  return 0;
}

int resolved_bad(const char *Host) {
  addrinfo *Found;
  if (getaddrinfo(Host, "80", nullptr, &Found) != 0)
    return -1;
  int Fd = socket(Found->ai_family, Found->ai_socktype, 0);
  if (Fd < 0) // expect: 'Found' is given back
    return -1;
  freeaddrinfo(Found);
  return Fd;
}

int given_ok(const char *Host) {
  char *Text = render(160);
  int Fd = dial(Host);
  if (Fd < 0) {
    free(Text);
    return -1;
  }
  tell(Fd, Text, 160);
  free(Text);
  return 0;
}
int null_ok(const char *Text) {
  char *Copy = strdup(Text);
  if (Copy == nullptr)
    return -1;
  int Fd = dial(Copy);
  free(Copy);
  return Fd;
}
int out_ok(const char *Host) {
  char *Text = render(160);
  int Result = -1;
  int Fd = dial(Host);
  if (Fd < 0)
    goto out;
  Result = tell(Fd, Text, 160);
out:
  free(Text);
  return Result;
}
struct Holder {
  char *Text;
};
int stored_ok(Holder *H, const char *Text) {
  char *Copy = strdup(Text);
  H->Text = Copy;
  if (dial(Text) < 0)
    return -1;
  free(Copy);
  H->Text = nullptr;
  return 0;
}
char *returned_ok(const char *Text) {
  char *Copy = strdup(Text);
  if (dial(Text) < 0)
    return Copy;
  free(Copy);
  return nullptr;
}
int before_ok(const char *Text) {
  if (dial(Text) < 0)
    return -1;
  char *Copy = strdup(Text);
  int Fd = dial(Copy);
  free(Copy);
  return Fd;
}
int owned_ok(const char *Text) {
  char *Copy = strdup(Text);
  std::unique_ptr<char, void (*)(void *)> Held(Copy, free);
  if (dial(Text) < 0)
    return -1;
  Held.release();
  free(Copy);
  return 0;
}

// A condition that asks for the pointer and for something else.
int askedToo_FN(const char *Host) {
  char *Text = render(160);
  int Fd = dial(Host);
  if (Text == nullptr || !tell(Fd, Text, 160))
    return -1;
  free(Text);
  return 0;
}

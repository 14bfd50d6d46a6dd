// rules: unchecked-privilege-drop
// flags: -std=c++20
// RUN: %codex_check %s
//
// Where a result can stand, and the ways that it can go.
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <tuple>
#include <unistd.h>

int check(int Result);

int cleanup_ok(unsigned User) {
  int Result = -1;
  if (User == 0)
    goto out;
  Result = setuid(User);
  if (Result != 0)
    goto out;
  std::puts("dropped");
out:
  return Result;
}

int ternary_ok(unsigned User, bool Root) {
  int Result = Root ? setuid(User) : 0;
  return Result;
}

void ternary_bad(unsigned User, bool Root) {
  Root ? setuid(User) : setgid(User); // expect: 'setuid(User)' is dropped
  // expect-1: 'setgid(User)' is dropped
}

void comma_bad(unsigned User) {
  for (int I = 0; I < 2; ++I, setuid(User)) // expect: 'setuid(User)' is dropped
    check(I);
}

void ignored_bad(unsigned User) {
  std::ignore = setuid(User); // expect: is cast to void
}

void thrown_ok(unsigned User, bool Bad) {
  int Result = setuid(User);
  if (Bad)
    throw std::runtime_error("bad");
  if (Result)
    std::exit(1);
}

void ended_ok(unsigned User, bool Bad) {
  int Result = setuid(User);
  if (Bad)
    std::abort();
  if (Result)
    std::exit(1);
}

void loop_bad(unsigned User) {
  int Result = 0;
  for (int I = 0; I < 3; ++I)
    Result = setuid(User + I); // expect: is kept in 'Result' and not looked at on every path
  check(Result);
}

void loop_ok(unsigned User) {
  int Result = 0;
  for (int I = 0; I < 3; ++I) {
    Result = setuid(User + I);
    if (Result == 0)
      break;
  }
  check(Result);
}

void byAddress_ok(unsigned User) {
  int Result = 0;
  int *Where = &Result;
  Result = setuid(User);
  check(*Where);
}

void byReference_ok(unsigned User) {
  int Result = 0;
  auto Look = [&] { check(Result); };
  Result = setuid(User);
  Look();
}

struct Holder {
  int Result;
  explicit Holder(unsigned User) : Result(setuid(User)) {}
};

struct Dropper {
  ~Dropper() { setuid(0); } // expect: 'setuid(0)' is dropped
};

template <class T> void instance_bad(T User) {
  setuid(User); // expect: 'setuid(User)' is dropped
}
template void instance_bad(unsigned);

template <class T> void neverMade(T User) { setuid(User); }

#define DROP(user) setuid(user)
void macro_bad(unsigned User) {
  DROP(User); // expect: is dropped
}

void initialiser_ok(unsigned User) {
  if (int Result = setuid(User); Result != 0)
    std::exit(Result);
}

void switched_ok(unsigned User) {
  switch (setuid(User)) {
  case 0:
    return;
  default:
    std::exit(1);
  }
}

void negated_ok(unsigned User) {
  bool Failed = !!setuid(User);
  if (Failed)
    std::exit(1);
}

void elseBranch_bad(unsigned User) {
  if (setuid(User) == 0) { // expect: is only logged
    std::puts("dropped");
  } else {
    std::perror("setuid");
  }
}

void fatalLog_ok(unsigned User) {
  if (setuid(User) != 0) {
    std::perror("setuid");
    std::exit(1);
  }
}

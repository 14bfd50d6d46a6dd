#include <cstdio>
#include <cstdlib>
#include <grp.h>
#include <iostream>
#include <unistd.h>

// [example-bad]
// incident: android-adb-setuid-2010
void becomeShell_bad(unsigned Group, unsigned User) {
  setgid(Group); // expect: the result of 'setgid(Group)' is dropped
  setuid(User); // expect: the result of 'setuid(User)' is dropped
}
// [/example-bad]

void cast_bad(unsigned User) {
  (void)setuid(User); // expect: the result of 'setuid(User)' is cast to void
}

void stored_bad(unsigned User) {
  int Result = setuid(User); // expect: is kept in 'Result' and never looked at
  static_cast<void>(Result);
}

void overwritten_bad(unsigned Group, unsigned User) {
  int Result = setgid(Group); // expect: is kept in 'Result' and never looked at
  Result = setuid(User); // step: it is overwritten here
  if (Result != 0)
    std::exit(1);
}

void onlyTold_bad(unsigned User) {
  if (setuid(User) != 0) // expect: the result of 'setuid(User)' is only logged
    std::perror("setuid");
}

void onlyWritten_bad(const char *Path) {
  int Result = chroot(Path); // expect: is kept in 'Result' and only logged
  std::cerr << "chroot: " << Result << '\n';
}

void onOnePath_bad(unsigned User, bool Verbose) {
  int Result = setuid(User); // expect: is kept in 'Result' and not looked at on every path
  if (!Verbose)
    return;
  if (Result != 0)
    std::exit(1);
}

void inLambda_bad(unsigned User) {
  auto Drop = [=] { setuid(User); }; // expect: the result of 'setuid(User)' is dropped
  Drop();
}

// [example-ok]
void becomeShell_ok(unsigned Group, unsigned User) {
  if (setgroups(0, nullptr) != 0 || setgid(Group) != 0 || setuid(User) != 0) {
    std::perror("cannot drop privileges");
    std::exit(1);
  }
}
// [/example-ok]

bool tellCaller_ok(unsigned User) { return setuid(User) == 0; }

void storedAndTested_ok(unsigned Group, unsigned User) {
  int First = setgid(Group);
  int Second = setuid(User);
  if (First != 0 || Second != 0)
    std::abort();
}

void assignedInCondition_ok(unsigned User) {
  int Result;
  if ((Result = setuid(User)) < 0) {
    std::fprintf(stderr, "setuid: %d\n", Result);
    _exit(1);
  }
}

void must(int Result);

void handedOn_ok(unsigned User) { must(setuid(User)); }

struct Jail {
  int Result;
  void enter_ok(const char *Path) { Result = chroot(Path); }
};

void gathered_ok(unsigned Group, unsigned User) {
  int Failed = 0;
  Failed |= setgid(Group);
  Failed |= setuid(User);
  if (Failed)
    std::exit(1);
}

void otherResult_ok(const char *Text) { std::puts(Text); }

// Asks the process afterwards and not the call: safe, and not seen to be so.
void askedAfterwards_FP(unsigned User) {
  setuid(User); // expect: is dropped
  if (getuid() != User)
    std::exit(1);
}

#include <cstdio>
#include <cstdlib>
#include <grp.h>
#include <unistd.h>

void becomeShell_bad(unsigned Group, unsigned User) {
  setgid(Group); // expect: the result of 'setgid(Group)' is not looked at
  setuid(User); // expect: the result of 'setuid(User)'
}

void cast_bad(unsigned User) {
  (void)setuid(User); // expect: the result of 'setuid(User)'
}

void becomeShell_ok(unsigned Group, unsigned User) {
  if (setgroups(0, nullptr) != 0 || setgid(Group) != 0 || setuid(User) != 0) {
    std::perror("cannot drop privileges");
    std::exit(1);
  }
}

bool tellCaller_ok(unsigned User) { return setuid(User) == 0; }

void otherResult_ok(const char *Text) { std::puts(Text); }

// A result that goes nowhere is a result that is not looked at; upstream's
// check is content when it is stored.
void stored_FN(unsigned User) {
  int Result = setuid(User);
  static_cast<void>(Result);
}

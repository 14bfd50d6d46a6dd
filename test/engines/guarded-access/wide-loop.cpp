// flags: -std=c++23
// rules: unchecked-unwrap
// RUN: %codex_check %s
//
// What a loop says of 24 members of each element hangs together only pair by
// pair: as one diagram it needed gigabytes.
#include <optional>
#include <vector>

#define MEMBERS(X)                                                             \
  X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13)    \
  X(14) X(15) X(16) X(17) X(18) X(19) X(20) X(21) X(22) X(23)
#define MEMBER(N) std::optional<int> M##N;
#define LEAVE(N)                                                               \
  if (!I.M##N)                                                                 \
    return 0;
#define ADD(N) Sum += *I.M##N;

struct Item {
  MEMBERS(MEMBER)
  std::optional<int> Other;
};

int all_ok(const std::vector<Item> &Items) {
  for (const Item &I : Items) {
    MEMBERS(LEAVE)
  }
  int Sum = 0;
  for (const Item &I : Items) {
    MEMBERS(ADD)
  }
  return Sum;
}

int oneMore_bad(const std::vector<Item> &Items) {
  for (const Item &I : Items) {
    LEAVE(0) LEAVE(1)
  }
  int Sum = 0;
  for (const Item &I : Items) {
    ADD(0) ADD(1)
    Sum += *I.Other; // expect: 'I.Other' is unwrapped
  }
  return Sum;
}

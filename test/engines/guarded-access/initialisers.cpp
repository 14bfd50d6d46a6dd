// flags: -std=c++20
// RUN: %codex_check %s
// rules: unchecked-unwrap
//
// What runs outside of every function's body.
#include <optional>
std::optional<int> make();

int Global = *make(); // expect: 'make()' is unwrapped
int Several[] = {1, *make()}; // expect: 'make()' is unwrapped
int Fine = make().value_or(3);
std::optional<int> Given = 3;
namespace inner {
static int Local = make().value(); // expect: 'make()' is unwrapped
}
struct Class {
  static inline int Member = *make(); // expect: 'make()' is unwrapped
  static int Declared;
};
int Class::Declared = make() ? 1 : 0;
template <typename T> struct Each {
  static inline T Member = *make(); // expect: 'make()' is unwrapped
};
template struct Each<int>;
void nobodyCallsIt(int X = *make()); // expect: 'make()' is unwrapped
void once(int X = *make()); // expect: 'make()' is unwrapped
void calls() { once(); }
int staticLocal_bad() {
  static int X = *make(); // expect: 'make()' is unwrapped
  return X;
}
bool notEvaluated_ok(std::optional<int> O) {
  return noexcept(*O) && sizeof(*O) > 1;
}

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

// Constants that live as long as the program are what they are made from.
struct Settings {
  std::optional<int> Limit;
  static const std::optional<int> Usual;
  static const std::optional<int> None;
  static inline const std::optional<int> Inline{4};
};
const std::optional<int> Settings::Usual = 3;
const std::optional<int> Settings::None = std::nullopt;
static const std::optional<int> Copied = Settings::Usual;
static const std::optional<int> Asked = make();
extern const std::optional<int> Elsewhere;
extern const std::optional<int> Own;
const std::optional<int> Own = Own;
static std::optional<int> Variable = 3;
int orUsual_ok(const Settings &S) {
  const auto &X = S.Limit ? S.Limit : Settings::Usual;
  return *X;
}
int orLocal_ok(const std::optional<int> &A, bool B) {
  static const std::optional<int> Fallback = 3;
  auto &X = B && A ? A : Fallback;
  return X.value();
}
int orEither_bad(const std::optional<int> &A, bool B) {
  auto &X = B ? A : Settings::Usual;
  return X.value(); // expect: 'X' is unwrapped
}
int usual_ok() { return *Settings::Usual + *Settings::Inline + *Copied; }
int none_bad() { return *Settings::None; } // expect: is unwrapped
int asked_bad() { return *Asked; } // expect: 'Asked' is unwrapped
int elsewhere_bad() { return *Elsewhere; } // expect: 'Elsewhere' is unwrapped
int own_bad() { return *Own; } // expect: 'Own' is unwrapped
int variable_bad() { return *Variable; } // expect: 'Variable' is unwrapped

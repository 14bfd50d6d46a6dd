// flags: -std=c++20
// RUN: %codex_check %s
// rules: unchecked-unwrap
//
// A wrapper inside a wrapper: both must be tested.
#include <optional>
using OI = std::optional<int>;
using OOI = std::optional<OI>;

int both_ok(OOI O) { return O && *O ? **O : 0; }
int outerOnly_bad(OOI O) {
  return O ? **O : 0; // expect: '*O' is unwrapped
}
int valueOr_ok(OOI O) { return O.value_or(std::nullopt) ? **O : 0; }
int valueOr_bad(OOI O) {
  return O && !O.value_or(OI(1)) ? **O : 0; // expect: '*O' is unwrapped
}
int madeOfInner_ok() {
  OOI O = OI{3};
  return **O;
}
int madeOfEmptyInner_bad() {
  OOI O = OI{};
  return **O; // expect: '*O' is unwrapped
}
int inPlace_ok() {
  OOI O{std::in_place, 3};
  return **O;
}
int inPlaceEmpty_bad() {
  OOI O{std::in_place};
  return **O; // expect: '*O' is unwrapped
}
int equal_ok(OOI O) { return O == OOI(OI(3)) ? **O : 0; }
int equal_bad(OOI O, OOI P) {
  return O && O == P ? **P : 0; // expect: '*P' is unwrapped
}

// flags: -std=c++23
// rules: unchecked-unwrap
// RUN: %codex_check %s
//
// Parts of tuples and pairs, and wrappers that something else refers to.
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

using std::optional;
optional<int> make();

int tuple_ok(std::tuple<optional<int>, int> t) {
  if (!std::get<0>(t))
    return 0;
  return *std::get<0>(t);
}
int tuple_bad(std::tuple<optional<int>, optional<int>> t) {
  if (!std::get<0>(t))
    return 0;
  return *std::get<1>(t); // expect: is unwrapped
}
int pairRef_bad(std::pair<optional<int>, optional<int>> p) {
  auto &[a, b] = p;
  if (!a)
    return 0;
  p.first.reset();
  return *a; // expect: is unwrapped
}
int pairRef_ok(std::pair<optional<int>, optional<int>> p) {
  auto &[a, b] = p;
  if (!p.first)
    return 0;
  return *a;
}
struct Holder {
  optional<int> &r;
};
int refHeld_bad(optional<int> o) {
  Holder h{o};
  if (!o)
    return 0;
  h.r.reset();
  return *o; // expect: is unwrapped
}
int tie_bad(optional<int> o, int i) {
  if (!o)
    return 0;
  std::tie(o, i) = std::make_pair(make(), 3);
  return *o; // expect: is unwrapped
}
int ptrIn_bad(optional<int> o) {
  std::vector<optional<int> *> v{&o};
  if (!o)
    return 0;
  v[0]->reset();
  return *o; // expect: is unwrapped
}

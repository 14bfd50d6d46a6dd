// flags: -std=c++23
// rules: unchecked-unwrap
// RUN: %codex_check %s
//
// A lambda that is only called runs where it is called.
#include <functional>
#include <optional>
#include <vector>

using std::optional;
using V = std::vector<optional<int>>;
optional<int> make();
void use(int);

int lambdaBefore_ok(optional<int> o) {
  auto f = [&] { return *o; };
  if (!o)
    return 0;
  return f();
}
int lambdaBefore_bad(optional<int> o) {
  auto f = [&] { return *o; }; // expect: is unwrapped
  if (o)
    return 0;
  return f();
}
int lambdaNever_bad(optional<int> o) {
  auto f = [&] { return *o; }; // expect: is unwrapped
  return f();
}
int lambdaEscapes_bad(optional<int> o, std::function<int()> &out) {
  out = [o] { return *o; }; // expect: is unwrapped
  return 0;
}
int genericLambda_bad(const V &v) {
  auto f = [](auto o) { return *o; }; // expect: is unwrapped
  int s = 0;
  for (auto &x : v)
    s += f(x);
  return s;
}
int genericLambda_ok(const V &v) {
  auto f = [](auto o) { return o ? *o : 3; };
  int s = 0;
  for (auto &x : v)
    s += f(x);
  return s;
}
int lam2_ok(optional<int> o) {
  auto get = [&]() -> int {
    if (!o)
      return 0;
    return *o;
  };
  return get();
}
int lam3_bad(optional<int> o) {
  auto get = [&]() { return *o; }; // expect: is unwrapped
  if (o)
    use(get());
  o = make();
  return get();
}
int lam4_ok(optional<int> o, optional<int> p) {
  auto get = [&](optional<int> &x) { return *x; };
  if (o && p)
    return get(o) + get(p);
  return 0;
}

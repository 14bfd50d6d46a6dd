// flags: -std=c++23
// rules: unchecked-unwrap
// RUN: %codex_check %s
//
// Members that return another wrapper, a code, or the value or something else.
#include <expected>
#include <optional>
#include <string>
#include <vector>

using std::optional;
optional<int> make();
bool coin();

int monadTransform_ok(optional<int> o) {
  auto r = o.transform([](int x) { return x + 1; });
  if (r)
    return *o;
  return 0;
}
int monadTransform2_ok(optional<int> o) {
  if (!o)
    return 0;
  auto r = o.transform([](int x) { return x + 1; });
  return *r;
}
int monadTransform3_bad(optional<int> o) {
  auto r = o.transform([](int x) { return x + 1; });
  return *r; // expect: is unwrapped
}
int andThen_ok(optional<int> o) {
  if (o.and_then([](int x) -> optional<int> { return x; }))
    return *o;
  return 0;
}
int andThen_bad(optional<int> o) {
  if (!o)
    return 0;
  return *o.and_then([](int x) -> optional<int> { // expect: is unwrapped
    return coin() ? optional<int>(x) : std::nullopt;
  });
}
int orElse_ok(optional<int> o) {
  return *o.or_else([] { return optional<int>(3); });
}
int orElse2_ok(optional<int> o) {
  if (!o)
    return 0;
  return *o.or_else([] { return make(); });
}
int orElse_bad(optional<int> o) {
  return *o.or_else([] { return make(); }); // expect: is unwrapped
}
int valueOrEmpty_ok(optional<std::string> o) {
  if (!o.value_or("").empty())
    return o->size();
  return 0;
}
int valueOrEmpty2_ok(optional<std::string> o) {
  if (o.value_or("").empty())
    return 0;
  return o->size();
}
int valueOrFalse_ok(optional<bool> o) {
  if (o.value_or(false))
    return *o;
  return 0;
}
int valueOrTrue_ok(optional<bool> o) {
  if (!o.value_or(true))
    return *o;
  return 0;
}
int valueOrTrue_bad(optional<bool> o) {
  if (o.value_or(true))
    return *o; // expect: is unwrapped
  return 0;
}
int assume_ok(optional<int> o) {
  __builtin_assume(o.has_value());
  return *o;
}
int assume2_ok(optional<int> o) {
  [[assume(o.has_value())]];
  return *o;
}
int sum_ok(optional<int> a, optional<int> b) {
  if (a.has_value() + b.has_value() == 2)
    return *a + *b;
  return 0;
}
int sum_bad(optional<int> a, optional<int> b) {
  if (a.has_value() + b.has_value() >= 1)
    return *a; // expect: is unwrapped
  return 0;
}
int unexp_bad(std::expected<int, int> e) {
  if (e == std::unexpected(3))
    return 0;
  return *e; // expect: is unwrapped
}
int unexp2_ok(std::expected<int, int> e) {
  if (e == std::unexpected(3))
    return e.error();
  return 0;
}
int errorIn_ok(std::expected<int, int> e) {
  if (e)
    return 0;
  return e.error();
}

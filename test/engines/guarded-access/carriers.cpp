// flags: -std=c++23
// rules: unchecked-unwrap
// RUN: %codex_check %s
//
// Other things that say whether a value is there: pointers, strings, counts.
#include <expected>
#include <optional>
#include <string>
#include <vector>

using std::optional;

int ptr_ok(optional<int> a) {
  int *p = a ? &*a : nullptr;
  if (p)
    return *a;
  return 0;
}
int ptr3_ok(optional<int> a) {
  const char *err = nullptr;
  if (!a)
    err = "empty";
  if (err)
    return 0;
  return *a;
}
int str_ok(optional<int> a) {
  std::string err;
  if (!a)
    err = "empty";
  if (!err.empty())
    return 0;
  return *a;
}
int ptr4_bad(optional<int> a, int *q) {
  int *p = a ? &*a : q;
  if (p)
    return *a; // expect: is unwrapped
  return 0;
}
int loopNonempty_ok(const std::vector<int> &v) {
  optional<int> o;
  for (int x : v)
    o = x;
  if (v.empty())
    return 0;
  return *o;
}
int l30_bad(const std::vector<int> &v) {
  optional<int> o;
  for (int x : v)
    if (x > 3)
      o = x;
  if (v.empty())
    return 0;
  return *o; // expect: is unwrapped
}
int l31_bad(const std::vector<int> &v) {
  optional<int> o;
  for (int x : v)
    o = x;
  return *o; // expect: is unwrapped
}

// --- the other side of an expected ---------------------------------------------
int error_bad(std::expected<int, int> R) {
  return R.error(); // expect: 'R' is unwrapped with 'error()' and may hold a value here
}
int error_ok(std::expected<int, int> R) { return R ? *R : R.error(); }

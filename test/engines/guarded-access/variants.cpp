// flags: -std=c++23
// rules: unchecked-unwrap
// RUN: %codex_check %s
//
// One of several alternatives: std::variant, and std::any.
#include <any>
#include <string>
#include <typeinfo>
#include <variant>
using V = std::variant<int, double, std::string>;
using W = std::variant<int, std::string>;
V make();
bool coin();
int v1_bad(V v) { return std::get<int>(v); } // expect: and may hold something else here
int v2_ok(V v) {
  if (std::holds_alternative<int>(v))
    return std::get<int>(v);
  return 0;
}
int v3_bad(V v) {
  if (std::holds_alternative<int>(v))
    return std::get<double>(v); // expect: is unwrapped with
  return 0;
}
int v4_ok(V v) {
  if (v.index() == 0)
    return std::get<0>(v);
  return 0;
}
int v5_bad(V v) {
  if (v.index() == 1)
    return std::get<0>(v); // expect: is unwrapped with
  return 0;
}
int v6_ok(V v) {
  switch (v.index()) {
  case 0:
    return std::get<0>(v);
  case 1:
    return std::get<1>(v);
  default:
    return std::get<2>(v).size();
  }
}
int v7_ok(V v) {
  if (auto p = std::get_if<int>(&v))
    return std::get<int>(v);
  return 0;
}
int v8_ok() {
  V v = 3;
  return std::get<int>(v);
}
int v9_ok() {
  V v;
  v = std::string("x");
  return std::get<std::string>(v).size();
}
int v10_bad() {
  V v = 3;
  v = 2.0;
  return std::get<int>(v); // expect: is unwrapped with
}
int v11_ok(W w) {
  if (std::holds_alternative<std::string>(w))
    return 0;
  return std::get<int>(w);
}
int v12_bad(V v) {
  if (std::holds_alternative<int>(v)) {
    v = make();
    return std::get<int>(v); // expect: is unwrapped with
  }
  return 0;
}
int v13_ok(V v) {
  try {
    return std::get<int>(v);
  } catch (const std::bad_variant_access &) {
    return 0;
  }
}
int v14_ok() {
  V v;
  v.emplace<double>(3.0);
  return std::get<double>(v);
}
int v15_ok(V v) {
  bool isInt = std::holds_alternative<int>(v);
  if (!isInt)
    return 0;
  return std::get<int>(v);
}
struct H {
  V v;
  int get_bad() const { return std::get<int>(v); } // expect: is unwrapped with
  int get_ok() const { return v.index() == 0 ? std::get<int>(v) : 0; }
};
int a1_bad(std::any a) { return std::any_cast<int>(a); } // expect: is unwrapped with
int a2_ok(std::any a) {
  if (a.type() == typeid(int))
    return std::any_cast<int>(a);
  return 0;
}
int a3_ok(std::any a) {
  if (!a.has_value())
    return 0;
  return std::any_cast<int>(a);
}
int a4_ok(std::any a) {
  if (auto p = std::any_cast<int>(&a))
    return *p;
  return 0;
}
int a5_ok(std::any a) {
  try {
    return std::any_cast<int>(a);
  } catch (const std::bad_any_cast &) {
    return 0;
  }
}
int a6_ok() {
  std::any a = 3;
  return std::any_cast<int>(a);
}

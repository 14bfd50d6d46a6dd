// flags: -std=c++23
// rules: unchecked-unwrap
// RUN: %codex_check %s
//
// What is known of every element of a container.
#include <algorithm>
#include <map>
#include <optional>
#include <vector>

using std::optional;
using V = std::vector<optional<int>>;
optional<int> make();
bool coin();
void use(int);

struct Item {
  optional<int> o;
  int k;
};
int arr_ok() {
  optional<int> a[3];
  for (auto &o : a)
    o = 1;
  int s = 0;
  for (auto &o : a)
    s += *o;
  return s;
}
int nested_ok(const std::vector<V> &vv) {
  for (auto &v : vv)
    for (auto &o : v)
      if (!o)
        return 0;
  int s = 0;
  for (auto &v : vv)
    for (auto &o : v)
      s += *o;
  return s;
}
int nested_bad(const std::vector<V> &vv) {
  for (auto &v : vv)
    for (auto &o : v)
      if (!o)
        break;
  int s = 0;
  for (auto &v : vv)
    for (auto &o : v)
      s += *o; // expect: is unwrapped
  return s;
}
int ranges_ok(V v) {
  int s = 0;
  for (auto &o : v)
    if (o.has_value())
      s += o.value();
  return s;
}
int findIf_ok(const std::vector<optional<int>> &v) {
  auto it = std::find_if(v.begin(), v.end(),
                         [](const auto &o) { return o.has_value(); });
  if (it == v.end())
    return 0;
  return **it;
}
int pushBack_ok() {
  std::vector<optional<int>> v;
  v.push_back(3);
  return *v.back();
}
int pushBack_bad() {
  std::vector<optional<int>> v;
  v.push_back(make());
  return *v.back(); // expect: is unwrapped
}
int filter_ok(const std::vector<optional<int>> &v) {
  std::vector<optional<int>> w;
  for (auto &o : v)
    if (o)
      w.push_back(o);
  int s = 0;
  for (auto &o : w)
    s += *o;
  return s;
}
int copyIf_ok(const std::vector<optional<int>> &v) {
  std::vector<optional<int>> w;
  std::copy_if(v.begin(), v.end(), std::back_inserter(w),
               [](const optional<int> &o) { return o.has_value(); });
  int s = 0;
  for (auto &o : w)
    s += *o;
  return s;
}
int l1_bad(const V &v) {
  for (auto &o : v)
    if (!o)
      break;
  int s = 0;
  for (auto &o : v)
    s += *o; // expect: is unwrapped
  return s;
}
int l2_bad(const V &v) {
  for (auto &o : v)
    if (o)
      return 0;
  int s = 0;
  for (auto &o : v)
    s += *o; // expect: is unwrapped
  return s;
}
int l3_bad(V v) {
  for (auto &o : v)
    if (!o)
      return 0;
  for (auto &o : v)
    if (coin())
      o = make();
  int s = 0;
  for (auto &o : v)
    s += *o; // expect: is unwrapped
  return s;
}
int l4_ok(V v) {
  for (auto &o : v)
    if (!o)
      o = 3;
  int s = 0;
  for (auto &o : v)
    s += *o;
  return s;
}
int l5_bad(V v) {
  for (auto o : v)
    if (!o)
      o = 3;
  int s = 0;
  for (auto &o : v)
    s += *o; // expect: is unwrapped
  return s;
}
int l6_bad(const V &v, const V &w) {
  for (auto &o : v)
    if (!o)
      return 0;
  int s = 0;
  for (auto &o : w)
    s += *o; // expect: is unwrapped
  return s;
}
int l7_ok(const V &v) {
  for (const auto o : v)
    if (!o)
      return 0;
  int s = 0;
  for (auto &o : v)
    s += *o;
  return s;
}
int l8_bad(const V &v) {
  for (auto &o : v)
    if (!o && coin())
      return 0;
  int s = 0;
  for (auto &o : v)
    s += *o; // expect: is unwrapped
  return s;
}
int l9_bad(V v) {
  for (auto &o : v)
    if (!o)
      return 0;
  v[0] = make();
  int s = 0;
  for (auto &o : v)
    s += *o; // expect: is unwrapped
  return s;
}
int l10_ok(V v) {
  for (auto &o : v)
    if (!o)
      return 0;
  return *v[0];
}
int l11_bad(V v) {
  for (auto &o : v)
    if (!o)
      return 0;
  v.resize(30);
  return *v[0]; // expect: is unwrapped
}
int l12_bad(V v) {
  v.erase(
      std::remove_if(v.begin(), v.end(), [](auto &o) { return o.has_value(); }),
      v.end());
  int s = 0;
  for (auto &o : v)
    s += *o; // expect: is unwrapped
  return s;
}
int l13_ok(V v) {
  v.erase(std::remove_if(v.begin(), v.end(),
                         [](auto &o) { return !o.has_value(); }),
          v.end());
  int s = 0;
  for (auto &o : v)
    s += *o;
  return s;
}
int l14_ok(V v) {
  std::erase(v, std::nullopt);
  int s = 0;
  for (auto &o : v)
    s += *o;
  return s;
}
int l15_bad(V v) {
  if (std::any_of(v.begin(), v.end(), [](auto &o) { return o.has_value(); })) {
    int s = 0;
    for (auto &o : v)
      s += *o; // expect: is unwrapped
    return s;
  }
  return 0;
}
int l16_ok(V v) {
  if (std::any_of(v.begin(), v.end(), [](auto &o) { return !o.has_value(); }))
    return 0;
  int s = 0;
  for (auto &o : v)
    s += *o;
  return s;
}
int l17_ok(V v) {
  if (!std::ranges::all_of(v, [](auto &o) { return o.has_value(); }))
    return 0;
  int s = 0;
  for (auto &o : v)
    s += *o;
  return s;
}
int l18_ok(V v) {
  if (std::none_of(v.begin(), v.end(),
                   [](auto &o) { return o == std::nullopt; })) {
    int s = 0;
    for (auto &o : v)
      s += *o;
    return s;
  }
  return 0;
}
int l19_bad(V v) {
  bool b =
      std::all_of(v.begin(), v.end(), [](auto &o) { return o.has_value(); });
  v.push_back(make());
  if (!b)
    return 0;
  int s = 0;
  for (auto &o : v)
    s += *o; // expect: is unwrapped
  return s;
}
int l20_bad(V v) {
  auto it = std::find_if(v.begin(), v.end(), [](auto &o) { return !o; });
  if (it == v.end())
    return 0;
  return **it; // expect: is unwrapped
}
int l21_ok(const std::vector<Item> &v) {
  for (auto &i : v)
    if (!i.o)
      return 0;
  int s = 0;
  for (auto &i : v)
    s += *i.o;
  return s;
}
int l22_bad(const std::vector<Item> &v) {
  for (auto &i : v)
    if (!i.k)
      return 0;
  int s = 0;
  for (auto &i : v)
    s += *i.o; // expect: is unwrapped
  return s;
}
int l23_ok(const std::map<int, optional<int>> &m) {
  for (auto &[k, o] : m)
    if (!o)
      return 0;
  int s = 0;
  for (auto &[k, o] : m)
    s += *o;
  return s;
}
int l24_ok(const std::map<int, optional<int>> &m) {
  int s = 0;
  for (auto &[k, o] : m) {
    if (!o)
      continue;
    s += *o;
  }
  return s;
}
int l25_bad(const std::map<int, optional<int>> &m) {
  int s = 0;
  for (auto &[k, o] : m) {
    if (!k)
      continue;
    s += *o; // expect: is unwrapped
  }
  return s;
}
int l26_ok(std::vector<Item> v) {
  std::erase_if(v, [](const Item &i) { return !i.o || i.k == 0; });
  int s = 0;
  for (auto &i : v)
    s += *i.o;
  return s;
}
int l27_bad(std::vector<Item> v) {
  std::erase_if(v, [](const Item &i) { return !i.o && i.k == 0; });
  int s = 0;
  for (auto &i : v)
    s += *i.o; // expect: is unwrapped
  return s;
}
int l28_ok(const V &v) {
  V w;
  for (auto &o : v)
    w.push_back(o.value_or(3));
  int s = 0;
  for (auto &o : w)
    s += *o;
  return s;
}
int l29_bad(const V &v) {
  V w;
  for (auto &o : v)
    w.push_back(o);
  int s = 0;
  for (auto &o : w)
    s += *o; // expect: is unwrapped
  return s;
}
int l32_ok(V v) {
  V w(v);
  for (auto &o : w)
    if (!o)
      return 0;
  V x = w;
  int s = 0;
  for (auto &o : x)
    s += *o;
  return s;
}
int l33_bad(V v) {
  for (auto &o : v)
    if (!o)
      return 0;
  for (auto &o : v) {
    use(*o); // expect: is unwrapped
    o.reset();
  }
  for (auto &o : v)
    use(*o); // expect: is unwrapped
  return 1;
}

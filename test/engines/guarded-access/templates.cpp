// flags: -std=c++23
// rules: unchecked-unwrap
// RUN: %codex_check %s
//
// What depends on no template parameter is checked in the template itself.
#include <cassert>
#include <optional>
#include <vector>

using std::optional;
optional<int> make();

template <class T> int tmpl_bad(T t) {
  optional<int> o = make();
  return *o; // expect: is unwrapped
}
template <class T> int tmplOk_ok(T t) {
  optional<int> o = make();
  if (!o)
    return 0;
  return *o;
}
template <class T> int tmplDep_ok(T t) {
  optional<int> o = make();
  if constexpr (sizeof(T) > 3) {
    if (!o)
      return 3;
    return *o;
  }
  return 0;
}
template <class T> int tmplUsed_bad(T t) {
  optional<int> o = make();
  return *o; // expect: is unwrapped
}
template <class T> int tmplCall_ok(T t) {
  optional<int> o = make();
  if (!t.good(o))
    return 0;
  return 2;
}
int q() { return tmplUsed_bad(3) + tmplUsed_bad(3u); }

// Helpers of a class template that the unit never instantiates.
template <class T> struct Formula {
  optional<int> o;
  T t;
  bool has() const { return o.has_value(); }
  bool any() const { return t.any(); }
  void must() const {
    if (!has())
      throw 1;
  }
  void drop(T v) {
    t.put(v);
    o.reset();
  }
  int helper_ok() const { return has() ? *o : 0; }
  int thrower_ok() const {
    must();
    return *o;
  }
  int outside_ok() const;
  int other_bad() const { return any() ? *o : 0; } // expect: is unwrapped
  int dropped_bad(T v) {
    must();
    drop(v);
    return *o; // expect: is unwrapped
  }
};
template <class T> int Formula<T>::outside_ok() const {
  if (!has())
    return t.none();
  return *o;
}

// What fails an assertion depends on the template: it is given its name.
void giveUp [[noreturn]] (const char *where);
void note(const char *where);
#define MUST(x) ((x) ? (void)0 : giveUp(__PRETTY_FUNCTION__))
#define SHOULD(x) ((x) ? (void)0 : note(__PRETTY_FUNCTION__))
template <int Size> struct Asserting {
  optional<int> find(int key) { return key > Size ? make() : std::nullopt; }
  int known_ok(int key) {
    optional<int> out = find(key);
    assert(out && "not found");
    return *out;
  }
  int own_ok(int key) {
    optional<int> out = find(key);
    MUST(out);
    return *out;
  }
  int noted_bad(int key) {
    optional<int> out = find(key);
    SHOULD(out);
    return *out; // expect: is unwrapped
  }
  int forgotten_bad(int key) {
    optional<int> out = find(key);
    return *out; // expect: is unwrapped
  }
};

// flags: -std=c++23
// rules: unchecked-unwrap
// RUN: %codex_check %s
//
// What always holds of private members, as far as the unit shows all that may
// write them.
#include <memory>
#include <optional>
#include <string>
using std::optional;
optional<int> make();
bool coin();
class A {
  optional<int> v;
  bool has = false;

public:
  A() = default;
  explicit A(int x) : v(x), has(true) {}
  int get_ok() const { return has ? *v : 0; }
};
class B {
  optional<int> v;

public:
  explicit B(int x) : v(x) {}
  int get_ok() const { return *v; }
  int size_ok() { return v.value(); }
};
class C {
  optional<int> v;

public:
  explicit C(int x) : v(x) {}
  void clear() { v.reset(); }
  int get_bad() const { return *v; } // expect: is unwrapped with
};
class D {
  optional<int> v;
  bool has = false;

public:
  D() = default;
  void set(int x) {
    v = x;
    has = true;
  }
  void clear() {
    v.reset();
    has = false;
  }
  int get_ok() const { return has ? *v : 0; }
};
class E {
  optional<int> v;
  bool has = false;

public:
  E() = default;
  void set(int x) {
    v = x;
    has = true;
  }
  void clear() { v.reset(); }
  int get_bad() const { return has ? *v : 0; } // expect: is unwrapped with
};
class F {
  optional<int> v;

public:
  F();
  int get_bad() const { return *v; } // expect: is unwrapped with
};
class G {
  optional<int> v;

public:
  G() { v = 3; }
  optional<int> &ref() { return v; }
  int get_bad() const { return *v; } // expect: is unwrapped with
};
class H {
  optional<int> v;
  friend class X;

public:
  H() { v = 3; }
  int get_bad() const { return *v; } // expect: is unwrapped with
};
class I {
  optional<int> v;
  enum class K { None, Some } k = K::None;

public:
  void set(int x) {
    v = x;
    k = K::Some;
  }
  int get_ok() const {
    if (k == K::None)
      return 0;
    return *v;
  }
};
class J {
  optional<int> v;

public:
  J() { init(); }
  void init() { v = 3; }
  int get_ok() const { return *v; }
};
class K {
public:
  optional<int> v;
  K() { v = 3; }
  int get_bad() const { return *v; } // expect: is unwrapped with
};
class L {
  optional<int> v;

public:
  L() { v = 3; }
  void maybe() {
    if (coin())
      v = make();
  }
  int get_bad() const { return *v; } // expect: is unwrapped with
};
class M {
  optional<int> v;
  int n = 0;

public:
  void add(int x) {
    v = x;
    n = 1;
  }
  int get_ok() const {
    if (n > 0)
      return *v;
    return 0;
  }
};
class N {
  optional<int> v;

public:
  N(optional<int> o) : v(o) {}
  int get_bad() const { return *v; } // expect: is unwrapped with
};
class O {
  optional<int> v;

public:
  O(optional<int> o) : v(o) {
    if (!v)
      throw 1;
  }
  int get_ok() const { return *v; }
};
class P {
  std::unique_ptr<int> p;
  optional<int> v;

public:
  void open() {
    p = std::make_unique<int>(3);
    v = 3;
  }
  void close() {
    p.reset();
    v.reset();
  }
  int get_ok() const {
    if (!p)
      return 0;
    return *v;
  }
};
class Q {
  optional<int> v;

public:
  Q() {
    use_bad();
    v = 3;
  }
  int use_bad() { return *v; } // expect: is unwrapped with
};
class R {
  optional<int> v;
  template <class T> void f(T t) { v = t; }

public:
  R() { v = 3; }
  int get_bad() const { return *v; } // expect: is unwrapped with
};
// What a member function does not speak of passes through it.
class Through {
  bool failed = false;
  optional<int> v;

public:
  explicit Through(bool b) {
    if (b)
      failed = true;
    else
      v = 1;
  }
  void fail(bool b) {
    if (b)
      failed = true;
  }
  int get_ok() const { return failed ? 0 : *v; }
};
// A helper that only they call is a part of the others.
class Helped {
  bool failed = false;
  optional<int> v;
  bool set(bool b) {
    failed = b;
    return b;
  }

public:
  explicit Helped(bool b) {
    if (set(b))
      return;
    v = 1;
  }
  int get_ok() const { return failed ? 0 : *v; }
};
class Exposed {
  bool failed = false;
  optional<int> v;

public:
  bool set(bool b) {
    failed = b;
    return b;
  }
  explicit Exposed(bool b) {
    if (set(b))
      return;
    v = 1;
  }
  int get_bad() const {
    return failed ? 0 : *v; // expect: is unwrapped with
  }
};

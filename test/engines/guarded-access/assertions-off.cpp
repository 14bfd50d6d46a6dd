// RUN: %codex_check %s
// flags: -std=c++20 -DNDEBUG
// rules: unchecked-unwrap, unchecked-lookup
// What an assertion says is counted on where assertions are off, too: it is
// there to be read in the source text, and nowhere else.
#include <cassert>
#include <map>
#include <memory>
#include <optional>
#include <vector>

struct Base {
  virtual ~Base();
};
struct Derived : Base {
  int number;
  std::optional<int> part;
};
struct Holder {
  std::optional<int> inside;
  std::unique_ptr<Derived> child;
  bool ready() const;
  std::map<int, int> known;

  int own_ok() const {
    assert(inside);
    return *inside;
  }
  int found_ok(int k) const {
    auto it = known.find(k);
    assert(it != known.end());
    return it->second;
  }
  int another_bad(int k, const Holder &other) const {
    auto it = known.find(k);
    assert(other.inside);
    return it->second // expect: may be the 'not found'
           + *inside; // expect: may be empty
  }
  int byThis_ok() const {
    assert(this->inside.has_value());
    return *inside;
  }
  int through_ok() const {
    assert(child && child->part);
    return *child->part;
  }
};

int cast_ok(const Base *b) {
  auto d = dynamic_cast<const Derived *>(b);
  assert(d);
  return d->number;
}
int castWithText_ok(const Base *b) {
  auto d = dynamic_cast<const Derived *>(b);
  assert(d != nullptr && "all are derived");
  return d->number;
}
int backwards_ok(const Base *b) {
  auto d = dynamic_cast<const Derived *>(b);
  assert(nullptr != d);
  return d->number;
}
int later_bad(const Base *b) {
  auto d = dynamic_cast<const Derived *>(b);
  int n = d->number; // expect: may be the 'not found'
  assert(d);
  return n;
}
int onOnePath_bad(const Base *b, bool careful) {
  auto d = dynamic_cast<const Derived *>(b);
  if (careful)
    assert(d);
  return d->number; // expect: may be the 'not found'
}
int turnedRound_bad(const Base *b) {
  auto d = dynamic_cast<const Derived *>(b);
  assert(!d);
  return d->number; // expect: may be the 'not found'
}
int either_bad(const Base *b, const Base *c) {
  auto d = dynamic_cast<const Derived *>(b);
  auto e = dynamic_cast<const Derived *>(c);
  assert(d || e);
  return d->number; // expect: may be the 'not found'
}
int eitherTested_ok(const Base *b, const Base *c) {
  auto d = dynamic_cast<const Derived *>(b);
  auto e = dynamic_cast<const Derived *>(c);
  assert(d || e);
  return d ? d->number : e->number;
}
int value_ok(std::optional<int> o, int n) {
  assert(n > 3 && o.has_value());
  return *o;
}
int notEmpty_ok(std::optional<int> o) {
  assert(!(o == std::nullopt) && !!o);
  return *o;
}
int none_bad(std::optional<int> o) {
  assert(!o.has_value());
  return *o; // expect: may be empty
}
int part_bad(const Holder &h) {
  assert(h.child);
  return *h.child->part; // expect: may be empty
}
int negatedBoth_bad(std::optional<int> o, int n) {
  assert(!(n > 3 && !o));
  return *o; // expect: may be empty
}
int strange_bad(std::optional<int> o, int n) {
  assert(n == (o ? 1 : 2));
  return *o; // expect: may be empty
}

// The innermost of a name is meant.
int shadowed_bad(std::optional<int> o, std::optional<int> other) {
  {
    std::optional<int> o = other;
    assert(o);
  }
  return *o; // expect: may be empty
}
int innermost_ok(std::optional<int> other) {
  std::optional<int> o;
  {
    std::optional<int> o = other;
    assert(o);
    return *o;
  }
}
int siblings_bad(std::optional<int> first, std::optional<int> second) {
  {
    std::optional<int> o = first;
    assert(o);
  }
  {
    std::optional<int> o = second;
    return *o; // expect: may be empty
  }
}

int inLambda_ok(std::vector<std::optional<int>> all) {
  int sum = 0;
  auto add = [&](const std::optional<int> &one) {
    assert(one);
    sum += *one;
  };
  for (const auto &one : all)
    add(one);
  return sum;
}
int captured_ok(const Base *b) {
  auto d = dynamic_cast<const Derived *>(b);
  auto get = [&] {
    assert(d);
    return d->number;
  };
  return get();
}

// By another name; and what is no assertion.
#define SURELY_ASSERT(x) ((void)0)
#define LATER(x) ((void)0)
int otherName_ok(std::optional<int> o) {
  SURELY_ASSERT(o);
  return *o;
}
int noAssertion_bad(std::optional<int> o) {
  LATER(o);
  return *o; // expect: may be empty
}

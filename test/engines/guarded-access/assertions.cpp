// RUN: %codex_check %s
// flags: -std=c++20
// rules: unchecked-unwrap
// A project's own assertions, whose failure is handled in another unit, and
// conversions to bool that say what their bodies say.
#include <optional>

void assertFailed(const char *what, const char *file, int line);
#define assert(x) ((x) ? ((void)0) : assertFailed(#x, __FILE__, __LINE__))
#define MY_ENSURE(x)                                                           \
  do {                                                                         \
    if (!(x))                                                                  \
      assertFailed(#x, __FILE__, __LINE__);                                    \
  } while (false)

void onTestFailure(const char *what);
#define CHECK(x)                                                               \
  do {                                                                         \
    if (!(x))                                                                  \
      onTestFailure(#x);                                                       \
  } while (false)

void logFailure();

struct Interval {
  std::optional<int> start;

  bool isValid() const { return static_cast<bool>(start); }
  operator bool() const { return isValid(); }
  Interval &operator++();

  int own_ok() const {
    assert(start);
    return *start;
  }
  int ensured_ok() const {
    MY_ENSURE(start.has_value());
    return *start;
  }
  int loop_ok() {
    int sum = 0;
    for (int i = 0; i < 20 && *this; ++i, ++*this)
      sum += *start;
    return sum;
  }
  int afterLoop_bad() {
    while (*this)
      ++*this;
    return *start; // expect: may be empty
  }
};

int converted_ok(const Interval &x) { return x ? *x.start : 0; }
int convertedNot_bad(const Interval &x) {
  return !x ? *x.start : 0; // expect: may be empty
}

// A test's CHECK goes on where it fails.
int check_bad(std::optional<int> o) {
  CHECK(o);
  return *o; // expect: may be empty
}

// No macro says that this is an assertion.
int plainCall_bad(std::optional<int> o) {
  if (!o)
    logFailure();
  return *o; // expect: may be empty
}

// Assertions as they are where they are off: what they say is still counted on.
#define own_assert(x) (void)(x)
#define Q_ASSERT(x) static_cast<void>(false && (x))
#define OTHER_ASSERT(x) ((void)(true || (x)))
#define VERIFY_LATER(x) (void)(x)
int off_ok(std::optional<int> o) {
  own_assert(o.has_value());
  return *o;
}
int offQt_ok(std::optional<int> o) {
  Q_ASSERT(o);
  return *o;
}
int offOther_ok(std::optional<int> o, std::optional<int> p) {
  OTHER_ASSERT(o && p);
  return *o + *p;
}
int offNot_bad(std::optional<int> o) {
  own_assert(!o);
  return *o; // expect: may be empty
}
int offEither_bad(std::optional<int> o, bool b) {
  Q_ASSERT(o || b);
  return *o; // expect: may be empty
}
int unused_bad(std::optional<int> o) {
  VERIFY_LATER(o.has_value());
  return *o; // expect: may be empty
}
int ignored_bad(std::optional<int> o) {
  (void)o.has_value();
  return *o; // expect: may be empty
}

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

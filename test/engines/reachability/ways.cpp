// flags: -std=c++20
// rules: exit-in-serving-path
// RUN: %codex_check %s
//
// Which ways count: overriders, callables, destructors, what is not evaluated.
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <memory>
#include <unistd.h>
#include <vector>

#define SERVES __attribute__((annotate("codex::entry=request-handler")))

// A callable that is handed on runs there.
SERVES void algorithm_bad(std::vector<int> &V) {
  std::for_each(V.begin(), V.end(), [](int N) {
    if (N < 0)
      abort(); // expect: 'abort'
  });
}

static void ends_bad(int) { exit(1); } // expect: 'exit'
void each(std::vector<int> &V, void (*Run)(int));
SERVES void handsOn(std::vector<int> &V) { each(V, ends_bad); }

// A local lambda that is called.
SERVES void local_bad(int N) {
  auto Check = [&] {
    if (N < 0)
      _exit(1); // expect: '_exit'
  };
  Check();
}

// A lambda that nobody calls here.
struct Later {
  std::function<void()> Run;
};
SERVES void stored_ok(Later &L) {
  L.Run = [] { abort(); };
}

static void bound_ok(int) { abort(); }
SERVES void binds_ok(Later &L) { L.Run = std::bind(bound_ok, 1); }

// A temporary's destructor, and one of a member.
struct Guard {
  ~Guard() { fail_bad(); }
  static void fail_bad() { std::_Exit(1); } // expect: '_Exit'
};
struct Outer {
  Guard Inner;
};
SERVES void temporary() { Outer(); }
SERVES void owner() { std::unique_ptr<Outer> P(new Outer); delete P.release(); }

// An override below an override; a call by name goes to that one alone.
struct Base {
  virtual ~Base() = default;
  virtual void run() {}
};
struct Middle : Base {
  void run() override {}
};
struct Last : Middle {
  void run() override { quit_bad(); }
  void quit_bad() { abort(); } // expect: 'abort'
};
SERVES void through(Base &B) { B.run(); }
SERVES void byName_ok(Middle &M) { M.Middle::run(); }

// Not evaluated, not instantiated.
int ending_ok() { abort(); }
SERVES unsigned sizes_ok() { return sizeof(ending_ok()) + noexcept(ending_ok()); }
template <bool B> void choose() {
  if constexpr (B)
    ending_ok();
}
SERVES void chosen_ok() { choose<false>(); }

// Recursion ends.
static int down_bad(int N) {
  if (N < 0)
    abort(); // expect: 'abort'
  return N ? down_bad(N - 1) : 0;
}
SERVES void recursive(int N) { down_bad(N); }

// What stands in a default argument is called by who leaves it out.
static int fallBack_bad() { exit(3); } // expect: 'exit'
static void with(int N = fallBack_bad());
static void with(int) {}
SERVES void defaulted() { with(); }
SERVES void given_ok() { with(1); }

// What is looked up as a symbol, or compared, is not called.
static void symbol_ok(int) { exit(1); }
void resolve(const void *At, bool IsIt);
SERVES void backtrace(void (*At)(int)) {
  resolve(reinterpret_cast<const void *>(symbol_ok), At == symbol_ok);
}

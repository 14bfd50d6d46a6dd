// flags: -std=c++23
// rules: unchecked-unwrap
// RUN: %codex_check %s
//
// A lambda that is only called runs where it is called.
#include <functional>
#include <optional>
#include <vector>

using std::optional;
using V = std::vector<optional<int>>;
optional<int> make();
void use(int);

int lambdaBefore_ok(optional<int> o) {
  auto f = [&] { return *o; };
  if (!o)
    return 0;
  return f();
}
int lambdaBefore_bad(optional<int> o) {
  auto f = [&] { return *o; }; // expect: is unwrapped
  if (o)
    return 0;
  return f();
}
int lambdaNever_bad(optional<int> o) {
  auto f = [&] { return *o; }; // expect: is unwrapped
  return f();
}
int lambdaEscapes_bad(optional<int> o, std::function<int()> &out) {
  out = [o] { return *o; }; // expect: is unwrapped
  return 0;
}
int genericLambda_bad(const V &v) {
  auto f = [](auto o) { return *o; }; // expect: is unwrapped
  int s = 0;
  for (auto &x : v)
    s += f(x);
  return s;
}
int genericLambda_ok(const V &v) {
  auto f = [](auto o) { return o ? *o : 3; };
  int s = 0;
  for (auto &x : v)
    s += f(x);
  return s;
}
int lam2_ok(optional<int> o) {
  auto get = [&]() -> int {
    if (!o)
      return 0;
    return *o;
  };
  return get();
}
int lam3_bad(optional<int> o) {
  auto get = [&]() { return *o; }; // expect: is unwrapped
  if (o)
    use(get());
  o = make();
  return get();
}
int lam4_ok(optional<int> o, optional<int> p) {
  auto get = [&](optional<int> &x) { return *x; };
  if (o && p)
    return get(o) + get(p);
  return 0;
}

// A member is as it was while the lambda runs, if who is given the lambda has
// done with it when it returns.
template <class Range, class Test> bool noneOf(Range &&R, Test T) {
  for (auto &E : R)
    if (T(E))
      return false;
  return true;
}
template <class Range, class Test> bool someOf(Range &&R, Test &&T) {
  return !noneOf(std::forward<Range>(R), std::forward<Test>(T));
}
std::vector<std::function<bool(int)>> Later;
template <class Test> void keep(Test T) { Later.push_back(T); }
template <class Test> void callAndKeep(Test T) {
  T(1);
  keep(std::move(T));
}
template <class Test> void wrapAndKeep(Test T) {
  keep([T](int I) { return T(I); });
}
void unseen(std::function<bool(int)>);
struct Limits {
  optional<int> Most;
  bool calledByHelper_ok(const std::vector<int> &Sizes) {
    return Most && noneOf(Sizes, [&](int Size) { return Size > *Most; });
  }
  bool calledByHelpersHelper_ok(const std::vector<int> &Sizes) const {
    if (!Most)
      return false;
    for (int Round = 0; Round < 2; ++Round)
      if (someOf(Sizes, [this](int Size) { return Size > *Most; }))
        return true;
    return false;
  }
  void keptByHelper_bad() {
    if (Most)
      keep([this](int Size) { return Size > *Most; }); // expect: is unwrapped
  }
  void calledAndKept_bad() {
    if (Most)
      callAndKeep([this](int Size) { return Size > *Most; }); // expect: is unwrapped
  }
  void keptInAnotherLambda_bad() {
    if (Most)
      wrapAndKeep([this](int Size) { return Size > *Most; }); // expect: is unwrapped
  }
  void handedAsFunction_bad() {
    if (Most)
      unseen([this](int Size) { return Size > *Most; }); // expect: is unwrapped
  }
  bool calledByHelper_bad(const std::vector<int> &Sizes) {
    return noneOf(Sizes, [&](int Size) { return Size > *Most; }); // expect: is unwrapped
  }
};

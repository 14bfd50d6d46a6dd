// flags: -std=c++23
// lambdas, captures, control flow, correlated conditions, noreturn, exceptions
#include <optional>
#include <vector>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <functional>
#include <algorithm>
#include <stdexcept>
#include <cstdlib>
#include <cassert>
#include <span>
#include <thread>
using OI = std::optional<int>;
bool coin(); int use(int); OI make(); void sink(OI); void log(const char*);
void later(std::function<void()>); void laterI(std::function<int()>);
int l1_ok(OI o) { if (!o) return 0; return [&] { return *o; }(); }
int l2_bad(OI o) { return [&] { return *o; }(); } // B
int l3_ok(OI o) { return [&] { if (o) return *o; return 0; }(); }
int l4_ok(OI o) { if (!o) return 0; auto f = [o] { return *o; }; o.reset(); return f(); }
int l5_bad(OI o) { if (!o) return 0; auto f = [&o] { 
  return *o; }; // B
  o.reset(); return f(); }
int l6_ok(OI o) { if (!o) return 0; auto f = [p = *o] { return p; }; return f(); }
int l7_bad(OI o) { auto f = [p = *o] { return p; }; return f(); } // B
int l8_ok(OI o) { if (!o) return 0; auto f = [p = o] { return *p; }; return f(); }
int l9_bad(OI o) { auto f = [p = o] { return *p; }; return f(); } // B
int l10_ok(OI o) { auto f = [p = std::move(o)] { return p ? *p : 0; }; return f(); }
int l11_ok(OI o) { if (!o) return 0; auto f = [p = std::move(o)] { return *p; }; return f(); }
int l12_ok() { auto f = [](OI o) { return o ? *o : 0; }; return f(3); }
int l13_bad() { auto f = [](OI o) { return *o; }; return f(make()); } // B
int l14_ok(std::vector<OI> v) { int s = 0; std::for_each(v.begin(), v.end(), [&](const OI& o) { if (o) s += *o; }); return s; }
int l15_bad(std::vector<OI> v) { int s = 0; std::for_each(v.begin(), v.end(), [&](const OI& o) { s += *o; }); return s; } // B
void l16_bad(OI o) { later([o] { use(*o); }); } // B
void l17_ok(OI o) { if (o) later([o] { use(*o); }); }
void l18_ok(OI o) { later([o] { if (o) use(*o); }); }
int l19_ok(OI o) { auto has = [&] { return o.has_value(); }; if (has()) return *o; return 0; }
int l20_bad(OI o) { auto has = [&] { return o.has_value(); }; if (!has()) return *o; return 0; } // B
int l21_ok(OI o) { auto set = [&] { o = 3; }; set(); return *o; }
int l22_bad(OI o) { auto set = [=]() mutable { o = 3; }; set(); return *o; } // B
int l23_ok(OI o) { auto get = [&]() -> int& { if (!o) o = 1; return *o; }; return get() + *o; }
struct C { OI o; std::map<int, OI> m; void lm_();
  int lt1(); int lt2(); int lt3(); };
int C_lt1_ok(C& c) { if (!c.o) return 0; auto f = [&c] { return *c.o; }; return f(); }
int C_lt2_bad(C& c) { auto f = [&c] { return *c.o; }; return f(); } // B
int C::lt1() { auto f = [this] { return *o; }; return f(); } // B
int C::lt2() { if (!o) return 0; auto f = [this] { return *o; }; return f(); }
int C::lt3() { if (!o) return 0; auto f = [*this] { return *o; }; return f(); }
int l24_ok(OI o) { auto f = [](auto& x) { return x ? *x : 0; }; return f(o); }
int l25_bad(OI o) { auto f = [](auto& x) { return *x; }; return f(o); } // B
int l26_ok(OI o) { if (!o) return 0; auto f = [](auto& x) { return *x; }; return f(o); }
int l27_ok(std::vector<OI>& v) { std::erase_if(v, [](auto& o) { return !o; }); int s = 0; for (auto& o : v) s += *o; return s; }
int l28_bad(std::vector<OI>& v) { std::erase_if(v, [](auto& o) { return o.has_value(); }); int s = 0; for (auto& o : v) s += *o; return s; } // B
int l29_ok(std::vector<OI>& v) { if (!std::all_of(v.begin(), v.end(), [](auto& o) { return o.has_value(); })) return 0; int s = 0; for (auto& o : v) s += *o; return s; }
int l30_bad(std::vector<OI>& v) { if (!std::any_of(v.begin(), v.end(), [](auto& o) { return o.has_value(); })) return 0; int s = 0; for (auto& o : v) s += *o; return s; } // B
int l31_ok(std::vector<OI>& v) { if (std::ranges::any_of(v, [](auto& o) { return !o; })) return 0; int s = 0; for (auto& o : v) s += *o; return s; }
int l32_ok(std::vector<OI>& v) { auto it = std::find_if(v.begin(), v.end(), [](auto& o) { return o.has_value(); }); if (it == v.end()) return 0; return **it; }
int l33_bad(std::vector<OI>& v) { auto it = std::find_if(v.begin(), v.end(), [](auto& o) { return !o.has_value(); }); if (it == v.end()) return 0; return **it; } // B
int l34_ok(std::vector<OI>& v) { v.erase(std::remove_if(v.begin(), v.end(), [](auto& o) { return !o; }), v.end()); int s = 0; for (auto& o : v) s += *o; return s; }
int l35_ok(std::vector<OI>& v) { v.erase(std::remove(v.begin(), v.end(), std::nullopt), v.end()); int s = 0; for (auto& o : v) s += *o; return s; }
int l36_ok(std::vector<OI>& v) { int c = std::count_if(v.begin(), v.end(), [](auto& o) { return o && *o > 3; }); return c; }
int l37_bad(std::vector<OI>& v) { int c = std::count_if(v.begin(), v.end(), [](auto& o) { return *o > 3; }); return c; } // B

// control flow
int f1_ok(OI o) { while (!o) o = make(); return *o; }
int f2_bad(OI o) { while (o) o = make(); return *o; } // B
int f3_ok(OI o) { do { o = make(); } while (!o); return *o; }
int f4_ok(OI o) { for (; !o; o = make()) {} return *o; }
int f5_bad(OI o) { for (int i = 0; i < 3; ++i) { if (o) break; o = make(); } return *o; } // B
int f6_ok(OI o) { for (;;) { if (o) break; o = make(); } return *o; }
int f7_ok(OI o) { int s = 0; while (auto x = make()) s += *x; return s; }
int f8_ok(OI o) { int s = 0; for (OI x = make(); x; x = make()) s += *x; return s; }
int f9_bad(OI o) { int s = 0; for (OI x = make(); coin(); x = make()) s += *x; return s; } // B
int f10_ok(OI o) { if (!o) goto out; return *o; out: return 0; }
int f11_bad(OI o) { if (!o) goto out; return *o; out: return *o; } // B
int f12_ok(OI o) { retry: if (!o) { o = make(); goto retry; } return *o; }
int f13_ok(OI o, int k) { switch (k) { case 0: if (!o) return 0; [[fallthrough]]; case 1: if (!o) return 1; break; default: return 2; } return *o; }
int f14_bad(OI o, int k) { switch (k) { case 0: if (!o) return 0; [[fallthrough]]; case 1: break; default: return 2; } return *o; } // B
int f15_ok(OI o) { switch (o.has_value()) { case true: return *o; case false: return 0; } return 0; }
int f16_bad(OI o) { switch (o.has_value()) { case false: return *o; case true: return 0; } return 0; } // B
int f17_ok(OI o) { if (auto p = o; p.has_value()) return *p; else return 0; }
int f18_ok(OI o) { if (bool b = o.has_value(); !b) return 0; return *o; }
int f19_ok(OI o) { if (o.has_value()) [[likely]] return *o; return 0; }
int f20_ok(OI o) { [[assume(o.has_value())]]; return *o; }
int f21_ok(OI o) { __builtin_assume(o.has_value()); return *o; }
int f22_ok(OI o) { if (!o) __builtin_unreachable(); return *o; }
int f23_ok(OI o) { if (!o) std::unreachable(); return *o; }
int f24_ok(OI o) { assert(o); return *o; }
int f25_ok(OI o) { assert(o.has_value() && "set"); return *o; }
int f26_bad(OI o) { assert(!o); return *o; } // B
int f27_ok(OI o) { if (!o) std::abort(); return *o; }
int f28_ok(OI o) { if (!o) std::exit(1); return *o; }
int f29_ok(OI o) { if (!o) throw std::runtime_error("x"); return *o; }
int f30_ok(OI o) { if (!o) std::terminate(); return *o; }
int f31_ok(OI o) { if (!o) std::quick_exit(1); return *o; }
int f32_ok(OI o) { if (!o) { log("x"); __builtin_trap(); } return *o; }
[[noreturn]] void fail(const char*, ...);
int f33_ok(OI o) { if (!o) fail("x"); return *o; }
struct Thrower { [[noreturn]] void operator()() const; [[noreturn]] ~Thrower(); };
int f34_ok(OI o) { Thrower t2_; if (!o) t2_(); return *o; }
int f35_ok(OI o) { if (!o) Thrower{}; return *o; }
void die1() { fail("x"); }
int f36_ok(OI o) { if (!o) die1(); return *o; }
int f37_ok(OI o) { if (__builtin_expect(!o, 0)) return 0; return *o; }
int f38_ok(OI o) { if (__builtin_expect(!!(o.has_value()), 1)) return *o; return 0; }
int f39_ok(OI o) { if (!o) while (true) {} return *o; }
int f40_ok(OI o) { if (o) {} else return 0; return *o; }
int f41_ok(OI o, int n) { int s = 0; for (int i = 0; i < n; i++) { if (!o) continue; s += *o; } return s; }
int f42_bad(OI o, int n) { int s = 0; if (!o) return 0; for (int i = 0; i < n; i++) { s += *o; // B
   if (s > 3) o = make(); } return s; }
int f43_ok(OI o, int n) { int s = 0; if (!o) return 0; for (int i = 0; i < n; i++) { s += *o; if (s > 3) o = s; } return s; }
int f44_ok(OI o, int n) { int s = 0; if (!o) return 0; for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) for (int k = 0; k < j; ++k) s += *o; } return s; }
int f45_ok(OI o, int n) { int s = 0; for (int i = 0; i < n; i++) { if (!o) { o = i; continue; } if (*o < i) o = i; } return o ? *o : s; }
int f46_ok(std::vector<int> v) { OI best; for (int x : v) if (!best || x > *best) best = x; return best.value_or(0); }
int f47_ok(std::vector<int> v) { OI best; if (v.empty()) return 0; for (int x : v) if (!best || x > *best) best = x; return *best; }
int f48_bad(std::vector<int> v) { OI best; for (int x : v) if (!best || x > *best) best = x; return *best; } // B
int f49_ok(std::vector<int> v) { OI best; for (size_t i = 0; i < v.size(); ++i) { if (i == 0) best = v[0]; else if (*best < v[i]) best = v[i]; } return 0; }

// exceptions
int e1_ok(OI o) { try { return o.value(); } catch (const std::bad_optional_access&) { return 0; } }
int e2_ok(OI o) { try { return o.value(); } catch (const std::exception&) { return 0; } }
int e3_ok(OI o) { try { return o.value(); } catch (...) { return 0; } }
int e4_bad(OI o) { try { return *o; } catch (...) { return 0; } } // B
int e5_bad(OI o) { try { return o.value(); } catch (const std::runtime_error&) { return 0; } } // B
int e6_ok(OI o) { try { try { return o.value(); } catch (const std::runtime_error&) { return 0; } } catch (const std::logic_error&) { return 1; } catch (const std::exception&) { return 2; } }
int e7_bad(OI o) { try { log(""); } catch (...) { return o.value(); } return 0; } // B
int e8_ok(OI o) { try { if (!o) throw 1; } catch (int) { return 0; } return *o; }
int e9_bad(OI o) { try { if (!o) throw 1; } catch (int) { log("x"); } return *o; } // B
int e10_ok(OI o) { try { o = make(); } catch (...) { return 0; } if (!o) return 0; return *o; }
int e11_bad() { OI o; try { o = use(1); } catch (...) { } return *o; } // B
int e12_ok() { OI o; try { o = use(1); } catch (...) { return 0; } return *o; }
int e13_ok() { OI o; try { o = use(1); } catch (...) { throw; } return *o; }
int e14_ok(OI o) try { return o.value(); } catch (const std::exception&) { return 0; }
int e15_bad(OI o) noexcept { return o.value(); } // B
int e16_ok() { OI o; try { o = use(1); } catch (...) { o = 0; } return *o; }
int e17_ok(OI o) { o.value(); return *o; } // B
int e18_bad(OI o) { try { [&] { return *o; }(); } catch (...) {} return 0; } // B
int e19_ok(OI o) { try { use(o.value()); } catch (const std::bad_optional_access& e) { return 0; } return *o; }

// correlated
int k1_ok(OI o) { bool ok = o.has_value(); if (ok) return *o; return 0; }
int k2_ok(OI o) { bool ok = false; if (o) ok = true; if (ok) return *o; return 0; }
int k3_ok(OI o) { int st = 0; if (o) st = 2; if (st == 2) return *o; return 0; }
int k4_bad(OI o) { int st = 0; if (o) st = 2; if (st == 0) return *o; return 0; } // B
int k5_ok(OI o) { int st = 0; if (o) st = 2; if (st) return *o; return 0; }
enum E { A, B_, C_ };
int k6_ok(OI o) { E e = A; if (o) e = C_; switch (e) { case C_: return *o; default: return 0; } }
int k7_ok(bool c) { OI o; if (c) o = 1; log("x"); if (c) return *o; return 0; }
int k8_bad(bool c) { OI o; if (c) o = 1; c = coin(); if (c) return *o; return 0; } // B
int k9_ok(int n) { OI o; if (n > 0) o = 1; if (n > 5) return *o; return 0; }
int k10_bad(int n) { OI o; if (n > 5) o = 1; if (n > 0) return *o; return 0; } // B
int k11_ok(int n) { OI o; if (n > 0) o = 1; if (n <= 0) return 0; return *o; }
int k12_ok(int n) { OI o; if (n == 3) o = 1; if (n != 3) return 0; return *o; }
int k13_ok(std::vector<int>& v) { OI o; if (!v.empty()) o = v[0]; if (v.empty()) return 0; return *o; }
int k14_ok(std::vector<int>& v) { OI o; if (!v.empty()) o = v[0]; if (v.size() > 0) return *o; return 0; }
int k15_ok(std::vector<int>& v) { OI o; if (v.size() > 0) o = v[0]; if (v.size() == 0) return 0; return *o; }
int k16_bad(std::vector<int>& v) { OI o; if (!v.empty()) o = v[0]; v.push_back(3); if (v.empty()) return 0; return *o; } // B
int k17_ok(int* p) { OI o; if (p) o = 1; if (p != nullptr) return *o; return 0; }
int k18_ok(const char* p) { OI o; if (p && *p) o = 1; if (p && *p) return *o; return 0; }
int k19_ok(std::string s) { OI o; if (s == "x") o = 1; if (s == "x") return *o; return 0; }
int k20_bad(std::string s) { OI o; if (s == "x") o = 1; if (s == "y") return *o; return 0; } // B
int k21_ok(OI o) { if (o && !*o) return 0; if (!o) return 1; return *o; }
int k22_ok(OI a, OI b) { if (!a && !b) return 0; if (!a) return *b; return *a; }
int k23_ok(OI a, OI b) { if (a) { if (!b) return 0; } if (a) return *b; return 1; }
int k24_ok(OI a, bool need) { if (need && !a) return 0; if (need) return *a; return 1; }
int k25_bad(OI a, bool need) { if (need && !a) return 0; if (!need) return *a; return 1; } // B
int k26_ok(std::vector<int> v) { OI last; bool first = true; int s = 0; for (int x : v) { if (!first) s += *last; last = x; first = false; } return s; }
int k27_ok(std::vector<int> v) { OI last; int n = 0; int s = 0; for (int x : v) { if (n > 0) s += *last; last = x; ++n; } return n ? *last : s; }
int k28_bad(std::vector<int> v) { OI last; int n = 0; int s = 0; for (int x : v) { ++n; if (n > 0) s += *last; // B
   last = x; } return s; }
int k29_ok(std::vector<int> v) { OI found; int idx = -1; for (size_t i = 0; i < v.size(); ++i) if (v[i] == 3) { found = v[i]; idx = i; } if (idx == -1) return 0; return *found; }
int k30_ok(std::vector<int> v) { OI found; int idx = -1; for (size_t i = 0; i < v.size(); ++i) if (v[i] == 3) { found = v[i]; idx = (int)i; break; } if (idx < 0) return 0; return *found; }
int k31_ok(OI o) { std::string err; if (!o) err = "missing"; if (!err.empty()) return 0; return *o; }
int k32_ok(OI o) { const char* err = nullptr; if (!o) err = "missing"; if (err) return 0; return *o; }
int k33_ok(OI o) { OI err; if (!o) err = 3; if (err) return 0; return *o; }
int k34_ok(bool a, bool b) { OI o; if (a) o = 1; if (b) { if (!a) return 0; return *o; } return 0; }
int k35_ok(bool a, bool b) { OI o; bool c = a && b; if (c) o = 1; if (a && b) return *o; return 0; }
int k36_ok(int x) { OI o; if (x & 4) o = 1; if (x & 4) return *o; return 0; }
int k37_bad(int x) { OI o; if (x & 4) o = 1; if (x & 2) return *o; return 0; } // B
int k38_ok(OI o) { size_t n = o ? 1 : 0; if (n == 1) return *o; return 0; }
int k39_ok(OI o) { size_t n = o.has_value(); if (n != 0) return *o; return 0; }
int k40_ok(OI a, OI b) { int n = 0; if (a) n++; if (b) n++; if (n == 2) return *a + *b; return 0; }
int k41_bad(OI a, OI b) { int n = 0; if (a) n++; if (b) n++; if (n >= 1) return *a; return 0; } // B
int k42_ok(std::vector<std::pair<int,int>> rows) { OI x; OI y; int n=0; for (auto& r : rows) { for (int i = 0; i < r.first; ++i) { if (!x) { x = i; y = r.second; } n += *y; } } return x ? *y : n; }

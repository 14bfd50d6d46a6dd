// flags: -std=c++23
// each item of what the rules follow: places, state changes, guards, correlated conditions, helpers, coroutines
#include <any>
#include <algorithm>
#include <array>
#include <cassert>
#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <expected>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <utility>
#include <vector>
using OI = std::optional<int>; using EI = std::expected<int, std::string>; using V = std::variant<int, std::string, double>;
bool cond(); int num(); OI mk(); EI mke(); void sink(int); void change(OI &); void look(const OI &); void halt [[noreturn]] (); void opaque();
struct Inner { OI o; }; struct P { Inner in; OI o; OI q; std::vector<OI> v; std::map<int, OI> m; std::unique_ptr<Inner> u; std::shared_ptr<Inner> s; Inner *raw; OI arr[3]; const OI &get() const { return o; } OI &mut() { return o; } void touch(); int use() const; };
// places
int p1_ok(P &p) { if (p.in.o) return *p.in.o; return 0; }
int p1_bad(P &p) { if (p.o) return *p.in.o; return 0; } // B
int p2_ok(P &p) { return p.u && p.u->o ? *p.u->o : 0; }
int p2_bad(P &p) { return p.u ? *p.u->o : 0; } // B
int p3_ok(P &p) { if (!p.s->o.has_value()) return 0; return p.s->o.value(); }
int p3_bad(P &p, P &r) { if (!r.s->o.has_value()) return 0; return p.s->o.value(); } // B
int p4_ok(P &p) { if (p.arr[1]) return *p.arr[1]; return 0; }
int p4_bad(P &p) { if (p.arr[1]) return *p.arr[2]; return 0; } // B
int p5_ok(P &p, int i) { if (p.v[i]) return *p.v[i]; return 0; }
int p5_bad(P &p, int i) { if (p.v[i]) { ++i; return *p.v[i]; } return 0; } // B
int p6_ok(P &p, int k) { if (auto it = p.m.find(k); it != p.m.end() && it->second) return *it->second; return 0; }
int p6_bad(P &p, int k) { if (auto it = p.m.find(k); it != p.m.end()) return *it->second; return 0; } // B
int p7_ok(P &p, int k) { if (!p.m.at(k)) return 0; return *p.m.at(k); }
int p7_bad(P &p, int k, int j) { if (!p.m.at(j)) return 0; return *p.m.at(k); } // B
int p8_ok(P &p) { if (p.get()) return *p.get(); return 0; }
int p8_bad(P &p) { if (p.get()) { p.o = mk(); return *p.get(); } return 0; } // B
int p9_ok(P &p) { auto &[in, o, q, v, m, u, s, raw, arr] = p; if (!q) return 0; return *q; }
int p9_bad(P &p) { auto &[in, o, q, v, m, u, s, raw, arr] = p; if (!o) return 0; return *q; } // B
int p10_ok(P *p) { OI *o = &p->o; if (!o->has_value()) return 0; return **o; }
int p10_bad(P *p) { OI *o = &p->o; if (!o->has_value()) o = &p->q; return **o; } // B
int p11_ok() { static OI o; if (!o) o = 3; return *o; }
int p11_bad() { static OI o; if (cond()) o = 3; return *o; } // B
OI global;
int p12_ok() { if (!global) return 0; return *global; }
int p12_bad() { if (!global) return 0; opaque(); return *global; } // B
int p13_ok(OI o) { auto f = [o] { return o ? *o : 0; }; return f(); }
int p13_bad(OI o) { auto f = [o] { return *o; }; return f(); } // B
int p14_ok(OI o) { if (!o) return 0; auto f = [&o] { return *o; }; return f(); }
int p14_bad(OI o) { if (!o) return 0; auto f = [&o] { return *o; }; o.reset(); return f(); } // B
int p15_ok(OI o) { if (!o) return 0; auto f = [v = *o] { return v; }; return f(); }
int p15_bad(OI o) { auto f = [v = *o] { return v; }; return f(); } // B
int P::use() const { if (!o) return 0; return *this->o; }
struct PB { OI o; int use() const { return *o; } void set(int i) { o = i; } }; // B
int p16_ok(std::pair<OI, int> p) { auto [a, b] = p; return a ? *a + b : 0; }
int p16_bad(std::pair<OI, int> p) { auto [a, b] = p; return b ? *a + b : 0; } // B
int p17_ok(std::tuple<OI, OI> t) { if (!std::get<0>(t)) return 0; return *std::get<0>(t); }
int p17_bad(std::tuple<OI, OI> t) { if (!std::get<0>(t)) return 0; return *std::get<1>(t); } // B
int p18_ok(std::array<OI, 2> &a) { for (auto &x : a) if (x) return *x; return 0; }
int p18_bad(std::array<OI, 2> &a) { for (auto &x : a) if (!x) return *x; return 0; } // B
int p19_ok(std::optional<P> p) { if (!p || !p->o) return 0; return *p->o; }
int p19_bad(std::optional<P> p) { if (!p) return 0; return *p->o; } // B
int p20_ok(std::optional<OI> p) { if (p && *p) return **p; return 0; }
int p20_bad(std::optional<OI> p) { if (p) return **p; return 0; } // B
// state changes
int s1_ok(OI o) { o.emplace(3); return *o; }
int s1_bad(OI o) { if (!o) return 0; o.reset(); return *o; } // B
int s2_ok(OI o, OI p) { if (!o) return 0; std::swap(o, p); return *p; }
int s2_bad(OI o, OI p) { if (!o) return 0; std::swap(o, p); return *o; } // B
int s3_ok(OI o, OI p) { if (!o) return 0; o.swap(p); return p.value(); }
int s3_bad(OI o, OI p) { if (!o) return 0; o.swap(p); return o.value(); } // B
int s4_ok(OI o) { o = o.value_or(2); return *o; }
int s4_bad(OI o) { if (o) o = {}; return *o; } // B
int s5_ok(OI o) { if (o) { look(o); return *o; } return 0; }
int s5_bad(OI o) { if (o) { change(o); return *o; } return 0; } // B
int s6_ok(OI o) { o = std::make_optional(3); return *o; }
int s6_bad(OI o) { if (o) o = std::nullopt; return o.value(); } // B
int s7_ok(OI o) { OI p = std::exchange(o, std::nullopt); return p ? *p : 0; }
int s7_bad(OI o) { if (!o) return 0; OI p = std::exchange(o, std::nullopt); return *o; } // B
int s8_ok(std::vector<OI> v) { std::erase_if(v, [](const OI &o) { return !o; }); int n = 0; for (auto &o : v) n += *o; return n; }
int s8_bad(std::vector<OI> v) { std::erase_if(v, [](const OI &o) { return o && *o > 3; }); int n = 0; for (auto &o : v) n += *o; return n; } // B
int s9_ok(std::vector<OI> &v) { v.push_back(3); return *v.back(); }
int s9_bad(std::vector<OI> &v) { v.push_back(mk()); return *v.back(); } // B
int s10_ok(std::vector<OI> &v) { int n = 0; for (auto &o : v | std::views::filter([](const OI &o) { return o.has_value(); })) n += *o; return n; }
int s10_bad(std::vector<OI> &v) { int n = 0; for (auto &o : v | std::views::filter([](const OI &o) { return !o.has_value(); })) n += *o; return n; } // B
// guards
int g1_ok(OI o) { if (o == 3) return *o; return 0; }
int g1_bad(OI o) { if (o != 3) return *o; return 0; } // B
int g2_ok(OI o) { if (o > 3) return *o; return 0; }
int g2_bad(OI o) { if (o < 3) return *o; return 0; } // B
int g3_ok(OI o) { if (o.value_or(-1) != -1) return *o; return 0; }
int g3_bad(OI o) { if (o.value_or(-1) == -1) return *o; return 0; } // B
int g4_ok(OI o) { switch (o.has_value()) { case true: return *o; default: return 0; } }
int g4_bad(OI o) { switch (o.has_value()) { case false: return *o; default: return 0; } } // B
int g5_ok(OI o) { [[assume(o.has_value())]]; return *o; }
int g5_bad(OI o) { [[assume(!o.has_value())]]; return *o; } // B
int g6_ok(OI o) { if (!o) __builtin_unreachable(); return *o; }
int g6_bad(OI o) { if (o) __builtin_unreachable(); return *o; } // B
int g7_ok(OI o) { if (int x = num(); x > 0 && o) return *o + x; return 0; }
int g7_bad(OI o) { if (int x = num(); x > 0 || o) return *o + x; return 0; } // B
int g8_ok(OI o) { return !o ? 0 : (sink(1), *o); }
int g8_bad(OI o) { return !o ? (sink(1), *o) : 0; } // B
int g9_ok(OI o) { if ((sink(1), o.has_value())) return *o; return 0; }
int g9_bad(OI o) { if ((o.has_value(), cond())) return *o; return 0; } // B
int g10_ok(OI o) { assert(o); return *o; }
int g10_bad(OI o) { assert(!o); return *o; } // B
int g11_ok(OI a, OI b) { if (a.has_value() != b.has_value()) return 0; if (!a) return 0; return *b; }
int g11_bad(OI a, OI b) { if (a.has_value() == b.has_value()) return 0; if (!a) return 0; return *b; } // B
int g12_ok(OI o) { while (!o) { o = mk(); } return *o; }
int g12_bad(OI o) { while (o) { o = mk(); } return *o; } // B
int g13_ok(OI o) { if (static_cast<bool>(o) == true) return *o; return 0; }
int g13_bad(OI o) { if (static_cast<bool>(o) == false) return *o; return 0; } // B
int g14_ok(OI o) { if (not o.has_value()) { halt(); } return *o; }
int g14_bad(OI o) { if (not o.has_value()) { sink(0); } return *o; } // B
int g15_ok(OI o) { try { return o.value(); } catch (const std::bad_optional_access &) { return 0; } }
int g15_bad(OI o) { try { return o.value(); } catch (const std::bad_alloc &) { return 0; } } // B
// correlated
int c1_ok(OI o) { int n = 0; if (o) n = 5; if (n > 2) return *o; return 0; }
int c1_bad(OI o) { int n = 3; if (o) n = 5; if (n > 2) return *o; return 0; } // B
int c2_ok(OI o) { const bool has = o.has_value(); if (cond()) sink(1); if (has) return *o; return 0; }
int c2_bad(OI o) { const bool has = o.has_value(); if (cond()) o.reset(); if (has) return *o; return 0; } // B
int c3_ok(OI o, int mode) { if (mode == 2 && !o) return 0; sink(mode); if (mode == 2) return *o; return 1; }
int c3_bad(OI o, int mode) { if (mode == 2 && !o) return 0; sink(mode); if (mode == 3) return *o; return 1; } // B
int c4_ok(std::vector<int> &v) { OI best; for (int x : v) if (!best || x > *best) best = x; return best ? *best : 0; }
int c4_bad(std::vector<int> &v) { OI best; for (int x : v) if (!best || x > *best) best = x; return *best; } // B
int c5_ok(std::vector<OI> &v) { int n = 0; for (auto &a : v) { if (!a) continue; for (auto &b : v) { if (!b) continue; n += *a * *b; } } return n; }
int c5_bad(std::vector<OI> &v) { int n = 0; for (auto &a : v) { for (auto &b : v) { if (!b) continue; n += *a * *b; } } return n; } // B
int c6_ok(OI o) { std::string err; if (!o) err = "x"; if (!err.empty()) return 0; return *o; }
int c6_bad(OI o) { std::string err; if (!o) err = "x"; if (err.empty()) return 0; return *o; } // B
int c7_ok(OI o) { const int *p = nullptr; if (o) p = &*o; if (p) return *o; return 0; }
int c7_bad(OI o) { const int *p = nullptr; if (o) p = &*o; if (!p) return *o; return 0; } // B
// helpers
static bool ready(const OI &o) { return o.has_value() && *o > 0; }
int h1_ok(OI o) { if (ready(o)) return *o; return 0; }
int h1_bad(OI o) { if (!ready(o)) return *o; return 0; } // B
static OI engaged() { return 3; }
int h2_ok() { return *engaged(); }
static OI sometimes(bool b) { if (b) return 3; return {}; }
int h2_bad(bool b) { return *sometimes(b); } // B
static int need(const OI &o) { return *o; }
int h3_ok() { return need(3); }
int h3_bad(OI o) { return need(o); } // B
static void ensure(const OI &o) { if (!o) throw 1; }
int h4_ok(OI o) { ensure(o); return *o; }
static void maybe(const OI &o) { if (!o && cond()) throw 1; }
int h4_bad(OI o) { maybe(o); return *o; } // B
static void fill(OI &o) { if (!o) o = 1; }
int h5_ok(OI o) { fill(o); return *o; }
static void drain(OI &o) { if (o) o.reset(); }
int h5_bad(OI o) { drain(o); return *o; } // B
static bool get(int k, OI &out) { if (k > 3) { out = k; return true; } return false; }
int h6_ok(int k) { OI o; if (!get(k, o)) return 0; return *o; }
int h6_bad(int k) { OI o; if (get(k, o)) return 0; return *o; } // B
// expected, variant, any, weak_ptr
int e1_ok(EI e) { if (!e) return e.error().size(); return *e; }
int e1_bad(EI e) { if (e) return e.error().size(); return 0; } // B
int e3_ok() { if (auto e = mke(); e.has_value()) return e.value(); return 0; }
int e3_bad() { if (auto e = mke(); !e.has_value()) return e.value(); return 0; } // B
int v1_ok(V v) { if (std::holds_alternative<int>(v)) return std::get<int>(v); return 0; }
int v1_bad(V v) { if (std::holds_alternative<double>(v)) return std::get<int>(v); return 0; } // B
int v2_ok(V v) { switch (v.index()) { case 0: return std::get<0>(v); case 1: return std::get<1>(v).size(); } return 0; }
int v2_bad(V v) { switch (v.index()) { case 0: return std::get<0>(v); case 1: return std::get<2>(v); } return 0; } // B
int v3_ok(V v) { if (auto *i = std::get_if<int>(&v)) return *i; return 0; }
int v3_bad(V v) { auto *i = std::get_if<int>(&v); return *i; } // B
int v4_ok(V v) { v = 3; return std::get<int>(v); }
int v4_bad(V v) { v = "x"; return std::get<int>(v); } // B
int a1_ok(std::any a) { if (a.type() == typeid(int)) return std::any_cast<int>(a); return 0; }
int a1_bad(std::any a) { return std::any_cast<int>(a); } // B
int w1_ok(std::weak_ptr<int> w) { if (auto s = w.lock()) return *s; return 0; }
int w1_bad(std::weak_ptr<int> w) { auto s = w.lock(); return *s; } // B
int w2_ok(std::weak_ptr<int> w) { auto s = w.lock(); if (!s) return 0; return *s; }
int w2_bad(std::weak_ptr<int> w) { if (!w.expired()) sink(1); return *w.lock(); } // B
// lookups
int l1_ok() { const char *h = getenv("HOME"); if (!h) h = "/"; return h[0]; }
int l1_bad() { const char *h = getenv("HOME"); return h[0]; } // B
int l2_ok(const char *n) { FILE *f = fopen(n, "r"); if (f == nullptr) return 0; int c = fgetc(f); fclose(f); return c; }
int l2_bad(const char *n) { FILE *f = fopen(n, "r"); int c = fgetc(f); fclose(f); return c; } // B
int l3_ok(std::vector<int> &v) { auto it = std::find(v.begin(), v.end(), 3); return it == v.end() ? 0 : *it; }
int l3_bad(std::vector<int> &v) { auto it = std::find(v.begin(), v.end(), 3); return it != v.end() ? 0 : *it; } // B
int l4_ok(std::unordered_map<std::string, int> &m) { auto it = m.find("a"); if (it == std::end(m)) return 0; return it->second; }
int l4_bad(std::unordered_map<std::string, int> &m) { auto it = m.find("a"); if (it == std::end(m)) sink(0); return it->second; } // B
int l5_ok(std::set<int> &s) { if (!s.contains(3)) return 0; return *s.find(3); }
int l5_bad(std::set<int> &s) { return *s.find(3); } // B
std::string l6_ok(const std::string &s) { const char *p = strstr(s.c_str(), "x"); return p ? std::string(p) : ""; }
std::string l6_bad(const std::string &s) { return std::string(strstr(s.c_str(), "x")); } // B
int l7_ok(std::map<int, int> &m) { const auto it = m.lower_bound(3); return it != m.cend() ? it->second : 0; }
int l7_bad(std::map<int, int> &m) { const auto it = m.lower_bound(3); return it->second; } // B
struct Bs { virtual ~Bs(); }; struct Dv : Bs { int x; };
int l8_ok(Bs *b) { auto *d = dynamic_cast<Dv *>(b); return d ? d->x : 0; }
int l8_bad(Bs *b) { auto *d = dynamic_cast<Dv *>(b); return d->x; } // B
int l9_ok(std::shared_ptr<Bs> b) { if (auto d = std::dynamic_pointer_cast<Dv>(b)) return d->x; return 0; }
int l9_bad(std::shared_ptr<Bs> b) { return std::dynamic_pointer_cast<Dv>(b)->x; } // B
int l10_ok(std::vector<int> &v) { return std::ranges::any_of(v, [](int x) { return x == 3; }) ? *std::ranges::find(v, 3) : 0; } // FP: any_of by a predicate that says what find looks for
int l11_ok(std::vector<int> &v) { return *std::max_element(v.begin(), v.end()) ; }
// templates and derived
template <class T> int t1_ok(std::optional<T> o) { if (!o) return 0; return *o; }
template <class T> int t1_bad(std::optional<T> o) { return *o; } // B
template <class T> T t2_bad(T x) { OI o = mk(); return x + *o; } // B
template int t1_ok(OI); template int t1_bad(OI); template int t2_bad(int);
struct MyO : std::optional<int> { using std::optional<int>::optional; };
int t3_ok(MyO o) { if (!o.has_value()) return 0; return *o; }
int t3_bad(MyO o) { return *o; } // B
template <class T> concept Has = requires(T t) { *t; };
template <Has T> int t4_ok(T t) { if (!t) return 0; return *t; }
template <Has T> int t4_bad(T t) { return *t; } // B
template int t4_ok(OI); template int t4_bad(OI);
// coroutines
struct Task { struct promise_type { Task get_return_object(); std::suspend_never initial_suspend(); std::suspend_never final_suspend() noexcept; void return_value(int); void unhandled_exception(); }; bool await_ready(); void await_suspend(std::coroutine_handle<>); int await_resume(); };
struct Co { OI o; Task m_ok(); Task m_bad(); Task l_ok(OI x); Task m2_ok(); };
Task other();
Task Co::m_ok() { if (!o) co_return 0; co_return *o; }
Task Co::m_bad() { if (!o) co_return 0; co_await other(); co_return *o; } // B
Task Co::l_ok(OI x) { if (!x) co_return 0; co_await other(); co_return *x; }
Task Co::m2_ok() { co_await other(); if (!o) co_return 0; co_return *o; }
Task coA_bad(OI o) { co_await other(); co_return *o; } // B
Task coB_bad(OI &o) { if (!o) co_return 0; co_await other(); co_return *o; } // B
// positions
int i1_ok(OI o) { int x[] = {o ? *o : 0, 1}; return x[0]; }
int i1_bad(OI o) { int x[] = {*o, 1}; return x[0]; } // B
struct Ct { int a; Ct(OI o) : a(*o) {} }; // B
struct Cu { int a; Cu(OI o) : a(o ? *o : 0) {} };
int i2_bad(std::optional<std::vector<int>> o) { int n = 0; for (int x : *o) n += x; return n; } // B
int i2_ok(std::optional<std::vector<int>> o) { int n = 0; if (o) for (int x : *o) n += x; return n; }
int deflt(int x = *mk()); int i3_bad() { return deflt(); } // B
int i4_bad(OI o) { return std::move(o).value(); } // B
int i4_ok(OI o) { if (!o) return 0; return *std::move(o); }
int i5_bad(OI o) { return sizeof(int) + o.operator*(); } // B
int i5_ok(OI o) { return sizeof(*o); }
int i6_ok(OI o) { return o.and_then([](int x) -> OI { return x; }).value_or(3); }
int i6_bad(OI o) { return *o.and_then([](int x) -> OI { return x; }); } // B
int i7_ok(OI o) { return *o.or_else([] { return OI(3); }); }
int i7_bad(OI o) { return *o.transform([](int x) { return x; }); } // B

// flags: -std=c++20
// odds and ends
#include <optional>
#include <vector>
#include <map>
#include <memory>
#include <string>
#include <functional>
#include <algorithm>
#include <cassert>
#include <iostream>
#include <mutex>
#include <tuple>
#include <variant>
#include <array>
#include <deque>
#include <utility>
#include <stdexcept>
using OI = std::optional<int>; using OS = std::optional<std::string>;
bool coin(); int use(int); OI make(); void log(const char*); void opaque(); OI next(); OI find(const std::string&); std::string name();
// loops
int a1_ok() { int s = 0; OI o; while ((o = next()).has_value()) s += *o; return s; }
int a2_ok() { int s = 0; OI o; while ((o = next()) != std::nullopt) s += *o; return s; }
int a3_ok() { int s = 0; for (OI o; (o = next());) s += *o; return s; }
int a4_ok() { OI o; do { o = next(); if (!o) break; use(*o); } while (true); return 0; }
int a5_ok() { OI o; do { o = next(); } while (!o || *o < 3); return *o; }
int a6_bad() { OI o; do { o = next(); } while (o && *o < 3); return *o; } // B
int a7_ok(std::vector<OI>& v) { size_t i = 0; while (i < v.size() && v[i]) { use(*v[i]); ++i; } return 0; }
int a8_ok(std::vector<OI>& v) { size_t i = 0; while (i < v.size() && !v[i]) ++i; if (i == v.size()) return 0; return *v[i]; }
int a9_ok(std::vector<OI>& v) { for (auto& o : v) { if (!o) return 0; } int s = 0; for (auto& o : v) s += *o; return s; }
int a10_bad(std::vector<OI>& v) { for (auto& o : v) { if (!o) break; } int s = 0; for (auto& o : v) s += *o; return s; } // B
int a11_ok(std::vector<OI>& v) { std::vector<int> r; for (auto& o : v) if (o) r.push_back(*o); return r.size(); }
int a12_ok(std::vector<OI>& v) { std::vector<OI*> r; for (auto& o : v) if (o) r.push_back(&o); return r.size(); }
int a13_ok(OI a, OI b) { for (OI* p : {&a, &b}) { if (*p) use(**p); } return 0; }
int a14_ok(OI a, OI b) { for (const OI& p : {a, b}) { if (p) use(*p); } return 0; }
int a15_bad(OI a, OI b) { for (const OI& p : {a, b}) { use(*p); } return 0; } // B
int a16_ok(std::map<int, OI>& m) { for (auto it = m.begin(); it != m.end(); ++it) { if (!it->second) continue; use(*it->second); } return 0; }
int a17_ok(OI o) { int n = 0; while (o) { n += *o; if (n > 3) o.reset(); } return n; }
int a18_bad(OI o) { int n = 0; while (o) { if (n > 3) o.reset(); n += *o; } return n; } // B
int a19_ok(OI prev) { for (int i = 0; i < 9; ++i) { OI cur = next(); if (prev && cur && *prev == *cur) return 1; prev = cur; } return 0; }
int a20_ok() { OI first; int count = 0; while (auto x = next()) { if (count++ == 0) first = x; } if (count == 0) return 0; return *first; }
int a21_ok() { OI first; bool got = false; while (auto x = next()) { if (!got) { first = x; got = true; } } return got ? *first : 0; }
// assignment chains and tricky writes
int b1_bad(OI a, OI b) { if (!a) return 0; a = b = std::nullopt; return *a; } // B
int b2_ok(OI a, OI b) { a = b = 3; return *a + *b; }
int b3_ok(OI a) { if (!a) return 0; auto b = a; a.reset(); return *b; }
int b4_bad(OI a) { if (!a) return 0; auto& b = a; a.reset(); return *b; } // B
int b5_bad(OI a) { if (!a) return 0; auto* b = &a; b->reset(); return *a; } // B
int b6_bad(OI a) { if (!a) return 0; { auto& b = a; b = {}; } return a.value(); } // B
int b7_ok(OI a) { if (OI b = a) { a.reset(); return *b; } return 0; }
int b8_bad(OI a) { if (OI b = a) { b.reset(); return *b; } return 0; } // B
int b9_ok(OI a) { if (!a) return 0; OI b(a); OI c{b}; return *c; }
int b10_ok(OI a) { if (!a) return 0; OI b; b = a; return *b; }
int b11_bad(OI a) { OI b; b = a; if (!a) log("x"); return *b; } // B
int b12_ok(OI a) { if (!a) return 0; int& r = *a; r = 3; return *a; }
int b13_ok(OS a) { if (!a) return 0; a->clear(); a->append("x"); return a->size(); }
int b14_ok(std::optional<std::vector<int>> a) { if (!a) return 0; a->push_back(3); a->clear(); return a->size(); }
int b15_ok(std::optional<std::unique_ptr<int>> a) { if (!a) return 0; a->reset(); return *a == nullptr; }
int b16_ok(std::unique_ptr<OI> a) { if (!a || !*a) return 0; use(**a); return a->value(); }
int b17_bad(std::unique_ptr<OI> a) { if (!a || !*a) return 0; a->reset(); return **a; } // B
int b18_bad(std::unique_ptr<OI> a, std::unique_ptr<OI> b) { if (!a || !*a) return 0; a = std::move(b); return **a; } // B
int b19_ok(OI a) { if (!a) return 0; std::as_const(a); const OI& c = a; return *c; }
int b20_ok(OI a) { if (a) { OI& r = a; if (r) return *a; return *r; } return 0; }
int b21_bad(OI* a, OI* b) { if (!*a) return 0; b = a; b->reset(); return **a; } // FN: a pointer that is given another target
int b22_ok(OI a) { OI copy = std::move(a); if (!copy) return 0; return *copy; }
int b23_ok(OI a) { std::optional<long> b = a; if (!a) return 0; return *b; }
int b24_ok(OI a) { std::optional<long> b; b = a; if (!b) return 0; return *a; }
int b25_bad(OI a) { std::optional<long> b = a; return *b; } // B
int b26_ok() { OI a = 1, b; b.swap(a); return *b; }
int b27_bad() { OI a = 1, b; b.swap(a); return *a; } // B
// conditions
int c1_ok(OI a, OI b) { if (a) if (b) return *a + *b; return 0; }
int c2_ok(OI a, OI b) { if (!a) return 0; else if (!b) return *a; else return *a + *b; }
int c3_ok(OI a, OI b) { if (a.has_value() && !b.has_value()) return *a; if (b.has_value() && !a.has_value()) return *b; if (a && b) return *a + *b; return 0; }
int c4_ok(OI a, OI b) { bool both = a && b; bool none = !a && !b; if (none) return 0; if (both) return *a + *b; if (a) return *a; return *b; }
int c5_ok(OI a, OI b) { int k = (a ? 1 : 0) + (b ? 2 : 0); switch (k) { case 0: return 0; case 1: return *a; case 2: return *b; case 3: return *a + *b; } return 0; }
int c6_ok(OI a, OI b) { int k = (a ? 1 : 0) | (b ? 2 : 0); if (k & 1) return *a; return 0; } // FP: bits of an integer are no flags
int c7_ok(OI a) { return a && *a == 3 ? 1 : 0; }
int c8_bad(OI a) { return a || *a == 3 ? 1 : 0; } // B
int c9_ok(OI a) { return !a || *a == 3 ? 1 : 0; }
bool c10_ok(OI a, OI b) { return a.has_value() == b.has_value() && (!a || *a == *b); }
bool c11_ok(OI a, OI b) { if (a.has_value() != b.has_value()) return false; if (!a) return true; return *a == *b; }
int c12_ok(OI a) { const auto ok = [&] { return bool(a); }(); if (!ok) return 0; return *a; }
int c13_ok(OI a) { if (!(a.has_value() && *a > 0)) return 0; return *a; }
int c14_ok(OI a, int x) { if (x > 0 && !a) return 0; if (x <= 0) return 1; return *a; }
int c15_ok(OI a, int x) { bool need = x > 0; if (need && !a) throw 1; return need ? *a : 0; }
int c16_ok(OI a, bool x, bool y) { if (!x && !y) return 0; if (x && !a) return 1; if (y && !a) return 2; return *a; }
int c17_ok(OI a) { auto has = a.has_value(); if (auto h2 = has) return *a; return 0; }
int c18_ok(OI a) { bool b = true; b = b && a; if (b) return *a; return 0; }
int c19_ok(OI a) { bool err = false; err |= !a; if (err) return 0; return *a; }
int c20_ok(OI a, OI b, OI c) { for (auto* p : {&a, &b, &c}) if (!*p) return 0; return 1; }
enum class St { none, got, err };
int c21_ok() { St st = St::none; OI o; if (coin()) { o = 1; st = St::got; } else if (coin()) st = St::err; if (st != St::got) return 0; return *o; }
int c22_ok() { St st = St::none; OI o; if (coin()) { o = 1; st = St::got; } switch (st) { case St::got: return *o; case St::none: case St::err: return 0; } return 0; }
St c23(OI& o) { if (coin()) return St::err; o = 3; return St::got; }
int c24_ok() { OI o; switch (c23(o)) { case St::got: return *o; default: return 0; } }
int c25_bad() { OI o; switch (c23(o)) { case St::err: return *o; default: return 0; } } // B
struct Pair { bool ok; OI v; };
Pair c26() { if (coin()) return {true, 3}; return {false, {}}; }
int c27_ok() { auto p = c26(); if (p.ok) return *p.v; return 0; }
int c28_bad() { auto p = c26(); if (!p.ok) return *p.v; return 0; } // B
int c29_ok() { auto [ok, v] = c26(); return ok ? *v : 0; }
// getters and members
struct A { OI x_; OI x() const { return x_; } const OI& xr() const { return x_; } OI& xm() { return x_; } void touch(); bool hasX() const noexcept { return x_.has_value(); } int getX() const { assert(x_); return *x_; } int mustX() const { if (!hasX()) throw 1; return *x_; } static A& inst(); A* nxt; A* next() const { return nxt; } };
int d1_ok(A& a) { return a.x() ? *a.x() : 0; }
int d2_ok(A& a) { if (a.xm()) return *a.xm(); return 0; }
int d3_ok(A* a) { if (a->next()->x()) return *a->next()->x(); return 0; }
int d4_ok() { if (A::inst().x()) return *A::inst().x(); return 0; }
int d5_ok(A& a) { if (!a.hasX()) return 0; return a.getX() + *a.x_; }
int d6_bad(A& a) { if (a.hasX()) { a.touch(); return *a.xr(); } return 0; } // B
int d7_bad(A& a, A& b) { if (a.x()) return *b.x(); return 0; } // B
int d8_ok(std::vector<A>& v) { for (auto& a : v) { if (!a.hasX()) continue; for (auto& b : v) { if (b.hasX() && *a.x_ < *b.x_) return *a.xr(); } } return 0; }
int d9_ok(std::map<int, A>& m) { if (auto it = m.find(3); it != m.end() && it->second.x_) return *it->second.x_; return 0; }
int d10_ok(std::shared_ptr<A> a) { if (!a || !a->x_) return 0; log("x"); return *a->x_; }
int d11_bad(std::shared_ptr<A> a) { if (!a) return 0; return *a->x_; } // B
int d12_ok(const A& a) { if (const auto& x = a.xr()) return *x; return 0; }
int d13_ok(const A& a) { if (const auto x = a.x(); x && *x > 0) return *x; return 0; }
int d14_ok(A& a) { a.x_ = 3; return *a.x(); }
int d15_ok(A& a) { a.xm() = 3; return *a.x_; }
int d16_bad(A& a) { a.xm() = std::nullopt; return *a.x_; } // B
int d17_bad(A& a) { a.xm().reset(); return *a.x_; } // B
int d18_ok(A& a) { a.xm().emplace(3); return a.x().value(); }
// maps
int m1_ok(std::map<std::string, OI>& m, const std::string& k) { if (m.count(k) && m[k]) return *m[k]; return 0; }
int m2_ok(std::map<std::string, OI>& m) { if (m["a"]) return *m["a"]; return 0; }
int m3_bad(std::map<std::string, OI>& m) { if (m["a"]) return *m["b"]; return 0; } // B
int m4_ok(std::map<std::string, OI>& m) { if (m.at("a").has_value()) return m.at("a").value(); return 0; }
int m5_ok(std::map<std::string, OI>& m, std::string k) { auto& o = m[k]; if (!o) o = 3; return *o; }
int m6_ok(std::map<int, OI>& m, int k) { if (!m[k]) m[k] = k; return *m[k]; }
int m7_bad(std::map<int, OI>& m, int k) { if (!m[k]) return 0; m.erase(k); return *m[k]; } // B
int m8_ok(std::array<OI, 3>& m) { if (m[0] && m[1]) return *m[0] + *m[1]; return 0; }
int m9_bad(std::array<OI, 3>& m, int i) { if (m[0]) return *m[i]; return 0; } // B
int m10_ok(OI (&m)[3], int i) { if (m[i]) { log("x"); return *m[i]; } return 0; }
int m11_ok(std::deque<OI>& q) { while (!q.empty()) { if (q.front()) use(*q.front()); q.pop_front(); } return 0; }
int m12_bad(std::deque<OI>& q) { if (q.front()) { q.pop_front(); return *q.front(); } return 0; } // B
int m13_ok(std::vector<std::pair<int, OI>>& v) { for (auto& p : v) if (p.second) use(*p.second); return 0; }
int m14_ok(std::vector<std::tuple<int, OI>>& v) { for (auto& [i, o] : v) if (o) use(*o + i); return 0; }
int m15_ok(std::vector<OI>& v) { if (v.size() > 2 && v[2]) return *v[2]; return 0; }
int m16_ok(std::vector<OI>& v, int i) { const int j = i; if (v[j]) return *v[j]; return 0; }
int m17_ok(std::vector<OI>& v, int i) { if (v[i + 1]) return *v[i + 1]; return 0; }
int m18_bad(std::vector<OI>& v, int i) { if (v[i + 1]) return *v[i]; return 0; } // B
int m19_ok(std::vector<OI>& v) { auto it = v.begin(); if (*it) return **it; return 0; }
int m20_bad(std::vector<OI>& v) { auto it = v.begin(); if (*it) { ++it; return **it; } return 0; } // B
// threads, mutex, callbacks
int t1_ok(OI& o, std::mutex& m) { std::unique_lock<std::mutex> l(m); if (!o) return 0; return *o; }
void t2_ok(std::function<void(OI)>& f) { f = [](OI o) { if (o) use(*o); }; }
void t3_bad(std::function<void(OI)>& f) { f = [](OI o) { use(*o); }; } // B
int t4_ok(OI o) { std::function<int()> f; if (o) f = [o] { return *o; }; return f ? f() : 0; }
int t5_ok(OI o) { if (!o) return 0; std::function<int()> f = [v = *o] { return v; }; return f(); }
int t6_bad(OI o) { std::function<int()> f = [o] { return *o; }; if (o) return f(); return 0; } // B
struct Vis { int operator()(int x) const { return x; } int operator()(const OI& o) const { return *o; } }; // B
int t7_ok(std::variant<int, OI> v) { return std::visit(Vis{}, v); }
std::ostream& operator<<(std::ostream& s, const OI& o) { if (o) return s << *o; return s << "none"; }
bool operator<(const A& a, const A& b) { return *a.x_ < *b.x_; } // B
bool eq_ok(const OI& a, const OI& b) { return a && b && *a == *b; }
// noreturn-ish
[[noreturn]] void die(const char*); void dieNoAttr(const char* m) { log(m); std::abort(); } void dieIf(bool b) { if (b) std::abort(); }
int n1_ok(OI o) { if (!o) dieNoAttr("x"); return *o; }
int n2_ok(OI o) { dieIf(!o); return *o; }
int n3_bad(OI o) { dieIf(o.has_value()); return *o; } // B
int n4_ok(OI o) { if (!o) { throw std::runtime_error("x"); } return *o; }
int n5_ok(OI o) { o ? (void)0 : die("x"); return *o; }
int n6_ok(OI o) { (o || (die("x"), false)); return *o; }
int n7_ok(OI o) { (void)(o || (throw 1, 0)); return *o; }
int n8_ok(OI o) { if (o == std::nullopt) { std::cerr << "x"; std::exit(1); } return *o; }
int n9_ok(OI o) { switch (0) { default: if (!o) die("x"); } return *o; }
int n10_bad(OI o) { try { if (!o) throw 1; } catch (...) {} return *o; } // B
int n11_ok(OI o) { if (!o.has_value()) { for (;;) opaque(); } return *o; }
int n12_ok(OI o) { auto fail = [] { std::abort(); }; if (!o) fail(); return *o; }
int n13_ok(OI o) { auto check = [](bool b) { if (!b) throw 1; }; check(o.has_value()); return *o; }

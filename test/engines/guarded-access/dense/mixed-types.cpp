// flags: -std=c++23
// expected, variant, any, weak_ptr, look-ups, default arguments, member initialisers, moves, coroutines
#include <optional>
#include <utility>
#include <expected>
#include <variant>
#include <any>
#include <memory>
#include <vector>
#include <map>
#include <unordered_map>
#include <string>
#include <array>
#include <functional>
#include <algorithm>
#include <ranges>
#include <coroutine>
#include <stdexcept>
#include <cstdio>
#include <cstring>
#include <cstdlib>
#include <string_view>
using OI = std::optional<int>;
using OS = std::optional<std::string>;
bool coin(); int use(int); OI make(); void sink(OI); void log(const char*); void touch(OI&); void look(const OI&);
using EI = std::expected<int, std::string>; EI emake(); int usez(const std::string&);
// --- expected
int x1_bad() { auto e = emake(); return *e; } // B
int x2_ok() { auto e = emake(); if (!e) return (int)e.error().size(); return *e; }
int x3_bad() { auto e = emake(); if (e) return (int)e.error().size(); return 0; } // B
int x4_ok() { auto e = emake(); if (e == 3) return *e; return 0; }
int x5_bad() { auto e = emake(); if (e != 3) return *e; return 0; } // B
int x6_ok() { EI e = std::unexpected("x"); return (int)e.error().size(); }
int x7_bad() { EI e = std::unexpected("x"); return *e; } // B
int x8_ok() { EI e; return *e; }
std::expected<void, int> ev();
void x13_bad() { auto e = ev(); e.value(); } // B
int x14_bad() { auto e = ev(); return e.error(); } // B
int x15_ok() { if (auto e = ev(); !e) return e.error(); return 0; }
std::expected<int, std::string> x16_ok() { auto e = emake(); if (!e) return std::unexpected(e.error()); return *e + 1; }
std::expected<int, std::string> x17_bad() { auto e = emake(); if (!e) return *e; return 1; } // B
int x19_ok() { auto e = emake(); if (e.has_value() && *e > 3) return *e; return 0; }
int x20_bad() { auto e = emake(); if (e.has_value() || *e > 3) return 1; return 0; } // B
int x21_ok(EI a, EI b) { if (a.has_value() == b.has_value()) { if (a) return *b; return (int)b.error().size(); } return 0; }
int x22_bad(EI a, EI b) { if (a.has_value() == b.has_value()) { if (a) return (int)b.error().size(); } return 0; } // B
int x23_ok(EI a) { a.emplace(3); return *a; }
int x24_bad(EI a) { a = std::unexpected("y"); return a.value(); } // B
// --- variants
using V = std::variant<int, std::string, double>;
int v1_bad(V v) { return std::get<int>(v); } // B
int v2_ok(V v) { if (v.index() == 0) return std::get<0>(v); return 0; }
int v3_bad(V v) { if (v.index() == 1) return std::get<0>(v); return 0; } // B
int v4_ok(V v) { switch (v.index()) { case 0: return std::get<int>(v); case 1: return (int)std::get<std::string>(v).size(); case 2: return (int)std::get<2>(v); } return 0; }
int v5_bad(V v) { switch (v.index()) { case 0: return (int)std::get<double>(v); default: return 0; } } // B
int v6_ok(V v) { if (auto* p = std::get_if<int>(&v)) return *p; return 0; }
int v7_bad(V v) { auto* p = std::get_if<int>(&v); return *p; } // B
int v8_ok(V v) { if (!std::holds_alternative<int>(v)) return 0; return std::get<int>(v); }
int v9_ok(V v) { if (std::get_if<int>(&v)) return std::get<int>(v); return 0; }
int v10_ok(V v) { v = std::string("x"); return (int)std::get<std::string>(v).size(); }
int v11_bad(V v) { v = std::string("x"); return std::get<int>(v); } // B
int v12_ok(V v) { v.emplace<double>(3.0); return (int)std::get<double>(v); }
int v13_ok(V v) { if (std::holds_alternative<int>(v) || std::holds_alternative<double>(v)) return 0; return (int)std::get<std::string>(v).size(); }
int v14_bad(V v) { if (std::holds_alternative<int>(v) || std::holds_alternative<double>(v)) return std::get<int>(v); return 0; } // B
int v15_ok(V v) { return std::visit([](auto&& x) -> int { if constexpr (std::is_same_v<std::decay_t<decltype(x)>, int>) return x; else return 0; }, v); }
int v16_ok(V v) { try { return std::get<int>(v); } catch (const std::bad_variant_access&) { return 0; } }
int v17_ok(V a, V b) { if (a.index() != b.index()) return 0; if (std::holds_alternative<int>(a)) return std::get<int>(b); return 0; }
int v18_ok(const std::vector<V>& vs) { int s = 0; for (const auto& v : vs) if (std::holds_alternative<int>(v)) s += std::get<int>(v); return s; }
int v19_ok(const std::vector<V>& vs) { int s = 0; for (const auto& v : vs | std::views::filter([](const V& x) { return std::holds_alternative<int>(x); })) s += std::get<int>(v); return s; } // FP: of a view's elements, what their predicate says of a variant is not followed
int v20_bad(const std::vector<V>& vs) { int s = 0; for (const auto& v : vs | std::views::filter([](const V& x) { return !std::holds_alternative<int>(x); })) s += std::get<int>(v); return s; } // B
// --- any
int y1_bad(std::any a) { return std::any_cast<int>(a); } // B
int y2_ok(std::any a) { if (a.type() == typeid(int)) return std::any_cast<int>(a); return 0; }
int y3_ok(std::any a) { if (auto* p = std::any_cast<int>(&a)) return *p; return 0; }
int y4_bad(std::any a) { return *std::any_cast<int>(&a); } // B
int y5_ok() { std::any a = 3; return std::any_cast<int>(a); }
int y6_bad() { std::any a = 3; return (int)std::any_cast<double>(a); } // FN: an any is asked whether it has a value, and not of which type
int y7_ok(std::any a) { try { return std::any_cast<int>(a); } catch (const std::bad_any_cast&) { return 0; } }
int y8_bad(std::any a) { if (a.has_value()) return std::any_cast<int>(a); return 0; } // FN: an any is asked whether it has a value, and not of which type
// --- weak_ptr
struct N { int v; std::weak_ptr<N> up; std::shared_ptr<N> next; int get() const; };
int w1_bad(std::weak_ptr<N> w) { return w.lock()->v; } // B
int w2_ok(std::weak_ptr<N> w) { if (auto p = w.lock()) return p->v; return 0; }
int w3_bad(std::weak_ptr<N> w) { auto p = w.lock(); return p->v; } // B
int w4_ok(std::weak_ptr<N> w) { auto p = w.lock(); if (p == nullptr) return 0; return p->v; }
int w5_ok(std::shared_ptr<N> s) { std::weak_ptr<N> w = s; return w.lock()->v; } // FP: a weak pointer made from a shared one that is still there
int w6_bad(N& n) { return (*n.up.lock()).v; } // B
int w7_ok(N& n) { if (std::shared_ptr<N> p{n.up.lock()}; p) return p->v; return 0; }
int w8_bad(N& n) { if (n.up.expired()) return n.up.lock()->v; return 0; } // B
void w9_ok(std::weak_ptr<N> w) { auto f = [w] { if (auto p = w.lock()) use(p->v); }; f(); }
void w10_bad(std::weak_ptr<N> w) { auto f = [w] { use(w.lock()->v); }; f(); } // B
int w11_ok(std::vector<std::weak_ptr<N>>& ws) { int s = 0; for (auto& w : ws) { auto p = w.lock(); if (!p) continue; s += p->get(); } return s; }
int w12_bad(std::vector<std::weak_ptr<N>>& ws) { int s = 0; for (auto& w : ws) { auto p = w.lock(); s += p->get(); } return s; } // B
int w13_bad(N& n) { std::shared_ptr<N> p = n.up.lock(); if (p) p = p->up.lock(); return p->v; } // B
int w14_ok(N& n) { for (auto p = n.up.lock(); p; p = p->up.lock()) use(p->v); return 0; }
int w15_bad(std::weak_ptr<N> w) { N* r = w.lock().get(); return r->v; } // B
// --- lookups
int k1_bad(std::map<int,int>& m) { return m.find(3)->second; } // B
int k2_ok(std::map<int,int>& m) { auto i = m.find(3); return i == m.end() ? 0 : i->second; }
int k3_ok(std::map<int,int>& m) { if (m.contains(3)) return m.find(3)->second; return 0; }
int k4_bad(std::map<int,int>& m) { if (m.contains(4)) return m.find(3)->second; return 0; } // B
int k5_ok(std::map<int,int>& m) { m[3] = 1; return m.find(3)->second; }
int k6_bad(std::map<int,int>& m) { if (!m.contains(3)) return 0; m.erase(3); return m.find(3)->second; } // B
size_t k7_bad() { return strlen(getenv("HOME")); } // B
size_t k8_ok() { const char* h = getenv("HOME"); return h ? strlen(h) : 0; }
std::string k9_bad() { return std::string(getenv("HOME")); } // B
int k10_bad() { FILE* f = fopen("x", "r"); return fgetc(f); } // B
int k11_ok() { FILE* f = fopen("x", "r"); if (f == NULL) { perror("x"); return 1; } int c = fgetc(f); fclose(f); return c; }
int k12_bad(const char* s) { return strchr(s, '=')[1]; } // B
int k13_ok(const char* s) { const char* e = strchr(s, '='); return e ? e[1] : 0; }
int k14_ok(const char* s) { if (!strstr(s, "ab")) return 0; return *strstr(s, "ab"); }
int k15_bad(std::vector<int>& v) { return *std::find(v.begin(), v.end(), 3); } // B
int k16_ok(std::vector<int>& v) { auto i = std::ranges::find(v, 3); if (i != v.end()) return *i; return 0; }
struct B0 { virtual ~B0(); virtual int f(); }; struct D0 : B0 { int d; };
int k17_bad(B0* b) { return dynamic_cast<D0*>(b)->d; } // B
int k18_ok(B0* b) { if (auto d = dynamic_cast<D0*>(b)) return d->d; return 0; }
int k19_ok(B0& b) { return dynamic_cast<D0&>(b).d; }
int k20_bad(std::shared_ptr<B0> b) { return std::dynamic_pointer_cast<D0>(b)->d; } // B
int k21_ok(std::unordered_map<std::string, int>& m, const std::string& k) { auto [it, fresh] = m.try_emplace(k, 0); return it->second; }
int k22_ok(std::map<int, int>& m) { auto it = m.lower_bound(3); if (it == m.end() || it->first != 3) it = m.emplace_hint(it, 3, 0); return it->second; }
int k23_bad(std::map<int, int>& m) { auto it = m.lower_bound(3); return it->second; } // B
int k24_ok(const std::string& s) { auto p = s.find('x'); if (p == std::string::npos) return 0; return s[p]; }
int k26_ok(std::vector<int>& v) { if (v.empty()) return 0; return *std::max_element(v.begin(), v.end()); }
int k27_ok(std::map<std::string, std::map<int, int>>& m) { auto i = m.find("a"); if (i == m.end()) return 0; auto j = i->second.find(3); if (j == i->second.end()) return 0; return j->second; }
int k28_bad(std::map<std::string, std::map<int, int>>& m) { auto i = m.find("a"); if (i == m.end()) return 0; auto j = i->second.find(3); if (j != m["b"].end()) return 0; return j->second; } // B
// --- default arguments, member initialisers, returns, range-for
OI gOpt;
int d1_bad(int x = *gOpt) { return x; } int d1c() { return d1_bad(); } // B
struct I1 { OI o; int v = *o; I1(OI p) : o(p) {} }; // B
struct I2 { OI o; int v; I2(OI p) : o(p), v(p ? *p : 0) {} };
struct I3 { OI o; int v; I3(OI p) : o(p), v(*p) {} }; // B
struct I4 { OI o; int v; I4(OI p) : o(3), v(*o) {} };
struct I5 { OI o{1}; int v = *o; };
struct I6 { OI o; int v; I6(OI p) : o(p), v(*o) { } }; // B
std::optional<std::vector<int>> lst();
int r1_bad() { int s = 0; for (int x : *lst()) s += x; return s; } // B
int r2_ok() { auto l = lst(); if (!l) return 0; int s = 0; for (int x : *l) s += x; return s; }
int r3_bad() { int s = 0; for (int x : lst().value()) s += x; return s; } // B
int r4_ok() { int s = 0; if (const auto l = lst()) for (auto i = l->begin(); i != l->end(); ++i) s += *i; return s; }
int r5_ok() { int s = 0; for (int x : lst().value_or(std::vector<int>{})) s += x; return s; }
// --- moves, swaps
int m1_bad(OI a) { if (!a) return 0; OI b = std::move(a); a.reset(); return *a + *b; } // B
int m2_ok(OI a, OI b) { if (!a) return 0; std::swap(a, b); return *b; }
int m3_bad(OI a, OI b) { if (!a) return 0; std::swap(a, b); return *a; } // B
int m4_ok(OI a) { if (!a) a.emplace(3); return *a; }
int m5_ok(OI a) { OI old = std::exchange(a, 3); return *a; }
int m6_bad(OI a) { OI old = std::exchange(a, 3); return *old; } // B
int m7_ok(OI a) { if (!a) return 0; return *std::exchange(a, std::nullopt); }
int m8_bad(OI a) { if (!a) return 0; std::exchange(a, std::nullopt); return *a; } // B
int m9_bad(OI a) { if (!a) return 0; touch(a); return *a; } // B
int m10_ok(OI a) { if (!a) return 0; look(a); return *a; }
int m11_bad(OI a) { return *std::move(a); } // B
int m12_ok(OI a) { if (a) return *std::move(a); return 0; }
int m13_ok(std::vector<OI>& v, int i) { if (v[i]) return *v[i]; return 0; }
int m14_bad(std::vector<OI>& v, int i) { if (v[i]) return *v[i + 1]; return 0; } // B
int m15_bad(std::vector<OI>& v, int i) { if (v[i]) { v.clear(); v.resize(9); return *v[i]; } return 0; } // B
int m16_ok(std::map<int, OI>& m) { m[3] = 4; return *m[3]; }
int m17_ok(std::map<int, OI>& m) { if (m.at(3)) return *m.at(3); return 0; }
int m18_bad(std::map<int, OI>& m, int k) { if (!m.at(k)) return 0; ++k; return *m.at(k); } // B
int m19_ok(std::array<OI, 3>& a) { if (std::get<0>(a)) return *std::get<0>(a); return 0; }
int m20_ok(std::tuple<OI, int>& t) { if (std::get<0>(t).has_value()) return *std::get<0>(t); return 0; }
int m21_bad(std::tuple<OI, OI>& t) { if (std::get<0>(t).has_value()) return *std::get<1>(t); return 0; } // B
int m22_ok(std::unique_ptr<OI>& p) { if (p && *p) return **p; return 0; }
int m23_bad(std::unique_ptr<OI>& p) { if (p) return **p; return 0; } // B
int m24_ok(std::optional<OI> oo) { if (oo && *oo) return **oo; return 0; }
int m25_bad(std::optional<OI> oo) { if (oo) return **oo; return 0; } // B
int m26_ok(std::reference_wrapper<OI> r) { if (r.get()) return *r.get(); return 0; }
int m27_ok(OI* p) { if (!p || !p->has_value()) return 0; return p->value(); }
int m28_ok(OI (&a)[3]) { for (auto& o : a) if (!o) o = 1; return 0; }
int m29_ok(OI o) { OI& r = o; r = 3; return *o; }
int m30_bad(OI o) { OI& r = o; if (!o) return 0; r.reset(); return *o; } // B
int m31_ok(OI o) { if (o.value_or(-1) == -1) return 0; return *o; }
int m32_ok(OI o) { if (o.value_or(0) > 0) return *o; return 0; }
int m33_bad(OI o) { if (o.value_or(5) > 0) return *o; return 0; } // B
int m34_ok(OS o) { if (o.value_or("").empty()) return 0; return (int)o->size(); }
int m35_ok(OI o) { if (o > 3) return *o; return 0; }
int m36_bad(OI o) { if (o < 3) return *o; return 0; } // B
int m37_ok(OI o) { if (o == std::nullopt) return 0; return *o; }
int m38_ok(OI o) { if (o != std::nullopt) return *o; return 0; }
int m39_ok(OI a, OI b) { if (a && a == b) return *b; return 0; }
int m40_bad(OI a, OI b) { if (a && a != b) return *b; return 0; } // B
int m41_ok(OI a) { auto b = a.or_else([] { return OI(3); }); return *b; }
int m42_ok(OI a) { auto b = a.transform([](int i) { return i * 2; }); return b ? *a : 0; }
// --- coroutine
struct Task { struct promise_type { Task get_return_object(); std::suspend_never initial_suspend(); std::suspend_never final_suspend() noexcept; void return_value(int); void unhandled_exception(); }; };
struct Aw { bool await_ready(); void await_suspend(std::coroutine_handle<>); OI await_resume(); };
Task co1_bad() { OI o = co_await Aw{}; co_return *o; } // B
Task co2_ok() { OI o = co_await Aw{}; if (!o) co_return 0; co_return *o; }
Task co3_bad() { co_return *co_await Aw{}; } // B
Task co4_ok() { if (auto o = co_await Aw{}) co_return *o; co_return 0; }
Task co5_ok() { while (OI o = co_await Aw{}) use(*o); co_return 0; }
// the macros of leaf and others: a block as an expression
#define TRY(e) ({ auto&& r_ = (e); if (!r_) return 0; std::move(r_); })
#define KEEP(e) ({ auto&& r_ = (e); if (!r_) log("none"); std::move(r_); })
int z1_ok() { return TRY(make()).value(); }
int z2_bad() { return KEEP(make()).value(); } // B
int z3_ok() { int v = *TRY(emake()); return v + TRY(make()).value(); }

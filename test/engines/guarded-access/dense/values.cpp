// flags: -std=c++23
// one line each: expected, monadic operations, any, weak_ptr, variants, ranges, containers, coroutines, initialisers
#include <optional>
#include <expected>
#include <variant>
#include <any>
#include <memory>
#include <vector>
#include <map>
#include <string>
#include <utility>
#include <functional>
#include <algorithm>
#include <ranges>
#include <array>
#include <tuple>
#include <coroutine>
#include <stdexcept>
using OI = std::optional<int>;
using OS = std::optional<std::string>;
bool coin(); int use(int); OI make(); void sink(OI); void log(const char*); OS text(); void touch(OI&);
using EI = std::expected<int, std::string>; EI run(); 
// expected
int e1_ok() { auto r = run(); if (!r) { log(r.error().c_str()); return 0; } return *r; }
int e2_bad() { auto r = run(); log(r.error().c_str()); return 0; } // B
int e3_bad() { auto r = run(); if (r) { log(r.error().c_str()); } return 0; } // B

EI e5_ok() { auto r = run(); if (!r) return std::unexpected(r.error()); return *r + 1; }




int e10_ok() { EI r = std::unexpected("x"); r = 3; return *r; }
int e11_bad() { EI r = 3; r = std::unexpected("x"); return *r; } // B
int e12_ok() { EI r = 3; return *r; }
std::expected<void, int> vrun();
int e13_bad() { auto r = vrun(); return r.error(); } // B
int e14_ok() { if (auto r = vrun(); !r) return r.error(); return 0; }
int e15_ok() { auto r = run(); if (r.has_value()) return r.value(); else return (int)r.error().size(); }

// monadic on optional
int m1_ok() { return make().transform([](int x) { return x; }).value_or(0); }
int m2_bad() { return make().transform([](int x) { return x; }).value(); } // B
int m3_ok() { return *make().or_else([]() -> OI { return 1; }); }
int m4_ok(OI o) { if (!o) return 0; return *o.transform([](int x) { return x + 1; }); }
int m5_bad(OI o) { if (!o) return 0; return *o.and_then([](int x) -> OI { if (x) return x; return {}; }); } // B
int m6_ok(OI o) { if (!o) return 0; return *o.and_then([](int x) -> OI { return x; }); }
// any
int a1_ok(std::any a) { if (auto* p = std::any_cast<int>(&a)) return *p; return 0; }
int a2_bad(std::any a) { auto* p = std::any_cast<int>(&a); return *p; } // B
int a3_bad(std::any a) { return std::any_cast<int>(a); } // B
int a4_ok(std::any a) { if (a.type() == typeid(int)) return std::any_cast<int>(a); return 0; }
int a5_ok(std::any a) { if (!a.has_value()) return 0; a = 5; return std::any_cast<int>(a); }
// weak_ptr
struct Obj { int v; OI o; int get() const; };
int w1_ok(std::weak_ptr<Obj> w) { if (auto p = w.lock()) return p->v; return 0; }
int w2_bad(std::weak_ptr<Obj> w) { return w.lock()->v; } // B
int w3_bad(std::weak_ptr<Obj> w) { auto p = w.lock(); return p->v; } // B
int w4_ok(std::weak_ptr<Obj> w) { auto p = w.lock(); if (!p) return 0; return p->v; }
int w5_bad(std::weak_ptr<Obj> w) { if (w.expired()) return 0; return 1 + w.lock()->v * 0 + (coin() ? w.lock()->v : 0); } // B
// variants
using V = std::variant<int, std::string, double>; V var();
int v1_ok(V v) { if (v.index() == 0) return std::get<0>(v); return 0; }
int v2_bad(V v) { if (v.index() == 1) return std::get<0>(v); return 0; } // B
int v3_ok(V v) { if (auto* p = std::get_if<int>(&v)) return *p; return 0; }
int v4_bad(V v) { return *std::get_if<int>(&v); } // B
int v5_ok(V v) { switch (v.index()) { case 0: return std::get<int>(v); case 1: return (int)std::get<1>(v).size(); case 2: return (int)std::get<2>(v); } return 0; }
int v6_bad(V v) { switch (v.index()) { case 0: return (int)std::get<2>(v); } return 0; } // B
int v7_ok(V v) { if (std::holds_alternative<int>(v)) return std::get<int>(v); if (std::holds_alternative<double>(v)) return 1; return (int)std::get<std::string>(v).size(); }
int v8_bad(V v) { if (std::holds_alternative<int>(v)) return 0; return (int)std::get<std::string>(v).size(); } // B
int v9_ok() { V v = 3; return std::get<int>(v); }
int v10_bad() { V v = 3; return (int)std::get<double>(v); } // B
int v11_ok() { V v; v = std::string("x"); return (int)std::get<std::string>(v).size(); }
int v12_ok() { V v; v.emplace<2>(1.0); return (int)std::get<2>(v); }
int v13_bad() { V v; v.emplace<2>(1.0); return (int)std::get<0>(v); } // B
int v14_ok(V v) { return std::visit([](auto& x) { return sizeof(x) > 3 ? 1 : 0; }, v); }
int v15_ok(V v) { if (!std::holds_alternative<int>(v)) throw 1; return std::get<int>(v); }
int v16_ok(V v) { auto is = [&] { return std::holds_alternative<int>(v); }; return is() ? std::get<int>(v) : 0; }
int v17_ok(const V& a, const V& b) { if (a.index() != b.index()) return 0; if (std::holds_alternative<int>(a)) return std::get<int>(b); return 0; }
int v18_bad(const V& a, const V& b) { if (std::holds_alternative<int>(a)) return std::get<int>(b); return 0; } // B
// range adaptors
int r1_ok(std::vector<OI>& v) { int s = 0; for (auto& o : v | std::views::filter([](auto& x) { return x.has_value(); })) s += *o; return s; }
int r2_bad(std::vector<OI>& v) { int s = 0; for (auto& o : v | std::views::filter([](auto& x) { return !x.has_value(); })) s += *o; return s; } // B
int r3_ok(std::vector<OI>& v) { int s = 0; for (int x : v | std::views::filter(&OI::has_value) | std::views::transform([](auto& o) { return *o; })) s += x; return s; }
int r4_bad(std::vector<OI>& v) { int s = 0; for (int x : v | std::views::transform([](auto& o) { return *o; })) s += x; return s; } // B
int r5_ok(std::vector<OI>& v) { auto has = std::views::filter([](const OI& x) { return bool(x); }); int s = 0; for (auto& o : v | has) s += o.value(); return s; }
int r6_ok(std::vector<OI>& v) { int s = 0; for (auto& o : v | std::views::take_while([](const OI& x) { return x.has_value(); })) s += *o; return s; }
int r7_ok(std::vector<OI>& v) { std::erase(v, std::nullopt); int s = 0; for (auto& o : v) s += *o; return s; }
int r8_ok(std::vector<OI>& v) { auto it = std::ranges::find_if(v, &OI::has_value); return it != v.end() ? **it : 0; }
int r9_ok(std::vector<OI>& v) { if (!std::ranges::all_of(v, &OI::has_value)) return 0; int s = 0; for (auto& o : v) s += *o; return s; }
int r10_bad(std::vector<OI>& v) { if (std::ranges::none_of(v, &OI::has_value)) return 0; int s = 0; for (auto& o : v) s += *o; return s; } // B
int r11_ok(std::vector<OI>& v) { std::sort(v.begin(), v.end(), [](const OI& a, const OI& b) { return a && b && *a < *b; }); return 0; }
int r12_bad(std::vector<OI>& v) { std::sort(v.begin(), v.end(), [](const OI& a, const OI& b) { return *a < *b; }); return 0; } // B
int r13_ok(std::vector<OI>& v) { auto e = std::remove_if(v.begin(), v.end(), [](const OI& a) { return !a; }); v.erase(e, v.end()); int s = 0; for (auto& o : v) s += *o; return s; }
int r14_ok(std::vector<OI>& v) { auto e = std::partition(v.begin(), v.end(), [](const OI& a) { return a.has_value(); }); int s = 0; for (auto i = v.begin(); i != e; ++i) s += **i; return s; } // FP: where partition leaves off is a number to it
// derived, wrappers
struct Der : OI { using OI::OI; }; Der der();
int d1_ok() { Der d = der(); if (d) return *d; return 0; }
int d2_bad() { Der d = der(); return *d; } // B
template <class T> struct Box { std::optional<T> in; bool ok() const { return in.has_value(); } T& get() { return *in; } const T& cget() const { return in.value(); } };
int d3_bad(Box<int> b) { return b.in.value(); } // B
int d4_ok(Box<int> b) { if (b.ok()) return *b.in; return 0; }
class Conn { OI fd; public: bool open() { fd = make(); return fd.has_value(); } int send() { if (!open()) return -1; return *fd; } int peek() const { return fd ? *fd : -1; } };
class Lazy { mutable OI c; public: int get() const { if (!c) c = 3; return *c; } };
class Lazy2 { mutable OI c; void fill() const { c = use(1); } public: int get() const { if (!c) fill(); return *c; } };
struct Node { OI val; Node* next; };
int l1_ok(Node* n) { for (; n; n = n->next) if (n->val) use(*n->val); return 0; }
int l2_bad(Node* n) { if (!n->val) return 0; for (; n; n = n->next) use(*n->val); return 0; } // B
int l3_ok(Node* n) { while (n && !n->val) n = n->next; return n ? *n->val : 0; }
int l4_bad(Node* n) { while (n && n->val) n = n->next; return n ? *n->val : 0; } // B
std::unique_ptr<Obj> up();
int l5_ok(std::shared_ptr<Obj> p) { if (p && p->o) return *p->o; return 0; }
int l6_bad(std::shared_ptr<Obj> p, std::shared_ptr<Obj> q) { if (p->o) { p = q; return *p->o; } return 0; } // B
int l7_ok(std::array<OI, 3>& a) { if (a[1]) return *a[1]; return 0; }
int l8_bad(std::array<OI, 3>& a) { if (a[1]) return *a[2]; return 0; } // B
int l9_bad(std::vector<OI>& a, size_t i) { if (a[i]) { ++i; return *a[i]; } return 0; } // B
int l10_ok(std::map<std::string, OI>& m, const std::string& k) { if (m[k]) return *m[k]; return 0; }
int l11_bad(std::map<std::string, OI>& m, const std::string& k) { if (m[k]) { m.clear(); return *m[k]; } return 0; } // B
int l12_ok(std::vector<OI>& v) { if (v.back()) return *v.back(); return 0; }
int l13_bad(std::vector<OI>& v) { if (v.back()) { v.pop_back(); return *v.back(); } return 0; } // B
int l14_bad(std::vector<OI>& v) { v.push_back(std::nullopt); return *v.back(); } // B
int l15_ok(std::vector<OI>& v) { v.push_back(3); return *v.back(); }
int l16_ok(std::vector<OI>& v) { OI& r = v.emplace_back(); r = 3; return *v.back(); } // FP: a name for what back() is at the time
int l17_ok(OI a) { OI b; std::swap(a, b); b = 1; return *b; }
int l18_bad(OI a) { OI b = 3; std::swap(a, b); return *b; } // B
int l19_bad(OI a) { if (!a) return 0; sink(std::exchange(a, std::nullopt)); return *a; } // B
int l20_ok(OI a) { if (!a) return 0; OI b = std::exchange(a, std::nullopt); return *b; }
int l21_bad(OI a) { if (a) { auto& r = a; touch(r); return *a; } return 0; } // B
int l22_ok(const OI& a) { if (!a) return 0; log("x"); return *a; }
int l23_ok(OI a) { auto p = &a; if (!*p) return 0; return **p; }
int l24_bad(OI a) { auto p = &a; if (!*p) return 0; p->reset(); return *a; } // B
// coroutines
template <class T> struct Task { struct promise_type { Task get_return_object(); std::suspend_never initial_suspend(); std::suspend_never final_suspend() noexcept; void return_value(T); void unhandled_exception(); }; bool await_ready(); void await_suspend(std::coroutine_handle<>); T await_resume(); };
Task<OI> fetch();
Task<int> co1_ok() { auto o = co_await fetch(); if (!o) co_return 0; co_return *o; }
Task<int> co2_bad() { auto o = co_await fetch(); co_return *o; } // B
Task<int> co3_bad() { co_return *co_await fetch(); } // B
Task<int> co4_ok(OI o) { if (!o) co_return 1; co_await fetch(); co_return *o; }
struct Sess { OI o; Task<int> go_bad_() { if (!o) co_return 1; co_await fetch(); co_return *o; } }; // B
int df(OI o, int x = 3); 
struct Init { int x; OI src; Init(OI o) : x(*o) {} }; // B
struct Init2 { int x; Init2(OI o) : x(o ? *o : 0) {} };
struct Init3 { OI a; int b = *a; Init3() {} }; // B
struct Init4 { OI a = 3; int b = *a; Init4() {} };

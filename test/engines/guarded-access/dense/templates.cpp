// flags: -std=c++23
// coroutines, templates, derived, annotated, classes
#include <optional>
#include <coroutine>
#include <vector>
#include <string>
#include <memory>
#include <map>
#include <concepts>
#include <utility>
using OI = std::optional<int>;
bool coin(); int use(int); OI make(); void log(const char*); void opaque();
struct Task { struct promise_type { Task get_return_object(); std::suspend_always initial_suspend(); std::suspend_always final_suspend() noexcept; void return_value(int); std::suspend_always yield_value(int); void unhandled_exception(); }; bool await_ready(); void await_suspend(std::coroutine_handle<>); int await_resume(); };
struct OTask { struct promise_type { OTask get_return_object(); std::suspend_always initial_suspend(); std::suspend_always final_suspend() noexcept; void return_value(OI); void unhandled_exception(); }; bool await_ready(); void await_suspend(std::coroutine_handle<>); OI await_resume(); };
Task other(); OTask getO();
Task c1_ok(OI o) { if (!o) co_return 0; co_return *o; }
Task c2_bad(OI o) { co_return *o; } // B
Task c3_bad(OI o) { co_await other(); use(*o); co_return 0; } // B
Task c4_ok(OI o) { if (!o) co_return 0; co_await other(); use(*o); co_return 0; }
Task c5_ok() { auto o = co_await getO(); if (!o) co_return 0; co_return *o; }
Task c6_bad() { auto o = co_await getO(); co_return *o; } // B
Task c7_bad() { co_return *(co_await getO()); } // B
Task c8_bad(OI o) { co_yield *o; co_return 1; } // B
Task c9_ok(OI o) { if (o) co_yield *o; co_return 1; }
Task c10_ok(std::vector<OI> v) { for (auto& o : v) { if (!o) continue; co_yield *o; } co_return 1; }
struct Cm { OI o; Task run(); };
Task Cm::run() { if (!o) co_return 0; co_await other(); co_return *o; } // B

template <class T> int t1_bad(std::optional<T> o) { return *o; } // B
template <class T> int t2_ok(std::optional<T> o) { if (!o) return 0; return *o; }
template <class T> int t3_bad(T x) { OI o = make(); return *o + x; } // B
template <class T> int t4_ok(T x) { OI o = make(); if (o) return *o + x; return 0; }
template <class T> int t5_bad(T& x) { if (x.has_value()) return 0; return *make(); } // B
template <class T> struct Box { std::optional<T> o; T get() { return *o; } // B
  T ok() { return o ? *o : T(); } static int st() { return *make(); } // B
};
int t6() { return t1_bad<int>(3) + t1_bad<long>(3) + t2_ok<int>(3) + Box<int>().get() + Box<char>().get(); }
template <class T> T t7_bad(const T& o) { auto x = *o; return T(x); } // B
int t8() { return *t7_bad(make()); }
auto gl = [](auto o) { return *o; }; // B
int t9_bad() { return gl(make()); }
template <class T> requires requires(T t) { *t; } int t10_ok(T t) { return t ? *t : 0; }
int t11() { return t10_ok(make()); }
template <class... A> int t12_bad(A... a) { return (... + *a); } // B
int t13() { return t12_bad(make(), make()); }
template <class... A> int t14_ok(A... a) { if (!(... && a)) return 0; return (... + *a); }
int t15() { return t14_ok(make(), make()); }
template <class T> int t16_ok(std::optional<T> o) { if constexpr (sizeof(T) > 1) { if (o) return *o; } return 0; }
int t17() { return t16_ok<int>(3) + t16_ok<char>('c'); }
// derived
struct DO : OI { using OI::OI; bool good() const { return has_value(); } int must() const { return **this; } }; // B
int d1_bad(DO d) { return *d; } // B
int d2_ok(DO d) { if (d) return *d; return 0; }
int d3_ok(DO d) { if (d.good()) return *d; return 0; }
int d4_ok(DO d) { if (d.has_value()) return d.value(); return 0; }
template <class T> struct DT : std::optional<T> {};
int d5_bad(DT<int> d) { return d.value(); } // B
struct Priv : private OI { int get_bad() { return **this; } }; // B
using Alias = OI; typedef Alias A2;
int d6_bad(A2 a) { return *a; } // B
int d7_bad(const OI& a) { return *a; } // B
int d8_bad(OI&& a) { return *std::move(a); } // B
int d9_bad(const OI* const a) { return **a; } // B
int d10_bad(volatile int, OI o) { return o.value(); } // B
// ptr to member, function pointers
struct PM { OI a, b; };
int pm1_ok(PM& x, OI PM::*m) { if (x.*m) return *(x.*m); return 0; }
int pm2_bad(PM& x, OI PM::*m) { return *(x.*m); } // B
int pm3_ok(PM& x) { auto m = &PM::a; if (x.*m) return *(x.*m); return 0; }
// classes
class K1 { OI o_; bool has_; public: K1() : has_(false) {} K1(int x) : o_(x), has_(true) {} int get_ok() const { return has_ ? *o_ : 0; } };
class K2 { OI o_; public: K2() : o_(3) {} int get_ok() { return *o_; } };
class K3 { OI o_; public: K3() : o_(3) {} int get_bad() { return *o_; } void clr() { o_.reset(); } }; // B
class K4 { OI o_; public: K4() {} int get_bad() { return *o_; } }; // B
class K5 { OI o_; public: void init(int x) { o_ = x; } int get_bad() { return *o_; } }; // B
class K6 { const OI o_; public: explicit K6(int x) : o_(x) {} int get_ok() { return *o_; } };
class K7 { OI o_; int helper_() { return *o_; } public: int a_ok() { if (!o_) return 0; return helper_(); } };
struct K8 { OI o; int f_ok() { if (!this->o) return 0; return *o; } int g_ok() { auto& s = *this; if (!s.o) return 0; return *this->o; } };
struct K9 { virtual OI get() const; int f_ok() const { if (get()) return *get(); return 0; } };
struct K10 { OI o; int f_ok() { if (!o) return 0; for (int i = 0; i < 3; ++i) log("x"); return *o; } int f_bad() { if (!o) return 0; opaque2(); return *o; } void opaque2(); }; // B
struct K11 { OI o; static int f_ok(K11& k) { if (!k.o) return 0; return *k.o; } friend int k11f(K11& k) { return *k.o; } }; // B
struct K12 { OI o; K12& operator=(const K12&) = default; };
int k12_ok(K12 a, K12 b) { if (!b.o) return 0; a = b; return *a.o; }
int k13_bad(K12 a, K12 b) { if (!a.o) return 0; a = b; return *a.o; } // B
int k14_ok() { K12 a{3}; return *a.o; }
int k15_bad() { K12 a{}; return *a.o; } // B
int k16_bad() { K12 a; return *a.o; } // B
int k17_ok() { K12 a{.o = 3}; return *a.o; }
int k18_ok(bool c) { K12 a; if (c) a.o = 3; else return 0; return *a.o; }
struct Node { OI v; Node* next; std::unique_ptr<Node> u; };
int k19_ok(Node* n) { for (; n; n = n->next) if (n->v) use(*n->v); return 0; }
int k20_bad(Node* n) { if (!n->v) return 0; n = n->next; return *n->v; } // B
int k21_ok(Node* n) { while (n && !n->v) n = n->next; if (!n) return 0; return *n->v; }
int k22_bad(Node* n) { while (n && n->v) n = n->next; if (!n) return 0; return *n->v; } // B
int k23_ok(Node& n) { if (n.u && n.u->v) return *n.u->v; return 0; }
int k24_ok(std::vector<Node>& v, size_t i) { Node& n = v[i]; if (!n.v) return 0; opaque(); return 1; }
int k25_ok(std::map<int, std::vector<OI>>& m) { for (auto& [k, v] : m) for (auto& o : v) if (o) use(*o); return 0; }
int k26_ok(std::vector<std::vector<OI>>& m, int i, int j) { if (m[i][j]) return *m[i][j]; return 0; }
int k27_bad(std::vector<std::vector<OI>>& m, int i, int j) { if (m[i][j]) return *m[j][i]; return 0; } // B
int k28_ok(std::vector<OI>& v) { for (int i = 0; i < 3; ++i) { if (!v[i]) return 0; } return 1; }
int k29_ok(std::vector<OI>& v, int n) { for (int i = 0; i < n; ++i) { if (!v[i]) v[i] = i; use(*v[i]); } return 1; }
int k30_bad(std::vector<OI>& v, int n) { for (int i = 0; i < n; ++i) { if (!v[i]) v[i + 1] = i; use(*v[i]); } return 1; } // B

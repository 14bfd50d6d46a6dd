// flags: -std=c++20
// getters, helpers, class invariants, places, conditions that hang together
#include <optional>
#include <map>
#include <unordered_map>
#include <memory>
#include <string>
#include <vector>
#include <functional>
#include <mutex>
#include <cassert>
#include <variant>
#include <set>
using OI = std::optional<int>; bool coin(); int use(int); OI make(); void log(const char*); void opaque();
// classes and getters
class P { OI o_; bool has_ = false; std::map<int, OI> m_; std::weak_ptr<P> w_; std::unique_ptr<P> child_;
public:
  OI& opt() { return o_; } const OI& copt() const { return o_; } bool has() const { return o_.has_value(); } bool hasNon() { return o_.has_value(); }
  int value() const { return *o_; } int valueNon() { return *o_; } // B
  void set(int i) { o_ = i; } void clear() { o_.reset(); } P* child() const { return child_.get(); } bool flag() const { return has_; }
  OI& at(int i) { return m_[i]; } void setM(int i, int v) { m_[i] = v; } bool hasM(int i) const { auto it = m_.find(i); return it != m_.end() && it->second; }
};
int a1_ok(P& p) { if (p.opt()) return *p.opt(); return 0; }
int a2_ok(const P& p) { if (p.copt().has_value()) return p.copt().value(); return 0; }
int a3_ok(P& p) { if (p.has()) return *p.opt(); return 0; }
int a4_ok(P& p) { if (p.hasNon()) return *p.opt(); return 0; }
int a5_bad(P& p) { if (!p.hasNon()) return *p.opt(); return 0; } // B
int a6_ok(P& p) { p.set(3); return *p.opt(); }
int a7_bad(P& p) { p.set(3); p.clear(); return *p.opt(); } // B
int a8_ok(P& p) { if (p.child() && p.child()->has()) return *p.child()->opt(); return 0; }
int a9_ok(P& p) { p.setM(3, 4); return *p.at(3); }
int a10_bad(P& p) { p.setM(3, 4); return *p.at(4); } // B
int a11_ok(P& p) { if (!p.at(3)) p.at(3) = 4; return *p.at(3); }
int a12_ok(P& p) { if (p.hasM(3)) return *p.at(3); return 0; } // FP: what is found under a key is what operator[] gives for it
// helper functions
bool ready(const OI& o) { return o.has_value(); }
bool bothReady(const OI& a, const OI& b) { return a && b; }
bool missing(const OI* o) { return !o || !*o; }
static void require(const OI& o) { if (!o) throw 1; }
static int needs(const OI& o) { return *o; }
static int needsCaller_ok(OI o) { if (!o) return 0; return needs(o); }
static OI always() { return 3; }
static OI sometimes() { if (coin()) return {}; return 3; }
int h1_ok(OI o) { if (ready(o)) return *o; return 0; }
int h2_bad(OI o) { if (!ready(o)) return *o; return 0; } // B
int h3_ok(OI a, OI b) { if (!bothReady(a, b)) return 0; return *a + *b; }
int h4_ok(OI a) { if (missing(&a)) return 0; return *a; }
int h5_ok(OI a) { require(a); return *a; }
int h6_ok() { return *always(); }
int h7_bad() { return *sometimes(); } // B
static bool get(OI& out) { if (coin()) { out = 3; return true; } return false; }
int h9_ok() { OI o; if (!get(o)) return 0; return *o; }
int h10_bad() { OI o; get(o); return *o; } // B
static int fill(OI& out) { if (!coin()) return -1; out = 4; return 0; }
int h11_ok() { OI o; if (int e = fill(o); e != 0) return e; return *o; }
int h12_ok() { OI o; if (fill(o) < 0) return 0; return *o; }
int h13_bad() { OI o; if (fill(o) >= -1) return *o; return 0; } // B
template <class T> bool has(const std::optional<T>& o) { return o.has_value(); }
template <class T> T& deref(std::optional<T>& o) { assert(o); return *o; }
int h14_ok(OI o) { return has(o) ? *o : 0; }
int h15_ok(OI o) { return deref(o); }
#define CHECK(c) do { if (!(c)) { log(#c); std::abort(); } } while (0)
#define ENSURE(c, r) if (!(c)) return r
#define SOFT(c) do { if (!(c)) log(#c); } while (0)
int h16_ok(OI o) { CHECK(o.has_value()); return *o; }
int h17_ok(OI o) { ENSURE(o, 0); return *o; }
int h18_bad(OI o) { SOFT(o); return *o; } // B
// classes: invariants
class S1 { OI o_; public: S1() : o_(3) {} int f() { return *o_; } void g(int i) { o_ = i; } };
class S2 { OI o_; public: S2() : o_(3) {} int f() { return *o_; } void g() { o_.reset(); } }; // B
class S3 { bool ssl_ = false; OI o_; public: S3(bool s) : ssl_(s) { if (s) o_ = 3; } int f() { if (ssl_) return *o_; return 0; } };
class S4 { bool ssl_ = false; OI o_; public: S4(bool s) : ssl_(s) { if (s) o_ = 3; } void h() { ssl_ = true; } int f() { if (ssl_) return *o_; return 0; } }; // B
class S5 { OI o_; public: bool open() { o_ = make(); return o_.has_value(); } int f() { if (!open()) return 0; return *o_; } };
class S6 { OI o_; void init() { o_ = 3; } public: S6() { init(); } int f() { return *o_; } };
class S7 { OI o_; void ensure() { if (!o_) o_ = use(3); } public: int f() { ensure(); return *o_; } int g() { ensure(); opaque(); return *o_; } };
class S8 { std::mutex m_; OI o_; public: int f() { std::lock_guard l(m_); if (!o_) o_ = 3; return *o_; } };
class S9 { std::map<int, OI> m_; public: int f(int k) { auto it = m_.find(k); if (it == m_.end() || !it->second) return 0; return *it->second; } int g(int k) { auto& o = m_[k]; if (!o) o = k; return *o; } };
struct L10 { OI v; L10* next = nullptr; };
int p1_ok(L10* l) { for (; l; l = l->next) if (l->v) use(*l->v); return 0; }
int p2_ok(L10* l) { while (l && !l->v) l = l->next; return l ? *l->v : 0; }
int p3_bad(L10* l) { if (!l->v) return 0; l = l->next; return *l->v; } // B
int p4_ok(L10* l) { if (!l->next || !l->next->v) return 0; return *l->next->v; }
int p5_bad(L10* l) { if (!l->next || !l->v) return 0; return *l->next->v; } // B
int p6_ok(std::vector<L10>& v) { for (auto& x : v) { for (int i = 0; i < 3; ++i) { if (!x.v) break; use(*x.v); } } return 0; }
int p7_ok(std::vector<L10>& v) { for (size_t i = 0; i < v.size(); ++i) { if (!v[i].v) continue; for (size_t j = 0; j < v.size(); ++j) use(*v[i].v); } return 0; }
int p8_bad(std::vector<L10>& v) { for (size_t i = 0; i < v.size(); ++i) { for (size_t j = 0; j < v.size(); ++j) { if (!v[j].v) continue; use(*v[i].v); } } return 0; } // B
int p9_ok(std::vector<L10>& v) { if (v.empty() || !v.front().v) return 0; return *v.front().v; }
int p10_bad(std::vector<L10>& v) { if (v.empty() || !v.front().v) return 0; return *v.back().v; } // B
int p11_ok(std::vector<L10>& v) { auto& x = v.emplace_back(); x.v = 3; return *v.back().v; } // FP: what emplace_back returns is the last element
int p12_ok(std::set<OI>& s) { for (auto it = s.begin(); it != s.end(); ++it) if (*it) use(**it); return 0; }
static OI gO; static OI gP = 3; thread_local OI tO;
int q1_ok() { if (gO) return *gO; return 0; }
int q2_bad() { if (!gO) return 0; opaque(); return *gO; } // B
int q2() { gO = 3; opaque(); gO.reset(); return 0; }
int q3_ok() { static OI o = 3; return *o; } // FP: a static that nothing changes
int q4_ok() { static OI o; if (!o) o = 3; return *o; }
int q5_bad() { static OI o; return *o; } // B
int q6_ok() { if (!tO) tO = use(3); return *tO; }
int q7_ok() { return *gP; } // FP: a static that nothing changes
// correlated
int c1_ok(bool a) { OI o; if (a) o = 3; for (int i = 0; i < 3; ++i) { if (a) use(*o); } return 0; }
int c2_ok(std::vector<int> v) { OI o; for (size_t i = 0; i < v.size(); ++i) { if (i > 0) use(*o); o = v[i]; } return 0; }
int c3_ok(int argc, char** argv) { OI port; bool server = false; for (int i = 1; i < argc; ++i) { if (argv[i][0] == 's') { server = true; port = i; } } if (server) return *port; return 0; }
int c4_bad(int argc, char** argv) { OI port; bool server = false; for (int i = 1; i < argc; ++i) { if (argv[i][0] == 's') server = true; if (argv[i][0] == 'p') port = i; } if (server) return *port; return 0; } // B
int c5_ok(OI a, OI b) { const bool both = a.has_value() && b.has_value(); const bool neither = !a && !b; if (!both && !neither) return 0; if (a) return *b; return 1; }
enum class K { None, One, Two };
int c6_ok(OI o) { K k = K::None; if (o) k = *o > 3 ? K::One : K::Two; if (k != K::None) return *o; return 0; }
int c7_bad(OI o) { K k = K::None; if (o) k = *o > 3 ? K::One : K::Two; if (k != K::One) return *o; return 0; } // B
int c8_ok(OI o) { std::optional<K> k; if (o) k = K::One; return k ? *o : 0; }
int c9_ok(OI o, OI p) { auto q = o ? o : p; if (!q) return 0; return o ? *o : *p; }
int c10_ok(std::vector<OI> v) { int n = 0; for (auto& o : v) if (o) ++n; if (n != (int)v.size()) return 0; int s = 0; for (auto& o : v) s += *o; return s; } // FP: as many as there are have a value
int c11_ok(OI o) { auto get = [&]() -> const OI& { return o; }; if (!get()) return 0; return *get(); }
int c12_ok(OI o) { std::function<bool()> f = [&] { return o.has_value(); }; if (!f()) return 0; return *o; } // FP: what a std::function was made from
int c13_ok(const OI& a) { int r = 0; if (a) goto have; r = 1; goto end; have: r = *a; end: return r; }
int c14_ok(OI a, int n) { if (n > 0 && !a) return 0; for (int i = 0; i < n; ++i) use(*a); return 0; }
int c15_ok(OI a, const std::vector<int>& v) { if (!v.empty() && !a) return 0; for (int x : v) use(x + *a); return 0; }
int c16_bad(OI a, const std::vector<int>& v) { if (v.empty() && !a) return 0; for (int x : v) use(x + *a); return 0; } // B
int c17_ok(OI lo, OI hi) { if (lo && hi && *lo > *hi) std::swap(lo, hi); return lo ? *lo : 0; }
int c18_ok(OI x) { struct G { OI& r; ~G() { r.reset(); } } g{x}; x = 3; return *x; }
int c19_ok(OI x) { if (!x.has_value()) [[unlikely]] { log("no"); return 0; } const auto& v = *x; return v; }
int c20_ok(OI x) { int r = 0; if (x) r |= 1; if (coin()) r |= 2; if ((r & 1) != 0) return *x; return 0; }
int c21_ok(bool v) { OI o; int t = v ? 1 : 2; if (t == 1) o = 3; switch (t) { case 1: return *o; case 2: return 0; } return 0; }
int c22_ok(const char* s) { OI o; if (s) o = 3; if (!s) return 0; opaque(); return *o; }
int c23_ok(std::vector<std::pair<std::string, OI>> v) { std::erase_if(v, [](const auto& p) { return !p.second.has_value(); }); int s = 0; for (auto& [k, o] : v) s += *o; return s; }
int c24_ok(OI a, OI b) { if (a.has_value() + b.has_value() != 2) return 0; return *a + *b; }
template <class T> int t1_bad(T t) { OI o = make(); return *o + t; } // B
template <class T> int t2_ok(const std::optional<T>& t) { if constexpr (std::is_same_v<T, int>) { return t ? *t : 0; } else { return t ? 1 : 0; } }
template <class T> T t3_bad(const std::optional<T>& t) { return *t; } // B
int t() { return t1_bad(3) + t2_ok(make()) + t3_bad(make()) + t3_bad(std::optional<long>()); }
// inheritance
struct MyOpt : std::optional<int> { using std::optional<int>::optional; };
int i1_bad(MyOpt o) { return *o; } // B
int i2_ok(MyOpt o) { if (!o) return 0; return *o; }
struct Base { OI o; virtual ~Base(); }; struct Der : Base { int f_ok() { if (o) return *o; return 0; } int f_bad() { return *o; } }; // B

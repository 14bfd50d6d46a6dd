// flags: -std=c++20
// conditions, classes and look-ups in more spellings
#include <algorithm>
#include <any>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>
using OI = std::optional<int>; using OB = std::optional<bool>; using V = std::variant<std::monostate, int, std::string>;
bool cond(); int num(); OI mk(); void sink(int); void change(OI &); void look(const OI &); [[noreturn]] void halt(); void opaque();
int a1_ok(OI o) { if (!!o) return *o; return 0; }
int a1_bad(OI o) { if (!!!o) return *o; return 0; } // B
int a2_ok(OI o) { bool ok = o ? true : false; return ok ? *o : 0; }
int a2_bad(OI o) { bool ok = o ? false : true; return ok ? *o : 0; } // B
int a3_ok(OI o, bool b) { if (o.has_value() & b) return *o; return 0; }
int a3_bad(OI o, bool b) { if (o.has_value() | b) return *o; return 0; } // B
int a4_ok(OI o) { auto ok = [&] { return o.has_value(); }; if (ok()) return *o; return 0; }
int a4_bad(OI o) { auto ok = [&] { return !o.has_value(); }; if (ok()) return *o; return 0; } // B
bool a5_ok(OB o) { if (o == false) return *o; return true; }
bool a5_bad(OB o) { if (o != true) return *o; return true; } // B
int a6_ok(OI a, OI b) { if (a && a == b) return *b; return 0; }
int a6_bad(OI a, OI b) { if (a == b) return *b; return 0; } // B
int a7_ok(OI o) { switch (num()) { case 1: if (!o) break; [[fallthrough]]; case 2: if (!o) return 0; return *o; } return 0; }
int a7_bad(OI o) { switch (num()) { case 1: if (!o) break; [[fallthrough]]; case 2: return *o; } return 0; } // B
int a8_ok(OI o) { int n = 0; for (int i = 0; i < 3 && o; ++i) n += *o; return n; }
int a8_bad(OI o) { int n = 0; for (int i = 0; i < 3 || o; ++i) n += *o; return n; } // B
int a9_ok(std::vector<OI> &v) { int n = 0; for (size_t i = 0; i < v.size(); ++i) { if (!v[i]) continue; for (size_t j = 0; j < i; ++j) n += *v[i]; } return n; }
int a9_bad(std::vector<OI> &v) { int n = 0; for (size_t i = 0; i < v.size(); ++i) { if (!v[i]) continue; for (size_t j = 0; j < i; ++j) n += *v[j]; } return n; } // B
int a10_ok(OI o) { if (!o) goto end; sink(*o); end: return 0; }
int a10_bad(OI o) { if (!o) goto end; sink(1); end: return *o; } // B
int a11_ok(OI o) { do { if (!o) break; return *o; } while (false); return 0; }
int a11_bad(OI o) { do { if (!o) break; sink(1); } while (false); return *o; } // B
int a12_ok(const std::map<int, OI> &m) { for (const auto &[k, o] : m) if (o) return *o; return 0; }
int a12_bad(const std::map<int, OI> &m) { for (const auto &[k, o] : m) if (k) return *o; return 0; } // B
int a13_ok() { OI a; int b; std::tie(a, b) = std::make_tuple(OI(3), 4); if (!a) return 0; return *a; }
int a13_bad() { OI a; int b; std::tie(a, b) = std::make_tuple(mk(), 4); return *a; } // B
int a14_ok(OI o) { std::function<int()> f = [o] { return o.value_or(0); }; return f(); }
int a14_bad(OI o) { std::function<int()> f = [o] { return o.value(); }; return f(); } // B
int a15_ok(OI o) { OI p = std::move(o); return p ? *p : 0; }
int a15_bad(OI o) { if (!o) return 0; o = OI(); return *o; } // B
int a16_ok(OI *o) { if (o && *o) return **o; return 0; }
int a16_bad(OI *o) { if (o) return **o; return 0; } // B
int a17_ok(OI o, OI p, OI q) { if (!(o && p && q)) return 0; return *o + *p + *q; }
int a17_bad(OI o, OI p, OI q) { if (!(o || p || q)) return 0; return *o; } // B
int a18_ok(OI o, OI p) { if (!o || !p) return 0; return *o + *p; }
int a18_bad(OI o, OI p) { if (!o && !p) return 0; return *o; } // B
int a19_ok(std::vector<OI> &v) { auto it = std::find_if(v.begin(), v.end(), [](const OI &o) { return o.has_value(); }); if (it == v.end()) return 0; return **it; }
int a19_bad(std::vector<OI> &v) { auto it = std::find_if(v.begin(), v.end(), [](const OI &o) { return !o.has_value(); }); if (it == v.end()) return 0; return **it; } // B
int a20_ok(std::vector<OI> &v) { if (!std::all_of(v.begin(), v.end(), [](const OI &o) { return o.has_value(); })) return 0; int n = 0; for (auto &o : v) n += *o; return n; }
int a20_bad(std::vector<OI> &v) { if (!std::any_of(v.begin(), v.end(), [](const OI &o) { return o.has_value(); })) return 0; int n = 0; for (auto &o : v) n += *o; return n; } // B
int a21_ok(std::vector<OI> &v) { v.erase(std::remove_if(v.begin(), v.end(), [](const OI &o) { return !o; }), v.end()); int n = 0; for (auto &o : v) n += *o; return n; }
int a22_ok(OI o) { if (o.has_value() == true) return *o; return 0; }
int a22_bad(OI o) { if (o.has_value() == false) return *o; return 0; } // B
int a23_ok(OI o) { if (o != std::nullopt) return *o; return 0; }
int a23_bad(OI o) { if (std::nullopt == o) return *o; return 0; } // B
int a24_ok(OI o) { return o.has_value() ? o.value() : throw 1; }
int a24_bad(OI o) { return o.has_value() ? throw 1 : o.value(); } // B
int a25_ok(OI o, int n) { if (n > 3) { if (!o) return 0; } if (n > 5) return *o; return 1; }
int a25_bad(OI o, int n) { if (n > 3) { if (!o) return 0; } if (n > 2) return *o; return 1; } // B
int a26_ok(OI o, OI p) { OI &r = o; if (!r) return 0; p = mk(); return *o; }
int a26_bad(OI o, OI p) { OI &r = o; if (!r) return 0; r = mk(); return *o; } // B
int a27_ok(OI o) { const auto &c = std::as_const(o); if (!c) return 0; return *c + *o; }
int a27_bad(OI o) { const auto &c = std::as_const(o); if (c) return 0; return *c; } // B
int a28_ok(OI o) { int *p = o ? &*o : nullptr; return p ? *p : 0; }
int a29_ok(OI o) { if (auto n = o; n) return *n; return 0; }
int a29_bad(OI o) { if (auto n = o; !n) return *n; return 0; } // B
int a30_ok(OI o) { while (true) { if (o) break; o = mk(); } return *o; }
int a30_bad(OI o) { while (true) { if (!o) break; o = mk(); } return *o; } // B
int a31_ok(OI o) { for (; !o;) o = mk(); return *o; }
int a31_bad(OI o) { for (int i = 0; !o && i < 3; ++i) o = mk(); return *o; } // B
int fact_ok(OI o, int n) { if (!o) return 0; return n ? fact_ok(o, n - 1) : *o; }
int a33_ok(OI o) { try { if (!o) throw std::string(); sink(*o); } catch (const std::string &) { return 0; } return *o; }
int a33_bad(OI o) { try { opaque(); if (!o) throw std::string(); sink(*o); } catch (...) { } return *o; } // B
int a34_ok(V v) { return std::visit([](auto &&x) -> int { if constexpr (std::is_same_v<std::decay_t<decltype(x)>, int>) return x; else return 0; }, v); }
int a35_ok(V v) { if (v.index() == 1) return std::get<int>(v); return 0; }
int a35_bad(V v) { if (v.index() == 2) return std::get<int>(v); return 0; } // B
int a36_ok(V v) { if (!std::holds_alternative<std::string>(v)) return 0; return std::get<std::string>(v).size(); }
int a36_bad(V v) { if (std::holds_alternative<std::string>(v)) v = 3; return std::get<std::string>(v).size(); } // B
int a37_ok(V v) { v.emplace<int>(3); return std::get<int>(v); }
int a37_bad(V v) { v.emplace<std::string>("x"); return std::get<int>(v); } // B
int a38_ok(V &v) { auto *p = std::get_if<std::string>(&v); return p && !p->empty() ? p->size() : 0; }
int a38_bad(V &v) { auto *p = std::get_if<std::string>(&v); return !p || !p->empty() ? p->size() : 0; } // B
int a39_ok(std::any a) { if (auto *p = std::any_cast<int>(&a)) return *p; return 0; }
int a39_bad(std::any a) { if (a.has_value()) return *std::any_cast<int>(&a); return 0; } // B
struct Node { std::weak_ptr<Node> up; OI o; int n; std::shared_ptr<Node> parent() const { return up.lock(); } };
int b1_ok(Node &n) { if (auto u = n.up.lock()) return u->n; return 0; }
int b1_bad(Node &n) { return n.up.lock()->n; } // B
int b2_ok(Node &n) { if (n.up.expired()) return 0; auto u = n.up.lock(); return u ? u->n : 0; }
int b3_ok(Node &n) { auto u = n.parent(); return u ? u->n : 0; }
class Cache {
  OI value_; mutable std::mutex m_; bool has_ = false; OI pair_;
public:
  void set(int i) { value_ = i; } void clear() { value_.reset(); }
  int get_ok() { if (!value_) value_ = num(); return *value_; }
  int get2_ok() { std::lock_guard<std::mutex> l(m_); if (value_.has_value()) return value_.value(); return 0; }
  int get_bad() { clear(); return *value_; } // B
  int get3_bad() { if (value_) clear(); return *value_; } // B
  void both(int i) { has_ = true; pair_ = i; }
  int pair_ok() { if (has_) return *pair_; return 0; }
  int pair_bad() { if (!has_) return *pair_; return 0; } // B
  bool ready() const { return value_.has_value(); }
  int ready_ok() { if (ready()) return *value_; return 0; }
  int ready_bad() { if (!ready()) return *value_; return 0; } // B
};
class Flagless { OI x_; public: void put(int i) { x_ = i; } bool has() const { return x_.has_value(); } int x() const { return *x_; } }; // B
struct ByCtor { OI v; ByCtor() : v(3) {} int use_ok() const { return v.value_or(1); } };
class Made { OI v_; public: Made() : v_(3) {} int use_ok() const { return *v_; } };
class Late { OI v_; public: void init() { v_ = 3; } int use_bad() const { return *v_; } }; // B
int c1_ok(std::map<std::string, int> &m) { m.emplace("a", 1); return m.find("a")->second; }
int c1_bad(std::map<std::string, int> &m) { m.erase("a"); return m.find("a")->second; } // B
int c2_ok(std::map<int, int> &m) { auto [it, fresh] = m.emplace(1, 2); return it->second; }
int c3_ok(std::map<int, int> &m) { auto it = m.find(1); if (it == m.end()) it = m.emplace(1, 2).first; return it->second; }
int c3_bad(std::map<int, int> &m) { auto it = m.find(1); if (it == m.end()) it = m.find(2); return it->second; } // B
int c4_ok(std::map<int, int> &m) { auto it = m.find(1); if (it == m.end()) { it = m.find(2); if (it == m.end()) return 0; } return it->second; }
int c5_ok(std::map<int, int> &m) { bool found = m.find(1) != m.end(); return found ? m.find(1)->second : 0; }
int c5_bad(std::map<int, int> &m) { bool found = m.find(2) != m.end(); return found ? m.find(1)->second : 0; } // B
int c6_ok(std::map<int, std::map<int, int>> &m) { auto a = m.find(1); if (a == m.end()) return 0; auto b = a->second.find(2); return b == a->second.end() ? 0 : b->second; }
int c6_bad(std::map<int, std::map<int, int>> &m) { auto a = m.find(1); if (a == m.end()) return 0; auto b = a->second.find(2); return b == m.begin()->second.end() ? 0 : b->second; }
char c7_ok(char *s) { char *e = strchr(s, '='); if (!e) return 0; *e = 0; return e[1]; }
char c7_bad(char *s) { char *e = strchr(s, '='); *e = 0; return e[1]; } // B
char c8_ok(char *s) { if (strchr(s, '=') == NULL) return 0; return *strchr(s, '='); }
char c9_ok(char *s) { for (char *p = s; (p = strchr(p, ',')); ++p) *p = 0; return *s; }
char c9_bad(char *s) { char *p = s; do { p = strchr(p, ','); *p = 0; } while (p); return *s; } // B
void c10_ok() { if (FILE *f = fopen("a", "r")) { char b[3]; fread(b, 1, 3, f); fclose(f); } }
void c10_bad() { FILE *f = fopen("a", "r"); char b[3]; fread(b, 1, 3, f); fclose(f); } // B
std::string c11_ok() { const char *e = std::getenv("A"); return e ? e : ""; }
std::string c11_bad() { return std::getenv("A"); } // B
std::string c12_bad() { std::string s; s = getenv("A"); return s; } // B
int c13_ok() { const char *e = getenv("A"); return e != nullptr && strcmp(e, "b") == 0; }
int c13_bad() { const char *e = getenv("A"); return strcmp(e, "b") == 0; } // B
struct B { virtual ~B(); virtual int k() const; }; struct D : B { int x; };
int d1_ok(B &b) { if (auto *d = dynamic_cast<D *>(&b)) return d->x; return 0; }
int d1_bad(B &b) { return dynamic_cast<D *>(&b)->x; } // B
int d2_ok(std::list<B *> &l) { for (B *b : l) { auto d = dynamic_cast<D *>(b); if (!d) continue; sink(d->x); } return 0; }
int d2_bad(std::list<B *> &l) { for (B *b : l) { auto d = dynamic_cast<D *>(b); if (!d) sink(1); sink(d->x); } return 0; } // B
int d3_ok(B *b) { bool is = dynamic_cast<D *>(b) != nullptr; if (is) return dynamic_cast<D *>(b)->x; return 0; }
int d4_ok(B *b) { auto d = dynamic_cast<D *>(b); if (d == nullptr || d->x < 0) return 0; return d->x; }
int d4_bad(B *b) { auto d = dynamic_cast<D *>(b); if (d == nullptr && d->x < 0) return 0; return 1; } // B
static D *asD(B *b) { return dynamic_cast<D *>(b); }
int d5_ok(B *b) { if (D *d = asD(b)) return d->x; return 0; }
template <class T> struct Holder { std::optional<T> o; T get_bad() const { return *o; } T get_ok() const { return o ? *o : T(); } void set(T t) { o = t; } }; // B
int t1() { Holder<int> h; return h.get_bad() + h.get_ok(); }
template <class T> int t2_bad(const T &x) { if (!x) return 0; OI o = mk(); return *o; } // B
template <class... A> int t3_ok(OI o, A... a) { return o ? *o + (0 + ... + a) : 0; }
int t3() { return t3_ok(OI(3), 1, 2) + t2_bad(3); }
// the same search twice
char e1_bad() { if (!getenv("A")) return 0; return *getenv("B"); } // B
char e2_bad(char *s, char *t) { if (strchr(s, '=') == NULL) return 0; return *strchr(t, '='); } // B
char e3_ok(char *s) { if (strstr(s, "a") == NULL) return 0; return *strstr(s, "a"); }
char e3_bad(char *s, char *t) { if (strstr(s, "a") == NULL) return 0; s = t; return *strstr(s, "a"); } // B
// what was inserted is found
int f1_ok(std::map<int, int> &m) { m.emplace(1, 1); return m.find(1)->second; }
int f1_bad(std::map<int, int> &m) { m.emplace(1, 1); return m.find(2)->second; } // B
int f2_ok(std::map<std::string, int> &m) { m.insert({"a", 1}); return m.find("a")->second; }
int f2_bad(std::map<std::string, int> &m) { m.insert({"a", 1}); return m.find("b")->second; } // B
int f3_ok(std::map<int, int> &m, int k) { m.insert(std::make_pair(k, 1)); return m.find(k)->second; }
int f3_bad(std::map<int, int> &m, int k) { m.insert(std::make_pair(k, 1)); ++k; return m.find(k)->second; } // B
int f4_bad(std::map<int, int> &m, std::map<int, int> &n) { m.insert(n.begin(), n.end()); return m.find(3)->second; } // B

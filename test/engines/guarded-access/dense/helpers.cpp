// flags: -std=c++23
// one line each: helpers that look something up, tests of a kind, statics, pointers to one of several, lambdas, look-ups
#include <optional>
#include <variant>
#include <memory>
#include <vector>
#include <map>
#include <unordered_map>
#include <string>
#include <functional>
#include <algorithm>
#include <set>
#include <cstring>
#include <cstdlib>
#include <cstdio>
#include <string_view>
using OI = std::optional<int>;
bool coin(); int use(int); OI make(); void log(const char*); void poke();
// members and helpers
class Cache { std::map<std::string, int> m; bool has(const std::string& k) const { return m.find(k) != m.end(); } bool hasC(const std::string& k) const { return m.count(k) > 0; }
 public: int a1_ok(const std::string& k) { if (has(k)) return m.find(k)->second; return 0; }
 int a2_bad(const std::string& k) { if (!has(k)) return m.find(k)->second; return 0; } // B
 int a3_ok(const std::string& k) { if (!hasC(k)) return 0; auto it = m.find(k); return it->second; }
 int a4_bad(const std::string& k, const std::string& j) { if (!hasC(k)) return 0; auto it = m.find(j); return it->second; } // B
 const std::map<std::string, int>& all() const { return m; }
 int a5_ok(const std::string& k) { if (has(k)) return all().find(k)->second; return 0; }
 bool isset(const std::string& k) const; 
};
class Vars { std::map<std::string, int> local, global; std::map<std::string, int>& map(bool g) { return g ? global : local; } bool hasVariable(const std::string& s, bool g) { return map(g).count(s) != 0; }
 public: int b1_ok(const std::string& s) { if (hasVariable(s, false)) return map(false).find(s)->second; return 0; }
 int b2_bad(const std::string& s) { if (hasVariable(s, true)) return map(false).find(s)->second; return 0; } }; // B
// kind tests
struct Base { virtual ~Base(); int kind; }; struct D1 : Base { int x; }; struct D2 : Base { int y; };
template <class T> bool Is(const Base* b) { return dynamic_cast<const T*>(b) != nullptr; }
int k1_ok(const Base* b) { if (Is<D1>(b)) return dynamic_cast<const D1*>(b)->x; return 0; }
int k2_bad(const Base* b) { if (Is<D2>(b)) return dynamic_cast<const D1*>(b)->x; return 0; } // B
int k3_bad(const Base* b) { return dynamic_cast<const D1*>(b)->x; } // B
int k4_ok(const Base* b) { auto d = dynamic_cast<const D1*>(b); if (!d) { auto e = dynamic_cast<const D2*>(b); return e ? e->y : 0; } return d->x; }
int k5_bad(const Base* b) { auto d = dynamic_cast<const D1*>(b); auto e = dynamic_cast<const D2*>(b); if (!d && !e) return 0; return d->x; } // B
using V = std::variant<int, std::string>;
template <class T> bool holds(const V& v) { return std::holds_alternative<T>(v); }
template <class T> const T& as(const V& v) { return std::get<T>(v); }
int k6_ok(const V& v) { if (holds<int>(v)) return std::get<int>(v); return 0; }
int k7_bad(const V& v) { if (holds<std::string>(v)) return std::get<int>(v); return 0; } // B
struct Val { V v; bool isInt() const { return v.index() == 0; } bool isStr() const { return !isInt(); } };
int k8_ok(const Val& v) { if (v.isInt()) return std::get<int>(v.v); return 0; }
int k9_ok(const Val& v) { if (v.isStr()) return std::get<std::string>(v.v).size(); return 0; }
int k10_bad(const Val& v) { if (v.isStr()) return std::get<int>(v.v); return 0; } // B
// statics
static OI s_a, s_b; static bool s_ready;
static void setup() { s_a = 1; s_b = 2; s_ready = true; }
int st1_ok() { if (!s_ready) setup(); s_a = 4; return *s_a; }
int st2_ok() { setup(); return *s_a + *s_b; }
int st3_bad() { setup(); s_b.reset(); return *s_a + *s_b; } // B
int st4_ok() { static OI once = make(); if (!once) once = 3; return *once; }
// a pointer to one of several
int pt1_ok(bool w) { OI a = 1, b = 2; OI* p = w ? &a : &b; return **p; }
int pt2_bad(bool w) { OI a = 1, b; OI* p = w ? &a : &b; return **p; } // B
int pt3_ok(bool w, OI a, OI b) { OI& r = w ? a : b; if (!r) return 0; return *r; }
int pt4_bad(bool w, OI a, OI b) { OI& r = w ? a : b; if (a) return *r; return 0; } // B
int pt5_ok(bool w, OI a, OI b) { if (!a || !b) return 0; OI& r = w ? a : b; return *r; }
int pt6_ok(bool w, OI a, OI b) { if (!a || !b) return 0; OI& r = w ? a : b; r = 3; return *a + *b; } // FP: which of the two gets a value is not followed
int pt7_bad(bool w, OI a, OI b) { if (!a || !b) return 0; OI* r = w ? &a : &b; r->reset(); return *a; } // B
// function_ref-like
template <class F> struct function_ref; template <class R, class... A> struct function_ref<R(A...)> { template <class F> function_ref(F&& f); R operator()(A...) const; };
void each(function_ref<void(int)> f); 
int f1_ok(OI o) { if (!o) return 0; int s = 0; std::for_each(&s, &s + 1, [&](int) { s += *o; }); return s; }
template <class F> void run(F f) { f(); }
int f2_ok(OI o) { if (!o) return 0; int s = 0; run([&] { s = *o; }); return s; }
int f3_bad(OI o) { int s = 0; run([&] { s = *o; }); return s; } // B
int f4_bad(OI o) { if (!o) return 0; auto f = [&o] { o.reset(); }; f(); return *o; } // B
int f5_ok(OI o) { auto ensure = [&] { if (!o) o = 1; }; ensure(); return *o; }
int f6_bad(OI o) { auto maybe = [&] { if (coin()) o = 1; }; maybe(); return *o; } // B
int f7_ok(OI o) { auto fail = [&]() { std::abort(); }; if (!o) fail(); return *o; }
int f8_ok(OI o) { auto fail = [](const char* m) { log(m); throw 1; }; if (!o) fail("x"); return *o; }
// lookups
int L1_ok(std::map<int, int>& m) { auto it = m.find(3); if (it == m.end()) it = m.emplace(3, 1).first; return it->second; }
int L2_bad(std::map<int, int>& m) { auto it = m.find(3); if (it == m.end()) m.emplace(3, 1); return it->second; } // B
int L3_ok(std::map<int, int>& m) { for (auto it = m.find(3); it != m.end() && it->first < 9; ++it) use(it->second); return 0; }
int L4_ok(std::map<int, int>& m) { if (auto it = m.find(3); it != m.end()) return it->second; return 0; }
int L5_bad(std::map<int, int>& m) { if (auto it = m.find(3); it == m.end()) return it->second; return 0; } // B
int L6_ok(const char* s) { const char* p = std::strchr(s, ':'); return p ? p[1] : 0; }
int L7_bad(const char* s) { return std::strchr(s, ':')[1]; } // B
int L8_ok() { const char* h = std::getenv("HOME"); std::string r = h ? h : ""; return r.size(); }
int L9_bad() { std::string r = std::getenv("HOME"); return r.size(); } // B
int L10_bad() { FILE* f = std::fopen("x", "r"); return std::fgetc(f); } // B
int L11_ok() { FILE* f = std::fopen("x", "r"); if (f == NULL) { std::perror("x"); std::exit(1); } return std::fgetc(f); }
int L12_ok(std::set<int>& s) { auto [it, fresh] = s.insert(3); return *it; }
int L13_ok(std::vector<int>& v) { auto it = std::find(v.begin(), v.end(), 3); return it == v.end() ? 0 : *it; }
int L14_bad(std::vector<int>& v) { auto it = std::find(v.begin(), v.end(), 3); return *it; } // B
int L15_ok(std::vector<int>& v) { auto it = std::find(v.begin(), v.end(), 3); if (it != v.end()) v.erase(it); return 0; }
int L16_ok(std::map<int, std::map<int, int>>& m) { auto a = m.find(1); if (a == m.end()) return 0; auto b = a->second.find(2); if (b == a->second.end()) return 0; return b->second; }
int L17_bad(std::map<int, std::map<int, int>>& m) { auto a = m.find(1); if (a == m.end()) return 0; return a->second.find(2)->second; } // B
int L18_ok(std::unordered_map<int, std::unique_ptr<Base>>& m) { auto it = m.find(2); return it != m.cend() ? it->second->kind : 0; }
int L19_ok(std::map<int, int>& m) { const auto end = m.end(); auto it = m.find(2); if (it == end) return 0; return it->second; }
int L20_ok(std::map<int, int>& m) { auto it = m.find(2); const bool found = it != m.end(); if (!found) return 0; return it->second; }
int L21_ok(std::map<int, int>& m) { auto it = m.lower_bound(2); if (it != m.end() && it->first == 2) return it->second; return 0; }
int L22_bad(std::map<int, int>& m) { auto it = m.lower_bound(2); if (it->first == 2) return 1; return 0; } // B
int L23_ok(std::map<int, int>& m) { if (!m.contains(2)) m[2] = 1; return m.find(2)->second; }
int L24_ok(std::map<int, int>& m) { m[2]++; return m.find(2)->second; }
int L25_bad(std::map<int, int>& m) { m[2]++; m.erase(2); return m.find(2)->second; } // B
int L26_ok(std::vector<Base*>& v) { auto it = std::find_if(v.begin(), v.end(), [](Base* b) { return b->kind == 2; }); if (it != v.end()) return (*it)->kind; return 0; }
int L27_bad(std::vector<Base*>& v) { auto it = std::find_if(v.begin(), v.end(), [](Base* b) { return b->kind == 2; }); return (*it)->kind; } // B
int L28_bad(std::vector<Base*>& v) { return (*std::max_element(v.begin(), v.end()))->kind; } // FN: an empty range
int L29_ok(std::string_view s) { auto p = s.find(':'); if (p == s.npos) return 0; return s[p]; }
int L30_ok(V v) { if (auto p = std::get_if<int>(&v)) return *p; else if (auto q = std::get_if<std::string>(&v)) return q->size(); return 0; }
int L31_ok(std::map<int, int>& m, int k) { auto it = m.find(k); while (it == m.end() && k > 0) it = m.find(--k); return it == m.end() ? 0 : it->second; }
int L32_bad(std::map<int, int>& m, int k) { auto it = m.find(k); while (it == m.end() && k > 0) it = m.find(--k); return it->second; } // B
int L33_ok(std::map<int, int>& m, int k) { decltype(m.begin()) it; do { it = m.find(k++); } while (it == m.end()); return it->second; }
int L34_ok(std::map<int, int>& m) { auto it = m.find(1); if (it == m.end()) { it = m.find(2); if (it == m.end()) throw 1; } return it->second; }
int L35_bad(std::map<int, int>& m) { auto it = m.find(1); if (it == m.end()) { it = m.find(2); } return it->second; } // B
int L36_ok(std::map<int, int>& m) { auto it = m.find(1); auto jt = m.find(2); if (it != m.end() && jt != m.end()) return it->second + jt->second; return 0; }
int L37_bad(std::map<int, int>& m) { auto it = m.find(1); auto jt = m.find(2); if (it != m.end() || jt != m.end()) return it->second; return 0; } // B
int L38_ok(std::map<int, int>& m) { auto r = m.equal_range(1); int s = 0; for (auto i = r.first; i != r.second; ++i) s += i->second; return s; }
int L39_ok(std::map<int, Base*>& m) { auto it = m.find(1); Base* b = it == m.end() ? nullptr : it->second; return b ? b->kind : 0; }
int L40_ok(std::shared_ptr<Base> p) { if (auto d = std::dynamic_pointer_cast<D1>(p)) return d->x; return 0; }
int L41_bad(std::shared_ptr<Base> p) { auto d = std::dynamic_pointer_cast<D1>(p); return d->x; } // B
int pt8_bad(bool w, OI a, OI b) { if (!a || !b) return 0; OI& r = w ? a : b; r.reset(); return *a; } // B
int pt9_bad(bool w, OI a, OI b) { if (!a || !b) return 0; OI* r = &a; if (w) r = &b; r->reset(); return *b; } // B
int pt10_ok(bool w, OI a, OI b) { if (!a || !b) return 0; OI* r = &a; if (w) r = &b; int x = **r; r = nullptr; return x + *b; }
int pt11_ok(bool w, OI a, OI b) { if (!a) a = 1; if (!b) b = 2; OI* r = &a; if (w) r = &b; return **r; }
int pt12_bad(bool w, OI a, OI b) { if (!a) a = 1; OI* r = &a; if (w) r = &b; return **r; } // B
int pt13_ok(bool w, OI a, OI b) { OI* r = nullptr; if (a) r = &a; else if (b) r = &b; if (!r) return 0; return **r; }
int pt14_bad(bool w, OI a, OI b) { OI* r = nullptr; if (a) r = &a; else if (w) r = &b; if (!r) return 0; return **r; } // B

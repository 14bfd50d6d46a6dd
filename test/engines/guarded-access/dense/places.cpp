// flags: -std=c++23
// places, helpers, requires-engaged, smart pointers, containers, members, getters, globals
#include <optional>
#include <vector>
#include <map>
#include <unordered_map>
#include <set>
#include <deque>
#include <list>
#include <memory>
#include <string>
#include <utility>
#include <functional>
#include <algorithm>
#include <mutex>
#include <array>
#include <variant>
using OI = std::optional<int>; using OS = std::optional<std::string>;
bool coin(); int use(int); OI make(); void sink(OI); void log(const char*); void opaque();
void fill(OI&); void fillp(OI*); void look(const OI&); void lookp(const OI*); void take(OI&&);
struct In { OI o; OS s; std::vector<OI> v; OI get() const; OI& ref(); const OI& cref() const; bool ready() const; void touch(); void peek() const; OI nc(); };
struct Mid { In in; In* p; std::unique_ptr<In> u; std::shared_ptr<In> sp; std::vector<In> v; std::map<int, In> m; In arr[4]; OI oi; };
struct Out { Mid mid; Mid* pm; };
int p1_ok(Out& x) { if (x.mid.in.o) return *x.mid.in.o; return 0; }
int p2_bad(Out& x) { if (x.mid.in.o) return *x.pm->in.o; return 0; } // B
int p3_ok(Out* x) { if (x->pm->p->o) return *x->pm->p->o; return 0; }
int p4_ok(Mid& m) { if (m.u->o) return *m.u->o; return 0; }
int p5_ok(Mid& m) { if (m.sp->o.has_value()) return m.sp->o.value(); return 0; }
int p6_ok(Mid& m) { if ((*m.u).o) return *m.u->o; return 0; }
int p7_ok(Mid& m) { if (m.u.get()->o) return *m.u->o; return 0; }
int p8_bad(Mid& m) { if (!m.u->o) return 0; m.u = std::make_unique<In>(); return *m.u->o; } // B
int p9_bad(Mid& m) { if (!m.u->o) return 0; m.u.reset(new In); return *m.u->o; } // B
int p10_ok(Mid& m) { if (m.v[3].o) return *m.v[3].o; return 0; }
int p11_bad(Mid& m) { if (m.v[3].o) return *m.v[4].o; return 0; } // B
int p12_bad(Mid& m, int i) { if (m.v[i].o) { ++i; return *m.v[i].o; } return 0; } // B
int p13_ok(Mid& m, int i) { if (m.v[i].o && m.v[i + 1].o) return *m.v[i].o + *m.v[i + 1].o; return 0; }
int p14_bad(Mid& m, int i) { if (m.v[i].o) { m.v.clear(); return *m.v[i].o; } return 0; } // FN: what clear() does to the elements that were tested
int p15_bad(Mid& m, int i) { if (m.v[i].o) { m.v.erase(m.v.begin()); return *m.v[i].o; } return 0; } // B
int p16_ok(Mid& m) { if (m.m[3].o) return *m.m[3].o; return 0; }
int p17_ok(Mid& m) { if (m.m.at(3).o) return *m.m.at(3).o; return 0; }
int p18_ok(Mid& m) { auto it = m.m.find(3); if (it == m.m.end() || !it->second.o) return 0; return *it->second.o; }
int p19_bad(Mid& m) { auto it = m.m.find(3); if (it == m.m.end()) return 0; return *it->second.o; } // B
int p20_ok(Mid& m, std::string) { if (m.arr[2].o) return *m.arr[2].o; return 0; }
int p21_ok(Mid& m) { for (auto& e : m.v) { if (!e.o) continue; for (auto& f : m.v) if (f.o) use(*f.o + *e.o); use(*e.o); } return 0; }
int p22_ok(Mid& m) { for (size_t i = 0; i < m.v.size(); ++i) { if (!m.v[i].o) continue; for (int k = 0; k < 3; ++k) use(*m.v[i].o); } return 0; }
int p23_ok(std::vector<OI>& v) { if (v.front()) return *v.front(); return 0; }
int p24_ok(std::vector<OI>& v) { if (v.back()) return *v.back(); return 0; }
int p25_bad(std::vector<OI>& v) { if (!v.back()) return 0; v.pop_back(); return *v.back(); } // B
int p26_bad(std::vector<OI>& v) { if (!v.back()) return 0; v.push_back({}); return *v.back(); } // B
int p27_ok(std::vector<OI>& v) { v.push_back(3); return *v.back(); }
int p28_ok(std::vector<OI>& v) { v.emplace_back(3); return *v.back(); }
int p29_bad(std::vector<OI>& v) { v.push_back(std::nullopt); return *v.back(); } // B
int p30_ok(std::vector<OI>& v) { for (auto it = v.begin(); it != v.end(); ++it) if (*it) use(**it); return 0; }
int p31_bad(std::vector<OI>& v) { for (auto it = v.begin(); it != v.end(); ++it) { if (!*it) ++it; use(**it); } return 0; } // B
int p32_ok(std::vector<OI>& v) { for (auto it = v.begin(); it != v.end(); ++it) if (it->has_value()) use(it->value()); return 0; }
int p33_ok(std::vector<OI>& v) { auto& x = v[0]; if (!x) return 0; return *v[0]; }
int p34_ok(OI a[3]) { if (a[1]) return *a[1]; return 0; }
int p35_ok(OI* a) { if (*a) return **a; return 0; }
int p36_ok(OI* a, int i) { if (a[i]) return *a[i]; return 0; }
int p37_ok(OI* a) { if (a && a->has_value()) return a->value(); return 0; }
int p38_ok(OI** a) { if (**a) return ***a; return 0; }
int p39_ok(std::unique_ptr<OI> a) { if (*a) return **a; return 0; }
int p40_bad(std::unique_ptr<OI> a) { if (a) return **a; return 0; } // B
int p41_ok(std::unique_ptr<OI> a) { if (a && *a) return a->value(); return 0; }
int p42_ok(std::shared_ptr<OI> a) { if (a->has_value()) return **a; return 0; }
int p43_ok(std::reference_wrapper<OI> a) { if (a.get()) return *a.get(); return 0; }
int p44_bad(std::reference_wrapper<OI> a) { return *a.get(); } // B
int p45_ok(std::optional<std::unique_ptr<int>> o) { if (o && *o) return **o; return 0; }
int p46_ok(std::optional<std::vector<OI>> o) { if (o && (*o)[0]) return *(*o)[0]; return 0; }
int p47_bad(std::optional<std::vector<OI>> o) { if (o) return *(*o)[0]; return 0; } // B
int p48_bad(std::optional<std::vector<int>> o) { int s = 0; for (int x : *o) s += x; return s; } // B
int p49_ok(std::optional<std::vector<int>> o) { int s = 0; if (o) for (int x : *o) s += x; return s; }
int p50_bad() { int s = 0; for (int x : *std::optional<std::vector<int>>(std::nullopt)) s += x; return s; } // B
int p51_ok(Mid& m) { const auto& in = m.in; if (in.o) return *m.in.o; return 0; }
int p52_ok(Mid& m) { auto* in = &m.in; if (m.in.o) return *in->o; return 0; }
int p53_bad(Mid& m) { auto in = m.in; if (m.in.o) { in.o.reset(); return *in.o; } return 0; } // B
int p54_ok(Mid& m) { auto in = m.in; if (in.o) { m.in.o.reset(); return *in.o; } return 0; }
int p55_ok(Mid& m) { auto in = m.in; if (m.in.o) return *in.o; return 0; }
int p56_ok(In* p) { In& r = *p; if (r.o) return *p->o; return 0; }

// getters
int g1_ok(const In& x) { if (x.get()) return *x.get(); return 0; }
int g2_ok(const In& x) { if (x.get().has_value()) return x.get().value(); return 0; }
int g3_ok(const In& x) { if (x.cref()) return *x.cref(); return 0; }
int g4_bad(const In& x) { return *x.cref(); } // B
int g5_bad(In& x) { if (!x.cref()) return 0; x.touch(); return *x.cref(); } // B
int g6_ok(In& x) { if (!x.cref()) return 0; x.peek(); return *x.cref(); }
int g7_ok(In& x) { if (!x.o) return 0; x.peek(); return *x.o; }
int g8_ok(In& x) { auto& r = x.ref(); if (!r) return 0; return *r; }
struct G { OI o_; const OI& o() const { return o_; } OI& mo() { return o_; } bool has() const { return o_.has_value(); } bool hasnc() { return !!o_; } int val() { return *o_; } // B
  void set(int x) { o_ = x; } void clr() { o_.reset(); } OI copy() const { return o_; } void need() const { if (!o_) throw 1; } };
int g10_ok(G& g) { if (g.o()) return *g.o(); return 0; }
int g11_ok(G& g) { if (g.mo()) return *g.mo(); return 0; }
int g12_ok(G& g) { if (g.has()) return *g.o(); return 0; }
int g13_ok(G& g) { if (g.hasnc()) return *g.mo(); return 0; }
int g14_ok(G& g) { g.set(3); return *g.o(); }
int g15_bad(G& g) { g.set(3); g.clr(); return *g.o(); } // B
int g16_ok(G& g) { g.need(); return *g.o(); }
int g17_ok(G& g) { if (g.copy()) return *g.o(); return 0; }
int g18_bad(G& g, G& h) { if (g.has()) return *h.o(); return 0; } // B
int g19_ok(G& g) { if (!g.has()) g.set(1); return *g.mo(); }
int g20_ok(const std::vector<G>& v) { for (auto& g : v) if (g.has()) use(*g.o()); return 0; }
int g21_ok(const std::vector<G>& v) { for (size_t i = 0; i < v.size(); ++i) if (v[i].has()) use(*v[i].o()); return 0; }
int g22_ok(const std::vector<G>& v) { for (size_t i = 0; i < v.size(); ++i) if (v.at(i).has()) use(*v.at(i).o()); return 0; }
OI freef(int); const OI& freer(const In&);
int g23_ok(In& i) { if (freer(i)) return *freer(i); return 0; }
int g24_bad() { if (freef(3)) return *freef(4); return 0; } // B
struct Sing { static Sing& get(); OI o; const OI& v() const; };
int g25_ok() { if (Sing::get().o) return *Sing::get().o; return 0; }
int g26_ok() { if (Sing::get().v()) return *Sing::get().v(); return 0; }
Sing& inst() { static Sing s; return s; }
int g27_ok() { if (inst().o) return *inst().o; return 0; }

// globals
OI gl; static OI sgl; namespace { OI agl; } thread_local OI tl_; inline const OI cgl = make();
int gl1_ok() { if (gl) return *gl; return 0; }
int gl2_bad() { if (!gl) return 0; opaque(); return *gl; } // B
int gl3_bad() { return *gl; } // B
int gl4_ok() { static OI s; if (!s) s = 3; return *s; }
int gl5_bad() { static OI s; if (coin()) s = 3; return *s; } // B
int gl6_ok() { if (!cgl) return 0; opaque(); return *cgl; }
int gl7_ok() { const OI l = make(); if (!l) return 0; opaque(); return *l; }
int gl8_ok() { OI l = make(); if (!l) return 0; opaque(); return *l; }
struct St { static OI so; static const OI cso; int a(); int b(); };
int St::a() { if (so) return *so; return 0; }
int St::b() { return *so; } // B

// out parameters
int o1_bad(OI o) { if (!o) return 0; fill(o); return *o; } // B
int o2_bad(OI o) { if (!o) return 0; fillp(&o); return *o; } // B
int o3_ok(OI o) { if (!o) return 0; look(o); return *o; }
int o4_ok(OI o) { if (!o) return 0; lookp(&o); return *o; }
int o5_bad(OI o) { if (!o) return 0; take(std::move(o)); return *o; } // B
int o6_ok(OI o) { if (!o) return 0; sink(std::move(o)); return 0; }
int o7_bad(In& i) { if (!i.o) return 0; i.touch(); return *i.o; } // B
void fillin(In&);
int o8_bad(In& i) { if (!i.o) return 0; fillin(i); return *i.o; } // B
static void fillv(OI& o) { o = 3; } static void fillm(OI& o) { if (coin()) o = 3; } static void clrv(OI& o) { o = std::nullopt; }
int o9_ok() { OI o; fillv(o); return *o; }
int o10_bad() { OI o; fillm(o); return *o; } // B
int o11_bad(OI o) { if (!o) return 0; clrv(o); return *o; } // B
static bool tryfill(OI& o) { if (coin()) { o = 3; return true; } return false; }
int o12_ok() { OI o; if (tryfill(o)) return *o; return 0; }
int o13_ok() { OI o; if (!tryfill(o)) return 0; return *o; }
int o14_bad() { OI o; tryfill(o); return *o; } // B
static bool tryfillp(OI* o) { if (!o) return false; *o = 3; return true; }
int o15_ok() { OI o; if (tryfillp(&o)) return *o; return 0; }
static int geti(OI& o) { if (!o) return -1; return 0; }
int o16_ok(OI o) { if (geti(o) != 0) return 1; return *o; }
int o17_ok(OI o) { if (geti(o) < 0) return 1; return *o; }
int o18_ok(OI o) { int rc = geti(o); if (rc) return rc; return *o; }
enum class Rc { Ok, Bad };
static Rc getrc(OI& o) { if (coin()) return Rc::Bad; o = 3; return Rc::Ok; }
int o19_ok() { OI o; if (getrc(o) != Rc::Ok) return 1; return *o; }
int o20_bad() { OI o; if (getrc(o) == Rc::Ok) return 1; return *o; } // B

// helpers
static bool pred(const OI& o) { return o.has_value(); }
static bool predn(const OI& o) { return !o; }
static bool pred2(const OI& a, const OI& b) { if (!a) return false; if (!b) return false; return *a < *b; }
static bool pos(const OI& o) { return o && *o > 0; }
int h1_ok(OI o) { if (pred(o)) return *o; return 0; }
int h2_ok(OI o) { if (predn(o)) return 0; return *o; }
int h3_bad(OI o) { if (!predn(o)) return 0; return *o; } // B
int h4_ok(OI a, OI b) { if (pred2(a, b)) return *a + *b; return 0; }
int h5_bad(OI a, OI b) { if (!pred2(a, b)) return *a + *b; return 0; } // B
int h6_ok(OI a) { if (!pos(a)) return 0; return *a; }
int h7_bad(OI a) { if (pos(a)) return 0; return *a; } // B
template <class T> bool has(const std::optional<T>& o) { return o.has_value(); }
int h8_ok(OI a) { if (has(a)) return *a; return 0; }
static int& need(OI& o) { if (!o) throw 1; return *o; }
int h9_ok(OI a) { need(a); return *a; }
static OI eng() { return 3; } static OI noteng() { return std::nullopt; } static OI may() { if (coin()) return 3; return {}; }
int h10_ok() { return *eng(); }
int h11_bad() { return *noteng(); } // B
int h12_bad() { return *may(); } // B
static OI ident(OI o) { return o; }
int h13_ok(OI o) { if (!o) return 0; return *ident(o); }
int h14_bad(OI o) { return *ident(o); } // B
static OI firstOf(OI a, OI b) { if (a) return a; return b; }
int h15_ok(OI a) { return *firstOf(a, 3); }
int h16_bad(OI a, OI b) { return *firstOf(a, b); } // B
static int req(const OI& o) { return *o; }
static int reqp(const OI* o) { return o->value(); }
static int reqv(OI o) { return *o + 1; }
int h17_bad(OI o) { return req(o); } // B
int h18_ok(OI o) { if (!o) return 0; return req(o); }
int h19_bad(OI o) { return reqp(&o); } // B
int h20_bad() { return reqv(make()); } // B
int h21_bad() { return reqv(std::nullopt); } // B
int h22_ok() { return reqv(3); }
int h23_ok(OI o) { return o ? reqv(o) : 0; }
int extreq(const OI& o) { return *o; } // B
struct Cl { OI o; private: int helper() { return *o; } public: int pub_ok() { if (o) return helper(); return 0; } int pub_bad(); };
int Cl::pub_bad() { return helper(); } // B
static void chk(bool c, const char* m) { if (!c) throw std::string(m); }
int h24_ok(OI o) { chk(o.has_value(), "x"); return *o; }
int h25_ok(OI o) { chk(!!o, "x"); return *o; }
int h26_bad(OI o) { chk(!o, "x"); return *o; } // B
#define CHECK_(c) do { if (!(c)) opaqueabort(#c); } while (0)
[[noreturn]] void opaqueabort(const char*);
int h27_ok(OI o) { CHECK_(o); return *o; }
int h28_ok(OI o, OI p) { CHECK_(o && p); return *o + *p; }
#define ENSURE(c) (static_cast<bool>(c) ? void(0) : opaqueabort(#c))
int h29_ok(OI o) { ENSURE(o.has_value()); return *o; }
#define RET_IF_EMPTY(o) if (!(o)) return 0
int h30_ok(OI o) { RET_IF_EMPTY(o); return *o; }
#define UNWRAP(o) ({ auto&& t__ = (o); if (!t__) return 0; *t__; })
int h31_ok(OI o) { return UNWRAP(o); }
#define GET(o) (*(o))
int h32_bad(OI o) { return GET(o); } // B
template <class F> auto withLock(F f) { std::mutex m; std::lock_guard<std::mutex> g(m); return f(); }
int h33_ok(OI o) { if (!o) return 0; return withLock([&] { return *o; }); }
int h34_ok(OI& o) { std::mutex m; std::lock_guard<std::mutex> g(m); if (!o) return 0; return *o; }
// member init, default args, default member init
struct MI { int x; int y; MI(OI o) : x(*o), y(o ? *o : 0) {} }; // B
struct MI2 { int x; MI2(OI o) : x(o ? *o : 0) {} };
struct MI3 { OI o = 3; int x = *o; MI3() {} };
struct MI4 { OI o; int x = *o; MI4() {} }; // B
struct MI5 { OI o; int x; MI5(OI p) : o(p), x(0) { if (!p) throw 1; x = *o; } };
void da1(int x = *make()); // B
void da2(OI o, int x = 0) { use(*o); } // B
void da3(OI o = 3) { if (o) use(*o); }
int da4_bad() { static int x = *make(); return x; } // B
int glob_init = *make(); // B
int arr_init[] = {1, *make()}; // B
struct RetI { int a, b; };
RetI da5_bad(OI o) { return {1, *o}; } // B
RetI da6_bad(OI o) { return RetI{.a = 1, .b = *o}; } // B
std::string da7_bad(OS o) { return "x" + *o; } // B
bool da8_bad(OS o) { return o->empty(); } // B
int da9_bad(OI o) { int a[] = {*o, 2}; return a[0]; } // B
int da10_bad(OI o) { return sizeof(*o) + *o; } // B
int da11_ok(OI o) { return sizeof(*o); }
int da12_ok(OI o) { decltype(*o) x = glob_init; return x; }
int da13_ok(OI o) { return noexcept(*o); }
void da14_bad(OI o) { *o = 3; } // B
void da15_bad(OI o) { (*o)++; } // B
int* da16_bad(OI& o) { return &*o; } // B
int* da17_bad(OI& o) { return std::addressof(o.value()); } // B
int da18_bad(OI o) { throw *o; } // B
void da19_bad(OI* o) { delete o; new int(**o); } // B
int da20_bad(OI o) { switch (*o) { case 1: return 0; } return 1; } // B
int da21_bad(OI o) { while (*o > 3) log("x"); return 1; } // B

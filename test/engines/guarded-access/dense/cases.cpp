// flags: -std=c++17
// one line each: cases that are calls, searches that end before the end, choices in templates
#include <optional>
#include <string>
#include <algorithm>
#include <iterator>
#include <vector>
using OI = std::optional<int>;
enum class K : unsigned char { invalid = 0, a = 1, b = 2 };
struct A { template <class T> A(const T& t); A(const A&); static constexpr K id() { return K::a; } K get() const; };
struct P { int x; unsigned short y; };
std::optional<A> made(); bool coin();
int s1_ok() { auto o = made(); switch (o ? o->get() : K::invalid) { case K::a: return sizeof(*o); default: return 0; } }
int s2_ok() { auto o = made(); switch (o ? o->get() : K::invalid) { case A::id(): return (void)*o, 1; default: return 0; } }
int s3_bad() { auto o = made(); switch (o ? o->get() : K::a) { case K::a: return (void)*o, 1; default: return 0; } } // B
int u1_ok(unsigned n) { static const unsigned t[] = {1, 2, 3}; auto p = std::upper_bound(std::begin(t), std::end(t) - 1, n); return *p; }
int u2_bad(unsigned n) { static const unsigned t[] = {1, 2, 3}; auto p = std::upper_bound(std::begin(t), std::end(t), n); return *p; } // B
int u3_ok(std::vector<int>& v, int n) { auto p = std::lower_bound(v.begin(), v.end() - 1, n); return *p; }
int u4_ok(std::vector<int>& v, int n) { auto p = std::lower_bound(v.begin(), std::prev(v.end()), n); return *p; }
int u5_bad(std::vector<int>& v, int n) { auto p = std::lower_bound(v.begin() + 1, v.end(), n); return *p; } // B
int r1_ok(std::optional<A> o) { if (!o) { o = (coin() ? A{P{1, 2}} : A{3}); } return (void)*o, 1; }
int r2_ok(std::optional<A> o) { if (!o) { o = A{3}; } return (void)*o, 1; }
int r3_ok(std::optional<A> o) { if (!o) { o = coin() ? A(P{1, 2}) : A(3); } return (void)*o, 1; }
struct P6 { int x; }; struct P4 { int x; };
struct AA { template <class T> AA(const T& t); AA(const AA&); AA(); };
bool tell(const AA&);
template <class H> struct Conn { H h; std::optional<AA> kept;
  bool t1_ok(std::optional<AA> o) { if (!o) { auto e = h.next(); o = (e.six() ? AA{P6{1}} : AA{P4{e.n()}}); } return tell(*o); }
  bool t2_ok(std::optional<AA> o) { if (!o) { o = AA{P4{h.n()}}; } return tell(*o); }
  bool t3_bad(std::optional<AA> o) { if (!o) { h.n(); } return tell(*o); } // B
  bool t4_ok(std::optional<int> o) { if (!o) { o = h.n() ? 1 : 2; } return *o; }
  bool t5_ok(std::optional<AA> o) { if (!o) o.emplace(h.n()); return tell(*o); } // FP: a member that is not resolved yet, by its name alone
};

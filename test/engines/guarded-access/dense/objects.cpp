// flags: -std=c++20
// objects with optional members: requests, results, states, callbacks
#include <optional>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>
#include <variant>
#include <chrono>
#include <system_error>
#include <atomic>
#include <algorithm>
using OI = std::optional<int>; int use(int); bool coin(); void later(std::function<void()>); void log(const char*); OI make();
// callbacks
void a5_ok(OI o) { if (!o) return; later([o = std::move(o)] { use(*o); }); }
void a6_ok(OI o) { if (!o) return; later([&o] { use(*o); }); }
void a7_bad(OI o) { later([o] { if (coin()) use(*o); }); } // B
void a8_ok(std::function<void(std::error_code, OI)> f) { f({}, 3); }
void run(std::function<void(std::error_code, OI)> f);
void a9_ok() { run([](std::error_code ec, OI o) { if (ec || !o) return; use(*o); }); }
void a10_bad() { run([](std::error_code ec, OI o) { if (ec) return; use(*o); }); } // B
// requests with optional fields
struct Req { OI a, b; std::optional<std::string> name; std::vector<OI> list; std::map<std::string, OI> m; std::variant<int, std::string> v; };
int b1_ok(const Req& r) { int n = 0; if (r.a.has_value()) n += r.a.value(); if (r.b && r.b.value() > 3) n += *r.b; return n; }
int b2_ok(Req r) { if (!r.a) r.a = 3; if (!r.b) r.b = r.a; return *r.a + *r.b; }
int b3_bad(Req r) { if (!r.a) r.a = r.b; return *r.a; } // B
int b4_ok(const Req& r) { return (r.a ? *r.a : 0) + (r.b.has_value() ? r.b.value() : 1); }
int b5_ok(const Req& r) { if (auto it = r.m.find("x"); it != r.m.end() && it->second.has_value()) return it->second.value(); return 0; }
int b6_bad(const Req& r) { if (auto it = r.m.find("x"); it != r.m.end()) return it->second.value(); return 0; } // B
int b7_ok(const Req& r) { for (const auto& [k, o] : r.m) if (o.has_value()) use(o.value()); return 0; }
int b8_ok(const Req& r) { if (!r.name.has_value() || r.name->empty()) return 0; return (int)r.name->size(); }
int b9_ok(const std::shared_ptr<Req>& r) { if (r->a) { log("x"); return *r->a; } return 0; }
struct Holder { std::shared_ptr<Req> r; Req q; int f_ok() { if (r->a && q.b) { log("x"); return *r->a + *q.b; } return 0; } 
  int g_ok() { const auto& a = q.a; if (!a) return 0; log("x"); return *a + *q.a; }
  int h_bad() { if (!q.a) return 0; step(); return *q.a; } // B
  void step() { q.a.reset(); } };
// timeouts and defaults
std::chrono::milliseconds c1_ok(std::optional<std::chrono::milliseconds> t) { return t.has_value() ? t.value() : std::chrono::milliseconds(75); }
int c2_ok(OI a) { return a.value_or(3); }
int c3_ok(OI a, OI b) { auto x = a ? a : b; return x ? *x : 0; }
int c4_ok(OI a, OI b) { if (!(a || b)) return 0; return a ? *a : *b; }
int c5_ok(OI a, OI b) { if (a.has_value() != b.has_value()) return 0; if (!a.has_value()) return 1; return *b; }
int c6_ok(const std::vector<Req>& rs) { auto it = std::find_if(rs.begin(), rs.end(), [](const Req& r) { return r.a.has_value(); }); if (it == rs.end()) return 0; return *it->a; }
int c7_ok(std::vector<Req> rs) { std::sort(rs.begin(), rs.end(), [](const Req& x, const Req& y) { return x.a && y.a && *x.a < *y.a; }); return 0; }
int c8_bad(std::vector<Req> rs) { std::sort(rs.begin(), rs.end(), [](const Req& x, const Req& y) { return x.a && *x.a < *y.a; }); return 0; } // B
// out-parameter and error code pairs
std::pair<std::error_code, OI> pe(); 
int d1_ok() { auto [ec, o] = pe(); if (ec || !o) return 0; return *o; }
static std::pair<std::error_code, OI> pe2() { if (coin()) return {std::make_error_code(std::errc::invalid_argument), {}}; return {{}, 3}; }
int d2_ok() { auto [ec, o] = pe2(); if (ec) return 0; return *o; }
struct Res { bool ok = false; OI v; };
static Res rs() { Res r; if (coin()) { r.ok = true; r.v = 3; } return r; }
int d3_ok() { auto r = rs(); if (!r.ok) return 0; return *r.v; }
int d4_bad() { auto r = rs(); if (r.ok) return 0; return *r.v; } // B
static Res rs2() { if (coin()) return {true, 3}; return {}; }
int d5_ok() { auto r = rs2(); if (!r.ok) return 0; return *r.v; }
static Res rs3() { if (coin()) return Res{.ok = true, .v = 3}; return Res{}; }
int d6_ok() { auto r = rs3(); return r.ok ? *r.v : 0; }
// classes with state
class P1 { OI tok_; enum class St { Off, On } st_ = St::Off; public: void on(int i) { tok_ = i; st_ = St::On; } void off() { st_ = St::Off; tok_.reset(); } int get_ok() { if (st_ == St::On) return *tok_; return 0; } };
class P2 { OI tok_; enum class St { Off, On } st_ = St::Off; public: void on(int i) { tok_ = i; st_ = St::On; } void off() { tok_.reset(); } int get_bad() { if (st_ == St::On) return *tok_; return 0; } }; // B
class P3 { std::map<int, OI> m_; public: void add(int k) { m_[k] = 3; } int get(int k) { auto it = m_.find(k); if (it == m_.end()) return 0; return *it->second; } }; // FP: all that is ever put into the map has a value
class P4 { std::vector<OI> v_; public: void add(int k) { v_.push_back(k); } int sum_ok() { int s = 0; for (auto& o : v_) s += *o; return s; } }; // FP: all that is ever put into the list has a value
class P5 { std::unique_ptr<Req> r_ = std::make_unique<Req>(); public: int f_ok() { if (r_->a) return *r_->a; return 0; } };
class P6 { OI a_; bool has() const { return a_.has_value(); } bool usable() const { return has() && *a_ > 0; } public: int f_ok() { return usable() ? *a_ : 0; } int g_ok() const { if (!usable()) return 0; return a_.value(); } };
class P7 { std::atomic<bool> ready_{false}; OI a_; public: void set(int i) { a_ = i; ready_ = true; } int f_ok() { if (!ready_) return 0; return *a_; } int g_ok() { if (!ready_.load()) return 0; return *a_; } }; // FP: an atomic flag
class P8 { OI a_; public: explicit P8(int x) { a_.emplace(x); } P8(const P8&) = default; int f_ok() const { return *a_; } };
class P9 { OI a_; void init() { if (coin()) a_ = 3; else a_ = 4; } public: P9() { init(); } int f_ok() const { return a_.value(); } };
template <class T> class P10 { std::optional<T> a_; public: explicit P10(T x) : a_(x) {} T f_ok() const { return *a_; } }; int p10() { return P10<int>(3).f_ok(); } // FP: a class template's invariant
struct P11 { const OI a; explicit P11(int x) : a(x) {} int f_ok() const { return *a; } };
struct P12 { OI a; bool parse() { a = make(); if (!a) return false; return check(); } bool check() { return *a > 3; } };  // FP: what anybody may call, and only one unit is given
class Q1 { OI a_; int helper() { return *a_; } public: int f_ok() { if (!a_) return 0; return helper(); } int g_ok() { a_ = 3; return helper(); } };
class Q2 { OI a_; int helper() { return *a_; } public: int f() { if (!a_) return 0; return helper(); } int g_bad() { return helper(); } }; // B

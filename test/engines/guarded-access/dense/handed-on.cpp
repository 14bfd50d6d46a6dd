// flags: -std=c++20
// what is logged, moved from or set by a method of the getter's name; results that say whether they carry a value
#include <optional>
#include <string>
#include <variant>
#include <utility>
using OI = std::optional<int>; 
template <class... A> void logf(const char*, A&&... a); template <class T> void one(T&& t);
template <class... A> void logs(const char* f, A&&... a) { logf(f, std::forward<A>(a)...); }
struct R { OI o; };
int a1_ok(OI o) { if (!o) return 0; logf("x", o); return *o; }
int a2_ok(OI o) { if (!o) return 0; logs("x", o); return *o; }
int a3_ok(R o) { if (!o.o) return 0; logs("x", o); return *o.o; }
int a4_ok(std::optional<R> r) { if (!r || !r->o) return 0; logs("x", *r); return *r->o; }
struct S { std::variant<int, std::string> v; S(std::variant<int, std::string> x) : v(std::move(x)) { if (std::holds_alternative<int>(v)) n = std::get<int>(x); } int n = 0; };
struct Q { std::string q; };
class Req { OI q_; public: auto q() const -> const OI&; auto q(int x) -> Req&; };
int a5_ok(Req r) { if (!r.q().has_value()) r.q(3); return *r.q(); }
int a6_bad(Req r) { if (!r.q().has_value()) r.q(); return *r.q(); } // B
enum class Code { Fine, Broken, Late };
struct Result2 { Code error; std::optional<std::string> text; std::optional<int> event; };
static Result2 d1(int key) { if (key == 3) return {Code::Broken, "none", std::nullopt}; return {Code::Fine, std::nullopt, key}; }
static Result2 d2(int key) { if (key == 3) return {Code::Broken, std::nullopt, std::nullopt}; return {Code::Fine, std::nullopt, key}; }
struct R2 { Code error; std::optional<int> event; };
static R2 d3(int key) { if (key == 3) return {Code::Broken, std::nullopt}; return {Code::Fine, key}; }
static R2 d4(int key) { if (key == 3) return {Code::Broken, std::nullopt}; if (key == 4) return {Code::Late, std::nullopt};  return {Code::Fine, key}; }
int h1_ok(int key) { auto r = d1(key); if (r.error == Code::Fine) return *r.event; return 0; }
int h2_ok(int key) { auto r = d2(key); if (r.error == Code::Fine) return *r.event; return 0; }
int h3_ok(int key) { auto r = d3(key); if (r.error == Code::Fine) return *r.event; return 0; }
int h4_ok(int key) { auto r = d4(key); if (r.error == Code::Fine) return *r.event; return 0; }
template <class F, class... A> void invokeWith(F f, A&&... a);
template <class... A> void resetAll(A&&... a) { (a.reset(), ...); }
template <class... A> void scanInto(const char* f, A&... a);
void wipe(OI& o);
int b1_bad(OI o) { if (!o) return 0; invokeWith(wipe, o); return *o; } // B
int b2_bad(OI o) { if (!o) return 0; resetAll(o); return *o; } // B
int b3_bad(OI o) { if (!o) return 0; scanInto("x", o); return *o; } // B
int b4_bad(OI o) { if (!o) return 0; logf("x", std::move(o)); return *o; } // B
int b5_bad(OI o) { if (!o) return 0; one(o); return *o; } // B
int b6_ok(std::variant<int, std::string> a) { auto b = a; if (std::holds_alternative<int>(b)) return std::get<int>(a); return 0; }
int b7_bad(std::variant<int, std::string> a) { auto b = a; a = "x"; if (std::holds_alternative<int>(b)) return std::get<int>(a); return 0; } // B
int b8_bad(int k) { auto r = d1(k); if (r.error == Code::Broken) return *r.event; return 0; } // B

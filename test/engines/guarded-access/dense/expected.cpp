// flags: -std=c++23 -stdlib=libc++
#include <expected>
#include <optional>
#include <string>
#include <system_error>
#include <vector>
#include <utility>
#include <variant>
bool coin(); int use(int); void log(const char*); void handle(std::string);
using EI = std::expected<int, std::string>; EI em(); using EV = std::expected<void, std::string>; EV ev();
int e1_ok(EI e) { if (e) return *e; return 0; }
int e2_bad(EI e) { return *e; } // B
int e3_bad(EI e) { return e.value(); } // B
int e4_ok(EI e) { if (!e) { handle(e.error()); return 0; } return e.value(); }
int e5_bad(EI e) { handle(e.error()); return 0; } // B
int e6_bad(EI e) { if (e) handle(e.error()); return 0; } // B
int e7_ok(EI e) { if (!e.has_value()) handle(e.error()); return 0; }
int e8_ok() { EI e; return *e; }
int e9_ok() { EI e = 3; return *e; }
int e10_bad() { EI e = std::unexpected("x"); return *e; } // B
int e11_bad() { EI e(std::unexpect, "x"); return *e; } // B
int e12_ok() { EI e(std::unexpect, "x"); handle(e.error()); return 0; }
int e13_bad() { EI e = 3; handle(e.error()); return 0; } // B
int e14_ok(EI e) { if (e == 3) return *e; return 0; }
int e15_ok(EI e) { if (e == std::unexpected(std::string("x"))) { handle(e.error()); return 0; } return 0; }
int e16_bad(EI e) { if (e == std::unexpected(std::string("x"))) return *e; return 0; } // B
int e17_ok(EI e) { return e.value_or(0); }
int e18_ok(EI e) { return e.error_or("").size(); }
int e19_ok(EI e) { if (e.error_or("").empty()) return 0; return 0; }
int e20_bad(EI e) { return *e.transform([](int x) { return x; }); } // B
int e21_ok(EI e) { if (!e) return 0; return *e.transform([](int x) { return x; }); }
int e22_ok(EI e) { if (!e) return 0; return *e.transform_error([](std::string x) { return x; }); }
EI e23_ok(EI e) { if (!e) return std::unexpected(e.error()); return *e + 1; }
EI e24_ok() { auto e = em(); if (!e) return e; return *e + 1; }
void e25_bad(EV v) { v.value(); } // B
void e26_bad(EV v) { *v; } // B
void e27_ok(EV v) { if (!v) handle(v.error()); }
void e28_bad(EV v) { handle(v.error()); } // B
EV e29_ok(EI e) { if (auto r = ev(); !r) return std::unexpected(r.error()); return {}; }
int e30_ok(EI e) { e = 3; return *e; }
int e31_bad(EI e) { e = std::unexpected("x"); return *e; } // B
int e32_ok(EI e) { e.emplace(3); return *e; }
int e33_ok(EI a, EI b) { if (!b) return 0; a.swap(b); return *a; }
int e34_ok(EI a, EI b) { if (!b) return 0; std::swap(a, b); return *a; }
int e35_bad(EI a, EI b) { if (!b) return 0; swap(a, b); return *b; } // B
int e36_ok(EI e) { try { return e.value(); } catch (const std::bad_expected_access<std::string>&) { return 0; } }
int e37_ok(EI e) { try { return e.value(); } catch (const std::bad_expected_access<void>&) { return 0; } }
int e38_ok(EI e) { try { return e.value(); } catch (const std::exception&) { return 0; } }
int e39_bad(EI e) { try { return e.value(); } catch (const std::bad_expected_access<int>&) { return 0; } } // B
int e40_bad(EI e) { try { return *e; } catch (...) { return 0; } } // B
int e41_ok(std::expected<std::optional<int>, int> e) { if (e && *e) return **e; return 0; }
int e42_bad(std::expected<std::optional<int>, int> e) { if (e) return **e; return 0; } // B
int e43_ok(std::optional<EI> o) { if (o && *o) return **o; return 0; }
int e44_bad(std::optional<EI> o) { if (o) return **o; return 0; } // B
int e45_ok(std::vector<EI>& v) { int s = 0; for (auto& e : v) if (e) s += *e; else handle(e.error()); return s; }
int e46_bad(std::vector<EI>& v) { int s = 0; for (auto& e : v) if (e) s += *e; else s += *e; return s; } // B
#define TRY(x) ({ auto&& t_ = (x); if (!t_) return std::unexpected(std::move(t_).error()); *std::move(t_); })
EI e47_ok() { int a = TRY(em()); return a; }
EI e48_ok() { return em().and_then([](int x) -> EI { return x + 1; }); }
int e49_bad() { return em().and_then([](int x) -> EI { return x + 1; }).value(); } // B
int e50_bad() { return *em().or_else([](std::string) -> EI { return std::unexpected("y"); }); } // B
int e51_ok() { return *em().or_else([](std::string) -> EI { return 3; }); }
struct X { EI e; EI& get() { return e; } const EI& cget() const { return e; } };
int e52_ok(X& x) { if (x.get()) return *x.get(); return 0; }
int e53_ok(const X& x) { if (x.cget()) return *x.cget(); else handle(x.cget().error()); return 0; }
int e54_bad(EI a, EI b) { if (a || b) return *a; return 0; } // B
int e55_ok(EI a) { std::string err; if (!a) err = a.error(); if (err.size()) return 0; return 1; }
int e56_ok(EI a) { auto b = a; if (!b) return 0; return *a; }
int e57_bad(std::optional<int> o) { return *o; } // B
int e58_bad(std::variant<int, std::string> v) { return std::get<int>(v); } // B
int e59_ok(std::variant<int, std::string> v) { if (std::holds_alternative<int>(v)) return std::get<int>(v); return 0; }
int e60_ok(EI a) { if (a.has_value() && *a > 3) return 1; else if (!a) { handle(a.error()); return 0; } return *a; }

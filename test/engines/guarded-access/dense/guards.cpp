// flags: -std=c++23
// one line each: switch, goto, structured bindings, comma, assume, conditions that hang together across loops
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
#include <stdexcept>
#include <cstdlib>
#include <cassert>
using OI = std::optional<int>;
using OS = std::optional<std::string>;
bool coin(); int use(int); OI make(); void sink(OI); void log(const char*); OS text(); void touch(OI&);
enum class Mode { Off, Fast, Slow };
// switch forms
int s1_ok(OI o) { switch (o.has_value()) { case true: return *o; default: return 0; } }
int s2_bad(OI o) { switch (o.has_value()) { case false: return *o; default: return 0; } } // B
int s3_ok(OI o, Mode m) { OI p; switch (m) { case Mode::Fast: p = 1; break; case Mode::Slow: p = 2; break; default: return 0; } return *p; }
int s4_bad(OI o, Mode m) { OI p; switch (m) { case Mode::Fast: p = 1; break; case Mode::Slow: break; default: return 0; } return *p; } // B
int s5_ok(Mode m) { OI p; if (m == Mode::Fast) p = 3; switch (m) { case Mode::Fast: return *p; case Mode::Off: case Mode::Slow: return 1; } return 0; }
int s6_bad(Mode m) { OI p; if (m == Mode::Fast) p = 3; switch (m) { case Mode::Slow: return *p; default: return 1; } return 0; } // B
int s7_ok(OI o) { int k = o ? 1 : 0; switch (k) { case 1: return *o; } return 0; }
int s8_bad(OI o) { int k = o ? 1 : 0; switch (k) { case 1: return 1; } return *o; } // B
int s9_ok(OI o) { switch (int k = o.value_or(-1); k) { case -1: return 0; default: return *o; } }
int s10_ok(OI a, OI b) { switch ((a ? 1 : 0) | (b ? 2 : 0)) { case 3: return *a + *b; case 1: return *a; case 2: return *b; default: return 0; } }
int s11_bad(OI a, OI b) { switch ((a ? 1 : 0) | (b ? 2 : 0)) { case 1: return *b; default: return 0; } } // B
int s12_ok(OI a, OI b) { switch (a.has_value() + b.has_value()) { case 2: return *a + *b; default: return 0; } }
// goto
int g1_ok(OI o) { if (!o) goto out; return *o; out: return 0; }
int g2_bad(OI o) { if (o) goto out; return *o; out: return 0; } // B
int g3_ok() { OI o; retry: o = make(); if (!o) goto retry; return *o; }
int g4_bad() { OI o; int n = 0; retry: o = make(); if (!o && n++ < 3) goto retry; return *o; } // B
int g5_ok(OI o) { int rc = -1; if (!o) goto end; rc = 0; end: if (rc == 0) return *o; return 1; }
int g6_bad(OI o) { int rc = -1; if (!o) goto end; rc = 0; end: if (rc != 0) return *o; return 1; } // B
// structured bindings
std::pair<OI, bool> pr(); std::tuple<OI, OI> tp();
int sb1_ok() { auto [o, ok] = pr(); return o ? *o : 0; }
int sb2_bad() { auto [o, ok] = pr(); return *o; } // B
int sb3_ok() { if (auto [a, b] = tp(); a && b) return *a + *b; return 0; }
int sb4_bad() { if (auto [a, b] = tp(); a || b) return *a; return 0; } // B
int sb5_ok(std::map<int, OI>& m) { int s = 0; for (auto& [k, v] : m) { if (!v) continue; s += *v; } return s; }
int sb6_bad(std::map<int, OI>& m) { int s = 0; for (auto& [k, v] : m) { if (v) continue; s += *v; } return s; } // B
struct Two { OI a; OI b; }; Two two();
int sb7_ok() { auto [a, b] = two(); if (!a) return 0; return *a; }
int sb8_bad() { auto [a, b] = two(); if (!a) return 0; return *b; } // B
int sb9_ok(Two t) { auto& [a, b] = t; if (!t.a) return 0; return *a; }
int sb10_bad(Two t) { auto& [a, b] = t; if (!t.a) return 0; t.a.reset(); return *a; } // B
// comma, assume, unreachable
int c1_ok(OI o) { if (log("x"), o) return *o; return 0; }
int c2_bad(OI o) { if (o, coin()) return *o; return 0; } // B
int c3_ok(OI o) { [[assume(o.has_value())]]; return *o; }
int c4_ok(OI o) { if (!o) std::unreachable(); return *o; }
int c5_bad(OI o) { if (o) std::unreachable(); return *o; } // B
int c6_ok(OI o) { return (o = 3, *o); }
int c7_ok(OI o) { return !o ? throw std::runtime_error("x") : *o; }
int c8_bad(OI o) { return o ? throw std::runtime_error("x") : *o; } // B
// correlated enumerations and integers in nested loops
int n1_ok(std::vector<int> v, std::vector<int> w) { OI best; int n = 0; for (int x : v) for (int y : w) if (x == y) { best = x; ++n; } if (n > 0) return *best; return 0; }
int n2_bad(std::vector<int> v, std::vector<int> w) { OI best; int n = 0; for (int x : v) for (int y : w) { if (x == y) best = x; ++n; } if (n > 0) return *best; return 0; } // B
int n3_ok(std::vector<OI> v) { bool all = true; for (auto& o : v) if (!o) { all = false; break; } int s = 0; if (all) for (auto& o : v) s += *o; return s; }
int n4_bad(std::vector<OI> v) { bool any = false; for (auto& o : v) if (o) { any = true; break; } int s = 0; if (any) for (auto& o : v) s += *o; return s; } // B
int n5_ok() { Mode m = Mode::Off; OI o; for (int i = 0; i < 9; ++i) { if (m == Mode::Off) { o = make(); if (!o) continue; m = Mode::Fast; } else { use(*o); if (coin()) { o.reset(); m = Mode::Off; } } } return 0; }
int n6_bad() { Mode m = Mode::Off; OI o; for (int i = 0; i < 9; ++i) { if (m == Mode::Off) { o = make(); m = Mode::Fast; } else { use(*o); } } return 0; } // B
int n7_ok() { OI o; bool have = false; while (coin()) { if (!have) { o = 1; have = true; } else { use(*o); o.reset(); have = false; } } return have ? *o : 0; }
int n8_bad() { OI o; bool have = false; while (coin()) { if (!have) { o = 1; have = true; } else { use(*o); o.reset(); } } return 0; } // B
int n9_ok(std::vector<int> v) { OI m; for (size_t i = 0; i < v.size(); ++i) if (!m || v[i] > *m) m = v[i]; return m.value_or(0); }
int n10_bad(std::vector<int> v) { OI m; for (size_t i = 0; i < v.size(); ++i) if (m || v[i] > *m) m = v[i]; return 0; } // B
int n11_ok(std::vector<int> v) { OI m; for (size_t i = 0; i < v.size(); ++i) if (i == 0 || v[i] > *m) m = v[i]; return 0; }
int n12_ok(std::vector<int> v) { OI m; bool first = true; for (int x : v) { if (first) { m = x; first = false; } else m = *m + x; } return 0; }
int n13_ok(std::vector<int> v) { OI m; for (int x : v) m = x; if (v.empty()) return 0; return *m; }
int n14_bad(std::vector<int> v) { OI m; for (int x : v) if (x) m = x; if (v.empty()) return 0; return *m; } // B
int n15_ok(OI a, OI b) { if (!a && !b) return 0; if (!a) return *b; return *a; }
int n16_bad(OI a, OI b) { if (!a && !b) return 0; if (!a) return *a; return *b; } // B
int n17_ok(OI a, OI b) { if (a.has_value() != b.has_value()) return 0; if (a) return *b; return 0; }
int n18_ok(OI a, OI b) { if (a.has_value() ^ b.has_value()) return 0; return a ? *b : 0; }
int n19_ok(OI a, OI b) { int c = int(a.has_value()) + int(b.has_value()); if (c == 2) return *a + *b; return 0; }
int n20_bad(OI a, OI b) { int c = int(a.has_value()) + int(b.has_value()); if (c == 1) return *a; return 0; } // B
int n21_ok(OI a, OI b) { if (bool ok = a && b) return *a + *b; return 0; }
int n22_ok(OI a) { const auto bad = !a; log("x"); if (bad) return 0; return *a; }
int n23_ok(OI a) { unsigned flags = 0; if (a) flags |= 4; if (flags & 4) return *a; return 0; }
int n24_bad(OI a) { unsigned flags = 2; if (a) flags |= 4; if (flags & 2) return *a; return 0; } // B
int n25_ok(OI a) { const char* err = nullptr; if (!a) err = "none"; if (err) return 0; return *a; }
int n26_bad(OI a) { const char* err = nullptr; if (!a) err = "none"; if (!err) return 0; return *a; } // B
int n27_ok(OI a) { std::string err; if (!a) err = "none"; if (!err.empty()) return 0; return *a; }
int n28_bad(OI a) { std::string err; if (!a) err = "none"; if (err.empty()) return 0; return *a; } // B
int n29_ok(OI a) { std::vector<std::string> errs; if (!a) errs.push_back("none"); if (!errs.empty()) return 0; return *a; }
int n30_ok(OI a, int n) { for (int i = 0; a && i < n; ++i) use(*a); return 0; }
int n31_bad(OI a, int n) { for (int i = 0; i < n; use(*a), ++i) { if (!a) continue; } return 0; } // B
int n32_ok(OI a) { do { if (!a) break; use(*a); } while (coin()); return 0; }
int n33_bad(OI a) { do { if (!a) break; use(*a); a.reset(); } while (*a); return 0; } // B
int n34_ok(OI a) { while (!a) a = make(); return *a; }
int n35_ok(OI a) { for (; !a;) { a = make(); } return *a; }
int n36_bad(OI a) { while (!a) { a = make(); if (coin()) break; } return *a; } // B
int n37_ok(OI a) { try { if (!a) throw 1; } catch (...) { return 0; } return *a; }
int n38_bad(OI a) { try { if (!a) throw 1; } catch (...) { log("x"); } return *a; } // B
int n39_ok(OI a) { try { return a.value(); } catch (const std::bad_optional_access&) { return 0; } }
int n40_bad(OI a) { try { return *a; } catch (const std::bad_optional_access&) { return 0; } } // B

// flags: -std=c++23
// nested optionals, value_or, ternaries, bindings, swap/move/reset
#include <optional>
#include <vector>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <array>
#include <functional>
#include <algorithm>
using OI = std::optional<int>;
using OOI = std::optional<std::optional<int>>;
bool coin(); int use(int); OI make(); OOI make2(); void sink(OI); void log(const char*);
int nest1_bad(OOI o) { if (o) return **o; return 0; } // B
int nest2_ok(OOI o) { if (o && *o) return **o; return 0; }
int nest3_ok(OOI o) { if (o.has_value() && o->has_value()) return **o; return 0; }
int nest4_bad(OOI o) { return **o; } // B
int nest5_ok(OOI o) { if (o) if (auto i = *o) return *i; return 0; }
int nest6_bad(OOI o) { if (o) { auto i = *o; return *i; } return 0; } // B
int nest7_ok(OOI o) { if (o.value_or(std::nullopt)) return **o; return 0; }
int nest8_ok(OOI o) { OI i = o.value_or(OI{}); if (i) return *i; return 0; }
int nest9_bad(OOI o) { if (!o) return 0; auto& i = o.value(); if (!i) log("x"); return i.value(); } // B
int nest10_ok() { OOI o = OI{3}; return **o; }
int nest11_bad() { OOI o = OI{}; return **o; } // B
int nest12_ok() { OOI o{std::in_place, 3}; return **o; }
int nest13_bad() { OOI o{std::in_place}; return **o; } // B
int nest14_ok(OOI o) { if (!o || !*o) return 1; o->emplace(3); return **o; }
int nest15_bad(OOI o) { if (!o || !*o) return 1; o->reset(); return **o; } // B
int nest16_bad(OOI o) { if (!o || !*o) return 1; o.emplace(); return **o; } // B
int nest17_ok(OOI o) { if (o == OOI(OI(3))) return **o; return 0; }
int nest18_ok(OOI o) { if (o && o->value_or(0) > 0) return **o; return 0; }

int vo1_ok(OI o) { if (o.value_or(-1) >= 0) return *o; return 0; }
int vo2_bad(OI o) { if (o.value_or(-1) <= 0) return *o; return 0; } // B
int vo3_ok(std::optional<std::string> o) { if (!o.value_or("").empty()) return o->size(); return 0; }
int vo4_bad(std::optional<std::string> o) { if (o.value_or("").empty()) return o->size(); return 0; } // B
int vo5_ok(std::optional<std::string> o) { if (o.value_or("") != "") return o->size(); return 0; }
int vo6_ok(std::optional<bool> o) { if (o.value_or(false)) return *o; return 0; }
int vo7_bad(std::optional<bool> o) { if (o.value_or(true)) return *o; return 0; } // B
int vo8_ok(std::optional<bool> o) { if (!o.value_or(true)) return *o; return 0; }
int vo9_ok(std::optional<int*> o) { if (o.value_or(nullptr)) return **o; return 0; }
int vo10_ok(OI o) { if (0 < o.value_or(0)) return *o; return 0; }
int vo11_ok(OI o) { switch (o.value_or(0)) { case 1: return *o; case 2: return *o; default: return 0; } }
int vo12_bad(OI o) { switch (o.value_or(0)) { case 0: return *o; default: return 0; } } // B
int vo13_ok(OI o) { int v = o.value_or(-1); if (v == -1) return 0; return *o; }
int vo14_bad(OI o) { int v = o.value_or(-1); if (v != 7) return *o; return 0; } // B

int t1_ok(OI o) { return o ? *o : 0; }
int t2_bad(OI o) { return o ? 0 : *o; } // B
int t3_ok(OI o, bool b) { return b && o ? *o : 0; }
int t4_bad(OI o, bool b) { return b || o ? *o : 0; } // B
int t5_ok(OI o) { return !o ? 0 : *o; }
int t6_ok(OI a, OI b) { const OI& c = a ? a : b; if (!c) return 0; return *c; }
int t7_bad(OI a, OI b) { const OI& c = a ? a : b; return *c; } // B
int t8_ok(OI a) { OI b = 3; const OI& c = a ? a : b; return *c; }
int t9_ok(OI a, OI b) { if (!a && !b) return 0; return a ? *a : *b; }
int t10_bad(OI a, OI b) { return a ? *a : *b; } // B
int t11_ok(OI a, OI b) { return *(a ? a : (b = 3)); }
int t12_ok(OI o) { return (o ? true : false) ? *o : 0; }
int t13_bad(OI o) { return (o ? false : true) ? *o : 0; } // B
int t14_ok(OI o) { bool b = o ? true : false; if (!b) return 0; return *o; }
int t15_ok(OI o) { OI p = o ? o : 1; return *p; }
int t16_bad(OI o) { OI p = coin() ? OI(1) : std::nullopt; return *p; } // B
int t17_ok(bool c) { OI p = c ? OI(1) : std::nullopt; if (c) return *p; return 0; }
int t18_bad(bool c) { OI p = c ? OI(1) : std::nullopt; if (!c) return *p; return 0; } // B

struct S { OI a; OI b; int n; };
S mk();
int b1_ok() { auto [a, b, n] = mk(); if (a) return *a; return n; }
int b2_bad() { auto [a, b, n] = mk(); if (a) return *b; return n; } // B
int b3_ok(S& s) { auto& [a, b, n] = s; if (a && b) return *a + *b; return n; }
int b4_ok(S& s) { auto& [a, b, n] = s; if (s.a) return *a; return n; }
int b5_bad(S& s) { auto& [a, b, n] = s; if (!a) return 0; s.a.reset(); return *a; } // B
int b6_ok(S& s) { auto [a, b, n] = s; if (!a) return 0; s.a.reset(); return *a; }
int b7_ok(std::tuple<OI, int> t) { auto& [o, i] = t; if (o) return *o; return i; }
int b8_bad(std::tuple<OI, int> t) { auto& [o, i] = t; return *o; } // B
int b9_ok(std::map<int, OI>& m) { int s = 0; for (auto& [k, v] : m) if (v) s += *v; return s; }
int b10_bad(std::map<int, OI>& m) { int s = 0; for (auto& [k, v] : m) s += *v; return s; } // B
int b11_ok(std::array<OI, 2> t) { auto& [x, y] = t; if (x && y) return *x + *y; return 0; }
int b12_bad(std::array<OI, 2> t) { auto& [x, y] = t; if (x || y) return *x; return 0; } // B
int b13_ok(std::pair<bool, OI> p) { if (p.second) return *p.second; return 0; }
int b14_ok(std::tuple<OI, int> t) { if (std::get<0>(t)) return *std::get<0>(t); return 0; }
int b15_bad(std::tuple<OI, OI> t) { if (std::get<0>(t)) return *std::get<1>(t); return 0; } // B
std::pair<OI, bool> mkp() { if (coin()) return {OI(3), true}; return {std::nullopt, false}; }
int b16_ok() { auto [o, ok] = mkp(); if (ok) return *o; return 0; }
int b17_bad() { auto [o, ok] = mkp(); if (!ok) return *o; return 0; } // B

int s1_ok(OI a) { OI b = 3; swap(a, b); return *a; }
int s2_bad(OI a) { OI b = 3; swap(a, b); return *b; } // B
int s3_ok(OI a, OI b) { if (!a) return 0; a.swap(b); return *b; }
int s4_bad(OI a, OI b) { if (!a) return 0; a.swap(b); return *a; } // B
int s5_ok(OI a, OI b) { if (!a) return 0; std::swap(a, b); return *b; }
int s6_bad(OI a) { if (!a) return 0; std::exchange(a, std::nullopt); return *a; } // B
int s7_ok(OI a) { if (!a) return 0; OI b = std::exchange(a, std::nullopt); return *b; }
int s8_ok(OI a) { if (!a) return 0; OI b = std::move(a); return *b; }
int s9_ok(OI a) { if (!a) return 0; sink(a); return *a; }
int s10_bad(OI a) { OI b; if (a) b = a; return *b; } // B
int s11_ok(OI a) { OI b; if (a) b = a; else b = 1; return *b; }
int s12_bad(OI a) { if (a) a = {}; return *a; } // B
int s13_ok(OI a) { a = {3}; return *a; }
int s14_bad() { OI a(3); a = OI(); return *a; } // B
int s15_ok() { OI a; a.emplace(); return a.value(); }
int s16_ok() { auto a = std::make_optional(3); return *a; }
int s17_ok() { OI a{std::in_place, 3}; return *a; }
int s18_bad() { OI a{std::nullopt}; return *a; } // B
int s19_bad() { std::optional<int> a = std::nullopt; log(""); return a.value(); } // B
int s20_ok() { std::optional a{3}; return *a; }
int s21_bad(OI o) { if (!o.has_value()) { log("missing"); } return *o; } // B
int s22_bad(OI o) { if (!o) log("x"); else log("y"); return o.value(); } // B
int s23_ok(OI a, OI b) { std::tie(a, b) = std::make_tuple(OI(1), OI(2)); if (a) return *a; return 0; }
int s24_ok(OI o) { auto p = &o; if (*p) return **p; return 0; }
int s25_ok(OI o) { auto p = &o; if (p->has_value()) return *o; return 0; }
int s26_bad(OI o) { auto p = &o; if (!o) return 0; *p = std::nullopt; return *o; } // B
int s27_ok(OI o) { return o.transform([](int x) { return x + 1; }).value_or(0); }
int s28_ok(OI o) { if (!o) return 0; return *o.transform([](int x) { return x + 1; }); }
int s29_bad(OI o) { return *o.transform([](int x) { return x + 1; }); } // B
int s30_bad(OI o) { if (!o) return 0; return *o.and_then([](int x) { return make(); }); } // B
int s31_ok(OI o) { return *o.or_else([]() -> OI { return 3; }); }
int s32_ok(OI o) { if (!o) o.emplace(1); return *o; }
int s33_ok(OI o) { if (!o) o = 1; return *o; }
int s34_ok(OI o) { o = o ? *o + 1 : 1; return *o; }
int s35_ok(OI o) { o = o.value_or(1); return *o; }
int s36_bad(OI o) { o = make(); return *o; } // B
int s37_ok(OI a, OI b) { if (a.has_value() == b.has_value() && b) return *a; return 0; }
int s38_ok(OI a, OI b) { if (a == b && b) return *a; return 0; }
int s39_bad(OI a, OI b) { if (a == b) return *a; return 0; } // B
int s40_ok(OI a, OI b) { if (a.has_value() && a == b) return *b; return 0; }
int s41_ok(OI a) { if (a > 0) return *a; return 0; }
int s42_bad(OI a) { if (a < 0) return *a; return 0; } // B
int s43_ok(OI a) { if (a >= 0) return *a; return 0; }
int s44_ok(OI a, OI b) { if (a > b) return *a; return 0; }
int s45_bad(OI a, OI b) { if (a > b) return *b; return 0; } // B
int s46_ok(OI a) { if (a != std::nullopt) return *a; return 0; }
int s47_ok(OI a) { if (a > std::nullopt) return *a; return 0; }
int s48_ok(OI a) { if ((bool)a) return *a; return 0; }
int s49_ok(OI a) { if (static_cast<bool>(a)) return *a; return 0; }
int s50_ok(OI a) { if (a.operator bool()) return a.operator*(); return 0; }
int s51_bad(OI a) { return a.operator*(); } // B
int s52_ok(OI a) { if (bool(a) == true) return *a; return 0; }
int s53_ok(OI a) { if (a.has_value() == false) return 0; return *a; }
int s54_ok(OI a) { if (!!a) return *a; return 0; }
int s55_ok(OI a) { if (a.has_value() != 0) return *a; return 0; }
int s56_ok(OI a) { if (not a) return 0; return *a; }
int s57_ok(OI a, OI b) { if (!(a && b)) return 0; return *a + *b; }
int s58_bad(OI a, OI b) { if (!(a || b)) return 0; return *a; } // B
int s59_ok(OI a, OI b) { if (a && *a > 3 && b && *b == *a) return 1; return 0; }
int s60_bad(OI a) { if (*a > 3 && a) return 1; return 0; } // B

int s62_ok(OI a, OI b) { if (a.has_value() & b.has_value()) return *a + *b; return 0; }
int s63_bad(OI a, OI b) { if (a.has_value() | b.has_value()) return *a; return 0; } // B
int s64_ok(OI a, OI b) { if (a.has_value() ^ b.has_value()) return a ? *a : *b; return 0; }
int s65_ok(OI a, OI b) { int n = a.has_value() + b.has_value(); if (n == 2) return *a + *b; return 0; }
int s66_ok(OI a, OI b) { bool ok = a.has_value(); ok &= b.has_value(); if (ok) return *a + *b; return 0; }
int s67_ok(OI a, OI b) { bool ok = true; if (!a) ok = false; if (!b) ok = false; if (!ok) return 0; return *a + *b; }
int s68_bad(OI a, OI b) { bool ok = true; if (!a) ok = false; if (!b) ok = true; if (!ok) return 0; return *a; } // B
int s69_ok(OI a) { bool missing = !a; if (missing) return 0; return *a; }
int s70_ok(OI a) { const bool has = a.has_value(), b = coin(); return has && b ? *a : 0; }

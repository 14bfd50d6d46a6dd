// flags: -std=c++23
#include <optional>
#include <map>
#include <memory>
using OI = std::optional<int>;
int b1_ok(OI o) { bool ok{o.has_value()}; if (ok) return *o; return 0; }
int b2_bad(OI o) { bool ok{o.has_value()}; if (!ok) return *o; return 0; } // B
int b3_ok(std::map<int, int>& m) { auto it = m.find(1); bool found{it != m.end()}; return found ? it->second : 0; }
int b4_ok(OI o) { int n{o ? 1 : 0}; if (n == 1) return *o; return 0; }
int b5_ok(OI o) { bool ok = {o.has_value()}; return ok ? *o : 0; }
struct S { OI o; bool has; S(OI x) : o{x}, has{x.has_value()} {} int g_bad() { return *o; } }; // B
int b6_ok(OI* p) { OI* q{p}; if (!q || !*q) return 0; return **q; }
int b7_ok(std::map<int, int>& m) { auto it{m.find(1)}; if (it == m.end()) return 0; return it->second; }
int b8_bad(std::map<int, int>& m) { auto it{m.find(1)}; return it->second; } // B

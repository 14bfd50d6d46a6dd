// flags: -std=c++23
// bits of flags, maps that make elements, pointers in order, variants that are given a value
#include <optional>
#include <map>
#include <string>
#include <cstring>
#include <cstdio>
#include <variant>
using OI = std::optional<int>;
enum : unsigned { HasA = 1, HasB = 2, HasC = 4 };
int b1_ok(OI a) { unsigned flags = 0; if (a) flags |= HasA; if (flags & HasA) return *a; return 0; }
int b2_bad(OI a) { unsigned flags = 0; if (a) flags |= HasA; else flags |= HasB; if (flags & HasB) return *a; return 0; } // B
int b3_ok(OI a, OI b) { int flags = 0; if (a) flags |= HasA; if (b) flags |= HasB; int s = 0; if (flags & HasB) s += *b; if ((flags & HasA) != 0) s += *a; return s; }
int b4_bad(OI a, OI b) { int flags = 0; if (a) flags |= HasA; if (b) flags |= HasB; if (flags & (HasB | HasA)) return *b; return 0; } // B
int b5_ok(OI a) { int flags = HasA; if (!a) flags &= ~HasA; if ((flags & HasA) == HasA) return *a; return 0; }
int b6_bad(OI a) { int flags = HasA; if (a) flags &= ~HasA; if ((flags & HasA) == HasA) return *a; return 0; } // B
int b7_ok(OI a) { unsigned f = 0; if (a) f = f | HasA; f |= HasC; if (f & HasA) return *a; return 0; }
int b8_bad(OI a) { unsigned f = 0; if (a) f = f | HasA; f = HasA; if (f & HasA) return *a; return 0; } // B
int m1_bad(std::map<int, OI>& m) { if (m[1]) { m.clear(); return *m[1]; } return 0; } // B
int m2_bad(std::map<int, OI>& m, int k) { if (m[k]) { m.erase(k); return *m[k]; } return 0; } // B
int m3_bad(std::map<std::string, OI>& m, const std::string& k) { if (m[k]) { m.clear(); return *m[k]; } return 0; } // B
int m4_ok(std::map<int, OI>& m) { if (m.at(1)) { m.clear(); return *m.at(1); } return 0; }
int m5_ok(std::map<int, OI>& m) { if (m.at(1)) { m = {}; return *m.at(1); } return 0; }
int m6_bad(std::map<int, OI>& m) { if (!m[1]) return 0; m.clear(); auto& r = m[1]; return *r; } // FN: a name for what [] has just made
int m7_bad(std::map<int, OI>& m) { m.clear(); return *m[1]; } // B
int m8_ok(std::map<int, OI>& m) { m.clear(); m[2] = 3; int s = 0; for (auto& [k, v] : m) if (v) s += *v; return s + *m[2]; }
struct H { OI o; }; int m9_bad(std::map<int, H>& m) { if (!m[1].o) return 0; m.clear(); return *m[1].o; } // B
const char* p1_ok(const char* f) { auto b = std::strrchr(f, '\\'); auto w = std::strrchr(f, '/'); if (b || w) { if (b > w) w = b; return w + 1; } return f; }
const char* p2_bad(const char* f) { auto b = std::strrchr(f, '\\'); auto w = std::strrchr(f, '/'); if (b || w) { if (b < w) w = b; return w + 1; } return f; } // B
const char* p3_ok(const char* f) { auto b = std::strrchr(f, '\\'); auto w = std::strrchr(f, '/'); if (!b && !w) return f; return (b > w ? b : w) + 1; }
const char* p4_bad(const char* f) { auto b = std::strrchr(f, '\\'); auto w = std::strrchr(f, '/'); if (!b && !w) return f; return w + 1; } // B
const char* p5_bad(const char* f) { auto b = std::strrchr(f, '\\'); auto w = std::strrchr(f, '/'); if (!b && !w) return f; return (b < w ? b : w) + 1; } // B
const char* p6_ok(const char* f) { auto b = std::strrchr(f, '\\'); auto w = std::strrchr(f, '/'); if (w <= b) w = b; if (!w) return f; return w + 1; }
using V = std::variant<std::monostate, std::string, int>;
int va1_ok(V c) { c = std::string(); return std::get<std::string>(c).size(); }
int va2_bad(V c) { c = std::string(); return std::get<int>(c); } // B
int va3_bad(V c) { c = std::string(); return std::get<std::monostate>(c), 1; } // B
int va4_ok(V c) { if (std::holds_alternative<std::monostate>(c)) c = std::string(); else if (!std::holds_alternative<std::string>(c)) return 0; return std::get<std::string>(c).size(); }
int va5_ok(V c) { c = V(); return std::get<0>(c), 1; }
int va6_bad(V c) { c = {}; return std::get<int>(c); } // B

// flags: -std=c++20
// Sizes, counters and alternatives that say that a value is there.
#include <optional>
#include <vector>
#include <deque>
#include <string>
#include <functional>
#include <map>
#include <memory>
#include <variant>
using OI = std::optional<int>;
extern bool cond(); extern void sink(int); extern OI mk(); extern OI mkAt(size_t);
int a1_ok(std::vector<int>& v, OI o) { bool was = cond(); if (was && v.empty()) was = false; v.push_back(3); if (!o) { if (!was) return 0; if (v.size() > 1) return 1; } return *o; }
int a2_bad(std::vector<int>& v, OI o) { bool was = cond(); v.push_back(3); if (!o) { if (!was) return 0; if (v.size() > 1) return 1; } return *o; } // B
int a3_ok(OI o) { std::vector<int> v; if (o) v.push_back(1); if (v.empty()) return 0; return *o; }
int a4_bad(OI o) { std::vector<int> v; if (!o) v.push_back(1); if (v.empty()) return 0; return *o; } // B
int a5_ok(OI o) { std::vector<std::string> errors; if (!o) errors.push_back("no o"); if (!errors.empty()) return 0; return *o; }
int a6_ok(OI o, OI p) { std::vector<std::string> errors; if (!o) errors.push_back("no o"); if (!p) errors.emplace_back("no p"); if (errors.size() > 0) return 0; return *o + *p; }
int a7_bad(OI o, OI p) { std::vector<std::string> errors; if (!o) errors.push_back("no o"); if (p) errors.emplace_back("p"); if (errors.size() > 0) return 0; return *o + *p; } // B
int a8_ok(std::vector<std::function<void()>>& f, OI o) { if (!o) return 0; f.push_back([&] { o.reset(); }); return 1; }
int a9_ok(OI o) { std::string err; if (!o) err += "missing"; if (!err.empty()) return 0; return *o; }
int a10_ok(OI o) { std::string err; if (!o) err.append("missing"); if (err.size()) return 0; return *o; }
int a11_ok(const std::vector<OI>& v) { size_t n = 0; for (auto& o : v) n += o.has_value(); if (n != v.size()) return 0; return 1; }
int a12_ok(OI o) { int n = 0; if (o) n++; if (n == 0) return 0; return *o; }
int a13_ok(OI o, OI p) { int n = 0; if (o) ++n; if (p) ++n; if (n == 2) return *o + *p; return 0; }
int a14_bad(OI o, OI p) { int n = 0; if (o) ++n; if (p) ++n; if (n == 1) return *o; return 0; } // B
int a15_ok(OI o) { int flags = 0; if (o) flags |= 1; if (cond()) flags |= 2; if (flags & 1) return *o; return 0; }
int a16_bad(OI o) { int flags = 0; if (o) flags |= 1; if (cond()) flags |= 2; if (flags & 2) return *o; return 0; } // B
int a17_ok(OI a, OI b) { int k = (a ? 1 : 0) | (b ? 2 : 0); if (k & 1) return *a; return 0; } // FP: likewise
int a18_ok(OI a, OI b) { int k = (a ? 1 : 0) | (b ? 2 : 0); switch (k) { case 3: return *a + *b; case 1: return *a; case 2: return *b; } return 0; }
int a19_ok(OI o) { size_t i = 0; for (; i < 3; ++i) { o = mkAt(i); if (o) break; } if (i == 3) return 0; return *o; }
int a20_bad(OI o) { size_t i = 0; for (; i < 3; ++i) { o = mkAt(i); if (o) break; } return *o; } // B
int a21_ok(const std::vector<OI>& v) { size_t i = 0; while (i < v.size() && !v[i]) ++i; if (i == v.size()) return 0; return *v[i]; }
int a22_ok(const std::vector<OI>& v) { size_t i = 0; for (; i < v.size(); ++i) if (v[i]) break; if (i < v.size()) return *v[i]; return 0; }
int a23_ok(const std::vector<OI>& v) { size_t i = 0; for (; i < v.size(); ++i) if (v[i]) break; if (i == v.size()) return 0; return *v[i]; }
int a24_ok(const std::vector<OI>& v) { size_t i = 0; while (i != v.size() && !v[i]) ++i; if (i == v.size()) return 0; return *v[i]; }
int a25_bad(const std::vector<OI>& v) { size_t i = 0; while (i < v.size() && v[i]) ++i; if (i == v.size()) return 0; return *v[i]; } // B
std::optional<std::string> name(int n) { if (n < 0) return {}; return "x"; }
int a26_ok(int n) { if (n >= 0) return name(n)->size(); return 0; }
int a27_ok(std::map<int, OI>& m) { for (auto it = m.begin(); it != m.end();) { if (!it->second) it = m.erase(it); else { sink(*it->second); ++it; } } return 0; }
int a28_ok(std::map<int, OI>& m) { for (auto it = m.begin(); it != m.end();) { if (!it->second) it = m.erase(it); else ++it; } for (auto& [k, o] : m) sink(*o); return 0; } // FP: a loop over iterators that erases says nothing of what is left
struct T { OI o; std::unique_ptr<T> next; T* up = nullptr; };
int b1_ok(T* t) { for (T* p = t; p; p = p->up) if (p->o) return *p->o; return 0; }
int b2_bad(T* t) { for (T* p = t; p; p = p->up) if (p->o) return *t->o; return 0; } // B
int b3_ok(T* t) { while (t && !t->o) t = t->up; return t ? *t->o : 0; }
int b4_bad(T* t) { while (t && t->o) t = t->up; return t ? *t->o : 0; } // B
int b5_ok(T& t) { if (t.next && t.next->o) return *t.next->o; return 0; }
int b6_bad(T& t) { if (t.next && t.next->o) { t.next = std::make_unique<T>(); return *t.next->o; } return 0; } // B
int b7_bad(T& t) { T c = t.next ? T{*t.next->o ? OI(1) : OI(2), nullptr} : T{OI(3), nullptr}; return *c.o; } // B
using V = std::variant<int, std::string, OI>; struct D { int y; };
int d1_ok(OI o) { size_t n = o ? 1 : 0; for (size_t i = 0; i < n; ++i) sink(*o); return 0; }
int d2_bad(OI o) { size_t n = o ? 1 : 2; for (size_t i = 0; i < n; ++i) sink(*o); return 0; } // B
int d3_ok(V v) { switch (v.index()) { case 0: return std::get<0>(v); case 1: return (int)std::get<1>(v).size(); default: return std::get<2>(v) ? *std::get<2>(v) : 0; } }
int d4_bad(V v) { switch (v.index()) { case 0: return std::get<1>(v).size(); default: return 0; } } // B
int d5_bad(std::variant<int, D> v) { return std::get_if<D>(&v)->y; } // B
int d6_ok(std::variant<int, D> v) { if (std::holds_alternative<D>(v)) return std::get_if<D>(&v)->y; return 0; }
int d7_ok(std::variant<int, D> v) { if (auto* d = std::get_if<D>(&v)) return d->y; return *std::get_if<int>(&v); }
int e1_bad(std::vector<OI>& v) { if (v.empty()) return 0; return *v.back(); } // B
int e2_bad(std::vector<OI>& v) { if (v.size() > 0) return *v.front(); return 0; } // B
int e3_ok(std::vector<OI>& v, OI o) { v.push_back(3); if (v.empty()) return *o; return *v.back(); }

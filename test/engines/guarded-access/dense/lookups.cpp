// flags: -std=c++23
// variants, any, weak_ptr, lookups
#include <any>
#include <cassert>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>
#include <typeinfo>
bool coin(); int use(int); void log(const char*); void useS(const std::string&);
using V = std::variant<int, std::string, double>; using VM = std::variant<std::monostate, int, std::string>;
int v1_ok(V v) { if (std::holds_alternative<int>(v)) return std::get<int>(v); return 0; }
int v2_bad(V v) { return std::get<int>(v); } // B
int v3_bad(V v) { if (std::holds_alternative<std::string>(v)) return std::get<int>(v); return 0; } // B
int v4_ok(V v) { if (v.index() == 0) return std::get<0>(v); return 0; }
int v5_bad(V v) { if (v.index() == 1) return std::get<0>(v); return 0; } // B
int v6_ok(V v) { if (v.index() == 0) return std::get<int>(v); return 0; }
int v7_ok(V v) { if (auto p = std::get_if<int>(&v)) return *p; return 0; }
int v8_ok(V v) { if (std::get_if<int>(&v)) return std::get<int>(v); return 0; }
int v9_ok(V v) { switch (v.index()) { case 0: return std::get<0>(v); case 1: return std::get<1>(v).size(); case 2: return std::get<2>(v); } return 0; }
int v10_bad(V v) { switch (v.index()) { case 0: return std::get<1>(v).size(); } return 0; } // B
int v11_ok(V v) { if (!std::holds_alternative<int>(v) && !std::holds_alternative<double>(v)) return std::get<std::string>(v).size(); return 0; }
int v12_ok() { V v = 3; return std::get<int>(v); }
int v13_bad() { V v = std::string("x"); return std::get<int>(v); } // B
int v14_ok(V v) { v = 3; return std::get<int>(v); }
int v15_ok(V v) { v.emplace<int>(3); return std::get<int>(v); }
int v16_bad(V v) { if (!std::holds_alternative<int>(v)) return 0; v.emplace<std::string>("x"); return std::get<int>(v); } // B
int v17_ok(V v) { try { return std::get<int>(v); } catch (const std::bad_variant_access&) { return 0; } }
int v18_ok(V v) { return std::visit([](auto&& x) -> int { using T = std::decay_t<decltype(x)>; if constexpr (std::is_same_v<T, int>) return x; else return 0; }, v); }
int v19_bad(V v) { return *std::get_if<int>(&v); } // B
int v20_ok(VM v) { if (std::holds_alternative<std::monostate>(v)) return 0; if (auto* s = std::get_if<std::string>(&v)) return s->size(); return std::get<int>(v); }
int v21_bad(VM v) { if (std::holds_alternative<std::monostate>(v)) return 0; return std::get<int>(v); } // B
bool isInt(const V& v) { return std::holds_alternative<int>(v); }
int v22_ok(V v) { return isInt(v) ? std::get<int>(v) : 0; }
int v23_ok(const std::vector<V>& a) { int s = 0; for (auto& v : a) if (std::holds_alternative<int>(v)) s += std::get<int>(v); return s; }
int v24_ok(V a, V b) { if (a.index() == b.index() && a.index() == 0) return std::get<0>(b); return 0; }
int v25_ok(std::optional<V> o) { if (o && std::holds_alternative<int>(*o)) return std::get<int>(*o); return 0; }
int v26_bad(std::optional<V> o) { if (o) return std::get<int>(*o); return 0; } // B
int v27_ok(V v) { bool i = std::holds_alternative<int>(v); if (!i) return 0; return std::get<int>(v); }
int v28_ok(V* v) { if (std::holds_alternative<int>(*v)) return std::get<int>(*v); return 0; }
int v29_ok() { V v; return std::get<int>(v); }
int v30_ok(V v) { const int* p = std::get_if<int>(&v); if (p == nullptr) return 0; return *p + std::get<int>(v); }
int v31_ok(V v) { if (auto* p = std::get_if<int>(&v); p && *p > 0) return *p; return 0; }
struct Holder { V v; const V& get() const { return v; } bool isInt() const { return v.index() == 0; } int asInt() const { return std::get<int>(v); } }; // B
int v32_ok(Holder& h) { if (h.isInt()) return std::get<int>(h.get()); return 0; }
int v33_ok(V v) { assert(v.index() == 0); return std::get<int>(v); }
// any
int n1_ok(std::any a) { if (a.has_value() && a.type() == typeid(int)) return std::any_cast<int>(a); return 0; }
int n2_bad(std::any a) { return std::any_cast<int>(a); } // B
int n3_ok(std::any a) { if (auto p = std::any_cast<int>(&a)) return *p; return 0; }
int n4_bad(std::any a) { return *std::any_cast<int>(&a); } // B
int n5_ok(std::any a) { try { return std::any_cast<int>(a); } catch (const std::bad_any_cast&) { return 0; } }
int n6_bad() { std::any a; return std::any_cast<int>(a); } // B
int n7_ok() { std::any a = 3; return std::any_cast<int>(a); }
int n8_ok(std::any a) { if (a.type() != typeid(int)) return 0; return std::any_cast<int>(a); }
// weak_ptr
struct N { int x; int f(); };
int w1_bad(std::weak_ptr<N> w) { return w.lock()->x; } // B
int w2_ok(std::weak_ptr<N> w) { if (auto p = w.lock()) return p->x; return 0; }
int w3_bad(std::weak_ptr<N> w) { auto p = w.lock(); return p->x; } // B
int w4_ok(std::weak_ptr<N> w) { auto p = w.lock(); if (!p) return 0; return p->x; }
int w5_bad(std::weak_ptr<N> w) { if (!w.expired()) return w.lock()->x; return 0; } // B
int w6_ok(std::weak_ptr<N> w) { auto p = w.lock(); if (p.get() != nullptr) return p->x; return 0; }
int w7_bad(std::weak_ptr<N> w) { N& n = *w.lock(); return n.x; } // B
// maps
using M = std::map<std::string, int>; using UM = std::unordered_map<int, N>;
int m1_bad(const UM& m) { return m.find(3)->second.x; } // B
int m2_ok(const UM& m) { auto it = m.find(3); return it != m.end() ? it->second.x : 0; }
int m3_ok(const UM& m) { auto it = m.find(3); if (it == std::end(m)) return 0; return it->second.x; }
int m4_ok(const UM& m) { auto it = m.find(3); if (it == m.cend()) return 0; return it->second.x; }
int m5_ok(UM& m) { if (auto it = m.find(3); it != m.end()) { m.erase(it); } return 0; }
int m6_bad(UM& m) { auto it = m.find(3); if (it != m.end()) log("x"); return it->second.x; } // B
int m7_bad(UM& m, UM& k) { auto it = m.find(3); if (it == k.end()) return 0; return it->second.x; } // B
int m8_ok(UM& m, int k) { if (m.contains(k)) return m.find(k)->second.x; return 0; }
int m9_ok(UM& m, int k) { if (m.count(k) > 0) return m.find(k)->second.x; return 0; }
int m10_ok(UM& m, int k) { if (!m.count(k)) return 0; return m.find(k)->second.x; }
int m11_bad(UM& m, int k, int j) { if (m.contains(k)) return m.find(j)->second.x; return 0; } // B
int m12_ok(UM& m, int k) { if (m.find(k) == m.end()) m[k] = {}; return m.find(k)->second.x; }
int m13_ok(UM& m, int k) { if (m.find(k) == m.end()) return 0; return m.find(k)->second.x; }
int m14_ok(UM& m, int k) { auto it = m.find(k); if (it == m.end()) { it = m.emplace(k, N{}).first; } return it->second.x; }
int m15_ok(UM& m, int k) { auto it = m.find(k); while (it == m.end()) it = m.find(++k); return it->second.x; }
int m16_bad(std::set<int>& s) { return *s.find(3); } // B
int m17_ok(std::set<int>& s) { auto it = s.lower_bound(3); if (it == s.end()) return 0; return *it; }
int m18_bad(std::set<int>& s) { return *s.lower_bound(3); } // B
int m19_bad(std::map<int,int>& s) { return s.upper_bound(3)->second; } // B
int m20_ok(std::map<int,int>& s) { auto it = s.upper_bound(3); if (it == s.begin()) return 0; --it; return it->second; }
int m21_bad(std::vector<int>& v) { return *std::lower_bound(v.begin(), v.end(), 3); } // B
int m22_ok(std::vector<int>& v) { auto it = std::lower_bound(v.begin(), v.end(), 3); if (it != v.end() && *it == 3) return *it; return 0; }
int m23_bad(std::vector<int>& v) { return *std::find_if(v.begin(), v.end(), [](int x) { return x > 3; }); } // B
int m24_bad(std::vector<int>& v) { return *std::ranges::find(v, 3); } // B
int m25_ok(std::vector<int>& v) { auto it = std::ranges::find(v, 3); if (it == v.end()) return 0; return *it; }
int m26_bad(std::vector<int>& v) { return *std::ranges::find_if(v, [](int x) { return x > 3; }); } // B
int m27_bad(std::vector<int>& v) { return *std::max_element(v.begin(), v.end()); } // FN: max_element is no look-up yet
int m28_ok(std::vector<int>& v) { if (v.empty()) return 0; return *std::max_element(v.begin(), v.end()); }
int m29_bad(std::vector<N>& v) { auto it = std::find_if(v.begin(), v.end(), [](N& n) { return n.x; }); return it->f(); } // B
int m30_ok(std::vector<N>& v) { for (auto it = v.begin(); it != v.end(); it = std::find_if(it + 1, v.end(), [](N& n) { return n.x; })) use(it->x); return 0; }
int m31_bad(std::multimap<int,int>& m) { auto [b, e] = m.equal_range(3); return b->second; } // FN: equal_range is no look-up yet
int m32_ok(std::multimap<int,int>& m) { auto [b, e] = m.equal_range(3); for (; b != e; ++b) use(b->second); return 0; }
int m33_ok(const UM& m) { const auto end = m.end(); const auto it = m.find(3); if (it != end) return it->second.x; return 0; }
int m34_ok(const UM& m) { auto it = m.find(3); bool found = (it != m.end()); if (!found) return 0; return it->second.x; }
int m35_ok(const UM& m) { auto it = m.find(3); if (m.end() == it) return 0; return (*it).second.x; }

struct Reg { UM m; const N* get(int k) const { auto it = m.find(k); return it == m.end() ? nullptr : &it->second; } N& must(int k) { auto it = m.find(k); if (it == m.end()) throw 1; return it->second; } };
int m37_bad(Reg& r) { return r.get(3)->x; } // B
int m38_ok(Reg& r) { if (auto p = r.get(3)) return p->x; return 0; }
int m39_ok(Reg& r) { return r.must(3).x; }
int m40_ok(Reg& r) { auto p = r.get(3); if (p == nullptr) return 0; return p->x; }
int m41_ok(const UM& m) { auto it = m.find(3); if (it == m.end()) std::abort(); return it->second.x; }
int m42_ok(const UM& m) { if (m.find(3) != m.end()) { return m.at(3).x; } return 0; }
int m43_bad(std::map<int, M>& m) { auto it = m.find(1); if (it == m.end()) return 0; return it->second.find("x")->second; } // B
int m44_ok(std::map<int, M>& m) { auto it = m.find(1); if (it == m.end()) return 0; auto jt = it->second.find("x"); if (jt == it->second.end()) return 1; return jt->second; }
// casts
struct B { virtual ~B(); }; struct D : B { int x; void f(); };
int c1_bad(B* b) { return dynamic_cast<D*>(b)->x; } // B
int c2_ok(B* b) { if (auto* d = dynamic_cast<D*>(b)) return d->x; return 0; }
int c3_ok(B& b) { return dynamic_cast<D&>(b).x; }
int c4_ok(B* b) { if (dynamic_cast<D*>(b)) return dynamic_cast<D*>(b)->x; return 0; }
int c5_bad(B* b) { auto d = dynamic_cast<D*>(b); d->f(); return 0; } // B
int c6_bad(std::shared_ptr<B> b) { return std::dynamic_pointer_cast<D>(b)->x; } // B
int c7_ok(std::shared_ptr<B> b) { auto d = std::dynamic_pointer_cast<D>(b); return d ? d->x : 0; }
int c8_bad(B* b) { D& d = *dynamic_cast<D*>(b); return d.x; } // B
int c9_ok(B* b) { auto d = dynamic_cast<D*>(b); if (!d) return 0; auto e = d; return e->x; }
int c10_ok(D* d) { return dynamic_cast<B*>(d) != nullptr; }
// C
size_t s1_bad() { return strlen(getenv("A")); } // B
size_t s2_ok() { const char* p = getenv("A"); return p ? strlen(p) : 0; }
std::string s3_bad() { return std::string(getenv("A")); } // B
std::string s4_bad() { std::string s; s = getenv("A"); return s; } // B
std::string s5_bad() { std::string s("x"); s += getenv("A"); return s; } // B
std::string_view s6_bad() { return getenv("A"); } // B
bool s7_bad() { return std::string("x") == getenv("A"); } // B
bool s8_bad() { return strcmp(getenv("A"), "x") == 0; } // B
int s9_bad(const char* s) { return *strchr(s, ':'); } // B
int s10_ok(const char* s) { const char* p = strchr(s, ':'); if (!p) return 0; return p[1]; }
int s11_bad(char* s) { char* p = strstr(s, "x"); *p = 0; return 0; } // B
int s12_bad() { FILE* f = fopen("x", "r"); fclose(f); return 0; } // B
int s13_ok() { FILE* f = fopen("x", "r"); if (f) fclose(f); return 0; }
int s14_bad() { FILE* f = fopen("x", "r"); char b[9]; fread(b, 1, 9, f); fclose(f); return 0; } // B
int s15_bad() { FILE* f = std::fopen("x", "w"); std::fprintf(f, "x"); std::fclose(f); return 0; } // B
int s16_ok() { FILE* f; if ((f = fopen("x", "r")) == NULL) return 0; fclose(f); return 1; }
int s17_ok() { std::unique_ptr<FILE, int (*)(FILE*)> f(fopen("x", "r"), fclose); if (!f) return 0; return fgetc(f.get()); }
int s18_bad(char* s) { return atoi(strtok(s, ",")); } // B
int s19_bad() { useS(getenv("A")); return 0; } // B
std::string envOr(const char* n, std::string d) { const char* p = std::getenv(n); return p ? std::string(p) : d; }
int s20_ok() { const char* p = getenv("A"); if (!p) p = "x"; return strlen(p); }
int s21_ok() { const char* p = getenv("A") ?: "x"; return strlen(p); }
int s22_ok() { if (!getenv("A")) return 0; return atoi(getenv("A")); }
int s23_bad() { const char* h = getenv("A"); printf("%c", h[0]); return 0; } // B

// flags: -std=c++20
// Elements: what views and algorithms are given, and what their predicates say of it.
#include <optional>
#include <ranges>
#include <vector>
#include <algorithm>
#include <numeric>
#include <string>
#include <map>
#include <memory>
#include <functional>
using OI = std::optional<int>;
struct P { OI o; int n; };
extern void sink(int); extern OI mk(); extern bool cond();
namespace vw = std::views;
int a1_ok(const std::vector<OI>& v) { for (auto& o : v | vw::filter([](const OI& x) { return x.has_value(); })) sink(*o); return 0; }
int a2_ok(const std::vector<OI>& v) { for (int x : v | vw::filter([](const OI& x) { return x.has_value(); }) | vw::transform([](const OI& x) { return *x; })) sink(x); return 0; }
int a3_bad(const std::vector<OI>& v) { for (int x : v | vw::transform([](const OI& x) { return *x; })) sink(x); return 0; } // B
int a4_ok(const std::vector<P>& v) { auto f = v | vw::filter([](const P& x) { return x.o.has_value(); }); for (const P& p : f) sink(*p.o); return 0; }
int a5_ok(const std::vector<P>& v) { for (const P& p : v | vw::filter([](const auto& x) { return x.o && x.n > 3; }) | vw::take(2)) sink(*p.o); return 0; }
int a6_bad(const std::vector<P>& v) { for (const P& p : v | vw::filter([](const auto& x) { return x.o || x.n > 3; }) | vw::take(2)) sink(*p.o); return 0; } // B
int a7_ok(std::vector<OI> v) { std::erase_if(v, [](const OI& o) { return !o; }); return std::accumulate(v.begin(), v.end(), 0, [](int a, const OI& o) { return a + *o; }); }
int a8_bad(const std::vector<OI>& v) { return std::accumulate(v.begin(), v.end(), 0, [](int a, const OI& o) { return a + *o; }); } // B
int a9_ok(std::vector<OI> v) { std::erase_if(v, [](const OI& o) { return !o; }); std::sort(v.begin(), v.end(), [](const OI& a, const OI& b) { return *a < *b; }); return 0; }
int a10_bad(std::vector<OI> v) { std::sort(v.begin(), v.end(), [](const OI& a, const OI& b) { return *a < *b; }); return 0; } // B
int a11_ok(std::vector<OI> v) { if (!std::all_of(v.begin(), v.end(), [](const OI& o) { return o.has_value(); })) return 0; std::for_each(v.begin(), v.end(), [](const OI& o) { sink(*o); }); return 0; }
int a12_ok(std::vector<OI> v) { std::ranges::for_each(v, [](const OI& o) { if (o) sink(*o); }); return 0; }
int a13_ok(std::vector<P> v) { auto it = std::ranges::find_if(v, [](const P& p) { return p.o.has_value(); }); if (it != v.end()) return *it->o; return 0; }
int a14_bad(std::vector<P> v) { auto it = std::ranges::find_if(v, [](const P& p) { return p.n > 3; }); if (it != v.end()) return *it->o; return 0; } // B
int a15_ok(std::vector<OI> v) { auto it = std::partition(v.begin(), v.end(), [](const OI& o) { return o.has_value(); }); for (auto i = v.begin(); i != it; ++i) sink(**i); return 0; } // FP: what std::partition leaves in front is not followed
int a16_ok(const std::vector<OI>& v) { return std::count_if(v.begin(), v.end(), [](const OI& o) { return o && *o > 3; }); }
int a17_ok(const std::vector<OI>& v) { for (const auto& o : vw::filter(v, [](const OI& x) { return bool(x); })) sink(*o); return 0; }
int a18_bad(const std::vector<OI>& v) { for (const auto& o : vw::filter(v, [](const OI& x) { return !x; })) sink(*o); return 0; } // B
int a19_ok(const std::vector<OI>& v) { auto has = [](const OI& x) { return x.has_value(); }; for (const auto& o : v | vw::filter(has)) sink(*o); return 0; }
int a20_ok(const std::vector<OI>& v) { for (const auto& o : v | vw::filter(&OI::has_value)) sink(*o); return 0; }
int a21_ok(const std::map<int, OI>& m) { for (const auto& [k, o] : m | vw::filter([](const auto& e) { return e.second.has_value(); })) sink(*o); return 0; }
int a22_ok(const std::vector<OI>& v) { std::vector<OI> w; std::ranges::copy_if(v, std::back_inserter(w), [](const OI& o) { return o.has_value(); }); for (auto& o : w) sink(*o); return 0; }
int a23_ok(const std::vector<OI>& v) { std::vector<int> w; for (auto& o : v) if (o) w.push_back(*o); return w.size(); }
int a26_ok(const std::vector<OI>& v) { if (std::find(v.begin(), v.end(), std::nullopt) != v.end()) return 0; return std::accumulate(v.begin(), v.end(), 0, [](int a, auto& o) { return a + *o; }); } // FP: a search for nullopt that finds none says nothing of the elements
int a27_ok(const std::vector<OI>& v) { for (size_t i = 0; i < v.size(); ++i) { if (!v[i]) continue; sink(*v[i]); } return 0; }
int a28_ok(const std::vector<OI>& v) { for (auto it = v.begin(); it != v.end(); ++it) if (*it) sink(**it); return 0; }
int a29_ok(const std::vector<OI>& v) { for (auto it = v.begin(); it != v.end(); ++it) if (it->has_value()) sink(it->value()); return 0; }
int a30_bad(const std::vector<OI>& v) { for (auto it = v.begin(); it != v.end(); ++it) { if (!*it) ++it; sink(**it); } return 0; } // B
int a31_ok(std::optional<std::function<int()>> f) { if (f && *f) return (*f)(); return 0; }
int a32_ok(OI o) { return [&]() -> int { if (!o) return 0; return *o; }(); }
int a33_ok(OI o) { if (!o) return 0; return std::invoke([&] { return *o; }); }
int a34_ok(OI o) { auto g = [&o] { return o.has_value(); }; if (g()) return *o; return 0; }
int a35_bad(OI o) { auto g = [&o] { return o.has_value(); }; if (!g()) return *o; return 0; } // B
int a36_ok(OI o) { auto ensure = [&] { if (!o) o = 1; }; ensure(); return *o; }
int a37_ok(OI o) { auto use = [](const OI& p) { return p ? *p : 0; }; return use(o); }
int a38_ok(OI o) { auto use = [](const OI& p) { return *p; }; if (o) return use(o); return 0; }
int a39_bad(OI o) { auto use = [](const OI& p) { return *p; }; return use(o); } // B
int a40_ok(std::optional<P> p) { if (p && p->o) return *p->o; return 0; }
int a41_bad(std::optional<P> p) { if (p) return *p->o; return 0; } // B

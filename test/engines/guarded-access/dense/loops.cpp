// flags: -std=c++20
// loops that run at least once, and an element that is found under its key
#include <optional>
#include <map>
#include <vector>
#include <memory>
using OI = std::optional<int>; int use(int);
int a1_ok(std::map<int, OI>& m) { auto it = m.find(3); if (it != m.end() && it->second) return *m[3]; return 0; } // FP: what is found under a key is what operator[] gives for it
int a2_ok(std::vector<int> v) { OI m; for (int x : v) m = x; if (v.size() == 0) return 0; return *m; }
int a3_ok(OI a, const std::vector<int>& v) { if (v.size() > 0 && !a) return 0; for (int x : v) use(x + *a); return 0; }
int a4_ok(OI a, const std::vector<int>& v) { if (!v.empty() && !a) return 0; for (auto i = v.begin(); i != v.end(); ++i) use(*i + *a); return 0; }
int a5_ok(OI a, const std::vector<int>& v) { if (!v.empty() && !a) return 0; for (size_t i = 0; i < v.size(); ++i) use(v[i] + *a); return 0; }
int a6_ok(std::vector<int> v) { OI m; for (auto i = v.begin(); i != v.end(); ++i) m = *i; if (v.empty()) return 0; return *m; } // FP: a loop over iterators that is not entered leaves an empty container
int a7_ok(std::vector<int> v) { OI m; for (size_t i = 0; i < v.size(); ++i) m = v[i]; if (v.empty()) return 0; return *m; }
int a8_ok(std::map<int, OI>& m) { auto it = m.find(3); if (it == m.end()) return 0; if (!it->second) return 0; return m.at(3).value(); } // FP: what is found under a key is what at() gives for it
int b5_ok(OI a, const std::vector<int>& v) { if (v.size() > 0 && !a) return 0; for (size_t i = 0; i < v.size(); ++i) use(v[i] + *a); return 0; }
int b52_ok(OI a, const std::vector<int>& v) { if (!v.empty() && !a) return 0; if (v.size() > 0) use(*a); return 0; }
int b53_ok(OI a, const std::vector<int>& v) { if (!v.empty() && !a) return 0; for (int i = 0; i < v.size(); ++i) use(v[i] + *a); return 0; }
int b54_ok(OI a, size_t n) { if (n > 0 && !a) return 0; for (size_t i = 0; i < n; ++i) use(*a); return 0; }
int b7_ok(std::vector<int> v) { OI m; for (size_t i = 0; i < v.size(); ++i) m = v[i]; if (v.size() == 0) return 0; return *m; }
int b71_ok(int n) { OI m; for (int i = 0; i < n; ++i) m = i; if (n <= 0) return 0; return *m; }
int c1_bad(OI a, const std::vector<int>& v) { if (v.empty() && !a) return 0; for (int x : v) use(x + *a); return 0; } // B
int c2_bad(OI a, const std::vector<int>& v) { if (v.size() > 1 && !a) return 0; for (size_t i = 0; i < v.size(); ++i) use(v[i] + *a); return 0; } // B
int c3_bad(OI a, const std::vector<int>& v, const std::vector<int>& w) { if (!w.empty() && !a) return 0; for (auto i = v.begin(); i != v.end(); ++i) use(*i + *a); return 0; } // B
int c4_bad(int n) { OI m; for (int i = 1; i < n; ++i) m = i; if (n <= 0) return 0; return *m; } // B
int c5_bad(OI a, std::vector<int> v) { if (!v.empty() && !a) return 0; v.push_back(1); for (int x : v) use(x + *a); return 0; } // B

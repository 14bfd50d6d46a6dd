// flags: -std=c++17
// absl::StatusOr, optional, variant and its maps
#include <absl/types/optional.h>
#include <absl/types/variant.h>
#include <absl/status/statusor.h>
#include <absl/strings/string_view.h>
#include <absl/container/flat_hash_map.h>
#include <vector>
#include <map>
absl::StatusOr<int> sm(); absl::StatusOr<std::string> ss(); absl::Status st(); int use(int); bool coin();
int a1_bad() { return *sm(); } // B
int a2_bad() { return sm().value(); } // B
int a3_ok() { auto s = sm(); if (!s.ok()) return 0; return *s; }
int a4_ok() { absl::StatusOr<int> s = sm(); if (s.status().ok()) return s.value(); return 0; }
int a5_bad() { auto s = sm(); if (s.status().ok()) return 0; return s.value(); } // B
absl::Status a6_ok() { auto s = sm(); if (!s.ok()) return s.status(); use(*s); return absl::OkStatus(); }
int a8_ok() { auto s = sm(); if (s == absl::StatusOr<int>(3)) return 1; return s.value_or(2); }
int a9_ok() { auto s = sm(); absl::Status t = s.status(); if (!t.ok()) return 0; return *s; }
int a10_bad() { auto s = ss(); return (int)s->size(); } // B
int a11_ok() { auto s = ss(); return s.ok() ? (int)s->size() : 0; }
int a12_ok() { absl::StatusOr<int> s = 3; return *s; }
int a13_bad() { absl::StatusOr<int> s = absl::NotFoundError("x"); return *s; } // B
int a14_bad() { absl::StatusOr<int> s; return *s; } // B
int a15_ok() { auto s = sm(); if (auto t = s.status(); t.ok()) return *s; return 0; }
int a16_ok() { for (auto s = sm(); s.ok(); s = sm()) use(*s); return 0; }
int a17_ok() { auto s = sm(); if (s.status().code() == absl::StatusCode::kOk) return *s; return 0; }
int a18_ok() { auto s = sm(); if (absl::IsNotFound(s.status())) return 0; if (!s.ok()) return 1; return *s; }
int a19_bad() { auto s = sm(); if (absl::IsNotFound(s.status())) return 0; return *s; } // B
int a20_bad() { auto s = sm(); if (absl::IsNotFound(s.status())) return *s; return 0; } // B
int a21_ok() { auto s = sm(); bool bad = !s.ok(); if (bad || *s > 3) return 0; return *s; }
int a22_ok(absl::optional<int> o) { return o.has_value() ? *o : 0; }
int a23_bad(absl::optional<int> o) { return o.value(); } // B
int a24_ok(std::vector<absl::StatusOr<int>>& v) { int s = 0; for (auto& x : v) { if (!x.ok()) continue; s += *x; } return s; }
int a25_bad(absl::StatusOr<absl::optional<int>> x) { if (!x.ok()) return 0; return **x; } // B
int a26_ok(absl::StatusOr<absl::optional<int>> x) { if (!x.ok() || !x->has_value()) return 0; return **x; }
int a27_ok(absl::StatusOr<std::unique_ptr<int>> x) { if (!x.ok()) return 0; return **x; }
absl::StatusOr<int> a28_ok() { auto s = sm(); if (!s.ok()) return std::move(s).status(); return *std::move(s); }
int a29_bad(absl::flat_hash_map<int, int>& m) { return m.find(3)->second; } // B
int a30_ok(absl::flat_hash_map<int, int>& m) { auto i = m.find(3); if (i == m.end()) return 0; return i->second; }
int a31_ok(absl::variant<int, double> v) { if (absl::holds_alternative<int>(v)) return absl::get<int>(v); return 0; }
int a32_bad(absl::variant<int, double> v) { return absl::get<int>(v); } // B
#define RETURN_IF_ERROR(e) do { auto _s = (e); if (!_s.ok()) return _s; } while (0)
#define CAT2(a, b) a##b
#define CAT(a, b) CAT2(a, b)
#define ASSIGN_OR_RETURN_(t, l, e) auto t = (e); if (!t.ok()) return t.status(); l = std::move(t).value()
#define ASSIGN_OR_RETURN(l, e) ASSIGN_OR_RETURN_(CAT(tmp, __LINE__), l, e)
absl::Status a33_ok() { ASSIGN_OR_RETURN(int x, sm()); RETURN_IF_ERROR(st()); use(x); return absl::OkStatus(); }
absl::Status a34_ok() { auto s = sm(); RETURN_IF_ERROR(s.status()); use(*s); return absl::OkStatus(); }
void a35_ok() { auto s = sm(); if (!s.ok()) { abort(); } use(*s); }
int a36_ok() { auto a = sm(), b = sm(); if (!a.ok() || !b.ok()) return 0; return *a + *b; }
int a37_bad() { auto a = sm(), b = sm(); if (!a.ok() && !b.ok()) return 0; return *a; } // B
int a38_ok() { absl::Status s; absl::StatusOr<int> v = sm(); s.Update(v.status()); if (!s.ok()) return 0; return *v; }
int a39_bad() { auto a = sm(); if (!a.ok()) return 0; a = sm(); return *a; } // B

// flags: -std=c++20
// real headers: absl, boost optional/outcome
#include <absl/status/statusor.h>
#include <absl/types/optional.h>
#include <memory>
struct Fatal_ { Fatal_(const char*); [[noreturn]] ~Fatal_(); template<class T> Fatal_& operator<<(const T&); Fatal_& stream(); };
struct Voidify_ { void operator&(Fatal_&); void operator&(Fatal_&&); };
#define CHECK(c) (__builtin_expect(!!(c), 1)) ? (void)0 : Voidify_() & Fatal_(#c).stream()
#define DCHECK(c) CHECK(c)
inline const absl::Status* AsStatus(const absl::Status& s) { return &s; }
template <class T> const absl::Status* AsStatus(const absl::StatusOr<T>& s) { return &s.status(); }
std::string* _Nonnull MakeCheckFail(const absl::Status*, const char*, const char*);
#define CHECK_OK(v) for (std::pair<const absl::Status*, std::string*> g_; g_.first = AsStatus(v), g_.second = __builtin_expect(g_.first->ok(), 1) ? nullptr : MakeCheckFail(g_.first, #v, "ok"), __builtin_expect(g_.second != nullptr, 0);) Fatal_("x").stream()
#define QCHECK_OK(v) CHECK_OK(v)
template <class A, class B> std::string* _Nonnull MakeEq(const A&, const B&, const char*);
template <class A, class B> inline std::string* Check_EQImpl(const A& a, const B& b, const char* t) { if (__builtin_expect(a == b, 1)) return nullptr; return MakeEq(a, b, t); }
#define CHECK_EQ(a, b) while (std::string* r_ = Check_EQImpl(a, b, "x")) Fatal_("x").stream()
#include <boost/optional.hpp>
#include <optional>
#include <string>
#include <vector>
bool coin(); int use(int); void log(const char*);
using SI = absl::StatusOr<int>; using SS = absl::StatusOr<std::string>;
SI sm(); absl::Status st(); 
int a1_ok(SI s) { if (s.ok()) return *s; return 0; }
int a2_bad(SI s) { if (!s.ok()) return *s; return 0; } // B
int a3_ok(SI s) { if (!s.ok()) return 0; return s.value(); }
int a4_bad() { return sm().value(); } // B
int a5_bad() { return *sm(); } // B
int a6_ok(SI s) { if (s.status().ok()) return *s; return 0; }
int a7_ok(SI s) { if (s.status() == absl::OkStatus()) return *s; return 0; }
int a8_ok(SI s) { auto t = s.status(); if (!t.ok()) return 0; return *s; }
int a9_ok(SI s) { const absl::Status& t = s.status(); if (!t.ok()) return 0; return *s; }
absl::Status a10_ok(SI s) { if (absl::Status t = s.status(); !t.ok()) return t; use(*s); return absl::OkStatus(); }
int a11_ok(SI s) { if (s.status().code() == absl::StatusCode::kOk) return *s; return 0; }
int a12_ok(SI s) { switch (s.status().code()) { case absl::StatusCode::kOk: return *s; default: return 0; } }
int a13_bad(SI s) { if (s.status().code() == absl::StatusCode::kNotFound) return *s; return 0; } // B
int a14_ok(SI s) { if (absl::IsNotFound(s.status())) return 0; if (!s.ok()) return 1; return *s; }
#define ASSIGN_OR_RETURN(lhs, e) ASSIGN_IMPL(CAT(s_, __LINE__), lhs, e)
#define CAT_(a, b) a##b
#define CAT(a, b) CAT_(a, b)
#define ASSIGN_IMPL(s, lhs, e) auto s = (e); if (!s.ok()) return s.status(); lhs = std::move(s).value()
#define RETURN_IF_ERROR(e) do { absl::Status s__ = (e); if (!s__.ok()) return s__; } while (0)
absl::Status a15_ok() { ASSIGN_OR_RETURN(int x, sm()); use(x); return absl::OkStatus(); }
absl::Status a16_ok(SI s) { RETURN_IF_ERROR(s.status()); use(*s); return absl::OkStatus(); }
int a17_ok(SI s) { CHECK(s.ok()); return *s; }
int a18_ok(SI s) { CHECK_OK(s); return *s; }
int a19_ok(SI s) { CHECK_OK(s.status()); return *s; }
int a20_ok(SI s) { CHECK(s.ok()) << "bad " << s.status(); return *s; }
int a21_bad(SI s) { DCHECK(!s.ok()); return *s; } // B
int a22_ok(SI s) { QCHECK_OK(s); return *s; }
int a23_ok(SI s) { CHECK_EQ(s.status(), absl::OkStatus()); return *s; }
int a24_ok() { SI s = 3; return *s; }
int a25_bad() { SI s = absl::NotFoundError("x"); return *s; } // B
int a26_bad() { SI s; return *s; } // B
int a27_ok(SI s) { if (!s.ok()) { s = 3; } return *s; }
int a28_bad(SI s) { if (s.ok()) s = absl::InternalError(""); return *s; } // B
int a29_bad(SS s) { return s->size(); } // B
int a30_ok(SS s) { return s.ok() ? s->size() : 0; }
int a31_ok(SI s) { return s.value_or(0); }
int a32_ok(absl::StatusOr<std::unique_ptr<int>> s) { if (!s.ok()) return 0; return **s; }
int a33_ok(absl::StatusOr<std::optional<int>> s) { if (s.ok() && *s) return **s; return 0; }
int a34_bad(absl::StatusOr<std::optional<int>> s) { if (s.ok()) return **s; return 0; } // B
int a35_bad(SI s) { if (s.ok()) log(""); return s.value(); } // B
int a36_ok(SI s) { while (!s.ok()) s = sm(); return *s; }
int a37_ok(SI s) { bool ok = s.ok(); if (!ok) return 0; return *s; }
int a38_ok(SI& s) { auto& r = s; if (r.ok()) return *s; return 0; }
int a39_ok(SI* s) { if (s->ok()) return **s; return 0; }
int a40_bad(SI* s) { return **s; } // B
int a41_ok(const std::vector<SI>& v) { int n = 0; for (auto& s : v) { if (!s.ok()) continue; n += *s; } return n; }
int a42_ok(SI a, SI b) { if (!a.ok() || !b.ok()) return 0; return *a + *b; }
int a43_bad(SI a, SI b) { if (!a.ok() && !b.ok()) return 0; return *a + *b; } // B
int a44_ok(SI a) { absl::Status s; if (!a.ok()) s = a.status(); if (!s.ok()) return 0; return *a; }
int a45_ok(SI a) { absl::Status s = absl::OkStatus(); s.Update(a.status()); if (!s.ok()) return 0; return *a; }
int a46_bad(SI a) { return std::move(a).value(); } // B
int a47_bad(SI a) { return *std::move(a); } // B
int a48_ok(SI a) { if (!a.ok()) return 0; return *std::move(a); }
int a49_bad(SI a) { auto x = [&]() -> SI { return a; }(); return *x; } // B
int a50_ok(SI a) { if (ABSL_PREDICT_FALSE(!a.ok())) return 0; return *a; }
int a51_ok(SI a) { if (a.status() != absl::OkStatus()) return 0; return *a; }
int a52_ok(SI a) { ABSL_ASSERT(a.ok()); return *a; }
int a53_ok(SI a) { ABSL_ASSUME(a.ok()); return *a; }
SI a54_ok(SI a) { if (!a.ok()) return a; return *a + 1; }
absl::Status a55_bad(SI a) { use(*a); return a.status(); } // B
int a56_ok() { auto s = sm(); if (auto st_ = s.status(); !st_.ok()) { log("x"); return 1; } return s.value(); }
int a57_ok(SI a, SI b) { if (a.ok() == b.ok() && a.ok()) return *b; return 0; }
int a58_ok(SI a) { a.emplace(3); return *a; }
int a59_ok(SI a, SI b) { if (!b.ok()) return 0; a = b; return *a; }
int a60_ok(SI a) { const SI& r = a.ok() ? a : SI(3); return *r; }
int a61_bad(SI a) { a.IgnoreError(); return *a; } // B
int a62_ok(SI a) { if (!a.ok()) { a.IgnoreError(); std::abort(); } return *a; }
int a63_ok(SI a) { absl::Status s = a.status(); CHECK_OK(s); return *a; }
int a64_ok(SI a) { absl::Status s = a.ok() ? absl::OkStatus() : absl::InternalError(""); if (!s.ok()) return 0; return *a; }
static absl::Status toSt(const SI& a) { if (a.ok()) return absl::OkStatus(); return a.status(); }
int a65_ok(SI a) { if (!toSt(a).ok()) return 0; return *a; }

using BO = boost::optional<int>;
BO bm();
int b1_ok(BO o) { if (o) return *o; return 0; }
int b2_bad(BO o) { return *o; } // B
int b3_bad(BO o) { return o.get(); } // B
int b4_ok(BO o) { if (o.is_initialized()) return o.get(); return 0; }
int b5_ok(BO o) { if (!o) return 0; return o.value(); }
int b6_ok(BO o) { if (o != boost::none) return *o; return 0; }
int b7_bad(BO o) { if (o == boost::none) return *o; return 0; } // B
int b8_ok(BO o) { if (auto p = o.get_ptr()) return *p; return 0; }
int b9_bad() { BO o = boost::none; return *o; } // B
int b10_ok() { BO o = 3; return *o; }
int b11_ok() { BO o(true, 3); return *o; }
int b12_bad() { BO o(false, 3); return *o; } // B
int b13_ok(bool c) { BO o(c, 3); if (c) return *o; return 0; }
int b14_ok(bool c) { auto o = boost::make_optional(c, 3); if (c) return *o; return 0; }
int b15_bad(bool c) { auto o = boost::make_optional(c, 3); return *o; } // B
int b16_ok(BO o) { o.emplace(3); return *o; }
int b17_bad(BO o) { if (!o) return 0; o.reset(); return *o; } // B
int b18_bad(BO o) { if (!o) return 0; o = boost::none; return *o; } // B
int b19_bad(BO o) { return boost::get(o); } // B
int b20_ok(BO o) { return o.get_value_or(3); }
int b21_ok(boost::optional<int&> o) { if (o) return *o; return 0; }
int b22_bad(boost::optional<int&> o) { return *o; } // B
int b23_ok(BO o) { return o.map([](int x) { return x; }).value_or(0); }
int b24_bad(BO o) { return *o.map([](int x) { return x; }); } // B
int b25_ok(BO o) { if (o.has_value()) return o.value(); return 0; }
int b26_ok(BO o) { if (o == 3) return *o; return 0; }
int b27_ok(BO o) { return *o.get_ptr(); } // B
int b28_ok(boost::optional<BO> o) { if (o && *o) return **o; return 0; }


// flags: -std=c++17
#include <memory>
struct Fatal_ { Fatal_(const char*); [[noreturn]] ~Fatal_(); template<class T> Fatal_& operator<<(const T&); Fatal_& stream(); };
struct Voidify_ { void operator&(Fatal_&); void operator&(Fatal_&&); };
template <class A, class B> std::string* MakeEq(const A&, const B&, const char*);
template <class A, class B> inline std::string* Check_EQImpl(const A& a, const B& b, const char* t) { if (__builtin_expect(a == b, 1)) return nullptr; return MakeEq(a, b, t); }
#include <boost/optional.hpp>
#include <boost/outcome.hpp>
#include <optional>
#include <string>
#include <vector>
bool coin(); int use(int); void log(const char*);
namespace oc = boost::outcome_v2;
using RI = oc::std_result<int>; RI rm();
int c1_ok(RI r) { if (r) return r.value(); return 0; }
int c2_bad(RI r) { return r.value(); } // B
int c3_ok(RI r) { if (r.has_value()) return r.value(); return 0; }
int c4_ok(RI r) { if (r.has_error()) return 0; return r.value(); }
int c5_ok(RI r) { if (r.has_failure()) return 0; return r.value(); }
int c6_bad(RI r) { return r.assume_value(); } // B
int c7_bad(RI r) { return r.error().value(); } // B
int c8_ok(RI r) { if (!r) return r.error().value(); return 0; }
int c9_bad(RI r) { if (r) return r.error().value(); return 0; } // B
RI c10_ok(RI r) { BOOST_OUTCOME_TRY(x, r); return x + 1; }
RI c11_ok() { BOOST_OUTCOME_TRY(x, rm()); return x + 1; }
int c12_bad() { RI r = std::errc::bad_address; return r.value(); } // B
int c13_ok() { RI r = 3; return r.value(); }
int c14_bad() { RI r = oc::failure(std::errc::bad_address); return r.value(); } // B
int c15_ok() { RI r = oc::success(3); return r.value(); }
oc::std_outcome<int> om();
int c16_bad() { return om().value(); } // B
int c17_ok() { auto o = om(); if (!o) return 0; return o.value(); }

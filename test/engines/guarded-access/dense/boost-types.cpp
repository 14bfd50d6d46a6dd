// flags: -std=c++17
// boost optional, outcome, variant, any
#include <optional>
#include <boost/optional.hpp>
#include <boost/outcome.hpp>
#include <boost/variant.hpp>
#include <boost/any.hpp>
#include <string>
#include <map>
using BO = boost::optional<int>; int use(int); BO bmake(); bool coin();
namespace out = boost::outcome_v2; out::result<int> rmake();
int a1_bad() { return *bmake(); } // B
int a2_ok() { if (BO b = bmake()) return *b; return 0; }
int a3_bad() { BO b = bmake(); return b.get(); } // B
int a4_ok() { BO b = bmake(); if (b.is_initialized()) return b.get(); return 0; }
int a5_ok() { BO b = bmake(); if (!b) return 0; return boost::get(b); }
int a6_ok() { BO b = bmake(); if (b == boost::none) return 0; return *b; }
int a7_bad() { BO b = bmake(); if (b == boost::none) return *b; return 0; } // B
int a8_ok() { BO b = bmake(); if (b.get_value_or(-1) < 0) return 0; return *b; }
int a9_bad() { BO b(coin(), 3); return *b; } // B
int a10_ok(bool c) { BO b(c, 3); if (c) return *b; return 0; }
int a11_ok(bool c) { BO b = boost::make_optional(c, 3); if (c) return *b; return 0; }
int a12_ok() { boost::optional<int&> r; int x = 0; r = x; return *r; }
int a13_bad() { boost::optional<int&> r; return *r; } // B
int a14_ok() { BO b = bmake(); if (auto* p = b.get_ptr()) return *p; return 0; }
int a15_bad() { BO b = bmake(); b = boost::none; return b.value(); } // B
int a16_ok() { BO b = bmake(); if (!!b) return *b; return 0; }
int a17_ok() { auto b = boost::make_optional(3); return *b; }
int o1_bad() { auto r = rmake(); return r.value(); } // B
int o2_ok() { auto r = rmake(); if (!r) return 0; return r.value(); }
int o3_ok() { auto r = rmake(); if (r.has_error()) return 0; return r.assume_value(); }
int o4_bad() { auto r = rmake(); return r.assume_value(); } // B
int o5_bad() { auto r = rmake(); if (r) return r.error().value(); return 0; } // B
out::result<int> o6_ok() { BOOST_OUTCOME_TRY(v, rmake()); return v + 1; }
out::result<int> o7_ok() { auto r = rmake(); if (!r) return r.as_failure(); return r.value(); }
out::result<int> o8_ok() { auto r = rmake(); if (!r) return r.error(); return r.value(); }
using BV = boost::variant<int, std::string>;
int v1_bad(BV v) { return boost::get<int>(v); } // B
int v2_ok(BV v) { if (auto* p = boost::get<int>(&v)) return *p; return 0; }
int v3_bad(BV v) { return *boost::get<int>(&v); } // B
int v4_ok(BV v) { if (v.which() == 0) return boost::get<int>(v); return 0; }
int v5_ok(BV v) { try { return boost::get<int>(v); } catch (const boost::bad_get&) { return 0; } }
int v6_ok(BV v) { if (v.type() == typeid(int)) return boost::get<int>(v); return 0; }
int n1_bad(boost::any a) { return boost::any_cast<int>(a); } // B
int n2_ok(boost::any a) { if (a.type() == typeid(int)) return boost::any_cast<int>(a); return 0; }
int n3_bad(boost::any a) { return *boost::any_cast<int>(&a); } // B

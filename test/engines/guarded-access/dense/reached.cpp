// flags: -std=c++20
// What a call may write through an argument that has no one name.
#include <optional>
using OI = std::optional<int>;
struct In { bool *b; OI *o; };
struct S { bool f = false; int set(OI o, bool c); };
void flag(bool *); void put(OI *); void change(OI &); void all(In); void look(const In &); void setAll(S *);
int a1_bad(OI o, bool c) { bool f = false; flag(c ? &f : nullptr); if (f) return *o; return 0; } // B
int a2_bad(OI o, bool c) { bool f = false; flag(c ? &f : nullptr); while (f && (!o || *o > 0)) { *o -= 1; flag(&f); } return 0; } // B
int a3_ok(bool c) { OI o; put(c ? &o : nullptr); if (!o) return 0; return *o; }
int a4_bad(bool c) { OI o = 1, p = 1; change(c ? o : p); return *o; } // B
int a5_ok(bool c) { OI o; put(c ? &o : nullptr); return o ? *o : 0; }
int a6_ok(OI o, bool c) { bool f = false; if (c) f = true; if (f && !o) return 0; flag(c ? &f : nullptr); if (o && f) return *o; return 0; }
int a7_bad(OI o) { bool f = false; all({&f, nullptr}); if (f) return *o; return 0; } // B
int a8_bad(OI o) { bool f = false; In in{&f, nullptr}; look(in); if (f) return *o; return 0; } // FN: what a const object points to
int a9_bad(OI o, bool c) { bool f = false; bool *p = c ? &f : nullptr; flag(p); if (f) return *o; return 0; } // B
int a10_bad(OI o, bool c) { bool f = false, g = false; bool &p = c ? f : g; p = true; if (f) return *o; return 0; } // B
int a11_bad(OI o) { bool f[2] = {false, false}; flag(f + 1); if (f[1]) return *o; return 0; } // B
int a12_bad(OI o) { bool f[2] = {false, false}; flag(&f[0]); if (f[1]) return *o; return 0; } // B
int S::set(OI o, bool c) { f = false; setAll(c ? this : nullptr); if (f) return *o; return 0; } // B
int a13_bad(OI o, bool c) { S s; s.f = false; setAll(c ? &s : nullptr); if (s.f) return *o; return 0; } // B
int a14_bad(OI o, bool c) { S s; s.f = false; flag(c ? &s.f : nullptr); if (s.f) return *o; return 0; } // B
static void see(bool *b) { if (b) *b = true; }
static void empty(OI &o) { o.reset(); }
int a15_bad(OI o, bool c) { bool f = false; see(c ? &f : nullptr); if (f) return *o; return 0; } // B
int a16_bad(bool c) { OI o = 1, p = 1; empty(c ? o : p); return *o; } // B
int a17_ok(bool c) { OI o = 1, p = 1; empty(c ? o : p); if (!o || !p) return 0; return *o + *p; }

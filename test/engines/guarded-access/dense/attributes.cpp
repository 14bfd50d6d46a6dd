// flags: -std=c++20 -I{source}/codex-rules/include
#include <codex/attributes.h>
#include <string>
#include <map>
#include <vector>
#include <memory>
int use(int); bool coin();
template <class T> class CODEX_WRAPPER Maybe { public: Maybe(); Maybe(T); bool ok() const; explicit operator bool() const; T& value(); T& operator*(); T* operator->(); const T& operator*() const; T value_or(T) const; void reset(); T& get(); T unwrap(); bool is_none() const; };
Maybe<int> mm();
int a1_bad(Maybe<int> m) { return *m; } // B
int a2_ok(Maybe<int> m) { if (m.ok()) return *m; return 0; }
int a3_ok(Maybe<int> m) { if (!m) return 0; return m.value(); }
int a4_bad() { return mm().unwrap(); } // B
int a5_bad(Maybe<int> m) { if (!m) return 0; m.reset(); return *m; } // B
int a6_ok(Maybe<int> m) { if (m.is_none()) return 0; return m.get(); }
template <class T> struct Sub : Maybe<T> {};
int a7_bad(Sub<int> m) { return *m; } // B
int a8_ok(Sub<int> m) { if (!m.ok()) return 0; return *m; }
int a9_bad(Maybe<std::string> m) { return m->size(); } // B

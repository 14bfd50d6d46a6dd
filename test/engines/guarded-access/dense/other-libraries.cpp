// flags: -std=c++17
// mocks of folly, arrow, bsl, base, tl, nonstd, llvm, Qt, glog-like, leaf
#include <string>
#include <memory>
#include <utility>
bool coin(); int use(int); void log(const char*);
namespace folly {
struct None { explicit constexpr None(int) {} }; inline constexpr None none{0};
template <class T> struct Optional { Optional(); Optional(const None&); Optional(const T&); Optional(T&&); void assign(const None&); template<class... A> T& emplace(A&&...); void reset(); void clear(); const T& value() const&; T& value() &; T&& value() &&; bool has_value() const; bool hasValue() const; explicit operator bool() const; const T& operator*() const; T& operator*(); T* operator->(); const T* operator->() const; T* get_pointer(); template<class U> T value_or(U&&) const; };
template <class T> Optional<T> make_optional(T&&);
template <class E> struct Unexpected { explicit Unexpected(E); }; template <class E> Unexpected<E> makeUnexpected(E);
template <class T, class E> struct Expected { Expected(); Expected(T); Expected(Unexpected<E>); bool hasValue() const; bool hasError() const; explicit operator bool() const; T& value(); const T& value() const; T& operator*(); const T& operator*() const; T* operator->(); E& error(); const E& error() const; T value_or(T) const; };
struct exception_wrapper {};
template <class T> struct Try { Try(); Try(T); explicit Try(exception_wrapper); T& value(); const T& value() const; T& operator*(); T* operator->(); bool hasValue() const; bool hasException() const; void throwUnlessValue() const; exception_wrapper& exception(); };
}
int f1_ok(folly::Optional<int> o) { if (o.hasValue()) return *o; return 0; }
int f2_bad(folly::Optional<int> o) { return *o; } // B
int f3_bad() { folly::Optional<int> o = folly::none; return o.value(); } // B
int f4_ok(folly::Optional<int> o) { if (auto p = o.get_pointer()) return *p; return 0; }
int f5_bad(folly::Optional<int> o) { if (!o) return 0; o.clear(); return *o; } // B
int f6_bad(folly::Expected<int, int> e) { return e.value(); } // B
int f7_ok(folly::Expected<int, int> e) { if (e.hasError()) return e.error(); return e.value(); }
int f8_bad(folly::Expected<int, int> e) { return e.error(); } // B
int f9_bad() { folly::Expected<int, int> e = folly::makeUnexpected(3); return *e; } // B
int f10_bad(folly::Try<int> t) { return t.value(); } // B
int f11_ok(folly::Try<int> t) { if (t.hasException()) return 0; return *t; }
int f12_ok(folly::Try<int> t) { t.throwUnlessValue(); return *t; }
int f13_ok() { auto o = folly::make_optional(3); return *o; }
int f14_bad(folly::Optional<int> o) { if (!o) return 0; o = folly::none; return *o; } // B
namespace arrow {
struct Status { static Status OK(); static Status Invalid(const char*); bool ok() const; };
template <class T> struct Result { Result(); Result(T); Result(const Status&); bool ok() const; const Status& status() const; const T& ValueOrDie() const&; T ValueOrDie() &&; const T& operator*() const&; T operator*() &&; T* operator->(); T ValueUnsafe() &&; const T& ValueUnsafe() const&; T ValueOr(T) const; T MoveValueUnsafe(); };
}
arrow::Result<int> am();
#define ARROW_ASSIGN_OR_RAISE(lhs, rexpr) auto&& r_ = (rexpr); if (!r_.ok()) return r_.status(); lhs = std::move(r_).ValueUnsafe()
#define ARROW_RETURN_NOT_OK(s) do { arrow::Status s_ = (s); if (!s_.ok()) return s_; } while (0)
arrow::Status g1_ok() { ARROW_ASSIGN_OR_RAISE(int x, am()); use(x); return arrow::Status::OK(); }
int g2_bad() { return am().ValueOrDie(); } // B
int g3_bad() { auto r = am(); return *r; } // B
int g4_ok() { auto r = am(); if (!r.ok()) return 0; return *r; }
arrow::Status g5_ok() { auto r = am(); ARROW_RETURN_NOT_OK(r.status()); use(*r); return arrow::Status::OK(); }
int g6_bad() { arrow::Result<int> r = arrow::Status::Invalid("x"); return r.ValueUnsafe(); } // B
int g7_bad() { return am().MoveValueUnsafe(); } // B
namespace bsl { struct nullopt_t {}; inline constexpr nullopt_t nullopt{}; }
namespace BloombergLP { namespace bslstl { template <class T> struct Optional_Base { Optional_Base(); Optional_Base(bsl::nullopt_t); Optional_Base(const T&); bool has_value() const; explicit operator bool() const; T& value(); T& operator*(); T* operator->(); void reset(); T value_or(T) const; }; }
namespace bdlb { template <class T> struct NullableValue : bslstl::Optional_Base<T> { NullableValue(); NullableValue(const T&); bool isNull() const; T& makeValue(const T&); const T* valueOrNull() const; T valueOr(T) const; const T* addressOr(const T*) const; }; } }
namespace bsl { template <class T> struct optional : BloombergLP::bslstl::Optional_Base<T> { using BloombergLP::bslstl::Optional_Base<T>::Optional_Base; }; }
int h1_bad(bsl::optional<int> o) { return *o; } // B
int h2_ok(bsl::optional<int> o) { if (o.has_value()) return o.value(); return 0; }
int h3_bad(BloombergLP::bdlb::NullableValue<int> o) { return o.value(); } // B
int h4_ok(BloombergLP::bdlb::NullableValue<int> o) { if (o.isNull()) return 0; return o.value(); }
int h5_ok(BloombergLP::bdlb::NullableValue<int> o) { o.makeValue(3); return o.value(); }
int h6_bad(BloombergLP::bdlb::NullableValue<int> o) { if (!o.isNull()) return 0; return o.value(); } // B
namespace base { struct nullopt_t {}; template <class T> struct Optional { Optional(); Optional(T); bool has_value() const; explicit operator bool() const; T& value(); T& operator*(); T* operator->(); }; 
template <class E> struct unexpected { explicit unexpected(E); }; template <class T, class E> struct expected { expected(); expected(T); expected(unexpected<E>); bool has_value() const; T& value(); T& operator*(); T* operator->(); E& error(); template <class F> auto transform(F); }; }
#define CHECK(c) do { if (__builtin_expect(!(c), 0)) __builtin_trap(); } while (0)
int i1_bad(base::Optional<int> o) { return *o; } // B
int i2_ok(base::Optional<int> o) { CHECK(o); return *o; }
int i3_ok(base::Optional<int> o) { CHECK(o.has_value()); return o.value(); }
int i4_bad(base::expected<int, int> e) { return e.value(); } // B
int i5_ok(base::expected<int, int> e) { if (!e.has_value()) return e.error(); return *e; }
int i6_bad(base::expected<int, int> e) { if (e.has_value()) return e.error(); return 0; } // B
namespace tl { struct nullopt_t {}; template <class T> struct optional { optional(); optional(T); optional(nullopt_t); bool has_value() const; explicit operator bool() const; T& value(); T& operator*(); T* operator->(); template <class F> auto map(F f) -> optional<decltype(f(*(T*)nullptr))> { return {}; } void reset(); T value_or(T) const; }; template <class E> struct unexpected { explicit unexpected(E); }; template <class T, class E> struct expected { expected(T); expected(unexpected<E>); bool has_value() const; explicit operator bool() const; T& value(); T& operator*(); T* operator->(); E& error(); }; template <class E> unexpected<E> make_unexpected(E); }
int j1_bad(tl::optional<int> o) { return *o; } // B
int j2_ok(tl::optional<int> o) { if (!o) return 0; return *o.map([](int x) { return x; }); }
int j3_bad(tl::expected<int, int> e) { return *e; } // B
int j4_ok(tl::expected<int, int> e) { if (!e) return e.error(); return *e; }
int j5_bad() { tl::expected<int, int> e = tl::make_unexpected(3); return *e; } // B
struct QObject { virtual ~QObject(); }; struct QW : QObject { int x; void show(); };
template <class T> T qobject_cast(QObject* o) { return dynamic_cast<T>(o); }
template <class T> struct QSharedPointer { T* operator->() const; T& operator*() const; explicit operator bool() const; bool isNull() const; T* data() const; };
template <class T> struct QWeakPointer { QSharedPointer<T> lock() const; QSharedPointer<T> toStrongRef() const; };
template <class T> struct QPointer { T* operator->() const; T& operator*() const; operator T*() const; bool isNull() const; T* data() const; };
template <class K, class V> struct QMap { struct iterator { V& value() const; V& operator*() const; V* operator->() const; const K& key() const; bool operator==(const iterator&) const; bool operator!=(const iterator&) const; }; struct const_iterator { const V& value() const; const V& operator*() const; const V* operator->() const; bool operator==(const const_iterator&) const; bool operator!=(const const_iterator&) const; }; iterator find(const K&); const_iterator find(const K&) const; const_iterator constFind(const K&) const; iterator end(); const_iterator end() const; const_iterator constEnd() const; const_iterator cend() const; bool contains(const K&) const; V value(const K&) const; };
template <class K, class V> struct QHash : QMap<K, V> {};
int q1_bad(QObject* o) { return qobject_cast<QW*>(o)->x; } // B
int q2_ok(QObject* o) { if (auto w = qobject_cast<QW*>(o)) return w->x; return 0; }
int q3_bad(QWeakPointer<QW> w) { return w.toStrongRef()->x; } // B
int q4_ok(QWeakPointer<QW> w) { if (auto p = w.toStrongRef()) return p->x; return 0; }
int q5_ok(QWeakPointer<QW> w) { auto p = w.lock(); if (p.isNull()) return 0; return p->x; }
int q6_bad(QMap<int, int>& m) { return m.find(3).value(); } // B
int q7_bad(const QMap<int, int>& m) { return *m.constFind(3); } // B
int q8_ok(const QMap<int, int>& m) { auto it = m.constFind(3); if (it == m.constEnd()) return 0; return it.value(); }
int q9_ok(QMap<int, int>& m) { auto it = m.find(3); if (it != m.end()) return it.value(); return 0; }
int q10_ok(QMap<int, int>& m) { if (m.contains(3)) return m.find(3).value(); return 0; }

// flags: -std=c++20
//
// _bad is reported, _ok is not.
#include <algorithm>
#include <any>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>
using M = std::map<std::string, int>;
void die() __attribute__((noreturn));
int direct_bad(const M &m) { return m.find("a")->second; } // expect: may be the 'not found' of a
// [example-bad]
int iterator_bad(const M &m) {
  auto it = m.find("a");
  return it->second; // expect: may be the 'not found' of a
}
// [/example-bad]
// [example-ok]
int tested_ok(const M &m) {
  auto it = m.find("a");
  if (it == m.end())
    return 0;
  return it->second;
}
// [/example-ok]
int initStatement_ok(const M &m) {
  if (auto it = m.find("a"); it != m.end())
    return it->second;
  return 0;
}
int wrongBranch_bad(const M &m) {
  if (auto it = m.find("a"); it == m.end())
    return it->second; // expect: may be the 'not found' of a
  return 0;
}
int contains_ok(const M &m, const std::string &k) {
  if (!m.contains(k))
    return 0;
  return m.find(k)->second;
}
int counted_ok(const M &m, const std::string &k) {
  if (m.count(k) == 0)
    return 0;
  auto it = m.find(k);
  return it->second;
}
int inserted_ok(M &m, const std::string &k) {
  m[k] = 3;
  return m.find(k)->second;
}
int otherKey_bad(M &m, const std::string &k, const std::string &j) {
  if (!m.contains(j))
    return 0;
  return m.find(k)->second; // expect: may be the 'not found' of a
}
int loop_ok(const M &m) {
  int s = 0;
  for (auto it = m.begin(); it != m.end(); ++it)
    s += it->second;
  return s;
}
int replaced_ok(const M &m) {
  auto it = m.find("a");
  if (it == m.end())
    it = m.begin();
  return it->second;
}
int dies_ok(const M &m) {
  auto it = m.find("a");
  if (it == m.end())
    die();
  return it->second;
}
int searchDirect_bad(const std::vector<int> &v) {
  return *std::find(v.begin(), v.end(), 3); // expect: may be the 'not found' of a
}
int searchTernary_ok(const std::vector<int> &v) {
  auto it = std::find(v.begin(), v.end(), 3);
  return it != v.end() ? *it : 0;
}
int searchIf_bad(const std::vector<int> &v) {
  auto it = std::find_if(v.begin(), v.end(), [](int x) { return x > 3; });
  return *it; // expect: may be the 'not found' of a
}
int namedEnd_ok(const std::vector<int> &v) {
  auto e = v.end();
  auto it = std::find(v.begin(), e, 3);
  if (it == e)
    return 0;
  return *it;
}
int emplaced_ok(M &m) {
  auto it = m.find("a");
  if (it == m.end())
    it = m.emplace("a", 3).first;
  return it->second;
}
int flag_ok(M &m) {
  auto it = m.find("a");
  bool found = it != m.end();
  if (found)
    return it->second;
  return 0;
}
int loopOn_ok(M &m) {
  auto it = m.find("a");
  while (it != m.end()) {
    if (it->second)
      ++it;
    else
      break;
  }
  return 3;
}
int reused_bad(M &m) {
  auto it = m.find("a");
  if (it != m.end())
    m.erase("b");
  it = m.find("b");
  return it->second; // expect: may be the 'not found' of a
}
std::string environment_bad() { return std::getenv("HOME"); } // expect: may be the 'not found' of a
std::string environmentDefault_ok() {
  const char *h = std::getenv("HOME");
  return h ? h : "";
}
std::string environmentString_bad() {
  std::string s = getenv("HOME"); // expect: may be the 'not found' of a
  return s;
}
std::string environmentTwice_ok() {
  if (getenv("HOME"))
    return getenv("HOME");
  return "";
}
int environmentNumber_bad() { return atoi(getenv("PORT")); } // expect: may be the 'not found' of a
int environmentTested_ok() {
  auto p = getenv("PORT");
  if (p == nullptr)
    return 0;
  return atoi(p);
}
int environmentEmpty_ok() {
  auto p = getenv("PORT");
  if (!p || !*p)
    return 0;
  return atoi(p);
}
size_t character_bad(const char *s) {
  return strchr(s, ',') - s + *strchr(s, ','); // expect: may be the 'not found' of a
}
int characterTested_ok(const char *s) {
  const char *c = strchr(s, ',');
  if (c)
    return c[1];
  return 0;
}
int characterNext_bad(const char *s) {
  const char *c = strchr(s, ',');
  return c[1]; // expect: may be the 'not found' of a
}
int file_bad() {
  FILE *f = fopen("x", "r");
  char b[3];
  fgets(b, 3, f); // expect: may be the 'not found' of a
  fclose(f);
  return b[0];
}
int fileTested_ok() {
  FILE *f = fopen("x", "r");
  if (!f)
    return 1;
  char b[3];
  fgets(b, 3, f);
  fclose(f);
  return b[0];
}
struct B {
  virtual ~B();
};
struct D : B {
  int x;
  int y();
};
int cast_bad(B *b) { return dynamic_cast<D *>(b)->x; } // expect: may be the 'not found' of a
int castTested_ok(B *b) {
  if (auto d = dynamic_cast<D *>(b))
    return d->x;
  return 0;
}
int castNamed_bad(B *b) {
  auto d = dynamic_cast<D *>(b);
  return d->y(); // expect: may be the 'not found' of a
}
int castEarly_ok(B *b) {
  auto d = dynamic_cast<D *>(b);
  if (!d)
    return 0;
  return d->y();
}
int castReference_ok(B &b) { return dynamic_cast<D &>(b).x; }
int castOrNull_ok(B *b) {
  D *d = b ? dynamic_cast<D *>(b) : nullptr;
  if (d == nullptr)
    return 0;
  return d->x;
}
int castLater_bad(B *b) {
  D *d = nullptr;
  d = dynamic_cast<D *>(b);
  if (b)
    return d->x; // expect: may be the 'not found' of a
  return 0;
}
int made_ok(B *b) {
  D *d = new D;
  return d->x;
}
int given_ok(D *d) { return d->x; }
int castTwice_ok(B *b) {
  if (dynamic_cast<D *>(b))
    return dynamic_cast<D *>(b)->x;
  return 0;
}
int castShared_bad(std::shared_ptr<B> b) {
  return std::dynamic_pointer_cast<D>(b)->x; // expect: may be the 'not found' of a
}
int castSharedTested_ok(std::shared_ptr<B> b) {
  auto d = std::dynamic_pointer_cast<D>(b);
  if (d)
    return d->x;
  return 0;
}
int weak_bad(std::weak_ptr<D> w) { return w.lock()->x; } // expect: may be the 'not found' of a
int weakTested_ok(std::weak_ptr<D> w) {
  if (auto s = w.lock())
    return s->x;
  return 0;
}
int weakNamed_bad(std::weak_ptr<D> w) {
  auto s = w.lock();
  return s->x; // expect: may be the 'not found' of a
}
int weakInLambda_ok(std::weak_ptr<D> w) {
  auto s = w.lock();
  if (!s)
    return 0;
  auto f = [s] { return s->x; };
  return f();
}
int weakExpired_bad(std::weak_ptr<D> w) {
  if (!w.expired()) {
  }
  auto s = w.lock();
  return (*s).x; // expect: may be the 'not found' of a
}
int variant_bad(std::variant<int, double> &v) { return *std::get_if<int>(&v); } // expect: may be the 'not found' of a
int variantTested_ok(std::variant<int, double> &v) {
  if (auto p = std::get_if<int>(&v))
    return *p;
  return 0;
}
struct Holder {
  D *d;
  void init(B *b);
  int use_ok();
};
void Holder::init(B *b) { d = dynamic_cast<D *>(b); }
int Holder::use_ok() { return d->x; }

//===-- Functions of the project that may find nothing ---------------------===//

struct QuotaPolicy {
  int Limit;
};
struct Policies {
  const QuotaPolicy *find(const std::string &Key) const {
    auto It = Rows.find(Key);
    return It == Rows.end() ? nullptr : &It->second;
  }
  std::map<std::string, QuotaPolicy> Rows;
};
static QuotaPolicy *slotFor(QuotaPolicy *All, int N, int Limit) {
  for (int I = 0; I < N; ++I)
    if (All[I].Limit == Limit)
      return &All[I];
  return nullptr;
}
static std::shared_ptr<QuotaPolicy>
cachedPolicy(const std::map<int, std::shared_ptr<QuotaPolicy>> &Cache, int Id) {
  auto It = Cache.find(Id);
  if (It == Cache.end())
    return nullptr;
  return It->second;
}
static QuotaPolicy *rowAt(QuotaPolicy *All, int N, int I) {
  if (I < 0 || I >= N)
    return nullptr;
  return &All[I];
}
static void *allocate(int N, int Size) {
  while (N > 0 && Size > 0)
    if (void *P = std::malloc(std::size_t(N) * Size))
      return P;
  return nullptr;
}
enum class Kind { A, B };
static const QuotaPolicy *tableOf(Kind K) {
  static const QuotaPolicy A{1}, B{2};
  switch (K) {
  case Kind::A:
    return &A;
  case Kind::B:
    return &B;
  }
  return nullptr;
}

// incident: google-cloud-2025-06-12-service-control
bool allowed_bad(const Policies &All, const std::string &Key, int N) {
  const QuotaPolicy *P = All.find(Key);
  return N < P->Limit; // expect: codex-unchecked-lookup
}

int ownSearch_bad(QuotaPolicy *All, int N) {
  return slotFor(All, N, 5)->Limit; // expect: codex-unchecked-lookup
}

int ownShared_bad(const std::map<int, std::shared_ptr<QuotaPolicy>> &Cache) {
  auto P = cachedPolicy(Cache, 5);
  return P->Limit; // expect: codex-unchecked-lookup
}

bool allowed_ok(const Policies &All, const std::string &Key, int N) {
  const QuotaPolicy *P = All.find(Key);
  return P == nullptr || N < P->Limit;
}

int ownSearch_ok(QuotaPolicy *All, int N) {
  if (QuotaPolicy *P = slotFor(All, N, 5))
    return P->Limit;
  return 0;
}

int rows_ok(QuotaPolicy *All, int N) {
  int Sum = 0;
  for (int I = 0; I < N; ++I)
    Sum += rowAt(All, N, I)->Limit;
  return Sum;
}

int allocated_ok(int N) {
  auto *Values = static_cast<int *>(allocate(N, sizeof(int)));
  return Values[0];
}

int table_ok(Kind K) { return tableOf(K)->Limit; }

char firstWord_bad(char *Line) {
  char *Word = strtok(Line, " ");
  return Word[0]; // expect: 'Word' is used
}
char firstWord_ok(char *Line) {
  char *Word = strtok(Line, " ");
  return Word ? Word[0] : '\0';
}

// --- function objects, bounds, and what takes a string ---------------------------
int ranges_bad(std::vector<int> &v) {
  return *std::ranges::find(v, 3); // expect: may be the 'not found' of a search
}
int ranges_ok(std::vector<int> &v) {
  auto it = std::ranges::find(v, 3);
  if (it == v.end())
    return 0;
  return *it;
}
int bound_bad(std::map<int, int> &m) {
  return m.lower_bound(3)->second; // expect: may be the 'not found' of a
}
int bound_ok(std::map<int, int> &m) {
  auto it = m.upper_bound(3);
  if (it == m.begin())
    return 0;
  --it;
  return it->second;
}
int boundInVector_bad(std::vector<int> &v) {
  return *std::lower_bound(v.begin(), v.end(), 3); // expect: may be the 'not found' of a
}
int endOfAnother_bad(M &m, M &n) {
  auto it = m.find("a");
  if (it == n.end())
    return 0;
  return it->second; // expect: may be the 'not found' of a
}
std::string assigned_bad() {
  std::string s;
  s = getenv("A"); // expect: may be the 'not found' of a
  return s;
}
std::string appended_bad() {
  std::string s;
  s += getenv("A"); // expect: may be the 'not found' of a
  return s;
}
bool compared_bad(const std::string &s) {
  return s == getenv("A"); // expect: may be the 'not found' of a
}
bool comparedFirst_bad() {
  return strcmp(getenv("A"), "x") == 0; // expect: may be the 'not found' of a
}
bool compared_ok(const std::string &s) {
  const char *a = getenv("A");
  return a && s == a;
}
int token_bad(char *s) {
  return atoi(strtok(s, ",")); // expect: may be the 'not found' of a
}
int token_ok(char *s) {
  char *t = strtok(s, ",");
  return t ? atoi(t) : 0;
}
int anyPointer_bad(std::any &a) {
  return *std::any_cast<int>(&a); // expect: may be the 'not found' of a cast
}
int anyPointer_ok(std::any &a) {
  auto *p = std::any_cast<int>(&a);
  return p ? *p : 0;
}

// --- the calendar ----------------------------------------------------------------
#include <ctime>
int year_ok() {
  std::time_t Now = std::time(nullptr);
  std::tm *Local = std::localtime(&Now);
  return Local->tm_year + 1900;
}

// What is found may have a reference's name.
int reference_bad(const M &m) {
  const auto &it = m.find("a");
  return it->second; // expect: may be the 'not found' of a
}
int reference_ok(const M &m) {
  const auto &it = m.find("a");
  if (it == m.end())
    return 0;
  return it->second;
}
char forwarding_bad(const char *s) {
  auto &&p = strchr(s, ':');
  return *p; // expect: may be the 'not found' of a
}

// Behind nothing there is no place.
char behind_bad(const char *s) {
  const char *p = strrchr(s, '/');
  p++; // expect: 'p' is used with '++' and may be the 'not found' of a
  return *p;
}
char behindInPlace_bad(const char *s) {
  return *(strrchr(s, '/') + 1); // expect: is used with '+' and may be the
}
std::string behind_ok(const char *s) {
  const char *p = strrchr(s, '/');
  p = p ? p + 1 : s;
  return p;
}
int behindEnd_bad(const M &m) {
  auto it = m.find("a");
  ++it; // expect: may be the 'not found' of a
  return it == m.end() ? 0 : it->second;
}
int behindEnd_ok(const M &m) {
  int sum = 0;
  for (auto it = m.find("a"); it != m.end(); ++it)
    sum += it->second;
  return sum;
}
int before_ok(const M &m) {
  auto it = m.lower_bound("a");
  if (it == m.begin())
    return 0;
  return (--it)->second;
}

// A container that no model names is known by its shape: find() returns what
// end() does.
struct Setting {
  int value;
};
struct Settings {
  typedef Setting *iterator;
  iterator begin();
  iterator end();
  const Setting *begin() const;
  const Setting *end() const;
  iterator find(int key);
  const Setting *find(int key) const;
  bool contains(int key) const;
  Setting &operator[](int key);
};
struct Numbers { // these find something else
  Setting *begin();
  Setting *end();
  Setting &find(int key);
};
template <class T> struct Ordered {
  struct iterator {
    T &operator*() const;
    T *operator->() const;
    bool operator==(const iterator &) const;
  };
  iterator begin();
  iterator end();
  iterator find(int key);
};
struct Indexed {
  typedef const Setting *iterator;
  iterator begin() const;
  iterator end() const;
  template <class Key> iterator find(const Key &key) const;
};
struct OrderedSettings : Ordered<Setting> {};
int shape_bad(Settings &s) {
  auto i = s.find(1);
  return i->value; // expect: may be the 'not found' of a
}
int shape_ok(Settings &s) {
  auto i = s.find(1);
  if (i == s.end())
    return 0;
  return i->value;
}
int shapeConst_bad(const Settings &s) {
  const Setting *i = s.find(1);
  if (i == s.end())
    return i->value; // expect: may be the 'not found' of a
  return 0;
}
int shapeContains_ok(const Settings &s) { return s.contains(1) ? s.find(1)->value : 0; }
int shapeInserted_ok(Settings &s) {
  s[1].value = 2;
  return s.find(1)->value;
}
int shapeOfOther_ok(Numbers &n) { return n.find(1).value; }
int shapeOfBase_bad(OrderedSettings &s) { return s.find(1)->value; } // expect: may be the 'not found' of a
int shapeOfBase_ok(OrderedSettings *s) {
  if (auto i = s->find(1); i != s->end())
    return i->value;
  return 0;
}
int shapeOfTemplate_bad(Indexed &s) {
  Indexed::iterator i = s.find(1);
  return i->value; // expect: may be the 'not found' of a
}
int shapeOfTemplate_ok(Indexed &s) {
  Indexed::iterator i = s.find(1);
  return i == s.end() ? 0 : i->value;
}

// An iterator that lies before another is not at the end.
int before_bad(std::vector<int> &v) {
  auto it = std::find(v.begin(), v.end(), 3);
  if (it < v.end())
    return 0;
  return *it; // expect: may be the 'not found' of a
}
int beforeEnd_ok(std::vector<int> &v) {
  auto it = std::find(v.begin(), v.end(), 3);
  return it < v.end() ? *it : 0;
}
int notBefore_ok(std::vector<int> &v) {
  auto it = std::find(v.begin(), v.end(), 3);
  if (it >= v.end())
    return 0;
  return *it;
}
int loopBefore_ok(std::vector<int> &v) {
  auto it = std::find(v.begin(), v.end(), 3);
  int sum = 0;
  while (v.end() > it)
    sum += *it++;
  return sum;
}
// A container's own iterator, which can be asked whether it is one (wesnoth).
struct Unit {
  int moves;
  void rename();
};
struct UnitMap {
  struct iterator {
    Unit *at;
    Unit &operator*() const;
    Unit *operator->() const;
    bool valid() const;
    explicit operator bool() const;
  };
  iterator find(int);
  iterator begin();
  iterator end();
};
void valid_ok(UnitMap &units) {
  auto u = units.find(3);
  if (u.valid() && u->moves)
    u->rename();
}
void isIterator_ok(UnitMap &units) {
  if (auto u = units.find(3))
    u->rename();
}
void invalid_bad(UnitMap &units) {
  auto u = units.find(3);
  if (!u.valid())
    u->rename(); // expect: may be the 'not found' of a
}
void notAsked_bad(UnitMap &units) {
  auto u = units.find(3);
  u->rename(); // expect: may be the 'not found' of a
}
// Of a template, `found()` has no type before it is instantiated (supertux).
struct Shape {
  virtual ~Shape();
  int sides;
};
template <class T> struct OfKind {
  Shape *first;
  T *found;
  explicit OfKind(Shape *s) : first(s), found() {
    if (s)
      found = dynamic_cast<T *>(s);
  }
  int sides_ok() { return found ? found->sides : 0; }
};
// What says something of the object has looked whether there is one; its body
// is elsewhere (cppcheck, 2026-11-28).
bool isSquare(const Shape *s);
bool isNoShape(const Shape *s);
struct Square : Shape {
  int length;
};
void predicate_ok(Shape *one) {
  auto *s = dynamic_cast<Square *>(one);
  while (isSquare(s) && s->length > 3)
    --s->length;
}
void otherWay_bad(Shape *one) {
  auto *s = dynamic_cast<Square *>(one);
  if (!isSquare(s))
    s->length = 4; // expect: may be the 'not found' of a
}
void saysNone_bad(Shape *one) {
  auto *s = dynamic_cast<Square *>(one);
  if (isNoShape(s))
    s->length = 4; // expect: may be the 'not found' of a
}

struct cJSON {
  int valueint;
  char *valuestring;
};
extern "C" {
cJSON *cJSON_GetObjectItemCaseSensitive(const cJSON *, const char *);
int cJSON_IsNumber(const cJSON *);
}

// incident: google-cloud-2025-06-12-service-control
int limit_bad(const cJSON *Policy) {
  const cJSON *Limit = cJSON_GetObjectItemCaseSensitive(Policy, "limit");
  return Limit->valueint; // expect: look-up in a JSON text
}
int limit_ok(const cJSON *Policy) {
  const cJSON *Limit = cJSON_GetObjectItemCaseSensitive(Policy, "limit");
  return cJSON_IsNumber(Limit) ? Limit->valueint : 0;
}
int limitOr_ok(const cJSON *Policy) {
  const cJSON *Limit = cJSON_GetObjectItemCaseSensitive(Policy, "limit");
  if (!cJSON_IsNumber(Limit))
    return -1;
  return Limit->valueint;
}

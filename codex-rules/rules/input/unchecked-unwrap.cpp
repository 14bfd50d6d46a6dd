// flags: -std=c++20
// The rule's behaviour, by angle. A name says what is expected of a function:
// _bad is reported, _ok is not; _FN and _FP are known gaps, with their reason.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

int use(int);
bool coin();
void log(const char *);
[[noreturn]] void die();
std::optional<int> make();
struct Limits {
  std::optional<int> Features;
  bool Strict = false;
  std::optional<int> get() const;
  std::optional<int> &features() { return Features; }
  void refresh();
};

// [example-bad]
int featureCount_bad(std::optional<int> Count) {
  return Count.value(); // expect: 'Count' is unwrapped with 'value()' and may be empty here
}
// [/example-bad]

// [example-ok]
int featureCount_ok(std::optional<int> Count) {
  if (!Count)
    return 0;
  return Count.value();
}
// [/example-ok]

int star_bad(std::optional<int> O) {
  return *O; // expect: 'O' is unwrapped with '*'
}
int arrow_bad(std::optional<std::string> O) {
  return O->size(); // expect: 'O' is unwrapped with '->'
}
int temporary_bad() {
  return *make(); // expect: 'make()' is unwrapped with '*'
}
int call_bad(std::optional<int> O) {
  return use(*std::move(O)); // expect: is unwrapped with '*'
}

// --- tests -----------------------------------------------------------------
int hasValue_ok(std::optional<int> O) {
  if (O.has_value())
    return *O;
  return 0;
}
int negated_ok(std::optional<int> O) {
  if (!O.has_value())
    return 0;
  return *O;
}
int wrongBranch_bad(std::optional<int> O) {
  if (O)
    return 0;
  return *O; // expect: 'O' is unwrapped
}
int nullopt_ok(std::optional<int> O) {
  if (O == std::nullopt)
    return 0;
  return *O;
}
int nulloptLeft_ok(std::optional<int> O) {
  return std::nullopt != O ? *O : 0;
}
int both_ok(std::optional<int> A, std::optional<int> B) {
  if (A && B)
    return *A + *B;
  return 0;
}
int either_bad(std::optional<int> A, std::optional<int> B) {
  if (A || B)
    return *A; // expect: 'A' is unwrapped
  return 0;
}
int demorgan_ok(std::optional<int> A, std::optional<int> B) {
  if (!(A.has_value() && B.has_value()))
    return 0;
  return *A + *B;
}
int conditional_ok(std::optional<int> O) { return O ? *O : 0; }
int comma_ok(std::optional<int> O) {
  if (log("x"), O.has_value())
    return *O;
  return 0;
}
int whileLoop_ok() {
  std::optional<int> O = make();
  int Sum = 0;
  while (O) {
    Sum += *O;
    O = make();
  }
  return Sum;
}
int initStatement_ok() {
  if (auto O = make(); O)
    return *O;
  return 0;
}
int assignInCondition_ok() {
  std::optional<int> O;
  while ((O = make()))
    use(*O);
  return 0;
}
int equalsValue_ok(std::optional<int> O) {
  if (O == 3)
    return *O;
  return 0;
}
int notEqualsValue_bad(std::optional<int> O) {
  if (O != 3)
    return *O; // expect: 'O' is unwrapped
  return 0;
}
int greater_ok(std::optional<int> O) { return O > 1 ? *O : 0; }
int less_bad(std::optional<int> O) {
  return O < 1 ? *O : 0; // expect: 'O' is unwrapped
}
struct Fatal {
  ~Fatal() __attribute__((noreturn));
  Fatal &stream();
};
struct Voidify {
  void operator&(Fatal &) {}
};
int ternaryCheck_ok(std::optional<int> O) {
  O ? (void)0 : Voidify() & Fatal().stream();
  return *O;
}
int ternaryCheckInverted_bad(std::optional<int> O) {
  O ? Voidify() & Fatal().stream() : (void)0;
  return *O; // expect: 'O' is unwrapped
}
int sentinel_ok(std::optional<int> O) {
  if (O.value_or(-1) != -1)
    return *O;
  return 0;
}
int sentinelTruth_ok(std::optional<int> O) {
  if (O.value_or(0))
    return *O;
  return 0;
}
int sentinelTruth_bad(std::optional<int> O) {
  if (O.value_or(1))
    return *O; // expect: 'O' is unwrapped
  return 0;
}
int sentinelKept_ok(std::optional<int> O) {
  int Value = O.value_or(-1);
  if (Value >= 0)
    return *O;
  return 0;
}
int sentinelKept_bad(std::optional<int> O) {
  int Value = O.value_or(5);
  if (Value >= 0)
    return *O; // expect: 'O' is unwrapped
  return 0;
}
// As deep as places are followed, and one step deeper.
struct Link {
  Link *Next;
  std::optional<int> O;
};
int deepComparison_ok(Link *A, Link *B) {
  if (A->Next->Next->Next->Next == B->Next->Next->Next->Next && A->O)
    return *A->O;
  if (A->Next->Next->Next->Next->Next == B->Next->Next->Next->Next->Next &&
      A->O)
    return *A->O;
  return 0;
}
int sameState_ok(std::optional<int> A, std::optional<int> B) {
  if (A.has_value() != B.has_value())
    return 0;
  return A ? *B : 0;
}
int noreturn_ok(std::optional<int> O) {
  if (!O)
    die();
  return *O;
}
int thrown_ok(std::optional<int> O) {
  if (!O)
    throw 1;
  return *O;
}
int assumed_ok(std::optional<int> O) {
  if (!O)
    __builtin_unreachable();
  return *O;
}
int switchOn_ok(std::optional<int> O, int Kind) {
  switch (Kind) {
  case 1:
    if (!O)
      return 0;
    break;
  default:
    return 1;
  }
  return *O;
}
int gotoOut_ok(std::optional<int> O) {
  if (!O)
    goto Out;
  return *O;
Out:
  return 0;
}
int continued_ok(const std::vector<std::optional<int>> &All) {
  int Sum = 0;
  for (const auto &O : All) {
    if (!O)
      continue;
    Sum += *O;
  }
  return Sum;
}
int onePathOnly_bad(std::optional<int> O, bool Check) {
  if (Check)
    if (!O)
      return 0;
  return *O; // expect: 'O' is unwrapped
}

// --- conditions that hang together ----------------------------------------
int flag_ok(std::optional<int> O) {
  bool Ok = O.has_value();
  log("x");
  if (Ok)
    return *O;
  return 0;
}
int flagStale_bad(std::optional<int> O) {
  bool Ok = O.has_value();
  O = make();
  if (Ok)
    return *O; // expect: 'O' is unwrapped
  return 0;
}
int sameConditionTwice_ok(bool Wanted) {
  std::optional<int> O;
  if (Wanted)
    O = 5;
  if (Wanted)
    return *O;
  return 0;
}
int twoConditions_ok(bool A, bool B) {
  std::optional<int> O;
  if (A && B)
    O = 1;
  if (!A || !B)
    return 0;
  return *O;
}
int oneOfTwo_bad(bool A, bool B) {
  std::optional<int> O;
  if (A && B)
    O = 1;
  if (A)
    return *O; // expect: 'O' is unwrapped
  return 0;
}
int otherCondition_bad(bool Wanted, bool Other) {
  std::optional<int> O;
  if (Wanted)
    O = 5;
  if (Other)
    return *O; // expect: 'O' is unwrapped
  return 0;
}
int count_ok(const std::vector<int> &In) {
  int N = 0;
  std::optional<int> First;
  for (int I : In) {
    if (N == 0) {
      First = I;
      N = 1;
    }
  }
  if (N > 0)
    return *First;
  return 0;
}
enum class Mode { Fast, Slow };
int enumeration_ok(Mode M) {
  std::optional<int> O;
  if (M == Mode::Fast)
    O = 1;
  switch (M) {
  case Mode::Fast:
    return *O;
  case Mode::Slow:
    return 0;
  }
  return 0;
}
int enumeration_bad(Mode M) {
  std::optional<int> O;
  if (M == Mode::Fast)
    O = 1;
  if (M == Mode::Slow)
    return *O; // expect: 'O' is unwrapped
  return 0;
}
int firstTime_ok(const std::vector<int> &In) {
  std::optional<int> Last;
  bool Seen = false;
  int Sum = 0;
  for (int I : In) {
    if (Seen)
      Sum += *Last;
    Last = I;
    Seen = true;
  }
  return Sum;
}

// --- places -----------------------------------------------------------------
struct Box {
  std::optional<int> O;
  std::optional<Limits> L;
  std::unique_ptr<Limits> P;
  std::vector<std::optional<int>> V;
  std::map<std::string, std::optional<int>> M;
  std::optional<int> read() const { return O; }
  bool ready() const { return O.has_value(); }
  void ensure() {
    if (!O)
      O = 1;
  }
  void clear() { O.reset(); }
  int member_bad() const {
    return *O; // expect: 'O' is unwrapped
  }
  int member_ok() const { return O ? *O : 0; }
  int predicate_ok() const { return ready() ? *O : 0; }
  int ensured_ok() {
    ensure();
    return *O;
  }
  int cleared_bad() {
    if (!O)
      return 0;
    clear();
    return *O; // expect: 'O' is unwrapped
  }
  int nested_ok() const {
    if (L && L->Features)
      return *L->Features;
    return 0;
  }
  int nestedHalf_bad() const {
    if (L)
      return *L->Features; // expect: 'L->Features' is unwrapped
    return 0;
  }
  int behindPointer_ok() const {
    if (P && P->Features)
      return *P->Features;
    return 0;
  }
  int starAndArrow_ok() const { return P && P->Features ? *(*P).Features : 0; }
  int wrapperStarAndArrow_ok() const {
    return L && L->Features ? *(*L).Features : 0;
  }
  int element_ok(int I) const { return V[I] ? *V[I] : 0; }
  int otherElement_bad(int I, int J) const {
    return V[I] ? *V[J] : 0; // expect: 'V[J]' is unwrapped
  }
  int mapEntry_ok(const std::string &K) { return M[K] ? *M[K] : 0; }
  int getterTwice_ok() const {
    if (read())
      return *read();
    return 0;
  }
};
int parameter_ok(const Limits &L) {
  if (L.Features)
    return *L.Features;
  return 0;
}
int pointer_ok(Limits *L) {
  if (L && L->Features.has_value())
    return *L->Features;
  return 0;
}
int reference_ok(Limits &L) {
  auto &F = L.Features;
  if (!F)
    return 0;
  return *L.Features;
}
int resetByReference_bad(Limits &L) {
  auto &F = L.Features;
  if (!L.Features)
    return 0;
  F.reset();
  return *L.Features; // expect: 'L.Features' is unwrapped
}
int resetByPointer_bad(std::optional<int> O) {
  auto *P = &O;
  if (!O)
    return 0;
  P->reset();
  return *O; // expect: 'O' is unwrapped
}
int resetByGetter_bad(Limits &L) {
  if (!L.Features)
    return 0;
  L.features().reset();
  return *L.Features; // expect: 'L.Features' is unwrapped
}
int binding_ok(std::pair<std::optional<int>, int> P) {
  auto &[A, B] = P;
  if (A)
    return *A + B;
  return 0;
}
int getterOfLimits_ok(const Limits &L) {
  if (L.get())
    return *L.get();
  return 0;
}
int getterAfterRefresh_bad(Limits &L) {
  if (L.get()) {
    L.refresh();
    return *L.get(); // expect: 'L.get()' is unwrapped
  }
  return 0;
}

// --- changes of state -------------------------------------------------------
int emplaced_ok() {
  std::optional<int> O;
  O.emplace(3);
  return *O;
}
int assigned_ok() {
  std::optional<int> O;
  O = 3;
  return *O;
}
int defaulted_bad() {
  std::optional<int> O;
  return *O; // expect: 'O' is unwrapped
}
int resetAfterTest_bad(std::optional<int> O) {
  if (!O)
    return 0;
  O.reset();
  return *O; // expect: 'O' is unwrapped
}
int nulled_bad(std::optional<int> O) {
  if (!O)
    return 0;
  O = std::nullopt;
  return *O; // expect: 'O' is unwrapped
}
int copied_ok(std::optional<int> O) {
  std::optional<int> P = O;
  if (O)
    return *P;
  return 0;
}
int swapped_ok(std::optional<int> A) {
  std::optional<int> B = 1;
  A.swap(B);
  return *A;
}
int swapped_bad(std::optional<int> A) {
  std::optional<int> B = 1;
  std::swap(A, B);
  return *B; // expect: 'B' is unwrapped
}
void fill(std::optional<int> &);
int outParameter_bad(std::optional<int> O) {
  if (!O)
    return 0;
  fill(O);
  return *O; // expect: 'O' is unwrapped
}
int exchanged_ok(std::optional<int> O) {
  auto Old = std::exchange(O, 5);
  return *O;
}
int exchanged_bad(std::optional<int> O) {
  if (!O)
    return 0;
  auto Old = std::exchange(O, std::nullopt);
  use(*Old);
  return *O; // expect: 'O' is unwrapped
}
int loopReset_bad(std::optional<int> O) {
  int Sum = 0;
  if (!O)
    return 0;
  while (coin()) {
    Sum += *O; // expect: 'O' is unwrapped
    if (coin())
      O.reset();
  }
  return Sum;
}

// --- helpers ----------------------------------------------------------------
static bool ready(const std::optional<int> &O) { return O.has_value(); }
static void require(const std::optional<int> &O) {
  if (!O)
    throw 1;
}
static void check(bool Condition) {
  if (!Condition)
    die();
}
static void quit() { die(); }
static std::optional<int> always() { return 7; }
static bool bothReady(const Limits &A, const Limits &B) {
  return A.Features && B.Features;
}
int predicate_ok(std::optional<int> O) { return ready(O) ? *O : 0; }
int predicate_bad(std::optional<int> O) {
  return ready(O) ? 0 : *O; // expect: 'O' is unwrapped
}
int required_ok(std::optional<int> O) {
  require(O);
  return *O;
}
int checked_ok(std::optional<int> O) {
  check(O.has_value());
  return *O;
}
int quits_ok(std::optional<int> O) {
  if (!O)
    quit();
  return *O;
}
int always_ok() { return *always(); }
int bothReady_ok(const Limits &A, const Limits &B) {
  if (!bothReady(A, B))
    return 0;
  return *A.Features + *B.Features;
}

// A function that only this file can call may leave the test to its callers;
// then they must make it.
static int needsFeatures(const Limits &L) { return *L.Features; }
static int needsFeaturesToo(const Limits &L) { return needsFeatures(L) + 1; }
int callerTests_ok(const Limits &L) {
  return L.Features ? needsFeatures(L) : 0;
}
int callerForgets_bad(const Limits &L) {
  return needsFeatures(L); // expect: 'L.Features' is unwrapped with 'needsFeatures()'
}
int callersCallerTests_ok(const Limits &L) {
  return L.Features ? needsFeaturesToo(L) : 0;
}
int callersCallerForgets_bad(const Limits &L) {
  return needsFeaturesToo(L); // expect: 'L.Features' is unwrapped with 'needsFeaturesToo()'
}
static int addressTaken_bad(const Limits &L) {
  return *L.Features; // expect: 'L.Features' is unwrapped
}
int (*Address)(const Limits &) = addressTaken_bad;
class Session {
  std::optional<int> Peer;
  int speak() { return *Peer; }

public:
  int tested_ok() { return Peer ? speak() : 0; }
  int untested_bad() {
    return speak(); // expect: 'Peer' is unwrapped with 'speak()'
  }
};

// --- lambdas ----------------------------------------------------------------
int lambdaBody_bad(std::optional<int> O) {
  auto F = [&] {
    return *O; // expect: 'O' is unwrapped
  };
  return F();
}
int lambdaAfterTest_ok(std::optional<int> O) {
  if (!O)
    return 0;
  auto F = [O] { return *O; };
  return F();
}
int lambdaResetsCopy_ok(std::optional<int> O) {
  auto Clear = [O]() mutable { O.reset(); };
  if (!O)
    return 0;
  Clear();
  return *O;
}
int lambdaResets_bad(std::optional<int> O) {
  auto Clear = [&] { O.reset(); };
  if (!O)
    return 0;
  Clear();
  return *O; // expect: 'O' is unwrapped
}

// --- exceptions -------------------------------------------------------------
int caught_ok(std::optional<int> O) {
  try {
    return O.value();
  } catch (const std::bad_optional_access &) {
    return 0;
  }
}
int caughtOther_bad(std::optional<int> O) {
  try {
    return O.value(); // expect: 'O' is unwrapped
  } catch (const std::bad_alloc &) {
    return 0;
  }
}
int resetInTry_bad(std::optional<int> O) {
  if (!O)
    return 0;
  try {
    O.reset();
    log("x");
    O = 1;
  } catch (...) {
    return *O; // expect: 'O' is unwrapped
  }
  return *O;
}

int setBeforeTry_ok() {
  std::optional<int> O{4};
  bool Thrown = false;
  try {
    log("x");
  } catch (int) {
    Thrown = true;
  }
  return Thrown ? 0 : *O;
}
struct Source {
  std::string Path;
};
std::optional<Source> find(int);
int assignedUnderNot_ok() {
  std::optional<Source> S;
  if (!(S = find(1)))
    return 0;
  return S->Path.size();
}

// --- templates --------------------------------------------------------------
template <typename T> int generic_bad(const std::optional<T> &O) {
  return *O; // expect: 'O' is unwrapped
}
template <typename T> int generic_ok(const std::optional<T> &O) {
  return O ? *O : 0;
}
int instantiate() {
  std::optional<int> I;
  std::optional<short> S;
  return generic_bad(I) + generic_bad(S) + generic_ok(I);
}

template <typename T> int neverInstantiated_bad(T) {
  auto O = make();
  return *O; // expect: 'O' is unwrapped
}
int withDefault(int X = *make()); // expect: 'make()' is unwrapped
int defaultArgument() { return withDefault(); }

// --- derived classes --------------------------------------------------------
struct Named : std::optional<int> {
  using std::optional<int>::optional;
};
int derived_bad(Named N) {
  return *N; // expect: 'N' is unwrapped
}
int derived_ok(Named N) { return N ? *N : 0; }

// --- value_or with a null pointer, and through a pointer ------------------------
int pointerSentinel_ok(std::optional<int *> O) {
  return O.value_or(nullptr) != nullptr ? **O : 0;
}
int pointerSentinel_bad(std::optional<int *> O) {
  return O.value_or(nullptr) == nullptr ? **O : 0; // expect: 'O' is unwrapped
}
int throughPointer_ok(std::optional<int> *O) {
  return O->value_or(0) != 0 ? **O : 0;
}
int throughPointer_bad(std::optional<int> *O) {
  return O->value_or(0) == 0 ? **O : 1; // expect: '*O' is unwrapped
}

// --- what comes after an access that can only fail ------------------------------
int afterFailure_bad() {
  std::optional<int> First, Second;
  int Sum = First.value(); // expect: 'First' is unwrapped
  return Sum + *Second;    // expect: 'Second' is unwrapped
}
int afterFailure_ok(std::optional<int> Second) {
  std::optional<int> First;
  if (Second)
    return *Second + First.value_or(0);
  return 0;
}

// --- known gaps ---------------------------------------------------------------
struct Resetter {
  std::optional<int> &O;
  ~Resetter() { O.reset(); }
};
// FN: what a destructor of another object does to the one it refers to is not
// followed.
int resetByGuard_FN() {
  auto O = make();
  if (!O)
    return 0;
  { Resetter R{O}; }
  return *O;
}
class Paired {
  std::optional<int> Value;
  bool Has = false;

public:
  Paired() = default;
  explicit Paired(int V) : Value(V), Has(true) {}
  // Each constructor sets the flag and the optional together.
  int get_ok() const { return Has ? *Value : 0; }
};

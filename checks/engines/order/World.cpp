#include "engines/order/World.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Demangle/Demangle.h"

#include <limits>

using namespace llvm;

namespace codex::order {

static constexpr int64_t Least = std::numeric_limits<int64_t>::min();
static constexpr int64_t Most = std::numeric_limits<int64_t>::max();

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

Places::Places() { All.emplace_back(); }

Place Places::root(char Kind, Context Owner, StringRef Name) {
  auto [It, New] = RootNumbers.try_emplace(
      std::pair(uint64_t(Kind) << 32 | Owner, nameNumber(Name)),
      static_cast<Place>(All.size()));
  if (New) {
    All.emplace_back();
    All.back().Heap = Kind == 'A';
    All.back().Register = Kind == 'r';
    All.back().Variable = Kind == 'l' || Kind == 'G';
    All.back().Name = Name.str();
    if (Kind != 'A' && Kind != 'G')
      Roots[Owner].push_back(It->second);
  }
  return It->second;
}

static bool isNameOfPeople(StringRef Name) {
  return !Name.empty() && (llvm::isAlpha(Name[0]) || Name[0] == '_') &&
         !Name.starts_with("__") && llvm::all_of(Name, [](char C) {
           return llvm::isAlnum(C) || C == '_';
         });
}

/// "main.cpp|_ZL6theirs@3:8" and the like, which lowering calls a variable.
static std::string variableName(StringRef Id) {
  Id = Id.substr(Id.rfind('|') + 1).split('@').first;
  std::string Readable = llvm::demangle(Id);
  return StringRef(Readable).rsplit("::").second.empty()
             ? Readable
             : StringRef(Readable).rsplit("::").second.str();
}

std::pair<std::string, bool> Places::spoken(Place Of) const {
  for (; Of; Of = All[Of].Parent) {
    const Info &I = All[Of];
    StringRef Name = I.Name;
    bool IsCapture = Name.consume_front("cap:");
    if (!I.Parent && !I.Variable)
      break;
    if (IsCapture || !I.Parent) {
      std::string Readable = variableName(Name);
      return {isNameOfPeople(Readable) ? Readable : "", false};
    }
    if (isNameOfPeople(Name))
      return {Name.str(), true};
  }
  return {};
}

Place Places::child(Place Of, StringRef Name) {
  auto [It, New] = ChildNumbers.try_emplace({Of, nameNumber(Name)},
                                            static_cast<Place>(All.size()));
  if (New) {
    Info I;
    I.Parent = Of;
    I.Heap = All[Of].Heap;
    // What is a part of many is many; a lone wrapper's inside is one.
    I.Many = All[Of].Many || Name == "[]";
    I.Name = Name.str();
    All.push_back(std::move(I));
    All[Of].Children.push_back(It->second);
  }
  return It->second;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

Value Value::range(int64_t Low, int64_t High) {
  Value V;
  V.TheKind = Kind::Range;
  V.Low = Low;
  V.High = High;
  return V;
}

Value Value::notNumber(int64_t N) {
  Value V;
  V.TheKind = Kind::Not;
  V.Low = N;
  return V;
}

Value Value::address(Place P, bool MaybeNull) {
  Value V;
  V.TheKind = Kind::Address;
  V.Targets = {P};
  V.MaybeNull = MaybeNull;
  return V;
}

size_t ValueHash::operator()(const Value &V) const {
  return llvm::hash_combine(
      V.TheKind, V.Low, V.High, V.MaybeNull, V.Function,
      llvm::hash_combine_range(V.Targets.begin(), V.Targets.end()),
      llvm::hash_combine_range(V.Of.begin(), V.Of.end()));
}

void Value::addOf(const std::vector<unsigned> &More) {
  Of.insert(Of.end(), More.begin(), More.end());
  llvm::sort(Of);
  Of.erase(llvm::unique(Of), Of.end());
}

std::optional<bool> Value::truth() const {
  switch (TheKind) {
  case Kind::Range:
    if (Low == 0 && High == 0)
      return false;
    if (Low > 0 || High < 0)
      return true;
    return std::nullopt;
  case Kind::Not:
    return Low == 0 ? std::optional<bool>(true) : std::nullopt;
  case Kind::Address:
    return MaybeNull ? std::nullopt : std::optional<bool>(true);
  case Kind::Function:
    return true;
  case Kind::Unknown:
  case Kind::Many:
  case Kind::Bad:
    return std::nullopt;
  }
  llvm_unreachable("a value of no kind");
}

static std::optional<bool> compareRanges(StringRef Op, const Value &A,
                                         const Value &B) {
  auto Decide = [](bool Yes, bool No) -> std::optional<bool> {
    if (Yes)
      return true;
    return No ? std::optional<bool>(false) : std::nullopt;
  };
  if (Op == "<")
    return Decide(A.High < B.Low, A.Low >= B.High);
  if (Op == "<=")
    return Decide(A.High <= B.Low, A.Low > B.High);
  if (Op == ">")
    return Decide(A.Low > B.High, A.High <= B.Low);
  if (Op == ">=")
    return Decide(A.Low >= B.High, A.High < B.Low);
  bool Same = A.Low == A.High && B.Low == B.High && A.Low == B.Low;
  bool Apart = A.High < B.Low || B.High < A.Low;
  return Op == "==" ? Decide(Same, Apart) : Decide(Apart, Same);
}

std::optional<bool> compare(StringRef Op, const Value &A, const Value &B) {
  using K = Value::Kind;
  if (A.TheKind == K::Range && B.TheKind == K::Range)
    return compareRanges(Op, A, B);
  bool Equality = Op == "==" || Op == "!=";
  if (!Equality)
    return std::nullopt;
  // What a failed call left behind is not what anybody waits for.
  if ((A.TheKind == K::Bad) != (B.TheKind == K::Bad) &&
      (A.TheKind == K::Range || B.TheKind == K::Range))
    return Op == "!=";
  auto Excludes = [](const Value &N, const Value &V) {
    return N.TheKind == K::Not && V.TheKind == K::Range && V.Low == V.High &&
           V.Low == N.Low;
  };
  if (Excludes(A, B) || Excludes(B, A))
    return Op == "!=";
  auto IsNull = [](const Value &V) {
    return V.TheKind == K::Range && V.Low == 0 && V.High == 0;
  };
  auto IsThere = [](const Value &V) {
    return V.TheKind == K::Function || (V.isAddress() && !V.MaybeNull);
  };
  if ((IsNull(A) && IsThere(B)) || (IsNull(B) && IsThere(A)))
    return Op == "!=";
  return std::nullopt;
}

/// A sum that stays at the ends of what numbers there are.
static int64_t add(int64_t A, int64_t B) {
  if (A == Most || B == Most)
    return Most;
  if (A == Least || B == Least)
    return Least;
  int64_t Sum;
  if (!__builtin_add_overflow(A, B, &Sum))
    return Sum;
  return A > 0 ? Most : Least;
}

/// The bits of numbers that are not all known.
static Value bits(StringRef How, const Value &A, const Value &B) {
  using K = Value::Kind;
  auto IsExact = [](const Value &V) {
    return V.TheKind == K::Range && V.Low == V.High;
  };
  auto Is = [&](const Value &V, int64_t N) { return IsExact(V) && V.Low == N; };
  const bool Both = IsExact(A) && IsExact(B);
  if (How == "<<") {
    if (Both && A.Low >= 0 && A.Low <= 0xffffffff && B.Low >= 0 && B.Low < 31)
      return Value::number(A.Low << B.Low);
    // A flag for each of many.
    return Is(A, 1) ? Value::range(1, Most) : Value();
  }
  if (How == "|") {
    if (Both)
      return Value::number(A.Low | B.Low);
    if (Is(A, 0) || Is(B, 0))
      return Is(A, 0) ? B : A;
    bool Some = A.truth().value_or(false) || B.truth().value_or(false);
    return Some ? Value::notNumber(0) : Value();
  }
  if (Both)
    return Value::number(A.Low & B.Low);
  if (Is(A, 0) || Is(B, 0))
    return Value::number(0);
  // `ok &= ping()` remembers an answer, whatever number "yes" is.
  if (Is(A, 1) && B.truth() == true)
    return Value::number(1);
  for (const Value *Mask : {&A, &B})
    if (IsExact(*Mask) && Mask->Low > 0)
      return Value::range(0, Mask->Low);
  return {};
}

Value calculate(StringRef How, const Value &A, const Value &B) {
  using K = Value::Kind;
  if (How == "count")
    return Value::range(1, Most);
  if (How == "&" || How == "|" || How == "<<") {
    Value R = bits(How, A, B);
    R.Of.clear();
    return R;
  }
  if (A.TheKind != K::Range || B.TheKind != K::Range)
    return {};
  if (How == "+")
    return Value::range(add(A.Low, B.Low), add(A.High, B.High));
  auto Minus = [](int64_t N) {
    return N == Least ? Most : N == Most ? Least : -N;
  };
  if (How == "-")
    return Value::range(add(A.Low, Minus(B.High)), add(A.High, Minus(B.Low)));
  return {};
}

Value join(const Value &A, const Value &B, ArrayRef<int64_t> Marks) {
  if (A == B)
    return A;
  Value R;
  using K = Value::Kind;
  auto IsNull = [](const Value &V) {
    return V.TheKind == K::Range && V.Low == 0 && V.High == 0;
  };
  if (A.TheKind == K::Many || B.TheKind == K::Many) {
    R.TheKind = K::Many;
  } else if (A.isAddress() || B.isAddress()) {
    const Value &Known = A.isAddress() ? A : B;
    const Value &Other = A.isAddress() ? B : A;
    R = Known;
    if (Other.isAddress()) {
      R.Targets.insert(R.Targets.end(), Other.Targets.begin(),
                       Other.Targets.end());
      llvm::sort(R.Targets);
      R.Targets.erase(llvm::unique(R.Targets), R.Targets.end());
      R.MaybeNull |= Other.MaybeNull;
    } else if (IsNull(Other) || Other.TheKind == K::Unknown) {
      R.MaybeNull = true;
    }
  } else if (A.TheKind == K::Range && B.TheKind == K::Range) {
    // Only the sign outlives a join, so that loops come to an end.
    int64_t Low = std::min(A.Low, B.Low), High = std::max(A.High, B.High);
    if (Low == High) {
      R = Value::number(Low);
    } else if (!Marks.empty() && !(Low >= 0 && High <= 1)) {
      // ... and what the function compares numbers with.
      auto Above = llvm::lower_bound(Marks, High);
      auto Below = llvm::upper_bound(Marks, Low);
      R = Value::range(Below == Marks.begin() ? Least : *std::prev(Below),
                       Above == Marks.end() ? Most : *Above);
    } else if (Low > 0)
      R = Value::range(1, Most);
    else if (Low >= 0)
      R = High <= 1 ? Value::range(0, 1) : Value::range(0, Most);
    else if (High < 0)
      R = Value::range(Least, -1);
  } else if (A.TheKind == K::Function || B.TheKind == K::Function) {
    if (A.TheKind == K::Function && B.TheKind != K::Function)
      R = A;
    else if (B.TheKind == K::Function && A.TheKind != K::Function)
      R = B;
  }
  R.Of.clear();
  R.addOf(A.Of);
  R.addOf(B.Of);
  return R;
}

//===----------------------------------------------------------------------===//
// Worlds
//===----------------------------------------------------------------------===//

World Universe::emptyWorld() {
  return {Factory.getEmptyMap(), Factory.getEmptyMap(), Factory.getEmptyMap(),
          nullptr};
}

unsigned Universe::valueNumber(const Value &V) {
  // 0 is what a lookup says of places that hold nothing known.
  if (Values.empty())
    Values.push_back(nullptr);
  auto [It, New] =
      ValueNumbers.try_emplace(V, static_cast<unsigned>(Values.size()));
  if (New)
    Values.push_back(&It->first);
  return It->second;
}

Value Universe::get(const World &W, Place P) const {
  if (const unsigned *N = W.Memory.lookup(P))
    return *Values[*N];
  return {};
}

static bool isNumber(const Value &V) {
  return V.TheKind == Value::Kind::Range || V.TheKind == Value::Kind::Not;
}

void Universe::set(World &W, Place P, const Value &V) {
  if (isNumber(V))
    Where.markNumbers(P);
  W.Memory = Factory.add(W.Memory, P, valueNumber(V));
}

void Universe::store(World &W, Place P, const Value &V) {
  set(W, P, Where.isMany(P) && has(W, P) ? order::join(get(W, P), V) : V);
}

void Universe::erase(World &W, Place P) {
  W.Memory = Factory.remove(W.Memory, P);
}

void Universe::eraseTree(World &W, Place P) {
  ++Work;
  erase(W, P);
  for (Place Child : Where.children(P))
    eraseTree(W, Child);
}

static constexpr unsigned MaxDepth = 12;

void Universe::copyTree(World &W, Place To, Place From, unsigned Depth) {
  if (To == From || Depth > MaxDepth)
    return;
  ++Work;
  if (has(W, From))
    store(W, To, get(W, From));
  else if (!Where.isMany(To))
    erase(W, To);
  // What \p To had and \p From has not is gone.
  if (!Where.isMany(To))
    for (Place Child : std::vector<Place>(Where.children(To)))
      if (Place Same = Where.child(From, Where.name(Child)); !has(W, Same))
        if (Where.children(Same).empty())
          eraseTree(W, Child);
  for (Place Child : std::vector<Place>(Where.children(From))) {
    // An object that holds a part of itself has no end.
    bool Inside = false;
    for (Place P = To; P; P = Where.parent(P))
      Inside |= P == Child;
    if (!Inside)
      copyTree(W, Where.child(To, Where.name(Child)), Child, Depth + 1);
  }
}

std::vector<unsigned> Universe::reach(const World &W,
                                      const std::vector<Place> &From) const {
  if (W.Subjects.isEmpty())
    return {};
  std::set<unsigned> Found;
  llvm::DenseSet<Place> Seen;
  std::vector<Place> Work = From;
  while (!Work.empty() && Seen.size() < 5000) {
    Place P = Work.back();
    Work.pop_back();
    if (!P || !Seen.insert(P).second)
      continue;
    ++this->Work;
    if (const unsigned *N = W.Memory.lookup(P)) {
      const Value &V = *Values[*N];
      Found.insert(V.Of.begin(), V.Of.end());
      Work.insert(Work.end(), V.Targets.begin(), V.Targets.end());
    }
    const std::vector<Place> &Children = Where.children(P);
    Work.insert(Work.end(), Children.begin(), Children.end());
  }
  return {Found.begin(), Found.end()};
}

std::vector<unsigned> Universe::reach(const World &W, const Value &V) const {
  std::vector<unsigned> Found = reach(W, V.Targets);
  Found.insert(Found.end(), V.Of.begin(), V.Of.end());
  llvm::sort(Found);
  Found.erase(llvm::unique(Found), Found.end());
  return Found;
}

std::set<unsigned> Universe::held(const World &W,
                                  std::vector<Place> Roots) const {
  // What only a register has is over with its operation.
  for (const auto &[P, N] : W.Memory)
    if (!Where.isHeap(P) && !Where.isRegister(P))
      Roots.push_back(P);
  std::set<unsigned> Found;
  std::set<Place> Seen;
  while (!Roots.empty()) {
    Place P = Roots.back();
    Roots.pop_back();
    if (!Seen.insert(P).second)
      continue;
    if (const unsigned *N = W.Memory.lookup(P)) {
      const Value &V = *Values[*N];
      Found.insert(V.Of.begin(), V.Of.end());
      Roots.insert(Roots.end(), V.Targets.begin(), V.Targets.end());
    }
    if (Where.isHeap(P))
      Roots.insert(Roots.end(), Where.children(P).begin(),
                   Where.children(P).end());
  }
  return Found;
}

std::vector<unsigned> Universe::at(const World &W, Place P) const {
  std::vector<unsigned> Found;
  if (Where.name(P) == "#h")
    Found = get(W, P).Of;
  for (Place Child : Where.children(P))
    llvm::append_range(Found, at(W, Child));
  return Found;
}

std::string Universe::holderOf(const World &W, unsigned Subject) const {
  std::vector<Place> Objects;
  for (const auto &[P, N] : W.Memory)
    if (Where.name(P) == "#h" && llvm::is_contained(Values[N]->Of, Subject))
      Objects.push_back(Where.parent(P));
  std::string Member, Variable;
  auto Consider = [&](Place P) {
    auto [Name, IsMember] = Where.spoken(P);
    std::string &Best = IsMember ? Member : Variable;
    if (!Name.empty() && (Best.empty() || Name < Best))
      Best = Name;
  };
  for (Place P : Objects)
    Consider(P);
  for (const auto &[P, N] : W.Memory)
    if (!Where.isRegister(P) &&
        llvm::any_of(Values[N]->Targets, [&](Place Target) {
          return llvm::is_contained(Objects, Target);
        }))
      Consider(P);
  return Member.empty() ? Variable : Member;
}

bool Universe::isGone(const World &W, unsigned Subject) const {
  for (const auto &[P, N] : W.Memory)
    if (Where.name(P) == "#h" && llvm::is_contained(Values[N]->Of, Subject))
      return false;
  return true;
}

void Universe::leave(World &W, Context Gone) {
  for (Place P : Where.rootsOf(Gone))
    eraseTree(W, P);
}

std::optional<Status> Universe::status(const World &W, unsigned S) const {
  if (const unsigned *N = W.Subjects.lookup(S))
    return static_cast<Status>(*N);
  return std::nullopt;
}

void Universe::setStatus(World &W, unsigned Subject, Status S) {
  W.Subjects = Factory.add(W.Subjects, Subject, static_cast<unsigned>(S));
}

unsigned Universe::setNumber(const std::set<int> &S) {
  auto [It, New] = SetNumbers.try_emplace(S, Sets.size());
  if (New)
    Sets.push_back(&It->first);
  return It->second;
}

std::set<int> Universe::looked(const World &W, unsigned Subject) const {
  if (const unsigned *N = W.Looked.lookup(Subject))
    return *Sets[*N];
  return {};
}

void Universe::addLooked(World &W, unsigned Subject, int What) {
  std::set<int> S = looked(W, Subject);
  S.insert(What);
  // The other way of the same condition is what an earlier round said.
  S.erase(What ^ 1);
  W.Looked = Factory.add(W.Looked, Subject, setNumber(S));
}

void Universe::forgetLooked(World &W, unsigned Subject) {
  W.Looked = Factory.remove(W.Looked, Subject);
}

bool Universe::same(const World &A, const World &B) {
  return A.Memory == B.Memory && A.Subjects == B.Subjects &&
         A.Looked == B.Looked;
}

/// A task that was made on one way only is still one to wait for, and a loop
/// that one of them has entered may end.
bool Universe::outlivesJoin(Place P) const {
  StringRef Name = Where.name(P);
  return Name == "#task" || Name.starts_with("#was") ||
         Name.starts_with(WellMark) || Name.starts_with(ContentMark) ||
         Name.starts_with(LoopMark);
}

/// Says of which places the values differ: worlds that come together have
/// mostly come from one, and what they share is passed over.
static void
forEachDifference(const PlaceMap &A, const PlaceMap &B, uint64_t &Work,
                  function_ref<void(Place, unsigned, unsigned)> Differs) {
  using Iterator = PlaceMap::TreeTy::iterator;
  Iterator Left(A.getRootWithoutRetain()), Right(B.getRootWithoutRetain());
  const Iterator End;
  while (Left != End || Right != End) {
    ++Work;
    if (Left != End && Right != End) {
      if (&*Left == &*Right) {
        Left.skipSubTree();
        Right.skipSubTree();
        continue;
      }
      const auto &[P, N] = Left->getValue();
      const auto &[Q, M] = Right->getValue();
      if (P == Q) {
        if (N != M)
          Differs(P, N, M);
        ++Left;
        ++Right;
        continue;
      }
    }
    if (Right == End ||
        (Left != End && Left->getValue().first < Right->getValue().first)) {
      Differs(Left->getValue().first, Left->getValue().second, 0);
      ++Left;
    } else {
      Differs(Right->getValue().first, 0, Right->getValue().second);
      ++Right;
    }
  }
}

unsigned Universe::joinedNumber(unsigned N, unsigned M,
                                ArrayRef<int64_t> Marks) {
  auto [It, New] = Joins.try_emplace({{N, M}, Marks.data()}, 0);
  if (!New)
    return It->second;
  auto ValueOf = [&](unsigned Of) { return Of ? *Values[Of] : Value(); };
  Value V = order::join(ValueOf(N), ValueOf(M), Marks);
  Work += V.Targets.size();
  unsigned Number = V == Value() ? 0 : valueNumber(V);
  // What has been made meanwhile may have moved the entry.
  Joins[{{N, M}, Marks.data()}] = Number;
  return Number;
}

unsigned Universe::widen(const World &A, const World &B, unsigned Number,
                         unsigned N, unsigned M) {
  if (!Number)
    return 0;
  const Value &V = *Values[Number];
  if (V.TheKind != Value::Kind::Many && V.Targets.size() <= MaxTargets)
    return Number;
  Value Many;
  Many.TheKind = Value::Kind::Many;
  Many.Of = V.Of;
  // Whoever asks one of them asks all that it may be.
  if (N)
    Many.addOf(reach(A, *Values[N]));
  if (M)
    Many.addOf(reach(B, *Values[M]));
  Widened += !Many.Of.empty();
  return valueNumber(Many);
}

World Universe::join(const World &A, const World &B, ArrayRef<int64_t> Marks) {
  struct Change {
    Place At;
    unsigned InA, InB, Now;
  };
  SmallVector<Change, 64> Changes;
  size_t OfA = 0, OfB = 0;
  forEachDifference(
      A.Memory, B.Memory, Work, [&](Place P, unsigned N, unsigned M) {
        unsigned Now;
        if ((!N || !M) && outlivesJoin(P))
          Now = N ? N : M;
        else
          // Not known there: an address may still be what it is here.
          Now = widen(A, B, N ? joinedNumber(N, M, Marks) : joinedNumber(M, 0),
                      N, M);
        if (Now && isNumber(*Values[Now]))
          Where.markNumbers(P);
        OfA += Now != N;
        OfB += Now != M;
        Changes.push_back({P, N, M, Now});
      });
  World R = A;
  // What comes out shares most with the one that it is nearer to: what is
  // compared with it later has mostly come from there.
  bool FromB = OfA && OfB <= OfA;
  if (FromB)
    R.Memory = B.Memory;
  for (const Change &C : Changes) {
    if (C.Now == (FromB ? C.InB : C.InA))
      continue;
    R.Memory = C.Now ? Factory.add(R.Memory, C.At, C.Now)
                     : Factory.remove(R.Memory, C.At);
  }
  for (const auto &[S, N] : A.Looked) {
    const unsigned *Other = B.Looked.lookup(S);
    std::set<int> Both;
    if (Other)
      std::set_intersection(Sets[N]->begin(), Sets[N]->end(),
                            Sets[*Other]->begin(), Sets[*Other]->end(),
                            std::inserter(Both, Both.end()));
    R.Looked = Factory.add(R.Looked, S, setNumber(Both));
  }
  for (const auto &[S, N] : B.Looked)
    if (!A.Looked.lookup(S))
      R.Looked = Factory.add(R.Looked, S, setNumber({}));
  return R;
}

} // namespace codex::order

// Operations that go one way only.
#include "engines/order/Walker.h"

#include "llvm/ADT/STLExtras.h"

#include <limits>

using namespace llvm;

namespace codex::order {

Place Walker::registerOf(const Frame &Fr, int R) {
  std::vector<Place> &All = Contexts[Fr.C].Registers;
  if (R >= int(All.size()))
    All.resize(R + 1, 0);
  if (!All[R])
    All[R] = U.Where.root('r', Fr.C, std::to_string(R));
  return All[R];
}

Value Walker::get(const Frame &Fr, const World &W, int R) {
  return R < 0 ? Value() : U.get(W, registerOf(Fr, R));
}

void Walker::set(const Frame &Fr, World &W, int R, const Value &V) {
  if (R >= 0)
    U.set(W, registerOf(Fr, R), V);
}

std::vector<Place> Walker::targets(const Frame &Fr, World &W, int R) {
  return get(Fr, W, R).Targets;
}

Value Walker::codeOf(World &W, int Function) {
  Place P = U.Where.root('G', 0, "#code" + std::to_string(Function));
  Value V;
  V.TheKind = Value::Kind::Function;
  V.Function = Function;
  U.set(W, P, V);
  return Value::address(P);
}

bool Walker::isCode(const World &W, const Value &V) const {
  return V.isAddress() && all_of(V.Targets, [&](Place P) {
           return U.get(W, P).TheKind == Value::Kind::Function;
         });
}

/// What is known of a loop while the walk is in it.
Place Walker::loopOf(const Frame &Fr, StringRef Loop) {
  return U.Where.root('l', Fr.C, (LoopMark + Loop).str());
}

static constexpr unsigned MaxUnknownDepth = 10;

std::vector<unsigned> Walker::dataAround(const World &W, Place P) {
  std::vector<unsigned> Out;
  for (; P; P = U.Where.parent(P))
    for (StringRef Whose : {"#h", "#o"})
      for (unsigned S : U.get(W, U.Where.child(P, Whose)).Of)
        if (Subjects[S].IsData)
          Out.push_back(S);
  return Out;
}

/// The value at \p P; an address that nobody knows gets an object of its own.
Value Walker::load(World &W, Place P, char Shape) {
  Value V = U.get(W, P);
  if (V.TheKind != Value::Kind::Unknown)
    return V;
  if (Shape == 'p') {
    // A list has no end: p->next->next is p->next.
    Place From = P;
    unsigned Depth = 0;
    for (Place Up = U.Where.parent(P); Up; Up = U.Where.parent(Up), ++Depth)
      if (U.Where.name(Up) == U.Where.name(P) || Depth == MaxUnknownDepth) {
        From = Up;
        break;
      }
    Value A = Value::address(U.Where.child(From, "->"), /*MaybeNull=*/true);
    A.Of = V.Of;
    A.addOf(dataAround(W, P));
    // What a call has filled in by its address: ares_init(&channel).
    A.addOf(U.get(W, U.Where.child(P, "#h")).Of);
    // A smart pointer that a library has made is what was made.
    if (U.Where.name(P) == "#p")
      for (StringRef Whose : {"#h", "#o"})
        A.addOf(U.get(W, U.Where.child(U.Where.parent(P), Whose)).Of);
    U.set(W, P, A);
    return A;
  }
  // What is inside of a failed answer.
  for (Place Up = P; Up; Up = U.Where.parent(Up)) {
    Value State = U.get(W, U.Where.child(Up, "#s"));
    if (State.TheKind == Value::Kind::Range && State.Low == 0 &&
        State.High == 0 && U.has(W, U.Where.child(Up, "#bad"))) {
      V.TheKind = Value::Kind::Bad;
      return V;
    }
  }
  // Parts of data are data.
  for (Place Up = P; Up; Up = U.Where.parent(Up)) {
    V.addOf(U.get(W, U.Where.child(Up, "#h")).Of);
    V.addOf(U.get(W, U.Where.child(Up, "#o")).Of);
  }
  return V;
}

/// Where a member of what a variable points to is named, there is something.
void Walker::takeAsThere(const Frame &Fr, World &W, int Register) {
  Value Of = get(Fr, W, Register);
  const OrderInstr *From =
      Register >= 0 ? Fr.Registers->Definition[Register] : nullptr;
  if (!Of.isAddress() || !Of.MaybeNull || !From || From->Op != OrderInstr::Load)
    return;
  Value There = Of;
  There.MaybeNull = false;
  set(Fr, W, Register, There);
  for (Place P : targets(Fr, W, From->Args[0]))
    if (!U.Where.isMany(P) && U.get(W, P) == Of)
      U.set(W, P, There);
}

/// What one of several places holds. A loop comes to each of them, one after
/// another, which matters where they say different things.
Value Walker::oneInTurn(const Frame &Fr, World &W, const OrderInstr &I,
                        ArrayRef<Value> All) {
  Value Joined = All.front();
  bool IsKnown = Joined.truth().has_value(), Differs = false;
  for (const Value &V : All.drop_front()) {
    IsKnown &= V.truth().has_value();
    Differs |= V.truth() != All.front().truth();
    Joined = join(Joined, V);
  }
  if (!IsKnown || !Differs || I.Shape == 'p')
    return Joined;
  std::optional<unsigned> Turn = takeTurn(Fr, W, I, All.size(), /*Again=*/true);
  return Turn ? All[*Turn] : Joined;
}

void Walker::simple(const Frame &Fr, World &W, const OrderInstr &I) {
  auto Text = [&]() -> StringRef {
    return I.Text >= 0 ? StringRef(Fr.F->Unit->Texts[I.Text]) : "";
  };
  auto Arg = [&](unsigned N) {
    return N < I.Args.size() ? get(Fr, W, I.Args[N]) : Value();
  };
  auto Fresh = [&](char Kind) {
    // One name for each operation in each chain of calls.
    return U.Where.root(Kind, Fr.C, std::to_string(I.Dst));
  };
  auto Children = [&](StringRef Name) {
    Value V = Arg(0), R;
    // A part of many is one of as many.
    if (V.TheKind == Value::Kind::Many)
      return V;
    if (!V.isAddress())
      return R;
    R.TheKind = Value::Kind::Address;
    for (Place P : V.Targets)
      R.Targets.push_back(U.Where.child(P, Name));
    llvm::sort(R.Targets);
    return R;
  };
  switch (I.Op) {
  case OrderInstr::Local:
    set(Fr, W, I.Dst, Value::address(U.Where.root('l', Fr.C, Text())));
    break;
  case OrderInstr::Global: {
    std::string Name = Text().str();
    set(Fr, W, I.Dst, Value::address(U.Where.root('G', 0, Name)));
    break;
  }
  case OrderInstr::Param:
    set(Fr, W, I.Dst,
        Value::address(U.Where.root('p', Fr.C, std::to_string(I.Args[0]))));
    break;
  case OrderInstr::Field:
    takeAsThere(Fr, W, I.Args[0]);
    set(Fr, W, I.Dst, Children(Text()));
    break;
  case OrderInstr::Element:
    set(Fr, W, I.Dst, Children(I.Text >= 0 ? Text() : StringRef("[]")));
    break;
  case OrderInstr::Load: {
    Value V = Arg(0), R;
    if (V.isAddress()) {
      std::vector<Value> All;
      for (Place P : V.Targets)
        All.push_back(load(W, P, I.Shape));
      R = oneInTurn(Fr, W, I, All);
    } else if (V.TheKind == Value::Kind::Many) {
      if (I.Shape == 'p')
        R = V;
      R.Of = V.Of;
    }
    set(Fr, W, I.Dst, R);
    break;
  }
  case OrderInstr::Store: {
    Value To = Arg(0), V = Arg(1);
    if (OfTask)
      OfTask->insert(To.Targets.begin(), To.Targets.end());
    for (Place P : To.Targets) {
      if (To.Targets.size() > 1)
        U.set(W, P, join(U.get(W, P), V));
      else
        U.store(W, P, V);
    }
    break;
  }
  case OrderInstr::Copy:
  case OrderInstr::Move: {
    Value To = Arg(0), From = Arg(1);
    if (!To.isAddress() || !From.isAddress())
      break;
    for (Place P : To.Targets) {
      auto Owns = [&](const std::vector<unsigned> &What) {
        if (What.empty())
          return;
        Place Of = U.Where.child(P, "#o");
        Value V = U.get(W, Of);
        V.addOf(What);
        U.set(W, Of, V);
      };
      if (From.Targets.size() == 1) {
        // A part of data is data, wherever it goes.
        Place Whole = U.Where.parent(From.Targets.front());
        std::vector<unsigned> Data = dataAround(W, Whole);
        U.copyTree(W, P, From.Targets.front());
        Owns(Data);
        continue;
      }
      // One of several: whatever they reach.
      Owns(U.reach(W, From));
    }
    if (I.Op == OrderInstr::Move && From.Targets.size() == 1 &&
        !is_contained(To.Targets, From.Targets.front()) &&
        !U.Where.isMany(From.Targets.front()))
      U.eraseTree(W, From.Targets.front());
    break;
  }
  case OrderInstr::Number: {
    int64_t N = 0;
    Value V;
    if (!Text().getAsInteger(10, N))
      V = Value::number(N);
    set(Fr, W, I.Dst, V);
    break;
  }
  case OrderInstr::Text_:
    set(Fr, W, I.Dst,
        Text().empty() ? Value::notNumber(0)
                       : Value::address(U.Where.root('G', 0, Text())));
    break;
  case OrderInstr::Heap: {
    Place P = Fresh('A');
    U.eraseTree(W, P);
    set(Fr, W, I.Dst, Value::address(P));
    break;
  }
  case OrderInstr::Temporary: {
    Place P = Fresh('t');
    U.eraseTree(W, P);
    set(Fr, W, I.Dst, Value::address(P));
    break;
  }
  case OrderInstr::Function: {
    int Function = Facts.find(Text(), Fr.F->UnitIndex);
    set(Fr, W, I.Dst, Function < 0 ? Value::notNumber(0) : codeOf(W, Function));
    break;
  }
  case OrderInstr::Closure: {
    int Function = Facts.find(Text(), Fr.F->UnitIndex);
    if (Function >= 0)
      for (Place P : Arg(0).Targets)
        U.set(W, U.Where.child(P, "#fn"), codeOf(W, Function));
    break;
  }
  case OrderInstr::Compare: {
    Value A = Arg(0), B = Arg(1), R;
    if (std::optional<bool> Is = compare(Text(), A, B))
      R = Value::number(*Is);
    else
      R = Value::range(0, 1);
    R.addOf(A.Of);
    R.addOf(B.Of);
    set(Fr, W, I.Dst, R);
    break;
  }
  case OrderInstr::Not: {
    Value A = Arg(0), R = Value::range(0, 1);
    if (std::optional<bool> Is = A.truth())
      R = Value::number(!*Is);
    R.Of = A.Of;
    set(Fr, W, I.Dst, R);
    break;
  }
  case OrderInstr::And:
  case OrderInstr::Or: {
    bool Decides = I.Op == OrderInstr::Or;
    Value A = Arg(0), B = Arg(1), R = Value::range(0, 1);
    std::optional<bool> First = A.truth(), Second = B.truth();
    if (First == Decides || Second == Decides)
      R = Value::number(Decides);
    else if (First && Second)
      R = Value::number(!Decides);
    R.addOf(A.Of);
    R.addOf(B.Of);
    set(Fr, W, I.Dst, R);
    break;
  }
  case OrderInstr::Select: {
    std::optional<bool> Is = Arg(0).truth();
    set(Fr, W, I.Dst, !Is ? join(Arg(1), Arg(2)) : *Is ? Arg(1) : Arg(2));
    break;
  }
  case OrderInstr::Derive: {
    Value R = calculate(Text(), Arg(0), Arg(1));
    for (unsigned N = 0; N < I.Args.size(); ++N)
      R.addOf(U.reach(W, Arg(N)));
    // What is counted in a loop over data says how much there is of it.
    if (Text() == "+")
      for (const std::string &Loop : Fr.Registers->Loops)
        for (unsigned S : U.get(W, loopOf(Fr, Loop)).Of)
          if (Subjects[S].IsData)
            R.addOf({S});
    // How much outside data has, nobody knows.
    if (any_of(R.Of, [&](unsigned S) { return Subjects[S].IsData; })) {
      Value Unknown;
      Unknown.Of = R.Of;
      R = Unknown;
    }
    set(Fr, W, I.Dst, R);
    break;
  }
  case OrderInstr::Detach:
    for (Place P : Arg(0).Targets) {
      // It runs on, and may still keep a promise.
      Place T = U.Where.child(P, "#task");
      Place Own = U.Where.root('G', 0, "#detached" + std::to_string(P));
      U.copyTree(W, U.Where.child(Own, "#task"), T);
      U.eraseTree(W, T);
    }
    break;
  case OrderInstr::Destroy:
    for (Place P : Arg(0).Targets)
      if (Arg(0).Targets.size() == 1) {
        std::vector<unsigned> Ended = U.at(W, P);
        U.eraseTree(W, P);
        for (unsigned S : Ended)
          if (!Subjects[S].IsData)
            giveUp(W, S);
      }
    break;
  case OrderInstr::Once: {
    Place P = U.Where.root('G', 0, (Text() + "#made").str());
    bool First = !U.has(W, P);
    U.set(W, P, Value::number(1));
    set(Fr, W, I.Dst, Value::number(!First));
    break;
  }
  case OrderInstr::More: {
    // A loop over something is taken to be entered.
    Place P = loopOf(Fr, Text());
    Value Condition = Arg(0);
    bool First = !U.has(W, P) && !Condition.truth();
    if (First || hasTurnsLeft(W, P))
      Condition = Value::number(1);
    Value Inside = Value::number(1);
    Inside.Of = Arg(0).Of;
    U.set(W, P, Inside);
    set(Fr, W, I.Dst, Condition);
    break;
  }
  default:
    break;
  }
}

} // namespace codex::order

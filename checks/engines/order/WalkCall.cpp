// Calls: bodies, unknown functions, events, threads.
#include "engines/order/Walker.h"

#include "llvm/ADT/STLExtras.h"

#include <limits>
#include <utility>

using namespace llvm;

namespace codex::order {

static constexpr int64_t Least = std::numeric_limits<int64_t>::min();
static constexpr int64_t Most = std::numeric_limits<int64_t>::max();

std::vector<OrderEvent>
Walker::eventsOf(const LinkedFunction &F,
                 const std::vector<int> &Numbers) const {
  std::vector<OrderEvent> Events;
  for (int N : Numbers)
    Events.push_back(F.Unit->Events[N]);
  return Events;
}

//===----------------------------------------------------------------------===//
// Events
//===----------------------------------------------------------------------===//

std::vector<unsigned> Walker::subjectsOf(const Frame &Fr, const World &W,
                                         const OrderInstr &I,
                                         const OrderEvent &E,
                                         const std::vector<Value> &Args) {
  std::vector<unsigned> Found;
  if (TheRoles.OfProgram)
    return {0};
  if (E.Subject == OrderEvent::Result) {
    Found = U.reach(W, get(Fr, W, I.Dst));
  } else if (E.Subject == OrderEvent::Every) {
    if (Args.empty()) {
      for (const auto &[S, State] : W.Subjects)
        Found.push_back(S);
      return Found;
    }
    for (const Value &A : Args)
      for (unsigned S : U.reach(W, A))
        Found.push_back(S);
  } else if (E.Subject < int(Args.size())) {
    Found = U.reach(W, Args[E.Subject]);
  }
  erase_if(Found, [&](unsigned S) { return Subjects[S].IsMark; });
  llvm::sort(Found);
  Found.erase(llvm::unique(Found), Found.end());
  return Found;
}

/// What a result of one kind says, as values: of well, and of not well.
static std::optional<std::pair<Value, Value>> outcomes(StringRef Valid) {
  auto Pair = [](Value Good, Value Bad) {
    return std::optional(std::pair(std::move(Good), std::move(Bad)));
  };
  if (Valid == "true" || Valid == "nonzero" || Valid == "nonnull")
    return Pair(Valid == "true" ? Value::number(1) : Value::notNumber(0),
                Value::number(0));
  if (Valid == "false" || Valid == "zero" || Valid == "null")
    return Pair(Value::number(0),
                Valid == "false" ? Value::number(1) : Value::notNumber(0));
  if (Valid == "nonnegative")
    return Pair(Value::range(0, Most), Value::range(Least, -1));
  if (Valid == "positive")
    return Pair(Value::range(1, Most), Value::range(Least, 0));
  if (!Valid.consume_front("="))
    return std::nullopt;
  // LOW..HIGH,BAD or LOW..HIGH,BAD..
  auto [Well, NotWell] = Valid.split(',');
  auto [First, Last] = Well.split("..");
  int64_t Low = 0, High = 0, Bad = 0;
  if (First.getAsInteger(10, Low))
    return std::nullopt;
  if (Last.getAsInteger(10, High))
    High = Low;
  bool AndAbove = NotWell.consume_back("..");
  if (NotWell.getAsInteger(10, Bad))
    return Pair(Value::range(Low, High), Value::notNumber(Low));
  return Pair(Value::range(Low, High),
              Value::range(Bad, AndAbove ? Most : Bad));
}

Value Walker::statusOf(World &W, Place At, StringRef Valid, bool Good) {
  if (Valid == "ok") {
    U.set(W, U.Where.child(At, "#s"), Value::number(Good));
    return Value::address(At);
  }
  std::optional<std::pair<Value, Value>> O = outcomes(Valid);
  return !O ? Value() : Good ? O->first : O->second;
}

bool Walker::settle(const Frame &Fr, World &W, const OrderInstr &I,
                    const OrderEvent &E, const std::vector<Value> &Args,
                    bool Good) {
  if (E.Valid == "returns")
    return true;
  auto Place = [&]() -> std::vector<order::Place> {
    if (E.Out >= 0 && E.Out < int(Args.size()))
      return Args[E.Out].Targets;
    return get(Fr, W, I.Dst).Targets;
  };
  if (E.Valid == "ok" || E.Out >= 0) {
    for (order::Place P : Place()) {
      order::Place State = U.Where.child(P, "#s");
      Value Now = U.get(W, State);
      // A body may have said already how it went.
      if (std::optional<bool> Known = Now.truth(); Known && *Known != Good)
        if (E.Out < 0)
          return false;
      U.set(W, State, Value::number(Good));
      if (E.Out >= 0) {
        if (std::optional<std::pair<Value, Value>> O = outcomes(E.Valid))
          U.set(W, P, Good ? O->first : O->second);
      } else if (!Good) {
        U.set(W, U.Where.child(P, "#bad"), Value::number(1));
      }
    }
    return true;
  }
  std::optional<std::pair<Value, Value>> O = outcomes(E.Valid);
  if (!O)
    return true;
  Value Now = get(Fr, W, I.Dst);
  Value Then = Good ? O->first : O->second;
  if (Now.isAddress()) {
    bool Null = Then == Value::number(0);
    if (Null && !Now.MaybeNull)
      return false;
    if (!Null) {
      Now.MaybeNull = false;
      set(Fr, W, I.Dst, Now);
      return true;
    }
  } else if (std::optional<bool> Same = compare("==", Now, Then);
             Same && !*Same) {
    return false;
  } else if (Now.TheKind == Value::Kind::Range && Now.Low == Now.High) {
    // The body returned a number: it says by itself what it means.
    if (Then.TheKind == Value::Kind::Not && Then.Low == Now.Low)
      return false;
    if (Then.TheKind == Value::Kind::Range &&
        (Now.Low < Then.Low || Now.Low > Then.High))
      return false;
    return true;
  }
  Then.Of = Now.Of;
  set(Fr, W, I.Dst, Then);
  return true;
}

/// What data says is outside's, whatever a body that reads it here shows: no
/// number of it is known, and each comes from \p Data.
void Walker::forgetContent(World &W, const Value &Whole, const Value &Data) {
  std::set<Place> Seen;
  std::vector<Place> Work = Whole.Targets;
  for (size_t At = 0; At < Work.size(); ++At) {
    Place P = Work[At];
    if (!Seen.insert(P).second)
      continue;
    ++U.Work;
    StringRef Name = U.Where.name(P);
    Value V = U.get(W, P);
    bool IsNumber =
        V.TheKind == Value::Kind::Range || V.TheKind == Value::Kind::Not;
    // Whether it is there at all is no content.
    if (IsNumber &&
        (!Name.starts_with("#") || Name == "#n" || Name == "#alt")) {
      Value Now;
      Now.Of = V.Of;
      Now.addOf(Data.Of);
      U.set(W, P, Now);
    }
    append_range(Work, V.Targets);
    append_range(Work, U.Where.children(P));
  }
}

/// What the first byte of a number says; flags above it do not count
/// (SOCK_DGRAM | SOCK_CLOEXEC).
static constexpr int64_t KindBits = 0xff;

bool Walker::fits(const OrderEvent &E, const std::vector<Value> &Args) const {
  bool Marks = E.Event == MarksEvent;
  if (!Marks && E.Event != ServesMarkedEvent)
    return true;
  if (E.Subject < 0 || E.Subject >= int(Args.size()))
    return false;
  const Value &A = Args[E.Subject];
  if (!Marks)
    return any_of(A.Of, [&](unsigned S) {
      return Subjects[S].IsMark && Subjects[S].Name == E.Name;
    });
  if (A.TheKind != Value::Kind::Range || A.Low != A.High)
    return false;
  std::optional<std::pair<Value, Value>> O = outcomes(E.Valid);
  return O && compare("==", Value::number(A.Low & KindBits), O->first) == true;
}

static bool comesAgain(const OrderFunction &Code, const OrderInstr &I) {
  auto Has = [&](const OrderBlock &B) {
    return !B.Code.empty() && &I >= &B.Code.front() && &I <= &B.Code.back();
  };
  auto Own = find_if(Code.Blocks, Has);
  if (Own == Code.Blocks.end())
    return false;
  int Number = Own - Code.Blocks.begin();
  std::vector<bool> Seen(Code.Blocks.size());
  std::vector<int> Work = Own->Next;
  while (!Work.empty()) {
    int Next = Work.back();
    Work.pop_back();
    if (Next == Number)
      return true;
    if (Next < 0 || Seen[Next])
      continue;
    Seen[Next] = true;
    append_range(Work, Code.Blocks[Next].Next);
  }
  return false;
}

bool Walker::isRepeated(const Frame &Fr, const OrderInstr &I) const {
  std::set<const LinkedFunction *> Seen;
  const LinkedFunction *F = Fr.F;
  const OrderInstr *At = &I;
  for (Context C = Fr.C; F && At; C = Contexts[C].Parent) {
    if (At->Op == OrderInstr::InPlace || !Seen.insert(F).second ||
        comesAgain(Facts.body(*F), *At))
      return true;
    F = Contexts[C].Caller;
    At = Contexts[C].Call;
  }
  return false;
}

bool Walker::isElement(const World &W, unsigned Subject) const {
  for (const auto &[P, N] : W.Memory) {
    if (!U.Where.isMany(P))
      continue;
    const Value &V = U.value(N);
    if (is_contained(V.Of, Subject) || any_of(V.Targets, [&](Place T) {
          return is_contained(U.at(W, T), Subject);
        }))
      return true;
  }
  return false;
}

bool Walker::asksOne(const Frame &Fr, const World &W, const OrderInstr &I,
                     const Value &Whom, const std::vector<unsigned> &About) {
  if (About.empty() || (About.size() == 1 && !Subjects[About[0]].IsPool))
    return false;
  std::set<unsigned> Direct;
  for (Place P : Whom.Targets)
    for (unsigned S : U.get(W, U.Where.child(P, "#h")).Of)
      Direct.insert(S);
  return all_of(About,
                [&](unsigned S) {
                  return Direct.count(S) && !Subjects[S].IsData &&
                         isElement(W, S);
                }) &&
         !isRepeated(Fr, I);
}

/// What comes back is of a kind that another event asks for. It is no subject:
/// it has no state.
void Walker::mark(const Frame &Fr, World &W, const OrderInstr &I,
                  const OrderEvent &E) {
  auto [It, New] =
      SubjectNumbers.try_emplace({0, nullptr, E.Name}, Subjects.size());
  if (New) {
    SubjectInfo S;
    S.Name = E.Name;
    S.IsMark = true;
    Subjects.push_back(std::move(S));
  }
  Value R = get(Fr, W, I.Dst);
  R.addOf({It->second});
  set(Fr, W, I.Dst, R);
}

Walker::Exits Walker::applyEvent(const Frame &Fr, World W, const OrderInstr &I,
                                 const OrderEvent &E,
                                 const std::vector<Value> &Args) {
  Exits Out;
  auto Go = [&](World Now, bool Threw = false) {
    Out.push_back({std::move(Now), Threw, {}});
  };
  if (!fits(E, Args)) {
    Go(std::move(W));
    return Out;
  }
  if (E.Event == MarksEvent) {
    mark(Fr, W, I, E);
    Go(std::move(W));
    return Out;
  }
  bool Makes = is_contained(TheRoles.Subjects, E.Event);
  if (Makes) {
    unsigned S = makeSubject(W, Fr, I, E);
    Value Handle;
    Handle.Of = {S};
    auto Attach = [&](World &To) {
      std::vector<Place> At;
      if (E.Subject == OrderEvent::Result) {
        // What was given is what comes back: mysql_init(&connection).
        if (E.Out >= 0 && E.Out < int(Args.size()) && Args[E.Out].isAddress() &&
            E.Valid.empty())
          set(Fr, To, I.Dst, Args[E.Out]);
        Value R = get(Fr, To, I.Dst);
        At = R.Targets;
        if (!R.isAddress()) {
          R.addOf({S});
          set(Fr, To, I.Dst, R);
        }
      } else if (E.Subject >= 0 && E.Subject < int(Args.size())) {
        At = Args[E.Subject].Targets;
      } else {
        for (const Value &A : Args)
          At.insert(At.end(), A.Targets.begin(), A.Targets.end());
      }
      for (Place P : At) {
        Place H = U.Where.child(P, "#h");
        if (At.size() == 1)
          U.store(To, H, Handle);
        else
          U.set(To, H, join(U.get(To, H), Handle));
      }
    };
    if (Subjects[S].IsData && E.Subject == OrderEvent::Result)
      forgetContent(W, get(Fr, W, I.Dst), Handle);
    if (E.Valid.empty()) {
      Attach(W);
      Go(std::move(W));
      return Out;
    }
    bool IsData = Subjects[S].IsData;
    World Bad = W;
    if (settle(Fr, W, I, E, Args, true)) {
      if (!IsData)
        U.setStatus(W, S, Status::Valid);
      Attach(W);
      Go(std::move(W));
    }
    U.setStatus(Bad, S, Status::Failed);
    note(Bad, locationOf(Fr, I),
         "where '" + E.Name + "' could not be had, the program goes on", S);
    if (E.Throws) {
      Go(std::move(Bad), true);
    } else if (settle(Fr, Bad, I, E, Args, false)) {
      Attach(Bad);
      Go(std::move(Bad));
    }
    return Out;
  }
  if (E.Event == TheRoles.Requires) {
    std::vector<unsigned> About = subjectsOf(Fr, W, I, E, Args);
    Effects += !About.empty();
    // One that is asked alone says nothing of the others.
    bool OnlyOne = E.Subject >= 0 && E.Subject < int(Args.size()) &&
                   asksOne(Fr, W, I, Args[E.Subject], About);
    if (OnlyOne && About.size() > 1) {
      auto Next = find_if(About, [&](unsigned S) {
        std::optional<Status> Now = U.status(W, S);
        return Now && *Now < Status::Valid;
      });
      if (Next != About.end())
        About = {*Next};
      OnlyOne = false;
    } else if (OnlyOne) {
      Place One = U.Where.root('G', 0, (OneMark + Twine(About[0])).str());
      OnlyOne = !U.has(W, One);
      U.set(W, One, Value::number(1));
    }
    // Several behind one name are the members of a pool.
    if (About.size() > 1 && E.Subject >= 0 && E.Subject < int(Args.size()) &&
        (Args[E.Subject].Targets.size() > 1 ||
         any_of(
             Args[E.Subject].Targets,
             [&](Place P) { return U.Where.isMany(P); })))
      for (unsigned S : About)
        Subjects[S].IsPool |= !Subjects[S].IsData;
    // The answer before may have been found wanting for what it said.
    std::set<unsigned> Doubted;
    for (unsigned S : About)
      if (Place P = U.Where.root('G', 0, (ContentMark + Twine(S)).str());
          U.has(W, P)) {
        Doubted.insert(S);
        U.erase(W, P);
      }
    World Bad = W;
    if (settle(Fr, W, I, E, Args, true)) {
      for (unsigned S : About)
        if (std::optional<Status> Now = U.status(W, S); Now && !OnlyOne)
          U.setStatus(W, S,
                      Subjects[S].IsPool && (*Now == Status::CheckFailed ||
                                             *Now == Status::FailedThenValid ||
                                             *Now == Status::ValidThenFailed)
                          ? Status::FailedThenValid
                          : Status::Valid);
      Go(std::move(W));
    }
    if (E.Valid.empty())
      return Out;
    for (unsigned S : About) {
      if (std::optional<Status> Now = U.status(Bad, S);
          Now && *Now != Status::Failed) {
        // What the program has done it has done, whatever it asks afterwards.
        if (*Now >= Status::Valid && TheRoles.OfProgram)
          continue;
        // A question whose answer nobody looks at takes nothing back.
        if (*Now >= Status::Valid && !Subjects[S].IsPool && E.Out < 0 &&
            !E.Throws && !decides(*Fr.F, I.Dst))
          continue;
        bool Earlier =
            Subjects[S].IsPool && *Now >= Status::Valid && !Doubted.count(S);
        Subjects[S].EarlierOneExists |= Earlier;
        U.setStatus(Bad, S,
                    Earlier ? Status::ValidThenFailed : Status::CheckFailed);
      }
      note(Bad, locationOf(Fr, I),
           E.Throws ? "validated here, but where that throws the program goes "
                      "on"
                    : "validated here, but where the answer is no the program "
                      "goes on",
           S, Fr.C);
    }
    if (E.Throws)
      Go(std::move(Bad), true);
    else if (settle(Fr, Bad, I, E, Args, false))
      Go(std::move(Bad));
    return Out;
  }
  if (E.Event == "calls-back") {
    ++Effects;
    registerCallback(Fr, W, I, E, Args);
    Go(std::move(W));
    return Out;
  }
  auto About = [&] {
    return TheRoles.OfObject ? subjectsOf(Fr, W, I, E, Args)
                             : std::vector<unsigned>();
  };
  if (E.Event == ServesMarkedEvent && isClients(Fr, I.Args[E.Subject])) {
    // Bound to the address that it comes from.
  } else if (is_contained(TheRoles.Before, E.Event)) {
    begin(W, Fr, I, false, About());
  } else if (is_contained(TheRoles.Otherwise, E.Event)) {
    begin(W, Fr, I, true, About());
  } else if (E.Event == "resets") {
    for (unsigned S : subjectsOf(Fr, W, I, E, Args))
      if (U.status(W, S)) {
        ++Effects;
        U.setStatus(W, S, Status::Made);
        note(W, locationOf(Fr, I),
             "'" + Subjects[S].Name +
                 "' is reset here, and must be validated "
                 "again",
             S);
      }
  } else if (E.Event == "releases") {
    ++Effects;
    if (E.Subject >= 0 && E.Subject < int(Args.size()))
      for (Place P : Args[E.Subject].Targets) {
        std::vector<unsigned> Ended = U.at(W, P);
        U.eraseTree(W, P);
        for (unsigned S : Ended) {
          bool IsWell = U.status(W, S) >= std::optional(Status::Valid);
          giveUp(W, S);
          if (IsWell && !U.status(W, S))
            U.set(W, U.Where.root('G', 0, (WellMark + Twine(S)).str()),
                  Value::number(1));
        }
      }
  } else if (E.Event == "fallback") {
    ++Effects;
    std::vector<unsigned> About = subjectsOf(Fr, W, I, E, Args);
    // What stands in, stands in for whatever was found wanting.
    for (const auto &[S, State] : W.Subjects) {
      Status Now = static_cast<Status>(State);
      bool Wanting = Now < Status::Valid && Now != Status::Made;
      if (Wanting || is_contained(About, S))
        U.setStatus(W, S, Status::Valid);
    }
  } else if (E.Event == "reads") {
    // Whatever its body in a header does: what it gives back is a part of it.
    std::vector<unsigned> Data = subjectsOf(Fr, W, I, E, Args);
    if (E.Subject >= 0 && E.Subject < int(Args.size()))
      for (Place P : Args[E.Subject].Targets)
        append_range(Data, dataAround(W, P));
    erase_if(Data, [&](unsigned S) { return !Subjects[S].IsData; });
    Value R = get(Fr, W, I.Dst);
    for (Place P : R.Targets) {
      Place Owns = U.Where.child(P, "#o");
      Value V = U.get(W, Owns);
      V.addOf(Data);
      U.set(W, Owns, V);
    }
    R.addOf(Data);
    set(Fr, W, I.Dst, R);
  } else if (E.Event == "succeeds") {
    settle(Fr, W, I, E, Args, true);
  } else if (E.Event == "parse-check") {
    // Says that there was something to read, and nothing of what it says.
    Value R = get(Fr, W, I.Dst);
    R.Of.clear();
    set(Fr, W, I.Dst, R);
  }
  if (E.Event == "waits" || E.Event == "runs")
    return runCallbacks(Fr, std::move(W), I);
  Go(std::move(W));
  return Out;
}

Walker::Exits Walker::applyEvents(const Frame &Fr, Exits In,
                                  const OrderInstr &I,
                                  const std::vector<OrderEvent> &Events,
                                  const std::vector<Value> &Args) {
  for (const OrderEvent &E : Events) {
    Exits Out;
    for (Exit &X : In) {
      if (X.Threw) {
        Out.push_back(std::move(X));
        continue;
      }
      for (Exit &Y : applyEvent(Fr, std::move(X.W), I, E, Args))
        Out.push_back(std::move(Y));
    }
    In = std::move(Out);
  }
  return In;
}

//===----------------------------------------------------------------------===//
// Callees
//===----------------------------------------------------------------------===//

/// A function without a body, and without an event: it may write what it can
/// reach, and what it gives back comes from what it is given.
Walker::Exits Walker::callUnknown(const Frame &Fr, World W, const OrderInstr &I,
                                  const std::vector<Value> &Args) {
  // What is reached, and the data that it is a part of.
  auto Behind = [&](const Value &A) {
    std::vector<unsigned> Found = U.reach(W, A);
    for (Place P : A.Targets)
      append_range(Found, dataAround(W, P));
    return Found;
  };
  std::vector<unsigned> Of;
  for (const Value &A : Args)
    append_range(Of, Behind(A));
  llvm::sort(Of);
  Of.erase(llvm::unique(Of), Of.end());
  // Of one unit alone nobody can say whether another one looks at it.
  if (I.Mutable & OrderInstr::Elsewhere)
    for (unsigned S : Of)
      U.forget(W, S);
  for (unsigned N = 0; N < Args.size() && N < 31; ++N) {
    if (!(I.Mutable >> N & 1))
      continue;
    for (Place P : Args[N].Targets) {
      // Numbers may be anything now; objects stay what they are. What is far
      // away, behind many pointers, is left as it is.
      static constexpr size_t MaxPlaces = 400;
      std::vector<Place> Work = {P};
      for (size_t At = 0; At < Work.size() && At < MaxPlaces; ++At) {
        Place Q = Work[At];
        ++U.Work;
        StringRef Name = U.Where.name(Q);
        Value V = U.get(W, Q);
        if (V.TheKind == Value::Kind::Range || V.TheKind == Value::Kind::Not) {
          Value Now;
          Now.Of = V.Of;
          if (!Name.starts_with("#") || Name == "#s" || Name == "#n" ||
              Name == "#alt")
            U.set(W, Q, Now);
        }
        for (Place Child : U.Where.children(Q))
          if (U.Where.hasNumbers(Child))
            Work.push_back(Child);
      }
      if (Of.empty())
        continue;
      std::vector<unsigned> Others;
      for (unsigned M = 0; M < Args.size(); ++M)
        if (M != N)
          append_range(Others, Behind(Args[M]));
      if (!Others.empty()) {
        Place Owns = U.Where.child(P, "#o");
        Value V = U.get(W, Owns);
        V.addOf(Others);
        U.set(W, Owns, V);
      }
    }
  }
  if (I.Shape == 'p' || I.Shape == 'r') {
    // What a library hands out by address is its own, and stays.
    Place P = U.Where.root(I.Shape == 'p' ? 'A' : 't', Fr.C,
                           "x" + std::to_string(I.Dst));
    U.eraseTree(W, P);
    Value Result = Value::address(P, I.Shape == 'p');
    if (!Of.empty()) {
      Value V;
      V.Of = Of;
      U.set(W, U.Where.child(P, "#o"), V);
    }
    // OkStatus() and UnavailableError(...) say by their names what they are.
    StringRef Id = I.Text >= 0 ? StringRef(Fr.F->Unit->Texts[I.Text]) : "";
    if (I.Shape == 'r' && Id.contains("OkStatus"))
      U.set(W, U.Where.child(P, "#s"), Value::number(1));
    else if (I.Shape == 'r' && Id.contains("absl") && Id.contains("Error"))
      U.set(W, U.Where.child(P, "#s"), Value::number(0));
    set(Fr, W, I.Dst, Result);
  } else if (I.Dst >= 0) {
    Value V = I.Shape == 'b' ? Value::range(0, 1) : Value();
    V.Of = Of;
    set(Fr, W, I.Dst, V);
  }
  Exits Out;
  Out.push_back({std::move(W), false, {}});
  return Out;
}

/// Whether a call of \p F from its own body, or below it, has other numbers
/// than the call before.
bool Walker::countsDown(const World &W, const Frame &Fr,
                        const LinkedFunction &F,
                        const std::vector<Value> &Args) {
  // Functions that call each other count together.
  unsigned First = Contexts[Fr.C].Depth;
  for (Context Up = Fr.C; Up; Up = Contexts[Up].Parent)
    if (Contexts[Up].F == &F)
      First = Contexts[Up].Depth;
  if (Contexts[Fr.C].Depth - First >= MaxRounds)
    return false;
  for (Context Up = Fr.C; Up; Up = Contexts[Up].Parent) {
    if (Contexts[Up].F != &F)
      continue;
    for (auto [N, A] : enumerate(Args)) {
      Value Before = U.get(W, U.Where.root('p', Up, std::to_string(N)));
      if (A.TheKind == Value::Kind::Range && A.Low == A.High &&
          Before.TheKind == Value::Kind::Range && Before.Low == Before.High &&
          A.Low != Before.Low)
        return true;
    }
    return false;
  }
  return false;
}

static bool isExact(const Value &V) {
  return V.TheKind == Value::Kind::Range && V.Low == V.High;
}

/// Whether the body of \p F has a place behind which nothing comes.
bool Walker::mayEnd(const LinkedFunction &F) {
  auto [Known, New] = Ending.try_emplace(&F, false);
  if (New)
    for (const OrderBlock &B : Facts.body(F).Blocks)
      Known->second |= B.Next.empty() && !B.Code.empty() &&
                       B.Code.back().Op != OrderInstr::Throw;
  return Known->second;
}

Walker::Exits Walker::callBody(const Frame &Fr, World W, const OrderInstr &I,
                               int Callee, const std::vector<Value> &Args) {
  const LinkedFunction &F = Facts.functions()[Callee];
  Context C = enter(Fr.C, Fr.F, &I, &F);
  // Recursion: a second round may say more than the first, a third does not.
  unsigned Rounds = 0;
  for (Context Up = Fr.C; Up; Up = Contexts[Up].Parent)
    Rounds += Contexts[Up].F == &F;
  bool TooDeep = Contexts[C].Depth > MaxDepth;
  if (TooDeep)
    Limit = "calls are nested too deeply, at " + F.Code->Name;
  bool Small = F.Size <= SmallFunction && F.Blocks <= 16;
  // A logger that ends the program where its level says so.
  bool MayEnd = F.Size <= EndingFunction && any_of(Args, isExact) && mayEnd(F);
  bool Near = (Small || MayEnd) && Contexts[C].Depth < MaxDepthOfSmall;
  // ... unless it counts, with numbers that are known.
  if (Rounds >= 2 && Rounds < MaxRounds && countsDown(W, Fr, F, Args))
    Rounds = 0;
  if (Rounds >= 2 || TooDeep || !(mayMatter(F, W) || Near)) {
    Exits Out = callUnknown(Fr, std::move(W), I, Args);
    // What it stores to by name may be anything now.
    for (Exit &E : Out)
      for (Place P : storedBy(Callee))
        if (Value V = U.get(E.W, P);
            V.TheKind == Value::Kind::Range || V.TheKind == Value::Kind::Not) {
          Value Now;
          Now.Of = V.Of;
          U.set(E.W, P, Now);
        }
    return Out;
  }

  for (auto [N, A] : enumerate(Args)) {
    Place P = U.Where.root('p', C, std::to_string(N));
    U.eraseTree(W, P);
    U.set(W, P, A);
  }
  Exits Out;
  const uint64_t Before = Effects;
  Exits All = run(F, C, std::move(W));
  if (Effects == Before)
    ++Vain[&F];
  else
    Vain[&F] = 0;
  for (Exit &E : All) {
    Place Result = U.Where.root('v', C, "");
    Value V = U.get(E.W, Result);
    U.erase(E.W, Result);
    if (!E.Threw)
      set(Fr, E.W, I.Dst, V);
    // A parameter's place is the callee's own.
    Out.push_back(std::move(E));
  }
  return Out;
}

static constexpr StringLiteral UnnamedNamespace = "(anonymous namespace)::";

/// The class whose method \p F is, as nameClass says it.
static std::string classOf(const LinkedFunction &F) {
  StringRef Name = F.Code->Name;
  // "(anonymous namespace)::Class::method(int)"
  size_t Unnamed = Name.rfind(UnnamedNamespace);
  size_t From =
      Unnamed == StringRef::npos ? 0 : Unnamed + UnnamedNamespace.size();
  Name = Name.take_front(Name.find('(', From));
  Name = Name.take_front(Name.rfind("::"));
  // What is a unit's own has its name in front.
  auto [Unit, Rest] = StringRef(F.Code->Id).split('|');
  return Rest.empty() ? Name.str() : (Unit + "|" + Name).str();
}

std::vector<Walker::Candidate>
Walker::candidates(const Frame &Fr, const World &W, const OrderInstr &I,
                   const std::vector<Value> &Args) {
  StringRef Id = Fr.F->Unit->Texts[I.Text];
  std::vector<Candidate> All;
  auto Add = [&](std::vector<Candidate> &To, int Function) {
    if (none_of(To, [&](const Candidate &C) { return C.Function == Function; }))
      To.push_back({Function, std::nullopt});
  };
  if (int Own = Facts.find(Id, Fr.F->UnitIndex); Own >= 0)
    Add(All, Own);
  if (auto It = Clashes.find(Id.str()); It != Clashes.end())
    for (int Number : It->second)
      Add(All, Number);
  if (I.Op != OrderInstr::Virtual)
    return All;
  for (int O : Facts.overriders(Id))
    Add(All, O);
  if (All.size() < 2 || Args.empty() || !Args[0].isAddress())
    return All;
  // Objects that this program has made: their classes are known, each with
  // its bases, the nearest first.
  std::vector<Candidate> Fits;
  for (Place P : Args[0].Targets) {
    Value Classes = U.get(W, U.Where.child(P, "#class"));
    if (!Classes.isAddress())
      return All;
    for (Place Class : Classes.Targets) {
      SmallVector<StringRef, 4> Names;
      U.Where.name(Class).split(Names, ';');
      bool Found = false;
      for (StringRef Name : Names) {
        for (const Candidate &C : All) {
          const LinkedFunction &F = Facts.functions()[C.Function];
          if (classOf(F) != Name)
            continue;
          // Of several programs' definitions, the one of this program.
          int Function = Facts.find(F.Code->Id, Fr.F->UnitIndex);
          Found = true;
          auto It = find_if(Fits, [&](const Candidate &Other) {
            return Other.Function == Function;
          });
          if (It == Fits.end())
            It = Fits.insert(It, {Function, std::nullopt});
          if (!It->Object)
            It->Object = Value::address(P);
          else if (!is_contained(It->Object->Targets, P))
            It->Object->Targets.push_back(P);
          llvm::sort(It->Object->Targets);
        }
        if (Found)
          break;
      }
      if (!Found)
        return All;
    }
  }
  return Fits.empty() ? All : Fits;
}

/// The innermost loop over something that the walk is in; 0: none.
Place Walker::turnsOf(const Frame &Fr, const World &W) {
  for (Context C = Fr.C; C; C = Contexts[C].Parent) {
    if (Place P = U.Where.root('l', C, "#inplace"); U.has(W, P))
      return P;
    if (!Contexts[C].F)
      continue;
    for (const std::string &Loop : registersOf(*Contexts[C].F).Loops)
      if (Place P = U.Where.root('l', C, (LoopMark + Loop).str()); U.has(W, P))
        return P;
  }
  return 0;
}

/// Whose turn it is of \p Count; none: outside of a loop, or all of them have
/// had it, where they do not begin \p Again.
std::optional<unsigned> Walker::takeTurn(const Frame &Fr, World &W,
                                         const OrderInstr &I, unsigned Count,
                                         bool Again) {
  static constexpr unsigned MaxTurns = 16;
  Place Turns = Count > 1 && Count <= MaxTurns ? turnsOf(Fr, W) : 0;
  if (!Turns)
    return std::nullopt;
  Place Mine = U.Where.child(
      Turns, std::to_string(Fr.C) + "." + std::to_string(I.Dst) + "." +
                 std::to_string(I.Line) + "." + std::to_string(I.Column));
  Value Left = U.get(W, Mine);
  unsigned N = Left.TheKind == Value::Kind::Range && Left.Low == Left.High
                   ? unsigned(Left.Low)
                   : Count;
  if (N == 0 && Again)
    N = Count;
  if (N == 0 || N > Count)
    return std::nullopt;
  U.set(W, Mine, Value::number(N - 1));
  return Count - N;
}

Walker::Exits Walker::inTurn(const Frame &Fr, World W, const OrderInstr &I,
                             unsigned Count,
                             function_ref<Exits(World, unsigned)> One) {
  // A loop comes to each of them, one after another.
  if (std::optional<unsigned> Turn = takeTurn(Fr, W, I, Count))
    return One(std::move(W), *Turn);
  Exits Out;
  for (unsigned N = 0; N < Count; ++N)
    for (Exit &E : One(W, N))
      Out.push_back(std::move(E));
  return Out;
}

bool Walker::hasTurnsLeft(const World &W, Place Turns) const {
  return any_of(U.Where.children(Turns), [&](Place P) {
    Value Left = U.get(W, P);
    return Left.TheKind == Value::Kind::Range && Left.Low > 0;
  });
}

Walker::Exits Walker::call(const Frame &Fr, World W, const OrderInstr &I) {
  std::vector<Value> Args;
  for (int A : I.Args)
    Args.push_back(get(Fr, W, A));
  std::vector<Candidate> Callees = candidates(Fr, W, I, Args);
  if (Callees.empty())
    return callOne(Fr, std::move(W), I, -1, Args);
  return inTurn(
      Fr, std::move(W), I, Callees.size(), [&](World Now, unsigned N) {
        std::vector<Value> Own = Args;
        if (Callees[N].Object)
          Own[0] = *Callees[N].Object;
        return callOne(Fr, std::move(Now), I, Callees[N].Function, Own);
      });
}

Walker::Exits Walker::callOne(const Frame &Fr, World W, const OrderInstr &I,
                              int Callee, const std::vector<Value> &Args) {
  std::vector<OrderEvent> Events = eventsOf(*Fr.F, I.Events);
  if (Callee >= 0) {
    const LinkedFunction &F = Facts.functions()[Callee];
    for (const OrderEvent &E : eventsOf(F, F.Code->Events))
      if (none_of(Events, [&](const OrderEvent &Other) {
            return Other.Event == E.Event;
          }))
        Events.push_back(E);
  }
  // What must be in order before the call is looked at before it.
  std::vector<OrderEvent> Before, After;
  for (OrderEvent &E : Events)
    (is_contained(TheRoles.Before, E.Event) ||
             is_contained(TheRoles.Otherwise, E.Event)
         ? Before
         : After)
        .push_back(std::move(E));
  Exits In;
  In.push_back({std::move(W), false, {}});
  In = applyEvents(Fr, std::move(In), I, Before, Args);
  Exits Out;
  for (Exit &X : In) {
    if (Callee < 0) {
      for (Exit &Y : callUnknown(Fr, std::move(X.W), I, Args))
        Out.push_back(std::move(Y));
      continue;
    }
    for (Exit &Y : callBody(Fr, std::move(X.W), I, Callee, Args)) {
      // A body that throws where its attribute says that it validates: no.
      if (Y.Threw)
        for (const OrderEvent &E : After)
          if (E.Event == TheRoles.Requires)
            for (unsigned S : subjectsOf(Fr, Y.W, I, E, Args))
              if (U.status(Y.W, S) && U.status(Y.W, S) != Status::Failed) {
                U.setStatus(Y.W, S, Status::CheckFailed);
                note(Y.W, locationOf(Fr, I),
                     "validated here, but where that throws the program "
                     "goes on",
                     S);
              }
      Out.push_back(std::move(Y));
    }
  }
  if (Callee >= 0)
    for (OrderEvent &E : After)
      if (E.Event == TheRoles.Requires && E.Valid == "returns")
        // The body itself shows on which ways it throws.
        E.Valid.clear();
  return applyEvents(Fr, std::move(Out), I, After, Args);
}

void Walker::addBodies(const World &W, const Value &Code,
                       std::optional<Place> Object,
                       std::vector<CalledBody> &Out) const {
  auto Add = [&](const Value &V) {
    if (V.TheKind == Value::Kind::Function)
      Out.push_back({V.Function, Object});
  };
  Add(Code);
  for (Place P : Code.Targets)
    Add(U.get(W, P));
}

std::vector<Walker::CalledBody> Walker::bodiesOf(const World &W,
                                                 const Value &Callee) {
  std::vector<CalledBody> Out;
  addBodies(W, Callee, std::nullopt, Out);
  for (Place P : Callee.Targets) {
    for (Place At : {P, U.Where.child(P, "#p")})
      addBodies(W, U.get(W, U.Where.child(At, "#fn")), At, Out);
    // A pointer to a function, by its place.
    Value Direct = U.get(W, P);
    if (Direct.isAddress())
      addBodies(W, Direct, std::nullopt, Out);
  }
  return Out;
}

Walker::Exits Walker::callValue(const Frame &Fr, World W, const OrderInstr &I,
                                const Value &Callee, std::vector<Value> Args) {
  std::vector<CalledBody> Bodies = bodiesOf(W, Callee);
  if (Bodies.empty() && How.UsesTables)
    Bodies = inTables(*Fr.F, I);
  if (Bodies.empty())
    return callUnknown(Fr, std::move(W), I, Args);
  return inTurn(Fr, std::move(W), I, Bodies.size(), [&](World Now, unsigned N) {
    const auto &[Function, Object] = Bodies[N];
    const LinkedFunction &F = Facts.functions()[Function];
    std::vector<Value> All = Object ? boundTo(Now, *Object, Args) : Args;
    if (F.Code->HasThis && Object && !U.has(Now, U.Where.child(*Object, "#b0")))
      All.insert(All.begin(), Value::address(*Object));
    Exits One = callBody(Fr, std::move(Now), I, Function, All);
    return applyEvents(Fr, std::move(One), I, eventsOf(F, F.Code->Events), All);
  });
}

/// The arguments of a call of \p Callable: what std::bind gave it, and \p Args
/// for the placeholders.
std::vector<Value> Walker::boundTo(const World &W, Place Callable,
                                   const std::vector<Value> &Args) {
  if (!U.has(W, U.Where.child(Callable, "#b0")))
    return Args;
  std::vector<Value> All;
  for (unsigned N = 0; N < 16; ++N) {
    Place B = U.Where.child(Callable, "#b" + std::to_string(N));
    if (!U.has(W, B))
      break;
    Value V = U.get(W, B);
    Value Which = U.get(W, U.Where.child(B, "#nth"));
    if (Which.TheKind == Value::Kind::Range && Which.Low > 0) {
      bool There = Which.Low <= int64_t(Args.size());
      V = There ? Args[Which.Low - 1] : Value();
    }
    All.push_back(std::move(V));
  }
  // What std::bind_front leaves open.
  if (U.has(W, U.Where.child(Callable, "#front")))
    append_range(All, Args);
  return All;
}

//===----------------------------------------------------------------------===//
// Threads and tasks
//===----------------------------------------------------------------------===//

static constexpr unsigned MaxTaskArguments = 8;

const std::vector<Place> &Walker::storedBy(int Function) {
  auto [Known, New] = Stored.try_emplace(Function);
  std::vector<Place> &Out = Known->second;
  if (!New)
    return Out;
  std::set<int> Seen = {Function};
  std::vector<int> Pending = {Function};
  static constexpr size_t MaxCallees = 20000;
  while (!Pending.empty() && Seen.size() < MaxCallees) {
    int Number = Pending.back();
    Pending.pop_back();
    for (int Callee : Facts.callees(Number))
      if (Seen.insert(Callee).second)
        Pending.push_back(Callee);
    const LinkedFunction &F = Facts.functions()[Number];
    const RegisterTable &Registers = registersOf(F);
    for (const OrderBlock &B : Facts.body(F).Blocks)
      for (const OrderInstr &I : B.Code)
        if (I.Op == OrderInstr::Store)
          if (Place P = globalAt(F, Registers, I.Args[0]))
            Out.push_back(P);
  }
  llvm::sort(Out);
  Out.erase(llvm::unique(Out), Out.end());
  return Out;
}

Place Walker::globalAt(const LinkedFunction &F, const RegisterTable &Registers,
                       int Register) {
  if (Register < 0 || Register >= int(Registers.Definition.size()))
    return 0;
  const OrderInstr *D = Registers.Definition[Register];
  if (!D || D->Text < 0)
    return 0;
  StringRef Text = F.Unit->Texts[D->Text];
  if (D->Op == OrderInstr::Global)
    return U.Where.root('G', 0, Text);
  if (D->Op != OrderInstr::Field)
    return 0;
  Place Whole = globalAt(F, Registers, D->Args[0]);
  return Whole ? U.Where.child(Whole, Text) : 0;
}

Walker::Exits Walker::spawn(const Frame &Fr, World W, const OrderInstr &I) {
  Value Task = get(Fr, W, I.Args[0]), Body = get(Fr, W, I.Args[1]);
  std::vector<Value> Args;
  for (int A : drop_begin(I.Args, 2))
    Args.push_back(get(Fr, W, A));
  for (Place P : Task.Targets) {
    Place T = U.Where.child(P, "#task");
    if (!U.Where.isMany(T))
      U.eraseTree(W, T);
    // The task has a callable of its own.
    if (Body.isAddress() && !isCode(W, Body))
      U.copyTree(W, U.Where.child(T, "#body"), Body.Targets.front());
    else
      U.set(W, U.Where.child(T, "#body"), Body);
    U.set(W, T, Value::number(1));
    for (auto [N, A] : enumerate(Args))
      if (N < MaxTaskArguments)
        U.set(W, U.Where.child(T, "#arg" + std::to_string(N)), A);
  }
  // What the task starts, it may start at once. What else it does counts when
  // somebody has waited for it.
  std::set<Place> Stores;
  std::set<Place> *Outer = std::exchange(OfTask, &Stores);
  TrailPtr OuterWay = std::exchange(BeforeTask, W.Way);
  callValue(Fr, W, I, Body, Args);
  OfTask = Outer;
  BeforeTask = std::move(OuterWay);
  for (const CalledBody &B : bodiesOf(W, Body)) {
    const std::vector<Place> &More = storedBy(B.Function);
    Stores.insert(More.begin(), More.end());
  }
  // Until then nobody can say what is in the places that it stores to: a loop
  // that waits for one of them comes to its end.
  for (Place P : Stores) {
    Value Before = U.get(W, P);
    if (Before.isAddress() || Before == Value())
      continue;
    for (Place Of : Task.Targets)
      U.set(
          W,
          U.Where.child(U.Where.child(Of, "#task"), "#was" + std::to_string(P)),
          Before);
    U.erase(W, P);
  }
  if (Outer)
    Outer->insert(Stores.begin(), Stores.end());
  Exits Out;
  Out.push_back({std::move(W), false, {}});
  return Out;
}

/// Runs the task at \p P to its end; no exits: there is none.
Walker::Exits Walker::runTask(const Frame &Fr, World W, const OrderInstr &I,
                              Place T) {
  if (!U.has(W, T))
    return {};
  std::vector<Value> Args;
  for (unsigned N = 0; N < MaxTaskArguments; ++N) {
    Place A = U.Where.child(T, "#arg" + std::to_string(N));
    if (!U.has(W, A))
      break;
    Args.push_back(U.get(W, A));
  }
  // What it stores to is again what it was, where nobody else has stored.
  for (Place Was : std::vector<Place>(U.Where.children(T))) {
    StringRef Name = U.Where.name(Was);
    Place P = 0;
    if (Name.consume_front("#was") && !Name.getAsInteger(10, P) &&
        U.has(W, Was) && !U.has(W, P))
      U.set(W, P, U.get(W, Was));
  }
  Value Body = Value::address(U.Where.child(T, "#body"));
  // Of a task that is one of many, others may be left.
  if (!U.Where.isMany(T))
    U.erase(W, T);
  return callValue(Fr, std::move(W), I, Body, std::move(Args));
}

Walker::Exits Walker::joinTask(const Frame &Fr, World W, const OrderInstr &I) {
  Value Object = get(Fr, W, I.Args[0]);
  for (Place P : Object.Targets) {
    bool Outer = std::exchange(IsJoining, true);
    Exits Out = runTask(Fr, W, I, U.Where.child(P, "#task"));
    IsJoining = Outer;
    if (!Out.empty())
      return Out;
    Value Signal = U.get(W, U.Where.child(P, "#await"));
    if (OfTask)
      U.set(W, U.Where.root('G', 0, AwaitedMark), Value::number(1));
    if (Signal.isAddress())
      return awaitSignal(Fr, std::move(W), I, Signal);
    Value Promise = U.get(W, U.Where.child(P, "#promise"));
    if (Promise.isAddress())
      return awaitPromise(Fr, std::move(W), I, Promise);
  }
  Exits Out;
  Out.push_back({std::move(W), false, {}});
  return Out;
}

std::vector<Place> Walker::tasksOf(const World &W) const {
  std::vector<Place> Tasks;
  for (const auto &[P, N] : W.Memory)
    if (U.Where.name(P) == "#task")
      Tasks.push_back(P);
  return Tasks;
}

/// Whoever waits for \p Signal has seen what the tasks did that gave it.
Walker::Exits Walker::awaitSignal(const Frame &Fr, World W, const OrderInstr &I,
                                  const Value &Signal) {
  Place Given = U.Where.child(Signal.Targets.front(), "#v");
  Exits Now;
  std::vector<Place> Tasks = tasksOf(W);
  Now.push_back({std::move(W), false, {}});
  // Of tasks that wait for each other the first comes to its end.
  if (OfTask || IsAwaiting)
    return Now;
  IsAwaiting = true;
  for (Place T : Tasks) {
    Exits Next;
    for (Exit &E : Now) {
      World Before = E.W;
      U.erase(Before, Given);
      Exits Told;
      for (Exit &Ran : runTask(Fr, std::move(Before), I, T))
        if (!Ran.Threw && U.has(Ran.W, Given))
          Told.push_back(std::move(Ran));
      if (Told.empty())
        Told.push_back(std::move(E));
      append_range(Next, std::move(Told));
    }
    Now = std::move(Next);
  }
  IsAwaiting = false;
  return Now;
}

/// Somebody sets the promise: one of the tasks that nobody has waited for.
Walker::Exits Walker::awaitPromise(const Frame &Fr, World W,
                                   const OrderInstr &I, const Value &Promise) {
  Place Kept = U.Where.child(Promise.Targets.front(), "#v");
  Place Thrown = U.Where.child(Promise.Targets.front(), "#thrown");
  std::vector<Place> Tasks = tasksOf(W);
  Exits Now, Out;
  Now.push_back({std::move(W), false, {}});
  for (Place T : Tasks) {
    Exits Next;
    for (Exit &E : Now) {
      if (E.Threw || U.has(E.W, Kept)) {
        Next.push_back(std::move(E));
        continue;
      }
      Exits Ran = runTask(Fr, E.W, I, T);
      if (Ran.empty())
        Next.push_back(std::move(E));
      append_range(Next, std::move(Ran));
    }
    Now = std::move(Next);
  }
  for (Exit &E : Now) {
    if (!E.Threw && U.get(E.W, Thrown).truth() == true)
      E.Threw = true;
    if (!E.Threw && I.Dst >= 0)
      set(Fr, E.W, I.Dst, U.get(E.W, Kept));
    Out.push_back(std::move(E));
  }
  return Out;
}

/// An algorithm of the standard library: what it is given is called with what
/// the range has.
Walker::Exits Walker::callInPlace(const Frame &Fr, World W,
                                  const OrderInstr &I) {
  StringRef Name = Fr.F->Unit->Texts[std::max(0, I.Text)];
  Value Callee = get(Fr, W, I.Args[0]), Range = get(Fr, W, I.Args[1]);
  Place Turns = U.Where.root('l', Fr.C, "#inplace");
  bool Finds = Name.starts_with("find_if");
  bool Negative = Name == "all_of" || Name == "find_if_not";
  bool Searches = Negative || Finds || Name == "any_of" || Name == "none_of";
  Exits Out, Again;
  U.set(W, Turns, Value::number(1));
  Again.push_back({std::move(W), false, {}});
  // A call that comes to no choice leaves the turns as they are.
  static constexpr unsigned MaxCalls = 64;
  for (unsigned Calls = 0; !Again.empty(); ++Calls) {
    Exit Next = std::move(Again.back());
    Again.pop_back();
    for (Exit &E : callValue(Fr, std::move(Next.W), I, Callee, {Range})) {
      std::optional<bool> Is = get(Fr, E.W, I.Dst).truth();
      bool Ends = E.Threw || Calls >= MaxCalls || !hasTurnsLeft(E.W, Turns) ||
                  (Searches && Is && *Is != Negative);
      if (!Ends) {
        Again.push_back(std::move(E));
        continue;
      }
      U.eraseTree(E.W, Turns);
      if (Is && Name == "none_of")
        set(Fr, E.W, I.Dst, Value::number(!*Is));
      if (Finds) {
        // Its element, or none.
        Place P = U.Where.root('t', Fr.C, std::to_string(I.Dst));
        U.eraseTree(E.W, P);
        if (Range.isAddress())
          U.copyTree(E.W, P, Range.Targets.front());
        if (Is)
          U.set(E.W, U.Where.child(P, "#end"), Value::number(*Is == Negative));
        set(Fr, E.W, I.Dst, Value::address(P));
      }
      Out.push_back(std::move(E));
    }
  }
  return Out;
}

void Walker::forEachTruth(const Frame &Fr, const World &W, int Register,
                          function_ref<void(bool Is, World Way)> Go) {
  std::optional<bool> Known = get(Fr, W, Register).truth();
  for (bool Is : {true, false}) {
    if (Known && *Known != Is)
      continue;
    World Way = W;
    if (!Known)
      refine(Fr, Way, Register, Is);
    Go(Is, std::move(Way));
  }
}

/// Calls the second of its arguments, with those behind it, where the first is
/// true.
Walker::Exits Walker::callWhere(const Frame &Fr, const World &W,
                                const OrderInstr &I) {
  Exits Out;
  forEachTruth(Fr, W, I.Args[0], [&](bool Is, World Way) {
    if (!Is) {
      Out.push_back({std::move(Way), false, {}});
      return;
    }
    std::vector<Value> Args;
    for (int A : drop_begin(I.Args, 2))
      Args.push_back(get(Fr, Way, A));
    Value Callee = get(Fr, Way, I.Args[1]);
    append_range(Out, callValue(Fr, std::move(Way), I, Callee, Args));
  });
  return Out;
}

Walker::Exits Walker::throwUnless(const Frame &Fr, const World &W,
                                  const OrderInstr &I) {
  Exits Out;
  forEachTruth(Fr, W, I.Args[0], [&](bool Is, World Way) {
    Out.push_back({std::move(Way), /*Threw=*/!Is, {}});
  });
  return Out;
}

Walker::Exits Walker::step(const Frame &Fr, World W, const OrderInstr &I) {
  switch (I.Op) {
  case OrderInstr::Call:
  case OrderInstr::Virtual:
    return call(Fr, std::move(W), I);
  case OrderInstr::Indirect: {
    if (I.Text >= 0)
      return callWhere(Fr, W, I);
    Value Callee = get(Fr, W, I.Args[0]);
    std::vector<Value> Args;
    for (int A : drop_begin(I.Args))
      Args.push_back(get(Fr, W, A));
    return callValue(Fr, std::move(W), I, Callee, std::move(Args));
  }
  case OrderInstr::InPlace:
    return callInPlace(Fr, std::move(W), I);
  case OrderInstr::Touch: {
    if (I.Text >= 0)
      return throwUnless(Fr, std::move(W), I);
    std::vector<Value> Args = {get(Fr, W, I.Args[0])};
    if (I.Args.size() > 1)
      set(Fr, W, I.Dst, get(Fr, W, I.Args[1]));
    std::vector<OrderEvent> Events = eventsOf(*Fr.F, I.Events);
    if (!Args[0].isAddress() && Args[0].TheKind != Value::Kind::Many)
      Args.clear();
    Exits In;
    In.push_back({std::move(W), false, {}});
    return applyEvents(Fr, std::move(In), I, Events, Args);
  }
  case OrderInstr::Spawn:
    return spawn(Fr, std::move(W), I);
  case OrderInstr::Join:
    return joinTask(Fr, std::move(W), I);
  default:
    llvm_unreachable("an operation that goes one way only");
  }
}

} // namespace codex::order

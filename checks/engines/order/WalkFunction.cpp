// Blocks, ways on, exceptions and conditions.
#include "engines/order/Walker.h"

#include "llvm/ADT/STLExtras.h"

#include <limits>
#include <utility>

using namespace llvm;

namespace codex::order {

Context Walker::enter(Context Parent, const LinkedFunction *Caller,
                      const OrderInstr *Call, const LinkedFunction *F) {
  auto [It, New] =
      ContextNumbers.try_emplace(std::tuple(Parent, Call, F), Contexts.size());
  if (New)
    Contexts.push_back(
        {Parent, Caller, Call, F, Contexts[Parent].Depth + 1, {}});
  return It->second;
}

const RegisterTable &Walker::registersOf(const LinkedFunction &F) {
  std::unique_ptr<RegisterTable> &Table = Tables[&F];
  if (Table)
    return *Table;
  Table = std::make_unique<RegisterTable>();
  std::vector<int> DefinedIn;
  auto Grow = [&](int R) {
    if (R >= int(DefinedIn.size())) {
      DefinedIn.resize(R + 1, -1);
      Table->Definition.resize(R + 1, nullptr);
    }
  };
  const OrderFunction &Code = Facts.body(F);
  for (auto [Number, B] : enumerate(Code.Blocks))
    for (const OrderInstr &I : B.Code)
      if (I.Dst >= 0) {
        Grow(I.Dst);
        DefinedIn[I.Dst] = Number;
        Table->Definition[I.Dst] = &I;
      }
  std::vector<bool> Crosses(DefinedIn.size());
  auto Use = [&](int R, int Block) {
    if (R >= 0 && R < int(DefinedIn.size()) && DefinedIn[R] != Block)
      Crosses[R] = true;
  };
  for (auto [Number, B] : enumerate(Code.Blocks)) {
    for (const OrderInstr &I : B.Code)
      for (int R : I.Args)
        Use(R, Number);
    Use(B.Condition, Number);
  }
  std::set<int64_t> Compared;
  for (const OrderInstr *I : Table->Definition)
    if (I && I->Op == OrderInstr::Compare)
      for (int R : I->Args)
        if (const OrderInstr *N = R >= 0 ? Table->Definition[R] : nullptr)
          if (int64_t Number;
              N && N->Op == OrderInstr::Number &&
              !StringRef(F.Unit->Texts[N->Text]).getAsInteger(10, Number))
            Compared.insert(Number);
  static constexpr unsigned MaxMarks = 8;
  if (Compared.size() <= MaxMarks) {
    for (int64_t N : std::vector<int64_t>(Compared.begin(), Compared.end()))
      Compared.insert({N - 1, N + 1});
    Compared.insert({-1, 0, 1});
    Table->Marks.assign(Compared.begin(), Compared.end());
  }
  // An inner loop comes later in its function, and has the smaller number.
  std::vector<int> Loops;
  for (const OrderInstr *I : Table->Definition)
    if (int Number; I && I->Op == OrderInstr::More &&
                    !StringRef(F.Unit->Texts[I->Text]).getAsInteger(10, Number))
      Loops.push_back(Number);
  llvm::sort(Loops);
  for (int Number : Loops)
    Table->Loops.push_back(std::to_string(Number));
  std::set<std::string> Returned;
  for (const OrderBlock &B : Code.Blocks)
    for (const OrderInstr &I : B.Code) {
      if ((I.Op != OrderInstr::Return && I.Op != OrderInstr::ReturnObject) ||
          I.Args.empty() || I.Args[0] < 0)
        continue;
      const OrderInstr *From = Table->Definition[I.Args[0]];
      if (From && From->Op == OrderInstr::Load && From->Args[0] >= 0)
        From = Table->Definition[From->Args[0]];
      if (From && From->Op == OrderInstr::Local)
        Returned.insert(F.Unit->Texts[From->Text]);
    }
  Table->Returned.assign(Returned.begin(), Returned.end());
  Table->Local.resize(Code.Blocks.size());
  for (auto [R, Block] : enumerate(DefinedIn))
    if (Block >= 0 && !Crosses[R])
      Table->Local[Block].push_back(R);
  return *Table;
}

/// One run of one body.
struct Walker::Body {
  Frame Fr;
  unsigned Runs = 0; ///< of blocks
  Exits Out;
  struct Waiting {
    std::vector<World> Worlds;
  };
  /// What came to a block with one state of all subjects.
  struct Arrived {
    PlaceMap Subjects;
    /// Which loops it is in, and whose turn it is there.
    std::vector<Value> Loops;
    std::vector<int> Verdict;
    std::vector<World> Seen;
    std::optional<World> Joined;
  };
  std::map<int, std::vector<World>, std::greater<int>> Work;
  std::map<int, std::vector<Arrived>> At;
};

static constexpr unsigned RunsOfBlock = 8;

static bool isFirst(int Block) { return Block == 0; }

/// Unknown, null, there, or some number: a few kinds, however many values.
static int verdictOf(const Value &V) {
  enum { Unknown, No, Yes, Negative, Positive };
  if (std::optional<bool> Is = V.truth()) {
    if (!*Is)
      return No;
    return V.TheKind != Value::Kind::Range ? Yes
           : V.Low > 0                     ? Positive
                                           : Negative;
  }
  return Unknown;
}

std::vector<int> Walker::verdictOf(const Frame &Fr, const World &W) {
  std::vector<int> Out;
  auto Add = [&](Place P) {
    Value V = U.get(W, P);
    Out.push_back(order::verdictOf(V));
    // An optional, a status: whether there is something in it.
    if (V.isAddress() && V.Targets.size() == 1)
      P = V.Targets.front();
    Out.push_back(order::verdictOf(U.get(W, U.Where.child(P, "#s"))));
  };
  Add(U.Where.root('v', Fr.C, ""));
  static constexpr unsigned MaxReturned = 2;
  if (Fr.Registers->Returned.size() <= MaxReturned)
    for (const std::string &Name : Fr.Registers->Returned)
      Add(U.Where.root('l', Fr.C, Name));
  return Out;
}

Walker::Exits Walker::run(const LinkedFunction &F, Context C, World W) {
  Body B;
  B.Fr = {&F, C, &registersOf(F), &Facts.body(F)};
  goTo(B, 0, std::move(W));
  while (!B.Work.empty()) {
    auto It = B.Work.find(0);
    if (It == B.Work.end() || !isFirst(It->first))
      It = B.Work.begin();
    int Block = It->first;
    World Next = std::move(It->second.front());
    It->second.erase(It->second.begin());
    if (It->second.empty())
      B.Work.erase(It);
    ++B.Runs;
    runBlock(B, Block, std::move(Next));
  }
  // Ways that end alike are one.
  Exits Out;
  for (Exit &E : B.Out) {
    Place Result = U.Where.root('v', C, "");
    Exit Bare = std::move(E);
    Value Returned = U.get(Bare.W, Result);
    U.leave(Bare.W, C);
    if (!Bare.Threw && !(Returned == Value()))
      U.set(Bare.W, Result, Returned);
    bool Known = any_of(Out, [&](const Exit &Other) {
      return Other.Threw == Bare.Threw && Other.Types == Bare.Types &&
             Universe::same(Other.W, Bare.W);
    });
    if (!Known)
      Out.push_back(std::move(Bare));
  }
  // Too many: those that agree about all subjects and the result become one.
  if (Out.size() > exactExits()) {
    Exits Fewer;
    Place Result = U.Where.root('v', C, "");
    for (Exit &E : Out) {
      auto Same = find_if(Fewer, [&](const Exit &Other) {
        return Other.Threw == E.Threw && Other.Types == E.Types &&
               Other.W.Subjects == E.W.Subjects &&
               U.get(Other.W, Result) == U.get(E.W, Result) &&
               verdictOf(B.Fr, Other.W) == verdictOf(B.Fr, E.W);
      });
      if (Same == Fewer.end())
        Fewer.push_back(std::move(E));
      else
        Same->W = U.join(Same->W, E.W);
    }
    Out = std::move(Fewer);
  }
  return Out;
}

void Walker::goTo(Body &B, int Block, World W) {
  if (Block < 0)
    return;
  std::vector<Body::Arrived> &All = B.At[Block];
  std::vector<Value> Loops;
  for (const std::string &Loop : B.Fr.Registers->Loops) {
    Place P = loopOf(B.Fr, Loop);
    Loops.push_back(U.get(W, P));
    for (Place Turn : U.Where.children(P))
      Loops.push_back(U.get(W, Turn));
  }
  // What the newest turns are counted in may not have been there before.
  while (!Loops.empty() && Loops.back() == Value())
    Loops.pop_back();
  std::vector<int> Verdict = verdictOf(B.Fr, W);
  bool IsLong = B.Runs > RunsOfBlock * (B.Fr.Code->Blocks.size() + 150);
  auto It = find_if(All, [&](const Body::Arrived &A) {
    return A.Subjects == W.Subjects &&
           (IsLong || (A.Verdict == Verdict && A.Loops == Loops));
  });
  if (It == All.end()) {
    if (All.size() >= maxStates()) {
      Limit = "too many states of its subjects, in " + B.Fr.F->Code->Name;
      return;
    }
    All.push_back(
        {W.Subjects, std::move(Loops), std::move(Verdict), {}, std::nullopt});
    It = std::prev(All.end());
  }
  for (const World &Other : It->Seen)
    if (Universe::same(Other, W))
      return;
  if (!It->Joined && It->Seen.size() < (IsLong ? 1 : exactWorlds())) {
    It->Seen.push_back(W);
    B.Work[Block].push_back(std::move(W));
    return;
  }
  bool First = !It->Joined;
  World Next = First ? It->Seen.front() : *It->Joined;
  if (First)
    for (const World &Other : drop_begin(It->Seen))
      Next = U.join(Next, Other, B.Fr.Registers->Marks);
  Next = U.join(Next, W, B.Fr.Registers->Marks);
  if (!First && Universe::same(Next, *It->Joined))
    return;
  std::optional<World> Before = std::exchange(It->Joined, Next);
  // Whatever waits here of the same is a part of it.
  std::vector<World> &Waiting = B.Work[Block];
  erase_if(Waiting, [&](const World &Other) {
    return any_of(It->Seen,
                  [&](const World &S) { return Universe::same(S, Other); }) ||
           (Before && Universe::same(*Before, Other));
  });
  Waiting.push_back(std::move(Next));
}

/// Whether a handler of \p Type takes an exception of \p Types ("A;Base"); with
/// no types known: perhaps.
static std::optional<bool> takes(StringRef Type, StringRef Types) {
  if (Types.empty())
    return Type == "std::exception" ? std::optional<bool>(true) : std::nullopt;
  SmallVector<StringRef, 4> All;
  Types.split(All, ';');
  return is_contained(All, Type);
}

void Walker::raise(Body &B, int Try, Exit E) {
  const OrderFunction &Code = *B.Fr.Code;
  for (; Try >= 0; Try = Code.Tries[Try].Outer)
    for (const OrderTry::Handler &H : Code.Tries[Try].Handlers) {
      std::optional<bool> Takes = true;
      if (H.Type >= 0)
        Takes = takes(B.Fr.F->Unit->Texts[H.Type], E.Types);
      if (Takes && !*Takes)
        continue;
      World Caught = E.W;
      const OrderBlock &Handler = Code.Blocks[H.Block];
      if (Handler.Line)
        note(Caught,
             location(*B.Fr.F, Handler.File, Handler.Line, Handler.Column),
             "the exception is caught");
      goTo(B, H.Block, std::move(Caught));
      if (Takes)
        return;
    }
  E.Threw = true;
  B.Out.push_back(std::move(E));
}

void Walker::runBlock(Body &B, int Block, World W) {
  const OrderBlock &Code = B.Fr.Code->Blocks[Block];
  std::vector<std::pair<World, size_t>> Work;
  Work.emplace_back(std::move(W), 0);
  while (!Work.empty()) {
    auto [Now, At] = std::move(Work.back());
    Work.pop_back();
    bool Ended = false;
    for (; At < Code.Code.size() && !Ended; ++At) {
      if (++Steps * StepWeight + U.Work > How.MaxSteps) {
        if (Limit.empty()) {
          Limit = "it is too large to be walked to its end; the walk stood in";
          for (Context C = B.Fr.C; C; C = Contexts[C].Parent)
            Limit += " " + Contexts[C].F->Code->Name;
        }
        return;
      }
      const OrderInstr &I = Code.Code[At];
      switch (I.Op) {
      case OrderInstr::Return:
      case OrderInstr::ReturnObject: {
        Place Result = U.Where.root('v', B.Fr.C, "");
        if (!I.Args.empty()) {
          Value V = get(B.Fr, Now, I.Args[0]);
          if (I.Op == OrderInstr::ReturnObject && V.isAddress() &&
              Contexts[B.Fr.C].Call) {
            // The object outlives the frame in a place of its caller.
            Place Kept = U.Where.root('t', Contexts[B.Fr.C].Parent,
                                      "result" + std::to_string(B.Fr.C));
            U.eraseTree(Now, Kept);
            for (auto [N, T] : enumerate(V.Targets)) {
              if (N == 0)
                U.copyTree(Now, Kept, T);
              else
                for (unsigned S : U.reach(Now, {T})) {
                  Value Also = U.get(Now, U.Where.child(Kept, "#o"));
                  Also.addOf({S});
                  U.set(Now, U.Where.child(Kept, "#o"), Also);
                }
            }
            V = Value::address(Kept);
          }
          U.set(Now, Result, V);
        }
        break;
      }
      case OrderInstr::Throw: {
        Exit E{std::move(Now), true, B.Fr.F->Unit->Texts[I.Text]};
        raise(B, I.Try, std::move(E));
        Ended = true;
        break;
      }
      case OrderInstr::Call:
      case OrderInstr::Virtual:
      case OrderInstr::Indirect:
      case OrderInstr::InPlace:
      case OrderInstr::Touch:
      case OrderInstr::Spawn:
      case OrderInstr::Join: {
        // The loop ends with this operation.
        // NOLINTNEXTLINE(bugprone-use-after-move)
        Exits Out = step(B.Fr, std::move(Now), I);
        for (Exit &E : Out) {
          if (E.Threw)
            raise(B, I.Try, std::move(E));
          else
            Work.emplace_back(std::move(E.W), At + 1);
        }
        Ended = true;
        break;
      }
      default:
        simple(B.Fr, Now, I);
      }
    }
    if (!Ended)
      leaveBlock(B, Block, std::move(Now));
  }
}

/// A range that a comparison has cut.
void Walker::narrow(const Frame &Fr, World &W, const OrderInstr &Comparison,
                    StringRef Op, bool Truth) {
  for (int Side : {0, 1}) {
    Value Other = get(Fr, W, Comparison.Args[1 - Side]);
    int Register = Comparison.Args[Side];
    const OrderInstr *From =
        Register >= 0 ? Fr.Registers->Definition[Register] : nullptr;
    if (Other.TheKind != Value::Kind::Range || !From ||
        From->Op != OrderInstr::Load)
      continue;
    // The side on the left of `<`, or on the right of `>`, is the smaller one.
    bool Smaller = (Op[0] == '<') == (Side == 0) ? Truth : !Truth;
    bool Strict = (Op.size() == 1) == Truth;
    for (Place P : targets(Fr, W, From->Args[0])) {
      Value Now = U.get(W, P);
      if (Now.TheKind != Value::Kind::Range || U.Where.isMany(P))
        continue;
      if (Smaller && Other.High != std::numeric_limits<int64_t>::max())
        Now.High = std::min(Now.High, Other.High - Strict);
      if (!Smaller && Other.Low != std::numeric_limits<int64_t>::min())
        Now.Low = std::max(Now.Low, Other.Low + Strict);
      if (Now.Low <= Now.High)
        U.set(W, P, Now);
    }
  }
}

/// What a register's value says of the places that it was read from.
void Walker::refine(const Frame &Fr, World &W, int R, bool Truth,
                    unsigned Depth) {
  if (R < 0 || Depth > 8)
    return;
  Value Old = get(Fr, W, R);
  const OrderInstr *Made = Fr.Registers->Definition[R];
  auto Known = [&](const Value &Now) {
    if (Truth && Now.TheKind == Value::Kind::Many)
      return Now;
    if (Truth && Now.isAddress()) {
      Value V = Now;
      V.MaybeNull = false;
      return V;
    }
    Value V = Truth ? (Made && Made->Shape == 'b' ? Value::number(1)
                                                  : Value::notNumber(0))
                    : Value::number(0);
    if (Truth && Now.TheKind == Value::Kind::Range)
      V = Now.Low == 0 && Now.High == 1 ? Value::number(1)
          : Now.Low == 0                ? Value::range(1, Now.High)
                                        : Now;
    V.Of = Now.Of;
    return V;
  };
  if (!Old.truth()) {
    // A handle that is null: what it stood for could not be had.
    if (!Truth && Old.isAddress())
      for (unsigned S : U.reach(W, Old))
        if (U.status(W, S) == Status::Made && !Subjects[S].IsData) {
          bool Direct = any_of(Old.Targets, [&](Place P) {
            return is_contained(U.get(W, U.Where.child(P, "#h")).Of, S);
          });
          if (Direct)
            U.setStatus(W, S, Status::Failed);
        }
    set(Fr, W, R, Known(Old));
  }
  if (!Made)
    return;
  switch (Made->Op) {
  case OrderInstr::Load:
    for (Place P : targets(Fr, W, Made->Args[0])) {
      Value Now = U.get(W, P);
      if (!Now.truth() && !U.Where.isMany(P))
        U.set(W, P, Known(Now));
    }
    break;
  case OrderInstr::Not:
    refine(Fr, W, Made->Args[0], !Truth, Depth + 1);
    break;
  case OrderInstr::And:
    if (Truth)
      for (int A : Made->Args)
        refine(Fr, W, A, true, Depth + 1);
    break;
  case OrderInstr::Or:
    if (!Truth)
      for (int A : Made->Args)
        refine(Fr, W, A, false, Depth + 1);
    break;
  case OrderInstr::More:
    refine(Fr, W, Made->Args[0], Truth, Depth + 1);
    break;
  case OrderInstr::Compare: {
    StringRef Op = Fr.F->Unit->Texts[Made->Text];
    if (Op != "==" && Op != "!=") {
      narrow(Fr, W, *Made, Op, Truth);
      break;
    }
    bool Equal = (Op == "==") == Truth;
    for (int Side : {0, 1}) {
      Value Other = get(Fr, W, Made->Args[1 - Side]);
      if (Other.TheKind != Value::Kind::Range || Other.Low != Other.High)
        continue;
      if (Other.Low == 0) {
        refine(Fr, W, Made->Args[Side], !Equal, Depth + 1);
        continue;
      }
      const OrderInstr *From = Made->Args[Side] >= 0
                                   ? Fr.Registers->Definition[Made->Args[Side]]
                                   : nullptr;
      if (!From || From->Op != OrderInstr::Load)
        continue;
      for (Place P : targets(Fr, W, From->Args[0])) {
        Value Now = U.get(W, P);
        if (U.Where.isMany(P))
          continue;
        if (Now.TheKind == Value::Kind::Range && !Equal &&
            (Now.Low == Other.Low || Now.High == Other.Low)) {
          Now.Low += Now.Low == Other.Low;
          Now.High -= Now.High == Other.Low;
          U.set(W, P, Now);
        }
        if (Now.TheKind != Value::Kind::Unknown &&
            !(Equal && Now.TheKind == Value::Kind::Range))
          continue;
        Value V =
            Equal ? Value::number(Other.Low) : Value::notNumber(Other.Low);
        V.Of = Now.Of;
        U.set(W, P, V);
      }
    }
    break;
  }
  default:
    break;
  }
}

bool Walker::decides(const LinkedFunction &F, int R, unsigned Depth) {
  if (R < 0)
    return false;
  auto [Known, New] = Decisive.try_emplace({&F, R}, false);
  if (!New)
    return Known->second;
  const RegisterTable &Registers = registersOf(F);
  auto Uses = [&]() {
    if (Depth > 4)
      return true;
    for (const OrderBlock &B : Facts.body(F).Blocks) {
      if (B.Condition == R)
        return true;
      for (const OrderInstr &I : B.Code) {
        if (!is_contained(I.Args, R))
          continue;
        if (I.Op == OrderInstr::Call || I.Op == OrderInstr::Virtual ||
            I.Op == OrderInstr::Destroy)
          continue;
        if (I.Op != OrderInstr::Store || I.Args[1] != R)
          return true;
        const OrderInstr *To =
            I.Args[0] >= 0 ? Registers.Definition[I.Args[0]] : nullptr;
        if (!To || To->Op != OrderInstr::Local)
          return true;
        // A variable: what is read from it.
        for (const OrderInstr *Other : Registers.Definition)
          if (Other && Other->Op == OrderInstr::Local &&
              Other->Text == To->Text)
            for (const OrderInstr *Read : Registers.Definition)
              if (Read && Read->Op == OrderInstr::Load &&
                  Read->Args[0] == Other->Dst &&
                  decides(F, Read->Dst, Depth + 1))
                return true;
      }
    }
    return false;
  };
  bool Is = Uses();
  Decisive[{&F, R}] = Is;
  return Is;
}

/// A condition over data looks at it.
void Walker::look(const Frame &Fr, World &W, const Value &V,
                  const OrderBlock &B, bool Truth) {
  // That a loop over it comes to its end says nothing of it.
  const OrderInstr *Made =
      B.Condition < 0 ? nullptr : Fr.Registers->Definition[B.Condition];
  if (Made && Made->Op == OrderInstr::More)
    return;
  for (unsigned S : V.Of) {
    if (Subjects[S].IsPool)
      if (std::optional<Status> Now = U.status(W, S);
          Now && *Now >= Status::Valid)
        U.set(W, U.Where.root('G', 0, (ContentMark + Twine(S)).str()),
              Value::number(1));
    if (!Subjects[S].IsData)
      continue;
    auto [It, New] = Conditions.try_emplace({Fr.C, &B}, Conditions.size());
    U.addLooked(W, S, It->second * 2 + Truth);
  }
}

void Walker::leaveBlock(Body &B, int Block, World W) {
  const OrderBlock &Code = B.Fr.Code->Blocks[Block];
  const RegisterTable &Table = *B.Fr.Registers;
  auto Clear = [&](World &Of) {
    for (int R : Table.Local[Block])
      U.erase(Of, registerOf(B.Fr, R));
  };
  if (Code.Next.empty()) {
    // The last block of a graph is its exit; any other one never goes on.
    if (Code.Code.empty() && Block == 1) {
      Clear(W);
      B.Out.push_back({std::move(W), false, {}});
    } else if (B.Fr.F->Code->IsStart) {
      B.Out.push_back({std::move(W), false, {}});
    }
    return;
  }
  if (Code.Condition < 0 || Code.Next.size() < 2) {
    Clear(W);
    for (int Next : Code.Next)
      goTo(B, Next, W);
    return;
  }
  Value V = get(B.Fr, W, Code.Condition);
  if (!Code.Cases.empty()) {
    bool Decided = false;
    for (auto [N, Text] : enumerate(Code.Cases)) {
      int64_t Number = 0;
      if (StringRef(Text).getAsInteger(10, Number))
        Number = -1;
      std::optional<bool> Is = compare("==", V, Value::number(Number));
      if (Is && !*Is)
        continue;
      World Way = W;
      const OrderInstr *Made = Table.Definition[Code.Condition];
      if (!Is && Made && Made->Op == OrderInstr::Load)
        for (Place P : targets(B.Fr, Way, Made->Args[0]))
          if (U.get(Way, P).TheKind == Value::Kind::Unknown) {
            Value Now = Value::number(Number);
            Now.Of = V.Of;
            U.set(Way, P, Now);
          }
      look(B.Fr, Way, V, Code, true);
      Clear(Way);
      goTo(B, Code.Next[N], std::move(Way));
      if (Is) {
        Decided = true;
        break;
      }
    }
    if (!Decided) {
      look(B.Fr, W, V, Code, false);
      Clear(W);
      goTo(B, Code.Next.back(), std::move(W));
    }
    return;
  }
  std::optional<bool> Known = V.truth();
  const OrderInstr *Made = Table.Definition[Code.Condition];
  for (bool Truth : {true, false}) {
    int Next = Code.Next[Truth ? 0 : 1];
    if (Next < 0 || (Known && *Known != Truth))
      continue;
    World Way = W;
    // Whoever comes to the loop again begins it again.
    if (!Truth && Made && Made->Op == OrderInstr::More)
      U.eraseTree(Way, loopOf(B.Fr, B.Fr.F->Unit->Texts[Made->Text]));
    if (!Known) {
      refine(B.Fr, Way, Code.Condition, Truth);
      look(B.Fr, Way, V, Code, Truth);
      if (Code.Line && leadsToEvent(*B.Fr.F))
        note(Way, location(*B.Fr.F, Code.File, Code.Line, Code.Column),
             Truth ? "where this is true" : "where this is false");
    }
    Clear(Way);
    goTo(B, Next, std::move(Way));
  }
}

} // namespace codex::order

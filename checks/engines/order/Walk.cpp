#include "engines/order/Walk.h"

#include "engines/order/Walker.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;

namespace codex::order {

Walker::Walker(const LinkedFacts &Facts, const Roles &TheRoles, StringRef Rule,
               const Options &How)
    : Facts(Facts), TheRoles(TheRoles), Rule(Rule), How(How) {
  Contexts.emplace_back();
}

Location Walker::location(const LinkedFunction &F, unsigned File, unsigned Line,
                          unsigned Column) const {
  return {F.Unit->Files[File], Line, Column};
}

Location Walker::locationOf(const Frame &Fr, const OrderInstr &I) const {
  if (I.Line)
    return location(*Fr.F, I.File, I.Line, I.Column);
  const OrderFunction &C = *Fr.F->Code;
  return location(*Fr.F, C.File, C.Line, C.Column);
}

void Walker::note(World &W, Location At, std::string Message, int Subject,
                  Context Calls) {
  W.Way = std::make_shared<Trail>(
      Trail{W.Way, std::move(At), std::move(Message), Subject, Calls});
}

std::vector<Step> Walker::callsTo(Context C) const {
  std::vector<Step> Calls;
  for (; C; C = Contexts[C].Parent)
    if (const ContextInfo &I = Contexts[C]; I.Call && I.Caller && I.Call->Line)
      Calls.push_back(
          {location(*I.Caller, I.Call->File, I.Call->Line, I.Call->Column),
           "calls '" + I.F->Code->Name + "'"});
  std::reverse(Calls.begin(), Calls.end());
  return Calls;
}

//===----------------------------------------------------------------------===//
// Subjects
//===----------------------------------------------------------------------===//

unsigned Walker::makeSubject(World &W, const Frame &Fr, const OrderInstr &I,
                             const OrderEvent &E) {
  auto [It, New] =
      SubjectNumbers.try_emplace({Fr.C, &I, E.Event}, Subjects.size());
  if (New) {
    SubjectInfo S;
    S.Name = E.Name;
    S.At = locationOf(Fr, I);
    S.Function = Fr.F->Code->Name;
    S.IsData = is_contained(TheRoles.Data, E.Event);
    Subjects.push_back(std::move(S));
  }
  ++Effects;
  // Where the one before could not be had, this is another attempt.
  if (std::optional<Status> Before = U.status(W, It->second);
      Before && *Before != Status::Failed)
    Subjects[It->second].IsPool = true;
  U.setStatus(W, It->second, Status::Made);
  U.forgetLooked(W, It->second);
  note(W, locationOf(Fr, I), "'" + E.Name + "' comes into being here",
       It->second, Fr.C);
  return It->second;
}

/// Whether the task that is being walked where it is made comes here whatever
/// anybody else does.
bool Walker::comesAtOnce(const World &W) {
  if (U.has(W, U.Where.root('G', 0, AwaitedMark)))
    return false;
  for (const Trail *T = W.Way.get(); T && T != BeforeTask.get();
       T = T->Before.get())
    if (T->Subject < 0)
      return false;
  return true;
}

/// A call that begins what must wait: everything in the program's hands must
/// be in order.
void Walker::begin(World &W, const Frame &Fr, const OrderInstr &I,
                   bool Otherwise, const std::vector<unsigned> &About) {
  Location At = locationOf(Fr, I);
  (Otherwise ? Waits : Starts).insert(At);
  std::vector<Place> Given;
  for (int A : I.Args)
    append_range(Given, get(Fr, W, A).Targets);
  if (!Otherwise)
    U.set(W, U.Where.root('G', 0, StartedMark), Value::number(1));
  if (OfTask && comesAtOnce(W))
    StartsOfTasks.insert(At);
  else if (IsJoining && StartsOfTasks.count(At))
    return;
  std::set<unsigned> Held = U.held(W, std::move(Given));
  // It was well, and released when it had done its work: the program serves
  // with what it got of it.
  for (auto [Number, Info] : enumerate(Subjects))
    Info.ValidReached |=
        Info.ValidGivenUp &&
        U.has(W, U.Where.root('G', 0, (WellMark + Twine(Number)).str()));
  for (const auto &[Number, State] : W.Subjects) {
    Status S = static_cast<Status>(State);
    SubjectInfo &Info = Subjects[Number];
    bool Lost = S == Status::Failed || S == Status::GivenUp;
    bool Holds = TheRoles.OfObject
                     ? is_contained(About, Number)
                     : Held.count(Number) || Lost || Info.IsProgram;
    Info.ValidReached |= S >= Status::Valid;
    if (S == Status::FailedThenValid && !Info.AfterLaterOne)
      Info.AfterLaterOne = describe(W, Fr, I, Number, At);
    if (S == Status::ValidThenFailed)
      Info.EarlierOneReached = true;
    if (S >= Status::Valid || !Holds || (Lost && isReplaced(W, Number)))
      continue;
    auto &Where = Otherwise ? Info.AtWait : Info.AtStart;
    if (Info.IsData && S != Status::Failed) {
      std::set<int> Looked = U.looked(W, Number);
      if (!Where) {
        Where = describe(W, Fr, I, Number, At);
        Where->Looked = Looked;
      } else {
        std::set<int> Both;
        std::set_intersection(Where->Looked.begin(), Where->Looked.end(),
                              Looked.begin(), Looked.end(),
                              std::inserter(Both, Both.end()));
        Where->Looked = std::move(Both);
      }
      continue;
    }
    // That it is held says more than that it was given up.
    bool Better = Where && Where->Lost != Status::Made && !Lost;
    if (!Where || !Where->Sure || Better) {
      Where = describe(W, Fr, I, Number, At);
      Where->Sure = true;
      Where->Lost = Lost ? S : Status::Made;
    }
  }
}

void Walker::giveUp(World &W, unsigned Subject) {
  std::optional<Status> Now = U.status(W, Subject);
  if (!Now || *Now == Status::Failed || *Now == Status::GivenUp ||
      !U.isGone(W, Subject))
    return;
  if (*Now == Status::CheckFailed) {
    U.setStatus(W, Subject, Status::GivenUp);
    return;
  }
  Subjects[Subject].ValidGivenUp |= *Now >= Status::Valid;
  U.forget(W, Subject);
}

bool Walker::isReplaced(const World &W, unsigned Subject) const {
  for (const Trail *T = W.Way.get(); T; T = T->Before.get()) {
    if (T->Subject == int(Subject))
      return false;
    if (T->Subject >= 0 &&
        Subjects[T->Subject].Name == Subjects[Subject].Name &&
        StringRef(T->Message).contains("comes into being"))
      if (std::optional<Status> S = U.status(W, T->Subject);
          S && *S >= Status::Valid)
        return true;
  }
  return false;
}

Walker::Reached Walker::describe(const World &W, const Frame &Fr,
                                 const OrderInstr &I, unsigned Number,
                                 const Location &At) const {
  const SubjectInfo &Info = Subjects[Number];
  Reached R;
  R.At = At;
  R.Function = Fr.F->Code->Name;
  R.InTest = Fr.F->Code->InTest;
  R.Held = U.holderOf(W, Number);
  // What was called for its making and for each question, the newest first.
  std::vector<Step> Own, Way;
  auto AddCalls = [&](Context C) {
    std::vector<Step> Calls = callsTo(C);
    std::reverse(Calls.begin(), Calls.end());
    if (Calls.size() > MaxCallSteps)
      Calls.resize(MaxCallSteps);
    append_range(Own, Calls);
  };
  for (const Trail *T = W.Way.get(); T; T = T->Before.get()) {
    if (T->Subject == int(Number)) {
      Own.push_back({T->At, T->Message});
      AddCalls(T->Calls);
      if (StringRef(T->Message).contains("comes into being"))
        break;
    } else if (T->Subject < 0 && Way.size() < MaxWaySteps) {
      Way.push_back({T->At, T->Message});
      Own.push_back({T->At, T->Message});
    }
  }
  std::reverse(Own.begin(), Own.end());
  bool Checked = false;
  if (none_of(Own, [](const Step &S) {
        return StringRef(S.Message).contains("comes into being");
      }))
    if (!Info.IsProgram)
      R.Steps.push_back({Info.At, "'" + Info.Name + "' comes into being here"});
  for (Step &S : Own) {
    Checked |= StringRef(S.Message).contains("validated here");
    R.Steps.push_back(std::move(S));
  }
  // How the calls lead here, outermost first.
  for (Step &S : callsTo(Fr.C))
    R.Steps.push_back(std::move(S));
  if (!Checked)
    R.Steps.push_back(
        {At, Info.IsProgram
                 ? std::string("nothing on this way does what must come first")
             : Info.IsData
                 ? "no condition over the content of '" + Info.Name +
                       "' decides whether the program comes here"
                 : "nothing on this way validates '" + Info.Name + "'"});
  return R;
}

//===----------------------------------------------------------------------===//
// Programs
//===----------------------------------------------------------------------===//

bool Walker::plays(const LinkedFunction &F, ArrayRef<std::string> Parts) const {
  auto Has = [&](const std::vector<int> &Numbers) {
    return any_of(Numbers, [&](int Number) {
      return is_contained(Parts, F.Unit->Events[Number].Event);
    });
  };
  return Has(F.Code->Events) || Has(F.Events);
}

bool Walker::survey(ArrayRef<int> Program) {
  std::vector<std::string> Begins = TheRoles.Before;
  append_range(Begins, TheRoles.Otherwise);
  const std::pair<std::vector<std::string>, unsigned> All[] = {
      {Begins, ToBegin},
      {TheRoles.Subjects, ToSubject},
      {{TheRoles.Requires, "resets"}, ToAnswer},
      {{MarksEvent.str()}, ToMark}};

  std::vector<std::pair<int, unsigned>> Work;
  bool Any = false;
  for (int Number : Program) {
    const LinkedFunction &F = Facts.functions()[Number];
    Any |= plays(F, Begins);
    HasStart |= plays(F, TheRoles.Before);
    for (const auto &[Events, For] : All)
      if (plays(F, Events))
        Work.push_back({Number, For});
  }
  // Most programs have nothing to do with most rules.
  if (!Any)
    return false;
  // Who names main does not call it: a table of symbols, for a backtrace.
  DenseMap<int, std::vector<int>> Callers, ByTable;
  for (int Number : Program)
    for (int Callee : Facts.callees(Number))
      if (!Facts.functions()[Callee].Code->IsMain)
        Callers[Callee].push_back(Number);
  if (How.UsesTables)
    for (int Number : Program) {
      const LinkedFunction &F = Facts.functions()[Number];
      for (const OrderBlock &B : Facts.body(F).Blocks)
        for (const OrderInstr &I : B.Code)
          if (auto It = ByMember.find(memberCalled(F, I).str());
              It != ByMember.end())
            for (int Callee : It->second)
              ByTable[Callee].push_back(Number);
    }
  while (!Work.empty()) {
    auto [Number, For] = Work.back();
    Work.pop_back();
    unsigned &Known = Relevant[&Facts.functions()[Number]];
    if ((Known | For) == Known)
      continue;
    Known |= For;
    for (int Caller : Callers[Number])
      Work.push_back({Caller, For});
    // What is looked for behind tables is the start.
    if (For == ToBegin)
      for (int Caller : ByTable[Number])
        Work.push_back({Caller, For});
  }
  return true;
}

bool Walker::mayMatter(const LinkedFunction &F, const World &W) const {
  unsigned For = Relevant.lookup(&F);
  if (For & ToBegin)
    return true;
  // Where there is no subject, none can be asked.
  if (W.Subjects.isEmpty())
    For &= ~ToAnswer;
  return For && Vain.lookup(&F) < MaxVain;
}

/// Between units any order of their initialisers is possible.
std::vector<World> Walker::runInitialisers(World W,
                                           std::vector<unsigned> Units) {
  static constexpr unsigned MaxWorldsAtStart = 16;
  std::vector<World> Now;
  Now.push_back(std::move(W));
  for (unsigned Unit : Units) {
    int Number = Facts.initialisersOf(Unit);
    if (Number < 0)
      continue;
    const LinkedFunction &F = Facts.functions()[Number];
    std::vector<World> Next;
    for (World &Before : Now)
      for (Exit &E : run(F, enter(0, nullptr, nullptr, &F), std::move(Before)))
        if (!E.Threw && none_of(Next, [&](const World &Other) {
              return Universe::same(Other, E.W);
            }))
          Next.push_back(std::move(E.W));
    // Too many: those that agree about all subjects become one.
    if (Next.size() > MaxWorldsAtStart) {
      std::vector<World> Fewer;
      for (World &Each : Next) {
        auto Same = find_if(Fewer, [&](const World &Other) {
          return Other.Subjects == Each.Subjects;
        });
        if (Same == Fewer.end())
          Fewer.push_back(std::move(Each));
        else
          *Same = U.join(*Same, Each);
      }
      Next = std::move(Fewer);
    }
    Now = std::move(Next);
  }
  return Now;
}

/// Inline functions that the units of one program define differently: the
/// linker takes one of them, and nobody knows which.
void Walker::findClashes(ArrayRef<int> Program) {
  // Where there is one program, all units are parts of it.
  bool IsOnly = count_if(Facts.functions(), [](const LinkedFunction &F) {
                  return F.Code->IsMain;
                }) == 1;
  std::vector<bool> Of(Facts.functions().size(), IsOnly);
  for (int Number : Program)
    Of[Number] = true;
  StringSet<> Looked;
  for (int Number : Program) {
    const LinkedFunction &F = Facts.functions()[Number];
    if (!F.Code->IsInline || !leadsToEvent(F) ||
        !Looked.insert(F.Code->Id).second)
      continue;
    std::vector<int> All = Facts.clashing(F.Code->Id, Of);
    if (!All.empty())
      Clashes[F.Code->Id] = std::move(All);
  }
}

/// Where an operation of \p F plays one of \p Parts; none: nowhere.
std::optional<Location> Walker::placeOf(const LinkedFunction &F,
                                        ArrayRef<std::string> Parts) const {
  if (!plays(F, Parts))
    return std::nullopt;
  for (const OrderBlock &B : Facts.body(F).Blocks)
    for (const OrderInstr &I : B.Code)
      if (I.Line && any_of(I.Events, [&](int N) {
            return is_contained(Parts, F.Unit->Events[N].Event);
          }))
        return location(F, I.File, I.Line, I.Column);
  return location(F, F.Code->File, F.Code->Line, F.Code->Column);
}

std::optional<Location> Walker::nearestStart(int Entry) {
  std::vector<std::string> Plain = TheRoles.Before;
  erase(Plain, ServesMarkedEvent.str());
  std::set<int> Seen = {Entry};
  std::vector<int> Work = {Entry};
  for (size_t At = 0; At < Work.size(); ++At) {
    const LinkedFunction &F = Facts.functions()[Work[At]];
    if (std::optional<Location> Start = placeOf(F, Plain))
      return Start;
    std::vector<int> Next = Facts.callees(Work[At]);
    for (const OrderBlock &B : Facts.body(F).Blocks)
      for (const OrderInstr &I : B.Code)
        if (auto It = ByMember.find(memberCalled(F, I).str());
            It != ByMember.end())
          append_range(Next, It->second);
    for (int Callee : Next)
      if (Seen.insert(Callee).second)
        Work.push_back(Callee);
  }
  return std::nullopt;
}

WalkResult Walker::walk(int Entry) {
  const LinkedFunction &Main = Facts.functions()[Entry];
  const std::vector<int> Own = Facts.programOf(Entry);
  std::vector<int> Program = Own;
  if (How.UsesTables)
    readTables(Program);
  if (!survey(Program))
    return {};
  World W = U.emptyWorld();
  if (TheRoles.OfProgram) {
    SubjectInfo S;
    S.Name = "the program";
    S.IsProgram = true;
    Subjects.push_back(std::move(S));
    U.setStatus(W, 0, Status::Made);
  }
  findClashes(Program);
  std::set<unsigned> All;
  for (int Number : Own)
    All.insert(Facts.functions()[Number].UnitIndex);
  std::vector<unsigned> Units(All.begin(), All.end());
  unsigned Matter = count_if(Units, [&](unsigned Unit) {
    int Number = Facts.initialisersOf(Unit);
    return Number >= 0 && leadsToEvent(Facts.functions()[Number]);
  });
  for (bool Backwards : {false, true}) {
    if (Backwards && Matter < 2)
      break;
    if (Backwards)
      std::reverse(Units.begin(), Units.end());
    for (World &Start : runInitialisers(W, Units))
      run(Main, enter(0, nullptr, nullptr, &Main), std::move(Start));
  }

  WalkResult Result;
  // A walk that was cut short has not come to all starts: where there is one,
  // waiting is none.
  bool ByWait = Starts.empty() && (Limit.empty() || !HasStart);
  Result.IsByWait = ByWait;
  Result.WasCut = !Limit.empty();
  if (Result.WasCut && Starts.empty() && How.UsesTables)
    Result.NearestStart = nearestStart(Entry);
  Result.Starts = ByWait ? Waits.size() : Starts.size();
  Result.Subjects =
      count_if(Subjects, [](const SubjectInfo &S) { return !S.IsMark; });
  for (const SubjectInfo &S : Subjects) {
    std::optional<Reached> R = ByWait ? S.AtWait : S.AtStart;
    if (!R && S.AfterLaterOne && S.EarlierOneExists && !S.EarlierOneReached) {
      R = S.AfterLaterOne;
      R->Sure = true;
      R->Steps.push_back(
          {R->At, "the last answer overwrites the earlier ones"});
    }
    if (!R || (!R->Sure && !R->Looked.empty()))
      continue;
    // Something that must not be there: where it is, nothing is served.
    if ((R->Lost == Status::GivenUp && !S.ValidReached) ||
        (R->Lost == Status::Failed && !S.IsData && !S.ValidReached &&
         !S.ValidGivenUp))
      continue;
    Violation V;
    V.At = R->At;
    V.Function = R->Function;
    V.InTest = R->InTest;
    V.Subject = S.Name;
    V.Held = R->Held;
    V.SubjectFunction = S.Function;
    V.Steps = R->Steps;
    Result.Violations.push_back(std::move(V));
  }
  for (const auto &[Id, Numbers] : Clashes) {
    const LinkedFunction &First = Facts.functions()[Numbers.front()];
    const LinkedFunction &Other = Facts.functions()[Numbers.back()];
    Gap G;
    G.At =
        location(First, First.Code->File, First.Code->Line, First.Code->Column);
    Location There =
        location(Other, Other.Code->File, Other.Code->Line, Other.Code->Column);
    G.Rule = Rule.str();
    G.Reason = "in the program of " + Main.Code->Name + ": " +
               First.Code->Name + " is defined differently in " +
               Facts.unit(First.UnitIndex).MainFile + " and in " +
               Facts.unit(Other.UnitIndex).MainFile + " (" + There.File + ":" +
               std::to_string(There.Line) +
               "), an ODR clash; both definitions are considered";
    Result.Gaps.push_back(std::move(G));
  }
  auto Tell = [&](const std::string &What) {
    Gap G;
    const OrderFunction &C = *Main.Code;
    G.At = location(Main, C.File, C.Line, C.Column);
    G.Rule = Rule.str();
    G.Reason = "in the program of " + C.Name + ": " + What;
    Result.Gaps.push_back(std::move(G));
  };
  if (!Limit.empty())
    Tell(Limit);
  if (U.Widened && Result.Subjects)
    Tell("what may be the address of more than 32 objects is not followed into "
         "them, at " +
         std::to_string(U.Widened) + " joins");
  return Result;
}

bool hasBegin(const LinkedFacts &Facts, const Roles &R) {
  return any_of(Facts.units(), [&](const UnitFacts *Unit) {
    return any_of(Unit->Order.Events, [&](const OrderEvent &E) {
      return is_contained(R.Before, E.Event) ||
             is_contained(R.Otherwise, E.Event);
    });
  });
}

WalkResult walkProgram(const LinkedFacts &Facts, int Entry, const Roles &R,
                       StringRef Rule) {
  WalkResult Result = Walker(Facts, R, Rule, {}).walk(Entry);
  if (Result.Starts)
    return Result;
  // A server's start is somewhere: perhaps behind a table of functions.
  Walker::Options Tables;
  Tables.UsesTables = true;
  Tables.MaxSteps /= 5;
  WalkResult More = Walker(Facts, R, Rule, Tables).walk(Entry);
  if (More.Starts)
    return More;
  if (Result.Gaps.empty())
    Result.Gaps = std::move(More.Gaps);
  // Not even that came to one before it was cut short. Where traffic starts can
  // be said still; what is held there cannot.
  if (Result.WasCut || More.WasCut)
    if (std::optional<Location> At = More.NearestStart)
      for (Gap &G : Result.Gaps)
        G.Reason +=
            "; by its calls and tables of functions traffic starts at " +
            At->File + ":" + std::to_string(At->Line) +
            ", and what is held there is not known";
  return Result;
}

} // namespace codex::order

#include "link/Program.h"

#include "facts/FactsFile.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>

using namespace llvm;

namespace codex {

/// What only gives something up, or says something of a parser, is no reason
/// to walk a function.
static bool matters(const OrderUnit &Unit, int Event) {
  StringRef Name = Unit.Events[Event].Event;
  return Name != "releases" && Name != "parse-check";
}

static bool callsByText(const OrderInstr &I) {
  return I.Op == OrderInstr::Call || I.Op == OrderInstr::Virtual ||
         I.Op == OrderInstr::Function || I.Op == OrderInstr::Closure;
}

/// Whether \p Id is the linker's name of a constructor.
static bool isConstructor(StringRef Id) {
  return Id.starts_with("_Z") &&
         any_of(ArrayRef<StringRef>{"C1E", "C2E", "C1I", "C2I"},
                [&](StringRef Part) { return Id.contains(Part); });
}

/// The variables that \p F, the initialisers of a unit, gives a value to.
static std::set<StringRef> initialisedBy(const OrderFunction &F,
                                         const OrderUnit &Unit) {
  std::set<StringRef> Found;
  std::map<int, const OrderInstr *> Made;
  for (const OrderBlock &B : F.Blocks)
    for (const OrderInstr &I : B.Code) {
      if (I.Dst >= 0)
        Made[I.Dst] = &I;
      bool Gives =
          I.Op == OrderInstr::Store || I.Op == OrderInstr::Copy ||
          I.Op == OrderInstr::Move ||
          (I.Op == OrderInstr::Call && isConstructor(Unit.Texts[I.Text]));
      if (!Gives || I.Args.empty())
        continue;
      auto To = Made.find(I.Args[0]);
      while (To != Made.end() && (To->second->Op == OrderInstr::Field ||
                                  To->second->Op == OrderInstr::Element))
        To = Made.find(To->second->Args[0]);
      if (To != Made.end() && To->second->Op == OrderInstr::Global)
        Found.insert(Unit.Texts[To->second->Text]);
    }
  return Found;
}

LinkedFacts::LinkedFacts(ArrayRef<const UnitFacts *> All)
    : Units(All.begin(), All.end()) {
  // One order, whatever the one in which they were given.
  std::map<const UnitFacts *, std::string> Text;
  auto Key = [&](const UnitFacts *U) -> const std::string & {
    auto [It, New] = Text.try_emplace(U);
    if (New) {
      UnitFacts Timeless = *U;
      Timeless.ParseSeconds = Timeless.EngineSeconds = 0;
      raw_string_ostream OS(It->second);
      writeFacts(Timeless, OS);
    }
    return It->second;
  };
  llvm::sort(Units, [&](const UnitFacts *A, const UnitFacts *B) {
    if (A->MainFile != B->MainFile)
      return A->MainFile < B->MainFile;
    return A != B && Key(A) < Key(B);
  });
  Units.erase(llvm::unique(Units,
                           [&](const UnitFacts *A, const UnitFacts *B) {
                             return A->MainFile == B->MainFile &&
                                    Key(A) == Key(B);
                           }),
              Units.end());
  Initialisers.assign(Units.size(), -1);
  for (auto [Index, U] : enumerate(Units))
    for (const OrderFunction &F : U->Order.Functions) {
      LinkedFunction L;
      L.Code = &F;
      L.Unit = &U->Order;
      L.UnitIndex = Index;
      L.HasEvents = !F.Events.empty();
      for (const OrderBlock &B : F.Blocks) {
        L.Size += B.Code.size();
        for (const OrderInstr &I : B.Code)
          for (int Event : I.Events)
            L.HasEvents |= matters(U->Order, Event);
      }
      int Number = Functions.size();
      if (F.IsStart) {
        Initialisers[Index] = Number;
        for (StringRef Variable : initialisedBy(F, U->Order))
          Variables.add(Variable, Number, Index);
      } else
        Defined.add(F.Id, Number, Index);
      for (int Base : F.Overrides)
        Overriding[U->Order.Texts[Base]].push_back(Number);
      Functions.push_back(L);
    }
  connect();
}

/// Marks what is called, and from what events can be reached.
void LinkedFacts::connect() {
  std::vector<std::vector<int>> Callers(Functions.size());
  Callees.resize(Functions.size());
  for (auto [Number, F] : enumerate(Functions))
    for (const OrderBlock &B : F.Code->Blocks)
      for (const OrderInstr &I : B.Code) {
        if (!callsByText(I))
          continue;
        StringRef Id = F.Unit->Texts[I.Text];
        auto Edge = [&](int To) {
          if (To != int(Number))
            Functions[To].IsCalled = true;
          Callers[To].push_back(Number);
          Callees[Number].push_back(To);
        };
        if (int To = find(Id, F.UnitIndex); To >= 0)
          Edge(To);
        if (I.Op == OrderInstr::Virtual)
          for (int To : overriders(Id))
            Edge(To);
      }
  std::vector<int> Work;
  for (auto [Number, F] : enumerate(Functions))
    if (F.HasEvents) {
      F.Relevant = true;
      Work.push_back(Number);
    }
  while (!Work.empty()) {
    int Next = Work.back();
    Work.pop_back();
    for (int Caller : Callers[Next])
      if (!Functions[Caller].Relevant) {
        Functions[Caller].Relevant = true;
        Work.push_back(Caller);
      }
  }
}

static size_t sharedDirectories(StringRef A, StringRef B) {
  size_t Same = 0, At = 0;
  for (; At < A.size() && At < B.size() && A[At] == B[At]; ++At)
    Same += A[At] == '/';
  return Same;
}

int Definitions::find(StringRef Id, unsigned From) const {
  auto It = ById.find(Id);
  if (It == ById.end())
    return -1;
  int Best = -1;
  size_t BestScore = 0;
  for (const Definition &D : It->second) {
    if (D.Unit == From)
      return D.Number;
    size_t Score =
        1 + sharedDirectories(Units[From]->MainFile, Units[D.Unit]->MainFile);
    if (Score > BestScore) {
      Best = D.Number;
      BestScore = Score;
    }
  }
  return Best;
}

std::vector<int> LinkedFacts::overriders(StringRef Id) const {
  std::vector<int> Found;
  std::set<int> Seen;
  std::vector<std::string> Work = {Id.str()};
  while (!Work.empty()) {
    std::string Next = std::move(Work.back());
    Work.pop_back();
    auto It = Overriding.find(Next);
    if (It == Overriding.end())
      continue;
    for (int Number : It->second)
      if (Seen.insert(Number).second) {
        Found.push_back(Number);
        Work.push_back(Functions[Number].Code->Id);
      }
  }
  return Found;
}

/// A name without the unit and the place that it carries.
static StringRef bareName(StringRef Name) {
  return Name.substr(Name.rfind('|') + 1).split('@').first;
}

/// What a function does, without where it says so.
static std::string meaningOf(const LinkedFunction &F) {
  std::string Out;
  raw_string_ostream OS(Out);
  auto Event = [&](int Number) {
    const OrderEvent &E = F.Unit->Events[Number];
    OS << '!' << E.Event << E.Subject << E.Valid << E.Throws << E.Out;
  };
  for (int E : F.Code->Events)
    Event(E);
  for (const OrderBlock &B : F.Code->Blocks) {
    OS << '{' << B.Condition;
    for (int Next : B.Next)
      OS << '>' << Next;
    for (const std::string &Case : B.Cases)
      OS << ':' << Case;
    for (const OrderInstr &I : B.Code) {
      OS << ';' << I.Op << I.Shape << I.Dst << '.' << I.Try;
      for (int A : I.Args)
        OS << ',' << A;
      if (I.Text >= 0)
        OS << ' ' << bareName(F.Unit->Texts[I.Text]);
      for (int E : I.Events)
        Event(E);
    }
  }
  return Out;
}

std::vector<int> LinkedFacts::clashing(StringRef Id,
                                       const std::vector<bool> &Program) const {
  if (Defined.all(Id).size() < 2)
    return {};
  std::map<std::string, int> Different;
  for (const Definitions::Definition &D : Defined.all(Id))
    if (Program[D.Number] && Functions[D.Number].Code->IsInline)
      Different.try_emplace(meaningOf(Functions[D.Number]), D.Number);
  std::vector<int> Found;
  if (Different.size() > 1)
    for (const auto &[Text, Number] : Different)
      Found.push_back(Number);
  llvm::sort(Found);
  return Found;
}

std::vector<int> LinkedFacts::entries() const {
  std::vector<int> Mains, Others;
  std::set<std::string> Seen;
  for (auto [Number, F] : enumerate(Functions)) {
    if (F.Code->IsMain)
      Mains.push_back(Number);
    else if (!F.IsCalled && F.Relevant && !F.Code->IsStart &&
             Seen.insert(F.Code->Id).second)
      Others.push_back(Number);
  }
  return Mains.empty() ? Others : Mains;
}

std::vector<int> LinkedFacts::programOf(int Entry) const {
  std::vector<int> Found, Work = {Entry};
  std::vector<bool> Seen(Functions.size()), SeenUnits(Units.size());
  while (!Work.empty()) {
    int Number = Work.back();
    Work.pop_back();
    if (Seen[Number])
      continue;
    Seen[Number] = true;
    Found.push_back(Number);
    unsigned Unit = Functions[Number].UnitIndex;
    if (!SeenUnits[Unit] && Initialisers[Unit] >= 0)
      Work.push_back(Initialisers[Unit]);
    SeenUnits[Unit] = true;
    append_range(Work, Callees[Number]);
    // A unit may have nothing but a variable that is used elsewhere.
    for (const OrderBlock &B : Functions[Number].Code->Blocks)
      for (const OrderInstr &I : B.Code)
        if (I.Op == OrderInstr::Global)
          if (int From =
                  Variables.find(Functions[Number].Unit->Texts[I.Text], Unit);
              From >= 0)
            Work.push_back(From);
  }
  return Found;
}

int LinkedFacts::initialisersOf(unsigned Index) const {
  return Initialisers[Index];
}

} // namespace codex

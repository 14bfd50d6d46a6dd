#include "link/Program.h"

#include "facts/FactsFile.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>

using namespace llvm;

namespace codex {

/// What only gives something up, or says something of a parser or of a result
/// that is always the same, is no reason to walk a function.
static bool matters(const OrderUnit &Unit, int Event) {
  StringRef Name = Unit.Events[Event].Event;
  return Name != "releases" && Name != "parse-check" && Name != "reads" &&
         Name != "succeeds";
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
      OrderOutline Fresh;
      if (!F.IsPacked)
        Fresh = outlineOf(F, U->Order);
      const OrderOutline &Outline = F.IsPacked ? F.Outline : Fresh;
      L.Size = Outline.Operations;
      L.Blocks = Outline.Blocks;
      L.Events = Outline.Events;
      L.Meaning = Outline.Meaning;
      L.HasEvents = !F.Events.empty() || any_of(L.Events, [&](int Event) {
        return matters(U->Order, Event);
      });
      Mains += F.IsMain;
      int Number = L.Number = Functions.size();
      if (F.IsStart) {
        Initialisers[Index] = Number;
        for (int Variable : Outline.Given)
          Variables.add(U->Order.Texts[Variable], Number, Index);
      } else
        Defined.add(F.Id, Number, Index);
      for (int Base : F.Overrides)
        Overriding[U->Order.Texts[Base]].push_back(Number);
      Functions.push_back(std::move(L));
    }
  Bodies.resize(Functions.size());
  connect();
}

/// Marks what is called, and from what events can be reached.
void LinkedFacts::connect() {
  std::vector<std::vector<int>> Callers(Functions.size());
  Callees.resize(Functions.size());
  Used.resize(Functions.size());
  for (const LinkedFunction &F : Functions) {
    OrderOutline Fresh;
    if (!F.Code->IsPacked)
      Fresh = outlineOf(*F.Code, *F.Unit);
    const OrderOutline &Outline = F.Code->IsPacked ? F.Code->Outline : Fresh;
    // A unit may have nothing but a variable that is used elsewhere.
    std::vector<int> &Start = Used[F.Number];
    for (int Text : Outline.Globals)
      if (int From = Variables.find(F.Unit->Texts[Text], F.UnitIndex);
          From >= 0 && !is_contained(Start, From))
        Start.push_back(From);
    Start.shrink_to_fit();
    std::vector<int> &All = Callees[F.Number];
    for (int Text : Outline.Calls)
      if (int To = find(F.Unit->Texts[Text], F.UnitIndex); To >= 0)
        All.push_back(To);
    for (int Text : Outline.Virtuals)
      append_range(All, overriders(F.Unit->Texts[Text]));
    llvm::sort(All);
    All.erase(llvm::unique(All), All.end());
    All.shrink_to_fit();
    for (int To : All) {
      if (To != F.Number)
        Functions[To].IsCalled = true;
      Callers[To].push_back(F.Number);
    }
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
  // Units are sorted by their paths, so that those which share a directory with
  // From stand together, with From among them.
  ArrayRef<Definition> All = It->second;
  const Definition *At =
      partition_point(All, [&](const Definition &D) { return D.Unit < From; });
  if (At != All.end() && At->Unit == From)
    return At->Number;
  size_t Before = At == All.begin() ? 0 : 1 + shared(From, At[-1].Unit);
  size_t After = At == All.end() ? 0 : 1 + shared(From, At->Unit);
  if (After > Before)
    return At->Number;
  // The first of those that are as near.
  return std::partition_point(All.begin(), At,
                              [&](const Definition &D) {
                                return 1 + shared(From, D.Unit) < Before;
                              })
      ->Number;
}

size_t Definitions::shared(unsigned A, unsigned B) const {
  return sharedDirectories(Units[A]->MainFile, Units[B]->MainFile);
}

static constexpr size_t MaxTexts = 64;

const OrderFunction &LinkedFacts::body(const LinkedFunction &F) const {
  if (!F.Code->IsPacked)
    return *F.Code;
  std::unique_ptr<const OrderFunction> &Body = Bodies[F.Number];
  if (!Body) {
    auto Text = find_if(
        Texts, [&](const auto &Known) { return Known.first == F.UnitIndex; });
    if (Text == Texts.end()) {
      if (Texts.size() == MaxTexts)
        Texts.pop_back();
      Texts.emplace_front(F.UnitIndex, textOf(*F.Unit));
      Text = Texts.begin();
    }
    Body = std::make_unique<const OrderFunction>(
        readOrderBody(*F.Unit, Text->second, *F.Code));
  }
  return *Body;
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

std::vector<int> LinkedFacts::clashing(StringRef Id,
                                       const std::vector<bool> &Program) const {
  if (Defined.all(Id).size() < 2)
    return {};
  std::map<uint64_t, int> Different;
  for (const Definitions::Definition &D : Defined.all(Id))
    if (Program[D.Number] && Functions[D.Number].Code->IsInline)
      Different.try_emplace(Functions[D.Number].Meaning, D.Number);
  std::vector<int> Found;
  if (Different.size() > 1)
    for (const auto &[Meaning, Number] : Different)
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
  std::vector<int> From = {Entry};
  // Where there is one program, all units are parts of it, and what they have
  // before main runs, whether anybody names them or not.
  if (Functions[Entry].Code->IsMain && Mains == 1)
    copy_if(Initialisers, std::back_inserter(From),
            [](int Number) { return Number >= 0; });
  return follow(std::move(From));
}

bool LinkedFacts::isReached(unsigned Index) const {
  if (Reached.empty()) {
    Reached.resize(Units.size());
    std::vector<int> Mains;
    for (auto [Number, F] : enumerate(Functions))
      if (F.Code->IsMain)
        Mains.push_back(Number);
    for (int Number : follow(std::move(Mains)))
      Reached[Functions[Number].UnitIndex] = true;
  }
  return Reached[Index];
}

std::vector<int> LinkedFacts::follow(std::vector<int> Work) const {
  std::vector<int> Found;
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
    append_range(Work, Used[Number]);
  }
  return Found;
}

int LinkedFacts::initialisersOf(unsigned Index) const {
  return Initialisers[Index];
}

} // namespace codex

#include "link/CallGraph.h"

#include "llvm/ADT/STLExtras.h"

#include <deque>
#include <map>

using namespace llvm;

namespace codex {

CallGraph::CallGraph(const LinkedFacts &Linked)
    : Units(Linked.units().begin(), Linked.units().end()) {
  for (auto [Index, U] : enumerate(Units))
    for (const CallFunction &F : U->Calls.Functions) {
      int Number = Functions.size();
      Functions.push_back({&F, unsigned(Index)});
      Defined.add(U->Calls.Texts[F.Id], Number, Index);
      for (int Base : F.Overrides)
        Overriding[U->Calls.Texts[Base]].push_back(Number);
    }
}

Location CallGraph::place(unsigned Unit, const CallPlace &P) const {
  const CallUnit &Calls = callsOf(Unit);
  if (Calls.Files.empty())
    return {};
  return {Calls.Files[P.File], P.Line, P.Column};
}

std::vector<int> CallGraph::overriders(StringRef Id) const {
  std::vector<int> Found;
  std::set<std::string> Seen = {Id.str()};
  std::vector<std::string> Work = {Id.str()};
  while (!Work.empty()) {
    auto It = Overriding.find(Work.back());
    Work.pop_back();
    if (It == Overriding.end())
      continue;
    for (int Number : It->second) {
      const Function &F = Functions[Number];
      // An inline method is defined in many units, and is one.
      if (Seen.insert(callsOf(F.Unit).Texts[F.Code->Id]).second) {
        Found.push_back(Number);
        Work.push_back(callsOf(F.Unit).Texts[F.Code->Id]);
      }
    }
  }
  return Found;
}

/// Breadth first from all entries at once, so that the first way to a call is a
/// shortest one. Where exceptions count, a place is a function together with
/// what the tries on the way to it catch.
class ReachWalk {
public:
  ReachWalk(const CallGraph &Graph, const ReachQuery &Query)
      : Graph(Graph), Query(Query) {}

  std::vector<ReachResult> run() {
    std::vector<Start> Starts = starts();
    if (!Query.Once) {
      for (const Start &S : Starts)
        begin(S);
      walk();
    }
    std::set<int> Begun;
    for (const Start &S : Query.Once ? Starts : std::vector<Start>()) {
      // What is registered twice is one entry.
      if (!Begun.insert(targetOf(S)).second)
        continue;
      Visits.clear();
      Work.clear();
      Seen.clear();
      Found.clear();
      begin(S);
      walk();
    }
    llvm::sort(Results, [](const ReachResult &A, const ReachResult &B) {
      return std::tie(A.At, A.Call) < std::tie(B.At, B.Call);
    });
    return std::move(Results);
  }

private:
  using TypeSet = std::set<std::string>;
  struct Visit {
    int Function;
    int Caught; ///< into Sets
    int From;   ///< the visit before; -1: an entry
    CallPlace At;
    unsigned Unit; ///< in which At is
    const CallEntry *Entry = nullptr;
  };

  struct Start {
    Location At;
    const CallEntry *Entry;
    unsigned Unit;
  };

  std::vector<Start> starts() const {
    std::vector<Start> Starts;
    for (auto [Index, U] : enumerate(Graph.Units))
      for (const CallEntry &E : U->Calls.Entries)
        if (is_contained(Query.From, U->Calls.Texts[E.Kind]))
          Starts.push_back({Graph.place(Index, E.At), &E, unsigned(Index)});
    auto Key = [&](const Start &S) {
      const CallUnit &Unit = Graph.callsOf(S.Unit);
      return std::tuple(S.At, Unit.Texts[S.Entry->Function],
                        Unit.Texts[S.Entry->Name], S.Unit);
    };
    llvm::sort(Starts,
               [&](const Start &A, const Start &B) { return Key(A) < Key(B); });
    return Starts;
  }

  int targetOf(const Start &S) const {
    return Graph.Defined.find(Graph.callsOf(S.Unit).Texts[S.Entry->Function],
                              S.Unit);
  }

  void begin(const Start &S) {
    if (int To = targetOf(S); To >= 0)
      enter(To, intern({}), -1, S.Entry->At, S.Unit, S.Entry);
  }

  /// Where one result is enough, until there is one.
  void walk() {
    size_t Before = Results.size();
    while (!Work.empty() && !(Query.Once && Results.size() > Before)) {
      int Next = Work.front();
      Work.pop_front();
      visit(Next);
    }
  }

  int intern(TypeSet Types) {
    auto [It, New] = SetNumbers.try_emplace(Types, Sets.size());
    if (New)
      Sets.push_back(std::move(Types));
    return It->second;
  }

  void enter(int Function, int Caught, int From, const CallPlace &At,
             unsigned Unit, const CallEntry *Entry) {
    if (!Seen.insert({Function, Caught}).second)
      return;
    Work.push_back(Visits.size());
    Visits.push_back({Function, Caught, From, At, Unit, Entry});
  }

  bool inGroup(const CallUnit &Unit, const CallEdge &E,
               const std::vector<std::string> &Groups) const {
    return any_of(E.Labels,
                  [&](int L) { return is_contained(Groups, Unit.Texts[L]); });
  }

  /// Whether something on the way catches what \p E throws. A handler for a
  /// class of std counts for all of std's: which one is thrown is not known.
  bool isCaught(const CallUnit &Unit, const CallEdge &E,
                const TypeSet &Caught) const {
    if (Caught.count("..."))
      return true;
    // A library throws the standard's exceptions, or its own.
    if (E.Types.empty()) {
      StringRef Library = StringRef(Unit.Texts[E.Name]).split("::").first;
      return any_of(Caught, [&](const std::string &C) {
        StringRef Scope = StringRef(C).split("::").first;
        return Scope == "std" || (Scope == Library && Scope != C);
      });
    }
    return any_of(E.Types, [&](int T) { return Caught.count(Unit.Texts[T]); });
  }

  void visit(int Number) {
    // A copy: enter() may move the list.
    const Visit Here = Visits[Number];
    const CallGraph::Function &F = Graph.Functions[Here.Function];
    const CallUnit &Unit = Graph.callsOf(F.Unit);
    if (Query.Throws && F.Code->NoThrow && Here.From >= 0)
      return;
    for (const CallEdge &E : F.Code->Edges) {
      if (inGroup(Unit, E, Query.EndsAt) || (Query.Once && !Found.empty()))
        return;
      int Caught = Here.Caught;
      if (Query.Throws && !E.Caught.empty()) {
        TypeSet All = Sets[Caught];
        for (int T : E.Caught)
          All.insert(Unit.Texts[T]);
        Caught = intern(std::move(All));
      }
      bool IsTarget = E.TheKind == CallEdge::Throw ? Query.Throws
                                                   : inGroup(Unit, E, Query.To);
      if (IsTarget && Query.Throws && isCaught(Unit, E, Sets[Caught]))
        IsTarget = false;
      if (IsTarget && !inGroup(Unit, E, Query.Except)) {
        found(Number, F, E);
        continue;
      }
      if (E.To < 0 || inGroup(Unit, E, Query.Through) ||
          (Query.Throws && Sets[Caught].count("...")))
        continue;
      if (int To = Graph.Defined.find(Unit.Texts[E.To], F.Unit); To >= 0)
        enter(To, Caught, Number, E.At, F.Unit, nullptr);
      if (E.TheKind != CallEdge::Virtual)
        continue;
      std::vector<int> All = Graph.overriders(Unit.Texts[E.To]);
      if (All.size() <= Query.Overriders)
        for (int To : All)
          enter(To, Caught, Number, E.At, F.Unit, nullptr);
    }
  }

  std::string nameOf(int Function) const {
    const CallGraph::Function &F = Graph.Functions[Function];
    return Graph.callsOf(F.Unit).Texts[F.Code->Name];
  }

  void found(int Number, const CallGraph::Function &F, const CallEdge &E) {
    const CallUnit &Unit = Graph.callsOf(F.Unit);
    ReachResult R;
    R.At = Graph.place(F.Unit, E.At);
    R.Call = Unit.Texts[E.Name];
    if (!Found.insert({R.At, R.Call}).second)
      return;
    R.Function = Unit.Texts[F.Code->Name];
    for (int At = Number; At >= 0; At = Visits[At].From) {
      const Visit &V = Visits[At];
      R.InTest |= Graph.Functions[V.Function].Code->InTest;
      Step S;
      S.At = Graph.place(V.Unit, V.At);
      if (V.Entry) {
        R.EntryName = Graph.callsOf(V.Unit).Texts[V.Entry->Name];
        R.Entry = nameOf(V.Function);
        S.Message = "'" + R.Entry + "' is entered from here: " + R.EntryName;
      } else {
        S.Message = "from here '" + nameOf(V.Function) + "' is called";
      }
      R.Steps.push_back(std::move(S));
    }
    std::reverse(R.Steps.begin(), R.Steps.end());
    Results.push_back(std::move(R));
  }

  const CallGraph &Graph;
  const ReachQuery &Query;
  std::vector<TypeSet> Sets;
  std::map<TypeSet, int> SetNumbers;
  std::vector<Visit> Visits;
  std::deque<int> Work;
  std::set<std::pair<int, int>> Seen;
  std::set<std::pair<Location, std::string>> Found;
  std::vector<ReachResult> Results;
};

std::vector<ReachResult> CallGraph::reach(const ReachQuery &Query) const {
  return ReachWalk(*this, Query).run();
}

} // namespace codex

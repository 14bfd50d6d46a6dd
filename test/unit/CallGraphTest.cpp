#include "TestSupport.h"

#include "facts/FactsFile.h"
#include "link/CallGraph.h"

#include "llvm/Support/raw_ostream.h"

#include <algorithm>

using namespace codex;
using namespace codex::test;

namespace {

/// Makes facts by hand: functions, calls between them, and entries.
class Maker {
public:
  explicit Maker(std::string File) {
    Facts.MainFile = File;
    Facts.Calls.Files = {"", File};
  }
  int text(const std::string &T) {
    auto &All = Facts.Calls.Texts;
    auto It = std::find(All.begin(), All.end(), T);
    if (It != All.end())
      return It - All.begin();
    All.push_back(T);
    return All.size() - 1;
  }
  CallFunction &function(const std::string &Id) {
    CallFunction &F = Facts.Calls.Functions.emplace_back();
    F.Id = F.Name = text(Id);
    return F;
  }
  CallEdge &edge(CallFunction &F, const std::string &To, unsigned Line,
                 CallEdge::Kind Kind = CallEdge::Direct,
                 const std::string &Label = "") {
    CallEdge E;
    E.TheKind = Kind;
    E.To = E.Name = text(To);
    E.At = {1, Line, 1};
    if (!Label.empty())
      E.Labels = {text(Label)};
    F.Edges.push_back(E);
    return F.Edges.back();
  }
  void entry(const std::string &Function) {
    CallEntry E;
    E.Kind = text("handler");
    E.Name = text("a handler");
    E.Function = text(Function);
    E.At = {1, 1, 1};
    Facts.Calls.Entries.push_back(E);
  }
  UnitFacts Facts;
};

std::vector<ReachResult> reach(std::vector<const UnitFacts *> Units,
                               const ReachQuery &Query) {
  LinkedFacts Linked(Units);
  return CallGraph(Linked).reach(Query);
}

ReachQuery toEnds() {
  ReachQuery Q;
  Q.From = {"handler"};
  Q.To = {"ends"};
  return Q;
}

} // namespace

TEST(CallGraph, TheShortestWayOverUnits) {
  Maker A("a.cpp"), B("b.cpp");
  CallFunction &Main = A.function("main");
  A.edge(Main, "long", 2);
  A.edge(Main, "end", 3);
  A.edge(A.function("long"), "end", 4);
  A.entry("main");
  B.edge(B.function("end"), "exit", 9, CallEdge::Direct, "ends");
  for (auto Units : {std::vector<const UnitFacts *>{&A.Facts, &B.Facts},
                     {&B.Facts, &A.Facts, &B.Facts}}) {
    auto Found = reach(Units, toEnds());
    ASSERT_EQ(Found.size(), 1u);
    EXPECT_EQ(Found[0].At.File, "b.cpp");
    EXPECT_EQ(Found[0].Call, "exit");
    EXPECT_EQ(Found[0].Entry, "main");
    ASSERT_EQ(Found[0].Steps.size(), 2u);
    EXPECT_EQ(Found[0].Steps[1].At.Line, 3u);
  }
}

TEST(CallGraph, FunctionsOfOneNameStayInTheirUnit) {
  Maker A("a.cpp"), B("b.cpp");
  A.edge(A.function("serve"), "helper", 2);
  A.function("helper");
  A.entry("serve");
  B.edge(B.function("helper"), "exit", 9, CallEdge::Direct, "ends");
  EXPECT_EQ(reach({&A.Facts, &B.Facts}, toEnds()).size(), 0u);
}

TEST(CallGraph, OverridersUpToTheLimit) {
  Maker A("a.cpp");
  A.edge(A.function("serve"), "Base::run", 2, CallEdge::Virtual);
  A.entry("serve");
  for (std::string Name : {"A", "B", "C"}) {
    CallFunction &F = A.function(Name);
    F.Overrides = {A.text("Base::run")};
    A.edge(F, "exit", 10, CallEdge::Direct, "ends").At.Line += Name[0];
  }
  ReachQuery Q = toEnds();
  EXPECT_EQ(reach({&A.Facts}, Q).size(), 3u);
  Q.Overriders = 2;
  EXPECT_EQ(reach({&A.Facts}, Q).size(), 0u);
}

TEST(CallGraph, ExceptThroughAndEndsAt) {
  Maker A("a.cpp");
  CallFunction &F = A.function("serve");
  A.edge(F, "one", 2, CallEdge::Direct, "ends")
      .Labels.push_back(A.text("fine"));
  A.edge(F, "two", 3, CallEdge::Direct, "wrapper");
  A.edge(F, "fork", 4, CallEdge::Direct, "forks");
  A.edge(F, "three", 5, CallEdge::Direct, "ends");
  A.edge(A.function("two"), "four", 6, CallEdge::Direct, "ends");
  A.entry("serve");
  ReachQuery Q = toEnds();
  EXPECT_EQ(reach({&A.Facts}, Q).size(), 3u);
  Q.Except = {"fine"};
  EXPECT_EQ(reach({&A.Facts}, Q).size(), 2u);
  Q.Through = {"wrapper"};
  EXPECT_EQ(reach({&A.Facts}, Q).size(), 1u);
  Q.EndsAt = {"forks"};
  EXPECT_EQ(reach({&A.Facts}, Q).size(), 0u);
}

TEST(CallGraph, ExceptionsAndWhatCatchesThem) {
  auto Build = [&](const std::string &Handler) {
    Maker M("a.cpp");
    CallFunction &F = M.function("serve");
    CallEdge &Call = M.edge(F, "parse", 2);
    if (!Handler.empty())
      Call.Caught = {M.text(Handler)};
    CallFunction &Parse = M.function("parse");
    CallEdge &Throw = M.edge(Parse, "Refused", 9, CallEdge::Throw);
    Throw.To = -1;
    Throw.Types = {M.text("Refused"), M.text("std::exception")};
    M.entry("serve");
    return M.Facts;
  };
  ReachQuery Q;
  Q.From = {"handler"};
  Q.Throws = true;
  for (auto [Handler, Count] : {std::pair("", 1),
                                {"...", 0},
                                {"std::exception", 0},
                                {"Refused", 0},
                                {"std::logic_error", 1}}) {
    UnitFacts Facts = Build(Handler);
    EXPECT_EQ(reach({&Facts}, Q).size(), unsigned(Count)) << Handler;
  }
}

TEST(CallFacts, ThereAndBack) {
  Maker A("a.cpp");
  CallFunction &F = A.function("serve\xFF");
  F.InTest = F.NoThrow = true;
  F.Overrides = {A.text("base")};
  CallEdge &E = A.edge(F, "exit", 7, CallEdge::Throw, "ends");
  E.Types = E.Caught = {A.text("...")};
  A.entry("serve\xFF");
  auto Written = [](const UnitFacts &Facts) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    writeFacts(Facts, OS);
    return Text;
  };
  std::string Text = Written(A.Facts);
  EXPECT_EQ(Written(must(parseFacts(Text, "a.facts"))), Text);

  // A number that is out of range, one too few and one too many.
  std::vector<int64_t> Numbers = writeCallUnit(A.Facts.Calls);
  auto Fails = [&](std::vector<int64_t> Changed) {
    CallUnit Unit;
    Unit.Texts = A.Facts.Calls.Texts;
    Unit.Files = A.Facts.Calls.Files;
    llvm::Error E = readCallUnit(Changed, Unit);
    bool Failed = bool(E);
    llvm::consumeError(std::move(E));
    return Failed;
  };
  EXPECT_FALSE(Fails(Numbers));
  for (size_t I = 0; I < Numbers.size(); ++I) {
    auto Changed = Numbers;
    Changed[I] = INT64_MAX;
    EXPECT_TRUE(Fails(Changed)) << I;
  }
  auto Short = Numbers;
  Short.pop_back();
  EXPECT_TRUE(Fails(Short));
  Numbers.push_back(0);
  EXPECT_TRUE(Fails(Numbers));
}

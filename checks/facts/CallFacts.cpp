#include "facts/CallFacts.h"

#include "support/Error.h"

using namespace llvm;

namespace codex {
namespace {

class Writer {
public:
  std::vector<int64_t> Out;

  void numbers(const std::vector<int> &L) {
    Out.push_back(L.size());
    Out.insert(Out.end(), L.begin(), L.end());
  }
  void place(const CallPlace &P) {
    Out.insert(Out.end(), {P.File, P.Line, P.Column});
  }
};

class Reader {
public:
  Reader(ArrayRef<int64_t> In, const CallUnit &Unit) : In(In), Unit(Unit) {}

  bool Bad = false;
  bool done() const { return In.empty(); }

  /// A number in [Least, Limit).
  int64_t number(int64_t Least, int64_t Limit) {
    if (Bad || In.empty() || In.front() < Least || In.front() >= Limit) {
      Bad = true;
      return Least;
    }
    int64_t N = In.front();
    In = In.drop_front();
    return N;
  }
  int text(int Least = 0) { return number(Least, Unit.Texts.size()); }
  size_t count() { return number(0, In.size() + 1); }
  void texts(std::vector<int> &Out) {
    for (size_t Left = count(); Left && !Bad; --Left)
      Out.push_back(text());
  }
  void place(CallPlace &P) {
    P.File = number(0, Unit.Files.size());
    P.Line = number(0, INT32_MAX);
    P.Column = number(0, INT32_MAX);
  }

private:
  ArrayRef<int64_t> In;
  const CallUnit &Unit;
};

} // namespace

std::vector<int64_t> writeCallUnit(const CallUnit &Unit) {
  Writer W;
  W.Out.push_back(Unit.Functions.size());
  for (const CallFunction &F : Unit.Functions) {
    W.Out.insert(W.Out.end(), {F.Id, F.Name, F.InTest, F.NoThrow});
    W.numbers(F.Overrides);
    W.place(F.At);
    W.Out.push_back(F.Edges.size());
    for (const CallEdge &E : F.Edges) {
      W.Out.insert(W.Out.end(), {E.TheKind, E.To, E.Name});
      W.numbers(E.Labels);
      W.numbers(E.Types);
      W.numbers(E.Caught);
      W.place(E.At);
    }
  }
  W.Out.push_back(Unit.Entries.size());
  for (const CallEntry &E : Unit.Entries) {
    W.Out.insert(W.Out.end(), {E.Kind, E.Name, E.Function});
    W.place(E.At);
  }
  return std::move(W.Out);
}

Error readCallUnit(ArrayRef<int64_t> Numbers, CallUnit &Unit) {
  Reader R(Numbers, Unit);
  for (size_t Left = R.count(); Left && !R.Bad; --Left) {
    CallFunction &F = Unit.Functions.emplace_back();
    F.Id = R.text();
    F.Name = R.text();
    F.InTest = R.number(0, 2);
    F.NoThrow = R.number(0, 2);
    R.texts(F.Overrides);
    R.place(F.At);
    for (size_t Edges = R.count(); Edges && !R.Bad; --Edges) {
      CallEdge &E = F.Edges.emplace_back();
      E.TheKind = CallEdge::Kind(R.number(0, CallEdge::Throw + 1));
      E.To = R.text(-1);
      E.Name = R.text();
      R.texts(E.Labels);
      R.texts(E.Types);
      R.texts(E.Caught);
      R.place(E.At);
    }
  }
  for (size_t Left = R.count(); Left && !R.Bad; --Left) {
    CallEntry &E = Unit.Entries.emplace_back();
    E.Kind = R.text();
    E.Name = R.text();
    E.Function = R.text();
    R.place(E.At);
  }
  if (R.Bad || !R.done())
    return makeError("the part about calls cannot be understood; collect the "
                     "file again");
  return Error::success();
}

} // namespace codex

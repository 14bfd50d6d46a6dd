#include "facts/CallFacts.h"

#include "facts/Numbers.h"
#include "support/Error.h"

using namespace llvm;

namespace codex {
static void add(NumberWriter &W, const CallPlace &P) {
  W.add({P.File, P.Line, P.Column});
}

static void read(NumberReader &R, const CallUnit &Unit, CallPlace &P) {
  P.File = R.number(0, Unit.Files.size());
  P.Line = R.number(0, INT32_MAX);
  P.Column = R.number(0, INT32_MAX);
}

std::vector<int64_t> writeCallUnit(const CallUnit &Unit) {
  NumberWriter W;
  W.add({int64_t(Unit.Functions.size())});
  for (const CallFunction &F : Unit.Functions) {
    W.add({F.Id, F.Name, F.InTest, F.NoThrow});
    W.list(F.Overrides);
    add(W, F.At);
    W.add({int64_t(F.Edges.size())});
    for (const CallEdge &E : F.Edges) {
      W.add({E.TheKind, E.To, E.Name});
      W.list(E.Labels);
      W.list(E.Types);
      W.list(E.Caught);
      add(W, E.At);
    }
  }
  W.add({int64_t(Unit.Entries.size())});
  for (const CallEntry &E : Unit.Entries) {
    W.add({E.Kind, E.Name, E.Function});
    add(W, E.At);
  }
  return std::move(W.Out);
}

Error readCallUnit(ArrayRef<int64_t> Numbers, CallUnit &Unit) {
  NumberReader R(Numbers, Unit.Texts.size());
  for (size_t Left = R.count(); Left && !R.Bad; --Left) {
    CallFunction &F = Unit.Functions.emplace_back();
    F.Id = R.text();
    F.Name = R.text();
    F.InTest = R.number(0, 2);
    F.NoThrow = R.number(0, 2);
    R.texts(F.Overrides);
    read(R, Unit, F.At);
    for (size_t Edges = R.count(); Edges && !R.Bad; --Edges) {
      CallEdge &E = F.Edges.emplace_back();
      E.TheKind = CallEdge::Kind(R.number(0, CallEdge::Throw + 1));
      E.To = R.text(-1);
      E.Name = R.text();
      R.texts(E.Labels);
      R.texts(E.Types);
      R.texts(E.Caught);
      read(R, Unit, E.At);
    }
  }
  for (size_t Left = R.count(); Left && !R.Bad; --Left) {
    CallEntry &E = Unit.Entries.emplace_back();
    E.Kind = R.text();
    E.Name = R.text();
    E.Function = R.text();
    read(R, Unit, E.At);
  }
  if (R.Bad || !R.done())
    return makeError("the part about calls cannot be understood; collect the "
                     "file again");
  return Error::success();
}

} // namespace codex

#include "engines/guarded-access/Solver.h"

#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Analysis/FlowSensitive/DataflowWorklist.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// Visits of one block after which correlations are given up there, and after
/// which everything is. Loops of real code settle within a handful.
static constexpr unsigned VisitsBeforeSimplifying = 24;
static constexpr unsigned VisitsBeforeForgetting = 48;
/// Diagram nodes that one function may add before correlations are given up.
static constexpr std::size_t NodesPerFunction = 300000;

Bdd expand(UnitState &Unit, Bdd Condition) {
  SmallVector<AtomId, 4> Once;
  for (AtomId Id : Unit.Bdds.support(Condition))
    if (!Unit.Atoms[Id].Recurs)
      Once.push_back(Id);
  SmallVector<AtomId, 8> Support(Unit.Bdds.support(Condition));
  for (AtomId Id : Support)
    for (Bdd Axiom : Unit.Atoms[Id].Axioms)
      Condition = Unit.Bdds.andOf(Condition, Axiom);
  return Unit.Bdds.exists(Condition, Once);
}

static bool anyIn(ArrayRef<AtomId> Sorted, ArrayRef<AtomId> Atoms) {
  return any_of(Atoms, [&](AtomId Id) { return binary_search(Sorted, Id); });
}

static void applySet(UnitState &Unit, const Operation &O, State &S) {
  bool ReadsOld = any_of(O.Values, [&](const auto &Value) {
    return anyIn(O.Changed, Unit.Bdds.support(Value.second));
  });
  if (!ReadsOld) {
    S.forget(Unit.Bdds, O.Changed);
    for (const auto &[Id, Value] : O.Values)
      S.assume(Unit.Bdds,
               expand(Unit, Unit.Bdds.iff(Unit.Bdds.atom(Id), Value)));
    return;
  }
  SmallVector<AtomId, 4> Scratch;
  for (auto [Index, Value] : enumerate(O.Values)) {
    AtomId Id = Unit.Atoms.scratch(Index);
    Scratch.push_back(Id);
    S.assume(Unit.Bdds,
             expand(Unit, Unit.Bdds.iff(Unit.Bdds.atom(Id), Value.second)));
  }
  S.forget(Unit.Bdds, O.Changed);
  for (auto [Index, Value] : enumerate(O.Values))
    S.assume(Unit.Bdds, Unit.Bdds.iff(Unit.Bdds.atom(Value.first),
                                      Unit.Bdds.atom(Scratch[Index])));
  llvm::sort(Scratch);
  S.forget(Unit.Bdds, Scratch);
}

void apply(UnitState &Unit, const Operation &O, State &S) {
  switch (O.Is) {
  case Operation::Kind::Set:
    return applySet(Unit, O, S);
  case Operation::Kind::Assume:
    return S.assume(Unit.Bdds, expand(Unit, O.Condition));
  case Operation::Kind::Check:
  case Operation::Kind::Lambda:
    return;
  }
  llvm_unreachable("operation kind out of range");
}

/// Control leaves the block otherwise than along its edges.
static bool endsByThrow(const CFGBlock &Block) {
  if (Block.empty())
    return false;
  std::optional<CFGStmt> Last = Block.back().getAs<CFGStmt>();
  return Last && isa<CXXThrowExpr>(Last->getStmt());
}

Solution solve(UnitState &Unit, const FunctionCode &Code, const CFG &Graph,
               const State &Entry) {
  Solution Result;
  std::size_t FirstNode = Unit.Bdds.size();
  Result.In.assign(Graph.getNumBlockIDs(), State::unreachable());
  std::vector<unsigned> Visits(Graph.getNumBlockIDs());
  std::vector<const CFGBlock *> ById(Graph.getNumBlockIDs());
  for (const CFGBlock *Block : Graph)
    ById[Block->getBlockID()] = Block;

  PostOrderCFGView Order(&Graph);
  ForwardDataflowWorklist Worklist(Graph, &Order);
  Result.In[Graph.getEntry().getBlockID()] = Entry;
  Worklist.enqueueBlock(&Graph.getEntry());

  auto IsProperty = [&](AtomId Id) { return Unit.Atoms.isProperty(Id); };
  auto Reach = [&](const CFGBlock *Block, const State &S) {
    State &In = Result.In[Block->getBlockID()];
    if (S.isWithin(Unit.Bdds, In))
      return;
    In.join(Unit.Bdds, S, IsProperty);
    unsigned Count = ++Visits[Block->getBlockID()];
    bool TooLarge = Unit.Bdds.size() - FirstNode > NodesPerFunction;
    if (Count > VisitsBeforeSimplifying || TooLarge) {
      In.forgetCorrelations(Unit.Bdds);
      Result.Simplified = true;
    }
    if (Count > VisitsBeforeForgetting)
      In = State::top();
    Worklist.enqueueBlock(Block);
  };

  while (const CFGBlock *Block = Worklist.dequeue()) {
    const BlockCode &Body = Code.Blocks[Block->getBlockID()];
    State S = Result.In[Block->getBlockID()];
    auto MayThrow = [&] {
      for (unsigned Handler : Body.Handlers)
        Reach(ById[Handler], S);
    };
    MayThrow();
    for (const Operation &O : Body.Operations) {
      apply(Unit, O, S);
      if (O.Is == Operation::Kind::Set)
        MayThrow();
      if (!S.isReachable())
        break;
    }
    if (!S.isReachable() || Block->hasNoReturnElement())
      continue;
    bool Throws = endsByThrow(*Block);
    unsigned Index = 0;
    for (const CFGBlock::AdjacentBlock &Edge : Block->succs()) {
      Bdd Condition = Body.EdgeConditions[Index++];
      const CFGBlock *Next = Edge.getReachableBlock();
      if (!Next || (Throws && Next == &Graph.getExit()))
        continue;
      State Out = S;
      Out.assume(Unit.Bdds, expand(Unit, Condition));
      if (Out.isReachable())
        Reach(Next, Out);
    }
  }

  // What the analysis found is read off in one more pass.
  Result.Exit = Result.In[Graph.getExit().getBlockID()];
  for (const CFGBlock *Block : blockOrder(Graph)) {
    State S = Result.In[Block->getBlockID()];
    const BlockCode &Body = Code.Blocks[Block->getBlockID()];
    for (auto [Index, O] : enumerate(Body.Operations)) {
      if (!S.isReachable())
        break;
      if (O.Is == Operation::Kind::Check) {
        Bdd Required = Code.Accesses[O.AccessIndex].Required;
        Bdd Why =
            S.relevantTo(Unit.Bdds, expand(Unit, Unit.Bdds.notOf(Required)));
        if (!Why.isFalse())
          Result.Violations.push_back({O.AccessIndex, Block->getBlockID(),
                                       static_cast<unsigned>(Index), Why});
      } else if (O.Is == Operation::Kind::Lambda) {
        Result.Lambdas.emplace_back(O.Lambda, S);
      }
      apply(Unit, O, S);
    }
  }
  return Result;
}

} // namespace codex::guarded

#include "engines/guarded-access/Solver.h"

#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Analysis/FlowSensitive/DataflowWorklist.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// Visits of one block after which correlations are given up there, and after
/// which everything is. Loops of real code settle within a handful.
static constexpr unsigned VisitsBeforeSimplifying = 24;
static constexpr unsigned VisitsBeforeForgetting = 48;

Bdd expand(UnitState &Unit, Bdd Condition, const State &S) {
  SmallVector<AtomId, 4> Once;
  for (AtomId Id : Unit.Bdds.support(Condition))
    if (!Unit.Atoms[Id].Recurs)
      Once.push_back(Id);
  SmallVector<AtomId, 8> Support(Unit.Bdds.support(Condition));
  SmallPtrSet<const Term *, 4> Ordered;
  std::optional<SmallVector<AtomId, 16>> Known;
  auto AskedAbout = [&](AtomId Id) {
    if (!Known)
      Known = S.support(Unit.Bdds);
    return is_contained(Support, Id) || binary_search(*Known, Id);
  };
  for (AtomId Id : Support) {
    for (Bdd Axiom : Unit.Atoms[Id].Axioms)
      Condition = Unit.Bdds.andOf(Condition, Axiom);
    if (Unit.Atoms[Id].Is == Predicate::AtMost &&
        (Unit.Atoms.hasManyThresholds(Id) ||
         Ordered.insert(Unit.Atoms[Id].Subject).second))
      Condition = Unit.Bdds.andOf(Condition, Unit.Atoms.order(Id, AskedAbout));
  }
  return Unit.Bdds.exists(Condition, Once);
}

static bool anyIn(ArrayRef<AtomId> Sorted, ArrayRef<AtomId> Atoms) {
  return any_of(Atoms, [&](AtomId Id) { return binary_search(Sorted, Id); });
}

static void applySet(UnitState &Unit, const Operation &O, State &S) {
  bool ReadsOld = any_of(O.Values, [&](const auto &Value) {
    return anyIn(O.Changed, Unit.Bdds.support(Value.second));
  });
  if (!ReadsOld && O.Fills.empty()) {
    S.forget(Unit.Bdds, O.Changed);
    for (const auto &[Id, Value] : O.Values)
      S.assume(Unit.Bdds,
               expand(Unit, Unit.Bdds.iff(Unit.Bdds.atom(Id), Value), S));
    return;
  }
  SmallVector<AtomId, 4> Scratch;
  for (auto [Index, Value] : enumerate(O.Values)) {
    AtomId Id = Unit.Atoms.scratch(Index);
    Scratch.push_back(Id);
    S.assume(Unit.Bdds,
             expand(Unit, Unit.Bdds.iff(Unit.Bdds.atom(Id), Value.second), S));
  }
  for (AtomId Id : O.Fills) {
    Scratch.push_back(Unit.Atoms.scratch(Scratch.size()));
    S.assume(Unit.Bdds, Unit.Bdds.orOf(Unit.Bdds.atom(Scratch.back()),
                                       Unit.Bdds.atom(Id)));
  }
  S.forget(Unit.Bdds, O.Changed);
  auto Becomes = [&](AtomId Id, AtomId Old) {
    S.assume(Unit.Bdds, Unit.Bdds.iff(Unit.Bdds.atom(Id), Unit.Bdds.atom(Old)));
  };
  for (auto [Index, Value] : enumerate(O.Values))
    Becomes(Value.first, Scratch[Index]);
  for (auto [Index, Id] : enumerate(O.Fills))
    Becomes(Id, Scratch[O.Values.size() + Index]);
  llvm::sort(Scratch);
  S.forget(Unit.Bdds, Scratch);
}

void apply(UnitState &Unit, const Operation &O, State &S) {
  switch (O.Is) {
  case Operation::Kind::Set:
    return applySet(Unit, O, S);
  case Operation::Kind::Assume:
    S.assume(Unit.Bdds, expand(Unit, O.Condition, S));
    for (Bdd Other : O.Others)
      S.assume(Unit.Bdds, expand(Unit, Other, S));
    return;
  case Operation::Kind::Check:
  case Operation::Kind::Lambda:
    return;
  }
  llvm_unreachable("operation kind out of range");
}

bool leavesByEdges(const CFGBlock &Block) {
  if (Block.hasNoReturnElement())
    return false;
  if (Block.empty())
    return true;
  std::optional<CFGStmt> Last = Block.back().getAs<CFGStmt>();
  return !Last || !isa<CXXThrowExpr>(Last->getStmt());
}

namespace {
/// Which atoms something later asks for, by block: a backward analysis over the
/// mentions of atoms. Without it a state would drag along every condition that
/// was ever tested.
class Liveness {
public:
  Liveness(UnitState &Unit, const FunctionCode &Code, const CFG &Graph,
           const State &Entry, function_ref<bool(AtomId)> WantedAtExit);

  /// Forgets what no block from \p Next on asks for.
  void prune(State &S, const CFGBlock *Next) const;

private:
  template <typename Visitor>
  void forEachMention(const BlockCode &Code, Visitor Visit) const;
  void mention(Bdd Condition, function_ref<void(AtomId)> Visit) const;

  UnitState &Unit;
  std::vector<AtomId> Ids; ///< of this function, sorted; the bits' meaning
  std::vector<BitVector> LiveIn;
};
} // namespace

void Liveness::mention(Bdd Condition, function_ref<void(AtomId)> Visit) const {
  for (AtomId Id : Unit.Bdds.support(Condition)) {
    Visit(Id);
    for (Bdd Axiom : Unit.Atoms[Id].Axioms)
      for (AtomId Other : Unit.Bdds.support(Axiom))
        Visit(Other);
    for (AtomId Other : Unit.Atoms.thresholds(Id))
      Visit(Other);
  }
}

template <typename Visitor>
void Liveness::forEachMention(const BlockCode &Code, Visitor Visit) const {
  for (const Operation &O : Code.Operations) {
    mention(O.Condition, Visit);
    for (Bdd Other : O.Others)
      mention(Other, Visit);
    for (const auto &Value : O.Values)
      mention(Value.second, Visit);
    for (AtomId Id : O.Fills)
      Visit(Id);
  }
  for (Bdd Condition : Code.EdgeConditions)
    mention(Condition, Visit);
  for (Bdd Condition : Code.AtLoopEnd)
    mention(Condition, Visit);
}

/// Whether the body of the lambda in \p O can speak of \p T, or of what it is
/// about.
static bool mayName(const Operation &O, const Term *T) {
  bool Named = false, Others = false;
  auto Visit = [&](auto &Self, const Term *Part) -> void {
    for (const Term *Operand : Part->operands())
      Self(Self, Operand);
    if (!Part->operands().empty())
      return;
    const VarDecl *V = Part->variable();
    if (is_contained(O.Named, Part) || (V && V->hasGlobalStorage()))
      Named = true;
    else
      Others |= V || Part->kind() == Term::Kind::This ||
                Part->kind() == Term::Kind::Occurrence;
  };
  if (T)
    Visit(Visit, T);
  return Named || (T && !Others); // `cache("x")` can be said anywhere
}

Liveness::Liveness(UnitState &Unit, const FunctionCode &Code, const CFG &Graph,
                   const State &Entry, function_ref<bool(AtomId)> WantedAtExit)
    : Unit(Unit) {
  auto Collect = [&](AtomId Id) {
    if (Unit.Atoms[Id].Recurs)
      Ids.push_back(Id);
  };
  for (const BlockCode &Block : Code.Blocks) {
    forEachMention(Block, Collect);
    for (const Operation &O : Block.Operations)
      for (const auto &Value : O.Values)
        Collect(Value.first);
  }
  for (const Access &A : Code.Accesses)
    mention(A.Required, Collect);
  // What the body does not speak of passes through it.
  copy_if(Entry.support(Unit.Bdds), std::back_inserter(Ids), WantedAtExit);
  llvm::sort(Ids);
  Ids.erase(llvm::unique(Ids), Ids.end());
  auto Index = [&](AtomId Id) -> int {
    auto It = llvm::lower_bound(Ids, Id);
    return It != Ids.end() && *It == Id ? It - Ids.begin() : -1;
  };

  unsigned Count = Graph.getNumBlockIDs();
  std::vector<BitVector> Used(Count, BitVector(Ids.size()));
  LiveIn = Used;
  for (unsigned B = 0; B != Count; ++B) {
    auto Use = [&](AtomId Id) {
      if (int I = Index(Id); I >= 0)
        Used[B].set(I);
    };
    forEachMention(Code.Blocks[B], Use);
    for (const Operation &O : Code.Blocks[B].Operations) {
      if (O.Is == Operation::Kind::Check)
        mention(Code.Accesses[O.AccessIndex].Required, Use);
      // The body of a lambda may ask for anything that it can name.
      if (O.Is == Operation::Kind::Lambda)
        for (auto [I, Id] : enumerate(Ids))
          if (mayName(O, Unit.Atoms[Id].Subject))
            Used[B].set(I);
    }
  }
  unsigned Exit = Graph.getExit().getBlockID();
  for (auto [I, Id] : enumerate(Ids))
    if (WantedAtExit(Id))
      Used[Exit].set(I);

  std::vector<const CFGBlock *> Order = blockOrder(Graph);
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const CFGBlock *Block : llvm::reverse(Order)) {
      unsigned B = Block->getBlockID();
      BitVector Live = Used[B];
      for (const CFGBlock::AdjacentBlock &Edge : Block->succs())
        if (const CFGBlock *Next = Edge.getReachableBlock())
          Live |= LiveIn[Next->getBlockID()];
      for (const BlockCode::Handler &H : Code.Blocks[B].Handlers)
        Live |= LiveIn[H.Block];
      if (Live != LiveIn[B]) {
        LiveIn[B] = std::move(Live);
        Changed = true;
      }
    }
  }
}

void Liveness::prune(State &S, const CFGBlock *Next) const {
  const BitVector &Live = LiveIn[Next->getBlockID()];
  SmallVector<AtomId, 16> Dead;
  for (AtomId Id : S.support(Unit.Bdds)) {
    auto It = llvm::lower_bound(Ids, Id);
    if (It == Ids.end() || *It != Id || !Live.test(It - Ids.begin()))
      Dead.push_back(Id);
  }
  S.forget(Unit.Bdds, Dead);
}

Solution solve(UnitState &Unit, const FunctionCode &Code, const CFG &Graph,
               const State &Entry, function_ref<bool(AtomId)> WantedAtExit,
               const Effort &Limits, bool TrustAccesses) {
  Solution Result;
  Liveness Live(Unit, Code, Graph, Entry, WantedAtExit);
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
  auto Reach = [&](const CFGBlock *Block, State S) {
    Live.prune(S, Block);
    State &In = Result.In[Block->getBlockID()];
    if (S.isWithin(Unit.Bdds, In))
      return;
    if (!In.join(Unit.Bdds, S, IsProperty, Limits.MaxAtoms, Limits.MaxPlain))
      Result.Simplified = true;
    unsigned Count = ++Visits[Block->getBlockID()];
    bool TooLarge = Unit.Bdds.size() - FirstNode > Limits.MaxNodes;
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
    auto MayThrow = [&](std::size_t Next) {
      for (const BlockCode::Handler &H : Body.Handlers)
        if (H.From <= Next)
          Reach(ById[H.Block], S);
    };
    std::size_t Next = 0;
    for (const Operation &O : Body.Operations) {
      if (O.AfterThrow &&
          (O.Is == Operation::Kind::Set || O.Is == Operation::Kind::Check))
        MayThrow(Next);
      if (TrustAccesses || !O.FromAccess)
        apply(Unit, O, S);
      Result.Simplified |= S.isCut();
      ++Next;
      if (!S.isReachable())
        break;
    }
    MayThrow(Next);
    if (!S.isReachable())
      continue;
    // A throw has an edge too: to the handlers, or else to the exit.
    bool Leaves = leavesByEdges(*Block);
    unsigned Index = 0;
    for (const CFGBlock::AdjacentBlock &Edge : Block->succs()) {
      Bdd Condition = Body.EdgeConditions[Index++];
      const CFGBlock *Next = Edge.getReachableBlock();
      if (!Next || (!Leaves && Next == &Graph.getExit()))
        continue;
      State Out = S;
      Out.assume(Unit.Bdds, expand(Unit, Condition, S));
      if (Index == 2)
        for (Bdd Other : Body.AtLoopEnd)
          Out.assume(Unit.Bdds, expand(Unit, Other, Out));
      if (Out.isReachable())
        Reach(Next, Out);
    }
  }

  // What the analysis found is read off in one more pass.
  Result.Exit = Result.In[Graph.getExit().getBlockID()];
  Result.Reached.resize(Code.Accesses.size());
  for (const CFGBlock *Block : blockOrder(Graph)) {
    State S = Result.In[Block->getBlockID()];
    const BlockCode &Body = Code.Blocks[Block->getBlockID()];
    for (auto [Index, O] : enumerate(Body.Operations)) {
      if (!S.isReachable())
        break;
      if (O.Is == Operation::Kind::Check) {
        Result.Reached.set(O.AccessIndex);
        Bdd Required = Code.Accesses[O.AccessIndex].Required;
        Bdd Why =
            S.relevantTo(Unit.Bdds, expand(Unit, Unit.Bdds.notOf(Required), S));
        if (!Why.isFalse())
          Result.Violations.push_back({O.AccessIndex, Block->getBlockID(),
                                       static_cast<unsigned>(Index), Why});
      } else if (O.Is == Operation::Kind::Lambda) {
        Result.Lambdas.push_back({O.Lambda, O.At != O.Lambda, S});
      }
      if (TrustAccesses || !O.FromAccess)
        apply(Unit, O, S);
    }
  }
  return Result;
}

} // namespace codex::guarded

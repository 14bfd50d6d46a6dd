#include "engines/guarded-access/Slice.h"

#include "clang/Analysis/Analyses/Dominators.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

#include <set>

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// What the solver follows without giving up how facts hang together.
static constexpr unsigned MaxAtoms = 18;

namespace {
class Slicer {
public:
  Slicer(UnitState &Unit, const FunctionCode &Code, const CFG &Graph)
      : Unit(Unit), Code(Code), Graph(Graph) {
    Order.buildDominatorTree(const_cast<CFG *>(&Graph));
    for (const CFGBlock *Block : Graph)
      ById[Block->getBlockID()] = const_cast<CFGBlock *>(Block);
  }

  void run(const Access &A) {
    add(A.Required);
    while (true) {
      std::set<AtomId> Next = Relevant;
      withAssigned(Next);
      if (Next.size() > MaxAtoms)
        return;
      Relevant = Next;
      withTestedTogether(Next);
      if (Next.size() <= MaxAtoms)
        Relevant = Next;
      withDeciding(Next, A);
      withAssigned(Next);
      if (Next.size() > MaxAtoms || Next == Relevant)
        return;
      Relevant = Next;
    }
  }

  bool keeps(AtomId Id) const { return Relevant.count(Id) != 0; }

private:
  void add(Bdd Condition, std::set<AtomId> &To) {
    for (AtomId Id : Unit.Bdds.support(Condition))
      if (Unit.Atoms[Id].Recurs)
        To.insert(Id);
  }
  void add(Bdd Condition) { add(Condition, Relevant); }
  bool speaksOf(Bdd Condition, const std::set<AtomId> &Atoms) {
    return any_of(Unit.Bdds.support(Condition),
                  [&](AtomId Id) { return Atoms.count(Id) != 0; });
  }

  /// What the atoms are assigned from, and from what that is in turn.
  void withAssigned(std::set<AtomId> &Atoms) {
    for (std::size_t Before = 0; Before != Atoms.size();) {
      Before = Atoms.size();
      for (const BlockCode &Block : Code.Blocks)
        for (const Operation &O : Block.Operations)
          for (const auto &[Id, Value] : O.Values)
            if (Atoms.count(Id))
              add(Value, Atoms);
    }
  }

  void withTestedTogether(std::set<AtomId> &Atoms) {
    std::set<AtomId> Found;
    auto Visit = [&](Bdd Condition) {
      if (speaksOf(Condition, Atoms))
        add(Condition, Found);
    };
    for (const BlockCode &Block : Code.Blocks) {
      for (Bdd Condition : Block.EdgeConditions)
        Visit(Condition);
      for (const Operation &O : Block.Operations)
        Visit(O.Condition);
    }
    Atoms.insert(Found.begin(), Found.end());
  }

  /// The branches that decide whether an atom changes, or the access is
  /// reached: control dependence, one step of it.
  void withDeciding(std::set<AtomId> &Atoms, const Access &A) {
    BitVector Places(Graph.getNumBlockIDs());
    for (unsigned B = 0; B != Code.Blocks.size(); ++B)
      for (const Operation &O : Code.Blocks[B].Operations)
        if (any_of(O.Changed, [&](AtomId Id) { return Atoms.count(Id); }) ||
            (O.Is == Operation::Kind::Check &&
             &Code.Accesses[O.AccessIndex] == &A) ||
            speaksOf(O.Condition, Atoms))
          Places.set(B);
    for (unsigned B = 0; B != Code.Blocks.size(); ++B)
      if (Code.Blocks[B].EdgeConditions.size() > 1 && ById.count(B) &&
          any_of(Places.set_bits(),
                 [&](unsigned Place) { return decides(ById[B], ById[Place]); }))
        for (Bdd Condition : Code.Blocks[B].EdgeConditions)
          add(Condition, Atoms);
  }

  bool decides(CFGBlock *Branch, CFGBlock *Place) {
    auto Always = [&](CFGBlock *From) { return Order.dominates(Place, From); };
    if (!Place || (Branch != Place && Always(Branch)))
      return false;
    return any_of(Branch->succs(), [&](const CFGBlock::AdjacentBlock &Edge) {
      CFGBlock *Next = Edge.getReachableBlock();
      return Next && Always(Next);
    });
  }

  UnitState &Unit;
  const FunctionCode &Code;
  const CFG &Graph;
  CFGPostDomTree Order;
  DenseMap<unsigned, CFGBlock *> ById;
  std::set<AtomId> Relevant;
};
} // namespace

FunctionCode sliceFor(UnitState &Unit, const FunctionCode &Code,
                      const CFG &Graph, const Access &A) {
  Slicer Slice(Unit, Code, Graph);
  Slice.run(A);
  auto Without = [&](Bdd Condition) {
    SmallVector<AtomId, 8> Others;
    for (AtomId Id : Unit.Bdds.support(Condition))
      if (!Slice.keeps(Id))
        Others.push_back(Id);
    return Unit.Bdds.exists(Condition, Others);
  };
  FunctionCode Result = Code;
  for (BlockCode &Block : Result.Blocks) {
    for (Operation &O : Block.Operations) {
      O.Condition = Without(O.Condition);
      erase_if(O.Values,
               [&](const auto &Value) { return !Slice.keeps(Value.first); });
      erase_if(O.Changed, [&](AtomId Id) { return !Slice.keeps(Id); });
    }
    for (Bdd &Condition : Block.EdgeConditions)
      Condition = Without(Condition);
  }
  return Result;
}

} // namespace codex::guarded

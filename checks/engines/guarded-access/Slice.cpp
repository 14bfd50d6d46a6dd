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
    add(A.Required, Relevant);
    for (size_t Before = 0; Before != Relevant.size();) {
      Before = Relevant.size();
      grow(&Slicer::assigned, A);
      grow(&Slicer::testedTogether, A);
      grow(&Slicer::deciding, A);
    }
  }

  bool keeps(AtomId Id) const {
    return Relevant.count(Id) != 0 || Through.contains(Id);
  }

private:
  /// In the order in which the code mentions them.
  using Atoms = std::set<AtomId>;

  void grow(void (Slicer::*Find)(const Access &, Atoms &), const Access &A) {
    Atoms Found;
    (this->*Find)(A, Found);
    for (AtomId Id : Found)
      if (Relevant.size() < MaxAtoms)
        Relevant.insert(Id);
  }

  /// What \p Condition says, it says by what is always true of its atoms, too:
  /// that `it == m.end()` is asked once says all of what was found.
  void add(Bdd Condition, Atoms &To) {
    for (AtomId Id : Unit.Bdds.support(Condition)) {
      if (Unit.Atoms[Id].Recurs)
        To.insert(Id);
      else if (!Unit.Atoms[Id].Axioms.empty())
        Through.insert(Id);
      for (Bdd Axiom : Unit.Atoms[Id].Axioms)
        for (AtomId Other : Unit.Bdds.support(Axiom))
          if (Unit.Atoms[Other].Recurs)
            To.insert(Other);
    }
  }
  bool speaksOfRelevant(Bdd Condition) {
    auto Keeps = [&](AtomId Id) { return keeps(Id); };
    return any_of(Unit.Bdds.support(Condition), [&](AtomId Id) {
      return keeps(Id) || any_of(Unit.Atoms[Id].Axioms, [&](Bdd Axiom) {
               return any_of(Unit.Bdds.support(Axiom), Keeps);
             });
    });
  }

  /// What the atoms are assigned from.
  void assigned(const Access &, Atoms &Found) {
    for (const BlockCode &Block : Code.Blocks)
      for (const Operation &O : Block.Operations)
        for (const auto &[Id, Value] : O.Values)
          if (keeps(Id))
            add(Value, Found);
  }

  void testedTogether(const Access &, Atoms &Found) {
    auto Visit = [&](Bdd Condition) {
      if (speaksOfRelevant(Condition))
        add(Condition, Found);
    };
    for (const BlockCode &Block : Code.Blocks) {
      for (Bdd Condition : Block.EdgeConditions)
        Visit(Condition);
      for (Bdd Condition : Block.AtLoopEnd)
        Visit(Condition);
      for (const Operation &O : Block.Operations) {
        Visit(O.Condition);
        for (Bdd Other : O.Others)
          Visit(Other);
      }
    }
  }

  /// The branches that decide whether an atom changes, or the access is
  /// reached: control dependence, one step of it.
  void deciding(const Access &A, Atoms &Found) {
    BitVector Places(Graph.getNumBlockIDs());
    for (unsigned B = 0; B != Code.Blocks.size(); ++B)
      for (const Operation &O : Code.Blocks[B].Operations)
        if (any_of(O.Changed, [&](AtomId Id) { return keeps(Id); }) ||
            (O.Is == Operation::Kind::Check &&
             &Code.Accesses[O.AccessIndex] == &A) ||
            speaksOfRelevant(O.Condition))
          Places.set(B);
    for (unsigned B = 0; B != Code.Blocks.size(); ++B)
      if (Code.Blocks[B].EdgeConditions.size() > 1 && ById.count(B) &&
          any_of(Places.set_bits(),
                 [&](unsigned Place) { return decides(ById[B], ById[Place]); }))
        for (Bdd Condition : Code.Blocks[B].EdgeConditions)
          add(Condition, Found);
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
  /// Named once only: gone as soon as what is always true of them is said.
  DenseSet<AtomId> Through;
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
      for (Bdd &Other : O.Others)
        Other = Without(Other);
      erase_if(O.Values,
               [&](const auto &Value) { return !Slice.keeps(Value.first); });
      erase_if(O.Changed, [&](AtomId Id) { return !Slice.keeps(Id); });
    }
    for (Bdd &Condition : Block.EdgeConditions)
      Condition = Without(Condition);
    for (Bdd &Condition : Block.AtLoopEnd)
      Condition = Without(Condition);
  }
  return Result;
}

} // namespace codex::guarded

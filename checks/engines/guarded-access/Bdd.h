//===- Bdd.h - Boolean functions over atoms ---------------------*- C++ -*-===//
//
// Reduced ordered binary decision diagrams (R. E. Bryant, "Graph-Based
// Algorithms for Boolean Function Manipulation", IEEE Trans. Computers, 1986).
// Equal functions are equal numbers, which makes the fixpoint test of an
// analysis a comparison of integers.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_BDD_H
#define CODEX_ENGINES_GUARDED_ACCESS_BDD_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <cstdint>
#include <vector>

namespace codex::guarded {

/// A variable of the diagrams; smaller ones are nearer to the root.
using AtomId = uint32_t;

/// A Boolean function. Valid for the life of its BddManager.
class Bdd {
public:
  Bdd() = default;
  static Bdd top() { return Bdd(1); }
  static Bdd bottom() { return Bdd(0); }

  bool isTrue() const { return Node == 1; }
  bool isFalse() const { return Node == 0; }
  bool operator==(Bdd Other) const { return Node == Other.Node; }
  bool operator!=(Bdd Other) const { return Node != Other.Node; }
  bool operator<(Bdd Other) const { return Node < Other.Node; }
  uint32_t node() const { return Node; }

private:
  friend class BddManager;
  explicit Bdd(uint32_t Node) : Node(Node) {}
  uint32_t Node = 1;
};

/// Owns the nodes. They are not freed one by one: the manager lives for one
/// translation unit, and size() lets its user give up in time.
class BddManager {
public:
  BddManager();

  Bdd atom(AtomId Atom);
  Bdd notOf(Bdd F);
  Bdd andOf(Bdd F, Bdd G);
  Bdd orOf(Bdd F, Bdd G);
  Bdd iff(Bdd F, Bdd G);
  Bdd implies(Bdd F, Bdd G) { return orOf(notOf(F), G); }
  Bdd ite(Bdd If, Bdd Then, Bdd Else);

  /// F with \p Atoms forgotten: true wherever some value of them makes it so.
  /// \p Atoms must be sorted.
  Bdd exists(Bdd F, llvm::ArrayRef<AtomId> Atoms);

  /// F with each atom replaced by a function of its own.
  Bdd substitute(Bdd F, llvm::function_ref<Bdd(AtomId)> Replacement);

  /// The atoms that F depends on, sorted. Valid until the manager dies.
  llvm::ArrayRef<AtomId> support(Bdd F);

  /// The atoms that have the same value in every way to make F true, sorted.
  /// F must not be false. Valid until forgetWork.
  llvm::ArrayRef<std::pair<AtomId, bool>> certain(Bdd F);

  /// One way to make F true: atoms with their values, from the root down.
  /// F must not be false.
  std::vector<std::pair<AtomId, bool>> anyModel(Bdd F) const;

  /// Frees what only speeds up further work on the same functions.
  void forgetWork() {
    Computed.clear();
    Certain.clear();
  }

  std::size_t size() const { return Nodes.size(); }

private:
  struct NodeData {
    AtomId Atom;
    uint32_t Low;
    uint32_t High;
  };

  /// One result of iteNode. F is never a leaf, so that 0 marks a free entry.
  struct IteResult {
    uint32_t F = 0;
    uint32_t G = 0;
    uint32_t H = 0;
    uint32_t Result = 0;
  };

  uint32_t make(AtomId Atom, uint32_t Low, uint32_t High);
  uint32_t iteNode(uint32_t F, uint32_t G, uint32_t H);
  AtomId topAtom(uint32_t F) const { return Nodes[F].Atom; }
  void growUnique();
  IteResult &computed(uint32_t F, uint32_t G, uint32_t H);
  void store(const IteResult &R);

  // As in K. S. Brace, R. L. Rudell, R. E. Bryant, "Efficient Implementation
  // of a BDD Package" (DAC 1990): the table of nodes holds their numbers
  // alone, and that of results forgets the older of two in one place.
  std::vector<NodeData> Nodes;
  std::vector<uint32_t> Unique; ///< node numbers by hash; 0: free
  std::vector<IteResult> Computed;
  std::size_t Stored = 0; ///< results put there since it grew
  llvm::DenseMap<uint32_t, std::vector<AtomId>> Supports;
  llvm::DenseMap<uint32_t, std::vector<std::pair<AtomId, bool>>> Certain;
};

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_BDD_H

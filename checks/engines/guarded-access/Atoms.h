//===- Atoms.h - The elementary facts that states speak of ------*- C++ -*-===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_ATOMS_H
#define CODEX_ENGINES_GUARDED_ACCESS_ATOMS_H

#include "engines/guarded-access/Bdd.h"
#include "engines/guarded-access/Terms.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace codex::guarded {

enum class Predicate {
  Holds,   ///< the wrapper has a value inside
  True,    ///< the flag is true, the pointer not null
  AtMost,  ///< the integer or enumeration is <= Value
  Missing, ///< it is what a look-up returns that found nothing; not so of what
           ///< comes from anywhere else
  Scratch  ///< Value: a number; used within one assignment
};

struct Atom {
  const Term *Subject = nullptr;
  Predicate Is = Predicate::True;
  int64_t Value = 0;
  /// True in every state; assumed whenever the atom is.
  llvm::SmallVector<Bdd, 2> Axioms;
  /// Named at more than one place in the code: only then can knowing it at one
  /// place help at another.
  const void *FirstSite = nullptr;
  bool Recurs = false;
};

/// Numbers atoms in the order in which they are first met, which keeps what the
/// code mentions together near in the diagrams.
class AtomTable {
public:
  explicit AtomTable(BddManager &Bdds) : Bdds(Bdds) {}

  /// \p Site: the expression or statement that speaks of it.
  AtomId get(const Term *Subject, Predicate Is, int64_t Value,
             const void *Site);
  AtomId scratch(unsigned Number);

  const Atom &operator[](AtomId Id) const { return Atoms[Id]; }
  std::size_t size() const { return Atoms.size(); }

  /// While set, an atom that a caller may ask about counts as recurring.
  bool KeepVisible = false;

  /// While set, an atom of a member of the object itself does.
  bool KeepMembers = false;

  /// What a state is about in the end: whether wrappers hold a value, and what
  /// a function returns. Other atoms matter as far as these depend on them.
  bool isProperty(AtomId Id) const {
    const Atom &A = Atoms[Id];
    return A.Is == Predicate::Holds || A.Is == Predicate::Scratch ||
           A.Is == Predicate::Missing ||
           A.Subject->kind() == Term::Kind::Result ||
           Properties.contains(A.Subject);
  }
  /// What is asked of \p Subject (which alternative a variant holds) is what
  /// states are about, too.
  void addProperty(const Term *Subject) { Properties.insert(Subject); }

  void addAxiom(AtomId Id, Bdd Axiom);

  /// All thresholds of what \p Id is about, by their values; none if it is no
  /// threshold.
  llvm::ArrayRef<AtomId> thresholds(AtomId Id);

  /// `x <= 3` implies `x <= 5`: for all the thresholds of what Id is about, or,
  /// where these are many (the cases of a large switch), for those \p Among
  /// which it is asked about. What is left out bears on nothing until it is
  /// asked about, too. True of other atoms.
  Bdd order(AtomId Id, llvm::function_ref<bool(AtomId)> Among);
  /// So many that order speaks of Id and its neighbours only.
  bool hasManyThresholds(AtomId Id);

  /// Atoms whose subject is exactly \p T.
  llvm::ArrayRef<AtomId> of(const Term *T) const;
  /// Atoms that may change when \p Written is written, sorted. Computed anew
  /// when atoms have come since the last call.
  llvm::ArrayRef<AtomId> dependents(const Term *Written);

private:
  BddManager &Bdds;
  std::vector<Atom> Atoms;
  std::map<std::tuple<unsigned, Predicate, int64_t>, AtomId> Index;
  llvm::DenseMap<const Term *, llvm::SmallVector<AtomId, 2>> BySubject;
  /// Atoms by every variable, this or other leaf that their subject mentions.
  llvm::DenseMap<const Term *, std::vector<AtomId>> ByLeaf;
  struct Order {
    size_t Size = 0; ///< atoms of the subject when Thresholds was made
    std::vector<AtomId> Thresholds;
    std::optional<Bdd> All; ///< where they are few
  };
  Bdd ordered(llvm::ArrayRef<AtomId> Thresholds);
  llvm::DenseMap<const Term *, Order> Orders;
  struct Dependents {
    std::size_t Size = 0;
    std::vector<AtomId> Ids;
  };
  llvm::DenseMap<const Term *, Dependents> DependentsOf;
  std::vector<AtomId> Scratch;
  llvm::DenseSet<const Term *> Properties;
};

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_ATOMS_H

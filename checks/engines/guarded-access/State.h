//===- State.h - What is known at one program point -------------*- C++ -*-===//
//
// A Boolean function of the atoms: which combinations of "o holds a value",
// "flag is true", ... can occur there. Kept as a conjunction of factors that
// share no atom, so that a thousand independent facts cost a thousand small
// diagrams and not one large one.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_STATE_H
#define CODEX_ENGINES_GUARDED_ACCESS_STATE_H

#include "engines/guarded-access/Bdd.h"

#include "llvm/ADT/SmallVector.h"

namespace codex::guarded {

class State {
public:
  /// Nothing is known: every combination can occur.
  static State top() { return State(); }
  /// No combination can occur: the point is not reached.
  static State unreachable() {
    State S;
    S.Reachable = false;
    return S;
  }

  bool isReachable() const { return Reachable; }
  /// Some of what was assumed hangs together with too much else, and is not
  /// known any more.
  bool isCut() const { return Cut; }

  void assume(BddManager &Bdds, Bdd Condition);
  /// \p Atoms must be sorted.
  void forget(BddManager &Bdds, llvm::ArrayRef<AtomId> Atoms);
  /// Either of the two. As in property simulation (Das, Lerner, Seigle, "ESP",
  /// PLDI 2002), the two are kept apart only as far as they differ in the
  /// property: what they say of other atoms is kept where it hangs together
  /// with a difference in an atom that \p IsProperty, and merged otherwise.
  /// Up to \p MaxPlain other atoms are kept apart even without one. Where more
  /// than \p MaxAtoms atoms differ, how they hang together is given up as well,
  /// and the result is false.
  [[nodiscard]] bool join(BddManager &Bdds, const State &Other,
                          llvm::function_ref<bool(AtomId)> IsProperty,
                          unsigned MaxAtoms, unsigned MaxPlain);
  /// Whether \p Condition can be true here.
  bool allows(BddManager &Bdds, Bdd Condition) const;
  bool implies(BddManager &Bdds, Bdd Condition) const {
    return !allows(Bdds, Bdds.notOf(Condition));
  }
  /// Whether every combination that can occur here is one of Other's.
  bool isWithin(BddManager &Bdds, const State &Other) const;
  bool operator==(const State &Other) const {
    return Reachable == Other.Reachable && Factors == Other.Factors;
  }

  /// All atoms that the state speaks of, sorted.
  llvm::SmallVector<AtomId, 16> support(BddManager &Bdds) const;
  /// Drops the factors in which no atom is \p Wanted.
  void keepFactors(BddManager &Bdds, llvm::function_ref<bool(AtomId)> Wanted);

  /// Cuts factors of more than \p MaxAtoms atoms down to what they say of atoms
  /// that \p IsProperty, and drops those that are still larger.
  void limitFactors(BddManager &Bdds,
                    llvm::function_ref<bool(AtomId)> IsProperty,
                    unsigned MaxAtoms);

  /// Keeps each atom that is certain, forgets how the others hang together.
  void forgetCorrelations(BddManager &Bdds);

  /// The functions whose conjunction this is; their supports are disjoint.
  std::vector<Bdd> factors() const;

  /// What the state says about the atoms of \p Condition (and their kin),
  /// conjoined with it.
  Bdd relevantTo(BddManager &Bdds, Bdd Condition) const;

private:
  void add(BddManager &Bdds, Bdd Factor);

  bool Reachable = true;
  bool Cut = false;
  llvm::SmallVector<Bdd, 8> Factors; ///< sorted; none true, none false
};

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_STATE_H

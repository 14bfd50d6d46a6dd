#include "engines/guarded-access/State.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace codex::guarded {

/// More facts than so many that hang together are not followed: their diagram
/// may be too large even to be made.
static constexpr size_t MaxFactorAtoms = 48;

static bool intersects(ArrayRef<AtomId> A, ArrayRef<AtomId> B) {
  if (A.empty() || B.empty() || A.back() < B.front() || B.back() < A.front())
    return false;
  for (const AtomId *I = A.begin(), *J = B.begin();
       I != A.end() && J != B.end();) {
    if (*I == *J)
      return true;
    *I < *J ? ++I : ++J;
  }
  return false;
}

static size_t unionSize(ArrayRef<AtomId> A, ArrayRef<AtomId> B) {
  SmallVector<AtomId, 64> All;
  std::set_union(A.begin(), A.end(), B.begin(), B.end(),
                 std::back_inserter(All));
  return All.size();
}

void State::add(BddManager &Bdds, Bdd Factor) {
  if (Factor.isTrue())
    return;
  if (Factor.isFalse()) {
    *this = unreachable();
    return;
  }
  // Take out what is certain by itself: it then meets its equal in a join.
  if (Bdds.support(Factor).size() > 1) {
    SmallVector<AtomId, 8> Atoms;
    for (auto [Atom, Value] : Bdds.certain(Factor)) {
      Bdd Literal = Value ? Bdds.atom(Atom) : Bdds.notOf(Bdds.atom(Atom));
      Factors.insert(llvm::lower_bound(Factors, Literal), Literal);
      Atoms.push_back(Atom);
    }
    Factor = Bdds.exists(Factor, Atoms);
    if (Factor.isTrue())
      return;
  }
  Factors.insert(llvm::lower_bound(Factors, Factor), Factor);
}

void State::assume(BddManager &Bdds, Bdd Condition) {
  if (!Reachable || Condition.isTrue())
    return;
  ArrayRef<AtomId> Support = Bdds.support(Condition);
  SmallVector<Bdd, 8> Rest, Met;
  for (Bdd Factor : Factors)
    (intersects(Bdds.support(Factor), Support) ? Met : Rest).push_back(Factor);
  // Small ones first: what does not fit any more is given up.
  llvm::stable_sort(Met, [&](Bdd A, Bdd B) {
    return Bdds.support(A).size() < Bdds.support(B).size();
  });
  Bdd Joint = Condition;
  for (Bdd Factor : Met) {
    if (unionSize(Bdds.support(Joint), Bdds.support(Factor)) > MaxFactorAtoms) {
      Cut = true;
      continue;
    }
    Joint = Bdds.andOf(Joint, Factor);
  }
  Factors = std::move(Rest);
  add(Bdds, Joint);
}

void State::forget(BddManager &Bdds, ArrayRef<AtomId> Atoms) {
  if (!Reachable || Atoms.empty())
    return;
  SmallVector<Bdd, 4> Changed;
  SmallVector<Bdd, 8> Rest;
  for (Bdd Factor : Factors)
    (intersects(Bdds.support(Factor), Atoms)
         ? static_cast<SmallVectorImpl<Bdd> &>(Changed)
         : Rest)
        .push_back(Factor);
  if (Changed.empty())
    return;
  Factors = std::move(Rest);
  for (Bdd Factor : Changed)
    add(Bdds, Bdds.exists(Factor, Atoms));
}

/// The number of different atoms in \p A and \p B.
static std::size_t countAtoms(BddManager &Bdds, ArrayRef<Bdd> A,
                              ArrayRef<Bdd> B) {
  SmallVector<AtomId, 32> Atoms;
  for (ArrayRef<Bdd> Factors : {A, B})
    for (Bdd Factor : Factors)
      append_range(Atoms, Bdds.support(Factor));
  llvm::sort(Atoms);
  return std::distance(Atoms.begin(), llvm::unique(Atoms));
}

/// Forgets, factor by factor, all atoms but those that are \p Wanted.
static void project(BddManager &Bdds, SmallVectorImpl<Bdd> &Factors,
                    function_ref<bool(AtomId)> Wanted) {
  for (Bdd &Factor : Factors) {
    SmallVector<AtomId, 16> Unwanted;
    for (AtomId Id : Bdds.support(Factor))
      if (!Wanted(Id))
        Unwanted.push_back(Id);
    Factor = Bdds.exists(Factor, Unwanted);
  }
  erase_if(Factors, [](Bdd Factor) { return Factor.isTrue(); });
}

bool State::join(BddManager &Bdds, const State &Other,
                 function_ref<bool(AtomId)> IsProperty, unsigned MaxAtoms,
                 unsigned MaxPlain) {
  if (!Other.Reachable || Factors == Other.Factors) {
    if (!Reachable)
      *this = Other;
    return true;
  }
  if (!Reachable) {
    *this = Other;
    return true;
  }
  bool PropertyDiffers = false;
  SmallVector<Bdd, 8> Common, Mine, Theirs;
  for (Bdd Factor : Factors)
    (llvm::binary_search(Other.Factors, Factor) ? Common : Mine)
        .push_back(Factor);
  for (Bdd Factor : Other.Factors)
    if (!llvm::binary_search(Common, Factor))
      Theirs.push_back(Factor);
  for (ArrayRef<Bdd> Side : {ArrayRef<Bdd>(Mine), ArrayRef<Bdd>(Theirs)})
    for (Bdd Factor : Side)
      PropertyDiffers |= any_of(Bdds.support(Factor), IsProperty);
  Factors = std::move(Common);
  if (!PropertyDiffers && countAtoms(Bdds, Mine, Theirs) > MaxPlain)
    return true;
  bool Exact = countAtoms(Bdds, Mine, Theirs) <= MaxAtoms;
  if (!Exact) {
    project(Bdds, Mine, IsProperty);
    project(Bdds, Theirs, IsProperty);
    if (countAtoms(Bdds, Mine, Theirs) > MaxAtoms)
      return false;
  }
  auto Conjunction = [&](ArrayRef<Bdd> All) {
    Bdd Result;
    for (Bdd Factor : All)
      Result = Bdds.andOf(Result, Factor);
    return Result;
  };
  add(Bdds, Bdds.orOf(Conjunction(Mine), Conjunction(Theirs)));
  return Exact;
}

Bdd State::relevantTo(BddManager &Bdds, Bdd Condition) const {
  if (!Reachable)
    return Bdd::bottom();
  Bdd Joint = Condition;
  ArrayRef<AtomId> Support = Bdds.support(Condition);
  for (Bdd Factor : Factors)
    if (intersects(Bdds.support(Factor), Support))
      Joint = Bdds.andOf(Joint, Factor);
  return Joint;
}

bool State::allows(BddManager &Bdds, Bdd Condition) const {
  return !relevantTo(Bdds, Condition).isFalse();
}

bool State::isWithin(BddManager &Bdds, const State &Other) const {
  if (!Reachable)
    return true;
  if (!Other.Reachable)
    return false;
  // Most factors are shared, and both lists are sorted.
  return llvm::all_of(Other.Factors, [&](Bdd Factor) {
    return llvm::binary_search(Factors, Factor) || implies(Bdds, Factor);
  });
}

void State::limitFactors(BddManager &Bdds,
                         function_ref<bool(AtomId)> IsProperty,
                         unsigned MaxAtoms) {
  auto IsLarge = [&](Bdd Factor) {
    return Bdds.support(Factor).size() > MaxAtoms;
  };
  SmallVector<Bdd, 8> Large;
  copy_if(Factors, std::back_inserter(Large), IsLarge);
  erase_if(Factors, IsLarge);
  project(Bdds, Large, IsProperty);
  for (Bdd Factor : Large)
    if (!IsLarge(Factor))
      add(Bdds, Factor);
}

void State::forgetCorrelations(BddManager &Bdds) {
  llvm::erase_if(Factors,
                 [&](Bdd Factor) { return Bdds.support(Factor).size() > 1; });
}

SmallVector<AtomId, 16> State::support(BddManager &Bdds) const {
  SmallVector<AtomId, 16> All;
  for (Bdd Factor : Factors)
    append_range(All, Bdds.support(Factor));
  llvm::sort(All);
  return All;
}

void State::keepFactors(BddManager &Bdds, function_ref<bool(AtomId)> Wanted) {
  erase_if(Factors,
           [&](Bdd Factor) { return none_of(Bdds.support(Factor), Wanted); });
}

std::vector<Bdd> State::factors() const {
  if (!Reachable)
    return {Bdd::bottom()};
  return {Factors.begin(), Factors.end()};
}

} // namespace codex::guarded

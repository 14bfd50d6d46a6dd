#include "engines/guarded-access/Atoms.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

static void forEachLeaf(const Term *T, function_ref<void(const Term *)> Visit) {
  if (T->operands().empty())
    return Visit(T);
  for (const Term *Operand : T->operands())
    forEachLeaf(Operand, Visit);
}

/// A caller may know more of it: a wrapper, which alternative a variant holds,
/// what a look-up gives, a parameter or the result.
static bool concernsCallers(const Term *Subject, Predicate Is) {
  const VarDecl *V = Subject->variable();
  const Term *Root = Subject->root();
  return Is == Predicate::Holds || Is == Predicate::Missing ||
         Root->kind() == Term::Kind::Result ||
         (Is == Predicate::AtMost && Subject->kind() == Term::Kind::Call) ||
         (V && isa<ParmVarDecl>(V));
}

static bool concernsObject(const Term *Subject) {
  return Subject->kind() == Term::Kind::Field &&
         Subject->root()->kind() == Term::Kind::This;
}

AtomId AtomTable::get(const Term *Subject, Predicate Is, int64_t Value,
                      const void *Site) {
  auto [It, New] = Index.try_emplace({Subject->id(), Is, Value}, Atoms.size());
  AtomId Id = It->second;
  if (!New) {
    Atoms[Id].Recurs |= Atoms[Id].FirstSite != Site ||
                        (KeepVisible && (concernsCallers(Subject, Is) ||
                                         Properties.contains(Subject))) ||
                        (KeepMembers && concernsObject(Subject));
    return Id;
  }
  Atom A;
  A.Subject = Subject;
  A.Is = Is;
  A.Value = Value;
  A.FirstSite = Site;
  A.Recurs = (KeepVisible &&
              (concernsCallers(Subject, Is) || Properties.contains(Subject))) ||
             (KeepMembers && concernsObject(Subject));
  Atoms.push_back(A);
  // Two thresholds of one value: what is known of one bears on the other.
  if (Is == Predicate::AtMost)
    for (AtomId Other : BySubject[Subject])
      if (Atoms[Other].Is == Predicate::AtMost)
        Atoms[Id].Recurs = Atoms[Other].Recurs = true;
  BySubject[Subject].push_back(Id);
  forEachLeaf(Subject, [&](const Term *Leaf) {
    std::vector<AtomId> &Ids = ByLeaf[Leaf];
    if (Ids.empty() || Ids.back() != Id)
      Ids.push_back(Id);
  });
  return Id;
}

ArrayRef<AtomId> AtomTable::thresholds(AtomId Id) {
  if (Atoms[Id].Is != Predicate::AtMost)
    return {};
  const Term *Subject = Atoms[Id].Subject;
  ArrayRef<AtomId> All = BySubject[Subject];
  Order &Known = Orders[Subject];
  if (Known.Size == All.size())
    return Known.Thresholds;
  Known = {All.size(), {}, std::nullopt};
  copy_if(All, std::back_inserter(Known.Thresholds),
          [&](AtomId Other) { return Atoms[Other].Is == Predicate::AtMost; });
  llvm::sort(Known.Thresholds, [&](AtomId A, AtomId B) {
    return Atoms[A].Value < Atoms[B].Value;
  });
  return Known.Thresholds;
}

Bdd AtomTable::ordered(ArrayRef<AtomId> Thresholds) {
  // The value lies below the first, or between two, or above the last: said
  // this way, no diagram on the way is larger than the result. (One implication
  // after the other, they are.)
  Bdd All = Bdd::bottom();
  for (size_t Least = 0; Least <= Thresholds.size(); ++Least) {
    Bdd Here = Bdd::top();
    for (auto [Index, Other] : enumerate(Thresholds)) {
      Bdd Atom = Bdds.atom(Other);
      Here = Bdds.andOf(Here, Index >= Least ? Atom : Bdds.notOf(Atom));
    }
    All = Bdds.orOf(All, Here);
  }
  return All;
}

/// Of more thresholds than so many, only those that are asked about are put in
/// order: the diagram of all grows with their square, and is made of conditions
/// each of which speaks of two.
static constexpr size_t MaxWholeOrder = 16;

/// Of more than these, each is put in order with its neighbours alone: a body
/// with a hundred comparisons of one variable takes minutes otherwise.
static constexpr size_t FewThresholds = 40;
static constexpr size_t Neighbours = 4;

bool AtomTable::hasManyThresholds(AtomId Id) {
  return thresholds(Id).size() > FewThresholds;
}

Bdd AtomTable::order(AtomId Id, function_ref<bool(AtomId)> Among) {
  ArrayRef<AtomId> All = thresholds(Id);
  if (All.size() < 2)
    return Bdd::top();
  if (All.size() > MaxWholeOrder) {
    SmallVector<AtomId, 16> Asked;
    copy_if(All, std::back_inserter(Asked), Among);
    ArrayRef<AtomId> Near = Asked;
    // These implications hold as well, and say less.
    if (const auto *Here = llvm::find(Asked, Id);
        hasManyThresholds(Id) && Here != Asked.end()) {
      size_t Index = Here - Asked.begin();
      size_t First = Index - std::min(Index, Neighbours);
      Near = Near.slice(First).take_front(Index - First + Neighbours + 1);
    }
    return ordered(Near);
  }
  Order &Known = Orders[Atoms[Id].Subject];
  if (!Known.All)
    Known.All = ordered(All);
  return *Known.All;
}

AtomId AtomTable::scratch(unsigned Number) {
  while (Scratch.size() <= Number) {
    Atom A;
    A.Is = Predicate::Scratch;
    A.Recurs = true;
    Scratch.push_back(Atoms.size());
    Atoms.push_back(A);
  }
  return Scratch[Number];
}

void AtomTable::addAxiom(AtomId Id, Bdd Axiom) {
  if (!is_contained(Atoms[Id].Axioms, Axiom))
    Atoms[Id].Axioms.push_back(Axiom);
}

ArrayRef<AtomId> AtomTable::of(const Term *T) const {
  auto Found = BySubject.find(T);
  return Found == BySubject.end() ? ArrayRef<AtomId>() : Found->second;
}

ArrayRef<AtomId> AtomTable::dependents(const Term *Written) {
  Dependents &D = DependentsOf[Written];
  if (D.Size == Atoms.size())
    return D.Ids;
  D.Size = Atoms.size();
  D.Ids.clear();
  // Whatever depends on a place mentions the root of the place, and so the
  // leaves of that root.
  const Term *Leaf = Written;
  while (!Leaf->operands().empty())
    Leaf = Leaf->operands()[0];
  auto Found = ByLeaf.find(Leaf);
  if (Found == ByLeaf.end())
    return D.Ids;
  for (AtomId Id : Found->second)
    if (dependsOn(Atoms[Id].Subject, Written))
      D.Ids.push_back(Id);
  return D.Ids;
}

} // namespace codex::guarded

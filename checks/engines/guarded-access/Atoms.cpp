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

/// A caller may know more of it: a wrapper, a parameter or the result.
static bool concernsCallers(const Term *Subject, Predicate Is) {
  const VarDecl *V = Subject->variable();
  return Is == Predicate::Holds || Subject->kind() == Term::Kind::Result ||
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
                        (KeepVisible && concernsCallers(Subject, Is)) ||
                        (KeepMembers && concernsObject(Subject));
    return Id;
  }
  Atom A;
  A.Subject = Subject;
  A.Is = Is;
  A.Value = Value;
  A.FirstSite = Site;
  A.Recurs = (KeepVisible && concernsCallers(Subject, Is)) ||
             (KeepMembers && concernsObject(Subject));
  Atoms.push_back(A);
  // x <= 3 implies x <= 5.
  if (Is == Predicate::AtMost)
    for (AtomId Other : BySubject[Subject]) {
      if (Atoms[Other].Is != Predicate::AtMost)
        continue;
      bool Smaller = Value < Atoms[Other].Value;
      Bdd Axiom = Bdds.implies(Bdds.atom(Smaller ? Id : Other),
                               Bdds.atom(Smaller ? Other : Id));
      Atoms[Id].Axioms.push_back(Axiom);
      Atoms[Other].Axioms.push_back(Axiom);
      // Two thresholds of one value: what is known of one bears on the other.
      Atoms[Id].Recurs = Atoms[Other].Recurs = true;
    }
  BySubject[Subject].push_back(Id);
  forEachLeaf(Subject, [&](const Term *Leaf) {
    std::vector<AtomId> &Ids = ByLeaf[Leaf];
    if (Ids.empty() || Ids.back() != Id)
      Ids.push_back(Id);
  });
  return Id;
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

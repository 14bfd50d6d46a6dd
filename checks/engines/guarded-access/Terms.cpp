#include "engines/guarded-access/Terms.h"

#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

const Term *Term::base() const {
  switch (TheKind) {
  case Kind::Field:
  case Kind::Target:
  case Kind::Element:
  case Kind::Each:
    return Operands[0];
  case Kind::Variable:
  case Kind::This:
  case Kind::Result:
  case Kind::Occurrence:
  case Kind::Constant:
  case Kind::Text:
  case Kind::Entity:
  case Kind::AddressOf:
  case Kind::Call:
  case Kind::Operation:
    return nullptr;
  }
  llvm_unreachable("term kind out of range");
}

const Term *Term::root() const {
  const Term *T = this;
  while (const Term *Base = T->base())
    T = Base;
  return T;
}

void Term::Profile(FoldingSetNodeID &Id, Kind K, const void *Of, int64_t Value,
                   ArrayRef<const Term *> Operands) {
  Id.AddInteger(static_cast<unsigned>(K));
  Id.AddPointer(Of);
  Id.AddInteger(Value);
  for (const Term *Operand : Operands)
    Id.AddPointer(Operand);
}

const Term *TermTable::get(Term::Kind K, const void *Of, int64_t Value,
                           ArrayRef<const Term *> Operands) {
  unsigned Depth = 0;
  for (const Term *Operand : Operands) {
    if (!Operand)
      return nullptr;
    Depth = std::max(Depth, Operand->Depth + 1);
  }
  if (Depth > MaxDepth)
    return nullptr;
  FoldingSetNodeID Key;
  Term::Profile(Key, K, Of, Value, Operands);
  void *Position = nullptr;
  if (Term *Found = Table.FindNodeOrInsertPos(Key, Position))
    return Found;
  auto *T = new (Memory) Term;
  T->TheKind = K;
  T->Of = Of;
  T->Value = Value;
  T->Operands = Operands.copy(Memory);
  T->Depth = Depth;
  T->Id = NextId++;
  Table.InsertNode(T, Position);
  return T;
}

const Term *TermTable::variable(const VarDecl *D) {
  return get(Term::Kind::Variable, D->getCanonicalDecl());
}

const Term *TermTable::text(StringRef S) {
  return get(Term::Kind::Text, Texts.save(S).data());
}

const Term *TermTable::field(const Term *Object, const FieldDecl *F) {
  return get(Term::Kind::Field, F->getCanonicalDecl(), 0, {Object});
}

const Term *TermTable::target(const Term *Pointer) {
  if (Pointer && Pointer->kind() == Term::Kind::AddressOf)
    return Pointer->operands()[0];
  return get(Term::Kind::Target, nullptr, 0, {Pointer});
}

const Term *TermTable::addressOf(const Term *Place) {
  if (Place && Place->kind() == Term::Kind::Target)
    return Place->operands()[0];
  return get(Term::Kind::AddressOf, nullptr, 0, {Place});
}

const Term *
TermTable::substitute(const Term *T,
                      const DenseMap<const Term *, const Term *> &Map) {
  auto Found = Map.find(T);
  if (Found != Map.end())
    return Found->second;
  if (T->operands().empty())
    return T;
  SmallVector<const Term *, 4> Operands;
  bool Changed = false;
  for (const Term *Operand : T->operands()) {
    const Term *New = substitute(Operand, Map);
    if (!New)
      return nullptr;
    Changed |= New != Operand;
    Operands.push_back(New);
  }
  if (!Changed)
    return T;
  if (T->kind() == Term::Kind::Target)
    return target(Operands[0]);
  if (T->kind() == Term::Kind::AddressOf)
    return addressOf(Operands[0]);
  return get(T->kind(), T->of(), T->value(), Operands);
}

bool contains(const Term *T, const Term *Part) {
  if (T == Part)
    return true;
  if (T->depth() <= Part->depth())
    return false;
  return any_of(T->operands(),
                [&](const Term *Operand) { return contains(Operand, Part); });
}

/// Whether a pure call in \p T looks at \p Object as a whole, and so at any
/// part of it: `box.ready()` for a write to `box.x`. Every element of a
/// container is about any one of them.
static bool looksInto(const Term *T, const Term *Object) {
  for (const Term *Operand : T->operands()) {
    bool Looks =
        T->kind() == Term::Kind::Each ||
        (T->kind() == Term::Kind::Call && T->value() != TermTable::KeysOnly);
    if (Looks && Operand == Object)
      return true;
    if (looksInto(Operand, Object))
      return true;
  }
  return false;
}

bool dependsOn(const Term *T, const Term *Written) {
  if (contains(T, Written))
    return true;
  // What a loop has passed is kept account of where the loop writes.
  if (Written->kind() == Term::Kind::Each &&
      (Written->of() || (T->kind() == Term::Kind::Each && T->of())))
    return false;
  for (const Term *Whole = Written->base(); Whole; Whole = Whole->base())
    if (looksInto(T, Whole))
      return true;
  return false;
}

std::string spell(const Term *T) {
  auto Arguments = [](ArrayRef<const Term *> Terms) {
    std::string Text;
    for (const Term *A : Terms)
      Text += (Text.empty() ? "" : ", ") + spell(A);
    return Text;
  };
  switch (T->kind()) {
  case Term::Kind::Variable:
    return T->variable()->getNameAsString();
  case Term::Kind::This:
    return "this";
  case Term::Kind::Result:
    return "the result";
  case Term::Kind::Occurrence:
    return "a temporary";
  case Term::Kind::Constant:
    return std::to_string(T->value());
  case Term::Kind::Text:
    return "\"" + std::string(static_cast<const char *>(T->of())) + "\"";
  case Term::Kind::Entity:
    return "…";
  case Term::Kind::Field: {
    std::string Name =
        static_cast<const FieldDecl *>(T->of())->getNameAsString();
    const Term *Object = T->operands()[0];
    if (Object->kind() == Term::Kind::Target) {
      const Term *Pointer = Object->operands()[0];
      if (Pointer->kind() == Term::Kind::This)
        return Name;
      return spell(Pointer) + "->" + Name;
    }
    return spell(Object) + "." + Name;
  }
  case Term::Kind::Target:
    return "*" + spell(T->operands()[0]);
  case Term::Kind::AddressOf:
    return "&" + spell(T->operands()[0]);
  case Term::Kind::Element:
    return spell(T->operands()[0]) + "[" + spell(T->operands()[1]) + "]";
  case Term::Kind::Each:
    return "every element of " + spell(T->operands()[0]);
  case Term::Kind::Call: {
    const auto *F = static_cast<const FunctionDecl *>(T->of());
    ArrayRef<const Term *> Operands = T->operands();
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    if (!M || M->isStatic() || Operands.empty())
      return F->getNameAsString() + "(" + Arguments(Operands) + ")";
    const Term *Object = Operands[0];
    std::string Prefix;
    if (Object->kind() == Term::Kind::Target) {
      const Term *Pointer = Object->operands()[0];
      if (Pointer->kind() != Term::Kind::This)
        Prefix = spell(Pointer) + "->";
    } else {
      Prefix = spell(Object) + ".";
    }
    return Prefix + F->getNameAsString() + "(" +
           Arguments(Operands.drop_front()) + ")";
  }
  case Term::Kind::Operation:
    return "(" + Arguments(T->operands()) + ")";
  }
  llvm_unreachable("term kind out of range");
}

} // namespace codex::guarded

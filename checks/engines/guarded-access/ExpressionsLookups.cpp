#include "engines/guarded-access/Expressions.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// Codes of Term::Kind::Operation beside those of Clang's operators.
static constexpr int64_t TypeidOperation = 3001;
static constexpr int64_t AtBeginOperation = 3002;

/// `std::end(table) - 1`, `std::prev(v.end())`: a place before the end.
static bool stepsBack(const Expr *E) {
  E = strip(E);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E);
      Construct && Construct->getNumArgs() == 1)
    return stepsBack(Construct->getArg(0));
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return Binary->getOpcode() == BO_Sub;
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F && (F->getOverloadedOperator() == OO_Minus ||
               (F->isInStdNamespace() && F->getIdentifier() &&
                F->getName() == "prev"));
}

const LookupModel *Expressions::lookup(const Expr *E) {
  if (isa<CXXDynamicCastExpr>(E))
    return E->getType()->isPointerType() ? Known.dynamicCast() : nullptr;
  const auto *Call = dyn_cast<CallExpr>(E);
  const LookupModel *L = Call ? Known.lookup(Call) : nullptr;
  // What ends before the end has something there, whatever is not found.
  if (L && L->NotFound == Sentinel::End && !isa<CXXMemberCallExpr>(Call) &&
      Call->getNumArgs() >= 2 && stepsBack(Call->getArg(1)))
    return nullptr;
  return L;
}

const LookupModel *Expressions::lookupOf(const Term *T) {
  if (!T)
    return nullptr;
  if (T->kind() == Term::Kind::Variable || T->kind() == Term::Kind::Field)
    return LookupPlaces.lookup(static_cast<const Decl *>(T->of()));
  return LookupTerms.lookup(T);
}

/// What a key is made from: "a", where std::string("a") is looked for.
static const Expr *madeFrom(const Expr *Key) {
  const auto *Construct = dyn_cast<CXXConstructExpr>(strip(Key));
  if (!Construct || Construct->getNumArgs() == 0 ||
      any_of(drop_begin(Construct->arguments()),
             [](const Expr *A) { return !isa<CXXDefaultArgExpr>(A); }))
    return Key;
  return Construct->getArg(0);
}

/// One name for all overloads of a member that looks something up.
const Term *Expressions::lookupTerm(const FunctionDecl *F,
                                    const CallParts &Call) {
  const auto *Method = cast<CXXMethodDecl>(F);
  const FunctionDecl *Name =
      F->getIdentifier() ? memberNamed(Method->getParent(), F->getName()) : F;
  if (!Name) // a template
    Name = F->getPrimaryTemplate()
               ? F->getPrimaryTemplate()->getTemplatedDecl()->getCanonicalDecl()
               : F->getCanonicalDecl();
  SmallVector<const Term *, 4> Operands = {object(Call)};
  for (const Expr *A : Call.Arguments)
    Operands.push_back(term(madeFrom(A)));
  return Terms.get(Term::Kind::Call, Name, TermTable::KeysOnly, Operands);
}

Bdd Expressions::missingAtom(const Term *T, const void *Site) {
  Bdd Missing = Bdds.atom(Atoms.get(T, Predicate::Missing, 0, Site));
  const LookupModel *L = lookupOf(T);
  if (!L || L->NotFound != Sentinel::Null)
    return Missing;
  // Nothing found is a null pointer; of a look-up's result the reverse is true
  // as well.
  Bdd IsSet = Bdds.atom(Atoms.get(T, Predicate::True, 0, Site));
  Bdd Axiom = isLookup(T) ? Bdds.iff(Missing, Bdds.notOf(IsSet))
                          : Bdds.implies(Missing, Bdds.notOf(IsSet));
  for (Bdd Atom : {Missing, IsSet})
    for (AtomId Id : Bdds.support(Atom))
      Atoms.addAxiom(Id, Axiom);
  return Missing;
}

Bdd Expressions::atom(const Term *T, Predicate Is, int64_t Value,
                      const void *Site) {
  if (Is == Predicate::True && lookupOf(T))
    missingAtom(T, Site);
  return Bdds.atom(Atoms.get(T, Is, Value, Site));
}

Bdd Expressions::typeIsKnown(const Term *Object, const Expr *At) {
  const Term *Type =
      Terms.get(Term::Kind::Operation, nullptr, TypeidOperation, {Object});
  if (!Type)
    Type = Terms.occurrence(At);
  Atoms.addProperty(Type);
  return trueAtom(Type, At);
}

bool Expressions::asksForType(const Term *T) {
  return T->kind() == Term::Kind::Operation && T->value() == TypeidOperation;
}

/// `typeid(x)`, or what is asked of it: `typeid(x).hash_code()`.
static const CXXTypeidExpr *typeidOf(const Expr *E) {
  E = strip(E);
  if (const auto *Asked = dyn_cast<CXXMemberCallExpr>(E))
    E = strip(Asked->getImplicitObjectArgument());
  return dyn_cast<CXXTypeidExpr>(E);
}

std::optional<Bdd> Expressions::typeidEquality(const Expr *L, const Expr *R) {
  Bdd Known = Bdd::top();
  for (const Expr *Side : {L, R}) {
    const CXXTypeidExpr *Typeid = typeidOf(Side);
    if (!Typeid)
      return std::nullopt;
    if (Typeid->isTypeOperand())
      continue;
    const Term *Object = place(Typeid->getExprOperand());
    if (Object != Terms.thisObject())
      Known = Bdds.andOf(Known, typeIsKnown(Object, Typeid));
  }
  return Known;
}

Bdd Expressions::atBegin(const Term *Iterator, const void *Site) {
  return atom(
      Terms.get(Term::Kind::Operation, nullptr, AtBeginOperation, {Iterator}),
      Predicate::True, 0, Site);
}

Bdd Expressions::endIsBegin(const Term *Iterator, const void *Site) {
  const Term *In =
      Iterator->kind() == Term::Kind::Variable ||
              Iterator->kind() == Term::Kind::Field
          ? LookupContainers.lookup(static_cast<const Decl *>(Iterator->of()))
          : nullptr;
  if (!In ||
      (In->kind() != Term::Kind::Variable && In->kind() != Term::Kind::Field))
    return Bdd::top();
  const CXXRecordDecl *Container = static_cast<const ValueDecl *>(In->of())
                                       ->getType()
                                       .getNonReferenceType()
                                       ->getAsCXXRecordDecl();
  const FunctionDecl *Empty = memberNamed(Container, "empty");
  if (!Empty)
    return Bdd::top();
  Bdd IsEmpty = trueAtom(Terms.get(Term::Kind::Call, Empty, 0, {In}), Site);
  // Only of what is empty. There are two, for const and for all others.
  Bdd Result = Bdd::top();
  for (const NamedDecl *D : Container->lookup(&Ast.Idents.get("end")))
    if (const auto *End = dyn_cast<FunctionDecl>(D->getUnderlyingDecl())) {
      const Term *Other =
          Terms.get(Term::Kind::Call, End->getCanonicalDecl(), 0, {In});
      bool InOrder = Iterator->id() < Other->id();
      if (const Term *Same = Terms.get(
              Term::Kind::Operation, nullptr, BO_EQ,
              {InOrder ? Iterator : Other, InOrder ? Other : Iterator}))
        Result =
            Bdds.andOf(Result, Bdds.implies(trueAtom(Same, Site), IsEmpty));
    }
  return Result;
}

Bdd Expressions::missing(const Expr *E) {
  const Expr *Inner = strip(E);
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Inner))
    return Bdds.ite(truth(Choice->getCond()), missing(Choice->getTrueExpr()),
                    missing(Choice->getFalseExpr()));
  const LookupModel *Itself = lookup(Inner);
  const Term *T = Itself ? place(Inner) : term(Inner);
  if (Itself)
    LookupTerms[T] = Itself;
  if (!lookupOf(T))
    return Bdd::bottom();
  Bdd Missing = missingAtom(T, Inner);
  // `std::get_if<int>(&v)` finds what v holds.
  VariantUse Use;
  if (std::optional<CallParts> Call = callParts(Inner))
    if (std::optional<Bdd> Inside = alternative(Inner, *Call, Use);
        Inside && Use.Is == VariantUse::Kind::PointerGet)
      for (AtomId Id : Bdds.support(Missing))
        Atoms.addAxiom(Id, Bdds.iff(Missing, Bdds.notOf(*Inside)));
  // Who has compared typeid need not test the cast.
  if (const auto *Cast = dyn_cast<CXXDynamicCastExpr>(Inner))
    if (const Term *Object = Terms.target(term(Cast->getSubExpr())))
      return Bdds.andOf(Missing, Bdds.notOf(typeIsKnown(Object, Inner)));
  return Missing;
}

/// What can be cast to a class can be cast to its bases as well.
void Expressions::relateToOtherCasts(const CXXDynamicCastExpr *Cast,
                                     const Term *Result) {
  const Term *Operand = term(Cast->getSubExpr());
  const CXXRecordDecl *Class =
      Cast->getType()->getPointeeType()->getAsCXXRecordDecl();
  if (!Operand || !Class || !Class->hasDefinition())
    return;
  auto &Casts = CastsOf[Operand];
  if (any_of(Casts, [&](const auto &C) { return C.second == Result; }))
    return;
  // Told apart from what the cast says of itself.
  const void *Site = reinterpret_cast<const char *>(Cast) + 1;
  auto Implies = [&](const Term *Derived, const Term *Base) {
    Bdd NoDerived = missingAtom(Derived, Site),
        NoBase = missingAtom(Base, Site);
    Bdd Axiom = Bdds.implies(NoBase, NoDerived);
    for (Bdd Atom : {NoDerived, NoBase})
      for (AtomId Id : SmallVector<AtomId, 1>(Bdds.support(Atom)))
        Atoms.addAxiom(Id, Axiom);
  };
  for (const auto &[Other, OtherResult] : Casts) {
    bool Same = Other->getCanonicalDecl() == Class->getCanonicalDecl();
    if (Same || Other->isDerivedFrom(Class))
      Implies(OtherResult, Result);
    if (Same || Class->isDerivedFrom(Other))
      Implies(Result, OtherResult);
  }
  Casts.emplace_back(Class, Result);
}

} // namespace codex::guarded

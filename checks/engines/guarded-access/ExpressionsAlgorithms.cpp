#include "engines/guarded-access/Expressions.h"

#include "engines/guarded-access/Containers.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// Code of Term::Kind::Operation beside those of Clang's operators.
static constexpr int64_t AlgorithmOperation = 3000;

/// When what \p Body returns is true: of returns and of ifs that return.
std::optional<Bdd> Expressions::returned(ArrayRef<const Stmt *> Body) {
  if (Body.empty())
    return std::nullopt;
  const Stmt *First = Body.front();
  if (const auto *Block = dyn_cast<CompoundStmt>(First))
    return returned(ArrayRef(Block->body_begin(), Block->body_end()));
  if (const auto *Return = dyn_cast<ReturnStmt>(First)) {
    if (!Return->getRetValue())
      return std::nullopt;
    return truth(Return->getRetValue());
  }
  const auto *If = dyn_cast<IfStmt>(First);
  if (!If || If->getInit() || If->getConditionVariable() || If->isConsteval())
    return std::nullopt;
  std::optional<Bdd> Then = returned({If->getThen()});
  std::optional<Bdd> Else =
      returned(If->getElse() ? ArrayRef<const Stmt *>(If->getElse())
                             : Body.drop_front());
  if (!Then || !Else)
    return std::nullopt;
  return Bdds.ite(truth(If->getCond()), *Then, *Else);
}

std::vector<const Term *>
Expressions::heldWhere(const Expr *Predicate, bool Value, const Term *Element) {
  std::vector<const Term *> Held;
  std::optional<ElementPredicate> Test = elementPredicate(Predicate);
  if (!Test || !Element)
    return Held;
  if (Test->Member) {
    const WrapperModel *W = Known.wrapper(Test->Member->getParent());
    Role Its = W ? Known.role(*W, Test->Member) : Role::None;
    if (Its == (Value ? Role::Test : Role::EmptyTest))
      Held.push_back(Element);
    return Held;
  }
  std::optional<Bdd> Returned =
      returned(ArrayRef(Test->Body->body_begin(), Test->Body->body_end()));
  if (!Returned)
    return Held;
  Bdd Result = *Returned;
  if (!Value)
    Result = Bdds.notOf(Result);
  SmallVector<AtomId, 8> Support(Bdds.support(Result));
  for (AtomId Id : Support) {
    for (Bdd Axiom : Atoms[Id].Axioms)
      Result = Bdds.andOf(Result, Axiom);
    Result = Bdds.andOf(Result, Atoms.order(Id, [&](AtomId Other) {
      return is_contained(Support, Other);
    }));
  }
  const Term *Parameter = Terms.variable(Test->Element);
  Support = SmallVector<AtomId, 8>(Bdds.support(Result));
  for (AtomId Id : Support) {
    const Term *Subject = Atoms[Id].Subject;
    if (Atoms[Id].Is != Predicate::Holds || Subject->root() != Parameter ||
        !Bdds.andOf(Result, Bdds.notOf(Bdds.atom(Id))).isFalse())
      continue;
    if (const Term *T = Terms.substitute(Subject, {{Parameter, Element}}))
      Held.push_back(T);
  }
  return Held;
}

/// `std::all_of(...)`: true only if what the predicate tests holds of every
/// element.
std::optional<Bdd> Expressions::algorithmTruth(const Expr *E,
                                               const CallParts &Call) {
  std::optional<AlgorithmCall> Found = algorithmCall(E, Call);
  if (!Found)
    return std::nullopt;
  using Kind = AlgorithmCall::Kind;
  if (Found->Is != Kind::AllOf && Found->Is != Kind::NoneOf &&
      Found->Is != Kind::AnyOf)
    return std::nullopt;
  const Term *Container = place(Found->Container);
  const Term *Name =
      Terms.get(Term::Kind::Operation, E, AlgorithmOperation, {Container});
  if (!Name)
    return std::nullopt;
  Bdd Result = atom(Name, Predicate::True, 0, E);
  Bdd All = Found->Is == Kind::AnyOf ? Bdds.notOf(Result) : Result;
  for (const Term *T : heldWhere(Found->Predicate, Found->Is == Kind::AllOf,
                                 Terms.each(Container)))
    for (AtomId Id : Bdds.support(Result))
      Atoms.addAxiom(Id, Bdds.implies(All, holdsAtom(T, E)));
  return Result;
}

/// \p Callable is a lambda all of whose returns have a value inside.
bool Expressions::alwaysReturnsValue(const Expr *Callable,
                                     const WrapperModel &W) {
  const auto *L = dyn_cast<LambdaExpr>(strip(Callable));
  if (!L)
    return false;
  struct Returns : ConstDynamicRecursiveASTVisitor {
    std::vector<const Expr *> Values;
    bool VisitReturnStmt(const ReturnStmt *R) override {
      Values.push_back(R->getRetValue());
      return true;
    }
    bool TraverseLambdaExpr(const LambdaExpr *) override { return true; }
  } Found;
  Found.TraverseStmt(L->getBody());
  return all_of(Found.Values, [&](const Expr *Value) {
    return Value && holds(Value, &W).isTrue();
  });
}

} // namespace codex::guarded

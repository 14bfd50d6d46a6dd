#include "engines/guarded-access/Expressions.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// Constants made from constants are followed so far.
static constexpr unsigned MaxConstantsDepth = 4;

/// What a constant that lives as long as the program is made from:
/// `static const std::optional<int> Default = 3;`. Null for anything else.
static const Expr *constantsInitializer(const Expr *E) {
  const ValueDecl *D = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    D = Ref->getDecl();
  else if (const auto *Member = dyn_cast<MemberExpr>(E))
    D = Member->getMemberDecl();
  const auto *V = dyn_cast_or_null<VarDecl>(D);
  if (!V || !V->hasGlobalStorage() || !V->getType().isConstQualified())
    return nullptr;
  const Expr *Init = V->getAnyInitializer();
  return Init && !Init->isValueDependent() ? Init : nullptr;
}

Bdd Expressions::holds(const Expr *E, const WrapperModel *W) {
  if (!W)
    W = Known.wrapper(E->getType());
  const Expr *Inner = E;
  while (true) {
    // A conversion may make the wrapper: look at the maker, not through it.
    if (isa<CXXConstructExpr>(Inner))
      break;
    const Expr *Next = stripOnce(Inner);
    if (Next == Inner)
      break;
    Inner = Next;
  }
  const WrapperModel *Its = Known.wrapper(Inner->getType());
  if (!Its) {
    if (W && Known.isEmptySource(*W, Inner->getType()))
      return Bdd::bottom();
    if (const auto *List = dyn_cast<InitListExpr>(Inner)) {
      if (List->getNumInits() == 1)
        return holds(List->getInit(0), W);
      if (List->getNumInits() == 0 && W)
        return W->DefaultEngaged ? Bdd::top() : Bdd::bottom();
    }
    // `o = size() ? A{1} : A{2}` in a template: each of the two has a type.
    if (const auto *Choice = dyn_cast<ConditionalOperator>(Inner);
        Choice && W && Inner->isTypeDependent())
      return Bdds.ite(truth(Choice->getCond()), holds(Choice->getTrueExpr(), W),
                      holds(Choice->getFalseExpr(), W));
    if (Inner->isTypeDependent())
      return atom(place(Inner), Predicate::Holds, 0, Inner);
    return Bdd::top();
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner)) {
    unsigned Given = 0;
    for (const Expr *A : Construct->arguments())
      Given += !isa<CXXDefaultArgExpr>(A);
    if (Given == 0)
      return Its->DefaultEngaged ? Bdd::top() : Bdd::bottom();
    const Expr *First = Construct->getArg(0);
    QualType FirstType = First->getType();
    if (Known.isEmptySource(*Its, FirstType))
      return Bdd::bottom();
    if (Known.isEmptySource(*Its, strip(First)->getType()))
      return Bdd::bottom();
    if (Its->FromCondition && Given == 1 && !Known.wrapper(FirstType))
      return truth(First);
    if (Its->ConditionFirst && Given == 2 &&
        strip(First)->getType()->isBooleanType())
      return truth(First);
    if (Given == 1 && Known.wrapper(FirstType)) {
      // optional<optional<T>> made from an optional<T> holds that optional.
      bool Converts = Construct->getConstructor()->isCopyOrMoveConstructor() ||
                      !isWrappedIn(FirstType, Inner->getType());
      if (Converts)
        return holds(First);
    }
    return Bdd::top();
  }
  if (const auto *List = dyn_cast<InitListExpr>(Inner)) {
    if (List->getNumInits() == 0)
      return Its->DefaultEngaged ? Bdd::top() : Bdd::bottom();
    if (List->getNumInits() == 1)
      return holds(List->getInit(0), Its);
  }
  if (isa<CXXScalarValueInitExpr>(Inner))
    return Its->DefaultEngaged ? Bdd::top() : Bdd::bottom();
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Inner))
    return Bdds.ite(truth(Choice->getCond()), holds(Choice->getTrueExpr(), Its),
                    holds(Choice->getFalseExpr(), Its));
  if (const auto *Binary = dyn_cast<BinaryOperator>(Inner);
      Binary && Binary->getOpcode() == BO_Comma)
    return holds(Binary->getRHS(), Its);
  // A constant may be made from another, or, in error, from itself.
  if (const Expr *Init = constantsInitializer(Inner);
      Init && ConstantsDepth < MaxConstantsDepth) {
    SaveAndRestore Deeper(ConstantsDepth, ConstantsDepth + 1);
    if (holds(Init, Its).isTrue())
      return Bdd::top();
  }
  if (std::optional<CallParts> Call = callParts(Inner); Call && Call->Callee) {
    if (Known.isEngagedMaker(Call->Callee))
      return Its->ConditionFirst && Call->Arguments.size() == 2 &&
                     strip(Call->Arguments[0])->getType()->isBooleanType()
                 ? truth(Call->Arguments[0])
                 : Bdd::top();
    if (Known.isEmptyMaker(Call->Callee))
      return Bdd::bottom();
    if (Call->Object)
      if (const WrapperModel *On = Known.wrapper(Call->Object->getType());
          On && !Call->ObjectIsPointer) {
        Role R = Known.role(*On, Call->Callee);
        if (R == Role::Status || R == Role::Transform)
          return holds(Call->Object);
        if (R == Role::Chain || R == Role::Alternative) {
          Bdd Before = holds(Call->Object);
          Bdd Result = holdsAtom(place(Inner), Inner);
          if (R == Role::Alternative && !Call->Arguments.empty() &&
              alwaysReturnsValue(Call->Arguments[0], *Its))
            return Bdd::top();
          if (R == Role::Chain && !Call->Arguments.empty() &&
              alwaysReturnsValue(Call->Arguments[0], *Its))
            return Before;
          for (AtomId Id : Bdds.support(Result))
            Atoms.addAxiom(Id, R == Role::Chain ? Bdds.implies(Result, Before)
                                                : Bdds.implies(Before, Result));
          return Result;
        }
        if (Call->Callee->getOverloadedOperator() == OO_Equal)
          return holds(Call->Object);
      }
    if (std::optional<Bdd> Compared = comparer(*Call))
      return *Compared;
    // `o.value_or(p)`, where what is inside o is a wrapper, too.
    if (std::optional<std::pair<Bdd, const Expr *>> Or = valueOr(Inner);
        Or && !Call->ObjectIsPointer && wrapperInside(Call->Object->getType()))
      return Bdds.ite(Or->first, heldInside(Call->Object),
                      holds(Or->second, Its));
  }
  return holdsAtom(place(Inner), Inner);
}

Bdd Expressions::holdsAtom(const Term *T, const void *Site) {
  Bdd Held = Bdds.atom(Atoms.get(T, Predicate::Holds, 0, Site));
  if (T->kind() == Term::Kind::Call && T->operands().size() == 1)
    relateToSize(Held, T, Site);
  return Held;
}

/// `q.size() > 0 && *q.peek()`: what is not empty has a first and a last.
void Expressions::relateToSize(Bdd Held, const Term *T, const void *Site) {
  static constexpr StringRef Ends[] = {"front", "back", "first", "last", "peek",
                                       "top",   "head", "tail",  "min",  "max"};
  const auto *F = static_cast<const FunctionDecl *>(T->of());
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  // What is handed out by reference is an element, and may be empty itself.
  if (!Method || !F->getIdentifier() || !is_contained(Ends, F->getName()) ||
      F->getReturnType()->isReferenceType())
    return;
  const CXXRecordDecl *Class = Method->getParent();
  auto Of = [&](StringRef Name) {
    const FunctionDecl *Member = memberNamed(Class, Name);
    return Member ? Terms.get(Term::Kind::Call, Member, 0, {T->operands()[0]})
                  : nullptr;
  };
  auto Axiom = [&](Bdd None) {
    for (AtomId Id : Bdds.support(Held))
      Atoms.addAxiom(Id, Bdds.orOf(Held, None));
  };
  if (const Term *Empty = Of("empty"))
    Axiom(Bdds.atom(Atoms.get(Empty, Predicate::True, 0, Site)));
  if (const Term *Size = Of("size"))
    Axiom(Bdds.atom(Atoms.get(Size, Predicate::AtMost, 0, Site)));
}

/// The first argument of a class template: what a wrapper is around.
static QualType firstArgument(QualType T) {
  const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Special || Special->getTemplateArgs().size() == 0)
    return QualType();
  const TemplateArgument &First = Special->getTemplateArgs()[0];
  return First.getKind() == TemplateArgument::Type ? First.getAsType()
                                                   : QualType();
}

bool Expressions::isWrappedIn(QualType Inner, QualType Outer) {
  QualType Inside = firstArgument(Outer);
  return !Inside.isNull() &&
         Ast.hasSameUnqualifiedType(Inside, Inner.getNonReferenceType());
}

const WrapperModel *Expressions::wrapperInside(QualType Outer) {
  return Known.wrapper(firstArgument(Outer));
}

Bdd Expressions::heldInside(const Expr *E) {
  const Expr *Inner = E;
  while (!isa<CXXConstructExpr>(Inner) && stripOnce(Inner) != Inner)
    Inner = stripOnce(Inner);
  const WrapperModel *W = wrapperInside(Inner->getType());
  const auto *Construct = dyn_cast<CXXConstructExpr>(Inner);
  if (!W || !Construct || Construct->getNumArgs() == 0)
    return holdsAtom(Terms.target(place(Inner)) ? Terms.target(place(Inner))
                                                : Terms.occurrence(Inner),
                     Inner);
  const Expr *First = Construct->getArg(0);
  const CXXRecordDecl *Tag = strip(First)->getType()->getAsCXXRecordDecl();
  if (Tag && Tag->getIdentifier() && Tag->getName() == "in_place_t") {
    const Expr *Given =
        Construct->getNumArgs() > 1 ? Construct->getArg(1) : nullptr;
    if (!Given)
      return W->DefaultEngaged ? Bdd::top() : Bdd::bottom();
    return holds(Given, W);
  }
  if (Construct->getConstructor()->isCopyOrMoveConstructor())
    return heldInside(First);
  return holds(First, W);
}

} // namespace codex::guarded

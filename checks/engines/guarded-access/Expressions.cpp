#include "engines/guarded-access/Expressions.h"

#include "clang/Basic/Builtins.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

static bool isValuePreservingBuiltin(const FunctionDecl *F) {
  switch (F->getBuiltinID()) {
  case Builtin::BImove:
  case Builtin::BImove_if_noexcept:
  case Builtin::BIforward:
  case Builtin::BIforward_like:
  case Builtin::BIas_const:
  case Builtin::BI__builtin_expect:
  case Builtin::BI__builtin_expect_with_probability:
  case Builtin::BI__builtin_launder:
    return true;
  default:
    return false;
  }
}

const Expr *stripOnce(const Expr *E) {
  E = E->IgnoreParens();
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return Cast->getCastKind() == CK_Dynamic ? E : Cast->getSubExpr();
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return Full->getSubExpr();
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return Temporary->getSubExpr();
  if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
    return Bound->getSubExpr();
  // `bool found{it != m.end()}`, `auto it{m.find(k)}`
  if (const auto *List = dyn_cast<InitListExpr>(E);
      List && List->getNumInits() == 1 &&
      (List->isTransparent() || List->getType()->isScalarType()))
    return List->getInit(0);
  if (const auto *Template = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
    return Template->getReplacement();
  // `({ auto &&r = f(); if (!r) return r.error(); std::move(r); }).value()`
  if (const auto *Block = dyn_cast<StmtExpr>(E)) {
    const CompoundStmt *Body = Block->getSubStmt();
    const auto *Last =
        Body->body_empty() ? nullptr : dyn_cast<Expr>(Body->body_back());
    return Last ? Last : E;
  }
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
    return Default->hasRewrittenInit() ? Default->getAdjustedRewrittenExpr()
                                       : Default->getExpr();
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(E))
    return Default->getExpr() ? Default->getExpr() : E;
  if (const auto *Opaque = dyn_cast<OpaqueValueExpr>(E))
    return Opaque->getSourceExpr() ? Opaque->getSourceExpr() : E;
  if (const auto *Generic = dyn_cast<GenericSelectionExpr>(E))
    return Generic->isResultDependent() ? E : Generic->getResultExpr();
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (F && Call->getNumArgs() >= 1 && isValuePreservingBuiltin(F))
      return Call->getArg(0);
  }
  return E;
}

const Expr *strip(const Expr *E) {
  while (true) {
    const Expr *Inner = stripOnce(E);
    if (Inner == E)
      return E;
    E = Inner;
  }
}

/// In a template, where an argument depends on what it will be made for
/// (`__assert_fail(..., __PRETTY_FUNCTION__)`): the one function that is named.
static const FunctionDecl *onlyCandidate(const CallExpr *Call) {
  const auto *Named =
      dyn_cast<UnresolvedLookupExpr>(Call->getCallee()->IgnoreParenImpCasts());
  if (!Named || Named->getNumDecls() != 1)
    return nullptr;
  const auto *F =
      dyn_cast<FunctionDecl>((*Named->decls_begin())->getUnderlyingDecl());
  bool Fits = F && !isa<CXXMethodDecl>(F) &&
              (F->getNumParams() == Call->getNumArgs() ||
               (F->isVariadic() && F->getNumParams() < Call->getNumArgs()));
  return Fits ? F : nullptr;
}

std::optional<CallParts> callParts(const Expr *E) {
  CallParts Parts;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    Parts.Callee = Construct->getConstructor();
    Parts.Arguments.append(Construct->arg_begin(), Construct->arg_end());
    return Parts;
  }
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call)
    return std::nullopt;
  Parts.Callee = Call->getDirectCallee();
  if (!Parts.Callee && Call->isTypeDependent())
    Parts.Callee = onlyCandidate(Call);
  ArrayRef<const Expr *> Arguments(Call->getArgs(), Call->getNumArgs());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    // The class that is meant is the object's own, not the base that happens to
    // declare the member.
    if (const Expr *Object = Member->getImplicitObjectArgument())
      Parts.Object = Object->IgnoreParenImpCasts();
    Parts.ObjectIsPointer =
        Parts.Object && Parts.Object->getType()->isPointerType();
    if (!Parts.Callee)
      Parts.Callee = Member->getMethodDecl();
  } else if (isa<CXXOperatorCallExpr>(Call) && !Arguments.empty()) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Parts.Callee);
    if (Method && !Method->isStatic()) {
      Parts.Object = Arguments.front()->IgnoreParenImpCasts();
      Arguments = Arguments.drop_front();
    }
  }
  Parts.Arguments.append(Arguments.begin(), Arguments.end());
  return Parts;
}

std::optional<int64_t> Expressions::constant(const Expr *E) {
  E = E->IgnoreParens();
  if (E->isValueDependent() || E->isTypeDependent() ||
      !E->getType()->isIntegralOrEnumerationType())
    return std::nullopt;
  const Expr *Inner = strip(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Inner)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (V && !V->isConstexpr() &&
        !(V->getType().isConstQualified() && V->hasInit()))
      return std::nullopt;
  } else if (const auto *Call = dyn_cast<CallExpr>(Inner)) {
    // `case Address::kind():`
    const FunctionDecl *F = Call->getDirectCallee();
    if (!F || !F->isConstexpr() || Call->getNumArgs() != 0 ||
        (isa<CXXMethodDecl>(F) && cast<CXXMethodDecl>(F)->isInstance()))
      return std::nullopt;
  } else if (isa<MemberExpr, ArraySubscriptExpr, CXXThisExpr>(Inner)) {
    return std::nullopt;
  }
  Expr::EvalResult Result;
  if (!E->EvaluateAsInt(Result, Ast))
    return std::nullopt;
  const APSInt &Value = Result.Val.getInt();
  if (Value.getSignificantBits() > 64 ||
      (Value.isUnsigned() && Value.getActiveBits() > 63))
    return std::nullopt;
  return Value.getExtValue();
}

const Term *Expressions::term(const Expr *E) {
  E = strip(E);
  auto Found = TermCache.find(E);
  if (Found != TermCache.end())
    return Found->second;
  const Term *T = termOf(E);
  if (const LookupModel *L = T ? lookup(E) : nullptr) {
    LookupTerms[T] = L;
    if (const auto *Cast = dyn_cast<CXXDynamicCastExpr>(E))
      relateToOtherCasts(Cast, T);
  }
  if (const auto *Call = dyn_cast<CallExpr>(E); Call && T)
    relateTexts(Call, T);
  return TermCache[E] = T;
}

const Term *Expressions::place(const Expr *E) {
  if (const Term *T = term(E))
    return T;
  return Terms.occurrence(strip(E));
}

const Term *Expressions::object(const CallParts &Call) {
  const Term *T = place(Call.Object);
  return Call.ObjectIsPointer ? Terms.target(T) : T;
}

const Term *Expressions::callTerm(const Expr *E, const CallParts &Call) {
  const FunctionDecl *F = Call.Callee;
  if (!F)
    return nullptr;
  if (Call.Object) {
    const Term *Object = Call.ObjectIsPointer ? Terms.target(term(Call.Object))
                                              : term(Call.Object);
    if (!Object)
      return nullptr;
    if (const WrapperModel *W = Known.wrapper(Call.Object->getType()))
      switch (Known.role(*W, F)) {
      case Role::Unwrap:
        return F->getOverloadedOperator() == OO_Arrow ? Object
                                                      : Terms.target(Object);
      case Role::Status:
      case Role::ErrorUnwrap:
        return Terms.get(Term::Kind::Call, F->getCanonicalDecl(), 0, {Object});
      case Role::Engage:
        return F->getNameAsString() == "emplace" ? Terms.target(Object)
                                                 : nullptr;
      case Role::None:
      case Role::Test:
      case Role::EmptyTest:
      case Role::Code:
      case Role::Pointer:
      case Role::Transform:
      case Role::Chain:
      case Role::Alternative:
      case Role::ValueOr:
      case Role::Empty:
      case Role::Merge:
      case Role::Ensure:
      case Role::Swap:
        break;
      }
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    if (Known.lookup(F))
      return lookupTerm(F, Call);
    switch (F->getOverloadedOperator()) {
    case OO_Subscript:
      if (Call.Arguments.size() == 1)
        return Terms.get(Term::Kind::Element, nullptr, 0,
                         {Object, term(Call.Arguments[0])});
      return nullptr;
    case OO_Star:
      return Call.Arguments.empty() ? Terms.target(Object) : nullptr;
    case OO_Arrow:
      // The pointer that the object is; the member access goes on to its
      // target.
      return Object;
    case OO_Equal:
      return Object;
    default:
      break;
    }
    if (F->getIdentifier() && Method) {
      // p.get() is the pointer that p is; v.at(i) is v[i].
      if (Call.Arguments.empty() &&
          (F->getName() == "get" || F->getName() == "data") &&
          F->getReturnType()->isPointerType() &&
          isPointerLike(Method->getParent()))
        return Object;
      if (Call.Arguments.size() == 1 && F->getName() == "at" &&
          F->getReturnType()->isReferenceType())
        return Terms.get(Term::Kind::Element, nullptr, 0,
                         {Object, term(Call.Arguments[0])});
    }
    if (const Term *Place = returnedPlace(F, Object))
      return Place;
    if (!isPure(F) || F->getReturnType()->isVoidType())
      return nullptr;
    SmallVector<const Term *, 4> Operands = {Object};
    for (const Expr *A : Call.Arguments)
      Operands.push_back(term(A));
    // A virtual method and what overrides it answer alike here: the object
    // decides, and it is part of the name.
    return Terms.get(Term::Kind::Call, F->getCanonicalDecl(), 0, Operands);
  }
  if (const WrapperModel *W = Known.unwrapFunction(F);
      W && !Call.Arguments.empty() &&
      Known.wrapper(Call.Arguments[0]->getType()) == W)
    return Terms.target(term(Call.Arguments[0]));
  if (const Term *Part = partOfTuple(F, Call))
    return Part;
  if (!Call.Arguments.empty() && F->getReturnType()->isReferenceType())
    if (std::optional<VariantUse> Use =
            Known.variantUse(F, strip(Call.Arguments[0])->getType());
        Use && Use->Is == VariantUse::Kind::Get)
      return Terms.get(
          Term::Kind::Element, nullptr, 0,
          {term(Call.Arguments[0]), Terms.constant(Use->Alternative)});
  if (F->getBuiltinID() == Builtin::BIaddressof ||
      F->getBuiltinID() == Builtin::BI__addressof ||
      F->getBuiltinID() == Builtin::BI__builtin_addressof)
    return Terms.addressOf(term(Call.Arguments[0]));
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(F)) {
    if (Constructor->isCopyOrMoveConstructor() && Call.Arguments.size() == 1)
      return term(Call.Arguments[0]);
    // An iterator made a const_iterator, a pointer to a class one to its base.
    if (Constructor->isConvertingConstructor(/*AllowExplicit=*/false) &&
        Call.Arguments.size() == 1 && isPointerLike(Constructor->getParent()) &&
        !Known.wrapper(Constructor->getParent()) &&
        isPointerLike(
            strip(Call.Arguments[0])->getType()->getAsCXXRecordDecl()) &&
        !Known.wrapper(strip(Call.Arguments[0])->getType()))
      return term(Call.Arguments[0]);
    // A key made from a literal: std::string("x").
    SmallVector<const Term *, 4> Operands;
    for (const Expr *A : Call.Arguments)
      if (!isa<CXXDefaultArgExpr>(A))
        Operands.push_back(term(A));
    if (Operands.empty())
      return nullptr;
    return Terms.get(Term::Kind::Call, F->getCanonicalDecl(), 0, Operands);
  }
  if (isPure(F) && !F->getReturnType()->isVoidType()) {
    SmallVector<const Term *, 4> Operands;
    for (const Expr *A : Call.Arguments)
      Operands.push_back(term(A));
    return Terms.get(Term::Kind::Call, F->getCanonicalDecl(), 0, Operands);
  }
  return nullptr;
}

//===-- Variants ----------------------------------------------------------===//

Bdd Expressions::holdsAlternative(const Term *Place, QualType T, int64_t Number,
                                  const void *Site) {
  const VariantModel *V = Known.variant(T);
  const FunctionDecl *Index =
      V ? memberNamed(T.getNonReferenceType()->getAsCXXRecordDecl(),
                      V->IndexMember)
        : nullptr;
  const Term *Of =
      Index ? Terms.get(Term::Kind::Call, Index, 0, {Place}) : nullptr;
  if (!Of)
    return Bdds.atom(Atoms.get(Place, Predicate::AtMost, Number, Site));
  Atoms.addProperty(Of);
  Bdd Upper = Number + 1 >= Known.alternativeCount(T)
                  ? Bdd::top()
                  : atom(Of, Predicate::AtMost, Number, Site);
  Bdd Lower = Number == 0 ? Bdd::bottom()
                          : atom(Of, Predicate::AtMost, Number - 1, Site);
  return Bdds.andOf(Upper, Bdds.notOf(Lower));
}

std::optional<Bdd> Expressions::alternative(const Expr *E,
                                            const CallParts &Call,
                                            VariantUse &Use) {
  if (!Call.Callee || Call.Object || Call.Arguments.empty() ||
      isa<CXXConstructExpr>(E))
    return std::nullopt;
  const Expr *V = strip(Call.Arguments[0]);
  QualType T = V->getType();
  bool IsPointer = T->isPointerType();
  if (IsPointer)
    T = T->getPointeeType();
  std::optional<VariantUse> Found = Known.variantUse(Call.Callee, T);
  // Boost's one name for both: given a pointer, it gives one.
  if (Found && IsPointer && Found->Is == VariantUse::Kind::Get)
    Found->Is = VariantUse::Kind::PointerGet;
  if (!Found || IsPointer != (Found->Is == VariantUse::Kind::PointerGet))
    return std::nullopt;
  Use = *Found;
  const Term *Place = place(V);
  return holdsAlternative(IsPointer ? Terms.target(Place) : Place, T,
                          Found->Alternative, E);
}

/// `std::get<0>(p)` of a pair is p.first; of a tuple or array it is an element.
const Term *Expressions::partOfTuple(const FunctionDecl *F,
                                     const CallParts &Call) {
  const TemplateArgumentList *Given = F->getTemplateSpecializationArgs();
  if (!Given || Given->size() == 0 || Call.Arguments.size() != 1 ||
      !F->getIdentifier() || F->getName() != "get" || !F->isInStdNamespace() ||
      Given->get(0).getKind() != TemplateArgument::Integral)
    return nullptr;
  const CXXRecordDecl *Record =
      strip(Call.Arguments[0])->getType()->getAsCXXRecordDecl();
  if (!Record || !Record->getIdentifier() || !Record->isInStdNamespace())
    return nullptr;
  int64_t Index = Given->get(0).getAsIntegral().getExtValue();
  const Term *Whole = term(Call.Arguments[0]);
  if (Record->getName() == "pair" && Record->hasDefinition()) {
    for (const FieldDecl *Part : Record->getDefinition()->fields())
      if (Part->getName() == (Index == 0 ? "first" : "second"))
        return Whole ? Terms.field(Whole, Part) : nullptr;
    return nullptr;
  }
  if (Record->getName() != "tuple" && Record->getName() != "array")
    return nullptr;
  return Terms.get(Term::Kind::Element, nullptr, 0,
                   {Whole, Terms.constant(Index)});
}

/// What a getter that hands out a reference, or a copy of a number or pointer,
/// names: the place itself.
const Term *Expressions::returnedPlace(const FunctionDecl *F,
                                       const Term *Object) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method || Method->isVirtual() || F->getNumParams() != 0 ||
      !(F->getReturnType()->isReferenceType() ||
        F->getReturnType()->isScalarType()))
    return nullptr;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(F->getBody());
  if (!Body || Body->size() != 1 || F->isDependentContext())
    return nullptr;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
  if (!Return || !Return->getRetValue())
    return nullptr;
  const Expr *Value = strip(Return->getRetValue());
  if (!isa<MemberExpr>(Value))
    return nullptr;
  const Term *Place = term(Value);
  if (!Place || Place->root()->kind() != Term::Kind::This)
    return nullptr;
  return Terms.substitute(Place,
                          {{Terms.thisPointer(), Terms.addressOf(Object)}});
}

const Term *Expressions::named(const ValueDecl *D) {
  if (const auto *V = dyn_cast<VarDecl>(D)) {
    auto Alias = Aliases.find(V);
    return Alias != Aliases.end() ? Alias->second : Terms.variable(V);
  }
  return Terms.get(Term::Kind::Entity, D->getCanonicalDecl());
}

const Term *Expressions::termOf(const Expr *E) {
  if (E->isTypeDependent() && isa<CallExpr>(E))
    return nullptr;
  if (std::optional<int64_t> Value = constant(E))
    return Terms.constant(*Value);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *D = Ref->getDecl();
    if (const auto *Binding = dyn_cast<BindingDecl>(D)) {
      if (const VarDecl *Holding = Binding->getHoldingVar())
        D = Holding;
      else if (Binding->getBinding())
        return term(Binding->getBinding());
    }
    return named(D);
  }
  if (isa<CXXThisExpr>(E))
    return Terms.thisPointer();
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return Terms.constant(0);
  if (const auto *Literal = dyn_cast<clang::StringLiteral>(E))
    return Literal->getCharByteWidth() == 1 ? Terms.text(Literal->getString())
                                            : nullptr;
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (const auto *V = dyn_cast<VarDecl>(Member->getMemberDecl()))
      return Terms.variable(V);
    const auto *F = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!F)
      return nullptr;
    const Term *Base = term(Member->getBase());
    if (!Base)
      Base = Terms.occurrence(strip(Member->getBase()));
    return Terms.field(Member->isArrow() ? Terms.target(Base) : Base, F);
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    const Expr *Operand = Unary->getSubExpr();
    switch (Unary->getOpcode()) {
    case UO_Deref:
      return Terms.target(place(Operand));
    case UO_AddrOf:
      return Terms.addressOf(term(Operand));
    case UO_Plus:
    case UO_Extension:
    case UO_PreInc:
    case UO_PreDec:
      return term(Operand);
    case UO_Minus:
    case UO_Not:
    case UO_LNot:
      return Terms.get(Term::Kind::Operation, nullptr,
                       1000 + Unary->getOpcode(), {term(Operand)});
    default:
      return nullptr;
    }
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return Terms.get(Term::Kind::Element, nullptr, 0,
                     {term(Subscript->getBase()), term(Subscript->getIdx())});
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isAssignmentOp())
      return term(Binary->getLHS());
    if (Binary->getOpcode() == BO_Comma)
      return term(Binary->getRHS());
    if (Binary->isPtrMemOp()) {
      const Term *Object = term(Binary->getLHS());
      if (Binary->getOpcode() == BO_PtrMemI)
        Object = Terms.target(Object);
      return Terms.get(Term::Kind::Element, nullptr, 0,
                       {Object, term(Binary->getRHS())});
    }
    return Terms.get(Term::Kind::Operation, nullptr, Binary->getOpcode(),
                     {term(Binary->getLHS()), term(Binary->getRHS())});
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return Terms.get(Term::Kind::Operation, nullptr, 2000,
                     {term(Choice->getCond()), term(Choice->getTrueExpr()),
                      term(Choice->getFalseExpr())});
  if (const auto *Cast = dyn_cast<CXXDynamicCastExpr>(E))
    return Terms.get(Term::Kind::Operation,
                     Cast->getType().getCanonicalType().getAsOpaquePtr(), 2001,
                     {term(Cast->getSubExpr())});
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->getNumInits() == 1 && List->isTransparent()
               ? term(List->getInit(0))
               : nullptr;
  if (std::optional<CallParts> Call = callParts(E))
    return callTerm(E, *Call);
  return nullptr;
}

} // namespace codex::guarded

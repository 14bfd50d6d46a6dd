#include "engines/guarded-access/Expressions.h"

#include "engines/guarded-access/Containers.h"

#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// Codes of Term::Kind::Operation beside those of Clang's operators.
static constexpr int64_t AlgorithmOperation = 3000;
static constexpr int64_t TypeidOperation = 3001;
static constexpr int64_t AtBeginOperation = 3002;

/// Constants made from constants are followed so far.
static constexpr unsigned MaxConstantsDepth = 4;

/// More values of one expression than so many are not told apart.
static constexpr size_t MaxFewValues = 64;

/// The declaration says that \p F never returns a null pointer.
static bool isNeverNull(const FunctionDecl *F) {
  std::optional<NullabilityKind> Said = F->getReturnType()->getNullability();
  return F->hasAttr<ReturnsNonNullAttr>() ||
         (Said && *Said == NullabilityKind::NonNull);
}

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

static const Expr *stripOnce(const Expr *E) {
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
  if (const LookupModel *L = T ? lookup(E) : nullptr)
    LookupTerms[T] = L;
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

//===-- Look-ups ----------------------------------------------------------===//

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
  return atom(
      Terms.get(Term::Kind::Operation, nullptr, TypeidOperation, {Object}),
      Predicate::True, 0, At);
}

std::optional<Bdd> Expressions::typeidEquality(const Expr *L, const Expr *R) {
  Bdd Known = Bdd::top();
  for (const Expr *Side : {L, R}) {
    const auto *Typeid = dyn_cast<CXXTypeidExpr>(strip(Side));
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
    if (const auto *V = dyn_cast<VarDecl>(D)) {
      auto Alias = Aliases.find(V);
      if (Alias != Aliases.end())
        return Alias->second;
      return Terms.variable(V);
    }
    return Terms.get(Term::Kind::Entity, D->getCanonicalDecl());
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

//===-- Purity ------------------------------------------------------------===//

static bool hasConstOverload(const CXXMethodDecl *Method) {
  for (const NamedDecl *Other :
       Method->getParent()->lookup(Method->getDeclName())) {
    const auto *M = dyn_cast<CXXMethodDecl>(Other->getUnderlyingDecl());
    if (M && M != Method && M->isConst() &&
        M->getNumParams() == Method->getNumParams())
      return true;
  }
  return false;
}

namespace {
/// Looks for anything that a body does beyond computing its result.
class ImpurityFinder : public ConstDynamicRecursiveASTVisitor {
public:
  /// \p StaticsCount: a local that outlives the call makes it impure. (Not so
  /// where the place itself is handed out: `static Config c; return c;`.)
  ImpurityFinder(function_ref<bool(const FunctionDecl *)> IsPure,
                 bool StaticsCount)
      : IsPure(IsPure), StaticsCount(StaticsCount) {}

  bool Impure = false;

  bool VisitBinaryOperator(const BinaryOperator *B) override {
    return keep(!B->isAssignmentOp());
  }
  bool VisitUnaryOperator(const UnaryOperator *U) override {
    return keep(!U->isIncrementDecrementOp());
  }
  bool VisitCallExpr(const CallExpr *C) override {
    const FunctionDecl *F = C->getDirectCallee();
    return keep(F && IsPure(F));
  }
  bool VisitCXXNewExpr(const CXXNewExpr *) override { return keep(false); }
  bool VisitCXXDeleteExpr(const CXXDeleteExpr *) override {
    return keep(false);
  }
  bool VisitLambdaExpr(const LambdaExpr *) override { return keep(false); }
  bool VisitVarDecl(const VarDecl *V) override {
    return keep(!V->isStaticLocal() || !StaticsCount);
  }
  bool VisitStmt(const Stmt *) override { return keep(++Size < 60); }

private:
  bool keep(bool Fine) {
    Impure |= !Fine;
    return Fine;
  }
  function_ref<bool(const FunctionDecl *)> IsPure;
  bool StaticsCount;
  unsigned Size = 0;
};
} // namespace

bool Expressions::isPureBody(const FunctionDecl *F, unsigned Depth) {
  const FunctionDecl *Definition = nullptr;
  const Stmt *Body = F->getBody(Definition);
  if (!Body || Depth > 3)
    return false;
  auto CalleeIsPure = [&](const FunctionDecl *Callee) {
    return Callee->getBuiltinID() != 0 || isPure(Callee);
  };
  ImpurityFinder Finder(CalleeIsPure, !F->getReturnType()->isReferenceType());
  Finder.TraverseStmt(Body);
  return !Finder.Impure;
}

bool Expressions::isPure(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  auto [It, New] = Pure.try_emplace(F, false); // recursion: not pure
  if (!New)
    return It->second;
  auto TakesOnlyValues = [](const FunctionDecl *F) {
    return all_of(F->parameters(), [](const ParmVarDecl *P) {
      QualType T = P->getType();
      if (T->isLValueReferenceType() || T->isPointerType())
        return T->getPointeeType().isConstQualified() ||
               T->getPointeeType()->isFunctionType();
      return !T->isRValueReferenceType() || true;
    });
  };
  bool Result = false;
  if (F->hasAttr<PureAttr>() || F->hasAttr<ConstAttr>()) {
    Result = true;
  } else if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
             Method && Method->isInstance()) {
    if (isa<CXXConstructorDecl, CXXDestructorDecl>(Method))
      Result = false;
    else if (Method->isConst() || hasConstOverload(Method))
      Result = TakesOnlyValues(F);
    else
      Result = isPureBody(F, 0);
  } else if (F->getReturnType()->isVoidType() || F->isNoReturn()) {
    Result = false;
  } else if (F->isConstexpr() && TakesOnlyValues(F)) {
    Result = true;
  } else if (F->hasBody()) {
    Result = (TakesOnlyValues(F) || Known.lookup(F)) && isPureBody(F, 0);
  } else {
    // Unseen: a look-up by its arguments is taken to answer alike twice; what
    // takes none, only when it names a place (`Config& config()`).
    Result = TakesOnlyValues(F) &&
             (F->getNumParams() > 0 || F->getReturnType()->isReferenceType());
  }
  return Pure[F] = Result;
}

//===-- Conditions --------------------------------------------------------===//

Bdd Expressions::atMost(const Expr *E, int64_t Bound) {
  if (std::optional<int64_t> Value = constant(E))
    return *Value <= Bound ? Bdd::top() : Bdd::bottom();
  const Expr *Inner = strip(E);
  QualType T = Inner->getType();
  if (T->isBooleanType()) {
    if (Bound < 0)
      return Bdd::bottom();
    return Bound > 0 ? Bdd::top() : Bdds.notOf(truth(Inner));
  }
  if (T->isUnsignedIntegerOrEnumerationType() && Bound < 0)
    return Bdd::bottom();
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Inner))
    return Bdds.ite(truth(Choice->getCond()),
                    atMost(Choice->getTrueExpr(), Bound),
                    atMost(Choice->getFalseExpr(), Bound));
  if (std::optional<int64_t> Last = lastAlternative(Inner)) {
    if (Bound >= *Last)
      return Bdd::top();
    if (const Term *Index = term(Inner))
      Atoms.addProperty(Index);
  }
  if (std::optional<Bdd> Found = foundCount(Inner)) {
    if (Bound <= 0)
      return Bound < 0 ? Bdd::bottom() : Bdds.notOf(*Found);
    return atom(place(Inner), Predicate::AtMost, Bound, Inner);
  }
  if (std::optional<Bdd> Ok = okOfCode(Inner)) {
    if (Bound <= 0)
      return Bound < 0 ? Bdd::bottom() : *Ok;
    Bdd Atom = atom(place(Inner), Predicate::AtMost, Bound, Inner);
    for (AtomId Id : Bdds.support(Atom))
      Atoms.addAxiom(Id, Bdds.implies(*Ok, Atom));
    return Atom;
  }
  if (isa<BinaryOperator>(Inner))
    if (auto Values = fewValues(Inner); !Values.empty()) {
      Bdd Result = Bdd::bottom();
      for (auto [Value, When] : Values)
        if (Value <= Bound)
          Result = Bdds.orOf(Result, When);
      return Result;
    }
  // The variable has been stepped by the time that it is asked for its old
  // value.
  if (const auto *Step = dyn_cast<UnaryOperator>(Inner);
      Step && Step->isPostfix() && Bound > INT64_MIN && Bound < INT64_MAX)
    return atMost(Step->getSubExpr(),
                  Step->isIncrementOp() ? Bound + 1 : Bound - 1);
  Bdd Result = atom(place(Inner), Predicate::AtMost, Bound, Inner);
  // What is empty has the size 0, and nothing else has.
  if (std::optional<Bdd> Empty = isEmptyOfSize(Inner); Empty && Bound >= 0)
    for (AtomId A : Bdds.support(Result))
      Atoms.addAxiom(A, Bound == 0 ? Bdds.iff(*Empty, Result)
                                   : Bdds.implies(*Empty, Result));
  // value_or(c) that is not c can only be the value inside.
  if (auto Or = valueOr(Inner))
    if (std::optional<int64_t> Default = constant(Or->second))
      for (AtomId A : Bdds.support(Result))
        Atoms.addAxiom(A, Bdds.orOf(Or->first, *Default <= Bound
                                                   ? Result
                                                   : Bdds.notOf(Result)));
  return Result;
}

/// `v.index()`: the number of v's last alternative.
std::optional<int64_t> Expressions::lastAlternative(const Expr *E) {
  std::optional<CallParts> Call = callParts(E);
  if (!Call || !Call->Callee || !Call->Object || Call->ObjectIsPointer ||
      !Call->Callee->getIdentifier())
    return std::nullopt;
  const VariantModel *V = Known.variant(Call->Object->getType());
  if (!V || Call->Callee->getName() != V->IndexMember)
    return std::nullopt;
  return Known.alternativeCount(Call->Object->getType()) - 1;
}

/// `m.contains(k)`, `m.count(k)`: when m.find(k) finds something.
std::optional<Bdd> Expressions::foundCount(const Expr *E) {
  std::optional<CallParts> Call = callParts(E);
  if (!Call || !Call->Callee || !Call->Object)
    return std::nullopt;
  Library::LookupRelation Related = Known.lookupRelation(Call->Callee);
  if (!Related.Lookup || Related.Inserts)
    return std::nullopt;
  const Term *T = lookupTerm(Related.Lookup, *Call);
  if (!T)
    return std::nullopt;
  LookupTerms[T] = Known.lookup(Related.Lookup);
  return Bdds.notOf(missingAtom(T, E));
}

/// `status.code()`: when it is 0.
std::optional<Bdd> Expressions::okOfCode(const Expr *E) {
  std::optional<CallParts> Call = callParts(E);
  if (!Call || !Call->Callee || !Call->Object || Call->ObjectIsPointer)
    return std::nullopt;
  const WrapperModel *W = Known.wrapper(Call->Object->getType());
  if (!W || Known.role(*W, Call->Callee) != Role::Code)
    return std::nullopt;
  return holds(Call->Object, W);
}

/// `v.size()`: when v is empty.
std::optional<Bdd> Expressions::isEmptyOfSize(const Expr *E) {
  std::optional<CallParts> Call = callParts(E);
  const auto *Method =
      Call ? dyn_cast_or_null<CXXMethodDecl>(Call->Callee) : nullptr;
  if (!Method || !Call->Object || !Call->Arguments.empty() ||
      !Method->getIdentifier() ||
      (Method->getName() != "size" && Method->getName() != "length"))
    return std::nullopt;
  const FunctionDecl *Empty = memberNamed(Method->getParent(), "empty");
  const Term *T = Empty && Empty->getReturnType()->isBooleanType()
                      ? Terms.get(Term::Kind::Call, Empty, 0, {object(*Call)})
                      : nullptr;
  if (!T)
    return std::nullopt;
  return trueAtom(T, E);
}

/// The few values that \p E, made of truth values and constants, can have, each
/// with when it has it: `(a ? 1 : 0) + (b ? 2 : 0)`, `a + b + c`. Empty if it
/// is made of anything else.
SmallVector<std::pair<int64_t, Bdd>, 4> Expressions::fewValues(const Expr *E) {
  SmallVector<std::pair<int64_t, Bdd>, 4> Values;
  auto Add = [&](int64_t Value, Bdd When) {
    auto Known =
        find_if(Values, [&](const auto &V) { return V.first == Value; });
    if (Known == Values.end())
      Values.emplace_back(Value, When);
    else
      Known->second = Bdds.orOf(Known->second, When);
  };
  if (std::optional<int64_t> Value = constant(E)) {
    Add(*Value, Bdd::top());
    return Values;
  }
  const Expr *Inner = strip(E);
  if (Inner->getType()->isBooleanType()) {
    Bdd True = truth(Inner);
    Add(1, True);
    Add(0, Bdds.notOf(True));
  } else if (const auto *Choice = dyn_cast<ConditionalOperator>(Inner)) {
    Bdd Condition = truth(Choice->getCond());
    auto Then = fewValues(Choice->getTrueExpr());
    auto Else = fewValues(Choice->getFalseExpr());
    if (Then.empty() || Else.empty())
      return Values;
    for (auto [Value, When] : Then)
      Add(Value, Bdds.andOf(Condition, When));
    for (auto [Value, When] : Else)
      Add(Value, Bdds.andOf(Bdds.notOf(Condition), When));
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(Inner);
             Binary &&
             (Binary->getOpcode() == BO_Add || Binary->getOpcode() == BO_Or ||
              Binary->getOpcode() == BO_And)) {
    auto Left = fewValues(Binary->getLHS()),
         Right = fewValues(Binary->getRHS());
    if (Left.size() * Right.size() > MaxFewValues)
      return Values;
    for (auto [L, WhenL] : Left)
      for (auto [R, WhenR] : Right) {
        // Unsigned, so that it cannot overflow.
        uint64_t A = L, B = R;
        Add(Binary->getOpcode() == BO_Add  ? A + B
            : Binary->getOpcode() == BO_Or ? A | B
                                           : A & B,
            Bdds.andOf(WhenL, WhenR));
      }
  }
  return Values;
}

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

std::optional<Bdd> Expressions::comparer(const CallParts &Call) {
  const ComparerModel *Model = Known.comparer(Call.Callee);
  if (!Model || Call.Arguments.size() <= std::max(Model->Left, Model->Right))
    return std::nullopt;
  return comparison(Call.Arguments[Model->Left], Model->Equal ? BO_EQ : BO_NE,
                    Call.Arguments[Model->Left], Call.Arguments[Model->Right]);
}

const Expr *Expressions::carried(const Expr *E) {
  while (std::optional<CallParts> Call = callParts(strip(E))) {
    const CarrierModel *Model =
        Call->Callee ? Known.carrier(Call->Callee) : nullptr;
    if (!Model)
      break;
    if (Model->Argument < 0) {
      if (!Call->Object)
        break;
      E = Call->Object;
    } else if (size_t(Model->Argument) < Call->Arguments.size()) {
      E = Call->Arguments[Model->Argument];
    } else {
      break;
    }
  }
  return E;
}

Bdd Expressions::truth(const Expr *E) { return truthOf(strip(carried(E))); }

Bdd Expressions::truthOf(const Expr *E) {
  if (E->isTypeDependent() && !isa<UnaryOperator, BinaryOperator>(E))
    return atom(place(E), Predicate::True, 0, E);
  if (std::optional<int64_t> Value = constant(E))
    return *Value ? Bdd::top() : Bdd::bottom();
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return Bdd::bottom();
  if (isa<clang::StringLiteral>(E))
    return Bdd::top();
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_LNot)
      return Bdds.notOf(truth(Unary->getSubExpr()));
    if (Unary->getOpcode() == UO_AddrOf)
      return Bdd::top();
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    const Expr *L = Binary->getLHS(), *R = Binary->getRHS();
    switch (Binary->getOpcode()) {
    case BO_LAnd:
      return Bdds.andOf(truth(L), truth(R));
    case BO_LOr:
      return Bdds.orOf(truth(L), truth(R));
    case BO_Comma:
      return truth(R);
    case BO_Assign:
      return truth(L);
    case BO_And:
    case BO_Or:
    case BO_Xor:
      if (strip(L)->getType()->isBooleanType() &&
          strip(R)->getType()->isBooleanType()) {
        Bdd A = truth(L), B = truth(R);
        if (Binary->getOpcode() == BO_And)
          return Bdds.andOf(A, B);
        if (Binary->getOpcode() == BO_Or)
          return Bdds.orOf(A, B);
        return Bdds.notOf(Bdds.iff(A, B));
      }
      break;
    default:
      if (Binary->isComparisonOp())
        return comparison(E, Binary->getOpcode(), L, R);
    }
  }
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
    CXXRewrittenBinaryOperator::DecomposedForm Form =
        Rewritten->getDecomposedForm();
    if (BinaryOperator::isComparisonOp(Form.Opcode) && Form.Opcode != BO_Cmp)
      return comparison(E, Form.Opcode, Form.LHS, Form.RHS);
    return truth(Rewritten->getSemanticForm());
  }
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E))
    return Bdds.ite(truth(Choice->getCond()), truth(Choice->getTrueExpr()),
                    truth(Choice->getFalseExpr()));
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E);
      Construct && Known.wrapper(E->getType()))
    return holds(E);
  if (std::optional<CallParts> Call = callParts(E); Call && Call->Callee) {
    const FunctionDecl *F = Call->Callee;
    if (Call->Object) {
      const WrapperModel *W = Known.wrapper(
          Call->ObjectIsPointer ? Call->Object->getType()->getPointeeType()
                                : Call->Object->getType());
      if (W)
        switch (Known.role(*W, F)) {
        case Role::Test:
          return Call->ObjectIsPointer
                     ? atom(object(*Call), Predicate::Holds, 0, E)
                     : holds(Call->Object, W);
        case Role::EmptyTest:
          return Bdds.notOf(Call->ObjectIsPointer
                                ? atom(object(*Call), Predicate::Holds, 0, E)
                                : holds(Call->Object, W));
        case Role::Pointer:
          if (!Call->ObjectIsPointer)
            return holds(Call->Object, W);
          break;
        case Role::None:
        case Role::Unwrap:
        case Role::ErrorUnwrap:
        case Role::Status:
        case Role::Code:
        case Role::Transform:
        case Role::Chain:
        case Role::Alternative:
        case Role::ValueOr:
        case Role::Engage:
        case Role::Empty:
        case Role::Merge:
        case Role::Ensure:
        case Role::Swap:
          break;
        }
      if (std::optional<Bdd> Valid = validIterator(E, *Call))
        return *Valid;
      // `explicit operator bool` of a smart pointer: the pointer is not null.
      // Another class's says what its body says.
      if (isa<CXXConversionDecl>(F) && F->getReturnType()->isBooleanType() &&
          !W &&
          (!F->hasBody() || isPointerLike(cast<CXXMethodDecl>(F)->getParent())))
        return atom(object(*Call), Predicate::True, 0, E);
      if (F->getOverloadedOperator() == OO_Exclaim)
        return Bdds.notOf(truth(Call->Object));
      if (!W && F->getIdentifier() && F->getName() == "isNull" &&
          Call->Arguments.empty() && !Call->ObjectIsPointer &&
          isPointerLike(cast<CXXMethodDecl>(F)->getParent()))
        return Bdds.notOf(atom(object(*Call), Predicate::True, 0, E));
    }
    if (isa<CXXOperatorCallExpr>(E)) {
      SmallVector<const Expr *, 2> Both;
      if (Call->Object)
        Both.push_back(Call->Object);
      Both.append(Call->Arguments.begin(), Call->Arguments.end());
      if (Both.size() == 2) {
        OverloadedOperatorKind Op = F->getOverloadedOperator();
        BinaryOperatorKind Kind =
            Op == OO_EqualEqual || Op == OO_ExclaimEqual || Op == OO_Less ||
                    Op == OO_Greater || Op == OO_LessEqual ||
                    Op == OO_GreaterEqual
                ? BinaryOperator::getOverloadedOpcode(Op)
                : BO_Comma;
        if (Kind != BO_Comma)
          return comparison(E, Kind, Both[0], Both[1]);
      }
    }
    if (Known.wrapper(E->getType()))
      return holds(E);
    if (std::optional<Bdd> Compared = comparer(*Call))
      return *Compared;
    if (std::optional<Bdd> Sentinel = sentinelTruth(E, *Call))
      return *Sentinel;
    if (std::optional<Bdd> OfAll = algorithmTruth(E, *Call))
      return *OfAll;
    if (std::optional<Bdd> Found = foundCount(E))
      return *Found;
    if ((F->isInStdNamespace() && F->getIdentifier() &&
         (F->getName() == "make_unique" || F->getName() == "make_shared")) ||
        (E->getType()->isPointerType() && isNeverNull(F)))
      return Bdd::top();
    VariantUse Use;
    if (std::optional<Bdd> Inside = alternative(E, *Call, Use);
        Inside && Use.Is != VariantUse::Kind::Get)
      return *Inside;
    askAbout(E, *Call);
  }
  QualType T = E->getType();
  if (Known.wrapper(T))
    return holds(E);
  if (T->isIntegralOrEnumerationType() && !T->isBooleanType())
    return nonZero(E);
  return atom(place(E), Predicate::True, 0, E);
}

Bdd Expressions::nonZero(const Expr *E) {
  return Bdds.notOf(Bdds.andOf(atMost(E, 0), Bdds.notOf(atMost(E, -1))));
}

/// `if (isButton(p))`, where the body is elsewhere: what says something of the
/// object behind p has looked whether there is one, unless its name says that
/// there is none.
void Expressions::askAbout(const Expr *E, const CallParts &Call) {
  static const Regex SaysNone("null|none|not|empty|missing|invalid|fail|lost|"
                              "gone|bad|(^|_)(is|are|was|has)?_?(no|un)");
  // In C a predicate returns an int, and only its name says what it is.
  static const Regex Asks("(^|_)([iI]s|[hH]as)(_|[A-Z])");
  const FunctionDecl *F = Call.Callee;
  if (F->hasBody() || F->isDependentContext() || !F->getIdentifier() ||
      SaysNone.match(F->getName().lower()))
    return;
  bool Boolean = F->getReturnType()->isBooleanType();
  if (!Boolean &&
      (!F->getReturnType()->isIntegerType() || !Asks.match(F->getName())))
    return;
  for (const Expr *Given : Call.Arguments) {
    const Term *Found = term(Given);
    const LookupModel *L = lookupOf(Found);
    if (!L || L->NotFound != Sentinel::Null ||
        !strip(Given)->getType()->isPointerType())
      continue;
    Bdd Result = Boolean ? atom(place(E), Predicate::True, 0, E) : nonZero(E);
    for (AtomId Id : SmallVector<AtomId, 2>(Bdds.support(Result)))
      Atoms.addAxiom(Id, Bdds.implies(Result, Bdds.notOf(missing(Given))));
  }
}

/// `it.valid()` of a container's own iterator: true only of what was found.
std::optional<Bdd> Expressions::validIterator(const Expr *E,
                                              const CallParts &Call) {
  static constexpr StringRef Tests[] = {"valid", "isValid", "is_valid",
                                        "IsValid"};
  const auto *Method = dyn_cast<CXXMethodDecl>(Call.Callee);
  if (!Method || !Call.Object || Call.ObjectIsPointer ||
      !Call.Arguments.empty() || !Method->getReturnType()->isBooleanType() ||
      !(isa<CXXConversionDecl>(Method) ||
        (Method->getIdentifier() && is_contained(Tests, Method->getName()))))
    return std::nullopt;
  const Term *Found = term(Call.Object);
  const LookupModel *L = lookupOf(Found);
  if (!L || L->NotFound != Sentinel::End)
    return std::nullopt;
  Bdd Result = atom(Found, Predicate::True, 0, E);
  for (AtomId Id : SmallVector<AtomId, 1>(Bdds.support(Result)))
    Atoms.addAxiom(Id, Bdds.implies(Result, Bdds.notOf(missing(Call.Object))));
  return Result;
}

static bool isNullConstant(const Expr *E) {
  E = strip(E);
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return true;
  const auto *Literal = dyn_cast<IntegerLiteral>(E);
  return Literal && Literal->getValue() == 0;
}

/// `x.value_or(c)`: when x holds a value, and c.
std::optional<std::pair<Bdd, const Expr *>>
Expressions::valueOr(const Expr *E) {
  std::optional<CallParts> Call = callParts(strip(E));
  if (!Call || !Call->Callee || !Call->Object || Call->Arguments.size() != 1)
    return std::nullopt;
  QualType T = Call->Object->getType();
  const WrapperModel *W =
      Known.wrapper(Call->ObjectIsPointer ? T->getPointeeType() : T);
  if (!W || Known.role(*W, Call->Callee) != Role::ValueOr)
    return std::nullopt;
  Bdd Held = Call->ObjectIsPointer ? atom(object(*Call), Predicate::Holds, 0, E)
                                   : holds(Call->Object, W);
  return std::make_pair(Held, Call->Arguments[0]);
}

/// `o.value_or(false)` and `p.value_or(nullptr)`, true only with a value
/// inside, and `o.value_or("").empty()`, false only with a value inside.
std::optional<Bdd> Expressions::sentinelTruth(const Expr *E,
                                              const CallParts &Call) {
  auto Relate = [&](Bdd Held, Bdd Default) {
    Bdd Result = atom(place(E), Predicate::True, 0, E);
    for (AtomId Id : Bdds.support(Result))
      Atoms.addAxiom(Id, Bdds.orOf(Held, Bdds.iff(Result, Default)));
    return Result;
  };
  if (E->getType()->isBooleanType() || E->getType()->isPointerType())
    if (auto Or = valueOr(E))
      return Relate(Or->first, truth(Or->second));
  if (Call.Object && !Call.ObjectIsPointer && Call.Arguments.empty() &&
      Call.Callee->getIdentifier() && Call.Callee->getName() == "empty")
    if (auto Or = valueOr(Call.Object)) {
      const Expr *Default = strip(Or->second);
      if (const auto *Made = dyn_cast<CXXConstructExpr>(Default))
        Default = Made->getNumArgs() ? strip(Made->getArg(0)) : nullptr;
      if (const auto *List = dyn_cast_or_null<InitListExpr>(Default))
        Default = List->getNumInits() ? List : nullptr;
      const auto *Literal = dyn_cast_or_null<clang::StringLiteral>(Default);
      if (!Default || (Literal && Literal->getLength() == 0))
        return Relate(Or->first, Bdd::top());
    }
  return std::nullopt;
}

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

/// `k.end()`, where \p Found was looked for in another container than k.
bool Expressions::isEndOfAnother(const Term *Found, const Expr *E) {
  std::optional<CallParts> Call = callParts(strip(E));
  if (!Call || !Call->Callee || !Call->Object ||
      !Call->Callee->getIdentifier() ||
      !Call->Callee->getName().ends_with("end"))
    return false;
  const Term *In = nullptr;
  if (Found->kind() == Term::Kind::Variable ||
      Found->kind() == Term::Kind::Field)
    In = LookupContainers.lookup(static_cast<const Decl *>(Found->of()));
  else if (Found->kind() == Term::Kind::Call &&
           Found->value() == TermTable::KeysOnly)
    In = Found->operands()[0];
  const Term *Of = object(*Call);
  return In && Of && In != Of && In->variable() && Of->variable();
}

/// A local integer that starts as a constant and is counted up.
bool Expressions::isCounter(const Term *T) const {
  const VarDecl *V = T->variable();
  return V && V->isLocalVarDecl() && !V->isStaticLocal() &&
         V->getType()->isIntegerType() && Changing.contains(V) &&
         !NoCounters.contains(V) &&
         (!V->getInit() || V->getInit()->isIntegerConstantExpr(Ast));
}

static bool isBegin(const Expr *E) {
  std::optional<CallParts> Call = callParts(strip(E));
  return Call && Call->Callee && Call->Callee->getIdentifier() &&
         Call->Callee->getName().ends_with("begin");
}

Bdd Expressions::comparison(const Expr *E, BinaryOperatorKind Op, const Expr *L,
                            const Expr *R) {
  L = carried(L);
  R = carried(R);
  bool Negative = Op == BO_NE;
  bool Equality = Op == BO_EQ || Negative;
  auto Signed = [&](Bdd F) { return Negative ? Bdds.notOf(F) : F; };
  if (Equality)
    if (std::optional<Bdd> Same = typeidEquality(L, R))
      return Signed(*Same);

  const WrapperModel *LW = Known.wrapper(strip(L)->getType());
  const WrapperModel *RW = Known.wrapper(strip(R)->getType());
  if (Equality) {
    if (LW && Known.isEmptyTag(*LW, strip(R)->getType()))
      return Signed(Bdds.notOf(holds(L)));
    if (RW && Known.isEmptyTag(*RW, strip(L)->getType()))
      return Signed(Bdds.notOf(holds(R)));
    if (isNullConstant(R) && !LW &&
        (strip(L)->getType()->isPointerType() ||
         strip(L)->getType()->isRecordType()))
      return Signed(Bdds.notOf(truth(L)));
    if (isNullConstant(L) && !RW &&
        (strip(R)->getType()->isPointerType() ||
         strip(R)->getType()->isRecordType()))
      return Signed(Bdds.notOf(truth(R)));
    if (strip(L)->getType()->isBooleanType() &&
        strip(R)->getType()->isBooleanType())
      return Signed(Bdds.iff(truth(L), truth(R)));
  }

  // Integers against constants.
  std::optional<int64_t> LC = constant(L), RC = constant(R);
  if (LC && !RC) {
    std::swap(L, R);
    std::swap(LC, RC);
    std::swap(LW, RW);
    Op = BinaryOperator::isComparisonOp(Op) && !Equality
             ? BinaryOperator::reverseComparisonOp(Op)
             : Op;
  }
  if (RC && !LW && strip(L)->getType()->isIntegralOrEnumerationType() &&
      *RC > INT64_MIN && *RC < INT64_MAX)
    return integerComparison(L, Op, *RC);

  const Term *LT = term(L), *RT = term(R);
  const Term *Compared = nullptr;
  bool Named = LT && RT && LT != RT;
  if (LT && LT == RT && Equality)
    return Signed(Bdd::top());
  // One name for a < b, b > a, !(a >= b) and !(b <= a); one for ==.
  bool Negated = Negative;
  if (Named) {
    BinaryOperatorKind Base = BO_EQ;
    const Term *First = LT, *Second = RT;
    if (!Equality) {
      Base = BO_LT;
      if (Op == BO_GT || Op == BO_LE)
        std::swap(First, Second);
      Negated = Op == BO_LE || Op == BO_GE;
    } else if (Second->id() < First->id()) {
      std::swap(First, Second);
    }
    // Null where it would be too deep.
    Compared = Terms.get(Term::Kind::Operation, nullptr, Base, {First, Second});
  }
  if (!Compared) {
    Compared = Terms.occurrence(E);
    if (!Equality)
      Negated = false;
  }
  Bdd Atom = trueAtom(Compared, E);
  Bdd Result = Negated ? Bdds.notOf(Atom) : Atom;
  // `for (i = 0; i < n; ++i)` is entered only for an n above 0.
  if (Named && !Equality && BinaryOperator::isRelationalOp(Op)) {
    bool Swapped = Op == BO_GT || Op == BO_LE;
    const Expr *Less = strip(Swapped ? R : L), *More = strip(Swapped ? L : R);
    if (Less->getType()->isIntegerType() && More->getType()->isIntegerType() &&
        More->isLValue())
      for (AtomId Id : Bdds.support(Atom))
        Atoms.addAxiom(Id, Bdds.implies(Bdds.andOf(Atom, atMost(More, 0)),
                                        atMost(Less, -1)));
    // What is counted up while it is less is equal where it is not.
    const Term *Counter = Swapped ? RT : LT, *End = Swapped ? LT : RT;
    if (isCounter(Counter)) {
      bool InOrder = Counter->id() < End->id();
      if (const Term *Same =
              Terms.get(Term::Kind::Operation, nullptr, BO_EQ,
                        {InOrder ? Counter : End, InOrder ? End : Counter})) {
        Bdd Equal = trueAtom(Same, E);
        for (Bdd One : {Equal, Atom})
          for (AtomId Id : SmallVector<AtomId, 1>(Bdds.support(One)))
            Atoms.addAxiom(Id, Bdds.iff(Equal, Bdds.notOf(Atom)));
      }
    }
  }

  auto Axiom = [&](Bdd F) {
    for (AtomId A : Bdds.support(Atom))
      Atoms.addAxiom(A, F);
  };
  // Null is less than every other pointer: `if (back > forward) forward = back`
  if (!Equality && strip(L)->getType()->isPointerType() &&
      strip(R)->getType()->isPointerType()) {
    bool Greater = Op == BO_GT || Op == BO_GE;
    Bdd Large = truth(Greater ? L : R), Small = truth(Greater ? R : L);
    bool Strict = Op == BO_GT || Op == BO_LT;
    Axiom(Bdds.implies(Result, Strict ? Large : Bdds.implies(Small, Large)));
    Axiom(Bdds.orOf(Result, Strict ? Bdds.implies(Large, Small) : Small));
  }
  // Nothing of what was searched lies behind its end: `it < end`.
  auto Before = [&](const Expr *Found, const Term *T, bool Holds) {
    const LookupModel *L = lookupOf(T);
    if (L && L->NotFound == Sentinel::End)
      Axiom(Bdds.implies(missing(Found), Holds ? Result : Bdds.notOf(Result)));
  };
  if (Op == BO_LT || Op == BO_GE)
    Before(L, LT, Op == BO_GE);
  if (Op == BO_GT || Op == BO_LE)
    Before(R, RT, Op == BO_LE);
  if (Equality) {
    Bdd Equal = Negative ? Bdds.notOf(Result) : Result;
    // `a.index() == b.index()`: the same alternative.
    if (std::optional<int64_t> Last = lastAlternative(strip(L));
        Last && lastAlternative(strip(R)) == Last && *Last <= 8)
      for (int64_t Number = 0; Number < *Last; ++Number)
        Axiom(Bdds.implies(Equal,
                           Bdds.iff(atMost(L, Number), atMost(R, Number))));
    // Nothing found is the end; another iterator is at the end for other
    // reasons, too.
    auto AtEnd = [&](const Expr *Found, const Term *T, const Expr *Other) {
      const LookupModel *L = lookupOf(T);
      if (!L || L->NotFound != Sentinel::End || isEndOfAnother(T, Other))
        return;
      if (isBegin(Other)) {
        Bdd First = atBegin(T, E);
        for (Bdd One : {First, Equal})
          for (AtomId Id : SmallVector<AtomId, 1>(Bdds.support(One)))
            Atoms.addAxiom(Id, Bdds.iff(First, Equal));
      } else
        Axiom(isLookup(T) ? Bdds.iff(missing(Found), Equal)
                          : Bdds.implies(missing(Found), Equal));
    };
    AtEnd(L, LT, R);
    AtEnd(R, RT, L);
    // `a.type() == typeid(int)`
    auto StatusOf = [&](const Expr *Status) {
      std::optional<CallParts> Call = callParts(strip(Status));
      if (!Call || !Call->Callee || !Call->Object || Call->ObjectIsPointer ||
          Known.wrapper(strip(Status)->getType()))
        return;
      const WrapperModel *W = Known.wrapper(Call->Object->getType());
      if (W && Known.role(*W, Call->Callee) == Role::Status)
        Axiom(Bdds.implies(Equal, holds(Call->Object)));
    };
    StatusOf(L);
    StatusOf(R);
    if (LW && RW) {
      Axiom(Bdds.implies(Equal, Bdds.iff(holds(L), holds(R))));
      Axiom(Bdds.orOf(Equal, Bdds.orOf(holds(L), holds(R))));
      if (wrapperInside(strip(L)->getType()) ==
              wrapperInside(strip(R)->getType()) &&
          wrapperInside(strip(L)->getType()))
        Axiom(Bdds.implies(Bdds.andOf(Equal, holds(L)),
                           Bdds.iff(heldInside(L), heldInside(R))));
    } else if (LW && Known.isEmptySource(*LW, strip(R)->getType())) {
      Axiom(Bdds.implies(Equal, Bdds.notOf(holds(L))));
    } else if (RW && Known.isEmptySource(*RW, strip(L)->getType())) {
      Axiom(Bdds.implies(Equal, Bdds.notOf(holds(R))));
    } else if (LW && LW->EqualityImpliesValue && !RW) {
      Axiom(Bdds.implies(Equal, holds(L)));
    } else if (RW && RW->EqualityImpliesValue && !LW) {
      Axiom(Bdds.implies(Equal, holds(R)));
    }
    // Equal pointers point to one wrapper.
    auto PointsToWrapper = [&](const Expr *P) {
      QualType T = strip(P)->getType();
      return T->isPointerType() && Known.wrapper(T->getPointeeType());
    };
    if (LT && RT && PointsToWrapper(L) && PointsToWrapper(R)) {
      auto Held = [&](const Term *Pointer) {
        return atom(Terms.target(Pointer), Predicate::Holds, 0, E);
      };
      Axiom(Bdds.implies(Equal, Bdds.iff(Held(LT), Held(RT))));
    }
    auto SentinelOf = [&](const Expr *Side, const Expr *Other) {
      if (auto Or = valueOr(Side);
          Or && term(Or->second) && term(Or->second) == term(Other))
        Axiom(Bdds.orOf(Equal, Or->first));
    };
    SentinelOf(L, R);
    SentinelOf(R, L);
  } else if (LW && RW) {
    bool Greater = Op == BO_GT || Op == BO_GE;
    Bdd Large = Greater ? holds(L) : holds(R);
    Bdd Small = Greater ? holds(R) : holds(L);
    Axiom(Bdds.implies(Result, Op == BO_GT || Op == BO_LT
                                   ? Large
                                   : Bdds.implies(Small, Large)));
  } else if (LW && !RW && (Op == BO_GT || Op == BO_GE)) {
    // An empty optional is less than any value.
    Axiom(Bdds.implies(Result, holds(L)));
  } else if (RW && !LW && (Op == BO_LT || Op == BO_LE)) {
    Axiom(Bdds.implies(Result, holds(R)));
  }
  return Result;
}

Bdd Expressions::integerComparison(const Expr *L, BinaryOperatorKind Op,
                                   int64_t R) {
  switch (Op) {
  case BO_LT:
    return atMost(L, R - 1);
  case BO_LE:
    return atMost(L, R);
  case BO_GT:
    return Bdds.notOf(atMost(L, R));
  case BO_GE:
    return Bdds.notOf(atMost(L, R - 1));
  case BO_EQ:
  case BO_NE: {
    Bdd Equal = Bdds.andOf(atMost(L, R), Bdds.notOf(atMost(L, R - 1)));
    return Op == BO_EQ ? Equal : Bdds.notOf(Equal);
  }
  default:
    return atom(place(L), Predicate::True, 0, L);
  }
}

} // namespace codex::guarded

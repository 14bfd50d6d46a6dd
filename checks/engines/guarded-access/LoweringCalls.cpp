#include "engines/guarded-access/AssertionText.h"
#include "engines/guarded-access/LoweringPass.h"
#include "support/NamePattern.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/Basic/Builtins.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// More comparisons of tags than so many in one body say nothing of variants.
static constexpr size_t MaxTags = 100;

/// `map[key].part`: the element may have been made just now.
static bool makesElement(const Expr *E) {
  E = strip(E);
  while (const auto *Member = dyn_cast<MemberExpr>(E))
    E = strip(Member->getBase());
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
  return Call && Call->getOperator() == OO_Subscript &&
         makesOnDemand(Call->getArg(0)->getType());
}

void Lowering::access(const Expr *E, const Expr *Object, bool ObjectIsPointer,
                      const FunctionDecl *Callee, const WrapperModel &W,
                      bool NeedsError) {
  Access A;
  A.At = E;
  A.Object = Object;
  A.Callee = Callee;
  A.Kind = W.Name;
  A.Throws = Unit.Known.throwsWhenEmpty(W, Callee);
  A.NeedsError = NeedsError;
  if (NeedsError)
    A.Fault = "hold a value";
  A.Place = Unit.Names.place(Object);
  Bdd Holds;
  if (ObjectIsPointer) {
    A.Place = Unit.Terms.target(A.Place);
    if (!A.Place)
      A.Place = Unit.Terms.occurrence(E);
    Holds = Unit.Names.holdsAtom(A.Place, E);
  } else {
    // Named here once more, so that a lone test elsewhere counts.
    Holds = Unit.Names.holds(Object, &W);
    for (AtomId Atom : Unit.Bdds.support(Holds))
      Unit.Atoms.get(Unit.Atoms[Atom].Subject, Unit.Atoms[Atom].Is,
                     Unit.Atoms[Atom].Value, E);
  }
  for (const Term *Part = A.Place; Part; Part = Part->base())
    if (Part->kind() == Term::Kind::Element && !makesElement(Object))
      add(Operation::Kind::Assume, E)
          .Implications.push_back({Unit.Terms.each(Part->base()), Part});
  A.Required = NeedsError ? Unit.Bdds.notOf(Holds) : Holds;
  require(std::move(A), Unit.Known.about() == Subject::Wrappers);
}

/// A class that is tested as a whole and hands out what is inside is a wrapper
/// itself: to test it is up to those who call its `operator*`.
static bool isContract(UnitState &Unit, const FunctionDecl *Owner,
                       const Access &A) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Owner);
  if (!Method || Method->isStatic() ||
      A.Place->root()->kind() != Term::Kind::This)
    return false;
  const CXXRecordDecl *Class = Method->getParent();
  if (const WrapperModel *W = Unit.Known.wrapper(Class)) {
    Role Its = Unit.Known.role(*W, Method);
    return Its == Role::Unwrap || Its == Role::ErrorUnwrap;
  }
  OverloadedOperatorKind Op = Method->getOverloadedOperator();
  if ((Op != OO_Star && Op != OO_Arrow) || Method->getNumParams() != 0)
    return false;
  return any_of(Class->methods(), [](const CXXMethodDecl *M) {
    const auto *Conversion = dyn_cast<CXXConversionDecl>(M);
    return (Conversion && Conversion->getConversionType()->isBooleanType()) ||
           (M->getIdentifier() && M->getName() == "has_value");
  });
}

void Lowering::require(Access A, bool Counts) {
  const Expr *E = A.At;
  Bdd Required = A.Required;
  if (Counts && !isContract(Unit, Owner, A)) {
    Code.Accesses.push_back(std::move(A));
    add(Operation::Kind::Check, E).AccessIndex = Code.Accesses.size() - 1;
  }
  // Past the access the value was there; a second one has the same cause.
  std::size_t Before = Current->Operations.size();
  assume(Required, E);
  if (Current->Operations.size() > Before)
    Current->Operations.back().FromAccess = true;
}

bool Lowering::wrapperMember(const Expr *E, const CallParts &Call) {
  if (!Call.Object)
    return false;
  QualType T = Call.Object->getType();
  const WrapperModel *W =
      Unit.Known.wrapper(Call.ObjectIsPointer ? T->getPointeeType() : T);
  if (!W)
    return false;
  auto Object = [&] {
    const Term *Place = Unit.Names.object(Call);
    return Place ? Place : Unit.Terms.occurrence(E);
  };
  switch (Unit.Known.role(*W, Call.Callee)) {
  case Role::Unwrap:
    access(E, Call.Object, Call.ObjectIsPointer, Call.Callee, *W, false);
    return true;
  case Role::ErrorUnwrap:
    access(E, Call.Object, Call.ObjectIsPointer, Call.Callee, *W, true);
    return true;
  case Role::Test:
  case Role::EmptyTest:
  case Role::Status:
  case Role::Code:
  case Role::Pointer:
    return true;
  case Role::Engage:
    unknownEffects(E, Call);
    setHolds(Object(), true, E);
    return true;
  case Role::Empty:
    setHolds(Object(), false, E);
    return true;
  case Role::Ensure:
    assume(Call.ObjectIsPointer ? Unit.Names.holdsAtom(Object(), ownSite(E))
                                : Unit.Names.holds(Call.Object, W),
           E);
    return true;
  case Role::Merge: {
    if (Call.Arguments.size() != 1)
      return false;
    const Term *Place = Object();
    AtomId Held = Unit.Atoms.get(Place, Predicate::Holds, 0, ownSite(E));
    Bdd Both = Unit.Bdds.andOf(Unit.Bdds.atom(Held),
                               Unit.Names.holds(Call.Arguments[0]));
    Operation &Set = add(Operation::Kind::Set, E);
    Set.Written.push_back(Place);
    Set.Values.emplace_back(Held, Both);
    return true;
  }
  case Role::Swap:
    if (Call.Arguments.size() != 1 || Call.ObjectIsPointer)
      return false;
    swap(Call.Object, Call.Arguments[0], T, E);
    return true;
  case Role::Transform:
  case Role::Chain:
  case Role::Alternative:
    // Another wrapper each time, whatever it is called by.
    lambdaArguments(E, Call);
    write({Unit.Names.place(E)}, E);
    return true;
  case Role::ValueOr:
  case Role::None:
    break;
  }
  if (Call.Callee->getOverloadedOperator() == OO_Equal &&
      Call.Arguments.size() == 1) {
    assign(Object(), T, Call.Arguments[0], E);
    return true;
  }
  return false;
}

static bool inStd(const FunctionDecl *F) {
  return F->isInStdNamespace() ||
         (F->getDeclContext() && F->getDeclContext()->isStdNamespace());
}

/// What holds where the call has returned.
Bdd Lowering::asserted(const AssertionModel &A, const CallParts &Call) {
  auto IsGiven = [&](int64_t N) { return size_t(N) < Call.Arguments.size(); };
  if (A.Argument < 0)
    return Bdd::bottom();
  if (!IsGiven(A.Argument) || (A.Other >= 0 && !IsGiven(A.Other)))
    return Bdd::top();
  const Expr *First = Call.Arguments[A.Argument];
  if (A.Other >= 0)
    return Unit.Names.comparison(First, A.Holds ? BO_EQ : BO_NE, First,
                                 Call.Arguments[A.Other]);
  Bdd Truth = Unit.Names.truth(First);
  return A.Holds ? Truth : Unit.Bdds.notOf(Truth);
}

/// `log(Level::Fatal, ...)`: given the enumerator, it does not come back.
static bool isGivenFatal(const CallParts &Call) {
  static const NamePattern Fatal("fatal|abort|panic",
                                 NamePattern::Case::Ignored);
  return any_of(Call.Arguments, [](const Expr *Argument) {
    const auto *Ref = dyn_cast<DeclRefExpr>(strip(Argument));
    return Ref && isa<EnumConstantDecl>(Ref->getDecl()) &&
           Fatal.match(Ref->getDecl()->getName());
  });
}

/// What an assertion of the project's own calls where it fails, in another
/// unit: `#define assert(x) ((x) ? (void)0 : assert_failed(#x))`.
bool Lowering::isFailureOfAssertion(const Expr *E,
                                    const CallParts &Call) const {
  const FunctionDecl *F = Call.Callee;
  if (!E->getBeginLoc().isMacroID() || F->hasBody())
    return false;
  static const NamePattern Fails("assert|fail|abort|panic|fatal|die|crash",
                                 NamePattern::Case::Ignored);
  if (!isGivenFatal(Call) &&
      (!F->getReturnType()->isVoidType() || !F->getIdentifier() ||
       !Fails.match(F->getName())))
    return false;
  return isWithinAssertion(E->getBeginLoc());
}

bool Lowering::isWithinAssertion(SourceLocation At) const {
  static const NamePattern Asserts("^[a-z0-9_]*(assert|ensure|require|"
                                   "precondition|expects)$",
                                   NamePattern::Case::Ignored);
  const SourceManager &Sources = Unit.Ast.getSourceManager();
  for (; At.isMacroID(); At = Sources.getImmediateMacroCallerLoc(At))
    if (Asserts.match(
            Lexer::getImmediateMacroName(At, Sources, Unit.Ast.getLangOpts())))
      return true;
  return false;
}

/// `#define ink_assert(x) (void)(x)`, `static_cast<void>(false && (x))`: an
/// assertion as it is where assertions are off. It says what its authors count
/// on, as it does where they are on.
void Lowering::assertionOff(const ExplicitCastExpr *E) {
  if (E->getCastKind() != CK_ToVoid || !E->getBeginLoc().isMacroID() ||
      !isWithinAssertion(E->getBeginLoc()))
    return;
  const Expr *Condition = strip(E->getSubExpr());
  if (const auto *Binary = dyn_cast<BinaryOperator>(Condition);
      Binary && Binary->isLogicalOp())
    if (std::optional<int64_t> Value = Unit.Names.constant(Binary->getLHS());
        Value && (*Value == 0) == (Binary->getOpcode() == BO_LAnd))
      Condition = strip(Binary->getRHS());
  if (isa<IntegerLiteral>(Condition))
    return assume(assertedByArgument(E), E);
  if (Unit.Names.constant(Condition) || !Condition->getType()->isScalarType())
    return;
  assume(Unit.Names.truth(Condition), E);
}

/// ... and `static_cast<void>(0)`, where the argument is in the text alone.
Bdd Lowering::assertedByArgument(const Expr *E) {
  const SourceManager &Sources = Unit.Ast.getSourceManager();
  CharSourceRange Use = Sources.getExpansionRange(E->getSourceRange());
  StringRef Text = Lexer::getSourceText(Use, Sources, Unit.Ast.getLangOpts());
  size_t Open = Text.find('(');
  if (Open == StringRef::npos || !Text.ends_with(")"))
    return Bdd::top();
  return assertedByText(Unit, Owner, E, Use.getBegin(),
                        Text.slice(Open + 1, Text.size() - 1).str());
}

bool Lowering::isExpandedFrom(SourceLocation At,
                              ArrayRef<std::string> Macros) const {
  const SourceManager &Sources = Unit.Ast.getSourceManager();
  for (; At.isMacroID(); At = Sources.getImmediateMacroCallerLoc(At))
    if (is_contained(Macros, Lexer::getImmediateMacroName(
                                 At, Sources, Unit.Ast.getLangOpts())))
      return true;
  return false;
}

/// `case Token::Number: return std::get<double>(t.value)`: when a tag beside
/// the variant has one of the values that the body asks for. Which alternative
/// goes with which is taken for granted.
Bdd Lowering::tagSays(const Term *Variant) {
  if (Variant->kind() != Term::Kind::Field || Tags.size() > MaxTags)
    return Bdd::bottom();
  const Term *Object = Variant->base();
  auto [It, New] = TagsOf.try_emplace(Object, Bdd::bottom());
  if (!New)
    return It->second;
  Bdd Says = Bdd::bottom();
  for (const auto &[Tag, With] : Tags) {
    const Term *T = Unit.Names.term(Tag);
    bool IsOfObject =
        T &&
        (T->kind() == Term::Kind::Field ||
         (T->kind() == Term::Kind::Call && T->operands().size() == 1)) &&
        T->operands()[0] == Object;
    if (!IsOfObject)
      continue;
    if (std::optional<int64_t> Value = Unit.Names.constant(With);
        Value && *Value > INT64_MIN)
      Says = Unit.Bdds.orOf(Says, isBetween(Tag, *Value, *Value));
  }
  return TagsOf[Object] = Says;
}

bool Lowering::knownFunction(const Expr *E, const CallParts &Call) {
  const FunctionDecl *F = Call.Callee;
  if (F->getBuiltinID() == Builtin::BI__builtin_assume) {
    assume(Unit.Names.truth(Call.Arguments[0]), E);
    return true;
  }
  // The graph knows of those that say so, but for a call in a template.
  if (Unit.Known.neverReturns(F) || F->isNoReturn() ||
      isFailureOfAssertion(E, Call)) {
    assume(Bdd::bottom(), E);
    return true;
  }
  for (const AssertionModel *A : Unit.Known.assertions(F))
    if (A->Macros.empty() || isExpandedFrom(E->getBeginLoc(), A->Macros))
      assume(asserted(*A, Call), E);
  if (const WrapperModel *W = Unit.Known.unwrapFunction(F);
      W && !Call.Arguments.empty() &&
      Unit.Known.wrapper(Call.Arguments[0]->getType()) == W) {
    access(E, Call.Arguments[0], false, F, *W, false);
    return true;
  }
  VariantUse Use;
  if (std::optional<Bdd> Inside = Unit.Names.alternative(E, Call, Use)) {
    if (Use.Is == VariantUse::Kind::Get) {
      Access A;
      A.At = E;
      A.Object = Call.Arguments[0];
      A.Callee = F;
      A.Place = Unit.Names.place(Call.Arguments[0]);
      A.Kind = Use.Model->Name;
      A.Fault = "hold something else";
      A.Throws = true;
      A.Required = Unit.Bdds.orOf(*Inside, tagSays(A.Place));
      require(std::move(A), Unit.Known.about() == Subject::Wrappers);
    }
    return true;
  }
  if (algorithm(E, Call))
    return true;
  if (!F->getIdentifier())
    return false;
  // p.reset(), p.reset(q) of a smart pointer.
  if (F->getName() == "reset" && Call.Object && !Call.ObjectIsPointer &&
      isa<CXXMethodDecl>(F) &&
      cast<CXXMethodDecl>(F)->getParent()->isInStdNamespace() &&
      isPointerLikeType(Call.Object->getType()) && Call.Arguments.size() <= 1) {
    const Term *To = Unit.Names.place(Call.Object);
    const Expr *New = Call.Arguments.empty() ? nullptr : Call.Arguments[0];
    Operation &Set = add(Operation::Kind::Set, E);
    Set.Written.push_back(To);
    Set.Values.emplace_back(Unit.Atoms.get(To, Predicate::True, 0, ownSite(E)),
                            New && !isa<CXXDefaultArgExpr>(New)
                                ? Unit.Names.truth(New)
                                : Bdd::bottom());
    return true;
  }
  if (F->getName() == "swap" && Call.Arguments.size() == 2 && !Call.Object) {
    swap(Call.Arguments[0], Call.Arguments[1],
         Call.Arguments[0]->getType().getNonReferenceType(), E);
    return true;
  }
  if (inStd(F) && F->getName() == "exchange" && Call.Arguments.size() == 2) {
    const Term *To = Unit.Names.place(Call.Arguments[0]);
    const Term *Result = Unit.Terms.occurrence(E);
    QualType T = Call.Arguments[0]->getType();
    Operation Set;
    Set.At = E;
    Set.Written.append({To, Result});
    assignInto(Set, To, T, Call.Arguments[1]);
    assignInto(Set, Result, T, Call.Arguments[0]);
    Current->Operations.push_back(std::move(Set));
    return true;
  }
  return false;
}

/// The class that a container's elements have.
static const CXXRecordDecl *elementClass(QualType Container) {
  const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Container.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Special || Special->getTemplateArgs().size() == 0 ||
      Special->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  return Special->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
}

/// Algorithms and members that say something of every element.
bool Lowering::algorithm(const Expr *E, const CallParts &Call) {
  std::optional<AlgorithmCall> Found = algorithmCall(E, Call);
  if (!Found)
    return false;
  using Kind = AlgorithmCall::Kind;
  const Term *Container = Unit.Names.place(Found->Container);
  const Term *Each = Unit.Terms.each(Container);
  auto Holds = [&](const Term *T) {
    return Unit.Atoms.get(T, Predicate::Holds, 0, ownSite(E));
  };
  Operation Set;
  Set.At = E;
  Set.Written.push_back(Container);
  switch (Found->Is) {
  case Kind::AllOf:
  case Kind::NoneOf:
  case Kind::AnyOf:
  case Kind::FindIf:
    return false;
  case Kind::Inserter:
    return true;
  case Kind::Clear:
    Set.AllHold.push_back(Each);
    Set.MakesOnDemand = makesOnDemand(Found->Container->getType());
    break;
  case Kind::EraseIf:
    for (const Term *T : Unit.Names.heldWhere(Found->Predicate, false, Each))
      Set.Values.emplace_back(Holds(T), Bdd::top());
    break;
  case Kind::EraseValue: {
    const CXXRecordDecl *Class = elementClass(Found->Container->getType());
    const WrapperModel *W = Class ? Unit.Known.wrapper(Class) : nullptr;
    if (!W || !Each ||
        !Unit.Known.isEmptyTag(*W, strip(Found->Element)->getType()))
      return false;
    Set.Values.emplace_back(Holds(Each), Bdd::top());
    break;
  }
  case Kind::CopyIf:
    for (const Term *T : Unit.Names.heldWhere(Found->Predicate, true, Each))
      Set.Values.emplace_back(Holds(T), Unit.Bdds.atom(Holds(T)));
    break;
  case Kind::Append: {
    const CXXRecordDecl *Class = elementClass(Found->Container->getType());
    const WrapperModel *W = Class ? Unit.Known.wrapper(Class) : nullptr;
    if (!Each || (W && !Found->Element))
      return false;
    if (cast<CXXMethodDecl>(Call.Callee)->getParent()->isInStdNamespace())
      Set.Grows = Container;
    if (!W) {
      if (!Set.Grows)
        return false;
      lambdaArguments(E, Call);
      break;
    }
    Bdd New = Unit.Names.holds(Found->Element, W);
    Set.Values.emplace_back(Holds(Each),
                            Unit.Bdds.andOf(Unit.Bdds.atom(Holds(Each)), New));
    StringRef End =
        Call.Callee->getName().ends_with("front") ? "front" : "back";
    if (const FunctionDecl *Last =
            memberNamed(Found->Container->getType()->getAsCXXRecordDecl(), End))
      if (const Term *T =
              Unit.Terms.get(Term::Kind::Call, Last, 0, {Container}))
        Set.Values.emplace_back(Holds(T), New);
    break;
  }
  }
  Current->Operations.push_back(std::move(Set));
  return true;
}

bool Lowering::summarisedEffects(const Expr *E, const CallParts &Call) {
  const FunctionDecl *F = Call.Callee;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (Method && Method->isVirtual() && !Method->hasAttr<FinalAttr>() &&
      !(Method->getParent()->hasAttr<FinalAttr>()) &&
      !isa<CXXConstructorDecl>(Method)) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
    const auto *Callee =
        Member ? dyn_cast<MemberExpr>(Member->getCallee()->IgnoreParens())
               : nullptr;
    if (!Callee || !Callee->hasQualifier())
      return false;
  }
  if (!F->hasBody() ||
      Unit.Ast.getSourceManager().isInSystemHeader(F->getLocation()))
    return false;
  const FunctionDecl *Definition = nullptr;
  F->getBody(Definition);
  Summary S = Summaries(Definition);
  if (!S.Known)
    return false;

  applySummary(E, Call, Definition, S);
  return true;
}

void reachedThrough(UnitState &Unit, const Expr *E, bool IsReference,
                    SmallVectorImpl<const Term *> &Places) {
  const Expr *Inner = strip(E);
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Inner)) {
    reachedThrough(Unit, Choice->getTrueExpr(), IsReference, Places);
    reachedThrough(Unit, Choice->getFalseExpr(), IsReference, Places);
    return;
  }
  if (const auto *List = dyn_cast<InitListExpr>(Inner)) {
    for (const Expr *Init : List->inits())
      if (Init->getType()->isPointerType() || isa<InitListExpr>(strip(Init)))
        reachedThrough(Unit, Init, false, Places);
    return;
  }
  if (IsReference || Inner->getType()->isArrayType()) {
    Places.push_back(Unit.Names.term(Inner));
    return;
  }
  const auto *Sum = dyn_cast<BinaryOperator>(Inner);
  if (Sum && Sum->isAdditiveOp() && Sum->getLHS()->getType()->isPointerType())
    return reachedThrough(Unit, Sum->getLHS(), false, Places);
  const auto *Taken = dyn_cast<UnaryOperator>(Inner);
  const auto *Element =
      Taken && Taken->getOpcode() == UO_AddrOf
          ? dyn_cast<ArraySubscriptExpr>(strip(Taken->getSubExpr()))
          : nullptr;
  if (Element && strip(Element->getBase())->getType()->isArrayType())
    Places.push_back(Unit.Names.term(Element->getBase()));
  else
    Places.push_back(Unit.Terms.target(Unit.Names.term(Inner)));
}

/// Whether argument \p Index is one of a pack that \p F forwards, as what is
/// logged, formatted or put in place is: nobody writes to it, unless \p F calls
/// something with it, or reads into it.
static bool isForwardedInPack(const FunctionDecl *F, unsigned Index) {
  static const NamePattern HandsOver(
      "invoke|apply|call|visit|bind|run|exec|async|spawn|thread|dispatch|scan|"
      "read|parse|get|load|extract|swap|tie|reset|clear|take|move|with",
      NamePattern::Case::Ignored);
  const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
  if (!Pattern || Pattern->getNumParams() == 0 ||
      Index + 1 < Pattern->getNumParams())
    return false;
  const auto *Pack = Pattern->getParamDecl(Pattern->getNumParams() - 1)
                         ->getType()
                         ->getAs<PackExpansionType>();
  const auto *Forwarded =
      Pack ? Pack->getPattern()->getAs<RValueReferenceType>() : nullptr;
  return Forwarded && Forwarded->getPointeeType()->isTemplateTypeParmType() &&
         !(F->getIdentifier() && HandsOver.match(F->getName()));
}

/// ... and what \p F may write is a part of such an argument.
static bool isPartOfForwarded(const FunctionDecl *F, const Term *Written) {
  const auto *P = dyn_cast_or_null<ParmVarDecl>(Written->root()->variable());
  return P && P->getDeclContext() == F &&
         isForwardedInPack(F, P->getFunctionScopeIndex());
}

/// What \p S says of \p F, in the terms of the call \p E.
void Lowering::applySummary(const Expr *E, const CallParts &Call,
                            const FunctionDecl *F, const Summary &S) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  DenseMap<const Term *, const Term *> Map;
  DenseMap<const Term *, const Expr *> ByValue;
  if (Method && Method->isInstance() && Call.Object)
    Map[Unit.Terms.thisPointer()] =
        Unit.Terms.addressOf(Unit.Names.object(Call));
  else if (isa<CXXConstructorDecl>(F))
    Map[Unit.Terms.thisPointer()] =
        Unit.Terms.addressOf(Unit.Terms.occurrence(E));
  for (auto [Parameter, Argument] : zip(F->parameters(), Call.Arguments)) {
    const Term *T = Unit.Terms.variable(Parameter);
    Map[T] = Unit.Names.term(Argument);
    ByValue[T] = Argument;
  }
  Map[Unit.Terms.result(F)] = Unit.Names.place(E);

  SmallVector<AtomId, 8> Lost;
  auto Here = [&](AtomId Id) {
    // Atoms of the callee stand for the caller's; take a copy, since naming a
    // new one may move the table.
    Atom A = Unit.Atoms[Id];
    auto Argument = ByValue.find(A.Subject);
    if (Argument != ByValue.end()) {
      const Expr *Value = Argument->second;
      switch (A.Is) {
      case Predicate::Holds:
        return Unit.Names.holds(Value);
      case Predicate::True:
        return Unit.Names.truth(Value);
      case Predicate::AtMost:
        return Unit.Names.atMost(Value, A.Value);
      case Predicate::Missing:
        return Unit.Names.missing(Value);
      case Predicate::Scratch:
        break;
      }
    }
    const Term *T = Unit.Terms.substitute(A.Subject, Map);
    if (!T) {
      // Without a name here: kept as its own atom, and forgotten below.
      Lost.push_back(Id);
      return Unit.Bdds.atom(Id);
    }
    if (A.Is == Predicate::Missing)
      Unit.Names.looksUpAs(T, A.Subject);
    return Unit.Bdds.atom(Unit.Atoms.get(T, A.Is, A.Value, ownSite(E)));
  };
  bool AllAsked = true;
  for (const Requirement &R : S.Requires) {
    Lost.clear();
    Access A = R.Where;
    A.Required = Unit.Bdds.substitute(R.Required, Here);
    const Term *Place = Unit.Terms.substitute(A.Place, Map);
    if (!Lost.empty()) {
      AllAsked = false;
      continue; // what is passed has no name here: nothing is known of it
    }
    if (S.Shared && !A.Shared)
      A.Shared = F->getCanonicalDecl();
    A.Inside = A.Inside ? A.Inside : A.At;
    A.ObjectText = Place ? spell(Place) : "";
    A.Place = Place ? Place : Unit.Terms.occurrence(E);
    A.At = A.Object = E;
    A.Callee = Call.Callee;
    Code.Accesses.push_back(std::move(A));
    add(Operation::Kind::Check, E).AccessIndex = Code.Accesses.size() - 1;
  }

  bool Shared = any_of(S.Requires, [&](const Requirement &R) {
    return S.Shared || R.Where.Shared == F->getCanonicalDecl();
  });
  if (Shared && AllAsked)
    Code.SharedCalls.emplace_back(F->getCanonicalDecl(), E);

  SmallVector<const Term *, 4> Written;
  static const NamePattern Tells("log|debug|info|warn|error|trace|print|format|"
                                 "report|message|critical|emplace",
                                 NamePattern::Case::Ignored);
  bool OnlyTells = F->getIdentifier() && Tells.match(F->getName());
  for (const Term *W : S.Writes) {
    if (OnlyTells && isPartOfForwarded(F, W))
      continue;
    if (const Term *Named = Unit.Terms.substitute(W, Map))
      Written.push_back(Named);
    // One of several, whichever it is.
    if (auto Given = ByValue.find(W->root());
        Given != ByValue.end() &&
        isa<AbstractConditionalOperator, InitListExpr>(strip(Given->second)))
      reachedThrough(Unit, Given->second,
                     W->root()->variable()->getType()->isReferenceType(),
                     Written);
  }
  if (!S.UnseenWrites.empty()) {
    Operation &Set = add(Operation::Kind::Set, E);
    for (const Operation::UnseenWrite &W : S.UnseenWrites)
      if (const Term *Named = isPartOfForwarded(F, W.Place)
                                  ? nullptr
                                  : Unit.Terms.substitute(W.Place, Map)) {
        if (!is_contained(Set.Written, Named))
          Set.Written.push_back(Named);
        Set.Unseen.push_back({Named, W.By});
      }
  }
  if (S.Known) {
    if (!Unit.Names.term(E))
      Written.push_back(Unit.Terms.occurrence(strip(E)));
    write(Written, E);
  }
  for (Bdd Fact : S.AtExit) {
    Lost.clear();
    Bdd Translated = Unit.Bdds.substitute(Fact, Here);
    llvm::sort(Lost);
    assume(Unit.Bdds.exists(Translated, Lost), E);
  }
}

/// A lambda that is handed to \p Call may run there: what it writes changes.
void Lowering::lambdaArguments(const Expr *E, const CallParts &Call) {
  for (const Expr *Argument : Call.Arguments) {
    const Expr *Inner = strip(Argument);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Inner))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
          V && V->getInit() && V->getType()->getAsCXXRecordDecl() &&
          V->getType()->getAsCXXRecordDecl()->isLambda())
        Inner = strip(V->getInit());
    while (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner)) {
      const Expr *Only = onlyArgument(Construct);
      if (!Only)
        break;
      Inner = strip(Only);
    }
    const auto *L = dyn_cast<LambdaExpr>(Inner);
    if (!L || !L->getCallOperator() || !L->getCallOperator()->hasBody() ||
        L->getCallOperator()->isDependentContext())
      continue;
    Summary S = Summaries(L->getCallOperator());
    SmallVector<const Term *, 4> Written;
    SmallVector<const Term *, 4> MayWrite(S.Writes.begin(), S.Writes.end());
    for (const Operation::UnseenWrite &W : S.UnseenWrites)
      MayWrite.push_back(W.Place);
    for (const Term *W : MayWrite)
      if (W->root()->kind() != Term::Kind::Variable ||
          !isa<ParmVarDecl>(W->root()->variable()) ||
          W->root()->variable()->getDeclContext() != L->getCallOperator())
        Written.push_back(W);
    if (!Written.empty())
      write(Written, E);
  }
}

/// An object of the project's own that is handed to a library as "user data":
/// a library that does not know its type gives it back, and does not write it.
/// What could write bytes would not be given what has a constructor. Not so
/// where a function is given with it, which may run at once.
static bool isUserData(ASTContext &Ast, const CallParts &Call,
                       const ParmVarDecl *Parameter, const Expr *Argument) {
  if (Parameter && !Parameter->getType()->isVoidPointerType())
    return false;
  const CXXRecordDecl *Class =
      strip(Argument)->getType()->getPointeeCXXRecordDecl();
  if (!Class || !Class->hasDefinition() ||
      Class->getDefinition()->isTriviallyCopyable() ||
      Ast.getSourceManager().isInSystemHeader(Class->getLocation()))
    return false;
  return none_of(Call.Arguments, [](const Expr *Other) {
    QualType T = strip(Other)->getType();
    return T->isFunctionType() || T->isFunctionPointerType() ||
           T->isRecordType();
  });
}

/// `request.query(q)`, beside a `query()` that gives it back.
static bool isSetterBesideGetter(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && !Method->isConst() &&
         any_of(Method->getParent()->lookup(Method->getDeclName()),
                [](const NamedDecl *D) {
                  const auto *Getter = dyn_cast<CXXMethodDecl>(D);
                  return Getter && Getter->getNumParams() == 0 &&
                         !Getter->getReturnType()->isVoidType();
                });
}

/// `attributes.insert(...)`, `input.setRef(...)`
static bool putsSomethingIn(const CallParts &Call) {
  static const NamePattern Puts(
      "^(set|insert|add|put|assign|emplace|push|append|"
      "store|load|init|make|ensure|update|fill|try_emplace)",
      NamePattern::Case::Ignored);
  return Call.Object && !Call.Arguments.empty() && Call.Callee &&
         Call.Callee->getIdentifier() &&
         (Puts.match(Call.Callee->getName()) ||
          isSetterBesideGetter(Call.Callee));
}

void Lowering::unknownEffects(const Expr *E, const CallParts &Call) {
  SmallVector<const Term *, 4> Written;
  const FunctionDecl *F = Call.Callee;
  bool System =
      F && Unit.Ast.getSourceManager().isInSystemHeader(F->getLocation());
  if (F && Call.Object) {
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    if (Method && !Method->isConst() && !Method->isStatic() &&
        !Unit.Names.isPure(F)) {
      OverloadedOperatorKind Op = F->getOverloadedOperator();
      if (Op == OO_Equal && Call.Arguments.size() == 1) {
        const Term *Object = Unit.Names.object(Call);
        if (Object)
          assign(Object, Call.Object->getType(), Call.Arguments[0], E);
      } else if (Op != OO_Subscript && Op != OO_Star && Op != OO_Arrow &&
                 Op != OO_Call) {
        Written.push_back(Unit.Names.object(Call));
      }
    }
  }
  unsigned Index = 0;
  bool OnlyLooks = F && (F->hasAttr<PureAttr>() || F->hasAttr<ConstAttr>());
  for (const Expr *Argument :
       OnlyLooks ? ArrayRef<const Expr *>() : ArrayRef(Call.Arguments)) {
    const ParmVarDecl *Parameter =
        F && Index < F->getNumParams() ? F->getParamDecl(Index) : nullptr;
    ++Index;
    QualType T = Parameter ? Parameter->getType() : Argument->getType();
    if (std::optional<CallParts> Made = callParts(strip(Argument)))
      if (std::optional<AlgorithmCall> Found =
              algorithmCall(strip(Argument), *Made);
          Found && Found->Is == AlgorithmCall::Kind::Inserter)
        Written.push_back(Unit.Names.term(Found->Container));
    if (F && T->isReferenceType() && isForwardedInPack(F, Index - 1) &&
        !Argument->isXValue())
      continue;
    if (T->isLValueReferenceType()) {
      // What std:: hands back by reference it does not change by itself.
      if (!T->getPointeeType().isConstQualified() &&
          !(F && inStd(F) && F->getReturnType()->isReferenceType() &&
            !Call.Object && F->getNumParams() == 1))
        reachedThrough(Unit, Argument, true, Written);
    } else if (T->isPointerType() && System &&
               isUserData(Unit.Ast, Call, Parameter, Argument)) {
      continue;
    } else if (T->isRValueReferenceType() && F && !System &&
               !isa<CXXConstructorDecl>(F) && Unit.Known.wrapper(T) &&
               !T->getPointeeType().isConstQualified()) {
      // What it takes it may leave without a value.
      Written.push_back(Unit.Names.term(Argument));
    } else if (T->isPointerType() && !T->getPointeeType().isConstQualified() &&
               !T->getPointeeType()->isFunctionType()) {
      reachedThrough(Unit, Argument, false, Written);
    } else if (!T->isReferenceType() && isa<InitListExpr>(strip(Argument))) {
      reachedThrough(Unit, Argument, false, Written);
    } else if (!T->isReferenceType() && !System) {
      // A smart pointer that is given away is null afterwards.
      const auto *Construct = dyn_cast<CXXConstructExpr>(strip(Argument));
      if (Construct && Construct->getConstructor()->isMoveConstructor() &&
          isPointerLikeType(Argument->getType()) &&
          !Unit.Known.wrapper(Argument->getType()))
        Written.push_back(Unit.Names.term(Construct->getArg(0)));
    }
  }
  if (!Unit.Names.term(E))
    Written.push_back(Unit.Terms.occurrence(strip(E)));
  // Globals of the project may be changed by its functions that we cannot see.
  if (F && !System && !isa<CXXConstructorDecl>(F) && !Unit.Names.isPure(F))
    Written.append(Globals.begin(), Globals.end());
  bool Project = F && !System && !F->getBuiltinID();
  if (any_of(Written, [](const Term *T) { return T != nullptr; })) {
    write(Written, E);
    Operation &Set = Current->Operations.back();
    Set.MayFill = putsSomethingIn(Call);
    if (Project)
      for (const Term *Place : Set.Written)
        Set.Unseen.push_back({Place, F});
  }
  if (!Project)
    return;
  Code.UnseenCalls.push_back(E);
  // What another unit may show.
  if (Summary S = Summaries(F); !S.Known && !S.AtExit.empty())
    applySummary(E, Call, F, S);
}

/// The key of `{key, value}` and std::make_pair(key, value); else \p Inserted.
static const Expr *keyOf(const Expr *Inserted) {
  const Expr *Inner = strip(Inserted);
  const CXXRecordDecl *Class = Inner->getType()->getAsCXXRecordDecl();
  if (!Class || !Class->isInStdNamespace() || !Class->getIdentifier() ||
      Class->getName() != "pair")
    return Inserted;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner)) {
    if (Construct->getNumArgs() == 1)
      return keyOf(Construct->getArg(0));
    return Construct->getNumArgs() == 2 ? Construct->getArg(0) : Inserted;
  }
  const auto *Made = dyn_cast<CallExpr>(Inner);
  const FunctionDecl *F = Made ? Made->getDirectCallee() : nullptr;
  return F && inStd(F) && F->getIdentifier() && F->getName() == "make_pair"
             ? Made->getArg(0)
             : Inserted;
}

void Lowering::call(const Expr *E) {
  std::optional<CallParts> Call = callParts(E);
  if (!Call)
    return;
  if (!Call->Callee) {
    CallParts Unknown = *Call;
    unknownEffects(E, Unknown);
    lambdaArguments(E, Unknown);
    return;
  }
  for (const Expr *Argument : Call->Arguments)
    if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(Argument))
      evaluate(Default->getExpr());
  if (strip(E) != E && !isa<CXXConstructExpr>(E))
    return; // std::move and the like
  if (Call->Callee->getOverloadedOperator() == OO_Call && Call->Object)
    if (const auto *Ref = dyn_cast<DeclRefExpr>(strip(Call->Object)))
      if (const LambdaExpr *L =
              CalledLambdas.lookup(dyn_cast<VarDecl>(Ref->getDecl()))) {
        passArguments(*Call, E);
        startLambda(L, E);
      }
  if (wrapperMember(E, *Call) || knownFunction(E, *Call))
    return;
  lambdaArguments(E, *Call);
  if (Call->Callee->getOverloadedOperator() == OO_MinusMinus && Call->Object &&
      !Call->ObjectIsPointer && stepBack(Unit.Names.object(*Call), E))
    return;
  if (summarisedEffects(E, *Call))
    return;
  unknownEffects(E, *Call);
  // After m[k], m.find(k) finds it.
  if (Library::LookupRelation Related = Unit.Known.lookupRelation(Call->Callee);
      Related.Inserts && Unit.Known.about() == Subject::Lookups &&
      !Call->Arguments.empty() &&
      (Call->Arguments.size() == 1 || !Call->Callee->getIdentifier() ||
       Call->Callee->getName() != "insert")) {
    CallParts Key = *Call;
    Key.Arguments.truncate(1);
    Key.Arguments[0] = keyOf(Key.Arguments[0]);
    if (const Term *Found = Unit.Names.lookupTerm(Related.Lookup, Key)) {
      Operation &Set = add(Operation::Kind::Set, E);
      Set.Values.emplace_back(
          Unit.Atoms.get(Found, Predicate::Missing, 0, ownSite(E)),
          Bdd::bottom());
    }
  }
  if (Call->Object && !Call->ObjectIsPointer && Call->Callee->getIdentifier() &&
      Call->Callee->getName() == "emplace" &&
      Unit.Known.variant(Call->Object->getType()))
    emplaceAlternative(E, *Call);
}

void Lowering::emplaceAlternative(const Expr *E, const CallParts &Call) {
  const TemplateArgumentList *Given =
      Call.Callee->getTemplateSpecializationArgs();
  const Term *Place = Unit.Names.term(Call.Object);
  if (!Given || Given->size() == 0 || !Place)
    return;
  QualType T = Call.Object->getType();
  const TemplateArgument &Which = Given->get(0);
  std::optional<int64_t> Number;
  if (Which.getKind() == TemplateArgument::Integral)
    Number = Which.getAsIntegral().getExtValue();
  else if (Which.getKind() == TemplateArgument::Type)
    Number = Unit.Known.alternativeFrom(T, Which.getAsType());
  if (Number)
    assume(Unit.Names.holdsAlternative(Place, T, *Number, ownSite(E)), E);
}

/// The parameters of a lambda whose body is analysed for this call.
void Lowering::passArguments(const CallParts &Call, const Stmt *At) {
  for (auto [Parameter, Argument] :
       zip(Call.Callee->parameters(), Call.Arguments)) {
    assign(Unit.Terms.variable(Parameter), Parameter->getType(), Argument, At);
    // The body, which is lowered later, may ask for it.
    for (const auto &Value : Current->Operations.back().Values) {
      Atom A = Unit.Atoms[Value.first];
      Unit.Atoms.get(A.Subject, A.Is, A.Value, nullptr);
    }
  }
}

} // namespace codex::guarded

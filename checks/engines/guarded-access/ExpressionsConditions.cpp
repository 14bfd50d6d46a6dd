#include "engines/guarded-access/Expressions.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

/// The declaration says that \p F never returns a null pointer.
static bool isNeverNull(const FunctionDecl *F) {
  std::optional<NullabilityKind> Said = F->getReturnType()->getNullability();
  return F->hasAttr<ReturnsNonNullAttr>() ||
         (Said && *Said == NullabilityKind::NonNull);
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

} // namespace codex::guarded

#include "engines/guarded-access/Containers.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

bool isContainer(QualType T) {
  T = T.getNonReferenceType();
  return T->isArrayType() || memberNamed(T->getAsCXXRecordDecl(), "begin");
}

/// The type that \p Container's class calls \p Name; null if it is not plain.
static QualType memberType(QualType Container, StringRef Name) {
  const CXXRecordDecl *Class =
      Container.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return QualType();
  IdentifierInfo &Id = Class->getASTContext().Idents.get(Name);
  for (const NamedDecl *D : Class->getDefinition()->lookup(&Id))
    if (const auto *T = dyn_cast<TypedefNameDecl>(D))
      return T->getUnderlyingType();
  return QualType();
}

bool makesOnDemand(QualType Container) {
  return !memberType(Container, "mapped_type").isNull();
}

/// In std, or in a namespace of std.
static bool inStd(const Decl *D) {
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (C->isStdNamespace())
      return true;
  return false;
}

/// Past conversions by constructors: an iterator made a const_iterator.
static const Expr *stripConstructors(const Expr *E) {
  E = strip(E);
  while (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    if (Construct->getNumArgs() == 0 ||
        any_of(drop_begin(Construct->arguments()),
               [](const Expr *A) { return !isa<CXXDefaultArgExpr>(A); }))
      break;
    E = strip(Construct->getArg(0));
  }
  return E;
}

/// The name by which an algorithm is called: `std::all_of(...)`, or the object
/// `std::ranges::all_of` with its call operator.
static StringRef algorithmName(const CallParts &Call) {
  const FunctionDecl *F = Call.Callee;
  if (!F)
    return "";
  if (F->getIdentifier())
    return inStd(F) && !Call.Object ? F->getName() : "";
  if (F->getOverloadedOperator() != OO_Call || !Call.Object)
    return "";
  const auto *Ref = dyn_cast<DeclRefExpr>(strip(Call.Object));
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->getIdentifier() && inStd(V) ? V->getName() : "";
}

/// What \p E iterates over: `v.begin()`, `std::begin(v)`, or v itself.
static const Expr *containerOf(const Expr *E) {
  E = strip(E);
  if (std::optional<CallParts> Call = callParts(E);
      Call && Call->Callee && Call->Callee->getIdentifier()) {
    StringRef Name = Call->Callee->getName();
    if (Name == "begin" || Name == "cbegin") {
      if (Call->Object)
        return Call->ObjectIsPointer ? nullptr : Call->Object;
      return Call->Arguments.size() == 1 ? Call->Arguments[0] : nullptr;
    }
  }
  return isContainer(E->getType()) ? E : nullptr;
}

/// `std::back_inserter(w)`: w.
static const Expr *insertedInto(const Expr *E) {
  std::optional<CallParts> Call = callParts(strip(E));
  if (!Call || Call->Arguments.empty())
    return nullptr;
  StringRef Name = algorithmName(*Call);
  return Name == "back_inserter" || Name == "front_inserter" ||
                 Name == "inserter"
             ? Call->Arguments[0]
             : nullptr;
}

/// `text += "more"`: what is added to a string is more than nothing.
static bool addsText(const CallParts &Call) {
  const auto *Class =
      Call.Object ? Call.Object->getType()->getAsCXXRecordDecl() : nullptr;
  if (!Class || !Class->getIdentifier() || !inStd(Class) ||
      Class->getName() != "basic_string" || Call.Arguments.size() != 1)
    return false;
  const FunctionDecl *F = Call.Callee;
  if (F->getOverloadedOperator() != OO_PlusEqual &&
      !(F->getIdentifier() && F->getName() == "append"))
    return false;
  const Expr *Added = strip(Call.Arguments[0]);
  const auto *Literal = dyn_cast<clang::StringLiteral>(Added);
  return Literal ? Literal->getLength() > 0
                 : Added->getType()->isAnyCharacterType();
}

/// Where \p E is a local with a name of its own: what it was made from.
static const Expr *initialValue(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->isLocalVarDecl() && V->getInit()
             ? stripConstructors(V->getInit())
             : E;
}

/// `v.push_back(x)`, and `v.erase(std::remove_if(v.begin(), v.end(), Test),
/// v.end())`.
static std::optional<AlgorithmCall> memberCall(const CallParts &Call) {
  if (!Call.ObjectIsPointer && addsText(Call))
    return AlgorithmCall{AlgorithmCall::Kind::Append, Call.Object};
  if (!Call.Object || Call.ObjectIsPointer || !Call.Callee->getIdentifier() ||
      !isContainer(Call.Object->getType()))
    return std::nullopt;
  StringRef Name = Call.Callee->getName();
  AlgorithmCall Found{AlgorithmCall::Kind::Append, Call.Object};
  if (Name == "push_back" || Name == "emplace_back" || Name == "push_front" ||
      Name == "emplace_front") {
    if (Call.Arguments.size() == 1)
      Found.Element = Call.Arguments[0];
    return Found;
  }
  if (Name == "clear" && Call.Arguments.empty()) {
    Found.Is = AlgorithmCall::Kind::Clear;
    return Found;
  }
  if (Name == "erase" && Call.Arguments.size() == 2)
    if (std::optional<CallParts> Removed =
            callParts(initialValue(stripConstructors(Call.Arguments[0])));
        Removed && Removed->Arguments.size() == 3) {
      StringRef By = algorithmName(*Removed);
      Found.Is = By == "remove_if" ? AlgorithmCall::Kind::EraseIf
                                   : AlgorithmCall::Kind::EraseValue;
      (By == "remove_if" ? Found.Predicate : Found.Element) =
          Removed->Arguments[2];
      if (By == "remove_if" || By == "remove")
        return Found;
    }
  return std::nullopt;
}

std::optional<AlgorithmCall> algorithmCall(const Expr *E,
                                           const CallParts &Call) {
  using Kind = AlgorithmCall::Kind;
  if (!Call.Callee || !isa<CallExpr>(E))
    return std::nullopt;
  if (std::optional<AlgorithmCall> Member = memberCall(Call))
    return Member;
  StringRef Name = algorithmName(Call);
  if (Name.empty() || Call.Arguments.empty())
    return std::nullopt;
  if (const Expr *Into = insertedInto(E))
    return AlgorithmCall{Kind::Inserter, Into};
  if (Name == "erase" && Call.Arguments.size() == 2)
    return AlgorithmCall{Kind::EraseValue, Call.Arguments[0], nullptr,
                         Call.Arguments[1]};
  std::optional<Kind> Is =
      StringSwitch<std::optional<Kind>>(Name)
          .Case("all_of", Kind::AllOf)
          .Case("none_of", Kind::NoneOf)
          .Case("any_of", Kind::AnyOf)
          .Cases({"find_if", "partition_point"}, Kind::FindIf)
          .Case("erase_if", Kind::EraseIf)
          .Case("copy_if", Kind::CopyIf)
          .Default(std::nullopt);
  if (!Is)
    return std::nullopt;
  AlgorithmCall Found{*Is, containerOf(Call.Arguments[0])};
  // The predicate is what can be called; projections come behind it.
  for (const Expr *Argument : Call.Arguments) {
    if (*Is == Kind::CopyIf)
      if (const Expr *Into = insertedInto(Argument))
        Found.Container = Into;
    if (!Found.Predicate && elementPredicate(Argument))
      Found.Predicate = Argument;
  }
  if (!Found.Container || !Found.Predicate)
    return std::nullopt;
  return Found;
}

static const FunctionDecl *called(const Expr *Callable) {
  const Expr *Inner = strip(Callable);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Inner)) {
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return F->getDefinition();
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (!V || !V->getInit())
      return nullptr;
    Inner = strip(V->getInit());
  }
  const auto *L = dyn_cast<LambdaExpr>(stripConstructors(Inner));
  if (!L)
    return nullptr;
  // `[](const auto &o) { ... }` has as many bodies as it has been called with
  // types; they say the same of what they are given.
  if (const FunctionTemplateDecl *Generic =
          L->getLambdaClass()->getDependentLambdaCallOperator()) {
    for (const FunctionDecl *Instance : Generic->specializations())
      if (Instance->hasBody())
        return Instance;
    return nullptr;
  }
  return L->getCallOperator();
}

/// `&std::optional<int>::has_value`, or std::mem_fn of it.
static const CXXMethodDecl *memberPointer(const Expr *Callable) {
  const Expr *Inner = stripConstructors(Callable);
  if (std::optional<CallParts> Call = callParts(Inner);
      Call && algorithmName(*Call) == "mem_fn" && Call->Arguments.size() == 1)
    Inner = strip(Call->Arguments[0]);
  const auto *Address = dyn_cast<UnaryOperator>(Inner);
  const auto *Ref = Address && Address->getOpcode() == UO_AddrOf
                        ? dyn_cast<DeclRefExpr>(strip(Address->getSubExpr()))
                        : nullptr;
  return Ref ? dyn_cast<CXXMethodDecl>(Ref->getDecl()) : nullptr;
}

std::optional<ElementPredicate> elementPredicate(const Expr *Callable) {
  if (const CXXMethodDecl *Member = memberPointer(Callable);
      Member && Member->isInstance())
    return ElementPredicate{nullptr, nullptr, Member};
  const FunctionDecl *F = called(Callable);
  if (!F || F->getNumParams() != 1)
    return std::nullopt;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(F->getBody());
  if (!Body || Body->body_empty())
    return std::nullopt;
  return ElementPredicate{F->getParamDecl(0), Body};
}

//===-- Ranges ------------------------------------------------------------===//

/// What a view of ranges does with the elements before it.
enum class ViewIs { Filter, Part, Other };

static ViewIs viewNamed(StringRef Name) {
  return StringSwitch<ViewIs>(Name)
      .Cases({"filter", "take_while"}, ViewIs::Filter)
      .Cases({"take", "drop", "drop_while", "reverse", "common", "all",
              "stride", "as_const"},
             ViewIs::Part)
      .Default(ViewIs::Other);
}

static std::optional<Elements> throughView(const Expr *Range, StringRef View,
                                           const Expr *Argument) {
  ViewIs Is = viewNamed(View);
  std::optional<Elements> Found =
      Is == ViewIs::Other ? std::nullopt : elementsOf(Range);
  if (!Found || Is == ViewIs::Part)
    return Found;
  if (!Argument || !elementPredicate(Argument))
    return std::nullopt;
  Found->Predicates.push_back(Argument);
  return Found;
}

/// The sides of `Range | View`, if \p E is that.
static std::optional<std::pair<const Expr *, const Expr *>>
piped(const Expr *E) {
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
  if (!Call || Call->getOperator() != OO_Pipe || Call->getNumArgs() != 2 ||
      !Call->getDirectCallee() || !inStd(Call->getDirectCallee()))
    return std::nullopt;
  return std::make_pair(Call->getArg(0), stripConstructors(Call->getArg(1)));
}

std::optional<Elements> elementsOf(const Expr *Range) {
  const Expr *E = stripConstructors(Range);
  if (auto Sides = piped(E)) {
    std::optional<CallParts> View = callParts(Sides->second);
    if (View)
      return throughView(Sides->first, algorithmName(*View),
                         View->Arguments.empty() ? nullptr
                                                 : View->Arguments[0]);
    const auto *Ref = dyn_cast<DeclRefExpr>(Sides->second);
    // `auto Full = std::views::filter(Test);`
    if (Ref && initialValue(Ref) != Ref)
      if (View = callParts(initialValue(Ref)); View)
        return throughView(Sides->first, algorithmName(*View),
                           View->Arguments.empty() ? nullptr
                                                   : View->Arguments[0]);
    return Ref && Ref->getDecl()->getIdentifier() && inStd(Ref->getDecl())
               ? throughView(Sides->first, Ref->getDecl()->getName(), nullptr)
               : std::nullopt;
  }
  if (std::optional<CallParts> Call = callParts(E); Call && Call->Callee) {
    StringRef Name = algorithmName(*Call);
    if (Call->Arguments.size() == 2 && viewNamed(Name) != ViewIs::Other)
      return throughView(Call->Arguments[0], Name, Call->Arguments[1]);
    const Expr *Container = containerOf(E);
    if (Container && Container != E)
      return elementsOf(Container);
  }
  // A view with a name.
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && V->isLocalVarDecl() && V->getInit())
      if (const CXXRecordDecl *Class =
              V->getType().getNonReferenceType()->getAsCXXRecordDecl();
          Class && Class->getIdentifier() && inStd(Class) &&
          Class->getName().ends_with("_view") &&
          !Class->getName().starts_with("basic_string"))
        if (std::optional<Elements> Found = elementsOf(V->getInit()))
          return Found;
  if (!isContainer(E->getType()))
    return std::nullopt;
  return Elements{E, {}};
}

/// The type of a container's elements; null where it is not plain.
static QualType elementType(QualType Container) {
  Container = Container.getNonReferenceType();
  if (const auto *Array = Container->getAsArrayTypeUnsafe())
    return Array->getElementType();
  return memberType(Container, "value_type");
}

/// Every parameter of what is handed to these is an element of the one range.
static bool comparesElements(StringRef Algorithm) {
  return StringSwitch<bool>(Algorithm)
      .Cases({"sort", "stable_sort", "partial_sort", "nth_element", "unique"},
             true)
      .Cases({"max_element", "min_element", "minmax_element", "is_sorted"},
             true)
      .Cases({"adjacent_find", "make_heap", "push_heap", "sort_heap"}, true)
      .Default(false);
}

std::vector<ElementParameter> elementParameters(const Expr *E,
                                                const CallParts &Call) {
  std::vector<ElementParameter> Found;
  const Expr *Range = nullptr;
  ArrayRef<const Expr *> Given = Call.Arguments;
  std::optional<CallParts> View;
  StringRef Name;
  if (auto Sides = piped(E)) {
    View = callParts(Sides->second);
    if (!View || !View->Callee)
      return Found;
    Range = Sides->first;
    Given = View->Arguments;
    Name = algorithmName(*View);
  } else if (Name = algorithmName(Call); !Name.empty() && Given.size() > 1) {
    Range = Given.front();
  }
  if (!Range || Name.empty())
    return Found;
  std::optional<Elements> Of;
  for (const Expr *Argument : Given) {
    const auto *L = dyn_cast<LambdaExpr>(stripConstructors(Argument));
    if (!L || !L->getCallOperator())
      continue;
    if (!Of)
      Of = elementsOf(Range);
    if (!Of)
      return Found;
    const FunctionDecl *Body = called(L);
    ArrayRef<ParmVarDecl *> Parameters =
        Body ? Body->parameters() : L->getCallOperator()->parameters();
    QualType Element = elementType(Of->Container->getType());
    SmallVector<unsigned, 2> Numbers;
    for (auto [Number, P] : enumerate(Parameters))
      if (Parameters.size() == 1 ||
          (!Element.isNull() &&
           P->getASTContext().hasSameUnqualifiedType(
               P->getType().getNonReferenceType(), Element)))
        Numbers.push_back(Number);
    // `transform(a.begin(), a.end(), b.begin(), ...)`: which is of which?
    if (Numbers.size() > 1 && !comparesElements(Name))
      continue;
    for (unsigned Number : Numbers)
      Found.push_back({L, Number, *Of});
  }
  return Found;
}

} // namespace codex::guarded

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

/// `v.push_back(x)`, and `v.erase(std::remove_if(v.begin(), v.end(), Test),
/// v.end())`.
static std::optional<AlgorithmCall> memberCall(const CallParts &Call) {
  if (!Call.Object || Call.ObjectIsPointer || !Call.Callee->getIdentifier() ||
      !isContainer(Call.Object->getType()))
    return std::nullopt;
  StringRef Name = Call.Callee->getName();
  AlgorithmCall Found{AlgorithmCall::Kind::Append, Call.Object};
  if ((Name == "push_back" || Name == "emplace_back" || Name == "push_front" ||
       Name == "emplace_front") &&
      Call.Arguments.size() == 1) {
    Found.Element = Call.Arguments[0];
    return Found;
  }
  if (Name == "clear" && Call.Arguments.empty()) {
    Found.Is = AlgorithmCall::Kind::Clear;
    return Found;
  }
  if (Name == "erase" && Call.Arguments.size() == 2)
    if (std::optional<CallParts> Removed =
            callParts(stripConstructors(Call.Arguments[0]));
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

std::optional<ElementPredicate> elementPredicate(const Expr *Callable) {
  const FunctionDecl *F = called(Callable);
  if (!F || F->getNumParams() != 1)
    return std::nullopt;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(F->getBody());
  if (!Body || Body->size() != 1)
    return std::nullopt;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
  if (!Return || !Return->getRetValue())
    return std::nullopt;
  return ElementPredicate{F->getParamDecl(0), Return->getRetValue()};
}

} // namespace codex::guarded

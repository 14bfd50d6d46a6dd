#include "collect/Names.h"

#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace llvm;

namespace codex {

/// Clang's own way writes to a stream, also where the name is an identifier,
/// which nearly all of them are.
static void append(std::string &To, const NamedDecl *D) {
  if (const IdentifierInfo *Name = D->getIdentifier())
    To += Name->getName();
  else
    To += D->getNameAsString();
}

std::string plainName(const NamedDecl *D) {
  SmallVector<const NamedDecl *, 4> Outermost;
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent()) {
    const auto *Outer = dyn_cast<NamedDecl>(C);
    const auto *Space = dyn_cast<NamespaceDecl>(C);
    const auto *Record = dyn_cast<RecordDecl>(C);
    if (!Outer ||
        (Space && (Space->isInline() || Space->isAnonymousNamespace())) ||
        (Record && !Record->getIdentifier()))
      continue;
    if (isa<FunctionDecl>(Outer))
      break;
    Outermost.push_back(Outer);
  }
  std::string Name;
  for (const NamedDecl *Outer : llvm::reverse(Outermost)) {
    append(Name, Outer);
    Name += "::";
  }
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(D);
  append(Name, Constructor ? Constructor->getParent() : D);
  return Name;
}

bool isLambdaCall(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && Method->getParent()->isLambda();
}

bool mayBeInModel(const UnitContext &Unit, const FunctionDecl *F,
                  StringRef PlainName) {
  OverloadedOperatorKind Operator = F->getOverloadedOperator();
  if (PlainName.contains("::") || Operator == OO_New ||
      Operator == OO_Array_New || Operator == OO_Delete ||
      Operator == OO_Array_Delete)
    return true;
  if (!F->isExternC() && F->getASTContext().getLangOpts().CPlusPlus)
    return false;
  // The C library has bodies in its headers, too.
  const FunctionDecl *Body = nullptr;
  return !F->hasBody(Body) || !Unit.inScope(Body->getLocation());
}

const std::string &LinkerNames::idOf(const NamedDecl *D) {
  D = cast<NamedDecl>(D->getCanonicalDecl());
  auto [It, New] = Ids.try_emplace(D);
  if (!New)
    return It->second;
  std::string Id = Names.getName(D);
  if (Id.empty())
    Id = D->getQualifiedNameAsString();
  const auto *Function = dyn_cast<FunctionDecl>(D);
  const auto *Variable = dyn_cast<VarDecl>(D);
  bool Own = !D->isExternallyVisible() || (Function && isLambdaCall(Function));
  if (Own || (Variable && Variable->isLocalVarDecl())) {
    // Two of one name in one unit: scopes of a function, or lambdas.
    Location At = Unit.location(D->getLocation());
    if (!Function || isLambdaCall(Function))
      Id += "@" + std::to_string(At.Line) + ":" + std::to_string(At.Column);
    if (Own)
      Id = MainFile + "|" + Id;
  }
  return Ids[D] = std::move(Id);
}

} // namespace codex

#include "collect/Names.h"

#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace codex {

std::string plainName(const NamedDecl *D) {
  std::string Name;
  if (isa<CXXConstructorDecl>(D))
    Name = cast<CXXConstructorDecl>(D)->getParent()->getNameAsString();
  else
    Name = D->getNameAsString();
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent()) {
    const auto *Outer = dyn_cast<NamedDecl>(C);
    const auto *Space = dyn_cast<NamespaceDecl>(C);
    if (!Outer || (Space && (Space->isInline() || Space->isAnonymousNamespace())))
      continue;
    if (isa<FunctionDecl>(Outer))
      break;
    Name = Outer->getNameAsString() + "::" + Name;
  }
  return Name;
}

} // namespace codex

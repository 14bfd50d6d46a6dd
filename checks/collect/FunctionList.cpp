// The functions of a unit: UnitContext::functions and topLevel.
#include "collect/UnitContext.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace codex {
namespace {

class FunctionFinder : public RecursiveASTVisitor<FunctionFinder> {
public:
  FunctionFinder(const UnitContext &Unit,
                 std::vector<const FunctionDecl *> &Found)
      : Unit(Unit), Found(Found) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldWalkTypesOfTypeLocs() const { return false; }
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }

  bool TraverseDecl(Decl *D) {
    if (!D)
      return true;
    // Namespaces and linkage specifications may hold what a header between
    // their braces declares.
    if (D->getLexicalDeclContext() &&
        D->getLexicalDeclContext()->isFileContext() &&
        !Unit.inScope(D->getLocation()))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (isListed(Function) && Seen.insert(Function).second)
      Found.push_back(Function);
    return true;
  }

  /// A constructor that nobody wrote still runs the initialisers that stand at
  /// the members.
  bool VisitCXXRecordDecl(CXXRecordDecl *Class) {
    if (!Class->isThisDeclarationADefinition() ||
        !Class->hasInClassInitializer() || Class->isDependentContext() ||
        !Unit.inScope(Class->getLocation()))
      return true;
    for (CXXConstructorDecl *Constructor : Class->ctors())
      if (Constructor->isDefaultConstructor() && Constructor->isDefaulted() &&
          !Constructor->isInvalidDecl() && Constructor->getBody() &&
          Seen.insert(Constructor).second)
        Found.push_back(Constructor);
    return true;
  }

private:
  bool isListed(const FunctionDecl *Function) const {
    if (!Function->doesThisDeclarationHaveABody() ||
        Function->isInvalidDecl() || Function->isImplicit() ||
        Function->isDefaulted() || Function->isLateTemplateParsed() ||
        !Function->getBody())
      return false;
    const auto *Method = dyn_cast<CXXMethodDecl>(Function);
    if (Method && Method->getParent()->isLambda())
      return false;
    return Unit.inScope(Function->getLocation());
  }

  const UnitContext &Unit;
  std::vector<const FunctionDecl *> &Found;
  llvm::DenseSet<const FunctionDecl *> Seen;
};

} // namespace

std::vector<Decl *> UnitContext::topLevel() const {
  std::vector<Decl *> Result = Scope.Besides;
  auto Add = [&](Decl *D) {
    if (inScope(D->getLocation()))
      Result.push_back(D);
  };
  TranslationUnitDecl *Unit = Ast.getTranslationUnitDecl();
  if (Scope.After)
    for (Decl *D = Scope.After->getNextDeclInContext(); D;
         D = D->getNextDeclInContext())
      Add(D);
  else if (Scope.ParsedOnly)
    llvm::for_each(Unit->noload_decls(), [&](Decl *D) {
      if (!D->isFromASTFile())
        Add(D);
    });
  else
    llvm::for_each(Unit->decls(), Add);
  return Result;
}

llvm::ArrayRef<const FunctionDecl *> UnitContext::functions() {
  if (FunctionsListed)
    return Functions;
  FunctionsListed = true;
  FunctionFinder Finder(*this, Functions);
  for (Decl *D : topLevel())
    Finder.TraverseDecl(D);
  // Instantiations stand where their template does; the order in which they
  // were made keeps them apart.
  std::vector<std::pair<SourceLocation, size_t>> Order;
  for (auto [Index, Function] : llvm::enumerate(Functions))
    Order.emplace_back(sources().getExpansionLoc(Function->getLocation()),
                       Index);
  llvm::sort(Order, [&](const auto &A, const auto &B) {
    if (A.first == B.first)
      return A.second < B.second;
    return sources().isBeforeInTranslationUnit(A.first, B.first);
  });
  std::vector<const FunctionDecl *> Sorted;
  for (auto [Place, Index] : Order)
    Sorted.push_back(Functions[Index]);
  Functions = std::move(Sorted);
  return Functions;
}

} // namespace codex

// What the models say of a function.
#include "engines/bounds/Flow.h"

#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace llvm;

namespace codex::bounds {

void Names::add(const Model &M) {
  for (const OutsideModel &O : M.Outside)
    for (const std::string &F : O.Functions)
      Sources.try_emplace(F, &O);
  for (const SizeUseModel &U : M.SizeUses)
    for (const std::string &F : U.Functions)
      Uses[F].push_back(&U);
  for (const GroupModel &G : M.Groups) {
    if (G.Group == "bounds-number")
      Bounding.insert(G.Functions.begin(), G.Functions.end());
    if (G.Group == "passes-number")
      Passing.insert(G.Functions.begin(), G.Functions.end());
  }
}

const OutsideModel *Names::source(const UnitContext &Unit,
                                  const FunctionDecl *F) const {
  std::string Name = plainName(F);
  if (auto It = Sources.find(Name); It != Sources.end())
    return mayBeInModel(Unit, F, Name) ? It->second : nullptr;
  // "Class::*": what derived classes ask of themselves, other than sizes.
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (!M || !M->isConst() || M->getNumParams() > 1 ||
      !M->getReturnType()->isIntegerType() || !M->getIdentifier() ||
      M->getName().ends_with("_size") || M->getName().starts_with("has_") ||
      M->getReturnType()->isBooleanType() || !M->getParent()->hasDefinition())
    return nullptr;
  const OutsideModel *Found = nullptr;
  M->getParent()->forallBases([&](const CXXRecordDecl *Base) {
    if (auto It = Sources.find(plainName(Base) + "::*"); It != Sources.end())
      Found = It->second;
    return !Found;
  });
  return Found;
}

SmallVector<const SizeUseModel *, 2> Names::uses(const UnitContext &Unit,
                                                 const FunctionDecl *F) const {
  std::string Name = plainName(F);
  auto It = Uses.find(Name);
  if (It == Uses.end() || !mayBeInModel(Unit, F, Name))
    return {};
  return {It->second.begin(), It->second.end()};
}

bool Names::isBounding(const UnitContext &Unit, const FunctionDecl *F) const {
  if (Bounding.count(plainName(F)))
    return true;
  if (!F->getIdentifier())
    return false;
  // A project's own: its name says what it is for.
  std::string Name = F->getName().lower();
  for (StringRef Word : {"min", "clamp", "limit", "bound", "saturat"})
    if (StringRef(Name).contains(Word))
      return true;
  return false;
}

bool Names::isPassing(const UnitContext &Unit, const FunctionDecl *F) const {
  return Passing.count(plainName(F));
}

} // namespace codex::bounds

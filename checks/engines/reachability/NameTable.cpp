// What the models say of a function.
#include "engines/reachability/Calls.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::reach {

void NameTable::add(const GroupModel &G) {
  if (!wants(G.Group))
    return;
  for (const std::string &F : G.Functions)
    Functions[F].push_back(G.Group);
  for (const std::string &T : G.Types)
    Types[T].push_back(G.Group);
}

void NameTable::add(const EntryModel &E) {
  for (const std::string &C : E.Calls)
    Calls[C].push_back(&E);
  for (const std::string &L : E.Loops)
    Loops[L].push_back(&E);
  for (const std::string &F : E.Fields)
    Fields[F] = &E;
  for (const std::string &M : E.Overrides)
    Overrides[M] = &E;
  for (const std::string &D : E.Derived)
    Derived[D] = &E;
  if (!E.Named.empty())
    Named.emplace_back(
        NamePattern("^(" + E.Named + ")$", NamePattern::Case::Ignored), &E);
}

/// The name of \p F, and of what it overrides.
static void namesOf(const FunctionDecl *F, SmallVectorImpl<std::string> &Out) {
  Out.push_back(plainName(F));
  if (const auto *M = dyn_cast<CXXMethodDecl>(F))
    for (const CXXMethodDecl *Base : M->overridden_methods())
      namesOf(Base, Out);
}

/// \p Class and its bases.
static void withBases(const CXXRecordDecl *Class,
                      SmallVectorImpl<const CXXRecordDecl *> &Out) {
  Class = Class ? Class->getDefinition() : nullptr;
  if (!Class || is_contained(Out, Class))
    return;
  Out.push_back(Class);
  for (const CXXBaseSpecifier &Base : Class->bases())
    withBases(Base.getType()->getAsCXXRecordDecl(), Out);
}

/// CODEX_GROUP("...") at any declaration of \p D.
static void annotatedGroups(const Decl *D, SmallVectorImpl<StringRef> &Out) {
  for (const Decl *R : D->redecls())
    for (const auto *A : R->specific_attrs<AnnotateAttr>())
      if (StringRef Group = A->getAnnotation();
          Group.consume_front("codex::group="))
        Out.push_back(Group);
}

/// At \p F, at what it overrides, and at its class and the bases.
static void groupsInCode(const FunctionDecl *F,
                         SmallVectorImpl<StringRef> &Out) {
  annotatedGroups(F, Out);
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (!M)
    return;
  for (const CXXMethodDecl *Base : M->overridden_methods())
    groupsInCode(Base, Out);
  SmallVector<const CXXRecordDecl *, 4> All;
  withBases(M->getParent(), All);
  for (const CXXRecordDecl *Class : All)
    annotatedGroups(Class, Out);
}

void NameTable::labels(const UnitContext &Unit, const FunctionDecl *F,
                       std::vector<std::string> &Out) const {
  SmallVector<std::string, 2> Names;
  namesOf(F, Names);
  for (const std::string &Name : Names)
    if (mayBeInModel(Unit, F, Name))
      if (auto It = Functions.find(Name); It != Functions.end())
        append_range(Out, It->second);
  if (const auto *M = dyn_cast<CXXMethodDecl>(F); M && !Types.empty()) {
    SmallVector<const CXXRecordDecl *, 4> All;
    withBases(M->getParent(), All);
    for (const CXXRecordDecl *Class : All)
      if (auto It = Types.find(plainName(Class)); It != Types.end())
        append_range(Out, It->second);
  }
  SmallVector<StringRef, 2> InCode;
  groupsInCode(F, InCode);
  for (StringRef Group : InCode)
    if (wants(Group))
      Out.push_back(Group.str());
  if (wants(SystemC) && F->isExternC() && F->getIdentifier() &&
      !F->getName().starts_with("__builtin_") &&
      Unit.sources().isInSystemHeader(F->getLocation()) &&
      mayBeInModel(Unit, F, Names.front()))
    Out.push_back(SystemC.str());
  llvm::sort(Out);
  Out.erase(llvm::unique(Out), Out.end());
}

static std::vector<const EntryModel *>
find(const StringMap<std::vector<const EntryModel *>> &In,
     const UnitContext &Unit, const FunctionDecl *F) {
  std::vector<const EntryModel *> Found;
  if (In.empty())
    return Found;
  SmallVector<std::string, 2> Names;
  namesOf(F, Names);
  for (const std::string &Name : Names)
    if (mayBeInModel(Unit, F, Name))
      if (auto It = In.find(Name); It != In.end())
        append_range(Found, It->second);
  return Found;
}

std::vector<const EntryModel *>
NameTable::registers(const UnitContext &Unit, const FunctionDecl *F) const {
  std::vector<const EntryModel *> Found = find(Calls, Unit, F);
  if (!Found.empty() || Calls.empty())
    return Found;
  // Threads.emplace_back(f) is the construction of an element.
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  const auto *Of =
      M ? dyn_cast<ClassTemplateSpecializationDecl>(M->getParent()) : nullptr;
  if (!Of || !M->getIdentifier() || !M->getName().starts_with("emplace") ||
      !Of->isInStdNamespace() || Of->getTemplateArgs().size() == 0 ||
      Of->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return Found;
  const CXXRecordDecl *Element =
      Of->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
  if (!Element || !Element->getIdentifier())
    return Found;
  if (auto It =
          Calls.find(plainName(Element) + "::" + Element->getNameAsString());
      It != Calls.end())
    return It->second;
  return Found;
}

std::vector<const EntryModel *> NameTable::loops(const UnitContext &Unit,
                                                 const FunctionDecl *F) const {
  return find(Loops, Unit, F);
}

const EntryModel *NameTable::field(const FieldDecl *F) const {
  if (Fields.empty())
    return nullptr;
  auto It = Fields.find(plainName(F));
  return It == Fields.end() ? nullptr : It->second;
}

const EntryModel *NameTable::named(const FunctionDecl *F) const {
  if (!F->getIdentifier())
    return nullptr;
  for (const auto &[Name, E] : Named)
    if (Name.match(F->getName()))
      return E;
  return nullptr;
}

const EntryModel *NameTable::overrides(const CXXMethodDecl *M) const {
  if (Overrides.empty() && Derived.empty())
    return nullptr;
  if (M->size_overridden_methods() == 0)
    return nullptr;
  SmallVector<std::string, 2> Names;
  namesOf(M, Names);
  for (const std::string &Name : drop_begin(Names))
    if (auto It = Overrides.find(Name); It != Overrides.end())
      return It->second;
  if (isa<CXXDestructorDecl>(M) || Derived.empty())
    return nullptr;
  SmallVector<const CXXRecordDecl *, 4> All;
  withBases(M->getParent(), All);
  for (const CXXRecordDecl *Class : drop_begin(All))
    if (auto It = Derived.find(plainName(Class)); It != Derived.end())
      return It->second;
  return nullptr;
}

} // namespace codex::reach

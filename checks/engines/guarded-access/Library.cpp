#include "engines/guarded-access/Library.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;

namespace codex::guarded {

std::string modelName(const NamedDecl *D) {
  SmallVector<StringRef, 4> Parts;
  std::string Operator;
  if (const IdentifierInfo *Name = D->getIdentifier()) {
    Parts.push_back(Name->getName());
  } else {
    Operator = D->getDeclName().getAsString();
    Parts.push_back(Operator);
  }
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent()) {
    if (const auto *N = dyn_cast<NamespaceDecl>(C)) {
      if (!N->isInline() && !N->isAnonymousNamespace())
        Parts.push_back(N->getName());
    } else if (const auto *R = dyn_cast<TagDecl>(C)) {
      Parts.push_back(R->getName());
    }
  }
  return llvm::join(llvm::reverse(Parts), "::");
}

Library::Library(ArrayRef<const Model *> Models, Subject About) : About(About) {
  auto NoteName = [&](StringRef Qualified) {
    FunctionNames[Qualified.rsplit("::").second.empty()
                      ? Qualified
                      : Qualified.rsplit("::").second] = true;
  };
  for (const Model *M : Models) {
    for (const WrapperModel &W : M->Wrappers) {
      for (const std::string &Type : W.Types) {
        if (!StringRef(Type).contains('*')) {
          Types[Type] = &W;
          continue;
        }
        // Nothing but '*' has a meaning in the patterns that are read.
        if (Expected<GlobPattern> Pattern = GlobPattern::create(Type))
          TypePatterns.emplace_back(std::move(*Pattern), &W);
        else
          consumeError(Pattern.takeError());
      }
      for (const std::string &Text : W.Attributes)
        Attributes[Text] = &W;
      for (const std::string &F : W.UnwrapFunctions) {
        Functions[F].Unwraps = &W;
        NoteName(F);
      }
      for (const std::string &F : W.EngagedMakers) {
        Functions[F].EngagedMaker = true;
        NoteName(F);
      }
      for (const std::string &F : W.EmptyMakers) {
        Functions[F].EmptyMaker = true;
        NoteName(F);
      }
    }
    for (const VariantModel &V : M->Variants) {
      for (const std::string &Type : V.Types)
        Variants[Type] = &V;
      auto Note = [&](const std::vector<std::string> &Names,
                      VariantUse::Kind Is) {
        for (const std::string &F : Names) {
          Functions[F].Variant = &V;
          Functions[F].VariantIs = Is;
          NoteName(F);
        }
      };
      Note(V.Gets, VariantUse::Kind::Get);
      Note(V.Tests, VariantUse::Kind::Test);
      Note(V.PointerGets, VariantUse::Kind::PointerGet);
    }
    for (const LookupModel &L : M->Lookups) {
      if (L.OwnFunctions)
        (L.NotFound == Sentinel::End ? OwnMembers : OwnFunctions) = &L;
      for (const std::string &Type : L.Types)
        LookupTypes[Type] = &L;
      for (const std::string &F : L.Functions) {
        if (F == "dynamic_cast")
          DynamicCast = &L;
        Functions[F].Lookup = &L;
        NoteName(F);
      }
    }
    for (const NonNullModel &N : M->NonNull)
      for (const std::string &F : N.Functions) {
        Functions[F].NonNull.push_back(N.Argument);
        NoteName(F);
      }
    for (const AssertionModel &A : M->Assertions)
      for (const std::string &F : A.Functions) {
        Functions[F].Assertions.push_back(&A);
        NoteName(F);
      }
    for (const CarrierModel &C : M->Carriers)
      for (const std::string &F : C.Functions) {
        Functions[F].Carrier = &C;
        NoteName(F);
      }
    for (const ComparerModel &C : M->Comparers)
      for (const std::string &F : C.Functions) {
        Functions[F].Comparer = &C;
        NoteName(F);
      }
    for (const std::string &F : M->NoReturn) {
      Functions[F].NoReturn = true;
      NoteName(F);
    }
  }
}

const WrapperModel *Library::wrapperNamed(StringRef QualifiedName) const {
  auto ByName = Types.find(QualifiedName);
  if (ByName != Types.end())
    return ByName->second;
  for (const auto &[Pattern, W] : TypePatterns)
    if (Pattern.match(QualifiedName))
      return W;
  return nullptr;
}

const WrapperModel *Library::wrapper(QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (const CXXRecordDecl *Record = T->getAsCXXRecordDecl())
    return wrapper(Record);
  // Dependent: std::optional<T> in a template that is not instantiated.
  if (const auto *Special = T->getAs<TemplateSpecializationType>())
    if (const TemplateDecl *Template =
            Special->getTemplateName().getAsTemplateDecl())
      if (const auto *Record =
              dyn_cast_or_null<CXXRecordDecl>(Template->getTemplatedDecl()))
        return wrapper(Record);
  return nullptr;
}

const WrapperModel *Library::wrapper(const CXXRecordDecl *Record) {
  Record = Record->getCanonicalDecl();
  auto [It, New] = Records.try_emplace(Record, nullptr);
  if (!New)
    return It->second;
  const WrapperModel *Found = nullptr;
  if (Record->getIdentifier())
    Found = wrapperNamed(modelName(Record));
  for (const Decl *Declared : Record->redecls())
    for (const auto *A : Declared->specific_attrs<AnnotateAttr>())
      if (!Found)
        Found = Attributes.lookup(A->getAnnotation());
  if (!Found)
    if (const CXXRecordDecl *Definition = Record->getDefinition();
        Definition && !Definition->isInvalidDecl())
      for (const CXXBaseSpecifier &Base : Definition->bases())
        if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl();
            B && !Found)
          Found = wrapper(B);
  return Records[Record] = Found;
}

/// "operator*" with no parameter is another thing than with one; conversion
/// operators are "operator bool" whatever they convert to by way of typedefs.
static std::string memberName(const FunctionDecl *F) {
  if (const auto *Conversion = dyn_cast<CXXConversionDecl>(F))
    return Conversion->getConversionType()->isBooleanType() ? "operator bool"
                                                            : "operator other";
  return F->getNameAsString();
}

Role Library::role(const WrapperModel &W, const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  auto [It, New] = Roles.try_emplace(F, Role::None);
  if (!New)
    return It->second;
  std::string Name = memberName(F);
  Role R = Role::None;
  bool NoArguments =
      F->getMinRequiredArguments() == (isa<CXXMethodDecl>(F) ? 0u : 1u);
  if (is_contained(W.Unwraps, Name))
    R = NoArguments ? Role::Unwrap : Role::None;
  else if (is_contained(W.ErrorUnwraps, Name))
    R = Role::ErrorUnwrap;
  else if (is_contained(W.Tests, Name))
    R = Role::Test;
  else if (is_contained(W.EmptyTests, Name))
    R = Role::EmptyTest;
  else if (is_contained(W.StatusMembers, Name))
    R = Role::Status;
  else if (is_contained(W.CodeMembers, Name))
    R = Role::Code;
  else if (is_contained(W.PointerMembers, Name))
    R = Role::Pointer;
  else if (is_contained(W.Transforms, Name))
    R = Role::Transform;
  else if (is_contained(W.Chains, Name))
    R = Role::Chain;
  else if (is_contained(W.Alternatives, Name))
    R = Role::Alternative;
  else if (is_contained(W.ValueOrs, Name))
    R = Role::ValueOr;
  else if (is_contained(W.Engages, Name))
    R = Role::Engage;
  else if (is_contained(W.Empties, Name))
    R = Role::Empty;
  else if (is_contained(W.Merges, Name))
    R = Role::Merge;
  else if (is_contained(W.Ensures, Name))
    R = Role::Ensure;
  else if (Name == "swap")
    R = Role::Swap;
  return Roles[F] = R;
}

bool Library::throwsWhenEmpty(const WrapperModel &W, const FunctionDecl *F) {
  return is_contained(W.ThrowingUnwraps, memberName(F));
}

/// \p Pattern with a '*' for any letters and digits is \p Name.
static bool matches(StringRef Pattern, StringRef Name) {
  auto [Before, After] = Pattern.split('*');
  return Pattern == Name ||
         (Before.size() < Pattern.size() && Name.starts_with(Before) &&
          Name.drop_front(Before.size()).ends_with(After));
}

bool Library::isEmptySource(const WrapperModel &W, QualType T) {
  const TagDecl *Tag = T.getNonReferenceType()->getAsTagDecl();
  if (!Tag || !Tag->getIdentifier() || W.EmptyFrom.empty())
    return false;
  std::string Name = modelName(Tag);
  return any_of(W.EmptyFrom,
                [&](StringRef Pattern) { return matches(Pattern, Name); });
}

bool Library::isEmptyTag(const WrapperModel &W, QualType T) {
  if (!isEmptySource(W, T))
    return false;
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && Record->hasDefinition() && Record->isEmpty();
}

const Library::FunctionFacts &Library::facts(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  auto [It, New] = FunctionCache.try_emplace(F);
  if (!New)
    return It->second;
  bool IsNamed = F->getIdentifier()
                     ? FunctionNames.count(F->getName())
                     : FunctionNames.count(F->getDeclName().getAsString());
  if (!IsNamed)
    return It->second;
  auto Known = Functions.find(modelName(F));
  if (Known != Functions.end())
    It->second = Known->second;
  return It->second;
}

const WrapperModel *Library::unwrapFunction(const FunctionDecl *F) {
  return facts(F).Unwraps;
}
bool Library::isEngagedMaker(const FunctionDecl *F) {
  return facts(F).EngagedMaker;
}
bool Library::isEmptyMaker(const FunctionDecl *F) {
  return facts(F).EmptyMaker;
}
ArrayRef<const AssertionModel *> Library::assertions(const FunctionDecl *F) {
  return facts(F).Assertions;
}
const CarrierModel *Library::carrier(const FunctionDecl *F) {
  return facts(F).Carrier;
}
const ComparerModel *Library::comparer(const FunctionDecl *F) {
  return facts(F).Comparer;
}
bool Library::neverReturns(const FunctionDecl *F) {
  return facts(F).NoReturn || endsAsUsed(F);
}

//===-- Variants ----------------------------------------------------------===//

static const ClassTemplateSpecializationDecl *specialization(QualType T) {
  return dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.getNonReferenceType()->getAsCXXRecordDecl());
}

const VariantModel *Library::variant(QualType T) {
  const auto *Special = T.isNull() ? nullptr : specialization(T);
  return Special && Special->getIdentifier() && !Variants.empty()
             ? Variants.lookup(modelName(Special))
             : nullptr;
}

/// The types of a variant's alternatives.
static SmallVector<QualType, 4> alternatives(QualType V) {
  SmallVector<QualType, 4> Types;
  const ClassTemplateSpecializationDecl *Special = specialization(V);
  if (!Special)
    return Types;
  for (const TemplateArgument &Argument :
       Special->getTemplateArgs().asArray()) {
    ArrayRef<TemplateArgument> Each = Argument;
    if (Argument.getKind() == TemplateArgument::Pack)
      Each = Argument.pack_elements();
    for (const TemplateArgument &One : Each)
      if (One.getKind() == TemplateArgument::Type)
        Types.push_back(One.getAsType());
  }
  return Types;
}

int64_t Library::alternativeCount(QualType V) { return alternatives(V).size(); }

std::optional<int64_t> Library::alternativeFrom(QualType V, QualType From) {
  std::optional<int64_t> Found;
  for (auto [Index, Type] : enumerate(alternatives(V)))
    if (Type.getCanonicalType().getUnqualifiedType() ==
        From.getNonReferenceType().getCanonicalType().getUnqualifiedType()) {
      if (Found)
        return std::nullopt; // twice in the list: not told by its type
      Found = Index;
    }
  return Found;
}

std::optional<VariantUse> Library::variantUse(const FunctionDecl *F,
                                              QualType V) {
  const FunctionFacts &Known = facts(F);
  const TemplateArgumentList *Given = F->getTemplateSpecializationArgs();
  if (!Known.Variant || !Given || Given->size() == 0 ||
      variant(V) != Known.Variant)
    return std::nullopt;
  VariantUse Use{Known.VariantIs, Known.Variant, 0};
  const TemplateArgument &Which = Given->get(0);
  if (Which.getKind() == TemplateArgument::Integral)
    Use.Alternative = Which.getAsIntegral().getExtValue();
  else if (Which.getKind() != TemplateArgument::Type)
    return std::nullopt;
  else if (std::optional<int64_t> Index = alternativeFrom(V, Which.getAsType()))
    Use.Alternative = *Index;
  else
    return std::nullopt;
  return Use;
}

//===-- Look-ups ----------------------------------------------------------===//

/// \p Record, or a base, has an end() of this type.
static bool hasEnd(const CXXRecordDecl *Record, QualType T) {
  if (!Record || !Record->hasDefinition())
    return false;
  Record = Record->getDefinition();
  IdentifierInfo &End = Record->getASTContext().Idents.get("end");
  return any_of(Record->lookup(&End),
                [&](const NamedDecl *D) {
                  const auto *F =
                      dyn_cast<CXXMethodDecl>(D->getUnderlyingDecl());
                  return F && F->getNumParams() == 0 &&
                         F->getReturnType().getCanonicalType() == T;
                }) ||
         any_of(Record->bases(), [&](const CXXBaseSpecifier &Base) {
           return hasEnd(Base.getType()->getAsCXXRecordDecl(), T);
         });
}

/// A search by its shape: what find(key) returns, end() returns as well.
static bool findsOrEnds(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && !Method->isStatic() && Method->getNumParams() > 0 &&
         !Method->getReturnType()->isDependentType() &&
         hasEnd(Method->getParent(),
                Method->getReturnType().getCanonicalType());
}

const LookupModel *Library::lookupClass(const CXXRecordDecl *Record) {
  if (LookupTypes.empty() && !OwnMembers)
    return nullptr;
  Record = Record->getCanonicalDecl();
  auto [It, New] = LookupRecords.try_emplace(Record, nullptr);
  if (!New)
    return It->second;
  const LookupModel *Found = nullptr;
  if (Record->getIdentifier())
    Found = LookupTypes.lookup(modelName(Record));
  if (const CXXRecordDecl *Definition = Record->getDefinition();
      !Found && Definition && !Definition->isInvalidDecl())
    for (const CXXBaseSpecifier &Base : Definition->bases())
      if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl();
          B && !Found)
        Found = lookupClass(B);
  if (!Found && OwnMembers && Record->getIdentifier() &&
      any_of(OwnMembers->Members, [&](StringRef Name) {
        const FunctionDecl *F = memberNamed(Record, Name);
        return F && findsOrEnds(F);
      }))
    Found = OwnMembers;
  return LookupRecords[Record] = Found;
}

const LookupModel *Library::lookup(const FunctionDecl *F) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F);
      Method && !Method->isStatic()) {
    const LookupModel *L = lookupClass(Method->getParent());
    if (!L) // it may be a template's
      L = OwnMembers;
    return L && is_contained(L->Members, memberName(F)) &&
                   (L != OwnMembers || findsOrEnds(F))
               ? L
               : ownLookup(F);
  }
  const LookupModel *L = facts(F).Lookup;
  return L ? L : ownLookup(F);
}

const LookupModel *Library::lookup(const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  if (!F)
    return nullptr;
  if (F->getOverloadedOperator() == OO_Call && Call->getNumArgs() > 0)
    if (const auto *Ref =
            dyn_cast<DeclRefExpr>(Call->getArg(0)->IgnoreParenImpCasts()))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
          V && V->hasGlobalStorage() && V->getIdentifier() &&
          FunctionNames.count(V->getName())) {
        auto Known = Functions.find(modelName(V));
        return Known == Functions.end() ? nullptr : Known->second.Lookup;
      }
  return lookup(F);
}

namespace {

/// Whether a body looks something up: it returns "nothing" on some way, and
/// what a loop or another look-up comes upon on others. A getter that refuses
/// an index is no search, and neither is a table of all values of an
/// enumeration.
class Search : public DynamicRecursiveASTVisitor {
public:
  explicit Search(function_ref<bool(const FunctionDecl *)> IsLookup)
      : IsLookup(IsLookup) {}

  bool isOne() const { return ReturnsNothing && Searches && !Switches; }

  bool TraverseLambdaExpr(LambdaExpr *) override { return true; }
  bool TraverseDecl(Decl *D) override {
    return isa_and_nonnull<RecordDecl>(D) ||
           DynamicRecursiveASTVisitor::TraverseDecl(D);
  }
  bool TraverseStmt(Stmt *S) override {
    bool IsLoop =
        isa_and_nonnull<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
    Loops += IsLoop;
    bool Result = DynamicRecursiveASTVisitor::TraverseStmt(S);
    Loops -= IsLoop;
    return Result;
  }
  bool VisitSwitchStmt(SwitchStmt *) override { return Switches = true; }
  bool VisitReturnStmt(ReturnStmt *R) override {
    if (R->getRetValue() && isNothing(R->getRetValue()))
      ReturnsNothing = true;
    else
      Searches |= Loops > 0;
    return true;
  }
  bool VisitCallExpr(CallExpr *C) override {
    const FunctionDecl *F = C->getDirectCallee();
    Searches |= F && IsLookup(F);
    return true;
  }

private:
  static bool isNothing(const Expr *E) {
    for (;;) {
      E = E->IgnoreParenCasts();
      if (const auto *F = dyn_cast<FullExpr>(E))
        E = F->getSubExpr();
      else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
        E = M->getSubExpr();
      else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
        E = B->getSubExpr();
      else if (const auto *L = dyn_cast<InitListExpr>(E);
               L && L->getNumInits() == 1)
        E = L->getInit(0);
      else
        break;
    }
    if (const auto *C = dyn_cast<CXXConstructExpr>(E))
      return C->getNumArgs() == 0 ||
             (C->getNumArgs() == 1 && isNothing(C->getArg(0)));
    if (const auto *L = dyn_cast<InitListExpr>(E))
      return L->getNumInits() == 0;
    if (const auto *C = dyn_cast<AbstractConditionalOperator>(E))
      return isNothing(C->getTrueExpr()) || isNothing(C->getFalseExpr());
    if (isa<CXXNullPtrLiteralExpr, GNUNullExpr, ImplicitValueInitExpr>(E))
      return true;
    const auto *Zero = dyn_cast<IntegerLiteral>(E);
    return Zero && Zero->getValue() == 0;
  }

  function_ref<bool(const FunctionDecl *)> IsLookup;
  unsigned Loops = 0; ///< around what is visited
  bool ReturnsNothing = false, Searches = false, Switches = false;
};

} // namespace

const LookupModel *Library::ownLookup(const FunctionDecl *F) {
  if (!OwnFunctions || F->getNumParams() == 0)
    return nullptr;
  auto [It, New] = OwnLookups.try_emplace(F->getCanonicalDecl(), nullptr);
  if (!New)
    return It->second;
  const FunctionDecl *Definition = nullptr;
  QualType Type = F->getReturnType();
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  // What returns memory without a type allocates it.
  bool IsPointer =
      Type->isPointerType()
          ? !Type->isFunctionPointerType() && !Type->isVoidPointerType() &&
                !Type->getPointeeType()->isAnyCharacterType()
          : Class && Class->isInStdNamespace() && isPointerLike(Class) &&
                Class->getName().ends_with("_ptr");
  if (!IsPointer || F->isOverloadedOperator() || !F->hasBody(Definition) ||
      F->getASTContext().getSourceManager().isInSystemHeader(F->getLocation()))
    return nullptr;
  auto IsLookup = [&](const FunctionDecl *Callee) {
    return lookup(Callee) != nullptr;
  };
  Search Body(IsLookup);
  Body.TraverseStmt(Definition->getBody());
  if (Body.isOne())
    OwnLookups[F->getCanonicalDecl()] = OwnFunctions;
  return OwnLookups.lookup(F->getCanonicalDecl());
}

Library::LookupRelation Library::lookupRelation(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  const LookupModel *L = Method && !Method->isStatic()
                             ? lookupClass(Method->getParent())
                             : nullptr;
  if (!L || L->Members.empty())
    return {};
  std::string Name = memberName(F);
  bool Inserts = is_contained(L->Inserts, Name);
  if (!Inserts && !is_contained(L->Tests, Name))
    return {};
  return {memberNamed(Method->getParent(), L->Members.front()), Inserts};
}

ArrayRef<unsigned> Library::nonNullArguments(const FunctionDecl *F) {
  // A class stands for its constructors.
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(F)) {
    if (!Constructor->getParent()->getIdentifier() ||
        !FunctionNames.count(Constructor->getParent()->getName()))
      return {};
    auto Known = Functions.find(modelName(Constructor->getParent()));
    return Known == Functions.end() ? ArrayRef<unsigned>()
                                    : Known->second.NonNull;
  }
  return facts(F).NonNull;
}

const FunctionDecl *memberNamed(const CXXRecordDecl *Record, StringRef Name) {
  if (!Record || !Record->hasDefinition())
    return nullptr;
  Record = Record->getDefinition();
  IdentifierInfo &Id = Record->getASTContext().Idents.get(Name);
  for (const NamedDecl *D : Record->lookup(&Id))
    if (const auto *F = dyn_cast<FunctionDecl>(D->getUnderlyingDecl()))
      return F->getCanonicalDecl();
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (const FunctionDecl *F =
            memberNamed(Base.getType()->getAsCXXRecordDecl(), Name))
      return F;
  return nullptr;
}

bool isPointerLike(const CXXRecordDecl *Record) {
  if (!Record || !Record->hasDefinition())
    return false;
  Record = Record->getDefinition();
  DeclarationName Arrow =
      Record->getASTContext().DeclarationNames.getCXXOperatorName(OO_Arrow);
  return !Record->lookup(Arrow).empty() ||
         any_of(Record->bases(), [](const CXXBaseSpecifier &Base) {
           return isPointerLike(Base.getType()->getAsCXXRecordDecl());
         });
}

} // namespace codex::guarded

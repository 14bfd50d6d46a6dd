//===- Library.h - Models, resolved against declarations --------*- C++ -*-===//
//
// Answers "is this class an optional, and what does this member of it do?" for
// the declarations of one translation unit. Each declaration is looked at once.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_LIBRARY_H
#define CODEX_ENGINES_GUARDED_ACCESS_LIBRARY_H

#include "rules/Model.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/GlobPattern.h"

#include <optional>

namespace codex::guarded {

/// What a function does to, or asks of, the wrapper that it is called on.
enum class Role {
  None,        ///< nothing that the model knows
  Unwrap,      ///< needs a value inside
  ErrorUnwrap, ///< needs that none is inside
  Test,        ///< true if and only if a value is inside
  EmptyTest,   ///< true if and only if none is inside
  Status,      ///< its result holds "a value" if and only if the object does
  Code,        ///< its result is 0 if and only if a value is inside
  Pointer,     ///< its result is null if and only if none is inside
  Transform,   ///< as Status, for a new wrapper made from the value
  Chain,       ///< its result holds a value only if the object does
  Alternative, ///< its result holds a value at least if the object does
  ValueOr,     ///< the value, or the argument
  Engage,      ///< a value is inside afterwards
  Empty,       ///< none is inside afterwards
  Merge,  ///< a value is inside afterwards if one was, and is in the argument
  Ensure, ///< returns only if a value is inside
  Swap,
};

/// Which accesses count. What is known of the others still tells something.
enum class Subject {
  Wrappers, ///< the inside of optionals, expecteds, variants
  Lookups,  ///< what a pointer or iterator from a look-up points to
};

/// How often a function is the last that is done where something is missing,
/// and how often something follows upon it.
struct EndingUses {
  unsigned Ends = 0;
  unsigned Others = 0;
};

/// What a function does with a variant: which alternative it is about.
struct VariantUse {
  enum class Kind { Get, Test, PointerGet };
  Kind Is;
  const VariantModel *Model;
  int64_t Alternative;
};

class Library {
public:
  /// \p Models must outlive this.
  Library(llvm::ArrayRef<const Model *> Models, Subject About);

  Subject about() const { return About; }

  /// The model of \p T (references and cv removed) or of a base of it.
  const WrapperModel *wrapper(clang::QualType T);
  const WrapperModel *wrapper(const clang::CXXRecordDecl *Record);

  Role role(const WrapperModel &W, const clang::FunctionDecl *F);
  bool throwsWhenEmpty(const WrapperModel &W, const clang::FunctionDecl *F);
  /// Whether \p W becomes empty when made from a value of type \p T.
  bool isEmptySource(const WrapperModel &W, clang::QualType T);
  /// The same for a type that says nothing else, as std::nullopt_t: all values
  /// of it are equal, and equal to every empty \p W.
  bool isEmptyTag(const WrapperModel &W, clang::QualType T);

  /// The wrapper whose free function \p F unwraps its first argument, or null.
  const WrapperModel *unwrapFunction(const clang::FunctionDecl *F);
  /// \p F returns a wrapper with a value inside.
  bool isEngagedMaker(const clang::FunctionDecl *F);
  /// ... or with none.
  bool isEmptyMaker(const clang::FunctionDecl *F);
  /// What must hold for \p F to return; there may be one for each macro that
  /// expands to it.
  llvm::ArrayRef<const AssertionModel *>
  assertions(const clang::FunctionDecl *F);
  const CarrierModel *carrier(const clang::FunctionDecl *F);
  const ComparerModel *comparer(const clang::FunctionDecl *F);
  bool neverReturns(const clang::FunctionDecl *F);
  /// What the unit only declares and uses as if it ended the program, and how
  /// often it does so.
  llvm::ArrayRef<std::pair<const clang::FunctionDecl *, EndingUses>>
  endings(clang::ASTContext &Ast);

  const VariantModel *variant(clang::QualType T);
  /// \p F is a function template about one alternative of a \p V.
  std::optional<VariantUse> variantUse(const clang::FunctionDecl *F,
                                       clang::QualType V);
  int64_t alternativeCount(clang::QualType V);
  /// The number of the alternative that a \p V made from a \p From holds; empty
  /// where that is not plain.
  std::optional<int64_t> alternativeFrom(clang::QualType V,
                                         clang::QualType From);

  /// The look-up that \p F does, or null.
  const LookupModel *lookup(const clang::FunctionDecl *F);
  /// The same of a call, which may be one of a function object
  /// (std::ranges::find).
  const LookupModel *lookup(const clang::CallExpr *Call);
  const LookupModel *dynamicCast() const { return DynamicCast; }
  /// The look-up that \p F, a member of the same class, tells the success of
  /// or makes succeed.
  struct LookupRelation {
    const clang::FunctionDecl *Lookup = nullptr;
    bool Inserts = false; ///< else it tests
  };
  LookupRelation lookupRelation(const clang::FunctionDecl *F);
  /// The arguments of \p F that must not be null.
  llvm::ArrayRef<unsigned> nonNullArguments(const clang::FunctionDecl *F);

private:
  struct FunctionFacts {
    const WrapperModel *Unwraps = nullptr;
    bool EngagedMaker = false;
    bool EmptyMaker = false;
    llvm::SmallVector<const AssertionModel *, 1> Assertions;
    const CarrierModel *Carrier = nullptr;
    bool NoReturn = false;
    const ComparerModel *Comparer = nullptr;
    const VariantModel *Variant = nullptr;
    VariantUse::Kind VariantIs = VariantUse::Kind::Get;
    const LookupModel *Lookup = nullptr;
    llvm::SmallVector<unsigned, 1> NonNull;
  };
  const FunctionFacts &facts(const clang::FunctionDecl *F);

  const WrapperModel *wrapperNamed(llvm::StringRef QualifiedName) const;
  /// The model of functions whose bodies say that they may find nothing.
  /// Never returns, as this unit uses it.
  bool endsAsUsed(const clang::FunctionDecl *F);
  const LookupModel *ownLookup(const clang::FunctionDecl *F);
  /// The model of the members of \p Record that look something up.
  const LookupModel *lookupClass(const clang::CXXRecordDecl *Record);

  Subject About;
  const LookupModel *DynamicCast = nullptr;
  const LookupModel *OwnFunctions = nullptr;
  const LookupModel *OwnMembers = nullptr;
  std::optional<
      llvm::SmallVector<std::pair<const clang::FunctionDecl *, EndingUses>, 0>>
      Enders;
  llvm::DenseMap<const clang::FunctionDecl *, const LookupModel *> OwnLookups;
  llvm::StringMap<const VariantModel *> Variants;
  llvm::StringMap<const LookupModel *> LookupTypes;
  llvm::DenseMap<const clang::CXXRecordDecl *, const LookupModel *>
      LookupRecords;

  llvm::StringMap<const WrapperModel *> Types;
  llvm::StringMap<const WrapperModel *> Attributes;
  std::vector<std::pair<llvm::GlobPattern, const WrapperModel *>> TypePatterns;
  llvm::StringMap<FunctionFacts> Functions;
  llvm::StringMap<bool> FunctionNames; ///< unqualified, to say no quickly
  llvm::DenseMap<const clang::CXXRecordDecl *, const WrapperModel *> Records;
  llvm::DenseMap<const clang::FunctionDecl *, Role> Roles;
  llvm::DenseMap<const clang::FunctionDecl *, FunctionFacts> FunctionCache;
};

/// Fully qualified, without inline or anonymous namespaces and without template
/// arguments: "std::optional", "absl::StatusOr".
std::string modelName(const clang::NamedDecl *D);

/// The first member function of that name that \p Record itself declares, or
/// else a base of it, in its canonical form; null if there is none. It stands
/// for all overloads of the name.
const clang::FunctionDecl *memberNamed(const clang::CXXRecordDecl *Record,
                                       llvm::StringRef Name);

/// The class, or a base of it, has an operator->: it behaves as a pointer.
bool isPointerLike(const clang::CXXRecordDecl *Record);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_LIBRARY_H

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
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/GlobPattern.h"

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
  Swap,
};

class Library {
public:
  /// \p Models must outlive this.
  explicit Library(llvm::ArrayRef<const Model *> Models);

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
  /// The argument that must hold for \p F to return, or -1.
  int assertedArgument(const clang::FunctionDecl *F);
  const ComparerModel *comparer(const clang::FunctionDecl *F);
  bool neverReturns(const clang::FunctionDecl *F);

private:
  struct FunctionFacts {
    const WrapperModel *Unwraps = nullptr;
    bool EngagedMaker = false;
    int Asserted = -1;
    bool NoReturn = false;
    const ComparerModel *Comparer = nullptr;
  };
  const FunctionFacts &facts(const clang::FunctionDecl *F);

  const WrapperModel *wrapperNamed(llvm::StringRef QualifiedName) const;

  llvm::StringMap<const WrapperModel *> Types;
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

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_LIBRARY_H

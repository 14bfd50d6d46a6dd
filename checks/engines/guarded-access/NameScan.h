//===- NameScan.h - The names in a body, before it is lowered ---*- C++ -*-===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_NAMESCAN_H
#define CODEX_ENGINES_GUARDED_ACCESS_NAMESCAN_H

#include "engines/guarded-access/Containers.h"
#include "engines/guarded-access/Lowering.h"

#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <vector>

namespace codex::guarded {

struct ScannedNames {
  /// Within the operand of a noexcept or a typeid, which is never evaluated.
  llvm::SmallPtrSet<const clang::Stmt *, 4> Unevaluated;
  /// Variables that outlive every call and are named in the body.
  std::vector<const clang::VarDecl *> Globals;
  std::vector<const clang::CXXForRangeStmt *> Loops;
  /// Variables of a wrapper type that some object keeps a pointer or reference
  /// to: whoever writes through one may write to them.
  std::vector<const clang::VarDecl *> Kept;
  /// Pointers and references that may be to one of several: what they are
  /// given, `Fast ? &a : &b`.
  llvm::MapVector<const clang::VarDecl *,
                  llvm::SmallVector<const clang::Expr *, 2>>
      ToOneOfSeveral;
  /// Comparisons of a member of an enumeration, with `==` or as a switch's
  /// case: what is compared, and with what.
  std::vector<std::pair<const clang::Expr *, const clang::Expr *>> Tags;
  /// Lambdas with a name that is only ever called, and only by the body itself:
  /// they run where they are called and nowhere else.
  llvm::DenseMap<const clang::VarDecl *, const clang::LambdaExpr *>
      CalledLambdas;
  /// Lambdas that algorithms call with elements of containers.
  llvm::DenseMap<const clang::LambdaExpr *, std::vector<ElementParameter>>
      ElementParameters;
};

/// Finds, before anything is lowered, the variables that change after they are
/// initialised, and the references and pointers that are mere other names;
/// \p Unit learns of both.
ScannedNames scanNames(UnitState &Unit, const clang::Stmt *Body);

/// The one argument that a constructor is given, or null.
const clang::Expr *onlyArgument(const clang::CXXConstructExpr *Construct);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_NAMESCAN_H

//===- UnitContext.h - One parsed translation unit --------------*- C++ -*-===//
//
// What engines may ask about a parsed unit, computed once for all of them.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_COLLECT_UNITCONTEXT_H
#define CODEX_COLLECT_UNITCONTEXT_H

#include "model/Finding.h"

#include "clang/AST/ASTContext.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"

#include <memory>
#include <string>
#include <vector>

namespace codex {

/// Which declarations are a unit's own.
struct UnitScope {
  /// What was read from a precompiled header is not in scope, and is not looked
  /// through.
  bool ParsedOnly = false;
  /// ... but for these, which are the project's own, and outermost.
  std::vector<clang::Decl *> Besides;
  /// Nor what was declared up to this; may be null.
  clang::Decl *After = nullptr;
};

/// Lives as long as the AST. Not thread-safe.
class UnitContext {
public:
  /// \p Root is the project's root directory, absolute; empty (the plugin):
  /// paths stay as clang spells them, and every non-system file is in scope.
  UnitContext(clang::ASTContext &Ast, llvm::StringRef Root,
              UnitScope Scope = {});
  ~UnitContext();

  clang::ASTContext &ast() { return Ast; }
  const clang::SourceManager &sources() const { return Ast.getSourceManager(); }

  /// Code that its readers can mend: not in a system header, and below the
  /// root where there is one.
  bool inScope(clang::SourceLocation Loc) const;

  /// Where a person would point to: the place of expansion for macros.
  Location location(clang::SourceLocation Loc) const;

  /// Sets Begin, EndLine and EndColumn.
  void setRange(Finding &F, clang::SourceRange Range) const;

  /// The source text of a range, with its white space normalised.
  std::string code(clang::SourceRange Range) const;

  /// "ns::f(int)"; for a lambda the function around it; empty for null.
  std::string functionName(const clang::Decl *D) const;

  /// The body of a test case, as the code says (GoogleTest, Catch2, doctest,
  /// Boost.Test), or a function nested in one.
  bool inTestBody(const clang::Decl *D) const;

  /// Every function definition in scope that has a body, in source order:
  /// free functions, methods, constructors, instantiations of templates in
  /// scope, and the templates themselves (dependent; see isDependentContext).
  /// Bodies of lambdas are not listed apart; they belong to the function
  /// around them.
  llvm::ArrayRef<const clang::FunctionDecl *> functions();

  using Body = std::pair<const clang::Decl *, clang::Stmt *>;
  /// \p F, which has a body, and the lambdas in it: each with its own.
  llvm::ArrayRef<Body> bodies(const clang::FunctionDecl *F);

  /// The calls in \p Body in source order, without those in lambdas.
  struct Calls {
    std::vector<const clang::CallExpr *> All;
    bool Awaits = false; ///< has a co_await
  };
  const Calls &calls(clang::Stmt *Body);

  /// The declarations of the unit, outermost only, that begin in scope.
  std::vector<clang::Decl *> topLevel() const;

  /// The control-flow graph of a body, with implicit and temporary
  /// destructors, every expression an element. Null if Clang cannot build it
  /// (the caller reports a Gap). Owned by this.
  const clang::CFG *cfg(const clang::Decl *D, clang::Stmt *Body);

private:
  const std::string &fileName(clang::FileID Id) const;

  clang::ASTContext &Ast;
  std::string Root;
  UnitScope Scope;
  bool FunctionsListed = false;
  std::vector<const clang::FunctionDecl *> Functions;
  llvm::DenseMap<const clang::Stmt *, std::unique_ptr<clang::CFG>> Cfgs;
  // What is handed out stays where it is when these grow.
  llvm::DenseMap<const clang::FunctionDecl *,
                 std::unique_ptr<std::vector<Body>>>
      Bodies;
  llvm::DenseMap<const clang::Stmt *, std::unique_ptr<Calls>> CallsOf;
  mutable llvm::DenseMap<clang::FileID, std::string> FileNames;
};

} // namespace codex

#endif // CODEX_COLLECT_UNITCONTEXT_H

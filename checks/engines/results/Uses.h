//===- Uses.h - Where a value goes ------------------------------*- C++ -*-===//
//
// Syntax only: what the expression around a value does with it.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_RESULTS_USES_H
#define CODEX_ENGINES_RESULTS_USES_H

#include "engines/results/CallSet.h"

#include "clang/AST/ParentMap.h"

#include <optional>

namespace codex::results {

struct Use {
  enum Kind {
    Looked,  ///< decides, is returned, handed on, computed with
    Dropped, ///< by an expression statement
    Cast,    ///< to void, or assigned to std::ignore
    Logged,  ///< written to a log, or decides on nothing but that
    Stored,  ///< in Into or Variable
  };
  Kind What = Looked;
  const clang::Stmt *At = nullptr;
  const clang::Expr *Into = nullptr;
  const clang::VarDecl *Variable = nullptr;
  /// Stored, and the assignment is itself looked at.
  bool AlsoLooked = false;
};

/// Borrows all that it is made of. One for each body.
class Uses {
public:
  Uses(clang::Stmt *Body, const clang::ASTContext &Ast, const CallSet &Logs)
      : Body(Body), Ast(Ast), Logs(Logs) {}

  Use of(const clang::Expr *Value) const;

  const clang::Stmt *parent(const clang::Stmt *S) const {
    if (!Parents)
      Parents.emplace(Body);
    return Parents->getParent(S);
  }

  /// \p S is assigned to, and so not read.
  bool isAssigned(const clang::Expr *E) const;

  /// Nothing but calls of logging functions; an empty statement too.
  bool onlyLogs(const clang::Stmt *S) const;

  bool isLogCall(const clang::Expr *Call) const;

private:
  Use ofArgument(const clang::CallExpr *Call, const clang::Expr *Value) const;
  bool decidesOnLogsOnly(const clang::Expr *Condition) const;
  std::string source(const clang::Stmt *S) const;

  clang::Stmt *Body;
  mutable std::optional<clang::ParentMap> Parents; ///< once it is asked for
  const clang::ASTContext &Ast;
  const CallSet &Logs;
};

/// Without parentheses, casts (but to void), temporaries and copies.
const clang::Expr *bare(const clang::Expr *E);

} // namespace codex::results

#endif // CODEX_ENGINES_RESULTS_USES_H

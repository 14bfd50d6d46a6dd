//===- Lowering.h - From C++ to operations on facts -------------*- C++ -*-===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_LOWERING_H
#define CODEX_ENGINES_GUARDED_ACCESS_LOWERING_H

#include "engines/guarded-access/Code.h"
#include "engines/guarded-access/Expressions.h"

#include "clang/Analysis/CFG.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <vector>

namespace codex::guarded {

/// What a function leaves to its callers to make sure of.
struct Requirement {
  Bdd Required;
  Access Where;
};

/// What a call of a function does, seen from its caller, in terms of the
/// callee's own parameters, its this and globals.
struct Summary {
  /// The body was seen and understood: nothing but Writes is changed. Where it
  /// was not, AtExit may still be taken for granted.
  bool Known = false;
  std::vector<const Term *> Writes;
  /// What functions may write that are called in turn, and that are not seen.
  std::vector<Operation::UnseenWrite> UnseenWrites;
  /// What holds whenever the function returns: each of these.
  std::vector<Bdd> AtExit;
  /// What must hold when it is called.
  std::vector<Requirement> Requires;
  /// Other units may call it, too.
  bool Shared = false;
};

/// Everything that the functions of one translation unit share.
struct UnitState {
  UnitState(clang::ASTContext &Ast, llvm::ArrayRef<const Model *> Models,
            Subject About)
      : Ast(Ast), Known(Models, About), Atoms(Bdds),
        Names(Ast, Known, Terms, Atoms, Bdds) {}

  clang::ASTContext &Ast;
  Library Known;
  BddManager Bdds;
  TermTable Terms;
  AtomTable Atoms;
  Expressions Names;
};

using SummaryOf = llvm::function_ref<Summary(const clang::FunctionDecl *)>;

/// Lowers \p Body, the body of \p Owner, along \p Graph. \p Summaries is asked
/// for the project's callees.
FunctionCode lower(UnitState &Unit, const clang::FunctionDecl *Owner,
                   const clang::Stmt *Body, const clang::CFG &Graph,
                   SummaryOf Summaries);

/// What is run where \p L is called: its body, or what a generic one has been
/// instantiated to.
llvm::SmallVector<const clang::FunctionDecl *, 1>
lambdaBodies(const clang::LambdaExpr *L);

/// All blocks: those that the entry leads to in reverse post-order, then the
/// rest (the handlers of exceptions, which no edge of the graph leads to).
std::vector<const clang::CFGBlock *> blockOrder(const clang::CFG &Graph);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_LOWERING_H

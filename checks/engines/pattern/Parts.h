//===- Parts.h - Parts of matchers that need more than syntax ---*- C++ -*-===//
//
// What a matcher cannot say, by names that every rule of the engine "pattern"
// may use as if its "let" had them: ways through a loop, locks that are held,
// all uses of a variable. See docs/adr/0019-parts-of-patterns.md.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_PATTERN_PARTS_H
#define CODEX_ENGINES_PATTERN_PARTS_H

#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/Dynamic/Parser.h"

namespace codex::pattern {

/// \p S is a while or for loop with a way through its body, back to its
/// condition, on which nothing happens that could change what it waits for.
/// With \p AfterFailure the way may hold calls whose result was a failure.
bool hasIdleWay(const clang::Stmt &S, clang::ASTContext &Ast,
                bool AfterFailure);

/// A statement stands behind the jump \p S that nothing can come to.
bool hidesNext(const clang::Stmt &S, clang::ASTContext &Ast);

/// \p S locks, itself or by what it calls in this unit, a mutex that is held
/// where it stands.
bool locksWhatIsHeld(const clang::CallExpr &S, clang::ASTContext &Ast);

/// Every use of \p D in the code that is looked at counts it up, sets it to a
/// constant, or asks whether it is zero; and the last does occur.
bool onlyAskedWhetherZero(const clang::ValueDecl &D, clang::ASTContext &Ast);

/// Some use of \p D in the code that is looked at asks whether it, or a sum
/// with it, is less or more than something.
bool isComparedByOrder(const clang::ValueDecl &D, clang::ASTContext &Ast);

/// The code that is looked at sets \p D to null, or asks whether it is.
bool maybeNull(const clang::ValueDecl &D, clang::ASTContext &Ast);

/// An enumerator before \p D in its enum is the same bit, both are written as
/// numbers, and both are asked for with &.
bool sharesBit(const clang::EnumConstantDecl &D, clang::ASTContext &Ast);

/// The same of constants in one scope that are asked of one place.
bool constantSharesBit(const clang::VarDecl &D, clang::ASTContext &Ast);

/// The same of macros: in front of \p B in its function another one of the same
/// bit is asked of the same variable or member.
bool macroSharesBit(const clang::BinaryOperator &B, clang::ASTContext &Ast);

/// \p S makes more of a variable that begins anew in each round of the loop,
/// and nothing in the round asks for it afterwards.
bool growsInVain(const clang::Stmt &S, clang::ASTContext &Ast);

/// Behind \p S in the text of its function, a condition leads out of it.
bool mayFailBehind(const clang::Stmt &S, clang::ASTContext &Ast);

/// \p B limits a member from above by less than an array beside it has room
/// for, and the code that is looked at limits it by that room elsewhere.
bool differsFromRoom(const clang::BinaryOperator &B, clang::ASTContext &Ast);

/// Asks \p Each about all uses of \p D in the code that is looked at; false as
/// soon as one answer is.
bool forAllUses(const clang::ValueDecl &D, clang::ASTContext &Ast,
                llvm::function_ref<bool(const clang::Expr &)> Each);

/// The function that \p S stands in; null if it stands in none.
const clang::FunctionDecl *functionAround(const clang::Stmt &S,
                                          clang::ASTContext &Ast);

/// The parent of \p S, if it is one statement.
const clang::Stmt *parentOf(const clang::Stmt &S, clang::ASTContext &Ast);

void addParts(clang::ast_matchers::dynamic::Parser::NamedValueMap &Named);

} // namespace codex::pattern

#endif // CODEX_ENGINES_PATTERN_PARTS_H

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
#include "llvm/ADT/DenseMap.h"

#include <memory>
#include <optional>
#include <vector>

namespace codex::pattern {

/// Where the code that is looked at names its variables, members and
/// enumerators: found in one walk through a unit, when it is first asked for.
class Uses {
public:
  /// Before another unit is looked at, which outlives what is asked of it.
  void begin(clang::ASTContext &Ast) {
    Unit = &Ast;
    Found.reset();
    Given.clear();
    ++Number;
  }
  /// What is remembered of statements holds for one of these.
  unsigned number() const { return Number; }
  clang::ASTContext &ast() const { return *Unit; }
  /// In source order.
  llvm::ArrayRef<const clang::Expr *> of(const clang::ValueDecl &D);
  /// What a parameter is given by the calls of its function, and a member by
  /// lists in braces; in source order.
  llvm::ArrayRef<const clang::Expr *> givenTo(const clang::ValueDecl &D);

private:
  void findAll();
  using ByDecl =
      llvm::DenseMap<const clang::Decl *, std::vector<const clang::Expr *>>;
  clang::ASTContext *Unit = nullptr;
  std::optional<ByDecl> Found;
  ByDecl Given;
  unsigned Number = 0;
};

/// A variable that each assignment gives the same condition: More = Left > 0.
struct Flag {
  const clang::VarDecl *Variable = nullptr;
  const clang::Expr *Says = nullptr;
  bool Holds = true; ///< false where the flag is asked with !
};

/// The flag that \p Condition is, if it is one; else one with no variable.
Flag flagIn(const clang::Expr &Condition, Uses &All);

/// \p S is a while or for loop with a way through its body, back to its
/// condition, on which nothing happens that could change what it waits for.
/// With \p AfterFailure the way may hold calls whose result was a failure.
bool hasIdleWay(const clang::Stmt &S, Uses &All, bool AfterFailure);

/// A statement stands behind the jump \p S that nothing can come to.
bool hidesNext(const clang::Stmt &S, clang::ASTContext &Ast);

/// \p S locks, itself or by what it calls in this unit, a mutex that is held
/// where it stands.
bool locksWhatIsHeld(const clang::CallExpr &S, clang::ASTContext &Ast);

/// Every use of \p D in the code that is looked at counts it up, sets it to a
/// constant, or asks whether it is zero; and the last does occur.
bool onlyAskedWhetherZero(const clang::ValueDecl &D, Uses &All);

/// Some use of \p D in the code that is looked at asks whether it, or a sum
/// with it, is less or more than something.
bool isComparedByOrder(const clang::ValueDecl &D, Uses &All);

/// The code that is looked at sets \p D to null, or asks whether it is.
bool maybeNull(const clang::ValueDecl &D, Uses &All);

/// Some use of \p D in the code that is looked at asks for its size, whether it
/// is empty, or whether it equals something.
bool isAskedWhetherEmpty(const clang::ValueDecl &D, Uses &All);

/// An enumerator before \p D in its enum is the same bit, both are written as
/// numbers, and both are asked for with &.
bool sharesBit(const clang::EnumConstantDecl &D, Uses &All);

/// The same of constants in one scope that are asked of one place.
bool constantSharesBit(const clang::VarDecl &D, Uses &All);

/// The same of macros: in front of \p B in its function another one of the same
/// bit is asked of the same variable or member.
bool macroSharesBit(const clang::BinaryOperator &B, clang::ASTContext &Ast);

/// \p S makes more of a variable that begins anew in each round of the loop,
/// and nothing in the round asks for it afterwards.
bool growsInVain(const clang::Stmt &S, clang::ASTContext &Ast);

/// Behind \p S in the text of its function, a condition leads out of it.
bool mayFailBehind(const clang::Stmt &S, clang::ASTContext &Ast);

/// \p S stands in a case, which goes on behind it with more than a jump.
bool hasMoreInCase(const clang::Stmt &S, clang::ASTContext &Ast);

/// \p B limits a member from above by less than an array beside it has room
/// for, and the code that is looked at limits it by that room elsewhere.
bool differsFromRoom(const clang::BinaryOperator &B, clang::ASTContext &Ast);

/// \p B limits the size of a container from above, and the code that is looked
/// at lets it grow beyond that elsewhere, up to a limit of its own.
bool isBelowOtherLimit(const clang::BinaryOperator &B, clang::ASTContext &Ast);

/// \p Subscript takes an element of an array by a member of something, which
/// the code that is looked at compares with constants, and all of them let in
/// more than the array has.
bool isLimitedBeyondRoom(const clang::Expr &Subscript, Uses &All);

/// The function that \p S stands in; null if it stands in none.
const clang::FunctionDecl *functionAround(const clang::Stmt &S,
                                          clang::ASTContext &Ast);

/// The outermost expression that is \p E but for parentheses and conversions,
/// and what it stands in.
std::pair<const clang::Expr *, const clang::Stmt *>
placeOf(const clang::Expr &E, clang::ASTContext &Ast);

/// The parent of \p S, if it is one statement.
const clang::Stmt *parentOf(const clang::Stmt &S, clang::ASTContext &Ast);

/// The parts look \p All up; who runs matchers begins it for each unit.
void addParts(clang::ast_matchers::dynamic::Parser::NamedValueMap &Named,
              const std::shared_ptr<Uses> &All);

} // namespace codex::pattern

#endif // CODEX_ENGINES_PATTERN_PARTS_H

//===- CallSet.h - Which calls a rule is about ------------------*- C++ -*-===//
//
// Calls by the models' kinds, and by what a rule's spec adds of its own.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_RESULTS_CALLSET_H
#define CODEX_ENGINES_RESULTS_CALLSET_H

#include "rules/RuleSet.h"
#include "support/NamePattern.h"
#include "support/Shape.h"

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

#include <memory>
#include <vector>

namespace codex::results {

/// What a result can be, coarsely. Of a bool, a pointer and an object that
/// says whether it is "ok", only Zero (false, null, not ok) and Positive.
enum Values : unsigned { Negative = 1, Zero = 2, Positive = 4, Anything = 7 };

/// Immutable once it is filled; the models and \p Own must outlive it.
class CallSet {
public:
  /// Problems (a wrong regular expression, a kind that no model has) go to \p
  /// R, at \p At.
  void add(const Rule &TheRule, llvm::ArrayRef<const Model *> Models,
           llvm::ArrayRef<std::string> Kinds, llvm::StringRef Key, Reading &R);
  void add(const CallModel &Own, JsonPosition At, Reading &R);

  /// What the set says of calls of \p F; null if they are not in it.
  const CallModel *find(const clang::FunctionDecl *F) const;
  /// The same, of calls that the set has by their whole name.
  const CallModel *findNamed(const clang::FunctionDecl *F) const;
  /// The same, with a look at the arguments.
  const CallModel *find(const clang::Expr *Call) const;

  bool empty() const { return ByName.empty() && Patterns.empty(); }

private:
  struct Pattern {
    const CallModel *Model;
    std::unique_ptr<NamePattern> Name;
    std::unique_ptr<NamePattern> Class; ///< may be null: of any, or of none
  };
  llvm::StringMap<const CallModel *> ByName;
  std::vector<Pattern> Patterns;
  /// By a function's last name: the patterns that match it. A name is called
  /// in many places. Units of one process
  /// follow each other, so that this needs no lock.
  mutable llvm::StringMap<llvm::SmallVector<const Pattern *, 1>> Matching;

  llvm::ArrayRef<const Pattern *> matching(llvm::StringRef Name) const;
};

/// The function that is called or constructed by \p E; null if it is none or
/// not known.
const clang::FunctionDecl *calleeOf(const clang::Expr *E);

/// The arguments as they are written: without the object of an operator.
llvm::SmallVector<const clang::Expr *, 4> argumentsOf(const clang::Expr *Call);

/// \p Type is one of \p Names, as in CallModel::Returns. Bases count.
bool isOneOf(clang::QualType Type, llvm::ArrayRef<std::string> Names);

/// \p E's source, its enumerators, or the initialiser of a variable in it
/// says one of \p Words.
bool saysOneOf(const clang::Expr *E, llvm::ArrayRef<std::string> Words,
               const clang::ASTContext &Ast);

/// An enumerator's name says that it went well.
bool saysSuccess(llvm::StringRef Name);

/// The results of \p F that mean failure.
unsigned failuresOf(const CallModel &M, const clang::FunctionDecl *F);

} // namespace codex::results

#endif // CODEX_ENGINES_RESULTS_CALLSET_H

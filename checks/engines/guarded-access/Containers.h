//===- Containers.h - What the standard algorithms look at ------*- C++ -*-===//
//
// Recognises, in the syntax tree, the ways in which code speaks of all elements
// of a container at once: `std::all_of(v.begin(), v.end(), Test)`,
// `std::erase_if(v, Test)`, `v.push_back(x)`. What follows for the elements is
// Lowering's and Expressions' to say.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_CONTAINERS_H
#define CODEX_ENGINES_GUARDED_ACCESS_CONTAINERS_H

#include "engines/guarded-access/Expressions.h"

#include <vector>

namespace codex::guarded {

/// A call of an algorithm of namespace std or std::ranges, or of a member that
/// does the same.
struct AlgorithmCall {
  enum class Kind {
    AllOf,      ///< true if the predicate is true for every element
    NoneOf,     ///< true if it is for none
    AnyOf,      ///< false if it is for none
    FindIf,     ///< an iterator to an element for which it is true, or the end
    EraseIf,    ///< no element for which it is true is left
    EraseValue, ///< no element that is equal to Element is left
    CopyIf,     ///< appends the elements for which it is true to Container
    Append,     ///< one element more: Element, where it is given as a whole
    Clear,      ///< no element is left
    Inserter,   ///< an iterator that appends to Container when written through
  };
  Kind Is;
  const clang::Expr *Container = nullptr;
  const clang::Expr *Predicate = nullptr;
  const clang::Expr *Element = nullptr;
};

/// Empty if \p E is none of these, or its container cannot be told.
std::optional<AlgorithmCall> algorithmCall(const clang::Expr *E,
                                           const CallParts &Call);

/// A lambda or a function of one parameter with a body, or a member function
/// that is called on the element (`&std::optional<int>::has_value`).
struct ElementPredicate {
  const clang::ParmVarDecl *Element = nullptr;
  const clang::CompoundStmt *Body = nullptr;
  const clang::CXXMethodDecl *Member = nullptr; ///< else null
};
std::optional<ElementPredicate> elementPredicate(const clang::Expr *Callable);

/// What code runs over: the elements of a container, of which the predicates
/// are true (`v | std::views::filter(Test) | std::views::take(3)`).
struct Elements {
  const clang::Expr *Container = nullptr;
  llvm::SmallVector<const clang::Expr *, 1> Predicates;
};
std::optional<Elements> elementsOf(const clang::Expr *Range);

/// A parameter of a lambda that is given nothing but elements.
struct ElementParameter {
  const clang::LambdaExpr *Lambda;
  unsigned Number;
  Elements Of;
};
/// The lambdas that \p E, a call of an algorithm or a view of ranges, calls
/// with elements.
std::vector<ElementParameter> elementParameters(const clang::Expr *E,
                                                const CallParts &Call);

/// Whether \p T can be asked for its elements.
bool isContainer(clang::QualType T);

/// A map, whose `[]` makes an element where there is none.
bool makesOnDemand(clang::QualType Container);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_CONTAINERS_H

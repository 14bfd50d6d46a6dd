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
    Append,     ///< one element more: Element
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

/// A predicate whose body is one return: a lambda or a function.
struct ElementPredicate {
  const clang::ParmVarDecl *Element = nullptr;
  const clang::Expr *Result = nullptr;
};
std::optional<ElementPredicate> elementPredicate(const clang::Expr *Callable);

/// Whether \p T can be asked for its elements.
bool isContainer(clang::QualType T);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_CONTAINERS_H

//===- Through.h - Parts of matchers that see through calls -----*- C++ -*-===//
//
// The two parts that take a matcher: what a statement does, itself or in the
// functions of the unit that it calls, and what a value comes from.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_PATTERN_THROUGH_H
#define CODEX_ENGINES_PATTERN_THROUGH_H

#include "engines/pattern/Parts.h"

#include "clang/ASTMatchers/Dynamic/VariantValue.h"

namespace codex::pattern {

/// \p Inner matches the statement or something in it, or in what it calls; but
/// not in a lambda that is only made there.
clang::ast_matchers::dynamic::VariantMatcher
doesMatcher(const clang::ast_matchers::dynamic::VariantMatcher &Inner,
            std::shared_ptr<Uses> All);

/// \p Inner matches the expression, or one whose value it may have: what a
/// variable or member is set to, or a function of the unit returns. Null where
/// \p Inner is not about expressions.
clang::ast_matchers::dynamic::VariantMatcher
valueOfMatcher(const clang::ast_matchers::dynamic::VariantMatcher &Inner,
               std::shared_ptr<Uses> All);

/// \p Inner matches the expression, or, where that calls a function of the unit
/// that is one return statement, what it returns.
clang::ast_matchers::internal::Matcher<clang::Expr> throughReturns(
    const clang::ast_matchers::internal::Matcher<clang::Expr> &Inner);

/// The call of a library's function that a function of the unit consists of,
/// but for a line before it: what a call of that function stands for. Null
/// where \p Call is of another kind.
const clang::CallExpr *handedOnBy(const clang::CallExpr &Call);

} // namespace codex::pattern

#endif // CODEX_ENGINES_PATTERN_THROUGH_H

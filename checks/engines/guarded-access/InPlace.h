//===- InPlace.h - Lambdas that run where they are written ------*- C++ -*-===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_INPLACE_H
#define CODEX_ENGINES_GUARDED_ACCESS_INPLACE_H

namespace clang {
class ASTContext;
class LambdaExpr;
} // namespace clang

namespace codex::guarded {

/// Whether \p L can only run while its maker still does: called on the spot, or
/// handed as what it is (not as a std::function to be kept) to a function of
/// the standard library, or to one whose body is there to be read and does
/// nothing with it but call it or hand it on in the same way.
bool runsInPlace(const clang::LambdaExpr *L, clang::ASTContext &Ast);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_INPLACE_H

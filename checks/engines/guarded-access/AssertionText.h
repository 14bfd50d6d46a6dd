//===- AssertionText.h - Assertions that compile to nothing -----*- C++ -*-===//
//
// Where NDEBUG is defined, `assert(p && it != m.end())` is
// `static_cast<void>(0)` to the parser. What its authors count on is there to
// be read all the same: in the source text, of which this reads the simple
// forms.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_ASSERTIONTEXT_H
#define CODEX_ENGINES_GUARDED_ACCESS_ASSERTIONTEXT_H

#include "engines/guarded-access/Lowering.h"

#include <string>

namespace codex::guarded {

/// What \p Text, the argument of an assertion that stands at \p Begin in
/// \p Owner and is \p At in the tree, says of null, of wrappers' values and of
/// the ends of containers. What else it says is left out; true if that is all.
Bdd assertedByText(UnitState &Unit, const clang::FunctionDecl *Owner,
                   const clang::Stmt *At, clang::SourceLocation Begin,
                   const std::string &Text);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_ASSERTIONTEXT_H

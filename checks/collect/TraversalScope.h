//===- TraversalScope.h - What matchers walk through ------------*- C++ -*-===//
#ifndef CODEX_COLLECT_TRAVERSALSCOPE_H
#define CODEX_COLLECT_TRAVERSALSCOPE_H

#include "collect/UnitContext.h"

namespace codex {

/// While it lives, matchers and those who ask for parents see the unit's own
/// declarations. Where they do already nothing happens: whoever sets a scope
/// has the map of parents built again, which takes as long as many a rule.
class TraversalScope {
public:
  explicit TraversalScope(UnitContext &Unit)
      : Ast(Unit.ast()), Before(Ast.getTraversalScope()) {
    std::vector<clang::Decl *> Wanted = Unit.topLevel();
    Changed = Wanted != Before;
    if (Changed)
      Ast.setTraversalScope(std::move(Wanted));
  }
  TraversalScope(const TraversalScope &) = delete;
  TraversalScope &operator=(const TraversalScope &) = delete;
  ~TraversalScope() {
    if (Changed)
      Ast.setTraversalScope(Before);
  }

private:
  clang::ASTContext &Ast;
  std::vector<clang::Decl *> Before;
  bool Changed = false;
};

} // namespace codex

#endif // CODEX_COLLECT_TRAVERSALSCOPE_H

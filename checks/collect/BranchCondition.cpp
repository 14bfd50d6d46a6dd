#include "collect/BranchCondition.h"

#include "clang/AST/Expr.h"

using namespace clang;

namespace codex {

const Expr *branchCondition(const CFGBlock &Block) {
  if (const Expr *Last = Block.getLastCondition())
    return Last;
  const auto *Whole =
      llvm::dyn_cast_or_null<Expr>(Block.getTerminatorCondition(true));
  while (Whole) {
    const auto *Logical = llvm::dyn_cast<BinaryOperator>(Whole);
    if (!Logical || !Logical->isLogicalOp())
      break;
    Whole = Logical->getRHS()->IgnoreParens();
  }
  return Whole;
}

} // namespace codex

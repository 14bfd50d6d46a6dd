//===- BranchCondition.h - What decides where a block goes on ---*- C++ -*-===//
#ifndef CODEX_COLLECT_BRANCHCONDITION_H
#define CODEX_COLLECT_BRANCHCONDITION_H

#include "clang/Analysis/CFG.h"

namespace codex {

/// The expression whose value decides which way \p Block is left, also where
/// destructors of temporaries stand between it and the branch, or null. Of
/// `A && B` it is the part that is read last.
const clang::Expr *branchCondition(const clang::CFGBlock &Block);

} // namespace codex

#endif // CODEX_COLLECT_BRANCHCONDITION_H

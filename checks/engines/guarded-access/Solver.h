//===- Solver.h - Which facts hold where ------------------------*- C++ -*-===//
//
// A forward data-flow analysis over the operations of one function. Its domain,
// sets of combinations of atoms, is finite, so it ends by itself; a bound on
// the work makes sure that it ends soon, at the price of correlations between
// facts (never silently: Solution::Simplified says so).
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_GUARDED_ACCESS_SOLVER_H
#define CODEX_ENGINES_GUARDED_ACCESS_SOLVER_H

#include "engines/guarded-access/Lowering.h"
#include "engines/guarded-access/State.h"

#include "llvm/ADT/BitVector.h"

namespace codex::guarded {

struct Violation {
  unsigned AccessIndex = 0;
  unsigned Block = 0;     ///< the access's block...
  unsigned Operation = 0; ///< ...and the Check in it
  Bdd Why;                ///< what can hold there although it must not
};

struct Solution {
  std::vector<State> In; ///< by block
  State Exit = State::unreachable();
  std::vector<Violation> Violations; ///< in reverse post-order
  llvm::BitVector Reached;           ///< by access: some path comes to it
  struct LambdaStart {
    const clang::LambdaExpr *Lambda;
    bool Called; ///< the state is that of a call, not of the creation
    State Facts;
  };
  std::vector<LambdaStart> Lambdas;
  bool Simplified = false;
};

/// How much work a body may cost before facts are followed one by one, without
/// how they hang together. That can only lead to more findings, so what comes
/// out clean under the small limit needs no second look under the large one.
struct Effort {
  unsigned MaxAtoms; ///< that may differ where two paths meet
  unsigned MaxPlain; ///< the same, where none of them is what the rule is about
  std::size_t MaxNodes; ///< of diagrams, for one body
};
constexpr Effort Quick = {14, 0, 30000};
constexpr Effort Thorough = {26, 12, 400000};

/// \p Entry is what is known when the body starts. Facts that nothing asks for
/// any more are forgotten; at the end of the body, those count that
/// \p WantedAtExit. Unless \p TrustAccesses, an access proves nothing to the
/// accesses after it.
Solution solve(UnitState &Unit, const FunctionCode &Code,
               const clang::CFG &Graph, const State &Entry,
               llvm::function_ref<bool(AtomId)> WantedAtExit,
               const Effort &Limits, bool TrustAccesses = true);

/// Whether control leaves \p Block along its edges; not so after a call that
/// does not return, or a throw, whose edges lead to the exit.
bool leavesByEdges(const clang::CFGBlock &Block);

/// The effect of one operation on a state.
void apply(UnitState &Unit, const Operation &O, State &S);

/// \p Condition with what is always true of its atoms and of those that \p S
/// speaks of, and without those atoms that the code speaks of only once.
Bdd expand(UnitState &Unit, Bdd Condition, const State &S);

} // namespace codex::guarded

#endif // CODEX_ENGINES_GUARDED_ACCESS_SOLVER_H

//===- ResultFlow.h - What becomes of calls' results ------------*- C++ -*-===//
//
// Follows the results of chosen calls through one body, along its control-flow
// graph: where they are kept, on which ways they are looked at, what they can
// be there, and whether a call that failed is made again.
//
// A result is followed through local variables; what is stored elsewhere is
// taken to be looked at. Conditions narrow what a result can be, in the coarse
// terms of Values.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_ENGINES_RESULTS_RESULTFLOW_H
#define CODEX_ENGINES_RESULTS_RESULTFLOW_H

#include "collect/UnitContext.h"
#include "engines/results/CallSet.h"
#include "engines/results/Uses.h"

#include <functional>
#include <set>

namespace codex::results {

/// How long the program waits before a call is made again.
enum class Pace { None, Fixed, Varying };

/// Which calls wait, themselves or in what they call in this unit. For one
/// unit: it remembers.
class Pauses {
public:
  Pauses(const CallSet &Named, UnitContext &Unit) : Named(Named), Unit(Unit) {}

  bool isNamed(const clang::Expr *Call) const { return Named.find(Call); }
  /// \p F waits in its body, or in what that calls, so many calls deep.
  bool within(const clang::FunctionDecl *F, unsigned Depth = 3);

private:
  const CallSet &Named;
  UnitContext &Unit;
  llvm::DenseMap<std::pair<const clang::FunctionDecl *, unsigned>, bool> Known;
};

struct FlowQuestion {
  const CallSet *Calls = nullptr; ///< whose results are followed
  /// Calls that are none of these, and stand for one; null for the others.
  std::function<const CallModel *(const clang::Expr *)> Also;
  const CallSet *Logs = nullptr;  ///< a look that is none
  const CallSet *Sinks = nullptr; ///< may be null; CallModel::Value: which
                                  ///< argument must not be a failure
  Pauses *Waits = nullptr;        ///< may be null
  /// A call that is in Calls, and does not count at this place.
  std::function<bool(const clang::Expr *)> Passed;
};

/// A variable, or a member of this or of a variable.
struct Place {
  const clang::ValueDecl *Base = nullptr; ///< null: this
  const clang::FieldDecl *Field = nullptr;

  bool operator<(const Place &O) const {
    return std::tie(Base, Field) < std::tie(O.Base, O.Field);
  }
  bool isLocal() const;
};

/// What became of one call's result.
struct Site {
  const clang::Expr *Call = nullptr;
  const CallModel *Model = nullptr;
  unsigned Failures = 0;
  Use First;            ///< what the expression around the call does with it
  std::string Variable; ///< the first that it is stored in
  bool Looked = false;  ///< somewhere
  bool Logged = false;
  /// Where the result is forgotten without a look, on some way.
  std::vector<const clang::Stmt *> Lost;
  bool LostAtEnd = false;
  /// Calls of Sinks that it can reach while it may be a failure.
  std::vector<const clang::Expr *> Reached;
  /// Made again after it failed, with the least pause on any way.
  bool Repeated = false;
  Pace LeastPause = Pace::Varying;
  /// Kept in one of these, untested on some way, when the function ends.
  std::vector<Place> KeptUntested;
};

struct FlowResult {
  std::vector<Site> Sites; ///< in source order
  bool Incomplete = false; ///< no control-flow graph, or too many rounds
};

/// \p Seeds: what these places hold when the body begins is a result of the
/// call, not yet tested.
FlowResult followResults(const FlowQuestion &Q, UnitContext &Unit,
                         const clang::Decl *D, clang::Stmt *Body,
                         llvm::ArrayRef<std::pair<Place, Site>> Seeds = {});

/// The place that \p E names, if it names one.
std::optional<Place> placeOf(const clang::Expr *E);

} // namespace codex::results

#endif // CODEX_ENGINES_RESULTS_RESULTFLOW_H

//===- CallGraph.h - Who calls whom in a whole program ----------*- C++ -*-===//
//
// The calls of many units, joined, and the shortest ways from entries to calls
// that a rule is about. A virtual call goes to every overrider that the units
// define, where these are not too many; a callable that is handed to a call is
// called there; a call of a pointer whose function is not written there goes
// nowhere.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_LINK_CALLGRAPH_H
#define CODEX_LINK_CALLGRAPH_H

#include "link/Program.h"

#include <set>
#include <string>

namespace codex {

/// What to look for; names of groups and of kinds of entries.
struct ReachQuery {
  std::vector<std::string> From;
  std::vector<std::string> To;
  std::vector<std::string> Except;  ///< groups; a call in one is none of To
  std::vector<std::string> Through; ///< groups; calls of these are not entered
  /// Groups; what stands below a call of these in a function does not count.
  std::vector<std::string> EndsAt;
  /// One result for each entry, the nearest: where all that is to be mended is
  /// the entry.
  bool Once = false;
  bool Throws = false;     ///< exceptions that nothing catches on the way
  unsigned Overriders = 8; ///< more than so many: not followed
};

struct ReachResult {
  Location At;           ///< the call
  std::string Call;      ///< what is called, or thrown
  std::string Function;  ///< in which function
  std::string EntryName; ///< "signal handler"
  std::string Entry;     ///< the function that is entered
  std::vector<Step> Steps;
  bool InTest = false;
};

class CallGraph {
public:
  /// Borrows \p Linked.
  explicit CallGraph(const LinkedFacts &Linked);

  /// One result for each call (or entry), with a shortest way; sorted.
  std::vector<ReachResult> reach(const ReachQuery &Query) const;

private:
  struct Function {
    const CallFunction *Code;
    unsigned Unit;
  };
  friend class ReachWalk;

  const CallUnit &callsOf(unsigned Unit) const { return Units[Unit]->Calls; }
  Location place(unsigned Unit, const CallPlace &P) const;
  std::vector<int> overriders(llvm::StringRef Id) const;

  std::vector<const UnitFacts *> Units;
  std::vector<Function> Functions;
  Definitions Defined{Units};
  llvm::StringMap<std::vector<int>> Overriding;
};

} // namespace codex

#endif // CODEX_LINK_CALLGRAPH_H

//===- Walk.h - All ways of one program, with their events ------*- C++ -*-===//
#ifndef CODEX_ENGINES_ORDER_WALK_H
#define CODEX_ENGINES_ORDER_WALK_H

#include "engines/order/World.h"
#include "link/Program.h"

#include <functional>
#include <optional>

namespace codex::order {

/// Which events play which part. See the rule's spec.
struct Roles {
  /// Subjects come to be with these; "program": the program itself is one,
  /// from its beginning.
  std::vector<std::string> Subjects = {"upstream", "data"};
  std::vector<std::string> Data = {"data"}; ///< of Subjects: need a look inside
  std::string Requires = "validates";
  std::vector<std::string> Before = {"serves"};
  /// Count as Before where the program has none of those.
  std::vector<std::string> Otherwise = {"waits"};
  bool OfProgram = false;
  /// Before is about its own subject, and not about all that is held.
  bool OfObject = false;
};

/// A place where what is required is missing.
struct Violation {
  Location At;
  std::string Function;
  std::string Subject; ///< its name
  std::string Held;    ///< in what the program has it; empty: not known
  std::string SubjectFunction;
  bool InTest = false;
  std::vector<Step> Steps;
};

struct WalkResult {
  std::vector<Violation> Violations;
  std::vector<Gap> Gaps;
  unsigned Starts = 0;   ///< places where Before happens
  bool IsByWait = false; ///< ... or Otherwise
  bool WasCut = false;   ///< the walk hit a limit
  /// Of a walk that was cut short before it came to any: the nearest by calls.
  std::optional<Location> NearestStart;
  unsigned Subjects = 0; ///< that came to be
};

/// Whether any unit has an event that a walk may end in: without one no program
/// has anything to do with the rule.
bool hasBegin(const LinkedFacts &Facts, const Roles &R);

/// Walks the program that begins at \p Entry.
WalkResult walkProgram(const LinkedFacts &Facts, int Entry, const Roles &R,
                       llvm::StringRef Rule);

} // namespace codex::order

#endif // CODEX_ENGINES_ORDER_WALK_H

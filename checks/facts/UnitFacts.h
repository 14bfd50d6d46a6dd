//===- UnitFacts.h - What one translation unit says of itself ---*- C++ -*-===//
//
// The value that `collect` hands over: no AST pointer in it. It crosses process
// borders as JSON (facts/FactsFile.h).
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_FACTS_UNITFACTS_H
#define CODEX_FACTS_UNITFACTS_H

#include "facts/CallFacts.h"
#include "facts/DefinedFunctions.h"
#include "facts/EffectFacts.h"
#include "facts/OrderFacts.h"
#include "model/Finding.h"

#include <string>
#include <vector>

namespace codex {

/// Something that the analysis had to leave out, and why. Never silent.
struct Gap {
  Location At;
  std::string Rule; ///< or the engine's name; empty: all rules
  std::string Reason;
};

/// An error of the compiler front end.
struct ParseError {
  Location At; ///< File is empty for errors of the command line
  std::string Message;
};

struct UnitFacts {
  std::string MainFile; ///< relative to the project root
  std::vector<Finding> Findings;
  std::vector<ParseError> Errors;
  std::vector<Gap> Gaps;
  /// The front end gave up before the end of the file: the rest was not seen.
  bool Fatal = false;
  /// Every file read, sorted, relative to the root where it lies below it.
  std::vector<std::string> Files;
  /// Those of them below the root that the compiler took for system headers, in
  /// whole or in part: nothing in them was looked at.
  std::vector<std::string> Foreign;
  /// Of facts that lie in a file: what the files' contents were then, in their
  /// order; empty: nobody asked.
  std::vector<std::string> Sums;
  DefinedFunctions Defined;      ///< of the project's own files
  OrderUnit Order;               ///< for the link step
  CallUnit Calls;                ///< the same
  EffectUnit Effects;            ///< the same
  std::vector<HeldFinding> Held; ///< the link step decides
  unsigned Functions = 0;        ///< function bodies in scope
  double ParseSeconds = 0;       ///< CPU seconds
  double EngineSeconds = 0;
};

} // namespace codex

#endif // CODEX_FACTS_UNITFACTS_H

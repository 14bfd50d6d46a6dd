//===- CallFacts.h - What a unit says of who calls whom ---------*- C++ -*-===//
//
// Functions, what they call, and where programs are entered from outside, for
// the engine `reachability` (docs/adr/0012-reachability.md). Numbers named
// "text" are indices into CallUnit::Texts; -1 is none.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_FACTS_CALLFACTS_H
#define CODEX_FACTS_CALLFACTS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace codex {

struct CallPlace {
  unsigned File = 0; ///< into CallUnit::Files
  unsigned Line = 0;
  unsigned Column = 0;
};

/// One way from a function to another, or a thrown exception.
struct CallEdge {
  enum Kind {
    Direct,  ///< calls To
    Virtual, ///< calls whatever overrides To
    Passed,  ///< hands To to a call, which may run it
    Throw,   ///< throws an exception of the classes Types
  };
  Kind TheKind = Direct;
  int To = -1;             ///< text: the linker's name
  int Name = -1;           ///< text: for people
  std::vector<int> Labels; ///< texts: groups that the callee is in
  std::vector<int> Types;  ///< texts: what is thrown, and its bases
  std::vector<int> Caught; ///< texts: what tries around it catch; "..." is all
  CallPlace At;
};

struct CallFunction {
  int Id = -1;   ///< text
  int Name = -1; ///< text: for people
  bool InTest = false;
  bool NoThrow = false;        ///< an exception ends the process here
  std::vector<int> Overrides;  ///< texts
  std::vector<CallEdge> Edges; ///< in the order of the source
  CallPlace At;
};

/// A function that something outside of the program calls.
struct CallEntry {
  int Kind = -1;     ///< text: "request-handler", "signal-handler" ...
  int Name = -1;     ///< text: for people: "signal handler"
  int Function = -1; ///< text: its id
  CallPlace At;      ///< where it becomes one
};

struct CallUnit {
  std::vector<std::string> Texts;
  std::vector<std::string> Files;
  std::vector<CallFunction> Functions;
  std::vector<CallEntry> Entries;
  bool empty() const { return Functions.empty() && Entries.empty(); }
};

/// All but texts and files as numbers, and back. The reader is strict: every
/// index is in range when it succeeds.
[[nodiscard]] std::vector<int64_t> writeCallUnit(const CallUnit &Unit);
[[nodiscard]] llvm::Error readCallUnit(llvm::ArrayRef<int64_t> Numbers,
                                       CallUnit &Unit);

} // namespace codex

#endif // CODEX_FACTS_CALLFACTS_H

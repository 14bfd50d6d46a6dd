//===- CollectAction.h - From a compile command to facts --------*- C++ -*-===//
#ifndef CODEX_COLLECT_COLLECTACTION_H
#define CODEX_COLLECT_COLLECTACTION_H

#include "facts/UnitFacts.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <optional>
#include <string>
#include <vector>

namespace clang {
class Preprocessor;
} // namespace clang

namespace codex {

class FactBuilder;
struct Preamble;
struct SharedHeaders;
class UnitContext;

/// One source file with the flags that it is compiled with.
struct CompileUnit {
  std::string File;                   ///< absolute
  std::string Directory;              ///< absolute; where the command runs
  std::vector<std::string> Arguments; ///< argv, the compiler first; Clang's own
  /// Files below the root that are no system headers, whatever the command or
  /// they themselves say. Sorted; relative to the root.
  std::vector<std::string> Ours;
};

/// What is run on a unit: before and after the parse. (An interface and not
/// the engines themselves: collect does not know them.)
class UnitVisitor {
public:
  virtual ~UnitVisitor() = default;
  /// Called again if the unit has to be parsed again: all begins anew.
  virtual void begin(clang::Preprocessor &Preprocessor) = 0;
  virtual void collect(UnitContext &Unit, FactBuilder &Facts) = 0;
};

/// Parses \p Unit and runs \p Visitor on it. Never fails as a whole: what went
/// wrong is in the facts (Errors, Gaps, Fatal). Findings are sorted, each once.
/// \p Root as in UnitContext. \p Shared are headers for the unit's flags to
/// begin from; where they do not fit, \p Difference says why, and what comes
/// out is the same. Prints nothing. Sets the working directory of \p Files,
/// which for the real file system is the process's own.
[[nodiscard]] UnitFacts
collectUnit(const CompileUnit &Unit, llvm::StringRef Root,
            llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
            UnitVisitor &Visitor, const SharedHeaders *Shared = nullptr,
            std::string *Difference = nullptr);

/// As collectUnit, but goes on from the end of the unit's \p Head. Nothing
/// where there is an error, or where \p Visitor wants to see the directives
/// themselves: the unit is to be parsed whole then.
[[nodiscard]] std::optional<UnitFacts>
collectAfter(const Preamble &Head, const CompileUnit &Unit,
             llvm::StringRef Root,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
             UnitVisitor &Visitor);

/// Sorts findings, gaps and files, and keeps each once: several instantiations
/// of a template say the same thing.
void normalise(UnitFacts &Facts);

} // namespace codex

#endif // CODEX_COLLECT_COLLECTACTION_H

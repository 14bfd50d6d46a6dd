//===- FlagFilter.h - Which flags matter to a parse -------------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_FLAGFILTER_H
#define CODEX_DRIVER_RUN_FLAGFILTER_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Option/Arg.h"

#include <string>
#include <vector>

namespace codex {

/// Takes the arguments of one command in order, and keeps those that say how
/// the source is to be read.
class FlagFilter {
public:
  /// \p Exists answers for paths as the command spells them.
  explicit FlagFilter(llvm::function_ref<bool(llvm::StringRef)> Exists)
      : Exists(Exists) {}

  void take(const llvm::opt::Arg &Arg, const llvm::opt::ArgList &List);

  std::vector<std::string> Kept;

private:
  void takeXclang(llvm::StringRef Value);
  void takePrecompiledHeader(llvm::StringRef Path);

  llvm::function_ref<bool(llvm::StringRef)> Exists;
  /// The last -Xclang value wanted another one, and both are dropped.
  bool DropNextXclang = false;
  bool DropNextPreprocessor = false; ///< the same of -Xpreprocessor
};

} // namespace codex

#endif // CODEX_DRIVER_RUN_FLAGFILTER_H

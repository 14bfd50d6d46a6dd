//===- ApplyFixes.h - Safe fixes, written into the sources ------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_APPLYFIXES_H
#define CODEX_DRIVER_RUN_APPLYFIXES_H

#include "driver/judge/Report.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <map>
#include <set>
#include <string>

namespace codex {

struct AppliedFixes {
  unsigned Applied = 0;
  unsigned LeftOut = 0; ///< they overlap one that was applied
  unsigned Files = 0;
  /// Left as they are: the compiler has errors in them, and what it makes of
  /// the code around an error need not be what is meant.
  std::set<std::string> WithErrors;
};

/// What was done, in a line, and what was left.
void sayMended(const AppliedFixes &Fixed, llvm::raw_ostream &Err);

/// A line for each of \p WithErrors.
void sayNotMended(const std::set<std::string> &WithErrors,
                  llvm::raw_ostream &Err);

/// Applies the safe fixes of all new findings, each place once. Files outside
/// of the project are not touched.
[[nodiscard]] llvm::Expected<AppliedFixes>
applyFixes(const Report &TheReport,
           llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);

/// The texts of the files that the safe fixes of all new findings change, by
/// file relative to the root; counts them in \p Counts. A fix of a file that is
/// not \p Ours to change is none.
[[nodiscard]] llvm::Expected<std::map<std::string, std::string>>
fixedTexts(const Report &TheReport, llvm::vfs::FileSystem &Files,
           llvm::function_ref<bool(llvm::StringRef)> Ours,
           AppliedFixes &Counts);

} // namespace codex

#endif // CODEX_DRIVER_RUN_APPLYFIXES_H

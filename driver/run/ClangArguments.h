//===- ClangArguments.h - Any compiler's flags made Clang's -----*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_CLANGARGUMENTS_H
#define CODEX_DRIVER_RUN_CLANGARGUMENTS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <map>
#include <string>
#include <vector>

namespace codex {

/// What became of a compile command.
struct ClangCommand {
  std::vector<std::string> Arguments = {}; ///< for Clang's driver, parsing only
  std::string Problem = {};   ///< not empty: why it cannot be analysed
  bool OtherLanguage = false; ///< assembler and the like: not a unit at all
};

/// Rewrites compile commands of GCC-like compilers so that Clang's driver can
/// parse the file with them: flags that Clang does not know are dropped, as are
/// those that write files, load plugins, stop at warnings, or belong to another
/// compiler's precompiled headers. Runs nothing. Flags that many units share
/// are examined once.
class ClangArguments {
public:
  explicit ClangArguments(
      llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);

  /// \p Words is the command, the compiler first, without wrappers before it
  /// and with response files expanded. \p File is absolute.
  [[nodiscard]] ClangCommand adapt(llvm::ArrayRef<std::string> Words,
                                   llvm::StringRef Directory,
                                   llvm::StringRef File);

private:
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
  /// By flags and file extension: what remains once Clang has no objection.
  std::map<std::string, std::vector<std::string>> Accepted;
};

} // namespace codex

#endif // CODEX_DRIVER_RUN_CLANGARGUMENTS_H

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
  /// Words that say nothing to Clang: flags it rejects, and inputs that are not
  /// the file. Another compiler's flags are no mistake in a database; what a
  /// person has just typed is.
  std::vector<std::string> Rejected = {};
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
  struct Examined {
    std::vector<std::string> Accepted; ///< once Clang has no objection
    std::vector<std::string> Rejected;
  };
  /// By flags and file extension.
  std::map<std::string, Examined> Known;
};

} // namespace codex

#endif // CODEX_DRIVER_RUN_CLANGARGUMENTS_H

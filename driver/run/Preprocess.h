//===- Preprocess.h - A unit preprocessed, and no more ----------*- C++ -*-===//
#ifndef CODEX_DRIVER_RUN_PREPROCESS_H
#define CODEX_DRIVER_RUN_PREPROCESS_H

#include "collect/CollectAction.h"

#include "clang/Basic/FileManager.h"
#include "clang/Lex/DependencyDirectivesScanner.h"
#include "clang/Lex/PPCallbacks.h"
#include "llvm/ADT/StringMap.h"

#include <memory>
#include <optional>
#include <vector>

namespace clang {
class CompilerInstance;
} // namespace clang

namespace codex {

/// The directives of each header, found once for all units of a worker.
class DirectiveCache {
public:
  struct Entry {
    std::unique_ptr<llvm::MemoryBuffer> Text;
    llvm::SmallVector<clang::dependency_directives_scan::Token, 10> Tokens;
    llvm::SmallVector<clang::dependency_directives_scan::Directive, 10>
        Directives;
    bool Usable = false;
    std::optional<std::vector<uint64_t>> Names;
  };

  Entry &get(clang::FileEntryRef File, clang::FileManager &Files);
  /// As namesInText has them.
  const std::vector<uint64_t> &names(clang::FileEntryRef File,
                                     clang::FileManager &Files);

private:
  llvm::StringMap<std::unique_ptr<Entry>> Entries;
};

/// Follows the directives of \p Unit. \p Watch makes what looks on; \p Ended is
/// called at the end, while the compiler is still there. False if the unit
/// could not be begun. What is missing is passed over.
[[nodiscard]] bool
preprocess(const CompileUnit &Unit,
           llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
           DirectiveCache &Cache,
           llvm::function_ref<std::unique_ptr<clang::PPCallbacks>(
               clang::CompilerInstance &)> Watch,
           llvm::function_ref<void(clang::CompilerInstance &)> Ended);

} // namespace codex

#endif // CODEX_DRIVER_RUN_PREPROCESS_H

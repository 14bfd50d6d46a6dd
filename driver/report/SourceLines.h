//===- SourceLines.h - Lines of the files that findings lie in --*- C++ -*-===//
#ifndef CODEX_DRIVER_REPORT_SOURCELINES_H
#define CODEX_DRIVER_REPORT_SOURCELINES_H

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <memory>
#include <string>

namespace codex {

/// Reads each file once. A file that cannot be read has no lines.
class SourceLines {
public:
  SourceLines(llvm::StringRef Root,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files)
      : Root(Root), Files(std::move(Files)) {}

  /// Without its end; "" if there is no such line. Valid while this lives.
  llvm::StringRef line(llvm::StringRef File, unsigned Line);
  /// The whole file.
  llvm::StringRef text(llvm::StringRef File);

private:
  std::string Root;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
  llvm::StringMap<std::unique_ptr<llvm::MemoryBuffer>> Buffers;
};

} // namespace codex

#endif // CODEX_DRIVER_REPORT_SOURCELINES_H

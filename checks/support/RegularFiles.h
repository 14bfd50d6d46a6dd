//===- RegularFiles.h - The disk, without what never ends -------*- C++ -*-===//
#ifndef CODEX_SUPPORT_REGULARFILES_H
#define CODEX_SUPPORT_REGULARFILES_H

#include "llvm/Support/VirtualFileSystem.h"

namespace codex {

/// The real file system, always the same one, which opens no device, pipe or
/// socket: a link to /dev/zero would be read until the memory is full, a pipe
/// for ever. /dev/null is an empty file; build systems include it.
[[nodiscard]] llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> regularFiles();

} // namespace codex

#endif // CODEX_SUPPORT_REGULARFILES_H

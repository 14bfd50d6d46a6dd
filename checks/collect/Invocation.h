//===- Invocation.h - From a command line to a compiler run -----*- C++ -*-===//
#ifndef CODEX_COLLECT_INVOCATION_H
#define CODEX_COLLECT_INVOCATION_H

#include "collect/CollectAction.h"

#include <memory>

namespace clang {
class CompilerInstance;
class CompilerInvocation;
class DiagnosticConsumer;
} // namespace clang

namespace codex {

/// What Clang's driver would run for \p Unit, reduced to a parse: no output, no
/// plugin, no warnings, no error limit. Null if the command compiles nothing.
/// Problems of the command line go to \p Problems.
[[nodiscard]] std::unique_ptr<clang::CompilerInvocation>
makeInvocation(const CompileUnit &Unit,
               llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
               clang::DiagnosticConsumer &Problems);

/// Lays over the files of \p Compiler what its command names by -ivfsoverlay.
/// An overlay that cannot be read is an error of the unit, and is left out.
/// Before the file manager is made.
void layOver(clang::CompilerInstance &Compiler);

} // namespace codex

#endif // CODEX_COLLECT_INVOCATION_H

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

/// Gives \p Compiler, new and with its invocation, \p Files, what its command
/// lays over them by -ivfsoverlay, and \p Problems, which stays its owner's. An
/// overlay that cannot be read is an error of the unit, and is left out.
void prepare(clang::CompilerInstance &Compiler,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
             clang::DiagnosticConsumer &Problems);

} // namespace codex

#endif // CODEX_COLLECT_INVOCATION_H

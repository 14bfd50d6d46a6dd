//===- OwnFiles.h - Files that are no system headers ------------*- C++ -*-===//
#ifndef CODEX_COLLECT_OWNFILES_H
#define CODEX_COLLECT_OWNFILES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace clang {
class CompilerInstance;
} // namespace clang

namespace codex {

/// Has \p Compiler take the files \p Ours (relative to \p Root) for the user's
/// own: neither the directory that they are found in, nor a pragma, nor a line
/// marker makes system headers of them. Once there is a preprocessor.
void takeAsOurs(clang::CompilerInstance &Compiler,
                llvm::ArrayRef<std::string> Ours, llvm::StringRef Root);

} // namespace codex

#endif // CODEX_COLLECT_OWNFILES_H

//===- NamePattern.h - Regular expressions about names ----------*- C++ -*-===//
#ifndef CODEX_SUPPORT_NAMEPATTERN_H
#define CODEX_SUPPORT_NAMEPATTERN_H

#include "llvm/ADT/StringRef.h"

namespace codex {

/// Whether the POSIX extended regular expression can only match the end of a
/// qualified name, with nothing before its last "::": spelling out the template
/// arguments before that is what takes long. False where that is not sure.
bool isAboutLastName(llvm::StringRef Pattern);

} // namespace codex

#endif // CODEX_SUPPORT_NAMEPATTERN_H

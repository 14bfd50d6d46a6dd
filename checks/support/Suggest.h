//===- Suggest.h - "did you mean" -------------------------------*- C++ -*-===//
#ifndef CODEX_SUPPORT_SUGGEST_H
#define CODEX_SUPPORT_SUGGEST_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace codex {

/// The known word that is nearest to \p Word, if one is near enough to have
/// been meant; else empty. Of equally near ones, the first.
llvm::StringRef nearestWord(llvm::StringRef Word,
                            llvm::ArrayRef<llvm::StringRef> Known);

/// "; did you mean 'x'?", or "; one of: a, b, c" where no word is near. Empty
/// if nothing is known.
std::string suggestion(llvm::StringRef Word,
                       llvm::ArrayRef<llvm::StringRef> Known);

} // namespace codex

#endif // CODEX_SUPPORT_SUGGEST_H

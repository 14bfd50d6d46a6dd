//===- TextLayout.h - Paragraphs and tables for a terminal ------*- C++ -*-===//
#ifndef CODEX_SUPPORT_TEXTLAYOUT_H
#define CODEX_SUPPORT_TEXTLAYOUT_H

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace codex {

/// \p Text as lines of at most 80 columns, the first behind \p First, the
/// others behind as many spaces. A longer word (a URL) stays whole. Ends with a
/// newline.
std::string wrapped(llvm::StringRef Text, llvm::StringRef First = "");

/// Rows as lines; every column but the last as wide as its widest cell.
std::string table(const std::vector<std::vector<std::string>> &Rows);

} // namespace codex

#endif // CODEX_SUPPORT_TEXTLAYOUT_H

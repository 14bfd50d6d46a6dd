//===- OpenBraces.h - What a header is included within ----------*- C++ -*-===//
#ifndef CODEX_COLLECT_OPENBRACES_H
#define CODEX_COLLECT_OPENBRACES_H

#include "clang/Lex/Token.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <vector>

namespace codex {

/// Notes which braces are open, and which of them are of extern "C".
class OpenBraces {
public:
  void follow(const clang::Token &T) {
    using namespace clang;
    if (T.is(tok::l_brace))
      AreOfC.push_back(Before == tok::string_literal &&
                       BeforeThat == tok::kw_extern);
    else if (T.is(tok::r_brace) && !AreOfC.empty())
      AreOfC.pop_back();
    BeforeThat = Before;
    Before = T.getKind();
  }

  bool any() const { return !AreOfC.empty(); }

  /// A system header of C means the same within extern "C", where those are put
  /// that may not say so themselves; one of C++ is an error there.
  bool mattersTo(llvm::StringRef SystemHeader) const {
    return any() &&
           (!SystemHeader.ends_with(".h") || llvm::is_contained(AreOfC, false));
  }

private:
  std::vector<bool> AreOfC;
  clang::tok::TokenKind Before = clang::tok::unknown,
                        BeforeThat = clang::tok::unknown;
};

} // namespace codex

#endif // CODEX_COLLECT_OPENBRACES_H

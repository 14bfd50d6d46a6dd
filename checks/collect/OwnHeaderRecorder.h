//===- OwnHeaderRecorder.h - What own headers to share depend on -*- C++
//-*-===//
//
// The project's own headers, parsed ahead of the units that include them, mean
// the same as where they are included if what comes before them there changes
// nothing in them, and they nothing in it. What is to be known of them for that
// is seen while they are parsed.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_COLLECT_OWNHEADERRECORDER_H
#define CODEX_COLLECT_OWNHEADERRECORDER_H

#include "collect/HeaderRecorder.h"
#include "collect/OpenBraces.h"

#include "clang/AST/DeclBase.h"
#include "clang/Lex/Preprocessor.h"

#include <map>
#include <set>

namespace codex {

class OwnHeaderRecorder : public clang::PPCallbacks {
public:
  /// \p Files numbers what is included.
  OwnHeaderRecorder(clang::Preprocessor &PP, const HeaderRecorder &Files);

  /// Around a parse of own headers.
  void begin();
  void end() { On = false; }
  /// Something that is not to be shared was seen.
  bool hasProblem() const { return Problem; }

  /// Adds what was seen, and what \p Decls say, to the headers of \p Out.
  void finish(llvm::ArrayRef<clang::Decl *> Decls, SharedHeaders &Out);

  void InclusionDirective(clang::SourceLocation Hash, const clang::Token &Word,
                          llvm::StringRef Name, bool, clang::CharSourceRange,
                          clang::OptionalFileEntryRef, llvm::StringRef,
                          llvm::StringRef, const clang::Module *, bool,
                          clang::SrcMgr::CharacteristicKind Kind) override;
  void PragmaDirective(clang::SourceLocation Loc,
                       clang::PragmaIntroducerKind) override;
  void MacroDefined(const clang::Token &Name,
                    const clang::MacroDirective *) override;
  void MacroUndefined(const clang::Token &Name,
                      const clang::MacroDefinition &MD,
                      const clang::MacroDirective *) override;
  void MacroExpands(const clang::Token &Name, const clang::MacroDefinition &MD,
                    clang::SourceRange, const clang::MacroArgs *) override {
    asks(Name, MD);
  }
  void Defined(const clang::Token &Name, const clang::MacroDefinition &MD,
               clang::SourceRange) override {
    asks(Name, MD);
  }
  void Ifdef(clang::SourceLocation, const clang::Token &Name,
             const clang::MacroDefinition &MD) override {
    asks(Name, MD);
  }
  void Ifndef(clang::SourceLocation, const clang::Token &Name,
              const clang::MacroDefinition &MD) override {
    asks(Name, MD);
  }
  void Elifdef(clang::SourceLocation, const clang::Token &Name,
               const clang::MacroDefinition &MD) override {
    asks(Name, MD);
  }
  void Elifndef(clang::SourceLocation, const clang::Token &Name,
                const clang::MacroDefinition &MD) override {
    asks(Name, MD);
  }
  using PPCallbacks::Elifdef;
  using PPCallbacks::Elifndef;

private:
  bool isOwn(clang::SourceLocation Loc) const;
  void asks(const clang::Token &Name, const clang::MacroDefinition &MD);
  void gives(const clang::Token &Name);

  clang::Preprocessor &PP;
  const HeaderRecorder &Files;
  bool On = false;
  bool Problem = false;
  OpenBraces Braces;
  std::set<std::pair<clang::FileID, clang::FileID>> Asked; ///< who, of whom
  std::map<clang::FileID, std::set<uint64_t>> Given;       ///< macros
  std::map<clang::FileID, std::set<uint64_t>> Unset;
};

/// Hashes of the names that \p D declares outside of classes and functions,
/// also in namespaces: not of classes, which may be declared again. \p Using is
/// set where it is, or has, a using-directive for all that follows.
[[nodiscard]] std::vector<uint64_t> namesGiven(const clang::Decl &D,
                                               bool &Using);

} // namespace codex

#endif // CODEX_COLLECT_OWNHEADERRECORDER_H

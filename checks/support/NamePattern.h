//===- NamePattern.h - Regular expressions about names ----------*- C++ -*-===//
#ifndef CODEX_SUPPORT_NAMEPATTERN_H
#define CODEX_SUPPORT_NAMEPATTERN_H

#include "llvm/ADT/StringRef.h"

#include <memory>
#include <string>

namespace llvm {
class Regex;
} // namespace llvm
namespace re2 {
class RE2;
} // namespace re2

namespace codex {

/// A POSIX extended regular expression that many names are held against: RE2
/// (Debian's libre2) where it knows the expression, whose time is that of
/// reading the name once; otherwise (back references, letters beyond ASCII)
/// LLVM's, which may take ten thousand times that. Both say the same, byte for
/// byte, and find the expression anywhere in the name.
class NamePattern {
public:
  enum class Case { Same, Ignored };

  explicit NamePattern(llvm::StringRef Text, Case Letters = Case::Same);
  NamePattern(NamePattern &&) noexcept;
  ~NamePattern();

  /// If not, \p Why says what is wrong with the expression, and nothing
  /// matches it.
  bool isValid(std::string &Why) const;
  bool match(llvm::StringRef Name) const;

private:
  std::unique_ptr<llvm::Regex> Portable; ///< says what is valid
  std::unique_ptr<re2::RE2> Fast;        ///< null where RE2 does not know it
};

/// Whether the POSIX extended regular expression can only match the end of a
/// qualified name, with nothing before its last "::": spelling out the template
/// arguments before that is what takes long. False where that is not sure.
bool isAboutLastName(llvm::StringRef Pattern);

} // namespace codex

#endif // CODEX_SUPPORT_NAMEPATTERN_H

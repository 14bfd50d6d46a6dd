//===- NamePattern.h - Regular expressions about names ----------*- C++ -*-===//
#ifndef CODEX_SUPPORT_NAMEPATTERN_H
#define CODEX_SUPPORT_NAMEPATTERN_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <memory>
#include <string>
#include <vector>

namespace llvm {
class Regex;
} // namespace llvm
namespace re2 {
class FilteredRE2;
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

/// Hundreds of such expressions at once: those that a name can match go by the
/// pieces of text that are in it (RE2's filter), and only they are tried.
class NamePatterns {
public:
  /// What is not valid is matched by nothing.
  explicit NamePatterns(llvm::ArrayRef<llvm::StringRef> Texts);
  ~NamePatterns();

  /// Calls \p Found with the index of each expression that is found in \p Name.
  void match(llvm::StringRef Name,
             llvm::function_ref<void(size_t)> Found) const;

private:
  std::unique_ptr<re2::FilteredRE2> Filter;
  std::vector<size_t> Filtered;    ///< indices, by the filter's number
  std::vector<std::string> Pieces; ///< in lower case
  llvm::DenseMap<unsigned, llvm::SmallVector<int, 4>> ByBeginning; ///< pieces
  std::vector<std::pair<size_t, NamePattern>> Others; ///< RE2 knows them not
};

/// Whether the POSIX extended regular expression can only match the end of a
/// qualified name, with nothing before its last "::": spelling out the template
/// arguments before that is what takes long. False where that is not sure.
bool isAboutLastName(llvm::StringRef Pattern);

} // namespace codex

#endif // CODEX_SUPPORT_NAMEPATTERN_H

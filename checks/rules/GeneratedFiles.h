//===- GeneratedFiles.h - Files that are made from others -------*- C++ -*-===//
//
// Every generator has two modes: one writes, the other says what is out of date
// and how to mend it.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_RULES_GENERATEDFILES_H
#define CODEX_RULES_GENERATEDFILES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <map>
#include <string>
#include <vector>

namespace codex {

struct GeneratedFiles {
  std::string Root;                           ///< absolute
  std::map<std::string, std::string> Content; ///< by path relative to Root
  /// Folders, relative to Root, where every file that begins with the mark (or
  /// ends with the suffix) and is not in Content was made of something that is
  /// gone.
  struct Folder {
    std::string Path;
    std::string Suffix;
    std::string Mark; ///< empty: all with the suffix
  };
  std::vector<Folder> Folders;

  /// What is missing, different or left over, sorted: "docs/rules/x.md: is out
  /// of date".
  [[nodiscard]] llvm::Expected<std::vector<std::string>> outOfDate() const;

  /// Writes what differs and removes what is left over; what it did, sorted.
  [[nodiscard]] llvm::Expected<std::vector<std::string>> write() const;

private:
  std::string absolute(llvm::StringRef Relative) const;
  llvm::Expected<std::vector<std::string>> leftOver() const;
};

} // namespace codex

#endif // CODEX_RULES_GENERATEDFILES_H

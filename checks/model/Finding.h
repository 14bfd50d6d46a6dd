//===- Finding.h - One place where a rule is broken --------------*- C++
//-*-===//
//
// Plain values, free of Clang, that leave a translation unit and travel through
// link, judge and report unchanged.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_MODEL_FINDING_H
#define CODEX_MODEL_FINDING_H

#include <string>
#include <tuple>
#include <vector>

namespace codex {

/// A point in a file. \c File is relative to the project root, with '/' between
/// parts (absolute where the file lies outside of the root). Line and column
/// start at 1; columns count bytes.
struct Location {
  std::string File;
  unsigned Line = 0;
  unsigned Column = 0;

  bool operator==(const Location &Other) const {
    return std::tie(File, Line, Column) ==
           std::tie(Other.File, Other.Line, Other.Column);
  }
  bool operator<(const Location &Other) const {
    return std::tie(File, Line, Column) <
           std::tie(Other.File, Other.Line, Other.Column);
  }
};

/// A step that leads to a finding, in the order in which a reader should take
/// them ("'o' comes from here", "not tested on this path").
struct Step {
  Location At;
  std::string Message;
  /// Not empty: the rule is broken here as well, for the same cause, and this
  /// is what Finding::Identity would be.
  std::string Identity = {};
};

/// Replaces the bytes [Offset, Offset + Length) of a file.
struct Edit {
  std::string File;
  unsigned Offset = 0;
  unsigned Length = 0;
  std::string Replacement;
};

/// A change that mends a finding. Safe ones are applied by --fix; others are
/// suggestions for a person.
struct Fix {
  std::string Description;
  std::vector<Edit> Edits;
  bool Safe = false;
};

/// One place where a rule is broken.
struct Finding {
  std::string Rule; ///< the rule's id
  Location Begin;
  unsigned EndLine = 0; ///< the last line; EndColumn is one past the last byte
  unsigned EndColumn = 0;
  std::string Function; ///< qualified name with parameter types, or empty
  std::string Message;
  std::vector<Step> Steps;
  std::vector<Fix> Fixes;
  bool InTestBody = false; ///< the code says that it is a test (TEST(...) {})

  /// What stays the same while the finding is the same: no line, no column, no
  /// file. Input to the fingerprint; see model/Fingerprint.h.
  std::string Identity;
  /// Hex digits, unique in a run. Empty until assignFingerprints.
  std::string Fingerprint;
};

} // namespace codex

#endif // CODEX_MODEL_FINDING_H

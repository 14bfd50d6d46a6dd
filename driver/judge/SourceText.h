//===- SourceText.h - Comments and statements, without a parser -*- C++ -*-===//
//
// Waivers are read after the analysis, where there is no AST. This reads just
// enough of C++ to tell comments from strings, and where a statement ends.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_JUDGE_SOURCETEXT_H
#define CODEX_DRIVER_JUDGE_SOURCETEXT_H

#include "llvm/ADT/StringRef.h"

#include <vector>

namespace codex {

struct SourceComment {
  unsigned Line = 0; ///< where it begins; the first line is 1
  unsigned Column = 0;
  unsigned EndLine = 0;
  llvm::StringRef Text; ///< with its comment signs
};

/// Borrows the text it is made from.
class SourceText {
public:
  explicit SourceText(llvm::StringRef Text);

  const std::vector<SourceComment> &comments() const { return Comments; }

  /// Whether anything but comments and white space stands in the line.
  bool hasCode(unsigned Line) const;

  /// The last line of the statement (or head of one, up to its brace) whose
  /// first code stands in \p Line, or in the next line that has any.
  unsigned statementEnd(unsigned Line) const;

private:
  /// What matters of a line: whether it has code, and how it leaves nesting.
  struct LineInfo {
    bool Code = false;
    int ParenthesesAfter = 0; ///< open ( and [ at the end of the line
    bool EndsOutside = false; ///< a ; { or } outside of parentheses is in it
  };
  LineInfo &at(unsigned Line);

  std::vector<SourceComment> Comments;
  std::vector<LineInfo> Lines; ///< by line - 1
};

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_SOURCETEXT_H

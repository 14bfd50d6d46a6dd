//===- SourceText.cpp - Comments and statements, without a parser ---------===//

#include "driver/judge/SourceText.h"

#include "llvm/ADT/StringExtras.h"

using namespace codex;

/// The end of the string or character literal that begins at \p Begin, where
/// its quote stands.
static size_t literalEnd(llvm::StringRef Text, size_t Begin) {
  char Quote = Text[Begin];
  for (size_t I = Begin + 1; I < Text.size(); ++I) {
    if (Text[I] == '\\')
      ++I;
    else if (Text[I] == Quote)
      return I + 1;
    else if (Text[I] == '\n')
      return I;
  }
  return Text.size();
}

/// The same for R"delimiter( ... )delimiter", whose quote is at \p Quote.
static size_t rawStringEnd(llvm::StringRef Text, size_t Quote) {
  size_t Open = Text.find('(', Quote);
  if (Open == llvm::StringRef::npos)
    return Text.size();
  std::string Closing = ")" + Text.slice(Quote + 1, Open).str() + "\"";
  size_t Close = Text.find(Closing, Open);
  return Close == llvm::StringRef::npos ? Text.size() : Close + Closing.size();
}

static size_t commentEnd(llvm::StringRef Text, size_t Begin) {
  if (Text[Begin + 1] == '*') {
    size_t Close = Text.find("*/", Begin + 2);
    return Close == llvm::StringRef::npos ? Text.size() : Close + 2;
  }
  size_t End = Text.find('\n', Begin);
  // A backslash at the end of the line continues the comment.
  while (End != llvm::StringRef::npos && End > 0 && Text[End - 1] == '\\')
    End = Text.find('\n', End + 1);
  return End == llvm::StringRef::npos ? Text.size() : End;
}

SourceText::LineInfo &SourceText::at(unsigned Line) {
  if (Lines.size() < Line)
    Lines.resize(Line);
  return Lines[Line - 1];
}

SourceText::SourceText(llvm::StringRef Text) {
  unsigned Line = 1;
  size_t LineBegin = 0;
  int Depth = 0;
  // Moves to End, minding the lines in between.
  auto Skip = [&](size_t &I, size_t End, bool Code) {
    for (; I < End; ++I) {
      if (Code)
        at(Line).Code = true;
      if (Text[I] != '\n')
        continue;
      at(Line).ParenthesesAfter = Depth;
      ++Line;
      LineBegin = I + 1;
    }
  };
  for (size_t I = 0; I < Text.size();) {
    char C = Text[I];
    char Next = I + 1 < Text.size() ? Text[I + 1] : 0;
    bool InWord = I > 0 && (llvm::isAlnum(Text[I - 1]) || Text[I - 1] == '_');
    if (C == '/' && (Next == '/' || Next == '*')) {
      SourceComment Comment{Line, unsigned(I - LineBegin + 1), 0, {}};
      size_t End = commentEnd(Text, I);
      Comment.Text = Text.slice(I, End);
      Skip(I, End, /*Code=*/false);
      Comment.EndLine = Line;
      Comments.push_back(Comment);
    } else if (C == '"' && I > 0 && Text[I - 1] == 'R') {
      Skip(I, rawStringEnd(Text, I), /*Code=*/true);
    } else if (C == '"' || (C == '\'' && !InWord)) {
      // Within a word it is a digit separator (or a prefix: u'x', rare).
      Skip(I, literalEnd(Text, I), /*Code=*/true);
    } else if (llvm::isSpace(C)) {
      Skip(I, I + 1, /*Code=*/false);
    } else {
      if (C == '(' || C == '[')
        ++Depth;
      else if ((C == ')' || C == ']') && Depth > 0)
        --Depth;
      else if (C == ';' || C == '{' || C == '}')
        at(Line).EndsOutside |= Depth == 0;
      Skip(I, I + 1, /*Code=*/true);
    }
  }
  at(Line).ParenthesesAfter = Depth;
}

bool SourceText::hasCode(unsigned Line) const {
  return Line >= 1 && Line <= Lines.size() && Lines[Line - 1].Code;
}

unsigned SourceText::statementEnd(unsigned Line) const {
  while (Line <= Lines.size() && !hasCode(Line))
    ++Line;
  for (unsigned End = Line; End <= Lines.size(); ++End)
    if (Lines[End - 1].EndsOutside && Lines[End - 1].ParenthesesAfter == 0)
      return End;
  return Line;
}

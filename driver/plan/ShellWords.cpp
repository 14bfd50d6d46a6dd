//===- ShellWords.cpp - A command string taken apart ----------------------===//

#include "driver/plan/ShellWords.h"

#include "llvm/ADT/StringExtras.h"

using namespace codex;

/// Appends the inside of double quotes to \p Word; \p I stands behind the
/// opening quote, and afterwards on the closing one. False if there is none.
static bool takeDoubleQuoted(llvm::StringRef Text, size_t &I,
                             std::string &Word) {
  for (; I < Text.size() && Text[I] != '"'; ++I) {
    bool Escapes = Text[I] == '\\' && I + 1 < Text.size() &&
                   llvm::StringRef("\"\\$`\n").contains(Text[I + 1]);
    if (Escapes)
      ++I;
    Word += Text[I];
  }
  return I < Text.size();
}

std::optional<std::vector<std::string>>
codex::shellWords(llvm::StringRef Command) {
  std::vector<std::string> Words;
  std::string Word;
  bool InWord = false;
  for (size_t I = 0; I < Command.size(); ++I) {
    char C = Command[I];
    if (llvm::isSpace(C)) {
      if (InWord)
        Words.push_back(std::move(Word));
      Word.clear();
      InWord = false;
      continue;
    }
    InWord = true;
    if (C == '\'') {
      size_t End = Command.find('\'', I + 1);
      if (End == llvm::StringRef::npos)
        return std::nullopt;
      Word += Command.slice(I + 1, End);
      I = End;
    } else if (C == '"') {
      if (!takeDoubleQuoted(Command, ++I, Word))
        return std::nullopt;
    } else if (C == '\\' && I + 1 < Command.size()) {
      Word += Command[++I];
    } else {
      Word += C;
    }
  }
  if (InWord)
    Words.push_back(std::move(Word));
  return Words;
}

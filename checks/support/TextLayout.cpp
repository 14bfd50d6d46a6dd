#include "support/TextLayout.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Unicode.h"

using namespace llvm;

namespace codex {

static constexpr size_t Width = 80;

static size_t columns(StringRef Text) {
  int Columns = sys::unicode::columnWidthUTF8(Text);
  return Columns < 0 ? Text.size() : static_cast<size_t>(Columns);
}

std::string wrapped(StringRef Text, StringRef First) {
  std::string Result = First.str();
  size_t Indent = columns(First);
  size_t Used = Indent;
  bool LineIsEmpty = true;
  SmallVector<StringRef> Words;
  SplitString(Text, Words);
  for (StringRef Word : Words) {
    size_t Needed = columns(Word) + (LineIsEmpty ? 0 : 1);
    if (!LineIsEmpty && Used + Needed > Width) {
      Result += '\n' + std::string(Indent, ' ');
      Used = Indent;
      LineIsEmpty = true;
    }
    if (!LineIsEmpty)
      Result += ' ';
    Used += columns(Word) + (LineIsEmpty ? 0 : 1);
    Result += Word;
    LineIsEmpty = false;
  }
  return Result + '\n';
}

std::string table(const std::vector<std::vector<std::string>> &Rows) {
  std::vector<size_t> Widths;
  for (const std::vector<std::string> &Row : Rows) {
    Widths.resize(std::max(Widths.size(), Row.size()));
    for (size_t I = 0; I != Row.size(); ++I)
      Widths[I] = std::max(Widths[I], columns(Row[I]));
  }
  std::string Result;
  for (const std::vector<std::string> &Row : Rows) {
    for (size_t I = 0; I != Row.size(); ++I) {
      Result += Row[I];
      if (I + 1 != Row.size())
        Result += std::string(Widths[I] - columns(Row[I]) + 2, ' ');
    }
    Result += '\n';
  }
  return Result;
}

} // namespace codex

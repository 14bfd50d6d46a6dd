//===- CodeWords.cpp - Code that differs in its names ---------------------===//

#include "driver/judge/CodeWords.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace codex;

static bool isOfName(char C) { return llvm::isAlnum(C) || C == '_'; }

static bool isName(llvm::StringRef Word) {
  Word.consume_front(".");
  return !Word.empty() && (llvm::isAlpha(Word.front()) || Word.front() == '_');
}

std::vector<std::string> codex::wordsOf(llvm::StringRef Code) {
  std::vector<std::string> Words;
  while (!Code.empty()) {
    if (Code.consume_front("this->"))
      continue;
    if (llvm::isSpace(Code.front())) {
      Code = Code.drop_front();
      continue;
    }
    bool IsMember = Code.consume_front("->") || Code.consume_front(".");
    Code = IsMember ? Code.ltrim() : Code;
    llvm::StringRef Word = !Code.empty() && isOfName(Code.front())
                               ? Code.take_while(isOfName)
                               : Code.take_front(!IsMember);
    Words.push_back(((IsMember ? "." : "") + Word).str());
    Code = Code.drop_front(Word.size());
  }
  return Words;
}

bool codex::sameButForNames(llvm::StringRef Old, llvm::StringRef New,
                            Renamed Names) {
  std::vector<std::string> Before = wordsOf(Old), After = wordsOf(New);
  return Before.size() == After.size() &&
         llvm::all_of(llvm::zip(Before, After), [&](auto Both) {
           auto &[Was, Is] = Both;
           return Was == Is || (isName(Was) && isName(Is) && Names(Was, Is));
         });
}

std::string codex::shapeOf(llvm::StringRef Code) {
  std::string Shape;
  for (const std::string &Word : wordsOf(Code))
    Shape += isName(Word) ? "n" : Word;
  return Shape;
}

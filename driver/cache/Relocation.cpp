//===- Relocation.cpp - Paths that do not say where a checkout lies -------===//

#include "driver/cache/Relocation.h"

using namespace codex;

/// In no path and no flag that anybody writes; sorts before '/'.
static constexpr char Mark = '\1';

std::string codex::withoutRoot(llvm::StringRef Path, llvm::StringRef Root) {
  llvm::StringRef Rest = Path;
  if (Root.size() > 1 && Rest.consume_front(Root) &&
      (Rest.empty() || Rest.front() == '/'))
    return Mark + Rest.str();
  return Path.str();
}

void codex::withRoot(llvm::StringRef Written, llvm::StringRef Root,
                     llvm::SmallVectorImpl<char> &Path) {
  Path.clear();
  if (!Written.empty() && Written.front() == Mark) {
    Path.append(Root.begin(), Root.end());
    Written = Written.drop_front();
  }
  Path.append(Written.begin(), Written.end());
}

/// What may stand before a path, or behind it, in a word.
static bool separates(char C) {
  return llvm::StringRef("=\"':,; ()<>").contains(C);
}

/// Whether a path begins at \p At, and not in the middle of another one. A flag
/// may stand directly before it: "-I/path".
static bool pathBegins(llvm::StringRef Word, size_t At) {
  for (size_t I = At; I-- > 0;) {
    if (separates(Word[I]))
      return true;
    if (Word[I] == '/')
      return false;
  }
  return At == 0 || Word.front() == '-' || Word.front() == '@';
}

std::string codex::wordWithoutRoot(llvm::StringRef Word, llvm::StringRef Root) {
  if (Root.size() < 2)
    return Word.str();
  std::string Result;
  size_t Done = 0;
  for (size_t At = Word.find(Root); At != llvm::StringRef::npos;
       At = Word.find(Root, At + Root.size())) {
    size_t End = At + Root.size();
    bool Ends = End == Word.size() || Word[End] == '/' || separates(Word[End]);
    if (!Ends || !pathBegins(Word, At))
      continue;
    Result += Word.slice(Done, At);
    Result += Mark;
    Done = End;
  }
  Result += Word.drop_front(Done);
  return Result;
}

//===- IncludeText.cpp - What a file's text includes, roughly -------------===//

#include "driver/run/IncludeText.h"

#include "llvm/ADT/StringExtras.h"

using namespace codex;

namespace {

/// The directives of a file, in order.
class Directives {
public:
  explicit Directives(IncludeText &Out) : Out(Out) {}

  void line(llvm::StringRef Line) {
    Line = Line.ltrim();
    if (!Line.consume_front("#")) {
      // What stands before or behind the guard is read each time.
      if (!Line.empty() && Depth == 0)
        Outside = true;
      return;
    }
    Line = Line.ltrim();
    llvm::StringRef Word =
        Line.take_while([](char C) { return llvm::isAlpha(C) || C == '_'; });
    llvm::StringRef Rest = Line.drop_front(Word.size()).trim();
    bool First = !Seen;
    Seen = true;
    if (Word == "if" || Word == "ifdef" || Word == "ifndef") {
      if (Depth == 0 && !First)
        Outside = true;
      if (First && Word == "ifndef")
        Guard = Rest.take_until(llvm::isSpace);
      ++Depth;
    } else if (Word == "endif") {
      if (Depth > 0)
        --Depth;
    } else if (Word == "define" && Depth == 1 && !Guard.empty() &&
               Rest.take_while([](char C) {
                 return llvm::isAlnum(C) || C == '_';
               }) == Guard) {
      HasGuard = true;
    } else if (Word == "pragma" && Rest.starts_with("once")) {
      Once = true;
    } else if (Depth == 0 && Word != "include") {
      Outside = true;
    }
    if (Word == "include" && Depth == (HasGuard ? 1u : 0u)) {
      Outside |= Depth == 0;
      include(Rest);
    }
  }
  void finish() { Out.Guarded = Once || (HasGuard && !Outside); }

private:
  void include(llvm::StringRef Rest) {
    bool Angled = Rest.starts_with("<");
    if (!Angled && !Rest.starts_with("\""))
      return;
    llvm::StringRef Name = Rest.drop_front().take_until(
        [&](char C) { return C == (Angled ? '>' : '"'); });
    Out.Includes.push_back({Name.str(), Angled});
  }

  IncludeText &Out;
  llvm::StringRef Guard;
  unsigned Depth = 0;
  bool Seen = false, HasGuard = false, Once = false, Outside = false;
};

} // namespace

IncludeText codex::readIncludes(llvm::StringRef Text) {
  IncludeText Result;
  Directives Found(Result);
  bool InComment = false;
  while (!Text.empty()) {
    llvm::StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    std::string Kept;
    while (!Line.empty()) {
      if (InComment) {
        size_t End = Line.find("*/");
        InComment = End == llvm::StringRef::npos;
        Line = InComment ? llvm::StringRef() : Line.drop_front(End + 2);
        continue;
      }
      size_t Begin = std::min(Line.find("/*"), Line.find("//"));
      Kept += Line.take_front(Begin);
      InComment = Line.substr(Begin).starts_with("/*");
      Line = InComment ? Line.substr(Begin + 2) : llvm::StringRef();
    }
    Found.line(Kept);
  }
  Found.finish();
  return Result;
}

//===- ChangedPlaces.cpp - What has become of a finding's code ------------===//

#include "driver/judge/ChangedPlaces.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace codex;

llvm::StringRef codex::codeOf(const Finding &F) {
  return llvm::StringRef(F.Identity).split('\n').second.split('\n').second;
}

ChangedPlaces::Functions ChangedPlaces::atBase(llvm::StringRef File,
                                               const Finding &F) const {
  return functionsNamed(Base.Found->Defined, File, F.Function);
}

ChangedPlaces::Functions ChangedPlaces::atHead(llvm::StringRef File,
                                               const Finding &F) const {
  return functionsNamed(Head.Defined, File, F.Function);
}

static bool isIn(llvm::ArrayRef<DefinedFunction> All, unsigned Line) {
  return llvm::any_of(All, [&](const DefinedFunction &F) {
    return F.Line <= Line && Line <= F.EndLine;
  });
}

std::optional<unsigned> ChangedPlaces::originOf(const Finding &Now) const {
  const Location &At = Now.Begin;
  std::optional<unsigned> Line = Base.Lines->atBase(At.File, At.Line);
  if (!Line)
    Line = Base.Lines->rewrittenFrom(At.File, At.Line, codeOf(Now));
  else if (!Base.Lines->isSure(At.File, At.Line))
    return std::nullopt;
  if (!Line)
    return std::nullopt;
  if (Now.Function.empty() ||
      isIn(atBase(Base.NameAtBase(At.File), Now), *Line))
    return Line;
  return std::nullopt;
}

std::optional<Location> ChangedPlaces::standsAt(const Finding &Old) const {
  std::optional<unsigned> Line =
      Base.Lines->atHead(Old.Begin.File, Old.Begin.Line);
  if (!Line)
    return std::nullopt;
  return Location{Base.NameAtHead(Old.Begin.File), *Line, 0};
}

bool ChangedPlaces::standsSurely(const Finding &Old) const {
  std::optional<Location> At = standsAt(Old);
  return At && Base.Lines->isSure(At->File, At->Line) &&
         (Old.Function.empty() || isIn(atHead(At->File, Old), At->Line));
}

bool ChangedPlaces::hasLeft(const Finding &Old) const {
  return Old.Function.empty()
             ? !standsAt(Old)
             : atHead(Base.NameAtHead(Old.Begin.File), Old).empty();
}

bool ChangedPlaces::isNewThere(const Finding &Now) const {
  return Now.Function.empty()
             ? !cameFrom(Now)
             : atBase(Base.NameAtBase(Now.Begin.File), Now).empty();
}

bool ChangedPlaces::areSimilar(const Finding &Old, const Finding &Now) const {
  Functions After = atHead(Now.Begin.File, Now);
  return llvm::any_of(
      atBase(Old.Begin.File, Old), [&](const DefinedFunction &B) {
        return llvm::any_of(After, [&](const DefinedFunction &A) {
          return Base.Lines->areSimilar({Old.Begin.File, B.Line, B.EndLine},
                                        {Now.Begin.File, A.Line, A.EndLine});
        });
      });
}

/// Names, and whatever is between them; "this->x" is x, and "->" is a dot.
static std::vector<std::string> wordsOf(llvm::StringRef Code) {
  std::vector<std::string> Words;
  auto IsName = [](char C) { return llvm::isAlnum(C) || C == '_'; };
  while (!Code.empty()) {
    if (Code.consume_front("this->"))
      continue;
    if (llvm::isSpace(Code.front())) {
      Code = Code.drop_front();
      continue;
    }
    if (Code.consume_front("->")) {
      Words.push_back(".");
      continue;
    }
    llvm::StringRef Word =
        IsName(Code.front()) ? Code.take_while(IsName) : Code.take_front(1);
    Words.push_back(Word.str());
    Code = Code.drop_front(Word.size());
  }
  return Words;
}

bool ChangedPlaces::sameButForNames(const Finding &Old,
                                    const Finding &Now) const {
  std::vector<std::string> Before = wordsOf(codeOf(Old));
  std::vector<std::string> After = wordsOf(codeOf(Now));
  if (Before.size() != After.size())
    return false;
  Functions Then = atBase(Old.Begin.File, Old);
  Functions Since = atHead(Now.Begin.File, Now);
  return llvm::all_of(llvm::zip(Before, After), [&](auto Both) {
    auto &[Was, Is] = Both;
    if (Was == Is)
      return true;
    auto IsName = [](llvm::StringRef Word) {
      return llvm::isAlpha(Word.front()) || Word.front() == '_';
    };
    return IsName(Was) && IsName(Is) && !Then.empty() && !Since.empty() &&
           llvm::none_of(Then,
                         [&](const DefinedFunction &F) {
                           return Base.Lines->baseHasWord(
                               {Old.Begin.File, F.Line, F.EndLine}, Is);
                         }) &&
           llvm::none_of(Since, [&](const DefinedFunction &F) {
             return Base.Lines->headHasWord({Now.Begin.File, F.Line, F.EndLine},
                                            Was);
           });
  });
}

bool ChangedPlaces::isRewritten(const Finding &Old, const Finding &Now) const {
  return Base.NameAtHead(Old.Begin.File) == Now.Begin.File &&
         Base.Lines->isRewritten(Old.Begin.File, Old.Begin.Line,
                                 Now.Begin.Line) &&
         sameButForNames(Old, Now);
}

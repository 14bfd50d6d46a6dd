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

static bool isIn(const LinePairs::Stretch &Where, const Location &At) {
  return Where.File == At.File && Where.Line <= At.Line &&
         At.Line <= Where.EndLine;
}

std::optional<Location> ChangedPlaces::originOf(const Finding &Now) const {
  const Location &At = Now.Begin;
  std::string File = Base.NameAtBase(At.File);
  std::optional<Stretch> Before = Others->atBase(Now);
  auto IsOfIt = [&](unsigned Line) {
    return Now.Function.empty() || isIn(atBase(File, Now), Line) ||
           (Before ? isIn(*Before, {File, Line, 0})
                   : isNewThere(Now) && Others->aloneAtBase({File, Line, 0}));
  };
  std::optional<unsigned> Line = Base.Lines->surelyAtBase(At.File, At.Line);
  if (Line && IsOfIt(*Line))
    return Location{File, *Line, 0};
  for (const DefinedFunction &F : atHead(At.File, Now)) {
    Stretch Own = {At.File, F.Line, F.EndLine};
    if (Before && isIn(Own, At))
      if ((Line = Base.Lines->onlyLikeAtBase(Own, At.Line, *Before)))
        return Location{Before->File.str(), *Line, 0};
  }
  if (cameFrom(Now))
    return std::nullopt;
  Line = Base.Lines->rewrittenFrom(At.File, At.Line, codeOf(Now));
  if (Line && (Now.Function.empty() || isIn(atBase(File, Now), *Line)))
    return Location{File, *Line, 0};
  return std::nullopt;
}

bool ChangedPlaces::mayBeCounterparts(const Finding &Old,
                                      const Finding &Now) const {
  std::optional<Stretch> Since = Others->atHead(Old);
  if (Since && !isIn(*Since, Now.Begin))
    return false;
  if (std::optional<Stretch> Before = Others->atBase(Now))
    return isIn(*Before, Old.Begin);
  // It may have come for the one in whose place it stands.
  const std::string &File = Now.Begin.File;
  bool StandsForOther = false;
  for (const DefinedFunction &F : atHead(File, Now))
    for (unsigned Each = F.Line; Each <= F.EndLine; ++Each) {
      std::optional<unsigned> Line = Base.Lines->surelyAtBase(File, Each);
      std::optional<Stretch> Other =
          Line ? Others->aloneAtBase({Base.NameAtBase(File), *Line, 0})
               : std::nullopt;
      if (!Other ||
          llvm::none_of(Base.Lines->textAtHead(File, Each), llvm::isAlnum))
        continue;
      if (isIn(*Other, Old.Begin))
        return true;
      StandsForOther = true;
    }
  return !StandsForOther;
}

std::optional<Location> ChangedPlaces::standsAt(const Finding &Old) const {
  std::optional<unsigned> Line =
      Base.Lines->atHead(Old.Begin.File, Old.Begin.Line);
  if (!Line)
    return std::nullopt;
  return Location{Base.NameAtHead(Old.Begin.File), *Line, 0};
}

bool ChangedPlaces::standsSurely(const Finding &Old) const {
  const Location &At = Old.Begin;
  std::string File = Base.NameAtHead(At.File);
  std::optional<Stretch> Since = Others->atHead(Old);
  std::optional<unsigned> Line = Base.Lines->surelyAtHead(At.File, At.Line);
  if (Line && (Old.Function.empty() || isIn(atHead(File, Old), *Line) ||
               (Since ? isIn(*Since, {File, *Line, 0})
                      : hasLeft(Old) && Others->aloneAtHead({File, *Line, 0}))))
    return true;
  return Since &&
         llvm::any_of(atBase(At.File, Old), [&](const DefinedFunction &F) {
           Stretch Own = {At.File, F.Line, F.EndLine};
           return isIn(Own, At) &&
                  Base.Lines->onlyLikeAtHead(Own, At.Line, *Since);
         });
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

bool ChangedPlaces::anyOfBoth(
    const Finding &Old, const Finding &Now,
    llvm::function_ref<bool(const Stretch &, const Stretch &)> Fit) const {
  Functions After = atHead(Now.Begin.File, Now);
  return llvm::any_of(
      atBase(Old.Begin.File, Old), [&](const DefinedFunction &B) {
        return llvm::any_of(After, [&](const DefinedFunction &A) {
          return Fit({Old.Begin.File, B.Line, B.EndLine},
                     {Now.Begin.File, A.Line, A.EndLine});
        });
      });
}

bool ChangedPlaces::areSimilar(const Finding &Old, const Finding &Now) const {
  return anyOfBoth(Old, Now, [&](const Stretch &B, const Stretch &A) {
    return Base.Lines->areSimilar(B, A);
  });
}

bool ChangedPlaces::areShapedAlike(const Finding &Old,
                                   const Finding &Now) const {
  return anyOfBoth(Old, Now, [&](const Stretch &B, const Stretch &A) {
    return Base.Lines->areShapedAlike(B, A);
  });
}

bool ChangedPlaces::isRewritten(const Finding &Old, const Finding &Now) const {
  if (Base.NameAtHead(Old.Begin.File) != Now.Begin.File)
    return false;
  Functions Then = atBase(Old.Begin.File, Old);
  Functions Since = atHead(Now.Begin.File, Now);
  auto AtBase = [&](llvm::StringRef Word) {
    unsigned Count = 0;
    for (const DefinedFunction &F : Then)
      Count +=
          Base.Lines->wordsAtBase({Old.Begin.File, F.Line, F.EndLine}, Word);
    return Count;
  };
  auto AtHead = [&](llvm::StringRef Word) {
    unsigned Count = 0;
    for (const DefinedFunction &F : Since)
      Count +=
          Base.Lines->wordsAtHead({Now.Begin.File, F.Line, F.EndLine}, Word);
    return Count;
  };
  // Another variable may keep the old name, in a scope of its own.
  auto HaveChanged = [&](llvm::StringRef Was, llvm::StringRef Is) {
    return !Then.empty() && !Since.empty() && AtBase(Is) == 0 &&
           (AtHead(Was) == 0 || AtBase(Was) - AtHead(Was) == AtHead(Is));
  };
  return sameButForNames(codeOf(Old), codeOf(Now), HaveChanged) &&
         Base.Lines->isRewritten(Old.Begin.File, Old.Begin.Line, Now.Begin.Line,
                                 HaveChanged);
}

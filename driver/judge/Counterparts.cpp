//===- Counterparts.cpp - Which function has become which -----------------===//

#include "driver/judge/Counterparts.h"

#include "llvm/ADT/STLExtras.h"

#include <set>
#include <utility>

using namespace codex;

using Stretch = LinePairs::Stretch;

Counterparts::Counterparts(const ComparedBase &Base, const Report &Head)
    : Base(Base), AtBase(Base.Found->Defined), AtHead(Head.Defined) {
  findAlone(AtBase, AtHead, Base.NameAtHead);
  findAlone(AtHead, AtBase, Base.NameAtBase);
}

void Counterparts::findAlone(Side &Here, const Side &There,
                             const Rename &NameThere) {
  for (const auto &[File, All] : Here.All) {
    std::set<uint32_t> Others;
    if (auto Same = There.All.find(NameThere(File)); Same != There.All.end())
      for (const DefinedFunction &F : Same->second)
        Others.insert(F.NameHash);
    for (const DefinedFunction &F : All)
      if (!Others.count(F.NameHash))
        Here.Alone[File].push_back({&File, F});
  }
  for (const auto &[File, All] : Here.Alone)
    for (const Function &F : All)
      Here.ByName.emplace(F.It.NameHash, &F);
}

static Stretch stretchOf(llvm::StringRef File, const DefinedFunction &F) {
  return {File, F.Line, F.EndLine};
}

static bool isIn(const DefinedFunction &F, unsigned Line) {
  return F.Line <= Line && Line <= F.EndLine;
}

std::optional<Stretch> Counterparts::find(const Finding &F, Side &Here,
                                          Side &There, const Rename &NameThere,
                                          const Text &TextHere) {
  const Location &At = F.Begin;
  if (auto Same = There.All.find(NameThere(At.File)); Same != There.All.end())
    if (llvm::ArrayRef<DefinedFunction> Named =
            functionsNamed(There.All, Same->first, F.Function);
        !Named.empty())
      return Named.size() == 1 ? std::optional(stretchOf(Same->first, Named[0]))
                               : std::nullopt;
  const Function *Own = nullptr;
  uint32_t Hash = functionHash(F.Function);
  auto [Mine, BehindMine] = Here.ByName.equal_range(Hash);
  for (auto Each = Mine; Each != BehindMine; ++Each)
    if (*Each->second->File == At.File && isIn(Each->second->It, At.Line))
      Own = Each->second;
  if (!Own)
    return std::nullopt;

  std::vector<const Function *> Named;
  auto [Theirs, BehindTheirs] = There.ByName.equal_range(Hash);
  for (auto Each = Theirs; Each != BehindTheirs; ++Each)
    Named.push_back(Each->second);
  if (Named.empty()) {
    std::string First = TextHere(At.File, Own->It.Line);
    if (Here.ByFirstLine[First].size() == 1)
      Named = There.ByFirstLine[First];
  }
  if (Named.size() == 1)
    return stretchOf(*Named[0]->File, Named[0]->It);
  return std::nullopt;
}

void Counterparts::readFirstLines() {
  if (std::exchange(HasFirstLines, true))
    return;
  for (const auto &[Name, F] : AtBase.ByName)
    AtBase.ByFirstLine[Base.Lines->textAtBase(*F->File, F->It.Line)].push_back(
        F);
  for (const auto &[Name, F] : AtHead.ByName)
    AtHead.ByFirstLine[Base.Lines->textAtHead(*F->File, F->It.Line)].push_back(
        F);
}

std::optional<Stretch> Counterparts::atBase(const Finding &Now) {
  readFirstLines();
  return find(Now, AtHead, AtBase, Base.NameAtBase,
              [&](llvm::StringRef File, unsigned Line) {
                return Base.Lines->textAtHead(File, Line);
              });
}

std::optional<Stretch> Counterparts::atHead(const Finding &Old) {
  readFirstLines();
  return find(Old, AtBase, AtHead, Base.NameAtHead,
              [&](llvm::StringRef File, unsigned Line) {
                return Base.Lines->textAtBase(File, Line);
              });
}

std::optional<Stretch> Counterparts::Side::aloneAt(const Location &At) const {
  if (auto InFile = Alone.find(At.File); InFile != Alone.end())
    for (const Function &F : InFile->second)
      if (isIn(F.It, At.Line))
        return stretchOf(InFile->first, F.It);
  return std::nullopt;
}

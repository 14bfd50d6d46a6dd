//===- UnitGroups.cpp - Units that are compiled alike ---------------------===//

#include "driver/run/UnitGroups.h"

#include "driver/run/LateDirectories.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

#include <map>

using namespace codex;

/// Nothing if it is not C++: other units are parsed fast enough.
static std::optional<std::string> groupKey(const CompileUnit &Unit) {
  llvm::StringRef Extension = llvm::sys::path::extension(Unit.File);
  if (!llvm::is_contained({".cc", ".cpp", ".cxx", ".c++", ".C"}, Extension))
    return std::nullopt;
  std::string Key = Unit.Directory;
  for (const std::string &Argument : Unit.Arguments)
    if (Argument != Unit.File)
      Key += '\0' + Argument;
  return Key;
}

static void sortBySize(std::vector<UnitGroup> &Groups) {
  llvm::stable_sort(Groups, [](const UnitGroup &A, const UnitGroup &B) {
    return A.Units.size() > B.Units.size();
  });
}

std::vector<UnitGroup> codex::groupUnits(const Plan &ThePlan,
                                         llvm::ArrayRef<size_t> Units,
                                         const Digest &Program) {
  std::map<std::string, UnitGroup> ByFlags;
  for (size_t Unit : Units)
    if (auto Flags = groupKey(ThePlan.Units[Unit].Unit))
      ByFlags[*Flags].Units.push_back(Unit);
  std::vector<UnitGroup> Result;
  for (auto &[Flags, G] : ByFlags) {
    G.Key = DigestBuilder().add(Program).add(ThePlan.Root).add(Flags).finish();
    Result.push_back(std::move(G));
  }
  sortBySize(Result);
  return Result;
}

//===----------------------------------------------------------------------===//
// Groups that differ by what they search
//===----------------------------------------------------------------------===//

/// Takes the directories of -I out of \p Arguments, each once.
static std::vector<std::string>
takeSearched(std::vector<std::string> &Arguments) {
  std::vector<std::string> Searched, Others;
  for (size_t I = 0; I < Arguments.size(); ++I) {
    llvm::StringRef Word = Arguments[I];
    if (!Word.consume_front("-I")) {
      Others.push_back(Arguments[I]);
      continue;
    }
    if (Word.empty() && I + 1 < Arguments.size())
      Word = Arguments[++I];
    if (!llvm::is_contained(Searched, Word))
      Searched.push_back(Word.str());
  }
  Arguments = std::move(Others);
  return Searched;
}

CompileUnit UnitGroup::like(const Plan &ThePlan) const {
  CompileUnit Like = ThePlan.Units[Units.front()].Unit;
  if (!IsMerged)
    return Like;
  takeSearched(Like.Arguments);
  std::vector<std::string> Words;
  for (const std::string &Directory : Search)
    Words.push_back("-I" + Directory);
  Like.Arguments.insert(Like.Arguments.begin() + 1, Words.begin(), Words.end());
  return Like;
}

namespace {

/// What one group searches.
struct Searcher {
  UnitGroup *Group;
  std::vector<std::string> Searched;
  /// What it does not have in common with the others: before the first that
  /// it has, before the second, and so on.
  std::vector<std::vector<std::string>> Own = {};
};

} // namespace

/// False where \p Common does not stand in that order, or what is its own
/// depends on where the command runs.
static bool findOwn(Searcher &S, llvm::ArrayRef<std::string> Common) {
  S.Own.assign(Common.size() + 1, {});
  size_t Found = 0;
  for (const std::string &Directory : S.Searched) {
    if (Found < Common.size() && Directory == Common[Found])
      ++Found;
    else if (llvm::is_contained(Common, Directory) ||
             !llvm::sys::path::is_absolute(Directory))
      return false;
    else
      S.Own[Found].push_back(Directory);
  }
  return true;
}

/// Makes the first of \p All one group with the others, which are left empty.
static void merge(std::vector<Searcher> All) {
  std::vector<std::string> Common = All.front().Searched;
  for (const Searcher &S : All)
    llvm::erase_if(Common, [&](const std::string &Directory) {
      return !llvm::is_contained(S.Searched, Directory);
    });
  llvm::erase_if(All, [&](Searcher &S) { return !findOwn(S, Common); });
  if (All.size() < 2)
    return;

  UnitGroup Merged;
  Merged.IsMerged = true;
  Merged.Key = All.front().Group->Key;
  std::vector<std::vector<std::string>> Places(All.size());
  size_t Count = 0;
  for (size_t At = 0; At <= Common.size(); ++At) {
    size_t Most = 0;
    for (const Searcher &S : All)
      Most = std::max(Most, S.Own[At].size());
    for (size_t I = 0; I < Most; ++I) {
      Merged.Search.push_back(LateDirectories::place(Count++));
      for (auto [S, Held] : llvm::zip(All, Places))
        Held.push_back(I < S.Own[At].size() ? S.Own[At][I] : std::string());
    }
    if (At < Common.size())
      Merged.Search.push_back(Common[At]);
  }
  for (auto [S, Held] : llvm::zip(All, Places)) {
    for (size_t Unit : S.Group->Units) {
      Merged.Units.push_back(Unit);
      Merged.Own.push_back(Held);
    }
    S.Group->Units.clear();
  }
  *All.front().Group = std::move(Merged);
}

void codex::mergeSmall(const Plan &ThePlan, std::vector<UnitGroup> &Groups) {
  std::map<std::pair<std::string, std::vector<std::string>>,
           std::vector<Searcher>>
      Alike;
  for (UnitGroup &G : Groups) {
    if (G.Units.size() >= LeastToKeep)
      continue;
    const CompileUnit &Unit = ThePlan.Units[G.Units.front()].Unit;
    std::vector<std::string> Others = Unit.Arguments;
    llvm::erase(Others, Unit.File);
    std::vector<std::string> Searched = takeSearched(Others);
    Alike[{Unit.Directory, Others}].push_back({&G, std::move(Searched)});
  }
  for (auto &[Flags, All] : Alike)
    if (All.size() > 1)
      merge(std::move(All));
  llvm::erase_if(Groups, [](const UnitGroup &G) { return G.Units.empty(); });
  sortBySize(Groups);
}

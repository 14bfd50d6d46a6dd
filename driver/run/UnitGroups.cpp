//===- UnitGroups.cpp - Units that are compiled alike ---------------------===//

#include "driver/run/UnitGroups.h"

#include "driver/run/LateDirectories.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

#include <map>
#include <set>

using namespace codex;
namespace vfs = llvm::vfs;

/// Nothing if it is not C++: other units are parsed fast enough. Nor where
/// files are taken for what they are not: that is said of one parse alone.
static std::optional<std::string> groupKey(const CompileUnit &Unit) {
  llvm::StringRef Extension = llvm::sys::path::extension(Unit.File);
  if (!Unit.Ours.empty() ||
      !llvm::is_contained({".cc", ".cpp", ".cxx", ".c++", ".C"}, Extension))
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
// Groups that differ in what they search and define
//===----------------------------------------------------------------------===//

namespace {

/// A command's directories of -I, and NAME or NAME=VALUE of -D; each once.
struct Flags {
  std::vector<std::string> Searched, Defined;
};

/// One group's flags, and what of them it does not have in common with others.
struct Member {
  UnitGroup *Group;
  Flags All;
  /// Before the first directory that is common, before the second, and so on.
  std::vector<std::vector<std::string>> Searched = {};
  std::string Macros = {};
};

using Directories =
    std::map<std::string, std::optional<llvm::sys::fs::UniqueID>>;

} // namespace

static Flags takeFlags(std::vector<std::string> &Arguments) {
  Flags Taken;
  std::vector<std::string> Others;
  for (size_t I = 0; I < Arguments.size(); ++I) {
    llvm::StringRef Word = Arguments[I];
    bool Searches = Word.consume_front("-I");
    if (!Searches && !Word.consume_front("-D")) {
      Others.push_back(Arguments[I]);
      continue;
    }
    if (Word.empty() && I + 1 < Arguments.size())
      Word = Arguments[++I];
    auto &List = Searches ? Taken.Searched : Taken.Defined;
    if (!llvm::is_contained(List, Word))
      List.push_back(Word.str());
  }
  Arguments = std::move(Others);
  return Taken;
}

CompileUnit UnitGroup::like(const Plan &ThePlan) const {
  CompileUnit Like = ThePlan.Units[Units.front()].Unit;
  if (!isMerged())
    return Like;
  takeFlags(Like.Arguments);
  Like.Arguments.insert(Like.Arguments.begin() + 1, Common.begin(),
                        Common.end());
  return Like;
}

/// What all of \p Members have, in the order of the first.
static std::vector<std::string>
commonOf(llvm::ArrayRef<Member> Members,
         std::vector<std::string> Flags::*List) {
  std::vector<std::string> Common = Members.front().All.*List;
  for (const Member &M : Members)
    llvm::erase_if(Common, [&](const std::string &Word) {
      return !llvm::is_contained(M.All.*List, Word);
    });
  return Common;
}

static llvm::StringRef nameOfMacro(llvm::StringRef Word) {
  return Word.take_until([](char C) { return C == '=' || C == '('; });
}

/// False where what is common does not stand in that order, a directory of its
/// own depends on where the command runs, or a macro has two values.
static bool findOwn(Member &M, const Flags &Common) {
  M.Searched.assign(Common.Searched.size() + 1, {});
  size_t Found = 0;
  for (const std::string &Directory : M.All.Searched) {
    if (Found < Common.Searched.size() && Directory == Common.Searched[Found])
      ++Found;
    else if (llvm::is_contained(Common.Searched, Directory) ||
             !llvm::sys::path::is_absolute(Directory))
      return false;
    else
      M.Searched[Found].push_back(Directory);
  }
  std::set<llvm::StringRef> Names;
  for (llvm::StringRef Word : M.All.Defined) {
    llvm::StringRef Name = nameOfMacro(Word);
    if (!Names.insert(Name).second || Word.contains('\n'))
      return false;
    if (llvm::is_contained(Common.Defined, Word))
      continue;
    auto [Left, Value] = Word.split('=');
    M.Macros += ("#define " + Left + " " +
                 (Left == Word ? llvm::StringRef("1") : Value) + "\n")
                    .str();
  }
  return true;
}

/// Makes the first of \p All one group with the others, which are left empty.
static void merge(std::vector<Member> All) {
  const Flags Common = {commonOf(All, &Flags::Searched),
                        commonOf(All, &Flags::Defined)};
  llvm::erase_if(All, [&](Member &M) { return !findOwn(M, Common); });
  if (All.size() < 2)
    return;

  UnitGroup Merged;
  Merged.Key = All.front().Group->Key;
  std::vector<OwnFlags> Own(All.size());
  for (auto [M, Its] : llvm::zip(All, Own))
    Its.Macros = M.Macros;
  size_t Places = 0;
  for (size_t At = 0; At <= Common.Searched.size(); ++At) {
    size_t Most = 0;
    for (const Member &M : All)
      Most = std::max(Most, M.Searched[At].size());
    for (size_t I = 0; I < Most; ++I) {
      Merged.Common.push_back("-I" + LateDirectories::place(Places++));
      for (auto [M, Its] : llvm::zip(All, Own))
        Its.Searched.push_back(I < M.Searched[At].size() ? M.Searched[At][I]
                                                         : std::string());
    }
    if (At < Common.Searched.size())
      Merged.Common.push_back("-I" + Common.Searched[At]);
  }
  for (const std::string &Word : Common.Defined)
    Merged.Common.push_back("-D" + Word);
  for (auto [M, Its] : llvm::zip(All, Own)) {
    for (size_t Unit : M.Group->Units) {
      Merged.Units.push_back(Unit);
      Merged.Own.push_back(Its);
    }
    M.Group->Units.clear();
  }
  *All.front().Group = std::move(Merged);
}

/// Of several names of one directory the first counts, as for Clang.
static void dropRepeated(std::vector<std::string> &Searched,
                         vfs::FileSystem &Files, Directories &Known) {
  std::set<llvm::sys::fs::UniqueID> Seen;
  llvm::erase_if(Searched, [&](const std::string &Name) {
    auto [It, New] = Known.try_emplace(Name);
    if (New)
      if (llvm::ErrorOr<vfs::Status> At = Files.status(Name))
        It->second = At->getUniqueID();
    return It->second && !Seen.insert(*It->second).second;
  });
}

void codex::mergeSmall(const Plan &ThePlan, vfs::FileSystem &Files,
                       std::vector<UnitGroup> &Groups) {
  Directories Known;
  std::map<std::pair<std::string, std::vector<std::string>>,
           std::vector<Member>>
      Alike;
  for (UnitGroup &G : Groups) {
    if (G.Units.size() >= LeastToKeep)
      continue;
    const CompileUnit &Unit = ThePlan.Units[G.Units.front()].Unit;
    std::vector<std::string> Others = Unit.Arguments;
    llvm::erase(Others, Unit.File);
    Flags Own = takeFlags(Others);
    dropRepeated(Own.Searched, Files, Known);
    if (llvm::any_of(Others, [](llvm::StringRef Word) {
          return Word.starts_with("-U");
        }))
      continue; // may take back what is defined
    Alike[{Unit.Directory, Others}].push_back({&G, std::move(Own)});
  }
  for (auto &[Others, All] : Alike)
    if (All.size() > 1)
      merge(std::move(All));
  llvm::erase_if(Groups, [](const UnitGroup &G) { return G.Units.empty(); });
  sortBySize(Groups);
}

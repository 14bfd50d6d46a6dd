//===- RulePacks.cpp - The rule packs of a project ------------------------===//

#include "driver/RulePacks.h"

#include "driver/Today.h"
#include "engines/RuleProgram.h"
#include "rules/RulePack.h"
#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace codex;
namespace path = llvm::sys::path;

llvm::Error codex::loadWholePack(llvm::StringRef Directory,
                                 llvm::vfs::FileSystem *Files, RuleSet &Rules) {
  RuleSet Both = Rules;
  if (llvm::Error E = loadRuleSet(Directory, Both, Files))
    return E;
  // A draft may be anything: it runs for its author alone, who will be told.
  std::vector<const Rule *> New;
  for (const Rule &R : Both.Rules)
    if ((R.TheState == State::Advisory || R.TheState == State::Enforced) &&
        !Rules.findRule(R.Id))
      New.push_back(&R);
  llvm::Error Broken = llvm::Error::success();
  RuleProgram Prepared(Both, New, Broken);
  if (Broken)
    return Broken;
  Rules = std::move(Both);
  return llvm::Error::success();
}

namespace {

/// One pack of one project.
class PackLoad {
public:
  PackLoad(const ProjectConfig &Config, const PackReference &Wanted,
           llvm::StringRef Root, const KnownGoodStore &Store, Env &World)
      : Config(Config), Wanted(Wanted), Store(Store), World(World) {
    llvm::SmallString<256> Path(Root);
    path::append(Path, Wanted.Path);
    path::remove_dots(Path, /*remove_dot_dot=*/true);
    Directory = Path.str().str();
    // Not the whole path of the root: runners of a CI put it anywhere.
    Keys.push_back("pack\n" + path::filename(Root).str() + "\n" + Wanted.Path);
    if (!Wanted.Digest.empty())
      Keys.insert(Keys.begin(), "pack\n" + Wanted.Digest);
  }

  llvm::Error load(llvm::vfs::FileSystem *Files, RuleSet &Rules) {
    llvm::Error Refused = loadAsItIs(Files, Rules);
    if (!Refused)
      return llvm::Error::success();
    std::vector<std::string> Why;
    llvm::handleAllErrors(std::move(Refused),
                          [&](const llvm::ErrorInfoBase &Info) {
                            Why.push_back(Info.message());
                          });
    if (loadKnownGood(Rules, Why))
      return llvm::Error::success();
    llvm::Error All = llvm::Error::success();
    for (const std::string &One : Why)
      All = llvm::joinErrors(
          std::move(All),
          withContext(makeError(One), "reading the rule pack '" + Wanted.Path +
                                          "' of " + Config.File));
    return llvm::joinErrors(
        std::move(All),
        makeError("the rule pack '" + Wanted.Path + "' is refused as a whole" +
                  (Store.directory().empty()
                       ? ""
                       : ", and no last known good one is kept here") +
                  ": mend it, or take it out of $.rulePacks of " +
                  Config.File));
  }

private:
  llvm::Error loadAsItIs(llvm::vfs::FileSystem *Files, RuleSet &Rules) {
    // One that is fetched and not tracked: the pin proves what it is.
    if (Files && !Wanted.Digest.empty() && !Files->exists(Directory))
      Files = nullptr;
    llvm::Expected<RulePack> Pack = readRulePack(Directory, Files);
    if (!Pack)
      return Pack.takeError();
    if (llvm::Error E = checkRulePack(*Pack, Directory, Wanted, Config.File))
      return E;
    if (llvm::Error E = refuseEmptied(*Pack))
      return E;
    // What is kept must be what was used, whatever becomes of the disk between.
    auto Read = inMemory(Pack->Files);
    if (llvm::Error E = loadWholePack(Directory, Read.get(), Rules))
      return E;
    KnownGood Good{today(World), Pack->title(), Pack->Files};
    for (const std::string &Key : Keys)
      Store.keep(Key, Good);
    return llvm::Error::success();
  }

  using FilesByPath = std::map<std::string, std::string>;

  llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem>
  inMemory(const FilesByPath &Texts) const {
    auto Result = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
    for (const auto &[Name, Text] : Texts) {
      llvm::SmallString<256> File(Directory);
      path::append(File, Name);
      Result->addFile(File, 0,
                      llvm::MemoryBuffer::getMemBufferCopy(Text, File));
    }
    return Result;
  }

  static bool hasAny(const FilesByPath &Texts, llvm::StringRef Folder) {
    return llvm::any_of(Texts, [&](const auto &File) {
      return llvm::StringRef(File.first).starts_with(Folder);
    });
  }

  /// A copy that stopped half-way, a file too many deleted: nobody would be
  /// told that the rules are gone.
  llvm::Error refuseEmptied(const RulePack &Pack) const {
    if (hasAny(Pack.Files, "rules/"))
      return llvm::Error::success();
    if (!hasAny(Pack.Files, "models/"))
      return makeError(Directory + ": the pack is empty: there is no rule and "
                                   "no model in it");
    // A digest that is pinned says that it is meant.
    if (!Wanted.Digest.empty())
      return llvm::Error::success();
    std::optional<KnownGood> Before = Store.read(Keys.back());
    if (Before && hasAny(Before->Files, "rules/"))
      return makeError(Directory + ": the pack had rules, and has none now; if "
                                   "that is meant, pin its digest");
    return llvm::Error::success();
  }

  bool loadKnownGood(RuleSet &Rules, llvm::ArrayRef<std::string> Why) {
    for (const std::string &Key : Keys) {
      std::optional<KnownGood> Good = Store.read(Key);
      if (!Good)
        continue;
      auto Kept = inMemory(Good->Files);
      // It was good with the rules of that day; if it is no longer, with those
      // of today, the next one may be.
      if (llvm::Error E = loadWholePack(Directory, Kept.get(), Rules)) {
        llvm::consumeError(std::move(E));
        continue;
      }
      std::string More =
          Why.size() > 1
              ? " (and " + std::to_string(Why.size() - 1) + " more problems)"
              : "";
      Rules.Notes.push_back(
          "the rule pack '" + Wanted.Path +
          "' is refused as a whole, and the last known good one" +
          (Good->What.empty() ? "" : ", " + Good->What) + ", of " + Good->Date +
          ", is used in its place: " + Why.front() + More);
      return true;
    }
    return false;
  }

  const ProjectConfig &Config;
  const PackReference &Wanted;
  const KnownGoodStore &Store;
  Env &World;
  std::string Directory;
  std::vector<std::string> Keys; ///< in the store, the most exact first
};

} // namespace

llvm::Error codex::addRulePacks(const ProjectConfig &Config,
                                llvm::StringRef Root,
                                llvm::vfs::FileSystem *Files,
                                const KnownGoodStore &Store, Env &World,
                                RuleSet &Rules) {
  for (const PackReference &Wanted : Config.RulePacks)
    if (llvm::Error E =
            PackLoad(Config, Wanted, Root, Store, World).load(Files, Rules))
      return E;
  return llvm::Error::success();
}

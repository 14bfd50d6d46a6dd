//===- LoadedRules.cpp - The rules that a command talks about -------------===//

#include "driver/LoadedRules.h"

#include "driver/Analysis.h"
#include "driver/plan/ProjectRoot.h"
#include "support/Error.h"
#include "support/Suggest.h"

using namespace codex;

llvm::Expected<LoadedRules>
LoadedRules::load(Env &World, llvm::ArrayRef<std::string> Places,
                  llvm::Error &Problems) {
  llvm::ErrorAsOutParameter Checked(Problems);
  LoadedRules Loaded;
  if (Places.empty()) {
    llvm::Expected<std::string> Found = findRuleDirectory(World.BinaryPath);
    if (!Found)
      return Found.takeError();
    Loaded.Directory = World.absolute(*Found);
    Problems = loadRuleSet(Loaded.Directory, Loaded.Rules);
    return Loaded;
  }
  Loaded.Directory = World.absolute(Places.front());
  for (const std::string &Place : Places)
    Problems = llvm::joinErrors(
        std::move(Problems), loadRuleSet(World.absolute(Place), Loaded.Rules));
  return Loaded;
}

llvm::Expected<LoadedRules>
LoadedRules::loadStrictly(Env &World, llvm::ArrayRef<std::string> Places) {
  llvm::Error Problems = llvm::Error::success();
  llvm::Expected<LoadedRules> Loaded = load(World, Places, Problems);
  if (!Problems)
    return Loaded;
  if (!Loaded)
    return llvm::joinErrors(std::move(Problems), Loaded.takeError());
  return std::move(Problems);
}

llvm::Expected<LoadedRules>
LoadedRules::loadWithProject(Env &World, llvm::ArrayRef<std::string> Places,
                             llvm::Error &Problems) {
  llvm::ErrorAsOutParameter Checked(Problems);
  llvm::Expected<LoadedRules> Loaded = load(World, Places, Problems);
  if (!Loaded || !Places.empty())
    return Loaded;
  std::string Root = projectRoot(World.Directory, {}, *World.Files);
  llvm::Expected<ProjectConfig> Config =
      Analysis::readConfig(Root, *World.Files);
  llvm::Error Others = Config
                           ? Analysis::addProjectRules(*Config, Root, nullptr,
                                                       {}, World, Loaded->Rules)
                           : Config.takeError();
  Problems = llvm::joinErrors(std::move(Problems), std::move(Others));
  for (const std::string &Note : Loaded->Rules.Notes)
    World.Err << "codex-lint: warning: " << Note << '\n';
  return Loaded;
}

llvm::Expected<LoadedRules>
LoadedRules::loadWithWarnings(Env &World, llvm::ArrayRef<std::string> Places) {
  llvm::Error Problems = llvm::Error::success();
  llvm::Expected<LoadedRules> Loaded = loadWithProject(World, Places, Problems);
  llvm::handleAllErrors(
      std::move(Problems), [&](const llvm::ErrorInfoBase &Info) {
        World.Err << "codex-lint: warning: " << Info.message() << '\n';
      });
  return Loaded;
}

llvm::Expected<const Rule *> LoadedRules::named(llvm::StringRef Id) const {
  Id.consume_front("codex-");
  if (const Rule *R = Rules.findRule(Id))
    return R;
  std::vector<llvm::StringRef> Known;
  for (const Rule &R : Rules.Rules)
    Known.push_back(R.Id);
  llvm::StringRef Nearest = nearestWord(Id, Known);
  return makeError("there is no rule '" + Id + "'; " +
                   (Nearest.empty() ? "'codex-lint rules list' names them all"
                                    : "did you mean '" + Nearest + "'?"));
}

llvm::Expected<std::vector<const Rule *>>
LoadedRules::named(llvm::ArrayRef<std::string> Ids) const {
  std::vector<const Rule *> Result;
  for (const std::string &Id : Ids) {
    llvm::Expected<const Rule *> R = named(llvm::StringRef(Id));
    if (!R)
      return R.takeError();
    Result.push_back(*R);
  }
  if (Ids.empty())
    for (const Rule &R : Rules.Rules)
      Result.push_back(&R);
  return Result;
}

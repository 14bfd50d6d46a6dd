//===- LoadedRules.h - The rules that a command talks about -----*- C++ -*-===//
#ifndef CODEX_DRIVER_LOADEDRULES_H
#define CODEX_DRIVER_LOADEDRULES_H

#include "driver/Analysis.h"
#include "driver/Env.h"
#include "driver/plan/ProjectRoot.h"
#include "rules/RuleSet.h"

namespace codex {

struct LoadedRules {
  std::string Directory; ///< absolute
  RuleSet Rules;

  /// From \p Directory, or, where that is empty, from where the built-in rules
  /// lie. What cannot be read is in \p Problems; the rest is loaded.
  [[nodiscard]] static llvm::Expected<LoadedRules>
  load(Env &World, llvm::StringRef Directory, llvm::Error &Problems) {
    llvm::ErrorAsOutParameter Checked(Problems);
    LoadedRules Loaded;
    if (Directory.empty()) {
      llvm::Expected<std::string> Found = findRuleDirectory(World.BinaryPath);
      if (!Found)
        return Found.takeError();
      Loaded.Directory = World.absolute(*Found);
    } else {
      Loaded.Directory = World.absolute(Directory);
    }
    Problems = loadRuleSet(Loaded.Directory, Loaded.Rules);
    return Loaded;
  }

  /// The same, and the rules of the project that World.Directory lies in, as
  /// its .codex.json has them. With \p Directory that alone counts.
  [[nodiscard]] static llvm::Expected<LoadedRules>
  loadWithProject(Env &World, llvm::StringRef Directory,
                  llvm::Error &Problems) {
    llvm::ErrorAsOutParameter Checked(Problems);
    llvm::Expected<LoadedRules> Loaded = load(World, Directory, Problems);
    if (!Loaded || !Directory.empty())
      return Loaded;
    std::string Root = projectRoot(World.Directory, {}, *World.Files);
    llvm::Expected<ProjectConfig> Config =
        Analysis::readConfig(Root, *World.Files);
    llvm::Error Others = Config
                             ? Analysis::addProjectRules(*Config, Root, nullptr,
                                                         World, Loaded->Rules)
                             : Config.takeError();
    Problems = llvm::joinErrors(std::move(Problems), std::move(Others));
    return Loaded;
  }

  /// For commands that can do their work with what is there: the problems go
  /// to the person, and the rules are returned.
  [[nodiscard]] static llvm::Expected<LoadedRules>
  loadWithWarnings(Env &World, llvm::StringRef Directory) {
    llvm::Error Problems = llvm::Error::success();
    llvm::Expected<LoadedRules> Loaded =
        loadWithProject(World, Directory, Problems);
    llvm::handleAllErrors(
        std::move(Problems), [&](const llvm::ErrorInfoBase &Info) {
          World.Err << "codex-lint: warning: " << Info.message() << '\n';
        });
    return Loaded;
  }
};

} // namespace codex

#endif // CODEX_DRIVER_LOADEDRULES_H

//===- LoadedRules.h - The rules that a command talks about -----*- C++ -*-===//
#ifndef CODEX_DRIVER_LOADEDRULES_H
#define CODEX_DRIVER_LOADEDRULES_H

#include "driver/Env.h"
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

  /// For commands that can do their work with what is there: the problems go
  /// to the person, and the rules are returned.
  [[nodiscard]] static llvm::Expected<LoadedRules>
  loadWithWarnings(Env &World, llvm::StringRef Directory) {
    llvm::Error Problems = llvm::Error::success();
    llvm::Expected<LoadedRules> Loaded = load(World, Directory, Problems);
    llvm::handleAllErrors(
        std::move(Problems), [&](const llvm::ErrorInfoBase &Info) {
          World.Err << "codex-lint: warning: " << Info.message() << '\n';
        });
    return Loaded;
  }
};

} // namespace codex

#endif // CODEX_DRIVER_LOADEDRULES_H

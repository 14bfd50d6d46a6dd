//===- LoadedRules.h - The rules that a command talks about -----*- C++ -*-===//
#ifndef CODEX_DRIVER_LOADEDRULES_H
#define CODEX_DRIVER_LOADEDRULES_H

#include "driver/Env.h"
#include "rules/RuleSet.h"

#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace codex {

/// --rules, which may be said several times: these directories, and no others.
void addRulesOption(CLI::App &App, std::vector<std::string> &Places);

struct LoadedRules {
  std::string Directory; ///< absolute; of several, the first
  RuleSet Rules;

  /// From \p Places, or, where there are none, from where the built-in rules
  /// lie. What cannot be read is in \p Problems; the rest is loaded.
  [[nodiscard]] static llvm::Expected<LoadedRules>
  load(Env &World, llvm::ArrayRef<std::string> Places, llvm::Error &Problems);

  /// The same, and an error if there is any problem.
  [[nodiscard]] static llvm::Expected<LoadedRules>
  loadStrictly(Env &World, llvm::ArrayRef<std::string> Places);

  /// The same as load, and the rules of the project that World.Directory lies
  /// in, as its .codex.json has them. With \p Places these alone count.
  [[nodiscard]] static llvm::Expected<LoadedRules>
  loadWithProject(Env &World, llvm::ArrayRef<std::string> Places,
                  llvm::Error &Problems);

  /// For commands that can do their work with what is there: the problems go
  /// to the person, and the rules are returned.
  [[nodiscard]] static llvm::Expected<LoadedRules>
  loadWithWarnings(Env &World, llvm::ArrayRef<std::string> Places);

  /// The rules of these ids, also of former ones; all of them for none.
  [[nodiscard]] llvm::Expected<std::vector<const Rule *>>
  named(llvm::ArrayRef<std::string> Ids) const;
  /// One of them; "did you mean" where there is none.
  [[nodiscard]] llvm::Expected<const Rule *> named(llvm::StringRef Id) const;
};

} // namespace codex

#endif // CODEX_DRIVER_LOADEDRULES_H

//===- RuleSet.h - Everything the company knows, loaded ---------*- C++ -*-===//
#ifndef CODEX_RULES_RULESET_H
#define CODEX_RULES_RULESET_H

#include "rules/Incident.h"
#include "rules/Model.h"
#include "rules/Rule.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <vector>

namespace codex {

/// Rules, models and incidents of one directory (codex-rules/), or of several
/// joined. Sorted by id. References into it stay valid while it lives.
struct RuleSet {
  std::vector<Rule> Rules;
  std::vector<Model> Models;
  std::vector<Incident> Incidents;
  /// What a person should know of where they come from: a pack that is broken,
  /// and what is used in its place.
  std::vector<std::string> Notes;

  const Rule *findRule(llvm::StringRef Id) const; ///< also by a former id
  const Incident *findIncident(llvm::StringRef Id) const;
  const Model *findModel(llvm::StringRef Library) const;

  /// The models of the libraries that the spec of \p R names in its "models";
  /// all, if it names none. One that is not there is an error with its place.
  [[nodiscard]] llvm::Expected<std::vector<const Model *>>
  modelsFor(const Rule &R, llvm::ArrayRef<std::string> Libraries) const;
};

/// Reads <Directory>/{rules,models,incidents}. Strict: every problem of every
/// file is in the error, each with file, line, column and JSON path. Files are
/// independent: \p Loaded keeps whatever could be read even when an error is
/// returned. \p Files: read from there instead of the disk.
[[nodiscard]] llvm::Error loadRuleSet(llvm::StringRef Directory,
                                      RuleSet &Loaded,
                                      llvm::vfs::FileSystem *Files = nullptr);

/// Reads one model file besides: a project's own. Its library must be new.
[[nodiscard]] llvm::Error loadModel(llvm::StringRef File, RuleSet &Loaded,
                                    llvm::vfs::FileSystem *Files = nullptr);

/// Where the built-in rules lie: the environment's CODEX_RULES if set, else the
/// first that exists of: the given places relative to \p BinaryPath (the
/// running program's or plugin's own file) and the build-time default.
[[nodiscard]] llvm::Expected<std::string>
findRuleDirectory(llvm::StringRef BinaryPath);

} // namespace codex

#endif // CODEX_RULES_RULESET_H

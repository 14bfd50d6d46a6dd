//===- RulePack.h - A company's own rules, as one thing ---------*- C++ -*-===//
//
// A pack is a directory as codex-rules/ is one, with a pack.json that names it.
// The digest there stands for the name, the version and every file that decides
// anything, so that a project can say exactly which pack it means.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_RULES_RULEPACK_H
#define CODEX_RULES_RULEPACK_H

#include "support/Shape.h"

#include "llvm/Support/VirtualFileSystem.h"

#include <map>
#include <string>

namespace codex {

/// What .codex.json says of a pack. What is empty is not pinned.
struct PackReference {
  std::string Path; ///< relative to the project's root
  std::string Name, Version, Digest;
  JsonPosition At;

  operator llvm::StringRef() const { return Path; }
};

/// A path, or an object with the path and what is pinned.
Type<std::vector<PackReference>> packReferences();

struct PackManifest {
  std::string Name, Version, Digest;
};

extern const char *const PackManifestName; ///< "pack.json"

const Shape<PackManifest> &packShape();

/// A pack as it lies somewhere, read whole.
struct RulePack {
  std::map<std::string, std::string> Files; ///< by path within, all that counts
  PackManifest Manifest; ///< its digest is the one that is written there
  bool HasManifest = false;

  /// Of the files as they are.
  std::string digest() const;
  /// "acme 1.2.0", or "" without a manifest.
  std::string title() const;
};

/// Errors name what cannot be read. \p Files: null means the disk.
[[nodiscard]] llvm::Expected<RulePack>
readRulePack(llvm::StringRef Directory, llvm::vfs::FileSystem *Files);

/// What is wrong with \p Pack in \p Directory: its digest is not the one that
/// it names itself, or it is not the one that \p Wanted, in \p ConfigFile, asks
/// for.
[[nodiscard]] llvm::Error checkRulePack(const RulePack &Pack,
                                        llvm::StringRef Directory,
                                        const PackReference &Wanted,
                                        llvm::StringRef ConfigFile);

} // namespace codex

#endif // CODEX_RULES_RULEPACK_H

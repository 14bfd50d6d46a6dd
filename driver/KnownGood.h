//===- KnownGood.h - What could be read the last time -----------*- C++ -*-===//
//
// A rule set that is broken does not stop the company: the last one that could
// be used is, and the output says so. Whoever reads something that others write
// (a rule pack, a project's configuration) keeps its files here once they are
// found to be good, and takes them from here when they no longer are.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_KNOWNGOOD_H
#define CODEX_DRIVER_KNOWNGOOD_H

#include "llvm/ADT/StringRef.h"

#include <map>
#include <optional>
#include <string>

namespace codex {

struct KnownGood {
  std::string Date; ///< the last day on which it was found to be good
  std::string What; ///< for people: "acme 1.2.0"
  std::map<std::string, std::string> Files; ///< text by path
};

class KnownGoodStore {
public:
  /// Below \p CachePlace; nothing is kept where that is empty.
  explicit KnownGoodStore(llvm::StringRef CachePlace);

  /// Nothing where there is none, or what is there was damaged.
  [[nodiscard]] std::optional<KnownGood> read(llvm::StringRef Key) const;

  /// Where it cannot be written nothing is kept, and nothing else happens: the
  /// run that is under way has what it needs.
  void keep(llvm::StringRef Key, const KnownGood &Good) const;

  const std::string &directory() const { return Directory; }

private:
  std::string fileOf(llvm::StringRef Key) const;

  std::string Directory; ///< empty: none
};

} // namespace codex

#endif // CODEX_DRIVER_KNOWNGOOD_H

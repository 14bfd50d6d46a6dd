//===- CacheDirectory.h - Results on disk, between runs ---------*- C++ -*-===//
//
// Flat files, written beside and moved into place, so that a killed or a
// concurrent run leaves either a whole entry or none. Each begins with the
// digest of the rest: what is damaged is as if it were not there.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_CACHE_CACHEDIRECTORY_H
#define CODEX_DRIVER_CACHE_CACHEDIRECTORY_H

#include "driver/cache/Digest.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace codex {

/// What an entry holds; the letter is in its file's name.
enum class EntryKind : char {
  Manifest = 'm', ///< of a unit: which results there are, and for which inputs
  Facts = 'f',    ///< of a unit, without what the link step alone reads
  ForLink = 'o',  ///< that part
  Linked = 'l',   ///< what the link step found
  Stamps = 's',   ///< of one project's files: their digests, by stat
  Headers = 'h',  ///< that units share: what is in the next, and when it holds
  Preamble = 'b', ///< the same for the head of one unit
  Parsed = 'p',   ///< either of them precompiled; Clang's own file, as it is
};

class CacheDirectory {
public:
  /// Makes nothing yet. \p Policy is LLVM's pruning policy.
  CacheDirectory(std::string Path, std::string Policy)
      : Path(std::move(Path)), Policy(std::move(Policy)) {}

  const std::string &path() const { return Path; }

  /// The entry's content; nothing where there is none or it is damaged.
  [[nodiscard]] std::optional<std::string> read(EntryKind Kind,
                                                const Digest &Key) const;

  /// Where it cannot be written, nothing changes, and the problem is kept for
  /// the person who runs this.
  bool write(EntryKind Kind, const Digest &Key, llvm::StringRef Content);
  const std::string &problem() const { return Problem; }

  /// A name for a file that somebody else is to write, "" if there is no room
  /// for one. What is not handed to adopt is the caller's to remove.
  [[nodiscard]] std::string newFile();
  /// Makes \p File, one of newFile's, an entry by the digest of its content,
  /// which it begins without. Nothing where that does not work.
  [[nodiscard]] std::optional<Digest> adopt(EntryKind Kind,
                                            llvm::StringRef File);
  /// Such an entry, open for reading; nothing where there is none, or it is
  /// damaged. It stays what it is, whatever becomes of its name.
  [[nodiscard]] std::optional<int> open(EntryKind Kind,
                                        const Digest &Key) const;

  /// Takes out what has not been used for longest, as the policy says. An
  /// error if the policy cannot be understood.
  llvm::Error prune() const;

  struct Usage {
    std::map<EntryKind, std::pair<uint64_t, uint64_t>> ByKind; ///< files, bytes
    uint64_t Files = 0;
    uint64_t Bytes = 0;
  };
  [[nodiscard]] Usage usage() const;
  /// Removes all entries, and nothing else that lies there.
  [[nodiscard]] llvm::Expected<Usage> clear() const;

  /// Numbers that are kept over runs: "hits", "misses".
  [[nodiscard]] std::map<std::string, uint64_t> counters() const;
  void count(const std::map<std::string, uint64_t> &More);

private:
  std::string fileOf(EntryKind Kind, const Digest &Key) const;
  bool makeDirectory();
  bool writeFile(llvm::StringRef Target, llvm::StringRef Head,
                 llvm::StringRef Content);

  std::string Path;
  std::string Policy;
  std::string Problem;
  bool Made = false;
};

} // namespace codex

#endif // CODEX_DRIVER_CACHE_CACHEDIRECTORY_H

//===- UnitCache.h - What is known of units from earlier runs ---*- C++ -*-===//
//
// In the way of ccache's direct mode: a unit's command leads to a manifest,
// which lists results and for each the inputs it holds for. The first one whose
// inputs all are as they were is the result; nothing is parsed, nothing is
// preprocessed.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_CACHE_UNITCACHE_H
#define CODEX_DRIVER_CACHE_UNITCACHE_H

#include "collect/CollectAction.h"
#include "driver/Env.h"
#include "driver/cache/CacheDirectory.h"
#include "driver/cache/FileStates.h"
#include "driver/cache/PackedFacts.h"

#include <memory>
#include <optional>
#include <string>

namespace codex {

/// What the person who calls wants of the cache.
struct CacheRequest {
  bool Off = false;
  std::string Directory; ///< empty: where CODEX_CACHE says, or the usual place
};

/// Absolute; empty where there is to be none.
[[nodiscard]] std::string cachePlace(const CacheRequest &Request,
                                     const Env &World);
[[nodiscard]] CacheDirectory openCache(llvm::StringRef Place, const Env &World);

class UnitCache {
public:
  /// \p Rules is the rulesKey of what is run. Null where there is no cache.
  [[nodiscard]] static std::unique_ptr<UnitCache>
  open(const CacheRequest &Request, const Digest &Rules, llvm::StringRef Root,
       const Env &World);

  /// For one batch of questions: files are looked at once.
  [[nodiscard]] FileStates
  statesOf(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) {
    return FileStates(std::move(Files), Root, Stamps);
  }

  struct Found {
    UnpackedFacts Unit;
    Digest Id; ///< of the packed facts
  };
  [[nodiscard]] std::optional<Found> find(const CompileUnit &Unit,
                                          FileStates &Now);

  /// Whether a result is kept that would hold if the unit's own file were as it
  /// was.
  [[nodiscard]] bool wasEdited(const CompileUnit &Unit, FileStates &Now) const;

  /// May be called in a worker. False where it could not be written; the
  /// problem is in problem().
  bool store(const CompileUnit &Unit, const PackedFacts &Packed,
             const Inputs &Read);

  /// The part of a unit's facts that the link step reads.
  [[nodiscard]] std::optional<std::string>
  findForLink(const Digest &Part) const;

  /// What the link step found; \p Units is a digest of all that it was given.
  [[nodiscard]] std::optional<UnitFacts> findLinked(const Digest &Units) const;
  void storeLinked(const Digest &Units, const UnitFacts &Linked);

  /// Workers have stored something, or met a problem with it.
  void noteStored(std::string WorkersProblem) {
    Stored = true;
    if (Problem.empty())
      Problem = std::move(WorkersProblem);
  }

  /// At the end of a run, in the process that began it: keeps what was learned
  /// of files, counts, and prunes where something is new.
  llvm::Error finish();

  /// Why it cannot be written, here or in a worker; or "".
  const std::string &problem() const {
    return Problem.empty() ? Directory.problem() : Problem;
  }

private:
  UnitCache(CacheDirectory Directory, const Digest &Base, llvm::StringRef Root);
  Digest key(const CompileUnit &Unit) const;

  CacheDirectory Directory;
  Digest Base; ///< of everything that units have in common
  std::string Root;
  FileStamps Stamps;
  bool Stored = false;
  std::string Problem;
  uint64_t Hits = 0;
  uint64_t Misses = 0;
};

} // namespace codex

#endif // CODEX_DRIVER_CACHE_UNITCACHE_H

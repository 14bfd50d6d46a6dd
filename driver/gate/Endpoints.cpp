//===- Endpoints.cpp - Which commits are compared -------------------------===//

#include "driver/gate/Endpoints.h"

#include "driver/gate/BreakGlass.h"
#include "support/Error.h"

using namespace codex;

static llvm::Error findStaged(const Repository &Repo,
                              const std::optional<std::string> &Current,
                              Endpoints &Into) {
  Into.Bases = {Current.value_or("")};
  llvm::Expected<std::vector<std::string>> Merged = Repo.mergeHeads();
  if (!Merged)
    return Merged.takeError();
  Into.Bases.insert(Into.Bases.end(), Merged->begin(), Merged->end());
  return llvm::Error::success();
}

llvm::Error codex::findEndpoints(const Repository &Repo,
                                 const GateRequest &Request, Endpoints &Into) {
  llvm::Expected<std::optional<std::string>> Current = Repo.headCommit();
  if (!Current)
    return Current.takeError();
  if (Request.Staged)
    return findStaged(Repo, *Current, Into);
  if (Request.Head.empty() && !*Current)
    return makeError("there is no commit yet in '" + Repo.root() +
                     "': nothing to judge");
  if (Request.Head.empty()) {
    Into.Head = **Current;
  } else {
    llvm::Expected<std::string> Named =
        Repo.commit(Request.Head, Request.HeadOption);
    if (!Named)
      return Named.takeError();
    Into.Head = std::move(*Named);
  }
  llvm::Expected<std::string> Tip =
      Repo.commit(Request.Base, Request.BaseOption);
  if (!Tip)
    return Tip.takeError();
  llvm::Expected<std::vector<std::string>> Common =
      Repo.mergeBases(*Tip, Into.Head, Request.Base);
  llvm::Expected<std::vector<CommitMessage>> Own =
      Repo.ownCommits(*Tip, Into.Head);
  if (!Own) {
    llvm::consumeError(Common.takeError());
    return Own.takeError();
  }
  // Where history ends before the two meet, commits of the base look like the
  // change's own; the last one is.
  if (!Common && Repo.isShallow())
    Own->resize(std::min<size_t>(1, Own->size()));
  Into.Glass = brokenBy(*Own);
  if (!Common)
    return Common.takeError();
  Into.Bases = std::move(*Common);
  return llvm::Error::success();
}

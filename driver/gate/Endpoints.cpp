//===- Endpoints.cpp - Which commits are compared -------------------------===//

#include "driver/gate/Endpoints.h"

#include "driver/gate/BreakGlass.h"
#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace codex;

static llvm::Error findStaged(const Repository &Repo,
                              const std::optional<std::string> &Current,
                              llvm::ArrayRef<std::string> Merging,
                              Endpoints &Into) {
  Into.Bases = {Current.value_or("")};
  llvm::Expected<std::vector<std::string>> Merged = Repo.mergeHeads();
  if (!Merged)
    return Merged.takeError();
  if (Merged->empty())
    for (const std::string &Commit : Merging)
      // Git leaves the variables to programs that it calls for something else.
      if (!Current || !Repo.isAncestor(Commit, *Current))
        Merged->push_back(Commit);
  Into.Bases.insert(Into.Bases.end(), Merged->begin(), Merged->end());
  return llvm::Error::success();
}

static std::string ambiguous(llvm::StringRef Name,
                             llvm::ArrayRef<NamedCommit> Meanings,
                             const llvm::Twine &Taken) {
  std::string Names = llvm::join(
      llvm::map_range(Meanings, [](const NamedCommit &M) { return M.Name; }),
      " or ");
  return ("'" + Name + "' is ambiguous: it may mean " + Names +
          ", and they differ; " + Taken + "; give the whole name")
      .str();
}

namespace {

/// The commit that the base's name means, and where the head left it.
struct BaseTip {
  std::string Commit;
  std::vector<std::string> Common;
  llvm::Error Problem = llvm::Error::success(); ///< in place of Common
};

} // namespace

static void setCommon(const Repository &Repo, const GateRequest &Request,
                      llvm::StringRef Head, BaseTip &Tip) {
  llvm::Expected<std::vector<std::string>> Common =
      Repo.mergeBases(Tip.Commit, Head, Request.Base);
  llvm::consumeError(std::move(Tip.Problem));
  Tip.Problem = Common ? llvm::Error::success() : Common.takeError();
  if (!Tip.Problem)
    Tip.Common = std::move(*Common);
}

/// Whoever may push a tag could choose the base with it, and hide the change.
/// Of all that the name may mean that one counts that the head has left first.
static llvm::Error mindOtherMeanings(const Repository &Repo,
                                     const GateRequest &Request,
                                     Endpoints &Into, BaseTip &Tip) {
  std::vector<NamedCommit> Meanings = Repo.meanings(Request.Base);
  if (Meanings.empty())
    return llvm::Error::success();
  const NamedCommit *Taken = nullptr;
  for (const NamedCommit &Meaning : Meanings) {
    BaseTip Other;
    Other.Commit = Meaning.Commit;
    setCommon(Repo, Request, Into.Head, Other);
    if (Other.Problem) {
      // What has nothing to do with the head is not meant, but for the first.
      if (!Taken)
        return std::move(Other.Problem);
      llvm::consumeError(std::move(Other.Problem));
      continue;
    }
    if (Taken && !Repo.isAncestor(Other.Common.front(), Tip.Common.front()))
      continue;
    Taken = &Meaning;
    llvm::consumeError(std::move(Tip.Problem));
    Tip.Problem = llvm::Error::success();
    Tip.Commit = std::move(Other.Commit);
    Tip.Common = std::move(Other.Common);
  }
  Into.Notes.push_back(ambiguous(
      Request.Base, Meanings,
      Taken->Name + " (" + llvm::StringRef(Taken->Commit).take_front(12) +
          ") is taken, which the head left first, so that none of the others "
          "hides a part of the change"));
  return llvm::Error::success();
}

llvm::Error codex::findEndpoints(const Repository &Repo,
                                 const GateRequest &Request, Endpoints &Into) {
  llvm::Expected<std::optional<std::string>> Current = Repo.headCommit();
  if (!Current)
    return Current.takeError();
  if (Request.Staged)
    return findStaged(Repo, *Current, Request.Merging, Into);
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
    std::vector<NamedCommit> Meanings = Repo.meanings(Request.Head);
    if (!Meanings.empty()) {
      const NamedCommit &Taken = Meanings.front();
      Into.Head = Taken.Commit;
      Into.Notes.push_back(ambiguous(
          Request.Head, Meanings,
          Taken.Name + " (" + llvm::StringRef(Taken.Commit).take_front(12) +
              ") is judged"));
    }
  }
  llvm::Expected<std::string> Named =
      Repo.commit(Request.Base, Request.BaseOption);
  if (!Named)
    return Named.takeError();
  BaseTip Tip;
  Tip.Commit = std::move(*Named);
  setCommon(Repo, Request, Into.Head, Tip);
  if (llvm::Error E = mindOtherMeanings(Repo, Request, Into, Tip)) {
    llvm::consumeError(std::move(Tip.Problem));
    return E;
  }
  llvm::Expected<std::vector<CommitMessage>> Own =
      Repo.ownCommits(Tip.Commit, Into.Head);
  if (!Own) {
    llvm::consumeError(std::move(Tip.Problem));
    return Own.takeError();
  }
  // Where history ends before the two meet, commits of the base look like the
  // change's own; the last one is.
  if (Tip.Problem && Repo.isShallow())
    Own->resize(std::min<size_t>(1, Own->size()));
  Into.Glass = brokenBy(*Own);
  if (Tip.Problem)
    return std::move(Tip.Problem);
  Into.Bases = std::move(Tip.Common);
  return llvm::Error::success();
}

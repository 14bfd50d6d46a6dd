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

static std::string twoThings(llvm::StringRef Name, llvm::StringRef Taken) {
  return ("'" + Name + "' is a tag and a branch, and they differ: " + Taken +
          "; say refs/tags/" + Name + ", or refs/heads/" + Name +
          " or refs/remotes/... for the branch")
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
/// Of a tag and a branch that one counts that the head has left earlier.
static llvm::Error mindTheBranch(const Repository &Repo,
                                 const GateRequest &Request, Endpoints &Into,
                                 BaseTip &Tip) {
  std::optional<std::string> Branch = Repo.branchBesideTag(Request.Base);
  if (!Branch)
    return llvm::Error::success();
  BaseTip Other;
  Other.Commit = std::move(*Branch);
  setCommon(Repo, Request, Into.Head, Other);
  if (Other.Problem)
    return std::move(Other.Problem);
  bool TagIsEarlier =
      !Tip.Problem && Repo.isAncestor(Tip.Common.front(), Other.Common.front());
  Into.Notes.push_back(
      twoThings(Request.Base,
                TagIsEarlier ? "the tag is taken, which the head left earlier"
                             : "the branch is taken, since the tag would hide "
                               "a part of the change"));
  if (TagIsEarlier)
    return llvm::Error::success();
  llvm::consumeError(std::move(Tip.Problem));
  Tip.Problem = llvm::Error::success();
  Tip.Commit = std::move(Other.Commit);
  Tip.Common = std::move(Other.Common);
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
    if (std::optional<std::string> Branch =
            Repo.branchBesideTag(Request.Head)) {
      Into.Head = std::move(*Branch);
      Into.Notes.push_back(twoThings(Request.Head, "the branch is judged"));
    }
  }
  llvm::Expected<std::string> Named =
      Repo.commit(Request.Base, Request.BaseOption);
  if (!Named)
    return Named.takeError();
  BaseTip Tip;
  Tip.Commit = std::move(*Named);
  setCommon(Repo, Request, Into.Head, Tip);
  if (llvm::Error E = mindTheBranch(Repo, Request, Into, Tip)) {
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

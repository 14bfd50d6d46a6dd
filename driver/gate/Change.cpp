//===- Change.cpp - What differs between base and head --------------------===//

#include "driver/gate/Change.h"

#include "driver/gate/Affected.h"
#include "driver/git/Repository.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace codex;

static void compare(const Snapshot &Base, const Snapshot &Head, Change &Into) {
  for (const SnapshotEntry *Entry : Head.entries()) {
    const SnapshotEntry *Old = Base.find(Entry->Path);
    if (!Old)
      Into.Added.insert(Entry->Path);
    else if (Old->Object != Entry->Object || Old->TheKind != Entry->TheKind)
      Into.Modified.insert(Entry->Path);
  }
  for (const SnapshotEntry *Entry : Base.entries())
    if (!Head.find(Entry->Path))
      Into.Deleted.insert(Entry->Path);
}

static bool isWithoutFiles(const Snapshot &Side, const std::string &Path) {
  const SnapshotEntry *Entry = Side.find(Path);
  return Entry && Entry->TheKind == SnapshotEntry::Kind::Submodule &&
         !Side.isDirectory(Path);
}

static void noteWithoutFiles(const Snapshot &Base, const Snapshot &Head,
                             Change &Into) {
  for (const std::set<std::string> *Paths : {&Into.Added, &Into.Modified})
    for (const std::string &Path : *Paths)
      if (isWithoutFiles(Head, Path))
        Into.NotAtHand.insert(Path);
  for (const std::string &Path : Into.Deleted)
    if (isWithoutFiles(Base, Path) && Head.isDirectory(Path))
      Into.Replaced.insert(Path);
}

/// What is larger is no source, or is read when it is asked for.
static constexpr uint64_t MostKept = 4 << 20;

/// Reads the changed files of \p Side at once; asked for one by one, each
/// would be a run of git.
static llvm::Error preload(SnapshotFiles &Side,
                           llvm::ArrayRef<const std::set<std::string> *> Sets) {
  std::map<std::string, std::vector<std::string>> ByHome;
  for (const std::set<std::string> *Paths : Sets)
    for (const std::string &Path : *Paths) {
      const SnapshotEntry *Entry = Side.recorded().find(Path);
      if (Entry && Entry->TheKind != SnapshotEntry::Kind::Submodule)
        ByHome[Entry->Home].push_back(Entry->Object);
    }
  for (auto &[Home, All] : ByHome) {
    llvm::Expected<std::vector<uint64_t>> Sizes = blobSizes(Home, All);
    if (!Sizes)
      return Sizes.takeError();
    std::vector<std::string> Objects;
    for (auto [Object, Size] : llvm::zip(All, *Sizes))
      if (Size <= MostKept)
        Objects.push_back(Object);
    llvm::Expected<std::vector<std::string>> Contents =
        readBlobs(Home, Objects);
    if (!Contents)
      return Contents.takeError();
    for (auto [Object, Content] : llvm::zip(Objects, *Contents))
      Side.keep(Object, std::move(Content));
  }
  return llvm::Error::success();
}

/// Where compile commands are generated, the base has the head's. If these name
/// directories that were called otherwise then, its headers are found there.
static void addNamesOfHead(const Change &TheChange, Snapshot &Base) {
  std::vector<std::pair<std::string, SnapshotEntry>> Moved;
  for (const auto &[New, Old] : TheChange.OldNames) {
    const SnapshotEntry *Entry = Base.find(Old);
    if (Entry && Entry->TheKind == SnapshotEntry::Kind::File &&
        !isSourceFile(New) &&
        !Base.isDirectory(llvm::sys::path::parent_path(New)))
      Moved.emplace_back(New, *Entry);
  }
  for (auto &[Name, Entry] : Moved)
    Base.addUnder(Name, std::move(Entry));
}

llvm::Expected<Change>
codex::readChange(const Repository &Repo, llvm::StringRef Base,
                  llvm::StringRef Head, llvm::StringRef IndexFile,
                  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Real) {
  Change Result;
  Result.Root = Repo.root();
  Result.BaseCommit = Base.str();
  Result.HeadCommit = Head.str();
  std::vector<std::string> BaseMissing, HeadMissing, IndexMissing;
  llvm::Expected<Snapshot> BaseTree = Repo.tree(Base, BaseMissing);
  if (!BaseTree)
    return BaseTree.takeError();
  llvm::Expected<Snapshot> Index = Repo.index(IndexFile, IndexMissing);
  // A conflict in the index does not bear on commits.
  if (!Index && !Head.empty()) {
    llvm::consumeError(Index.takeError());
    Index = Snapshot();
  }
  if (!Index)
    return Index.takeError();
  llvm::Expected<Snapshot> HeadTree = Head.empty()
                                          ? llvm::Expected<Snapshot>(*Index)
                                          : Repo.tree(Head, HeadMissing);
  if (!HeadTree)
    return HeadTree.takeError();
  llvm::Expected<std::map<std::string, std::string>> Renames =
      Repo.renames(Base, Head, IndexFile);
  if (!Renames)
    return Renames.takeError();

  compare(*BaseTree, *HeadTree, Result);
  noteWithoutFiles(*BaseTree, *HeadTree, Result);
  for (const auto &[New, Old] : *Renames) {
    Result.OldNames[New] = Old;
    Result.NewNames[Old] = New;
  }
  auto Tracked = std::make_shared<TrackedPaths>();
  for (const Snapshot *Side : {&*BaseTree, &*HeadTree, &*Index})
    for (const SnapshotEntry *Entry : Side->entries())
      Tracked->insert(Entry->Path);
  auto Make = [&](Snapshot Side) {
    return llvm::makeIntrusiveRefCnt<SnapshotFiles>(
        Repo.root(), std::make_shared<const Snapshot>(std::move(Side)), Tracked,
        Real);
  };
  Result.Tracked = Tracked;
  addNamesOfHead(Result, *BaseTree);
  Result.Base = Make(std::move(*BaseTree));
  Result.Judging = Result.Base->recordedOnly();
  Result.Head = Make(std::move(*HeadTree));
  if (llvm::Error E =
          preload(*Result.Base, {&Result.Deleted, &Result.Modified}))
    return std::move(E);
  if (llvm::Error E = preload(*Result.Head, {&Result.Added, &Result.Modified}))
    return std::move(E);
  Result.IncludesAny =
      [Repo, Base = Base.str(), Head = Head.str(),
       IndexFile = IndexFile.str()](const std::vector<std::string> &Names) {
        return Repo.includesAny(Names, Head, IndexFile) ||
               (!Base.empty() && Repo.includesAny(Names, Base, ""));
      };
  // The index has no part in a comparison of commits.
  if (Head.empty())
    HeadMissing = std::move(IndexMissing);
  llvm::sort(BaseMissing);
  llvm::sort(HeadMissing);
  std::set_symmetric_difference(BaseMissing.begin(), BaseMissing.end(),
                                HeadMissing.begin(), HeadMissing.end(),
                                std::back_inserter(Result.Missing));
  std::set_intersection(BaseMissing.begin(), BaseMissing.end(),
                        HeadMissing.begin(), HeadMissing.end(),
                        std::back_inserter(Result.MissingOnBoth));
  return Result;
}

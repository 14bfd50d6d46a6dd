//===- Trees.cpp - Commits and indices as snapshots -----------------------===//

#include "driver/git/GitProcess.h"
#include "driver/git/Repository.h"
#include "driver/plan/ProjectRoot.h"
#include "support/Error.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace codex;
namespace fs = llvm::sys::fs;

static SnapshotEntry::Kind kindOf(llvm::StringRef Mode) {
  if (Mode == "120000")
    return SnapshotEntry::Kind::Link;
  if (Mode == "160000")
    return SnapshotEntry::Kind::Submodule;
  return SnapshotEntry::Kind::File;
}

namespace {

struct Record {
  llvm::SmallVector<llvm::StringRef, 3> Words;
  llvm::StringRef Path;
};

/// A repository, or a submodule of one.
struct Level {
  std::string Home;   ///< where git is asked
  std::string Place;  ///< where its files lie in the working tree
  std::string Prefix; ///< of their names in the snapshot, with its slash
};

class Reader {
public:
  Reader(Snapshot &Into, std::vector<std::string> &Missing)
      : Into(Into), Missing(Missing) {}
  /// All files of \p Commit, and those of its submodules.
  llvm::Error addTree(const Level &Of, const std::string &Commit);
  /// \p Modules is what git calls the .gitmodules beside the entry.
  void add(const Level &Of, SnapshotEntry Entry, const std::string &Modules);

private:
  bool addSubmodule(const Level &Of, const SnapshotEntry &Link,
                    const std::string &Modules, bool &Here);

  Snapshot &Into;
  std::vector<std::string> &Missing;
};

} // namespace

/// "word word word\tpath\0", one after the other.
static std::vector<Record> records(llvm::StringRef Output) {
  std::vector<Record> Result;
  for (llvm::StringRef Text : llvm::split(Output, '\0')) {
    if (Text.empty())
      continue;
    auto [Facts, Path] = Text.split('\t');
    Result.push_back({{}, Path});
    Facts.split(Result.back().Words, ' ');
  }
  return Result;
}

/// Where git keeps the objects of the submodule at \p Path, whether it is
/// checked out or not; or "".
static std::string keptAt(const std::string &Home, const std::string &Modules,
                          llvm::StringRef Path) {
  llvm::Expected<GitAnswer> Listed =
      runGit({{"config", "--blob", Modules, "-z", "--get-regexp",
               "^submodule\\..*\\.path$"},
              Home,
              {},
              {}});
  llvm::Expected<GitAnswer> Common =
      runGit({{"rev-parse", "--path-format=absolute", "--git-common-dir"},
              Home,
              {},
              {}});
  if (!Listed || !Common) {
    llvm::consumeError(Listed.takeError());
    llvm::consumeError(Common.takeError());
    return "";
  }
  for (llvm::StringRef Line : llvm::split(Listed->Output, '\0')) {
    auto [Name, Value] = Line.split('\n');
    if (Value != Path || !Name.consume_front("submodule.") ||
        !Name.consume_back(".path") || Name.contains(".."))
      continue;
    std::string Kept =
        (llvm::StringRef(Common->Output).rtrim('\n') + "/modules/" + Name)
            .str();
    return fs::exists(Kept + "/HEAD") ? Kept : "";
  }
  return "";
}

/// False where its files cannot be read. \p Here: somebody has it.
bool Reader::addSubmodule(const Level &Of, const SnapshotEntry &Link,
                          const std::string &Modules, bool &Here) {
  llvm::StringRef Path =
      llvm::StringRef(Link.Path).drop_front(Of.Prefix.size());
  Level Inner{inRoot(Of.Place, Path), inRoot(Of.Place, Path), Link.Path + "/"};
  // Without a .git of its own git would look above, and find ourselves.
  Here = fs::exists(Inner.Home + "/.git");
  if (Here) {
    llvm::Error E = addTree(Inner, Link.Object);
    if (!E)
      return true;
    llvm::consumeError(std::move(E));
  }
  Inner.Home = keptAt(Of.Home, Modules, Path);
  if (Inner.Home.empty())
    return false;
  Here = true;
  llvm::Error E = addTree(Inner, Link.Object);
  bool Read = !E;
  llvm::consumeError(std::move(E));
  return Read;
}

void Reader::add(const Level &Of, SnapshotEntry Entry,
                 const std::string &Modules) {
  bool Here = false;
  if (Entry.TheKind == SnapshotEntry::Kind::Submodule &&
      !addSubmodule(Of, Entry, Modules, Here) && Here)
    Missing.push_back("the submodule '" + Entry.Path + "' has no commit " +
                      Entry.Object.substr(0, 12) +
                      " here; fetch it: git submodule update --init " +
                      Entry.Path + ", or git -C " + Entry.Path +
                      " fetch origin " + Entry.Object);
  Into.add(std::move(Entry));
}

llvm::Error Reader::addTree(const Level &Of, const std::string &Commit) {
  llvm::Expected<std::string> Output = gitOutput(
      {{"ls-tree", "-r", "-z", "--full-tree", Commit}, Of.Home, {}, {}});
  if (!Output)
    return Output.takeError();
  for (const auto &[Words, Path] : records(*Output))
    add(Of, {Of.Prefix + Path.str(), kindOf(Words[0]), Words[2].str(), Of.Home},
        Commit + ":.gitmodules");
  return llvm::Error::success();
}

llvm::Expected<Snapshot>
Repository::tree(llvm::StringRef Commit,
                 std::vector<std::string> &Missing) const {
  Snapshot Result;
  if (Commit.empty())
    return Result;
  if (llvm::Error E =
          Reader(Result, Missing).addTree({Root, Root, ""}, Commit.str()))
    return std::move(E);
  return Result;
}

llvm::Expected<Snapshot>
Repository::index(llvm::StringRef IndexFile,
                  std::vector<std::string> &Missing) const {
  GitRun Run = run({"ls-files", "-s", "-z"});
  Run.IndexFile = IndexFile.str();
  llvm::Expected<std::string> Output = gitOutput(Run);
  if (!Output)
    return Output.takeError();
  Snapshot Result;
  Reader Into(Result, Missing);
  for (const auto &[Words, Path] : records(*Output)) {
    if (Words[2] != "0")
      return makeError("'" + Path +
                       "' has a merge conflict that is not resolved; resolve "
                       "it, and stage it: git add " +
                       Path);
    Into.add({Root, Root, ""},
             {Path.str(), kindOf(Words[0]), Words[1].str(), Root},
             ":.gitmodules");
  }
  return Result;
}

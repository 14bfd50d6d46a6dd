//===- Repository.cpp - What the gate asks git ----------------------------===//

#include "driver/git/Repository.h"

#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace codex;
namespace path = llvm::sys::path;

/// The line without its end.
static std::string oneLine(llvm::StringRef Text) {
  return Text.rtrim('\n').str();
}

static std::vector<std::string> lines(llvm::StringRef Text) {
  std::vector<std::string> Result;
  for (llvm::StringRef Line : llvm::split(Text, '\n'))
    if (!Line.empty())
      Result.push_back(Line.str());
  return Result;
}

llvm::Expected<Repository> Repository::open(llvm::StringRef Directory) {
  GitRun Run{{"rev-parse", "--show-toplevel"}, Directory.str(), {}, {}};
  llvm::Expected<GitAnswer> Answer = runGit(Run);
  if (!Answer)
    return Answer.takeError();
  if (Answer->ExitCode == 0 && !oneLine(Answer->Output).empty())
    return Repository(oneLine(Answer->Output));
  return makeError("'" + Directory +
                   "' lies in no working tree of git: " + Answer->Errors);
}

//===----------------------------------------------------------------------===//
// Commits
//===----------------------------------------------------------------------===//

bool Repository::isShallow() const {
  llvm::Expected<GitAnswer> Answer =
      runGit(run({"rev-parse", "--is-shallow-repository"}));
  if (Answer)
    return oneLine(Answer->Output) == "true";
  llvm::consumeError(Answer.takeError());
  return false;
}

std::optional<std::string> Repository::tryCommit(llvm::StringRef Name) const {
  llvm::Expected<GitAnswer> Answer =
      runGit(run({"rev-parse", "--verify", "--quiet", "--end-of-options",
                  (Name + "^{commit}").str()}));
  if (!Answer) {
    llvm::consumeError(Answer.takeError());
    return std::nullopt;
  }
  if (Answer->ExitCode != 0)
    return std::nullopt;
  return oneLine(Answer->Output);
}

/// A checkout of CI has its branches as remote ones only.
std::optional<NamedCommit>
Repository::remoteBranch(llvm::StringRef Name) const {
  llvm::Expected<GitAnswer> Answer = runGit(run(
      {"for-each-ref", "--format=%(objectname) %(refname)", "refs/remotes/"}));
  if (!Answer) {
    llvm::consumeError(Answer.takeError());
    return std::nullopt;
  }
  std::optional<NamedCommit> Found;
  for (llvm::StringRef Line : llvm::split(Answer->Output, '\n')) {
    auto [Object, Ref] = Line.split(' ');
    llvm::StringRef Short = Ref;
    Short.consume_front("refs/remotes/");
    if (Short.split('/').second != Name)
      continue;
    if (Found && Found->Commit != Object)
      return std::nullopt;
    Found = NamedCommit{Ref.str(), Object.str()};
  }
  return Found;
}

llvm::Expected<std::string> Repository::commit(llvm::StringRef Name,
                                               llvm::StringRef Option) const {
  if (Name.empty() || Name.starts_with("-"))
    return makeError("'" + Option + " " + Name +
                     "': a branch, tag or commit is expected, and this is " +
                     (Name.empty() ? "empty" : "like an option"));
  if (Name.starts_with("^") || Name.contains(".."))
    return makeError("'" + Option + " " + Name +
                     "': one branch, tag or commit is expected, and this is a "
                     "range");
  if (std::optional<std::string> Found = tryCommit(Name))
    return *Found;
  if (std::optional<NamedCommit> Found = remoteBranch(Name))
    return Found->Commit;
  if (isShallow())
    return makeError("'" + Option + " " + Name +
                     "': this shallow clone has no such commit; fetch it: git "
                     "fetch --unshallow origin "
                     "'+refs/heads/*:refs/remotes/origin/*'");
  return makeError("'" + Option + " " + Name +
                   "': there is no such branch, tag or commit in '" + Root +
                   "'; if the remote has it: git fetch origin " + Name);
}

/// The commit that \p Id is the begin of, where there is one.
std::optional<NamedCommit> Repository::abbreviated(llvm::StringRef Id) const {
  static constexpr size_t LeastDigits = 4;
  if (Id.size() < LeastDigits || !llvm::all_of(Id, llvm::isHexDigit))
    return std::nullopt;
  llvm::Expected<GitAnswer> Answer =
      runGit(run({"rev-parse", "--disambiguate=" + Id.lower()}));
  if (!Answer) {
    llvm::consumeError(Answer.takeError());
    return std::nullopt;
  }
  std::optional<NamedCommit> Found;
  for (const std::string &Object : lines(Answer->Output))
    if (std::optional<std::string> Commit = tryCommit(Object);
        Commit && *Commit == Object) {
      if (Found)
        return std::nullopt;
      Found = NamedCommit{Object, Object};
    }
  return Found;
}

/// Whether git itself knows no second meaning: a full name or id, one of its
/// own files, or more than a name.
static bool meansOneThing(llvm::StringRef Name) {
  constexpr size_t Sha1Digits = 40, Sha256Digits = 64;
  bool IsId = (Name.size() == Sha1Digits || Name.size() == Sha256Digits) &&
              llvm::all_of(Name, llvm::isHexDigit);
  return IsId || Name.starts_with("refs/") || Name == "HEAD" ||
         Name.ends_with("_HEAD") || Name == "@" || Name.contains("@{") ||
         Name.find_first_of("~^:") != llvm::StringRef::npos;
}

std::vector<NamedCommit> Repository::meanings(llvm::StringRef Name) const {
  std::vector<NamedCommit> Found;
  auto Add = [&](std::optional<NamedCommit> Meaning) {
    if (Meaning && llvm::none_of(Found, [&](const NamedCommit &Known) {
          return Known.Commit == Meaning->Commit;
        }))
      Found.push_back(std::move(*Meaning));
  };
  auto AddRef = [&](const llvm::Twine &Ref) {
    if (std::optional<std::string> Commit = tryCommit(Ref.str()))
      Add(NamedCommit{Ref.str(), std::move(*Commit)});
  };
  if (meansOneThing(Name))
    return {};
  Add(abbreviated(Name));
  AddRef("refs/heads/" + Name);
  AddRef("refs/remotes/" + Name);
  AddRef("refs/remotes/" + Name + "/HEAD");
  // A checkout of CI has its branches as remote ones only.
  if (Found.empty())
    Add(remoteBranch(Name));
  AddRef("refs/tags/" + Name);
  AddRef("refs/" + Name);
  if (Found.size() < 2)
    return {};
  return Found;
}

bool Repository::isAncestor(llvm::StringRef Above,
                            llvm::StringRef Below) const {
  llvm::Expected<GitAnswer> Answer =
      runGit(run({"merge-base", "--is-ancestor", Above.str(), Below.str()}));
  if (Answer)
    return Answer->ExitCode == 0;
  llvm::consumeError(Answer.takeError());
  return false;
}

llvm::Expected<std::optional<std::string>> Repository::headCommit() const {
  return tryCommit("HEAD");
}

llvm::Expected<std::vector<std::string>> Repository::mergeHeads() const {
  llvm::Expected<std::string> Path = gitOutput(
      run({"rev-parse", "--path-format=absolute", "--git-path", "MERGE_HEAD"}));
  if (!Path)
    return Path.takeError();
  auto Buffer = llvm::MemoryBuffer::getFile(oneLine(*Path));
  if (!Buffer)
    return std::vector<std::string>();
  return lines((*Buffer)->getBuffer());
}

/// Whether the history of one of both ends, as far as it is here, before it
/// comes to \p Bases: behind that end there may be a nearer one.
llvm::Expected<bool>
Repository::hidesHistory(llvm::StringRef Base, llvm::StringRef Head,
                         llvm::ArrayRef<std::string> Bases) const {
  llvm::Expected<std::string> Path = gitOutput(
      run({"rev-parse", "--path-format=absolute", "--git-path", "shallow"}));
  if (!Path)
    return Path.takeError();
  auto Buffer = llvm::MemoryBuffer::getFile(oneLine(*Path));
  if (!Buffer)
    return false;
  std::vector<std::string> Ends = lines((*Buffer)->getBuffer());
  std::vector<std::string> Words = {"rev-list", Base.str(), Head.str(),
                                    "--not"};
  llvm::append_range(Words, Bases);
  llvm::Expected<std::string> Between = gitOutput(run(std::move(Words)));
  if (!Between)
    return Between.takeError();
  std::vector<std::string> Own = lines(*Between);
  return llvm::any_of(Own, [&](const std::string &Commit) {
    return llvm::is_contained(Ends, Commit);
  });
}

llvm::Expected<std::vector<std::string>>
Repository::mergeBases(llvm::StringRef Base, llvm::StringRef Head,
                       llvm::StringRef BaseName) const {
  llvm::Expected<GitAnswer> Answer =
      runGit(run({"merge-base", "--all", Base.str(), Head.str()}));
  if (!Answer)
    return Answer.takeError();
  bool Found = Answer->ExitCode == 0;
  std::vector<std::string> Bases = lines(Answer->Output);
  if (isShallow()) {
    llvm::Expected<bool> Hides = hidesHistory(Base, Head, Bases);
    if (!Hides)
      return Hides.takeError();
    if (!Found || *Hides)
      return makeError("this shallow clone does not reach back to where the "
                       "change left '" +
                       BaseName +
                       "'; fetch the history: git fetch --unshallow origin "
                       "'+refs/heads/*:refs/remotes/origin/*'" +
                       (BaseName == "FETCH_HEAD"
                            ? ", and name the branch then (--base origin/...): "
                              "that fetch gives FETCH_HEAD another meaning"
                            : ""));
  }
  if (Found)
    return Bases;
  return makeError("'" + BaseName + "' and the head have no commit in common" +
                   (Answer->Errors.empty() ? "" : ": " + Answer->Errors));
}

/// "object type size\ncontent\n" of `cat-file --batch`, one after the other.
static llvm::Expected<std::vector<std::string>>
splitBatch(llvm::StringRef Text, size_t Count, llvm::StringRef Home) {
  std::vector<std::string> Contents;
  while (Contents.size() < Count) {
    auto [Header, Rest] = Text.split('\n');
    llvm::StringRef SizeText = Header.rsplit(' ').second;
    size_t Size = 0;
    if (SizeText.getAsInteger(10, Size) || Rest.size() < Size)
      return makeError("git in '" + Home + "' has no object " +
                       Header.split(' ').first +
                       "; the clone is incomplete: git fetch origin");
    Contents.push_back(Rest.take_front(Size).str());
    Text = Rest.drop_front(std::min(Size + 1, Rest.size()));
  }
  return Contents;
}

static llvm::Expected<std::string>
askOfAll(const char *What, llvm::StringRef Home,
         const std::vector<std::string> &Objects) {
  return gitOutput(
      {{"cat-file", What}, Home.str(), llvm::join(Objects, "\n") + "\n", {}});
}

llvm::Expected<std::vector<std::string>>
codex::readBlobs(llvm::StringRef Home,
                 const std::vector<std::string> &Objects) {
  if (Objects.empty())
    return std::vector<std::string>();
  llvm::Expected<std::string> Output = askOfAll("--batch", Home, Objects);
  if (!Output)
    return Output.takeError();
  return splitBatch(*Output, Objects.size(), Home);
}

llvm::Expected<std::vector<uint64_t>>
codex::blobSizes(llvm::StringRef Home,
                 const std::vector<std::string> &Objects) {
  llvm::Expected<std::string> Output =
      askOfAll("--batch-check=%(objectsize)", Home, Objects);
  if (!Output)
    return Output.takeError();
  std::vector<uint64_t> Sizes;
  for (llvm::StringRef Line :
       llvm::split(llvm::StringRef(*Output).rtrim(), '\n')) {
    // One that is missing will be missed where it is read.
    uint64_t Size = 0;
    Sizes.push_back(Line.getAsInteger(10, Size) ? 0 : Size);
  }
  Sizes.resize(Objects.size());
  return Sizes;
}

llvm::Expected<std::vector<std::string>>
Repository::history(llvm::StringRef Commit,
                    const std::vector<std::string> &Paths,
                    unsigned Most) const {
  GitRun Run = run(
      {"rev-list", "--max-count=" + std::to_string(Most), Commit.str(), "--"});
  llvm::append_range(Run.Arguments, Paths);
  llvm::Expected<std::string> Output = gitOutput(Run);
  if (!Output)
    return Output.takeError();
  return lines(*Output);
}

llvm::Expected<std::vector<CommitMessage>>
Repository::ownCommits(llvm::StringRef Base, llvm::StringRef Head) const {
  llvm::Expected<std::string> List = gitOutput(
      run({"rev-list", "--topo-order", Head.str(), "^" + Base.str()}));
  if (!List)
    return List.takeError();
  std::vector<std::string> Commits = lines(*List);
  llvm::Expected<std::vector<std::string>> Raw = readBlobs(Root, Commits);
  if (!Raw)
    return Raw.takeError();
  std::vector<CommitMessage> Messages;
  for (auto [Commit, Text] : llvm::zip(Commits, *Raw)) {
    auto [Header, Message] = llvm::StringRef(Text).split("\n\n");
    CommitMessage M{Commit, "", Message.str()};
    for (llvm::StringRef Line : llvm::split(Header, '\n'))
      if (Line.consume_front("author "))
        M.Author = Line.take_front(Line.rfind('>') + 1).str();
    Messages.push_back(std::move(M));
  }
  return Messages;
}

llvm::Expected<std::map<std::string, std::string>>
Repository::renames(llvm::StringRef Base, llvm::StringRef Head,
                    llvm::StringRef IndexFile) const {
  std::map<std::string, std::string> Result;
  // From nothing, nothing is renamed.
  if (Base.empty())
    return Result;
  GitRun Run = run({"-c", "diff.renames=true"});
  if (Head.empty())
    Run.Arguments.insert(Run.Arguments.end(), {"diff-index", "--cached"});
  else
    Run.Arguments.insert(Run.Arguments.end(), {"diff-tree", "-r"});
  Run.Arguments.insert(Run.Arguments.end(),
                       {"-z", "-M", "--raw", "--diff-filter=R", "--no-ext-diff",
                        "--no-textconv", "--ignore-submodules=none",
                        Base.str()});
  if (!Head.empty())
    Run.Arguments.push_back(Head.str());
  Run.IndexFile = IndexFile.str();
  llvm::Expected<std::string> Output = gitOutput(Run);
  if (!Output)
    return Output.takeError();
  // ":mode mode object object R100\0old\0new\0"
  llvm::SmallVector<llvm::StringRef, 32> Parts;
  llvm::StringRef(*Output).split(Parts, '\0');
  for (size_t I = 0; I + 2 < Parts.size(); I += 3)
    Result[Parts[I + 2].str()] = Parts[I + 1].str();
  return Result;
}

llvm::Expected<std::set<std::string>>
Repository::stagedAgainst(llvm::StringRef Commit,
                          llvm::StringRef IndexFile) const {
  GitRun Run = run({"diff-index", "--cached", "-z", "--name-only",
                    "--no-renames", "--no-ext-diff", "--no-textconv",
                    "--ignore-submodules=none", Commit.str()});
  Run.IndexFile = IndexFile.str();
  llvm::Expected<std::string> Output = gitOutput(Run);
  if (!Output)
    return Output.takeError();
  std::set<std::string> Result;
  for (llvm::StringRef Name : llvm::split(*Output, '\0'))
    if (!Name.empty())
      Result.insert(Name.str());
  return Result;
}

bool Repository::includesAny(const std::vector<std::string> &Names,
                             llvm::StringRef Commit,
                             llvm::StringRef IndexFile) const {
  GitRun Run = run({"-c", "submodule.recurse=false", "grep", "-q", "-a", "-E",
                    "--no-textconv"});
  for (llvm::StringRef Name : Names) {
    std::string Pattern = "#[[:space:]]*(include|import|embed|define).*";
    for (char C : Name) {
      // What is no plain letter stands for itself in brackets, but for two.
      if (C == '^' || C == '\\')
        (Pattern += '\\') += C;
      else if (llvm::isAlnum(C) || C == '_' || (C & 0x80))
        Pattern += C;
      else
        ((Pattern += '[') += C) += ']';
    }
    Run.Arguments.insert(Run.Arguments.end(), {"-e", Pattern});
  }
  Run.Arguments.push_back(Commit.empty() ? "--cached" : Commit.str());
  Run.IndexFile = IndexFile.str();
  llvm::Expected<GitAnswer> Answer = runGit(Run);
  if (Answer)
    return Answer->ExitCode != 1;
  llvm::consumeError(Answer.takeError());
  return true;
}

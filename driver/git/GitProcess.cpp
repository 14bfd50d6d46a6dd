//===- GitProcess.cpp - One run of git, alone with its arguments ----------===//

#include "driver/git/GitProcess.h"

#include "support/Error.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

using namespace codex;
namespace fs = llvm::sys::fs;

/// Settings that win over those in the repository's own configuration.
static constexpr const char *Settings[] = {"core.fsmonitor=false",
                                           "core.hooksPath=/dev/null",
                                           "core.attributesFile=/dev/null",
                                           "core.quotePath=false",
                                           "core.useReplaceRefs=false",
                                           "core.warnAmbiguousRefs=false",
                                           "core.pager=cat",
                                           "diff.renameLimit=2000",
                                           "diff.ignoreSubmodules=none",
                                           "safe.directory=*",
                                           "advice.graftFileDeprecated=false"};

static constexpr const char *Variables[] = {
    "GIT_CONFIG_NOSYSTEM=1",       "GIT_CONFIG_GLOBAL=/dev/null",
    "GIT_CONFIG_SYSTEM=/dev/null", "GIT_ATTR_NOSYSTEM=1",
    "GIT_NO_REPLACE_OBJECTS=1",    "GIT_GRAFT_FILE=/dev/null",
    "GIT_OPTIONAL_LOCKS=0",        "GIT_TERMINAL_PROMPT=0",
    "GIT_LITERAL_PATHSPECS=1",     "LC_ALL=C"};

static std::vector<std::string> isolatedEnvironment(const GitRun &Run) {
  std::vector<std::string> Result(std::begin(Variables), std::end(Variables));
  if (Run.AsTheUser)
    Result.clear();
  for (char **Variable = environ; *Variable; ++Variable) {
    llvm::StringRef Text(*Variable);
    if (Run.AsTheUser ||
        (!Text.starts_with("GIT_") && !Text.starts_with("LC_ALL=")))
      Result.push_back(Text.str());
  }
  if (!Run.IndexFile.empty())
    Result.push_back("GIT_INDEX_FILE=" + Run.IndexFile);
  return Result;
}

static std::vector<std::string> commandLine(const GitRun &Run) {
  std::vector<std::string> Words = {"git", "--no-pager", "-C", Run.Directory};
  // A submodule's own place below .git says where it is checked out, and git
  // insists on going there, even if it is gone.
  if (fs::exists(Run.Directory + "/HEAD") &&
      fs::exists(Run.Directory + "/objects") &&
      !fs::exists(Run.Directory + "/.git"))
    Words.insert(Words.end(), {"-c", "core.worktree=."});
  if (!Run.AsTheUser)
    for (const char *Setting : Settings) {
      Words.push_back("-c");
      Words.push_back(Setting);
    }
  Words.insert(Words.end(), Run.Arguments.begin(), Run.Arguments.end());
  return Words;
}

static std::vector<char *> pointers(std::vector<std::string> &Words) {
  std::vector<char *> Result;
  for (std::string &Word : Words)
    Result.push_back(Word.data());
  Result.push_back(nullptr);
  return Result;
}

namespace {

/// Closed when it goes.
class Descriptor {
public:
  explicit Descriptor(int File) : File(File) {}
  Descriptor(const Descriptor &) = delete;
  ~Descriptor() { reset(); }
  int get() const { return File; }
  void reset() {
    if (File >= 0)
      close(File);
    File = -1;
  }

private:
  int File;
};

} // namespace

/// An anonymous file with \p Text in it, to be read from its beginning.
static int fileWith(llvm::StringRef Text) {
  int File = memfd_create("git-input", MFD_CLOEXEC);
  while (File >= 0 && !Text.empty()) {
    ssize_t Written = write(File, Text.data(), Text.size());
    if (Written < 0 && errno == EINTR)
      continue;
    if (Written <= 0)
      break;
    Text = Text.drop_front(Written);
  }
  if (File >= 0)
    lseek(File, 0, SEEK_SET);
  return File;
}

static std::string readAll(int File) {
  std::string Text;
  char Buffer[65536];
  for (;;) {
    ssize_t Size = read(File, Buffer, sizeof(Buffer));
    if (Size < 0 && errno == EINTR)
      continue;
    if (Size <= 0)
      return Text;
    Text.append(Buffer, Size);
  }
}

llvm::Expected<GitAnswer> codex::runGit(const GitRun &Run) {
  llvm::ErrorOr<std::string> Program = llvm::sys::findProgramByName("git");
  if (!Program)
    return makeError("there is no git in PATH; the gate and the hook need it");
  std::vector<std::string> Words = commandLine(Run);
  std::vector<std::string> Environment = isolatedEnvironment(Run);
  std::vector<char *> Argv = pointers(Words);
  std::vector<char *> Envp = pointers(Environment);

  Descriptor Input(fileWith(Run.Input));
  Descriptor Errors(memfd_create("git-errors", MFD_CLOEXEC));
  int Ends[2];
  if (Input.get() < 0 || Errors.get() < 0 || pipe2(Ends, O_CLOEXEC) != 0)
    return makeError("no file descriptor left to run git");
  Descriptor Output(Ends[0]), Into(Ends[1]);

  pid_t Process = fork();
  if (Process < 0)
    return makeError(llvm::Twine("cannot start git: ") + std::strerror(errno));
  if (Process == 0) {
    dup2(Input.get(), STDIN_FILENO);
    dup2(Into.get(), STDOUT_FILENO);
    dup2(Errors.get(), STDERR_FILENO);
    execve(Program->c_str(), Argv.data(), Envp.data());
    _exit(127);
  }
  Into.reset();
  GitAnswer Answer;
  Answer.Output = readAll(Output.get());
  int Status = 0;
  while (waitpid(Process, &Status, 0) < 0 && errno == EINTR)
    ;
  lseek(Errors.get(), 0, SEEK_SET);
  Answer.Errors = llvm::StringRef(readAll(Errors.get())).trim().str();
  if (!WIFEXITED(Status))
    return makeError("git " + llvm::join(Run.Arguments, " ") +
                     " was killed by a signal");
  Answer.ExitCode = WEXITSTATUS(Status);
  return Answer;
}

llvm::Expected<std::string> codex::gitOutput(const GitRun &Run) {
  llvm::Expected<GitAnswer> Answer = runGit(Run);
  if (!Answer)
    return Answer.takeError();
  if (Answer->ExitCode == 0)
    return std::move(Answer->Output);
  return makeError("git " + llvm::join(Run.Arguments, " ") + " in '" +
                   Run.Directory + "' failed: " +
                   (Answer->Errors.empty()
                        ? "exit code " + std::to_string(Answer->ExitCode)
                        : Answer->Errors));
}

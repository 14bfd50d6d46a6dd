//===- CompileUnits.cpp - Which units to analyse, with which flags --------===//

#include "driver/plan/CompileUnits.h"

#include "driver/plan/CompilationDatabase.h"
#include "driver/plan/CompilerWords.h"
#include "driver/plan/ProjectRoot.h"
#include "driver/run/ClangArguments.h"
#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"

using namespace codex;
namespace path = llvm::sys::path;

/// A path that was asked for, and whether any entry answers to it.
namespace {
struct Selector {
  std::string Asked;
  std::string Absolute;
  std::string Real; ///< with symbolic links resolved
  bool IsDirectory = false;
  bool Answered = false;
};
} // namespace

static std::string realPath(llvm::StringRef Path,
                            llvm::vfs::FileSystem &Files) {
  llvm::SmallString<256> Result;
  if (Files.getRealPath(Path, Result))
    return Path.str();
  return std::string(Result);
}

static bool isHeader(llvm::StringRef Path) {
  return llvm::StringSwitch<bool>(path::extension(Path))
      .Cases({".h", ".hh", ".hpp", ".hxx", ".inc", ".ipp", ".tcc"}, true)
      .Default(false);
}

static llvm::Expected<std::vector<Selector>>
selectors(const PlanRequest &Request, const Env &World) {
  std::vector<Selector> Result;
  for (const std::string &Asked : Request.Paths) {
    if (Asked.empty())
      return makeError("the empty string names no file");
    std::string Absolute = World.absolute(Asked);
    llvm::ErrorOr<llvm::vfs::Status> Status = World.Files->status(Absolute);
    if (!Status)
      return makeError("'" + Asked + "': no such file or directory");
    Result.push_back({Asked, Absolute, realPath(Absolute, *World.Files),
                      Status->isDirectory()});
  }
  return Result;
}

static bool matches(llvm::StringRef File, llvm::StringRef Selected,
                    bool IsDirectory) {
  if (!IsDirectory)
    return File == Selected;
  return Selected == "/" ||
         (File.consume_front(Selected) && File.starts_with("/"));
}

/// Marks every selector that takes \p File; true if one does.
static bool select(llvm::StringRef File, std::vector<Selector> &Selectors,
                   llvm::vfs::FileSystem &Files) {
  bool Selected = Selectors.empty();
  std::string Real;
  for (Selector &S : Selectors) {
    bool Takes = matches(File, S.Absolute, S.IsDirectory);
    if (!Takes) {
      if (Real.empty())
        Real = realPath(File, Files);
      Takes = matches(Real, S.Real, S.IsDirectory);
    }
    S.Answered |= Takes;
    Selected |= Takes;
  }
  return Selected;
}

static llvm::Error unanswered(const Selector &S, llvm::StringRef Database) {
  if (S.IsDirectory)
    return makeError("no unit of '" + Database + "' lies in '" + S.Asked + "'");
  if (isHeader(S.Asked))
    return makeError("'" + S.Asked +
                     "' is a header and has no compile command; name a source "
                     "that includes it");
  return makeError("'" + Database + "' has no command for '" + S.Asked +
                   "'; give its flags behind '--' to check it all the same");
}

std::string codex::commandKey(const CompileUnit &Unit) {
  llvm::ArrayRef<std::string> Flags(Unit.Arguments);
  return Unit.Directory + "\n" +
         llvm::join(Flags.drop_back(Flags.empty() ? 0 : 1), "\n");
}

/// Adds the unit of \p Entry, unless it is of another language. Returns the
/// words of its command that say nothing to Clang.
static std::vector<std::string> addUnit(DatabaseEntry Entry,
                                        ClangArguments &Adapter,
                                        llvm::vfs::FileSystem &Files,
                                        Plan &Result) {
  std::vector<std::string> Rejected;
  PlannedUnit Planned;
  Planned.Unit.File = Entry.File;
  Planned.Unit.Directory = Entry.Directory;
  Planned.Problem = std::move(Entry.Problem);
  llvm::ErrorOr<llvm::vfs::Status> Status = Files.status(Entry.File);
  stripWrappers(Entry.Words);
  if (Planned.Problem.empty() && Entry.Words.empty())
    Planned.Problem = "the entry has neither a command nor arguments";
  if (Planned.Problem.empty())
    Planned.Problem = compilerProblem(Entry.Words.front());
  if (Planned.Problem.empty() && !Files.exists(Entry.Directory))
    Planned.Problem = "the directory '" + Entry.Directory + "' does not exist";
  if (Planned.Problem.empty())
    Planned.Problem = expandResponseFiles(Entry.Words, Entry.Directory, Files);
  if (Planned.Problem.empty()) {
    ClangCommand Command =
        Adapter.adapt(Entry.Words, Entry.Directory, Entry.File);
    if (Command.OtherLanguage) {
      ++Result.OtherLanguages;
      return Rejected;
    }
    Rejected = std::move(Command.Rejected);
    Planned.Problem = std::move(Command.Problem);
    Planned.Unit.Arguments = std::move(Command.Arguments);
  }
  if (Planned.Problem.empty() && !Status)
    Planned.Problem = "the file does not exist (generated, and not built yet?)";
  // A pipe or a device would be waited for.
  if (Planned.Problem.empty() && !Status->isRegularFile())
    Planned.Problem = "this is no regular file";
  if (Status)
    Planned.Bytes = Status->getSize();
  Result.Units.push_back(std::move(Planned));
  return Rejected;
}

/// \p Text with \p To where it names \p From or something below it.
static std::string movedIn(llvm::StringRef Text, llvm::StringRef From,
                           llvm::StringRef To) {
  std::string Result;
  for (size_t At; (At = Text.find(From)) != llvm::StringRef::npos;) {
    llvm::StringRef Behind = Text.drop_front(At + From.size());
    bool EndsHere =
        Behind.empty() || !(llvm::isAlnum(Behind.front()) ||
                            llvm::is_contained("-_.", Behind.front()));
    Result += Text.take_front(At);
    Result += EndsHere ? To : From;
    Text = Behind;
  }
  return Result + Text.str();
}

static void move(DatabaseEntry &Entry, llvm::StringRef From,
                 llvm::StringRef To) {
  Entry.File = movedIn(Entry.File, From, To);
  Entry.Directory = movedIn(Entry.Directory, From, To);
  for (std::string &Word : Entry.Words)
    Word = movedIn(Word, From, To);
}

static auto sortKey(const PlannedUnit &P) {
  return std::tie(P.Unit.File, P.Unit.Directory, P.Unit.Arguments, P.Problem);
}

static void sortAndUnique(std::vector<PlannedUnit> &Units) {
  llvm::sort(Units, [](const PlannedUnit &A, const PlannedUnit &B) {
    return sortKey(A) < sortKey(B);
  });
  Units.erase(std::unique(Units.begin(), Units.end(),
                          [](const PlannedUnit &A, const PlannedUnit &B) {
                            return sortKey(A) == sortKey(B);
                          }),
              Units.end());
}

/// One unit for each path, with the flags of the command line.
static llvm::Expected<Plan> planWithFlags(const PlanRequest &Request,
                                          const Env &World) {
  if (Request.Paths.empty())
    return makeError("'--' gives flags, but no file is named before it");
  if (!Request.Build.empty())
    return makeError("-p and '--' exclude each other: flags come from the one "
                     "or from the other");
  llvm::Expected<std::vector<Selector>> Selected = selectors(Request, World);
  if (!Selected)
    return Selected.takeError();

  Plan Result;
  Result.Partial = true;
  std::vector<std::string> Sources;
  ClangArguments Adapter(World.Files);
  for (const Selector &S : *Selected) {
    if (S.IsDirectory)
      return makeError("'" + S.Asked +
                       "' is a directory; '--' takes flags for files");
    DatabaseEntry Entry{S.Absolute, World.Directory, {"clang"}};
    llvm::append_range(Entry.Words, *Request.Flags);
    Entry.Words.push_back(S.Absolute);
    std::vector<std::string> Rejected =
        addUnit(std::move(Entry), Adapter, *World.Files, Result);
    // Another compiler's, as in a database: a makefile's $(CXXFLAGS).
    llvm::erase_if(Rejected, [](llvm::StringRef Flag) {
      return Flag.starts_with("-f") || Flag.starts_with("-W") ||
             Flag.starts_with("-m");
    });
    if (!Rejected.empty())
      return makeError("'" + Rejected.front() +
                       "', behind '--', is no flag that Clang takes for '" +
                       S.Asked + "'; files are named before '--'" +
                       (path::extension(S.Asked) == ".h"
                            ? ", and a header is taken for C++ with '-x c++'"
                            : ""));
    Sources.push_back(S.Absolute);
  }
  if (Result.Units.empty())
    return makeError("'" + Request.Paths.front() + "' is not C or C++");
  Result.Root = Request.Root;
  if (Result.Root.empty())
    Result.Root =
        projectRoot(path::parent_path(Sources.front()), Sources, *World.Files);
  sortAndUnique(Result.Units);
  return Result;
}

static llvm::Expected<std::string>
locateDatabase(const PlanRequest &Request, llvm::ArrayRef<Selector> Selected,
               const Env &World) {
  if (!Request.Build.empty())
    return databaseIn(World.absolute(Request.Build),
                      Request.DatabaseFiles ? *Request.DatabaseFiles
                                            : *World.Files);
  std::string Start = World.Directory;
  if (!Selected.empty())
    Start = Selected.front().IsDirectory
                ? Selected.front().Absolute
                : path::parent_path(Selected.front().Absolute).str();
  std::string Found = findDatabase(Start, *World.Files);
  if (Found.empty())
    return makeError(
        "no compile_commands.json in '" + Start +
        "', its build/ or its out/, or above; name the build directory with "
        "-p, or give flags behind '--' (CMake writes the file with "
        "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON)");
  return Found;
}

llvm::Expected<Plan> codex::planUnits(const PlanRequest &Request,
                                      const Env &World) {
  if (Request.Flags)
    return planWithFlags(Request, World);
  llvm::Expected<std::vector<Selector>> Selected = selectors(Request, World);
  if (!Selected)
    return Selected.takeError();
  llvm::Expected<std::string> Database =
      locateDatabase(Request, *Selected, World);
  if (!Database)
    return Database.takeError();
  llvm::Expected<std::vector<DatabaseEntry>> Entries =
      readDatabase(*Database, Request.DatabaseFiles.get());
  if (!Entries)
    return Entries.takeError();

  Plan Result;
  std::vector<std::string> Sources;
  ClangArguments Adapter(World.Files);
  for (DatabaseEntry &Entry : *Entries) {
    for (const auto &[From, To] : Request.Moved)
      move(Entry, From, To);
    Sources.push_back(Entry.File);
    if (select(Entry.File, *Selected, *World.Files))
      addUnit(std::move(Entry), Adapter, *World.Files, Result);
    else
      ++Result.LeftOut;
  }
  Result.Partial = Result.LeftOut != 0;
  for (const Selector &S : *Selected)
    if (!S.Answered)
      return unanswered(S, *Database);
  if (Result.Units.empty() && !Request.MayBeEmpty)
    return makeError("'" + *Database + "' has no unit of C or C++");
  Result.Root = Request.Root;
  if (Result.Root.empty())
    Result.Root =
        projectRoot(path::parent_path(*Database), Sources, *World.Files);
  sortAndUnique(Result.Units);
  return Result;
}

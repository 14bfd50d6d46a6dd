//===- Plans.cpp - The compile commands of head and base ------------------===//

#include "driver/gate/Plans.h"

#include "driver/gate/Affected.h"
#include "driver/git/Repository.h"
#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"

using namespace codex;
namespace path = llvm::sys::path;
using SidePtr = llvm::IntrusiveRefCntPtr<SnapshotFiles>;

static constexpr llvm::StringLiteral DatabaseName = "compile_commands.json";

llvm::Expected<std::string>
codex::findProjectDatabase(llvm::StringRef Asked, llvm::StringRef Root,
                           llvm::vfs::FileSystem &Files, const Env &World) {
  if (!Asked.empty()) {
    std::string Path = World.absolute(Asked);
    llvm::ErrorOr<llvm::vfs::Status> Status = Files.status(Path);
    if (!Status)
      return makeError("'" + Asked + "': no such file or directory");
    if (!Status->isDirectory())
      return Path;
    Path += ("/" + DatabaseName).str();
    if (!Files.exists(Path))
      return makeError("there is no " + DatabaseName + " in '" + Asked +
                       "'; CMake writes one with "
                       "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON");
    return Path;
  }
  for (llvm::StringRef Below : {"", "build", "out"}) {
    llvm::SmallString<256> Path(Root);
    path::append(Path, Below, DatabaseName);
    if (Files.exists(Path))
      return std::string(Path);
  }
  return "";
}

using MovedPlaces = std::vector<std::pair<std::string, std::string>>;

static llvm::Expected<Plan> planOf(llvm::StringRef Database, SidePtr Side,
                                   SidePtr From, llvm::StringRef Root,
                                   const Env &World, MovedPlaces Moved = {}) {
  Env SideWorld = World;
  SideWorld.Files = Side;
  PlanRequest Units;
  Units.Build = Database.str();
  Units.DatabaseFiles = From;
  Units.Moved = std::move(Moved);
  llvm::Expected<Plan> Result = planUnits(Units, SideWorld);
  if (Result)
    Result->Root = Root.str();
  return Result;
}

static bool touchesCode(const Change &TheChange) {
  for (const std::set<std::string> *Paths :
       {&TheChange.Added, &TheChange.Modified, &TheChange.Deleted})
    if (llvm::any_of(*Paths, [](const std::string &P) {
          return isCodeFile(P) || path::filename(P) == DatabaseName;
        }))
      return true;
  return false;
}

static bool isIn(llvm::StringRef Path, llvm::StringRef Directory) {
  return Path.consume_front(Directory) &&
         (Path.empty() || Path.starts_with("/"));
}

/// A database of another project, or of a checkout that is gone, would make all
/// units fail alike on both sides, and nothing would be judged.
static llvm::Error checkIsOurs(const Plan &Units, llvm::StringRef Database,
                               SnapshotFiles &Files) {
  auto NamesUs = [&](llvm::StringRef Word) {
    return Word.contains(Units.Root + "/") || Word.ends_with(Units.Root);
  };
  auto LiesHere = [&](const PlannedUnit &P) {
    llvm::SmallString<256> Real;
    // A generated unit, of all sources of a target, may be built elsewhere.
    return isIn(P.Unit.File, Units.Root) ||
           llvm::any_of(P.Unit.Arguments, NamesUs) ||
           (!Files.getRealPath(P.Unit.File, Real) && isIn(Real, Units.Root));
  };
  if (Units.Units.empty())
    return llvm::Error::success();
  const CompileUnit &First = Units.Units.front().Unit;
  if (llvm::none_of(Units.Units, LiesHere))
    return makeError("'" + Database + "' has no source of '" + Units.Root +
                     "': its first one is '" + First.File +
                     "'. It is of another project or checkout; write it anew "
                     "here, or name the right build directory with -p");
  if (llvm::none_of(Units.Units, [&](const PlannedUnit &P) {
        return Files.exists(P.Unit.Directory);
      }))
    return makeError("'" + Database +
                     "': none of the directories that its commands run in is "
                     "there, such as '" +
                     First.Directory +
                     "'. It is of another project or checkout; write it anew "
                     "here, or name the right build directory with -p");
  return llvm::Error::success();
}

/// The base's build directory stands for the head's, and the checkout that it
/// lies in for ours: where a command differs by them alone, it is the same.
static MovedPlaces movedPlaces(llvm::StringRef BaseBuild,
                               llvm::StringRef HeadBuild,
                               llvm::StringRef Root) {
  MovedPlaces Moved;
  if (!isIn(Root, BaseBuild))
    Moved.emplace_back(BaseBuild, HeadBuild);
  if (isIn(BaseBuild, Root))
    return Moved;
  llvm::Expected<Repository> Other = Repository::open(BaseBuild);
  if (!Other) {
    llvm::consumeError(Other.takeError());
    return Moved;
  }
  if (BaseBuild == Other->root())
    Moved.clear();
  if (!isIn(Root, Other->root()))
    Moved.emplace_back(Other->root(), Root.str());
  return Moved;
}

/// Whether the file says with which flags units are compiled.
static bool isBuildFile(llvm::StringRef Path) {
  llvm::StringRef Name = path::filename(Path);
  return llvm::StringSwitch<bool>(Name)
             .Cases({"CMakeLists.txt", "CMakePresets.json"}, true)
             .Cases({"meson.build", "meson.options", "meson_options.txt"}, true)
             .Cases({"Makefile", "makefile", "GNUmakefile"}, true)
             .Cases({"Makefile.am", "Makefile.in", "configure.ac"}, true)
             .Cases({"BUILD", "BUILD.bazel", "WORKSPACE", ".bazelrc"}, true)
             .Cases({"MODULE.bazel", "SConstruct", "SConscript"}, true)
             .Cases({"BUILD.gn", "xmake.lua", "premake5.lua"}, true)
             .Default(false) ||
         llvm::StringSwitch<bool>(path::extension(Name))
             .Cases({".cmake", ".mk", ".bzl", ".gn", ".gni"}, true)
             .Cases({".pro", ".pri", ".qbs", ".vcxproj"}, true)
             .Default(false);
}

/// Base and head have the same commands where those are generated. A flag that
/// comes or goes is not seen then, and the report does not hide it.
static std::string noteFlags(const GateRequest &Request,
                             const Change &TheChange,
                             llvm::StringRef Database) {
  if (!Request.BaseBuild.empty() ||
      (!Database.empty() && !TheChange.Base->trail(Database).empty()))
    return "";
  std::set<std::string> Build;
  for (const std::set<std::string> *Paths :
       {&TheChange.Added, &TheChange.Modified, &TheChange.Deleted})
    llvm::copy_if(*Paths, std::inserter(Build, Build.end()), isBuildFile);
  if (Build.empty())
    return "";
  std::string First = *Build.begin();
  return "compile flags were not compared: the change touches '" + First + "'" +
         (Build.size() > 1
              ? " and " + std::to_string(Build.size() - 1) + " more such files"
              : "") +
         ", and compile_commands.json is not tracked, so that the base was "
         "analysed with the head's flags. What comes with a flag alone counts "
         "as old; " +
         (Request.SomebodyWaits ? "'codex-lint gate' compares them with "
                                  "--base-build DIR"
                                : "--base-build DIR, a build directory of the "
                                  "base, compares them");
}

/// The head's commands do for the base, but where it has its own.
static llvm::Expected<Plan> planBase(const GateRequest &Request,
                                     const Change &TheChange,
                                     llvm::StringRef Database, Env &World) {
  const std::string &Root = TheChange.Root;
  if (!Request.BaseBuild.empty()) {
    llvm::Expected<std::string> Own =
        findProjectDatabase(Request.BaseBuild, Root, *TheChange.Base, World);
    if (!Own)
      return withContext(Own.takeError(), "reading --base-build");
    llvm::Expected<Plan> Units =
        planOf(*Own, TheChange.Base, TheChange.Base, Root, World,
               movedPlaces(path::parent_path(*Own), path::parent_path(Database),
                           Root));
    if (Units)
      if (llvm::Error E = checkIsOurs(*Units, *Own, *TheChange.Base))
        return withContext(std::move(E), "reading --base-build");
    return Units;
  }
  if (TheChange.Base->exists(Database)) {
    llvm::Expected<Plan> Own =
        planOf(Database, TheChange.Base, TheChange.Base, Root, World);
    if (Own)
      return Own;
    // One that is broken at the base only says nothing about the head.
    llvm::consumeError(Own.takeError());
  }
  return planOf(Database, TheChange.Base, TheChange.Head, Root, World);
}

llvm::Error codex::noDatabase(llvm::StringRef Root) {
  return makeError(
      "no compile_commands.json in '" + Root +
      "', its build/ or its out/; name the build directory with -p. CMake "
      "writes the file with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, Meson always "
      "does, and for make there is 'bear -- make'");
}

llvm::Expected<Plans> codex::planSides(const GateRequest &Request,
                                       llvm::ArrayRef<Change> Changes,
                                       Env &World) {
  Plans Result;
  Result.Bases.resize(Changes.size());
  const Change &First = Changes.front();
  llvm::Expected<std::string> Database =
      findProjectDatabase(Request.Build, First.Root, *First.Head, World);
  if (!Database)
    return Database.takeError();
  Result.Note = noteFlags(Request, First, *Database);
  if (Database->empty()) {
    if (!touchesCode(First))
      return std::move(Result);
    return noDatabase(First.Root);
  }
  llvm::Expected<Plan> HeadPlan =
      planOf(*Database, First.Head, First.Head, First.Root, World);
  if (!HeadPlan)
    return HeadPlan.takeError();
  if (touchesCode(First))
    if (llvm::Error E = checkIsOurs(*HeadPlan, *Database, *First.Head))
      return std::move(E);
  Result.Head = std::move(*HeadPlan);
  for (auto [TheChange, Into] : llvm::zip(Changes, Result.Bases)) {
    llvm::Expected<Plan> Base = planBase(Request, TheChange, *Database, World);
    if (!Base)
      return Base.takeError();
    Into = std::move(*Base);
  }
  return std::move(Result);
}

//===- Plans.cpp - The compile commands of head and base ------------------===//

#include "driver/gate/Plans.h"

#include "driver/gate/Affected.h"
#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
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

static llvm::Expected<Plan> planOf(llvm::StringRef Database, SidePtr Side,
                                   SidePtr From, llvm::StringRef Root,
                                   const Env &World) {
  Env SideWorld = World;
  SideWorld.Files = Side;
  PlanRequest Units;
  Units.Build = Database.str();
  Units.DatabaseFiles = From;
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
    return planOf(*Own, TheChange.Base, TheChange.Base, Root, World);
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
  if (Database->empty()) {
    if (!touchesCode(First))
      return std::move(Result);
    return noDatabase(First.Root);
  }
  llvm::Expected<Plan> HeadPlan =
      planOf(*Database, First.Head, First.Head, First.Root, World);
  if (!HeadPlan)
    return HeadPlan.takeError();
  Result.Head = std::move(*HeadPlan);
  for (auto [TheChange, Into] : llvm::zip(Changes, Result.Bases)) {
    llvm::Expected<Plan> Base = planBase(Request, TheChange, *Database, World);
    if (!Base)
      return Base.takeError();
    Into = std::move(*Base);
  }
  return std::move(Result);
}

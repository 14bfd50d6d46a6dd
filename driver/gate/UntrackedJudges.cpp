//===- UntrackedJudges.cpp - What would judge if git knew it --------------===//

#include "driver/gate/UntrackedJudges.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace codex;
namespace path = llvm::sys::path;

/// A generated pack would fill a screen.
static constexpr size_t MostNamed = 5;

namespace {

class Search {
public:
  Search(const Change &TheChange, llvm::vfs::FileSystem &Disk)
      : TheChange(TheChange), Disk(Disk) {}

  void lookAt(llvm::StringRef File) {
    if (!path::is_absolute(File) && !TheChange.Tracked->contains(File) &&
        Disk.exists(TheChange.absolute(File)))
      Found.insert(File.str());
  }
  void walk(llvm::StringRef Directory,
            llvm::function_ref<bool(llvm::StringRef)> Judges);
  void walkRules(llvm::StringRef Directory);

  std::set<std::string> Found; ///< relative to the root

private:
  const Change &TheChange;
  llvm::vfs::FileSystem &Disk;
};

} // namespace

void Search::walk(llvm::StringRef Directory,
                  llvm::function_ref<bool(llvm::StringRef)> Judges) {
  std::error_code Code;
  std::string Top = TheChange.absolute(Directory);
  for (llvm::vfs::recursive_directory_iterator It(Disk, Top, Code), End;
       It != End && !Code; It.increment(Code)) {
    llvm::StringRef File = It->path();
    if (!File.consume_front(TheChange.Root) || !File.consume_front("/"))
      return;
    if (path::filename(File) == ".git")
      It.no_push();
    else if (It->type() != llvm::sys::fs::file_type::directory_file &&
             Judges(File))
      lookAt(File);
  }
}

/// \p Directory: absolute, or relative to the root.
void Search::walkRules(llvm::StringRef Directory) {
  llvm::SmallString<256> Place(TheChange.absolute(Directory));
  path::remove_dots(Place, /*remove_dot_dot=*/true);
  llvm::StringRef Below = Place;
  if (!Below.consume_front(TheChange.Root) ||
      !(Below.empty() || Below.consume_front("/")))
    return;
  for (llvm::StringRef Folder : {"incidents", "models", "rules"}) {
    llvm::SmallString<256> Path(Below);
    path::append(Path, Folder);
    walk(Path, [](llvm::StringRef File) { return File.ends_with(".json"); });
  }
}

/// The directory that all names lie in that the pattern can match.
static llvm::StringRef fixedPart(llvm::StringRef Pattern) {
  return path::parent_path(Pattern.take_front(Pattern.find_first_of("*?[{")));
}

std::string codex::noteUntrackedJudges(const Change &TheChange,
                                       const ProjectConfig &Config,
                                       llvm::StringRef RuleDirectory,
                                       llvm::vfs::FileSystem &Disk) {
  Search Of(TheChange, Disk);
  Of.lookAt(".codex.json");
  Of.lookAt(Config.Baseline);
  for (const PackReference &Pack : Config.RulePacks)
    if (Pack.Digest.empty()) // a pinned one is what its pin says
      Of.walkRules(Pack.Path);
  if (!RuleDirectory.empty())
    Of.walkRules(RuleDirectory);
  for (const PathGlob &Glob : Config.Models)
    Of.walk(fixedPart(Glob.pattern()),
            [&](llvm::StringRef File) { return Glob.matches(File); });
  if (Of.Found.empty())
    return "";
  std::vector<std::string> Named(Of.Found.begin(), Of.Found.end());
  size_t More = Named.size() - std::min(Named.size(), MostNamed);
  Named.resize(Named.size() - More);
  return "'" + llvm::join(Named, "', '") + "'" +
         (More ? " and " + std::to_string(More) + " more" : "") +
         (Of.Found.size() == 1 ? " lies" : " lie") +
         " in the checkout, and git does not track " +
         (Of.Found.size() == 1 ? "it" : "them") +
         ": what the base does not have does not judge. Commit it, or keep it "
         "outside of the repository; a rule pack may be pinned by its digest";
}

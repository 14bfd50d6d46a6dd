//===- LaterEffects.cpp - What takes effect after the merge ---------------===//

#include "driver/gate/LaterEffects.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace codex;
namespace path = llvm::sys::path;

static bool liesIn(llvm::StringRef Path, llvm::StringRef Directory) {
  Directory = Directory.rtrim('/');
  return Path.consume_front(Directory) && Path.starts_with("/");
}

/// Which of the judge's files \p Path is, or "".
static std::string kindOf(llvm::StringRef Path, const ProjectConfig &Config,
                          llvm::StringRef RuleDirectory) {
  if (path::filename(Path) == ".codex.json")
    return "configuration";
  if (Path == Config.Baseline)
    return "baseline";
  if (!RuleDirectory.empty() && liesIn(Path, RuleDirectory))
    return "rules";
  for (llvm::StringRef Pack : Config.RulePacks) {
    llvm::SmallString<128> Directory(Pack);
    path::remove_dots(Directory, /*remove_dot_dot=*/true);
    if (liesIn(Path, Directory))
      return "rules";
  }
  return matchesAny(Config.Models, Path) ? "models" : "";
}

std::string codex::withoutRootIn(std::string Text, llvm::StringRef Root) {
  std::string Prefix = (Root + "/").str();
  for (size_t At; (At = Text.find(Prefix)) != std::string::npos;)
    Text.erase(At, Prefix.size());
  return Text;
}

std::vector<LaterEffect> codex::laterEffects(const Change &TheChange,
                                             const ProjectConfig &Base,
                                             llvm::StringRef RuleDirectory) {
  // A head that cannot be read names nothing; it is listed itself.
  ProjectConfig Head;
  std::string Problem;
  llvm::Expected<ProjectConfig> Read =
      Analysis::readConfig(TheChange.Root, *TheChange.Head->recordedOnly());
  if (Read)
    Head = std::move(*Read);
  else
    Problem = withoutRootIn(llvm::toString(Read.takeError()), TheChange.Root);
  if (!RuleDirectory.consume_front(TheChange.Root) ||
      !RuleDirectory.consume_front("/"))
    RuleDirectory = "";

  std::map<std::string, LaterEffect> ByFile;
  auto Take = [&](const std::set<std::string> &Paths, llvm::StringRef How) {
    for (const std::string &Path : Paths) {
      std::string What = kindOf(Path, Base, RuleDirectory);
      if (What.empty())
        What = kindOf(Path, Head, RuleDirectory);
      if (!What.empty())
        ByFile[Path] = {Path, What, How.str(),
                        Path == ".codex.json" ? Problem : ""};
    }
  };
  Take(TheChange.Added, "added");
  Take(TheChange.Modified, "modified");
  Take(TheChange.Deleted, "deleted");
  std::vector<LaterEffect> Result;
  for (auto &[Path, Effect] : ByFile)
    Result.push_back(std::move(Effect));
  return Result;
}

/// Each problem of \p E goes to the changed file that it names, without the
/// root's name; what names none is left.
static std::vector<std::string> tell(llvm::Error E, llvm::StringRef Root,
                                     std::vector<LaterEffect> &Effects) {
  std::vector<std::string> Left;
  llvm::handleAllErrors(std::move(E), [&](const llvm::ErrorInfoBase &Info) {
    std::string Text = withoutRootIn(Info.message(), Root);
    // The longest name: a file's may be a part of another's.
    LaterEffect *Best = nullptr;
    for (LaterEffect &Effect : Effects)
      if (llvm::StringRef(Text).contains(Effect.File) &&
          (!Best || Best->File.size() < Effect.File.size()))
        Best = &Effect;
    if (!Best)
      Left.push_back(std::move(Text));
    else if (Best->Problem.empty())
      Best->Problem = std::move(Text);
  });
  return Left;
}

void codex::findProblems(const Change &TheChange, AnalysisRequest Request,
                         const Env &World, ChangeReport &Said) {
  // The baseline is read in any case.
  if (llvm::all_of(Said.Later, [](const LaterEffect &Effect) {
        return Effect.What == "baseline";
      }))
    return;
  auto Files = TheChange.Head->recordedOnly();
  llvm::Expected<ProjectConfig> Config =
      Analysis::readConfig(TheChange.Root, *Files);
  if (!Config) { // that is told already
    llvm::consumeError(Config.takeError());
    return;
  }
  Request.RuleFiles = Files;
  Request.Rules.clear();
  // Nothing of the head is kept as known to be good, nor found to be so.
  Request.Cache.Off = true;
  Env Quiet{llvm::nulls(),
            llvm::nulls(),
            false,
            false,
            World.Directory,
            World.BinaryPath,
            World.Files,
            World.Variable,
            World.Now,
            false,
            {}};
  llvm::Expected<std::unique_ptr<Analysis>> Work =
      Analysis::prepareRules(TheChange.Root, *Config, Request, Quiet);
  if (Work)
    return;
  for (std::string &Text : tell(Work.takeError(), TheChange.Root, Said.Later)) {
    Said.Notes.push_back("the rules are broken once this is merged: " + Text);
    Said.BreaksJudge.push_back(std::move(Text));
  }
}

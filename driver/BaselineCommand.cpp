//===- BaselineCommand.cpp - codex-lint baseline --------------------------===//
//
// A code base's debts at the day when the rules came: they do not block, and
// may only become fewer.
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Command.h"
#include "driver/git/LineMap.h"
#include "driver/git/Repository.h"
#include "driver/judge/Baseline.h"
#include "driver/plan/ProjectRoot.h"
#include "driver/report/Telling.h"
#include "support/Error.h"
#include "support/TextFile.h"
#include "support/TextLayout.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

/// The commit that last touched the baseline.
class BaselineCommit {
public:
  /// \p Root is the project's, \p File the baseline; both absolute.
  static llvm::Expected<BaselineCommit> find(llvm::StringRef Root,
                                             llvm::StringRef File);
  /// What the file was called there; both names are relative to the project.
  std::string oldName(const std::string &File) const;
  /// Whether the line of the file was there.
  bool hadLine(const std::string &File, unsigned Line);

private:
  BaselineCommit(Repository Repo, std::string Below, std::string Commit,
                 std::map<std::string, std::string> OldNames)
      : Repo(std::move(Repo)), Below(std::move(Below)),
        Commit(std::move(Commit)), OldNames(std::move(OldNames)) {}

  Repository Repo;
  std::string Below; ///< from git's top to the project; empty, or ends with '/'
  std::string Commit;
  std::map<std::string, std::string> OldNames; ///< from git's top
  std::map<std::string, LineMap> Maps;
};

class BaselineCommand : public Command {
public:
  void addTo(CLI::App &App) override {
    App.require_subcommand(1);
    Create = App.add_subcommand(
        "create", "Write down all findings that the project has now");
    Create->add_flag("--force", Force, "Overwrite the baseline that is there");
    Update = App.add_subcommand("update",
                                "Take out the entries whose findings are gone");
    Show = App.add_subcommand("show", "List the entries");
    for (CLI::App *Sub : {Create, Update, Show}) {
      Sub->add_option("-p,--build", Request.Units.Build,
                      "Directory with compile_commands.json");
      addCacheOptions(*Sub, Request.Cache);
      Sub->add_option("-j,--jobs", Request.Jobs,
                      "Units at a time; default: cores")
          ->check(CLI::Range(1, 4096));
    }
    Show->add_option("--format", Format, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  llvm::Expected<ExitCode> create(const Report &Found, Env &World);
  llvm::Expected<ExitCode> update(const Report &Found, Env &World);
  llvm::Expected<ExitCode> show(Env &World);
  llvm::Error read(Env &World);
  llvm::Error write(Env &World);
  std::map<std::string, const Finding *>
  renamed(const Report &Found, llvm::ArrayRef<BaselineEntry> Gone) const;
  llvm::Error letMergesJoin(llvm::StringRef Root, Env &World);

  CLI::App *Create = nullptr;
  CLI::App *Update = nullptr;
  CLI::App *Show = nullptr;
  AnalysisRequest Request;
  bool Force = false;
  std::string Format = "text";

  std::string Path; ///< of the file, absolute
  std::string Name; ///< as the configuration gives it
  Baseline Entries;
};

} // namespace

llvm::Expected<BaselineCommit> BaselineCommit::find(llvm::StringRef Root,
                                                    llvm::StringRef File) {
  llvm::Expected<Repository> Repo = Repository::open(Root);
  if (!Repo)
    return Repo.takeError();
  llvm::Expected<std::optional<std::string>> Head = Repo->headCommit();
  if (!Head)
    return Head.takeError();
  llvm::StringRef Below = Root;
  bool Inside = Below.consume_front(Repo->root()) &&
                File.consume_front(Repo->root()) && File.consume_front("/");
  Below.consume_front("/");
  if (!Inside || !*Head)
    return makeError("the baseline is in no commit");
  llvm::Expected<std::vector<std::string>> Touched =
      Repo->history(**Head, {File.str()}, 1);
  if (!Touched)
    return Touched.takeError();
  if (Touched->empty())
    return makeError("the baseline is in no commit");
  llvm::Expected<std::map<std::string, std::string>> OldNames =
      Repo->renames(Touched->front(), "", "");
  if (!OldNames)
    return OldNames.takeError();
  return BaselineCommit(std::move(*Repo),
                        Below.empty() ? "" : (Below + "/").str(),
                        Touched->front(), std::move(*OldNames));
}

std::string BaselineCommit::oldName(const std::string &File) const {
  auto Found = OldNames.find(Below + File);
  if (Found == OldNames.end())
    return File;
  llvm::StringRef Old = Found->second;
  return Old.consume_front(Below) && !Old.empty() ? Old.str() : File;
}

bool BaselineCommit::hadLine(const std::string &File, unsigned Line) {
  auto Known = Maps.find(File);
  if (Known == Maps.end())
    Known = Maps.try_emplace(File, LineMap::sinceCommit(Repo.root(), Commit,
                                                        Below + oldName(File),
                                                        Below + File))
                .first;
  return Known->second.isUntouched(Line);
}

static CommandRegistry::Add<BaselineCommand>
    X("baseline", "Create, update and show the findings that were here before");

llvm::Error BaselineCommand::read(Env &World) {
  if (!World.Files->exists(Path))
    return makeError("there is no baseline '" + Path +
                     "'; 'codex-lint baseline create' writes one");
  auto Buffer = World.Files->getBufferForFile(Path);
  if (!Buffer)
    return makeError("cannot read '" + Path +
                     "': " + Buffer.getError().message());
  llvm::Expected<Baseline> Read = Baseline::parse((*Buffer)->getBuffer(), Path);
  if (!Read)
    return Read.takeError();
  Entries = std::move(*Read);
  return llvm::Error::success();
}

llvm::Error BaselineCommand::write(Env &World) {
  return writeTextFile(World.absolute(Path), Entries.text());
}

/// An entry is a finding that would be reported; not one that is excused.
static bool isDebt(const JudgedFinding &F) {
  return F.TheStatus == Status::New;
}

static void nameFailures(const Report &Found, Env &World) {
  for (const FailedUnit &U : Found.Units.Failed)
    World.Err << "codex-lint: warning: " << U.File
              << (U.Partial ? " was analysed in part: " : " was not analysed: ")
              << U.Reason << '\n';
  for (const Gap &G : Found.Gaps)
    World.Err << "codex-lint: warning: " << G.At.File << ':' << G.At.Line
              << ": not analysed: " << G.Reason << '\n';
}

/// Branches that mend findings of neighbouring lines would conflict; with git's
/// own union of both sides, an entry too many is named and taken out later.
llvm::Error BaselineCommand::letMergesJoin(llvm::StringRef Root, Env &World) {
  auto InRoot = [&](llvm::StringRef File) {
    llvm::SmallString<256> Path(Root);
    llvm::sys::path::append(Path, File);
    return std::string(Path);
  };
  if (!World.Files->exists(InRoot(".git")) ||
      llvm::StringRef(Name).contains(' '))
    return llvm::Error::success();
  std::string Attributes = InRoot(".gitattributes");
  std::string Text;
  if (auto Buffer = World.Files->getBufferForFile(Attributes))
    Text = (*Buffer)->getBuffer().str();
  if (llvm::StringRef(Text).contains(Name))
    return llvm::Error::success();
  if (!Text.empty() && Text.back() != '\n')
    Text += '\n';
  Text += "/" + Name + " merge=union\n";
  if (llvm::Error E = writeTextFile(Attributes, Text))
    return E;
  World.Out << "codex-lint: .gitattributes: '/" << Name
            << " merge=union' added, so that branches merge without conflict "
               "in it\n";
  return llvm::Error::success();
}

llvm::Expected<ExitCode> BaselineCommand::create(const Report &Found,
                                                 Env &World) {
  Entries.tellPlaces();
  for (const JudgedFinding &F : Found.Findings)
    if (isDebt(F))
      Entries.add(F.TheFinding);
  if (llvm::Error E = write(World))
    return std::move(E);
  nameFailures(Found, World);
  if (llvm::Error E = letMergesJoin(Found.Root, World))
    return std::move(E);
  World.Out << "codex-lint: " << Name << ": " << Entries.entries().size()
            << " findings of " << Found.Units.Total
            << " units written; commit the file. It counts from the base of "
               "the next merge request on.\n";
  return Found.Units.Analysed == 0 && Found.Units.Total != 0
             ? ExitCode::Incomplete
             : ExitCode::Clean;
}

/// A function that gets another name takes its findings along: the entry is the
/// same but for that name, and the line was there already when the baseline was
/// last committed. By the fingerprints of \p Gone. Without git nothing is known
/// of that, and an entry of another name is a new one.
std::map<std::string, const Finding *>
BaselineCommand::renamed(const Report &Found,
                         llvm::ArrayRef<BaselineEntry> Gone) const {
  std::map<std::string, const Finding *> Result;
  if (Gone.empty())
    return Result;
  llvm::Expected<BaselineCommit> Written =
      BaselineCommit::find(Found.Root, Path);
  if (!Written) {
    llvm::consumeError(Written.takeError());
    return Result;
  }
  std::map<std::pair<std::string, std::string>, std::vector<const Finding *>>
      Candidates; // by rule and the file's old name
  for (const JudgedFinding &F : Found.Findings)
    if (isDebt(F) && !Entries.find(F.TheFinding.Fingerprint))
      Candidates[{F.TheFinding.Rule, Written->oldName(F.TheFinding.Begin.File)}]
          .push_back(&F.TheFinding);
  for (const BaselineEntry &Entry : Gone) {
    auto Here = Candidates.find({Entry.Rule, Entry.File});
    if (Here == Candidates.end())
      continue;
    auto Same = llvm::find_if(Here->second, [&](const Finding *F) {
      // One more place is no part of the name.
      auto Places = llvm::count_if(
          F->Steps, [](const Step &S) { return !S.Identity.empty(); });
      if (Entries.tellsPlaces() &&
          static_cast<size_t>(Places) > Entry.Places.size())
        return false;
      // One that stands beside the other has not taken its name.
      return Baseline::stoodFor(Entry, F->Identity) &&
             functionsNamed(Found.Defined, F->Begin.File, Entry.Function)
                 .empty() &&
             Written->hadLine(F->Begin.File, F->Begin.Line);
    });
    if (Same == Here->second.end())
      continue;
    Result[Entry.Fingerprint] = *Same;
    Here->second.erase(Same);
  }
  return Result;
}

llvm::Expected<ExitCode> BaselineCommand::update(const Report &Found,
                                                 Env &World) {
  std::set<std::string> Standing;
  for (const JudgedFinding &F : Found.Findings)
    Standing.insert(F.TheFinding.Fingerprint);
  // What was not analysed is not known to be gone.
  bool Complete = Found.Units.Failed.empty() && Found.Gaps.empty();
  std::vector<BaselineEntry> Gone;
  size_t Kept = 0;
  std::map<std::string, size_t> Unread; // by file
  for (const auto &[Fingerprint, Entry] : Entries.entries()) {
    if (Standing.count(Fingerprint))
      continue;
    // A part of the database (one target, one platform) sees a part of the
    // files.
    bool Read = llvm::sys::path::is_absolute(Entry.File) ||
                Found.Files.count(Entry.File);
    if (!World.Files->exists(inRoot(Found.Root, Entry.File)) ||
        (Complete && Read))
      Gone.push_back(Entry);
    else if (Read)
      ++Kept;
    else
      ++Unread[Entry.File];
  }
  std::map<std::string, const Finding *> Renamed = renamed(Found, Gone);
  for (const BaselineEntry &Entry : Gone) {
    Entries.remove(Entry.Fingerprint);
    auto Now = Renamed.find(Entry.Fingerprint);
    World.Out << (Now == Renamed.end() ? "gone: " : "renamed: ")
              << Entry.Fingerprint << ' ' << Entry.Rule << ' ' << Entry.File;
    if (Now != Renamed.end()) {
      Entries.add(*Now->second);
      World.Out << ", now " << Now->second->Fingerprint << " in "
                << Now->second->Function;
    }
    World.Out << '\n';
  }
  if (llvm::Error E = write(World))
    return std::move(E);
  nameFailures(Found, World);
  for (const auto &[File, Count] : Unread)
    World.Out << "kept: " << Count << (Count == 1 ? " entry" : " entries")
              << " of " << visibleLine(File)
              << ", which no unit of the database reads\n";
  World.Out << "codex-lint: " << Name << ": " << Gone.size() - Renamed.size()
            << " taken out, " << Entries.entries().size() << " left";
  if (!Renamed.empty())
    World.Out << ", " << Renamed.size()
              << " of them for functions that have another name now";
  if (Kept)
    World.Out << "; " << Kept
              << " of them not found, and kept: not everything was analysed";
  World.Out << '\n';
  return ExitCode::Clean;
}

llvm::Expected<ExitCode> BaselineCommand::show(Env &World) {
  if (Format == "json") {
    llvm::json::OStream J(World.Out, /*IndentSize=*/2);
    J.object([&] {
      J.attribute("version", 1);
      J.attributeArray("entries", [&] {
        for (const auto &[Fingerprint, Entry] : Entries.entries())
          J.object([&, &Entry = Entry] {
            J.attribute("fingerprint", Entry.Fingerprint);
            J.attribute("rule", llvm::json::fixUTF8(Entry.Rule));
            J.attribute("file", llvm::json::fixUTF8(Entry.File));
            J.attribute("function", llvm::json::fixUTF8(Entry.Function));
          });
      });
    });
    World.Out << '\n';
    return ExitCode::Clean;
  }
  std::vector<std::vector<std::string>> Rows;
  for (const auto &[Fingerprint, Entry] : Entries.entries())
    Rows.push_back({Fingerprint, Entry.Rule, Entry.File, Entry.Function});
  World.Out << table(Rows);
  std::map<std::string, size_t> ByRule;
  for (const auto &[Fingerprint, Entry] : Entries.entries())
    ++ByRule[Entry.Rule];
  World.Out << "codex-lint: " << Name << ": " << Entries.entries().size()
            << " entries";
  for (const auto &[Rule, Count] : ByRule)
    World.Out << ", " << Count << ' ' << Rule;
  World.Out << '\n';
  return ExitCode::Clean;
}

llvm::Expected<ExitCode> BaselineCommand::run(Env &World) {
  Request.WithoutBaseline = true;
  llvm::Expected<std::unique_ptr<Analysis>> Work =
      Analysis::prepare(Request, World);
  if (!Work)
    return Work.takeError();
  Name = (*Work)->config().Baseline;
  llvm::SmallString<256> File(Name);
  if (!llvm::sys::path::is_absolute(File)) {
    File = (*Work)->plan().Root;
    llvm::sys::path::append(File, Name);
  }
  Path = std::string(File);
  if (Create->parsed()) {
    if (World.Files->exists(Path) && !Force)
      return makeError("there is a baseline already: '" + Path +
                       "'; 'codex-lint baseline update' takes out what is "
                       "gone, and --force writes it anew");
  } else if (llvm::Error E = read(World)) {
    return std::move(E);
  }
  if (Show->parsed())
    return show(World);
  Report Found = (*Work)->run(World);
  return Create->parsed() ? create(Found, World) : update(Found, World);
}

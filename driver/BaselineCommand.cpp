//===- BaselineCommand.cpp - codex-lint baseline --------------------------===//
//
// A code base's debts at the day when the rules came: they do not block, and
// may only become fewer.
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Command.h"
#include "driver/judge/Baseline.h"
#include "support/Error.h"
#include "support/TextFile.h"
#include "support/TextLayout.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

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

llvm::Expected<ExitCode> BaselineCommand::update(const Report &Found,
                                                 Env &World) {
  std::set<std::string> Standing;
  for (const JudgedFinding &F : Found.Findings)
    Standing.insert(F.TheFinding.Fingerprint);
  // What was not analysed is not known to be gone.
  bool Complete = Found.Units.Failed.empty() && Found.Gaps.empty();
  std::vector<BaselineEntry> Gone;
  size_t Kept = 0;
  for (const auto &[Fingerprint, Entry] : Entries.entries()) {
    if (Standing.count(Fingerprint))
      continue;
    llvm::SmallString<256> File(Found.Root);
    llvm::sys::path::append(File, Entry.File);
    if (Complete || !World.Files->exists(File))
      Gone.push_back(Entry);
    else
      ++Kept;
  }
  for (const BaselineEntry &Entry : Gone) {
    Entries.remove(Entry.Fingerprint);
    World.Out << "gone: " << Entry.Fingerprint << ' ' << Entry.Rule << ' '
              << Entry.File << '\n';
  }
  if (llvm::Error E = write(World))
    return std::move(E);
  nameFailures(Found, World);
  World.Out << "codex-lint: " << Name << ": " << Gone.size() << " taken out, "
            << Entries.entries().size() << " left";
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

//===- WaiversCommand.cpp - codex-lint waivers ----------------------------===//
//
// All permissions of a code base, the next to end first. Reads comments and
// parses nothing, so that it needs no compile commands.
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Command.h"
#include "driver/gate/Affected.h"
#include "driver/git/Repository.h"
#include "driver/judge/Waivers.h"
#include "driver/plan/ProjectRoot.h"
#include "driver/report/Telling.h"
#include "support/Error.h"
#include "support/TextLayout.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class WaiversCommand : public Command {
public:
  void addTo(CLI::App &App) override {
    App.require_subcommand(1);
    CLI::App *List =
        App.add_subcommand("list", "List the waivers of the code base");
    List->add_option("--soon", Soon,
                     "Days within which an end is said to be soon")
        ->capture_default_str();
    List->add_option("--format", Format, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  void writeText(Env &World) const;
  void writeJson(Env &World) const;

  int Soon = 30;
  std::string Format = "text";
  std::vector<Waiver> Holding;     ///< by days left
  std::vector<Finding> NotHolding; ///< by place
};

} // namespace

static CommandRegistry::Add<WaiversCommand> X("waivers",
                                              "List the permissions in code");

/// The project's files of C and C++: those that git knows, or all below.
static std::vector<std::string> codeFiles(llvm::StringRef Root, Env &World) {
  std::vector<std::string> Files;
  llvm::Expected<Repository> Repo = Repository::open(Root);
  if (Repo) {
    std::vector<std::string> Missing;
    llvm::Expected<Snapshot> Index = Repo->index("", Missing);
    if (Index) {
      for (const SnapshotEntry *Entry : Index->entries())
        if (Entry->TheKind == SnapshotEntry::Kind::File &&
            isCodeFile(Entry->Path))
          Files.push_back(Entry->Path);
      return Files;
    }
    llvm::consumeError(Index.takeError());
  } else {
    llvm::consumeError(Repo.takeError());
  }
  std::error_code Code;
  for (llvm::vfs::recursive_directory_iterator It(*World.Files, Root, Code),
       End;
       It != End && !Code; It.increment(Code)) {
    llvm::StringRef Path = It->path();
    if (isCodeFile(Path))
      Files.push_back(Path.drop_front(Root.size()).ltrim('/').str());
  }
  llvm::sort(Files);
  return Files;
}

static std::string utf8(llvm::StringRef Text) {
  return llvm::json::isUTF8(Text) ? Text.str() : llvm::json::fixUTF8(Text);
}

void WaiversCommand::writeJson(Env &World) const {
  llvm::json::OStream J(World.Out, /*IndentSize=*/2);
  J.object([&] {
    J.attribute("version", 1);
    J.attributeArray("waivers", [&] {
      for (const Waiver &W : Holding)
        J.object([&] {
          J.attributeArray("rules", [&] {
            for (const std::string &Id : W.Rules)
              J.value(Id);
          });
          J.attribute("file", utf8(W.At.File));
          J.attribute("line", W.At.Line);
          J.attribute("column", W.At.Column);
          J.attribute("reason", utf8(W.Reason));
          J.attribute("owner", utf8(W.Owner));
          J.attribute("until", W.Until);
          J.attribute("daysLeft", W.DaysLeft);
          J.attribute("soon", W.DaysLeft <= Soon);
        });
    });
    J.attributeArray("invalid", [&] {
      for (const Finding &F : NotHolding)
        J.object([&] {
          J.attribute("file", utf8(F.Begin.File));
          J.attribute("line", F.Begin.Line);
          J.attribute("column", F.Begin.Column);
          J.attribute("message", utf8(F.Message));
        });
    });
  });
  World.Out << '\n';
}

void WaiversCommand::writeText(Env &World) const {
  std::vector<std::vector<std::string>> Rows;
  size_t EndSoon = 0;
  for (const Waiver &W : Holding) {
    bool IsSoon = W.DaysLeft <= Soon;
    EndSoon += IsSoon;
    Rows.push_back({W.Until,
                    std::to_string(W.DaysLeft) +
                        (W.DaysLeft == 1 ? " day left" : " days left") +
                        (IsSoon ? ", soon" : ""),
                    llvm::join(W.Rules, ","),
                    visibleText(W.At.File, /*OneLine=*/true) + ":" +
                        std::to_string(W.At.Line),
                    W.Owner.empty() ? "-" : visibleText(W.Owner),
                    visibleText(W.Reason)});
  }
  World.Out << table(Rows);
  for (const Finding &F : NotHolding)
    World.Out << visibleText(F.Begin.File, /*OneLine=*/true) << ':'
              << F.Begin.Line << ':' << F.Begin.Column << ": " << F.Message
              << '\n';
  World.Out << "codex-lint: " << Holding.size()
            << (Holding.size() == 1 ? " waiver holds, " : " waivers hold, ")
            << EndSoon << " of them end within " << Soon << " days; "
            << NotHolding.size() << " do not hold\n";
}

llvm::Expected<ExitCode> WaiversCommand::run(Env &World) {
  std::string Root = projectRoot(World.Directory, {}, *World.Files);
  llvm::Expected<ProjectConfig> Config =
      Analysis::readConfig(Root, *World.Files);
  if (!Config)
    return Config.takeError();
  llvm::Expected<std::unique_ptr<Analysis>> Work =
      Analysis::prepareRules(Root, *Config, AnalysisRequest(), World);
  if (!Work)
    return Work.takeError();

  WaiverBook Book((*Work)->rules(), {}, (*Work)->policy());
  for (const std::string &File : codeFiles(Root, World)) {
    llvm::SmallString<256> Path(Root);
    llvm::sys::path::append(Path, File);
    if (auto Buffer = World.Files->getBufferForFile(Path))
      Book.read(File, (*Buffer)->getBuffer());
  }
  Holding = Book.holding();
  std::stable_sort(
      Holding.begin(), Holding.end(),
      [](const Waiver &A, const Waiver &B) { return A.DaysLeft < B.DaysLeft; });
  NotHolding = Book.findings(/*Complete=*/false);
  if (Format == "json")
    writeJson(World);
  else
    writeText(World);
  return ExitCode::Clean;
}

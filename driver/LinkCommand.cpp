//===- LinkCommand.cpp - codex-lint link ----------------------------------===//
//
// As a linker makes a program of object files: the findings of all units whose
// facts are given, and of the programs that they make up together.
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Command.h"
#include "driver/report/Output.h"
#include "support/Error.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class LinkCommand : public Command {
public:
  void addTo(CLI::App &App) override {
    App.add_option("FACTS", FactsFiles,
                   "Facts files and shards of codex-lint collect");
    App.add_option("--from", ListFile, "A file that names them, one a line");
    App.add_option(
           "--rule", Request.Rules,
           "Report this rule only, whatever its state, and let it block")
        ->allow_extra_args(false);
    App.add_option("--root", Root,
                   "The project's root; default: the current directory");
    App.add_option("--format", Formats, "text, json, sarif, or NAME=FILE")
        ->allow_extra_args(false);
    App.add_option("-o,--output", File, "Where to write the report");
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  llvm::Error readList(Env &World);

  std::vector<std::string> FactsFiles;
  std::string ListFile;
  AnalysisRequest Request;
  std::string Root;
  std::vector<std::string> Formats;
  std::string File;
};

} // namespace

static CommandRegistry::Add<LinkCommand>
    X("link", "Join the facts of units and report");

/// For programs with more units than a command line can name.
llvm::Error LinkCommand::readList(Env &World) {
  if (!ListFile.empty()) {
    auto Buffer = World.Files->getBufferForFile(World.absolute(ListFile));
    if (!Buffer)
      return makeError("--from: cannot read '" + ListFile +
                       "': " + Buffer.getError().message());
    llvm::SmallVector<llvm::StringRef, 0> Lines;
    (*Buffer)->getBuffer().split(Lines, '\n');
    for (llvm::StringRef Line : Lines)
      if (!Line.trim().empty())
        FactsFiles.push_back(Line.trim().str());
  }
  if (FactsFiles.empty())
    return makeError("no facts files are given; 'codex-lint collect' makes "
                     "them");
  return llvm::Error::success();
}

llvm::Expected<ExitCode> LinkCommand::run(Env &World) {
  if (llvm::Error E = readList(World))
    return std::move(E);
  llvm::Expected<Output> Reports = Output::make(Formats, File);
  if (!Reports)
    return Reports.takeError();
  std::string Place = World.absolute(Root.empty() ? "." : Root);
  llvm::Expected<ProjectConfig> Config =
      Analysis::readConfig(Place, *World.Files);
  if (!Config)
    return Config.takeError();
  llvm::Expected<std::unique_ptr<Analysis>> Work =
      Analysis::prepareRules(Place, *Config, Request, World);
  if (!Work)
    return Work.takeError();
  llvm::Expected<Report> Result = (*Work)->link(FactsFiles, World);
  if (!Result)
    return Result.takeError();
  if (llvm::Error E = Reports->write(*Result, World))
    return std::move(E);
  return exitCodeOf(*Result, (*Work)->policy());
}

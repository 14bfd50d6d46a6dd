//===- CollectCommand.cpp - codex-lint collect ----------------------------===//
//
// As a compiler makes an object file of one source: facts of one unit, for
// build systems that run units on many machines. Or those of a part of all
// units, for CI jobs that run in parallel.
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Command.h"
#include "driver/run/Bundle.h"
#include "driver/run/SourceSums.h"
#include "driver/run/UnitRunner.h"
#include "facts/FactsFile.h"
#include "support/Error.h"
#include "support/TextFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

#include <CLI/CLI.hpp>

#include <set>

using namespace codex;

namespace {

class CollectCommand : public Command {
public:
  void addTo(CLI::App &App) override {
    App.add_option("FILE", Request.Units.Paths, "The source file")
        ->expected(0, 1);
    App.add_option("--shard", Shard,
                   "Without FILE: part I/N of all units, to be joined by "
                   "codex-lint link; a unit that fails is told there");
    App.add_option("--root", Request.Units.Root,
                   "The project's root; default: as codex-lint check finds it");
    App.add_flag("--text", AsText,
                 "Facts as JSON, to be read; codex-lint link takes both");
    App.add_option("--depfile", Depfile,
                   "Where to write what was read, as make and Ninja read it");
    App.add_option("-j,--jobs", Request.Jobs, "Units at a time; default: cores")
        ->check(CLI::Range(1, 4096).description("NUMBER"));
    addCacheOptions(App, Request.Cache);
    App.add_option("-p,--build", Request.Units.Build,
                   "Directory with compile_commands.json");
    App.add_option("--rule", Request.Rules, "Run this rule only")
        ->allow_extra_args(false);
    App.add_option("-o,--output", File, "The facts file; default: stdout");
    App.footer("codex-lint collect FILE -- FLAGS takes the compiler's flags "
               "from the command line.");
  }

  llvm::Error takeFlags(std::vector<std::string> Flags) override {
    Request.Units.Flags = std::move(Flags);
    return llvm::Error::success();
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  llvm::Expected<ExitCode> runShard(Env &World);
  llvm::Expected<ExitCode> runUnit(Env &World);
  llvm::Error writeDepfile(llvm::StringRef Root,
                           llvm::ArrayRef<const UnitFacts *> Units, Env &World);
  llvm::Error write(llvm::function_ref<void(llvm::raw_ostream &)> Fill,
                    Env &World) const;

  AnalysisRequest Request;
  std::string Shard;
  std::string Depfile;
  bool AsText = false;
  std::string File;
};

} // namespace

static CommandRegistry::Add<CollectCommand>
    X("collect", "Write the facts of one unit, or of a part of all");

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

llvm::Error
CollectCommand::write(llvm::function_ref<void(llvm::raw_ostream &)> Fill,
                      Env &World) const {
  if (File.empty() || File == "-") {
    Fill(World.Out);
    return llvm::Error::success();
  }
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  Fill(OS);
  return writeTextFile(World.absolute(File), Text);
}

/// As a makefile spells a path.
static void writeMakePath(llvm::StringRef Path, llvm::raw_ostream &OS) {
  for (char C : Path) {
    if (C == ' ' || C == '#')
      OS << '\\';
    else if (C == '$')
      OS << '$';
    OS << C;
  }
}

llvm::Error CollectCommand::writeDepfile(
    llvm::StringRef Root, llvm::ArrayRef<const UnitFacts *> Units, Env &World) {
  if (Depfile.empty())
    return llvm::Error::success();
  std::set<std::string> Read;
  for (const UnitFacts *Facts : Units)
    for (const std::string &Name : Facts->Files) {
      llvm::SmallString<256> Path(Name);
      if (!llvm::sys::path::is_absolute(Path)) {
        Path = Root;
        llvm::sys::path::append(Path, Name);
      }
      Read.insert(std::string(Path));
    }
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  // The name of the output must be the one that the build file uses.
  writeMakePath(File, OS);
  OS << ':';
  for (const std::string &Path : Read) {
    OS << " \\\n  ";
    writeMakePath(Path, OS);
  }
  OS << '\n';
  return writeTextFile(World.absolute(Depfile), Text);
}

//===----------------------------------------------------------------------===//
// A part of all units
//===----------------------------------------------------------------------===//

static llvm::Expected<std::pair<unsigned, unsigned>>
parseShard(llvm::StringRef Text) {
  auto [First, Second] = Text.split('/');
  unsigned Number = 0, Of = 0;
  if (First.getAsInteger(10, Number) || Second.getAsInteger(10, Of) ||
      Number < 1 || Number > Of)
    return makeError("--shard '" + Text +
                     "': expected I/N with I from 1 to N, such as 2/4");
  return std::make_pair(Number, Of);
}

llvm::Expected<ExitCode> CollectCommand::runShard(Env &World) {
  llvm::Expected<std::pair<unsigned, unsigned>> Part = parseShard(Shard);
  if (!Part)
    return Part.takeError();
  Request.Units.MayBeEmpty = true;
  llvm::Expected<std::unique_ptr<Analysis>> Work =
      Analysis::prepare(Request, World);
  if (!Work)
    return Work.takeError();
  const Plan &ThePlan = (*Work)->plan();
  std::vector<size_t> Chosen = unitsOfShard(ThePlan, Part->first, Part->second);
  Bundle Result = bundle(ThePlan, Chosen, (*Work)->collectSome(Chosen, World));
  Result.Shard = Part->first;
  Result.Shards = Part->second;
  std::vector<const UnitFacts *> Facts;
  for (const BundledUnit &Unit : Result.Units)
    if (Unit.Outcome.Facts)
      Facts.push_back(&*Unit.Outcome.Facts);
  if (llvm::Error E = writeDepfile(ThePlan.Root, Facts, World))
    return std::move(E);
  SourceSums Sums(ThePlan.Root, *World.Files);
  for (BundledUnit &Unit : Result.Units)
    if (Unit.Outcome.Facts)
      Sums.keepOwn(*Unit.Outcome.Facts);
  if (llvm::Error E =
          write([&](llvm::raw_ostream &OS) { writeBundle(Result, OS); }, World))
    return std::move(E);
  return ExitCode::Clean;
}

//===----------------------------------------------------------------------===//
// One unit
//===----------------------------------------------------------------------===//

llvm::Expected<ExitCode> CollectCommand::run(Env &World) {
  if (!Request.Units.Root.empty())
    Request.Units.Root = World.absolute(Request.Units.Root);
  if (!Depfile.empty() && (File.empty() || File == "-"))
    return makeError("--depfile needs -o: it says what that file is made of");
  if (!Request.Units.Paths.empty() && !Shard.empty())
    return makeError("either FILE or --shard");
  if (Request.Units.Paths.empty() && Shard.empty())
    return makeError("name a source file, or a part of all units with --shard");
  return Shard.empty() ? runUnit(World) : runShard(World);
}

llvm::Expected<ExitCode> CollectCommand::runUnit(Env &World) {
  llvm::Expected<std::unique_ptr<Analysis>> Work =
      Analysis::prepare(Request, World);
  if (!Work)
    return Work.takeError();
  const Plan &ThePlan = (*Work)->plan();
  if (ThePlan.Units.size() != 1)
    return makeError("'" + Request.Units.Paths.front() + "' is " +
                     llvm::Twine(ThePlan.Units.size()) +
                     " units, with different flags; give the flags of one "
                     "behind '--'");
  const PlannedUnit &Unit = ThePlan.Units.front();
  if (!Unit.Problem.empty()) {
    World.Err << "codex-lint: " << Unit.Unit.File << ": " << Unit.Problem
              << '\n';
    return ExitCode::Incomplete;
  }

  // A build system counts on being killed with its children: no worker here.
  WorkerStatus Status;
  UnitFacts Facts = analyseUnit(Unit.Unit, ThePlan.Root, (*Work)->program(),
                                World.Files, Status);
  if (llvm::Error E = writeDepfile(ThePlan.Root, {&Facts}, World))
    return std::move(E);
  SourceSums(ThePlan.Root, *World.Files).keepOwn(Facts);
  auto Write = [&](llvm::raw_ostream &OS) {
    AsText ? writeFacts(Facts, OS) : writeSealedFacts(Facts, OS);
  };
  if (llvm::Error E = write(Write, World))
    return std::move(E);
  for (const ParseError &Error : Facts.Errors) {
    if (!Error.At.File.empty())
      World.Err << Error.At.File << ':' << Error.At.Line << ':'
                << Error.At.Column << ": ";
    World.Err << "error: " << Error.Message << '\n';
  }
  return Facts.Errors.empty() && !Facts.Fatal ? ExitCode::Clean
                                              : ExitCode::Incomplete;
}

//===- NinjaCommand.cpp - codex-lint ninja --------------------------------===//
//
// The analysis as an ordinary build: an action for each unit, with what it has
// read as its dependencies, and one that links. Whatever runs Ninja files runs
// it, on as many machines as it has.
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Command.h"
#include "driver/git/HookInstall.h"
#include "driver/plan/CompilationDatabase.h"
#include "driver/plan/ProjectRoot.h"
#include "support/Error.h"
#include "support/TextFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

#include <CLI/CLI.hpp>

using namespace codex;
namespace path = llvm::sys::path;

namespace {

class NinjaCommand : public Command {
public:
  void addTo(CLI::App &App) override {
    App.add_option("-p,--build", Build, "Directory with compile_commands.json");
    App.add_option("-o,--output", Directory,
                   "The directory to write build.ninja to; made if need be")
        ->required();
    App.add_option("--rule", Rules,
                   "Check this rule only, whatever its state, and let it block")
        ->allow_extra_args(false);
    App.footer(
        "Then: ninja -C DIRECTORY. The report is codex.json in it; Ninja "
        "fails where findings block.");
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  std::string write(llvm::ArrayRef<DatabaseEntry> Entries,
                    llvm::StringRef Database, llvm::StringRef Root,
                    const Env &World) const;
  llvm::Expected<std::string> ruleFiles(llvm::StringRef Root, Env &World) const;

  std::string Build;
  std::string Directory;
  std::vector<std::string> Rules;
};

} // namespace

static CommandRegistry::Add<NinjaCommand>
    X("ninja", "Write a Ninja file that does what check does");

/// As a build line spells a path.
static std::string ninjaPath(llvm::StringRef Path) {
  std::string Result;
  for (char C : Path) {
    if (C == '$' || C == ' ' || C == ':')
      Result += '$';
    Result += C;
  }
  return Result;
}

/// As a command in a variable spells a word.
static std::string ninjaWord(llvm::StringRef Word) {
  std::string Result;
  for (char C : shellQuoted(Word)) {
    if (C == '$')
      Result += '$';
    Result += C;
  }
  return Result;
}

static std::string joined(llvm::StringRef Directory, const llvm::Twine &Name) {
  llvm::SmallString<256> Result(Directory);
  path::append(Result, Name);
  return std::string(Result);
}

/// Writes \p Text, unless that is there already: what did not change is not
/// made again.
static llvm::Error writeIfChanged(llvm::StringRef Path, llvm::StringRef Text,
                                  llvm::vfs::FileSystem &Files) {
  if (auto Buffer = Files.getBufferForFile(Path))
    if ((*Buffer)->getBuffer() == Text)
      return llvm::Error::success();
  return writeTextFile(Path, Text);
}

/// A compilation database of one entry: other units' commands may change
/// without this one being analysed again.
static std::string databaseOf(const DatabaseEntry &Entry) {
  llvm::json::Object Object{{"directory", Entry.Directory},
                            {"file", Entry.File}};
  if (!Entry.Words.empty())
    Object["arguments"] = llvm::json::Array(Entry.Words);
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << llvm::formatv("{0:2}\n",
                      llvm::json::Value(llvm::json::Array{std::move(Object)}));
  return Text;
}

/// Everything that says what is checked, as one phony target.
llvm::Expected<std::string> NinjaCommand::ruleFiles(llvm::StringRef Root,
                                                    Env &World) const {
  llvm::Expected<ProjectConfig> Config =
      Analysis::readConfig(Root, *World.Files);
  if (!Config)
    return Config.takeError();
  AnalysisRequest Request;
  Request.Rules = Rules;
  Request.Cache.Off = true;
  llvm::Expected<std::unique_ptr<Analysis>> Work =
      Analysis::prepareRules(Root, *Config, Request, World);
  if (!Work)
    return Work.takeError();
  std::string Line = "build rules: phony " + ninjaPath(World.BinaryPath);
  if (!Config->File.empty())
    Line += " " + ninjaPath(Config->File);
  for (const Rule &R : (*Work)->rules().Rules)
    Line += " $\n  " + ninjaPath(World.absolute(R.File));
  for (const Model &M : (*Work)->rules().Models)
    Line += " $\n  " + ninjaPath(World.absolute(M.File));
  return Line + "\n";
}

std::string NinjaCommand::write(llvm::ArrayRef<DatabaseEntry> Entries,
                                llvm::StringRef Database, llvm::StringRef Root,
                                const Env &World) const {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  std::string Chosen;
  for (const std::string &Rule : Rules)
    Chosen += " --rule " + ninjaWord(Rule);
  std::string Program = ninjaWord(World.BinaryPath);
  OS << "# Written by codex-lint ninja.\n"
     << "ninja_required_version = 1.7\n\n"
     << "rule collect\n  command = " << Program
     << " collect --shard 1/1 -j 1 -p $in --root " << ninjaWord(Root) << Chosen
     << " -o $out --depfile $out.d\n"
     << "  depfile = $out.d\n  deps = gcc\n  description = codex $source\n\n"
     << "rule link\n  command = " << Program << " link --root "
     << ninjaWord(Root) << Chosen
     << " --from $out.units --format json=$out --format text\n"
     << "  rspfile = $out.units\n  rspfile_content = $in_newline\n"
     << "  description = codex report\n\n"
     << "rule again\n  command = " << Program << " ninja -p "
     << ninjaWord(Database) << Chosen << " -o .\n"
     << "  generator = 1\n  description = codex ninja\n\n"
     << "build build.ninja: again | " << ninjaPath(Database) << ' '
     << ninjaPath(World.BinaryPath) << "\n\n";
  for (size_t I = 0; I < Entries.size(); ++I) {
    const std::string &File = Entries[I].File;
    OS << "build facts/" << I << ": collect units/" << I << ".json |";
    // One that is not there yet is told by the report, not by Ninja.
    if (World.Files->exists(File))
      OS << ' ' << ninjaPath(File);
    OS << " rules\n  source = " << ninjaPath(File) << '\n';
  }
  OS << "\nbuild codex.json: link";
  for (size_t I = 0; I < Entries.size(); ++I)
    OS << " $\n  facts/" << I;
  OS << " | rules\n\ndefault codex.json\n";
  return Text;
}

llvm::Expected<ExitCode> NinjaCommand::run(Env &World) {
  llvm::Expected<std::string> Database =
      Build.empty() ? findDatabase(World.Directory, *World.Files)
                    : databaseIn(World.absolute(Build), *World.Files);
  if (!Database)
    return Database.takeError();
  if (Database->empty())
    return makeError("no compile_commands.json in '" + World.Directory +
                     "', its build/ or its out/, or above; name the build "
                     "directory with -p");
  llvm::Expected<std::vector<DatabaseEntry>> Entries = readDatabase(*Database);
  if (!Entries)
    return Entries.takeError();
  std::vector<std::string> Sources;
  for (const DatabaseEntry &Entry : *Entries)
    Sources.push_back(Entry.File);
  std::string Root =
      projectRoot(path::parent_path(*Database), Sources, *World.Files);

  std::string Place = World.absolute(Directory);
  for (llvm::StringRef Name : {"units", "facts"})
    if (std::error_code Code =
            llvm::sys::fs::create_directories(joined(Place, Name)))
      return makeError("cannot make the directory '" + joined(Place, Name) +
                       "': " + Code.message());
  for (size_t I = 0; I < Entries->size(); ++I)
    if (llvm::Error E =
            writeIfChanged(joined(Place, "units/" + llvm::Twine(I) + ".json"),
                           databaseOf((*Entries)[I]), *World.Files))
      return std::move(E);
  llvm::Expected<std::string> RuleFiles = ruleFiles(Root, World);
  if (!RuleFiles)
    return RuleFiles.takeError();
  std::string Text =
      write(*Entries, *Database, Root, World) + "\n" + *RuleFiles;
  // Ninja asks for a newer file, changed or not.
  if (llvm::Error E = writeTextFile(joined(Place, "build.ninja"), Text))
    return std::move(E);
  World.Out << "codex-lint: " << Entries->size() << " units in " << Place
            << "; next: ninja -C " << shellQuoted(Place) << '\n';
  return ExitCode::Clean;
}

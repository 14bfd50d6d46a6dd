//===- HookCommand.cpp - codex-lint hook ----------------------------------===//
//
// What is staged, judged against HEAD, before it becomes a commit. The working
// tree has no part in it, and neither it nor the index is touched.
//
//===----------------------------------------------------------------------===//

#include "driver/Command.h"
#include "driver/gate/Gate.h"
#include "driver/gate/GivenFiles.h"
#include "driver/gate/StagedFixes.h"
#include "driver/git/HookInstall.h"
#include "driver/report/Output.h"
#include "driver/report/Telling.h"
#include "driver/run/ApplyFixes.h"
#include "support/Error.h"

#include "llvm/Support/Path.h"

#include <CLI/CLI.hpp>

using namespace codex;

/// What the pre-commit framework says of --from-ref and --to-ref.
static constexpr llvm::StringLiteral FromRef = "PRE_COMMIT_FROM_REF";
static constexpr llvm::StringLiteral ToRef = "PRE_COMMIT_TO_REF";

namespace {

class HookCommand : public Command {
public:
  void addTo(CLI::App &App) override {
    App.require_subcommand(0, 1);
    Install = App.add_subcommand(
        "install", "Put hooks into this repository: before a commit, and "
                   "before a merge's own");
    CLI::App *Run =
        App.add_subcommand("run", "Judge what is staged (the default)");
    for (CLI::App *Place : {&App, Install, Run}) {
      Place->add_option("-p,--build", Request.Build,
                        "Directory with compile_commands.json; default: the "
                        "root, its build/ or its out/");
      Place->add_flag("--fix", Fix,
                      "Apply safe fixes to what is staged, and to the working "
                      "tree");
    }
    Run->add_option("FILE", Files,
                    "From the pre-commit framework: where not all of them are "
                    "staged, they are judged as they lie there");
    for (CLI::App *Place : {&App, Run}) {
      Place
          ->add_option("--format", Formats,
                       "text, json, and the others of 'codex-lint gate', or "
                       "NAME=FILE")
          ->allow_extra_args(false);
      addCacheOptions(*Place, Request.Cache);
      Place
          ->add_option("-j,--jobs", Request.Jobs,
                       "Units at a time; default: cores")
          ->check(CLI::Range(1, 4096));
    }
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  llvm::Expected<ExitCode> install(Env &World) const;
  llvm::Error fix(const GateResult &Found, Env &World) const;
  llvm::Expected<ExitCode> judgeGiven(const Output &Reports, Env &World) const;
  bool askedByPreCommit(const Env &World);

  CLI::App *Install = nullptr;
  GateRequest Request;
  std::vector<std::string> Files;
  std::vector<std::string> Formats;
  bool Fix = false;
};

} // namespace

static CommandRegistry::Add<HookCommand>
    X("hook", "Judge what is staged, before it is committed");

llvm::Expected<ExitCode> HookCommand::install(Env &World) const {
  std::string Program = shellQuoted(World.BinaryPath);
  std::string Arguments = " hook run";
  if (!Request.Build.empty())
    Arguments += " -p " + shellQuoted(World.absolute(Request.Build));
  if (Fix)
    Arguments += " --fix";
  std::string Command = "if [ -x " + Program + " ]; then\n  exec " + Program +
                        Arguments +
                        "\nelif command -v codex-lint >/dev/null; then\n  "
                        "exec codex-lint" +
                        Arguments +
                        "\nfi\necho \"$0: codex-lint is not installed any "
                        "more; run 'codex-lint hook install' again, or delete "
                        "this file\" >&2\nexit 2";
  // `git merge` asks the second one before it commits by itself.
  for (llvm::StringRef Name : {"pre-commit", "pre-merge-commit"}) {
    llvm::Expected<InstalledHook> Hook =
        installHook(World.Directory, Name, Command);
    if (!Hook)
      return Hook.takeError();
    World.Out << "codex-lint: installed " << Hook->Path << '\n';
    if (!Hook->Before.empty())
      World.Out << "codex-lint: the hook that was there "
                << (Hook->BeforeRuns
                        ? "runs first: "
                        : "is not executable, and does not run, as git did not "
                          "run it; chmod +x lets it run first: ")
                << Hook->Before << '\n';
    if (!Hook->Hint.empty() && Name == "pre-commit")
      World.Out << "codex-lint: " << Hook->Hint << '\n';
  }
  return ExitCode::Clean;
}

llvm::Error HookCommand::fix(const GateResult &Found, Env &World) const {
  // `git commit FILE` makes an index for the one commit; a fix in it would be
  // undone by the real one.
  if (llvm::sys::path::filename(Request.IndexFile).starts_with("next-index"))
    return makeError("--fix cannot mend what 'git commit FILE' commits; stage "
                     "the file with 'git add', and commit without naming it");
  llvm::Expected<StagedFixes> Done =
      applyStagedFixes(Found.TheReport, *Found.Sources, Request.IndexFile);
  if (!Done)
    return Done.takeError();
  if (Done->Applied || Done->LeftOut)
    World.Err << "codex-lint: " << Done->Applied
              << (Done->Applied == 1 ? " fix staged in " : " fixes staged in ")
              << counted(Done->Files, "file");
  if (Done->LeftOut)
    World.Err << ", " << Done->LeftOut
              << " left out that touch the same places; run again";
  if (Done->Applied || Done->LeftOut)
    World.Err << '\n';
  for (const std::string &File : Done->OnlyStaged)
    World.Err << "codex-lint: '" << File
              << "' is mended in the index only: edits that are not staged "
                 "stand in the same lines\n";
  sayNotMended(Done->WithErrors, World.Err);
  for (const std::string &File : Done->NotOurs)
    World.Err << "codex-lint: '" << File
              << "' is not mended: what is staged has no file of this name "
                 "(it is part of a submodule, a symbolic link, or generated); "
                 "mend it where it comes from\n";
  return llvm::Error::success();
}

/// Findings that have a fix, and none that can be applied unseen.
static void sayNotSafe(const Report &Left, llvm::raw_ostream &Err) {
  for (const JudgedFinding &F : Left.Findings) {
    const Finding &It = F.TheFinding;
    if (F.TheStatus == Status::New && !It.Fixes.empty() &&
        llvm::none_of(It.Fixes, [](const codex::Fix &Fix) { return Fix.Safe; }))
      Err << "codex-lint: " << visibleLine(It.Begin.File) << ':'
          << It.Begin.Line << ": the fix of " << It.Rule
          << " is not safe to apply unseen, and is left to you\n";
  }
}

/// `pre-commit run --from-ref A --to-ref B` is about commits: what B has and
/// where it left A has not. False where it was not called so.
bool HookCommand::askedByPreCommit(const Env &World) {
  std::optional<std::string> From = World.Variable(FromRef);
  std::optional<std::string> To = World.Variable(ToRef);
  if (!From || !To || From->empty() || To->empty())
    return false;
  Request.Base = *From;
  Request.Head = *To;
  Request.BaseOption = FromRef.str();
  Request.HeadOption = ToRef.str();
  return true;
}

/// `pre-commit run --all-files` and `--files` are about files, not a change.
llvm::Expected<ExitCode> HookCommand::judgeGiven(const Output &Reports,
                                                 Env &World) const {
  llvm::Expected<GateResult> Result = judgeFiles(Request, Files, World);
  if (!Result)
    return Result.takeError();
  if (Fix) {
    llvm::Expected<AppliedFixes> Fixed =
        applyFixes(Result->TheReport, World.Files);
    if (!Fixed)
      return Fixed.takeError();
    sayMended(*Fixed, World.Err);
    if (Fixed->Applied) {
      Result = judgeFiles(Request, Files, World);
      if (!Result)
        return Result.takeError();
    }
  }
  Result->TheReport.Notes.push_back(
      "not all of these files are staged: they are judged as they lie in the "
      "working tree, with all that was there before");
  if (llvm::Error E = Reports.write(Result->TheReport, World))
    return std::move(E);
  if (Result->Code == ExitCode::Findings && Reports.textToStandardOutput())
    World.Out << "codex-lint: what was there before the rules came, "
                 "'codex-lint baseline create' writes down\n";
  return Result->Code;
}

llvm::Expected<ExitCode> HookCommand::run(Env &World) {
  if (Install->parsed())
    return install(World);
  llvm::Expected<Output> Reports = Output::make(Formats, "");
  if (!Reports)
    return Reports.takeError();
  Request.SomebodyWaits = true;
  Request.Staged = !askedByPreCommit(World);
  // `git merge` names what it merges so, and no MERGE_HEAD is there yet.
  if (World.VariablesWith)
    Request.Merging = World.VariablesWith("GITHEAD_");
  // `git commit -a` and `git commit FILE` have an index of their own.
  if (std::optional<std::string> Index = World.Variable("GIT_INDEX_FILE"))
    Request.IndexFile = World.absolute(*Index);
  if (Request.Staged && !Files.empty()) {
    llvm::Expected<bool> Staged = allStaged(Files, Request.IndexFile, World);
    if (!Staged)
      return Staged.takeError();
    if (!*Staged)
      return judgeGiven(*Reports, World);
  }
  llvm::Expected<GateResult> Result = runGate(Request, World);
  if (!Result)
    return Result.takeError();
  if (Fix && !Request.Staged)
    World.Err << "codex-lint: --fix mends what is staged, and commits are "
                 "judged here; nothing is changed\n";
  if (Fix && Request.Staged && Result->Sources) {
    if (llvm::Error E = fix(*Result, World))
      return std::move(E);
    Result = runGate(Request, World);
    if (!Result)
      return Result.takeError();
    sayNotSafe(Result->TheReport, World.Err);
  }
  Env StagedWorld = World;
  if (Result->Sources)
    StagedWorld.Files = Result->Sources;
  if (llvm::Error E = Reports->write(Result->TheReport, StagedWorld))
    return std::move(E);
  if (Result->Code != ExitCode::Clean && Request.Staged &&
      Reports->textToStandardOutput())
    World.Out << "codex-lint: nothing is committed. Mend it and stage it (git "
                 "add); 'git commit --no-verify' skips the hook\n";
  return Result->Code;
}

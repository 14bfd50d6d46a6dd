//===- NewCommand.cpp - codex-lint incidents new --------------------------===//

#include "driver/Command.h"
#include "driver/flywheel/NewIncident.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class IncidentsNew : public Command {
public:
  void addTo(CLI::App &App) override;
  llvm::Expected<ExitCode> run(Env &World) override;

private:
  std::vector<std::string> Places;
  NewIncident Made;
  bool NoQuestions = false;
};

} // namespace

static CommandRegistry::Add<IncidentsNew>
    X("incidents new", "Write an incident down, and see which rules may have "
                       "noticed it");

void IncidentsNew::addTo(CLI::App &App) {
  addRulesOption(App, Places);
  Incident &I = Made.Told;
  App.add_option("--title", I.Title, "What happened, in a few words");
  App.add_option("--date", I.Date, "The day, as exact as is known");
  App.add_option("--organisation", I.Organisation, "Whom it happened");
  App.add_option("--impact", I.Impact, "Who felt it, and for how long");
  App.add_option("--happened", I.WhatHappened, "The course of events");
  App.add_option("--cause", I.RootCauseInCode, "What the code did wrong");
  App.add_option("--lesson", I.Lesson, "What it teaches");
  App.add_option("--evidence", I.Evidence, "primary, quoted or summary")
      ->check(CLI::IsMember({"primary", "quoted", "summary"}));
  App.add_option("--source", I.Sources, "A URL; may be given several times")
      ->allow_extra_args(false)
      ->check([](const std::string &Url) -> std::string {
        return Url.starts_with("http://") || Url.starts_with("https://")
                   ? ""
                   : "'" + Url + "' is no URL (http://... or https://...)";
      });
  App.add_option("--tag", I.Tags, "A subject; may be given several times")
      ->allow_extra_args(false);
  App.add_option("--id", I.Id, "Its id; default: made of whom, when and what");
  App.add_option("--into", Made.Into,
                 "The directory of rules that gets it; default: the first "
                 "--rules, or where the built-in ones lie");
  App.add_flag("--no-questions", NoQuestions,
               "Ask nothing, also on a terminal; what is missing is marked in "
               "the file");
  App.add_flag("--dry-run", Made.DryRun,
               "Write nothing; only say which rules may have noticed it");
}

llvm::Expected<ExitCode> IncidentsNew::run(Env &World) {
  llvm::Expected<LoadedRules> Loaded =
      LoadedRules::loadWithWarnings(World, Places);
  if (!Loaded)
    return Loaded.takeError();
  Made.Ask = World.InIsTerminal && World.OutIsTerminal && !NoQuestions;
  if (llvm::Error E = Made.run(*Loaded, World))
    return std::move(E);
  return ExitCode::Clean;
}

//===- DocsCommand.cpp - codex-lint rules docs ----------------------------===//

#include "driver/Command.h"
#include "driver/LoadedRules.h"
#include "driver/flywheel/LabelCount.h"
#include "driver/flywheel/RuleDocs.h"
#include "driver/site/Site.h"
#include "support/Error.h"

#include "llvm/Support/Path.h"

#include <CLI/CLI.hpp>

using namespace codex;

namespace {

class RulesDocs : public Command {
public:
  void addTo(CLI::App &App) override {
    addRulesOption(App, Places);
    App.add_flag("--check", Check,
                 "Write nothing; exit with 1 if anything is out of date");
    App.add_option("--output", Root,
                   "Where docs/rules/ is made; default: beside the rules");
    App.add_option("--html", Site,
                   "Make the site instead: a directory of static pages with "
                   "rules, incidents, a timeline and a search");
    App.add_option("--labels", Labels,
                   "Files of labels for the figures, or directories; "
                   "default: those that are kept with the rules")
        ->allow_extra_args(false);
  }

  llvm::Expected<ExitCode> run(Env &World) override;

private:
  llvm::Expected<std::map<std::string, ReadFindings>>
  figures(const LoadedRules &Loaded, Env &World) const;
  llvm::Expected<GeneratedFiles> pages(const LoadedRules &Loaded,
                                       Env &World) const;
  llvm::Expected<GeneratedFiles> site(const LoadedRules &Loaded,
                                      Env &World) const;

  std::vector<std::string> Places;
  std::vector<std::string> Labels;
  std::string Root;
  std::string Site;
  bool Check = false;
};

} // namespace

static CommandRegistry::Add<RulesDocs>
    X("rules docs", "Write the rules' pages and the schemas, or the site");

llvm::Expected<std::map<std::string, ReadFindings>>
RulesDocs::figures(const LoadedRules &Loaded, Env &World) const {
  return countLabels(Labels.empty() ? usualLabels(Loaded.Directory, World)
                                    : Labels,
                     Loaded.Rules, World);
}

llvm::Expected<GeneratedFiles> RulesDocs::pages(const LoadedRules &Loaded,
                                                Env &World) const {
  llvm::Expected<std::map<std::string, ReadFindings>> Figures =
      figures(Loaded, World);
  if (!Figures)
    return Figures.takeError();
  llvm::Expected<GeneratedFiles> Files = rulePagesAndSchemas(
      Loaded.Rules, llvm::sys::path::filename(Loaded.Directory).str(),
      *Figures);
  if (Files)
    Files->Root = llvm::sys::path::parent_path(Loaded.Directory).str();
  return Files;
}

llvm::Expected<GeneratedFiles> RulesDocs::site(const LoadedRules &Loaded,
                                               Env &World) const {
  llvm::Expected<std::map<std::string, RuleTest>> Tests =
      readRuleTests(Loaded.Rules);
  if (!Tests)
    return Tests.takeError();
  llvm::Expected<std::map<std::string, ReadFindings>> Figures =
      figures(Loaded, World);
  if (!Figures)
    return Figures.takeError();
  GeneratedFiles Files = makeSite({Loaded.Rules, *Tests, *Figures});
  Files.Root = World.absolute(Site);
  return Files;
}

llvm::Expected<ExitCode> RulesDocs::run(Env &World) {
  llvm::Expected<LoadedRules> Loaded = LoadedRules::loadStrictly(World, Places);
  if (!Loaded)
    return Loaded.takeError();
  if (!Site.empty() && !Root.empty())
    return makeError("--html names the site's own directory, and --output that "
                     "of the other pages; say one of them");
  llvm::Expected<GeneratedFiles> Files =
      Site.empty() ? pages(*Loaded, World) : site(*Loaded, World);
  if (!Files)
    return Files.takeError();
  if (!Root.empty())
    Files->Root = World.absolute(Root);
  llvm::Expected<std::vector<std::string>> Lines =
      Check ? Files->outOfDate() : Files->write();
  if (!Lines)
    return Lines.takeError();
  // Of a site nobody reads the list.
  if (Check || Site.empty())
    for (const std::string &Line : *Lines)
      World.Out << Line << '\n';
  if (!Check && !Site.empty())
    World.Out << "open " << Files->Root << "/index.html\n";
  if (!Check)
    World.Out << Files->Content.size() << " files, " << Lines->size()
              << " of them changed\n";
  if (!Check || Lines->empty())
    return ExitCode::Clean;
  World.Out << "run 'codex-lint rules docs"
            << (Site.empty() ? "" : " --html " + Site)
            << "' to bring them up to date\n";
  return ExitCode::Findings;
}

#include "driver/flywheel/RuleDocs.h"

#include "engines/Engine.h"
#include "rules/RulePages.h"

using namespace llvm;

namespace codex {

Expected<std::map<std::string, RuleTest>> readRuleTests(const RuleSet &Rules) {
  Error Problems = Error::success();
  std::map<std::string, RuleTest> Tests;
  for (const Rule &R : Rules.Rules) {
    Expected<RuleTest> Test = readRuleTest(R);
    if (Test)
      Tests[R.Id] = std::move(*Test);
    else
      Problems = joinErrors(std::move(Problems), Test.takeError());
  }
  if (Problems)
    return std::move(Problems);
  return Tests;
}

Expected<GeneratedFiles>
rulePagesAndSchemas(const RuleSet &Rules, const std::string &Folder,
                    const std::map<std::string, ReadFindings> &Figures) {
  GeneratedFiles Files;
  std::map<std::string, std::string> SpecSchemas;
  for (const EngineRegistry::entry &Entry : EngineRegistry::entries())
    SpecSchemas[Entry.getName().str()] = Entry.instantiate()->specSchema();
  Expected<std::map<std::string, std::string>> Schemas =
      schemaFiles(SpecSchemas);
  if (!Schemas)
    return Schemas.takeError();
  for (auto &[Name, Text] : *Schemas)
    Files.Content[Folder + "/schema/" + Name] = std::move(Text);

  Expected<std::map<std::string, RuleTest>> Tests = readRuleTests(Rules);
  if (!Tests)
    return Tests.takeError();
  for (const Rule &R : Rules.Rules) {
    auto Read = Figures.find(R.Id);
    Files.Content["docs/rules/" + R.Id + ".md"] =
        rulePage(R, Tests->at(R.Id), Rules,
                 Read == Figures.end() ? ReadFindings() : Read->second);
  }
  Files.Content["docs/rules/index.md"] = ruleIndexPage(Rules);
  Files.Content["docs/rules/incidents.md"] = incidentTablePage(Rules, *Tests);
  Files.Folders = {{"docs/rules", ".md", GeneratedPageMark},
                   {Folder + "/schema", ".schema.json", ""}};
  return Files;
}

} // namespace codex

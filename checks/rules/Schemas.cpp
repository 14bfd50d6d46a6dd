#include "rules/IncidentReader.h"
#include "rules/ModelReader.h"
#include "rules/ProjectConfig.h"
#include "rules/RulePack.h"
#include "rules/RulePages.h"
#include "rules/RuleReader.h"
#include "support/Error.h"

using namespace llvm;

namespace codex {

/// {"if": the engine is E, "then": the spec is as E says}.
/// (Strings, because a json::Value made of a StringRef only borrows it.)
static json::Value specCondition(std::string Engine, std::string SchemaFile) {
  json::Object IsEngine{
      {"properties",
       json::Object{{"engine", json::Object{{"const", std::move(Engine)}}}}}};
  json::Object SpecIs{
      {"properties",
       json::Object{{"spec", json::Object{{"$ref", std::move(SchemaFile)}}}}}};
  return json::Object{{"if", std::move(IsEngine)}, {"then", std::move(SpecIs)}};
}

Expected<std::map<std::string, std::string>>
schemaFiles(const std::map<std::string, std::string> &SpecSchemas) {
  std::map<std::string, std::string> Files;
  json::Array Conditions;
  for (const auto &[Engine, Text] : SpecSchemas) {
    Expected<json::Value> Schema = json::parse(Text);
    if (!Schema)
      return withContext(Schema.takeError(),
                         "reading the schema of the engine '" + Engine + "'");
    json::Object *Object = Schema->getAsObject();
    if (!Object)
      return makeError("the schema of the engine '" + Engine +
                       "' is no object");
    std::string Name = "engine-" + Engine + ".schema.json";
    Conditions.push_back(specCondition(Engine, Name));
    Files[Name] = schemaText("The spec of a rule on the engine " + Engine,
                             std::move(*Object));
  }
  json::Object RuleSchema = ruleShape().schema();
  if (!Conditions.empty())
    RuleSchema["allOf"] = std::move(Conditions);
  Files["rule.schema.json"] = schemaText("A rule", std::move(RuleSchema));
  Files["model.schema.json"] = schemaText("A model", modelShape().schema());
  Files["incident.schema.json"] =
      schemaText("An incident", incidentShape().schema());
  Files["pack.schema.json"] =
      schemaText("A rule pack's pack.json", packShape().schema());
  Files["codex-config.schema.json"] =
      schemaText("A project's .codex.json", configShape().schema());
  return Files;
}

} // namespace codex

// The part of a new rule that its engine reads, made from the engine's own
// schema: a new engine needs no template.
#include "driver/flywheel/NewRule.h"
#include "driver/flywheel/RuleLint.h"
#include "support/Error.h"

#include "llvm/Support/JSON.h"

using namespace llvm;

namespace codex {
namespace {

class SpecWriter {
public:
  std::string value(const json::Object &Schema, unsigned Indent) {
    if (const json::Array *Words = Schema.getArray("enum"))
      return text(Words->front());
    std::string Kind = kindOf(Schema);
    if (Kind == "object")
      return object(Schema, Indent);
    if (Kind == "array") {
      const json::Object *Items = Schema.getObject("items");
      return "[" + (Items ? value(described(*Items, Schema), Indent) : "") +
             "]";
    }
    if (Kind == "integer" || Kind == "number")
      return text(Schema.get("minimum") ? *Schema.get("minimum")
                                        : json::Value(0));
    if (Kind == "boolean")
      return "false";
    return text(json::Value(ToBeWritten.str() + ": " + doc(Schema)));
  }

private:
  static std::string text(const json::Value &V) {
    std::string Result;
    raw_string_ostream(Result) << V;
    return Result;
  }

  static std::string doc(const json::Object &Schema) {
    return Schema.getString("description").value_or("").str();
  }

  /// Of several kinds the first, which is the simplest.
  static std::string kindOf(const json::Object &Schema) {
    if (const json::Array *Kinds = Schema.getArray("type"))
      return Kinds->front().getAsString().value_or("").str();
    return Schema.getString("type").value_or("").str();
  }

  /// A list's elements are told of by the list.
  static json::Object described(json::Object Items, const json::Object &List) {
    if (!Items.get("description") && List.get("description"))
      Items["description"] = *List.get("description");
    return Items;
  }

  std::string object(const json::Object &Schema, unsigned Indent) {
    const json::Object *Properties = Schema.getObject("properties");
    if (!Properties)
      return "{}";
    std::string Inner(Indent + 2, ' '), Lines, Optional;
    const json::Array *Required = Schema.getArray("required");
    if (Required)
      for (const json::Value &Key : *Required) {
        StringRef Name = Key.getAsString().value_or("");
        if (const json::Object *One = Properties->getObject(Name))
          Lines += (Lines.empty() ? "\n" : ",\n") + Inner + "\"" + Name.str() +
                   "\": " + value(*One, Indent + 2);
      }
    std::vector<std::string> Rest;
    for (const auto &[Key, One] : *Properties)
      if (!Required || !is_contained(*Required, json::Value(Key.str())))
        Rest.push_back(Inner + "// \"" + Key.str() + "\": " +
                       (One.getAsObject() ? doc(*One.getAsObject()) : ""));
    llvm::sort(Rest);
    for (const std::string &Line : Rest)
      Optional += "\n" + Line;
    if (!Optional.empty())
      Optional = "\n" + Inner + "// It may also have:" + Optional;
    if (Lines.empty() && Optional.empty())
      return "{}";
    return "{" + Lines + Optional + "\n" + std::string(Indent, ' ') + "}";
  }
};

} // namespace

Expected<std::string> specTemplate(StringRef SchemaText, unsigned Indent) {
  Expected<json::Value> Schema = json::parse(SchemaText);
  if (!Schema)
    return Schema.takeError();
  const json::Object *Object = Schema->getAsObject();
  if (!Object)
    return makeError("the engine's schema is no object");
  return SpecWriter().value(*Object, Indent);
}

} // namespace codex

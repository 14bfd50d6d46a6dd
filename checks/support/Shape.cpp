#include "support/Shape.h"

#include "support/Error.h"
#include "support/Suggest.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SaveAndRestore.h"
#include "llvm/Support/raw_ostream.h"

#include <memory>

using namespace llvm;

namespace codex {

void Reading::problem(JsonPosition At, const Twine &What) {
  StringRef In = At.Origin ? At.Origin->File : File;
  std::string Where = Path;
  if (At.Origin)
    Where = At.Origin->Path + Path.substr(Root);
  Problems.push_back((In + ":" + Twine(At.Line) + ":" + Twine(At.Column) +
                      ": at " + Where + ": " + What)
                         .str());
}

void Reading::wrongKind(const JsonValue &Found, StringRef Expected) {
  problem(Found, "expected " + Expected + ", found " + kindName(Found.kind()));
}

static bool isPlainKey(StringRef Key) {
  return !Key.empty() &&
         all_of(Key, [](char C) { return isAlnum(C) || C == '_' || C == '$'; });
}

std::string memberStep(StringRef Key) {
  return isPlainKey(Key) ? ("." + Key).str() : ("['" + Key + "']").str();
}

void Reading::inMember(StringRef Key, function_ref<void()> Read) {
  size_t Before = Path.size();
  Path += memberStep(Key);
  Read();
  Path.resize(Before);
}

void Reading::inElement(size_t Index, function_ref<void()> Read) {
  size_t Before = Path.size();
  Path += "[" + std::to_string(Index) + "]";
  Read();
  Path.resize(Before);
}

Error Reading::take() {
  Error Result = Error::success();
  for (const std::string &Problem : Problems)
    Result = joinErrors(std::move(Result), makeError(Problem));
  Problems.clear();
  return Result;
}

void refuseControlCharacters(const JsonValue &Value, Reading &R) {
  switch (Value.kind()) {
  case JsonValue::Kind::String:
    if (any_of(Value.string(), [](char C) {
          return static_cast<unsigned char>(C) < ' ' || C == '\x7f';
        }))
      R.problem(Value, "a text must be without control characters and ends of "
                       "lines");
    break;
  case JsonValue::Kind::Array:
    for (const auto &[Index, Element] : enumerate(Value.array()))
      R.inElement(Index, [&, &Element = Element] {
        refuseControlCharacters(Element, R);
      });
    break;
  case JsonValue::Kind::Object:
    for (const JsonValue::Member &M : Value.object())
      R.inMember(M.Key, [&] { refuseControlCharacters(M.value(), R); });
    break;
  default:
    break;
  }
}

void readElements(const JsonValue &Value, Reading &R,
                  function_ref<void(const JsonValue &)> ReadElement) {
  if (Value.kind() != JsonValue::Kind::Array)
    return R.wrongKind(Value, "an array");
  for (const auto &[Index, Element] : enumerate(Value.array()))
    R.inElement(Index, [&, &Element = Element] { ReadElement(Element); });
}

void readMembers(const JsonValue &Value, Reading &R,
                 function_ref<void(StringRef, const JsonValue &)> ReadMember) {
  if (Value.kind() != JsonValue::Kind::Object)
    return R.wrongKind(Value, "an object");
  for (const JsonValue::Member &M : Value.object())
    R.inMember(M.Key, [&] { ReadMember(M.Key, M.value()); });
}

static std::vector<StringRef> references(const std::vector<std::string> &From) {
  return {From.begin(), From.end()};
}

int readWord(const JsonValue &Value, Reading &R,
             const std::vector<std::string> &Words) {
  if (Value.kind() != JsonValue::Kind::String) {
    R.wrongKind(Value, "a string");
    return -1;
  }
  auto Found = find(Words, Value.string());
  if (Found != Words.end())
    return Found - Words.begin();
  R.problem(Value, "'" + Value.string() + "' is not possible here" +
                       suggestion(Value.string(), references(Words)));
  return -1;
}

json::Value wordSchema(const std::vector<std::string> &Words) {
  json::Array Enum;
  for (const std::string &Word : Words)
    Enum.push_back(Word);
  return json::Object{{"enum", std::move(Enum)}};
}

TextType::TextType() {
  Read = [](const JsonValue &V, std::string &Out, Reading &R) {
    if (V.kind() != JsonValue::Kind::String)
      return R.wrongKind(V, "a string");
    Out = V.string().str();
  };
  Schema = json::Object{{"type", "string"}};
}

TextType &TextType::matching(StringRef Pattern, StringRef Description) {
  std::string Whole = ("^(" + Pattern + ")$").str();
  auto Compiled = std::make_shared<Regex>(Whole);
  assert(Compiled->isValid() && "a shape's pattern is part of the program");
  Read = [Before = Read, Compiled, Description = Description.str()](
             const JsonValue &V, std::string &Out, Reading &R) {
    Before(V, Out, R);
    if (V.kind() == JsonValue::Kind::String && !Compiled->match(V.string()))
      R.problem(V, "'" + V.string() + "' is not " + Description);
  };
  Schema.getAsObject()->insert({"pattern", std::move(Whole)});
  return *this;
}

TextType &TextType::notEmpty() {
  Read = [Before = Read](const JsonValue &V, std::string &Out, Reading &R) {
    Before(V, Out, R);
    if (V.kind() == JsonValue::Kind::String && V.string().trim().empty())
      R.problem(V, "must not be empty");
  };
  Schema.getAsObject()->insert({"minLength", 1});
  return *this;
}

TextType &TextType::oneOf(std::vector<std::string> Words) {
  Schema = wordSchema(Words);
  Read = [Words = std::move(Words)](const JsonValue &V, std::string &Out,
                                    Reading &R) {
    if (int Index = readWord(V, R, Words); Index >= 0)
      Out = Words[Index];
  };
  return *this;
}

Type<bool> booleanType() {
  auto Read = [](const JsonValue &V, bool &Out, Reading &R) {
    if (V.kind() != JsonValue::Kind::Boolean)
      return R.wrongKind(V, "true or false");
    Out = V.boolean();
  };
  return {Read, json::Object{{"type", "boolean"}}};
}

Type<int64_t> integerType(int64_t Least, int64_t Most) {
  auto Read = [=](const JsonValue &V, int64_t &Out, Reading &R) {
    if (V.kind() != JsonValue::Kind::Integer)
      return R.wrongKind(V, "an integer");
    if (V.integer() < Least || V.integer() > Most)
      return R.problem(V, Twine(V.integer()) + " is not between " +
                              Twine(Least) + " and " + Twine(Most));
    Out = V.integer();
  };
  json::Object Schema{{"type", "integer"}};
  // Limits of the representation are of no use to a reader of the schema.
  if (Least != INT64_MIN)
    Schema["minimum"] = Least;
  if (Most < UINT32_MAX)
    Schema["maximum"] = Most;
  return {Read, std::move(Schema)};
}

Type<double> numberType() {
  auto Read = [](const JsonValue &V, double &Out, Reading &R) {
    if (V.kind() != JsonValue::Kind::Number &&
        V.kind() != JsonValue::Kind::Integer)
      return R.wrongKind(V, "a number");
    Out = V.number();
  };
  return {Read, json::Object{{"type", "number"}}};
}

Type<JsonValue> anyType() {
  auto Read = [](const JsonValue &V, JsonValue &Out, Reading &) { Out = V; };
  return {Read, json::Object{}};
}

std::string ObjectShape::unknownKey(StringRef Key) const {
  std::vector<StringRef> Known;
  for (const Field &F : Fields)
    if (F.Read)
      Known.push_back(F.Key);
  return ("unknown key '" + Key + "'" + suggestion(Key, Known)).str();
}

void ObjectShape::read(const JsonValue &Value, Reading &R, void *Out) const {
  if (Value.kind() != JsonValue::Kind::Object)
    return R.wrongKind(Value, "an object");
  size_t Before = R.problems();
  for (const JsonValue::Member &M : Value.object()) {
    auto F = find_if(Fields, [&](const Field &F) { return F.Key == M.Key; });
    if (F == Fields.end())
      R.problem(M.KeyPosition, unknownKey(M.Key));
    else if (F->Read)
      R.inMember(M.Key, [&] { F->Read(M.value(), R, Out); });
  }
  for (const Field &F : Fields)
    if (F.Required && !Value.find(F.Key))
      R.problem(Value, "the key '" + F.Key + "' is missing (" + F.Doc + ")");
  if (R.problems() != Before)
    return;
  for (const auto &Check : Checks)
    Check(Value, R, Out);
}

json::Object ObjectShape::schema() const {
  json::Object Properties;
  json::Array Required;
  for (const Field &F : Fields) {
    json::Value Schema = F.Schema;
    Schema.getAsObject()->insert({"description", F.Doc});
    Properties[F.Key] = std::move(Schema);
    if (F.Required)
      Required.push_back(F.Key);
  }
  json::Object Schema{{"type", "object"},
                      {"description", Doc},
                      {"additionalProperties", false},
                      {"properties", std::move(Properties)}};
  if (!Required.empty())
    Schema["required"] = std::move(Required);
  return Schema;
}

std::string schemaText(StringRef Title, json::Object Schema) {
  Schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  Schema["title"] = Title;
  std::string Text;
  raw_string_ostream(Text) << formatv("{0:2}", json::Value(std::move(Schema)))
                           << '\n';
  return Text;
}

} // namespace codex

#include "TestSupport.h"

#include "support/Shape.h"
#include "support/Suggest.h"

using namespace codex;
using namespace codex::test;

namespace {

enum class Colour { Red, Green };

struct Inner {
  std::string Name;
  unsigned Count = 7;
};

struct Outer {
  std::string Id;
  bool Flag = true;
  int64_t Big = 0;
  double Ratio = 0;
  Colour TheColour = Colour::Red;
  std::vector<std::string> Words;
  std::map<std::string, Inner> Named;
  std::vector<Inner> Inners;
  std::optional<unsigned> Limit;
  JsonValue Anything;
};

} // namespace

static Shape<Inner> innerShape() {
  return Shape<Inner>("inner", "An inner one.")
      .required("name", &Inner::Name, "its name", text().notEmpty())
      .optional("count", &Inner::Count, "how many");
}

static Shape<Outer> outerShape() {
  return Shape<Outer>("outer", "An outer one.")
      .required("id", &Outer::Id, "its id",
                text().matching("[a-z]+(-[a-z]+)*", "kebab-case"))
      .optional("flag", &Outer::Flag, "a flag")
      .optional("big", &Outer::Big, "a number")
      .optional("ratio", &Outer::Ratio, "a ratio")
      .optional(
          "colour", &Outer::TheColour, "a colour",
          enumOf<Colour>({{"red", Colour::Red}, {"green", Colour::Green}}))
      .optional("words", &Outer::Words, "words",
                listOf<std::string>(text().oneOf({"tests", "docs"})))
      .optional("named", &Outer::Named, "by name", mapOf(innerShape()))
      .optional("inners", &Outer::Inners, "many", listOf(innerShape()))
      .optional("limit", &Outer::Limit, "a limit")
      .optional("anything", &Outer::Anything, "anything")
      .ignored("$schema", "for editors");
}

static std::string problems(llvm::StringRef Text) {
  Outer Out;
  return messages(outerShape().read(json(Text), "t.json", Out));
}

TEST(Shape, ReadsAllTypes) {
  Outer Out;
  llvm::Error E = outerShape().read(
      json(R"({"$schema": 5, "id": "a-b", "flag": false, "big": -5,
               "ratio": 2, "colour": "green", "words": ["tests"],
               "named": {"k": {"name": "x", "count": 2}},
               "inners": [{"name": "y"}], "limit": 3, "anything": [null]})"),
      "t.json", Out);
  ASSERT_EQ(messages(std::move(E)), "");
  EXPECT_EQ(Out.Id, "a-b");
  EXPECT_FALSE(Out.Flag);
  EXPECT_EQ(Out.Big, -5);
  EXPECT_EQ(Out.Ratio, 2.0);
  EXPECT_EQ(Out.TheColour, Colour::Green);
  EXPECT_EQ(Out.Words, std::vector<std::string>{"tests"});
  EXPECT_EQ(Out.Named["k"].Count, 2u);
  ASSERT_EQ(Out.Inners.size(), 1u);
  EXPECT_EQ(Out.Inners[0].Name, "y");
  EXPECT_EQ(Out.Inners[0].Count, 7u);
  EXPECT_EQ(Out.Limit, 3u);
  EXPECT_EQ(Out.Anything.text(), "[null]");
}

TEST(Shape, WhatIsNotGivenKeepsItsDefault) {
  Outer Out;
  ASSERT_EQ(messages(outerShape().read(json(R"({"id": "a"})"), "t", Out)), "");
  EXPECT_TRUE(Out.Flag);
  EXPECT_EQ(Out.Limit, std::nullopt);
}

TEST(Shape, AnUnknownKeyHasASuggestion) {
  EXPECT_EQ(problems("{\"id\": \"a\",\n \"colur\": \"red\"}"),
            "t.json:2:2: at $: unknown key 'colur'; did you mean 'colour'?");
  EXPECT_EQ(problems(R"({"id": "a", "inners": [{"name": "b", "zzzzz": 1}]})"),
            "t.json:1:38: at $.inners[0]: unknown key 'zzzzz'; one of: name, "
            "count");
}

TEST(Shape, AllProblemsAreReportedEachWithItsPlace) {
  EXPECT_EQ(problems("{\n"
                     "  \"flag\": 1,\n"
                     "  \"words\": [\"tests\", 7, \"test\"],\n"
                     "  \"named\": {\"a-b\": {\"name\": \" \"}},\n"
                     "  \"limit\": -1\n"
                     "}"),
            "t.json:2:11: at $.flag: expected true or false, found an "
            "integer\n"
            "t.json:3:22: at $.words[1]: expected a string, found an integer\n"
            "t.json:3:25: at $.words[2]: 'test' is not possible here; did you "
            "mean 'tests'?\n"
            "t.json:4:29: at $.named['a-b'].name: must not be empty\n"
            "t.json:5:12: at $.limit: -1 is not between 0 and 4294967295\n"
            "t.json:1:1: at $: the key 'id' is missing (its id)");
}

TEST(Shape, PatternsAndKinds) {
  EXPECT_EQ(problems(R"({"id": "A"})"),
            "t.json:1:8: at $.id: 'A' is not kebab-case");
  EXPECT_EQ(problems(R"({"id": "a b"})"),
            "t.json:1:8: at $.id: 'a b' is not kebab-case");
  EXPECT_EQ(problems("[]"), "t.json:1:1: at $: expected an object, found an "
                            "array");
  EXPECT_EQ(problems(R"({"id": "a", "words": {}})"),
            "t.json:1:22: at $.words: expected an array, found an object");
  EXPECT_EQ(problems(R"({"id": "a", "colour": "blue"})"),
            "t.json:1:23: at $.colour: 'blue' is not possible here; one of: "
            "red, green");
}

TEST(Shape, APathCanStartInside) {
  Inner Out;
  EXPECT_EQ(messages(innerShape().read(json("{}"), "r.json", Out, "$.spec")),
            "r.json:1:1: at $.spec: the key 'name' is missing (its name)");
}

TEST(Shape, ChecksRunOnWhatCouldBeRead) {
  Shape<Inner> S = innerShape();
  S.check([](const JsonValue &V, Reading &R, Inner &I) {
    if (I.Count > 9)
      R.problem(V, "too many");
  });
  Inner Out;
  EXPECT_EQ(messages(S.read(json(R"({"name": "a", "count": 10})"), "t", Out)),
            "t:1:1: at $: too many");
  EXPECT_EQ(messages(S.read(json(R"({"count": 10})"), "t", Out)),
            "t:1:1: at $: the key 'name' is missing (its name)");
  std::vector<Inner> Many;
  Reading R("t", "$");
  listOf(S).Read(json(R"([{"count": 1}, {"count": 10}])"), Many, R);
  EXPECT_EQ(R.problems(), 2u);
}

TEST(Shape, TheSchemaSaysTheSame) {
  llvm::json::Object Schema = outerShape().schema();
  EXPECT_EQ(Schema.getString("type"), "object");
  EXPECT_EQ(Schema.getBoolean("additionalProperties"), false);
  EXPECT_EQ(*Schema.getArray("required"), llvm::json::Array{"id"});
  const llvm::json::Object &P = *Schema.getObject("properties");
  EXPECT_EQ(P.getObject("id")->getString("pattern"), "^([a-z]+(-[a-z]+)*)$");
  EXPECT_EQ(P.getObject("id")->getString("description"), "its id");
  EXPECT_EQ(*P.getObject("colour")->getArray("enum"),
            (llvm::json::Array{"red", "green"}));
  EXPECT_EQ(P.getObject("limit")->getInteger("minimum"), 0);
  EXPECT_EQ(P.getObject("inners")
                ->getObject("items")
                ->getObject("properties")
                ->getObject("name")
                ->getInteger("minLength"),
            1);
}

TEST(Suggest, NearestWord) {
  EXPECT_EQ(nearestWord("unwrap", {"unwraps", "types"}), "unwraps");
  EXPECT_EQ(nearestWord("levle", {"engine", "level"}), "level");
  EXPECT_EQ(nearestWord("ID", {"id"}), "id");
  EXPECT_EQ(nearestWord("dirty-pipe", {"a", "dirty-pipe-2022"}),
            "dirty-pipe-2022");
  EXPECT_EQ(nearestWord("use", {"id", "fix"}), "");
  EXPECT_EQ(nearestWord("colour", {"x", "yy"}), "");
  EXPECT_EQ(suggestion("abc", {}), "");
}

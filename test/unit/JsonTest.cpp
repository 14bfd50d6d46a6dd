#include "TestSupport.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"

using namespace codex;
using namespace codex::test;

static std::string problem(llvm::StringRef Text) {
  return messages(parseJson(Text, "t.json"));
}

TEST(Json, ReadsEveryKind) {
  JsonValue V = json(R"({"n": null, "b": true, "i": -7, "d": 1.5,
                         "s": "a\"b\u00e4", "a": [1, "x"], "o": {}})");
  EXPECT_TRUE(V.find("n")->isNull());
  EXPECT_TRUE(V.find("b")->boolean());
  EXPECT_EQ(V.find("i")->integer(), -7);
  EXPECT_EQ(V.find("i")->number(), -7.0);
  EXPECT_EQ(V.find("d")->number(), 1.5);
  EXPECT_EQ(V.find("s")->string(), "a\"b\xC3\xA4");
  EXPECT_EQ(V.find("a")->array().size(), 2u);
  EXPECT_TRUE(V.find("o")->object().empty());
  EXPECT_EQ(V.find("x"), nullptr);
  EXPECT_EQ(V.text(), "{\"n\":null,\"b\":true,\"i\":-7,\"d\":1.5,"
                      "\"s\":\"a\\\"b\xC3\xA4\",\"a\":[1,\"x\"],\"o\":{}}");
}

TEST(Json, KnowsWhereValuesStand) {
  JsonValue V = json("{\n"
                     "  \"a\" : 12,\n"
                     "  \"b\":[1,22 ,333\n,\"s\\\"]\", true],\n"
                     "\t\"c\" // a \"comment\", with { marks\n"
                     "    : /* one\n more */ {\"d\":-1.5e3}\n"
                     "}");
  EXPECT_EQ(at(V.position()), "1:1");
  EXPECT_EQ(at(V.object()[0].KeyPosition), "2:3");
  EXPECT_EQ(at(V.find("a")->position()), "2:9");
  const std::vector<JsonValue> &B = V.find("b")->array();
  EXPECT_EQ(at(V.find("b")->position()), "3:7");
  EXPECT_EQ(at(B[0].position()), "3:8");
  EXPECT_EQ(at(B[1].position()), "3:10");
  EXPECT_EQ(at(B[2].position()), "3:14");
  EXPECT_EQ(at(B[3].position()), "4:2");
  EXPECT_EQ(at(B[4].position()), "4:10");
  EXPECT_EQ(at(V.object()[2].KeyPosition), "5:2");
  EXPECT_EQ(at(V.find("c")->position()), "7:10");
  EXPECT_EQ(at(V.find("c")->object()[0].KeyPosition), "7:11");
  EXPECT_EQ(at(V.find("c")->find("d")->position()), "7:15");
}

TEST(Json, PositionsAfterStringsThatLookLikeSomethingElse) {
  JsonValue V = json(R"(["// no comment", "/*", "\\", "\\\"", "a,b:", 5])");
  EXPECT_EQ(V.array()[0].string(), "// no comment");
  EXPECT_EQ(at(V.array()[4].position()), "1:39");
  EXPECT_EQ(at(V.array()[5].position()), "1:47");
}

TEST(Json, AByteOrderMarkCountsForNothing) {
  JsonValue V = json("\xEF\xBB\xBF{\"a\": 1}");
  EXPECT_EQ(at(V.find("a")->position()), "1:7");
}

TEST(Json, CommentsAroundTheValue) {
  EXPECT_EQ(json("// first\n 5 // last").integer(), 5);
  EXPECT_EQ(at(json("// first\n 5 // last").position()), "2:2");
  EXPECT_EQ(at(json("[1/* x */,2]").array()[1].position()), "1:11");
}

TEST(Json, NamesThePlaceOfAMistake) {
  EXPECT_EQ(problem("{\n  \"a\": 1,\n  }")
                .rfind("t.json:3:3: this is not valid JSON: ", 0),
            0u);
  EXPECT_EQ(problem("[1 2]").rfind("t.json:1:4: this is not valid JSON: ", 0),
            0u);
  EXPECT_EQ(problem("[tru]").rfind("t.json:1:5: this is not valid JSON: ", 0),
            0u);
  EXPECT_EQ(problem("[] []").rfind("t.json:1:4: this is not valid JSON: ", 0),
            0u);
  // The library's own prefix is of no use to the reader.
  EXPECT_EQ(problem("[1 2]").find("json.exception"), std::string::npos);
}

TEST(Json, EmptyAndUnfinishedTexts) {
  EXPECT_EQ(problem(""),
            "t.json:1:1: the file is empty; a JSON value is expected");
  EXPECT_EQ(problem(" // nothing\n"),
            "t.json:2:1: the file is empty; a JSON value is expected");
  EXPECT_EQ(problem("{\n \"a\": [1,"), "t.json:2:10: the file ends inside of "
                                       "an array that begins in line 2");
}

TEST(Json, AKeyThatOccursTwice) {
  EXPECT_EQ(problem("{\"a\": 1,\n \"b\": {\"a\": 2},\n \"a\": 3}"),
            "t.json:3:2: the key 'a' occurs twice in this object; the first "
            "is in line 1");
}

TEST(Json, OfAKeyThatOccursTwiceTheLastHoldsIfSaidSo) {
  JsonValue V = must(parseJson(R"({"a": 1, "b": 2, "a": 3})", "t.json",
                               JsonRepeatedKey::LastHolds));
  ASSERT_EQ(V.object().size(), 2u);
  EXPECT_EQ(V.find("a")->integer(), 3);
}

TEST(Json, NestingHasALimit) {
  EXPECT_EQ(problem(std::string(200, '[') + std::string(200, ']')), "");
  EXPECT_EQ(problem(std::string(100000, '[')),
            "t.json:1:201: nested deeper than 200 levels");
}

TEST(Json, NumbersThatDoNotFit) {
  EXPECT_EQ(json("9223372036854775807").integer(), INT64_MAX);
  EXPECT_EQ(json("-9223372036854775808").integer(), INT64_MIN);
  const char *TooLarge =
      "t.json:1:2: the number is too large; integers have 64 bits";
  EXPECT_EQ(problem("[9223372036854775808]"), TooLarge);
  EXPECT_EQ(problem("[-9223372036854775809]"), TooLarge);
  EXPECT_EQ(problem("[99999999999999999999999]"), TooLarge);
  EXPECT_NE(problem("[1e999]").find("t.json:1:"), std::string::npos);
}

TEST(Json, InvalidUtf8IsAnError) {
  std::string Problem = problem("[\"ab\xFF\"]");
  EXPECT_EQ(Problem.rfind("t.json:1:5: this is not valid JSON: ", 0), 0u)
      << Problem;
}

TEST(Json, FilesThatCannotBeRead) {
  llvm::SmallString<128> Directory;
  ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("codex-json", Directory));
  std::string Name = Directory.str().str();
  EXPECT_EQ(messages(readJsonFile(Name)),
            Name + ": is a directory; a file is expected");
  EXPECT_EQ(messages(readJsonFile(Name + "/none.json")),
            Name + "/none.json: cannot be read: No such file or directory");
  llvm::sys::fs::remove(Directory);
}

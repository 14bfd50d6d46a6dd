#include "support/JsonEdit.h"

#include "TestSupport.h"

#include "gtest/gtest.h"

using namespace codex;

static JsonEdit edit(const char *Text) {
  llvm::Expected<JsonEdit> E = JsonEdit::create(Text, "a.json");
  EXPECT_TRUE(bool(E)) << llvm::toString(E.takeError());
  return std::move(*E);
}

TEST(JsonEdit, ReplacesAValueAndNothingElse) {
  JsonEdit E = edit("{ // \"state\": no\n"
                    "  \"id\": \"a\\\"}\", /* { */\n"
                    "  \"state\" :\t\"draft\", // why\n"
                    "  \"spec\": {\"state\": [1, {}]}\n}\n");
  E.set("state", "\"advisory\"", "id");
  EXPECT_EQ(E.text(), "{ // \"state\": no\n"
                      "  \"id\": \"a\\\"}\", /* { */\n"
                      "  \"state\" :\t\"advisory\", // why\n"
                      "  \"spec\": {\"state\": [1, {}]}\n}\n");
}

TEST(JsonEdit, ANewMemberComesBehindAnother) {
  JsonEdit E = edit("{\n  \"a\": [1, 2],\n  \"b\": 3 // three\n}");
  E.set("c", "4", "a");
  EXPECT_EQ(E.text(),
            "{\n  \"a\": [1, 2],\n  \"c\": 4,\n  \"b\": 3 // three\n}");
  JsonEdit Last = edit("{\"a\": 1 }");
  Last.set("c", "4", "a");
  EXPECT_EQ(Last.text(), "{\"a\": 1, \"c\": 4 }");
}

TEST(JsonEdit, AppendsToAnArrayAsItIsWritten) {
  JsonEdit None = edit("{\n\t\"a\": true,\n\t\"z\": 0\n}\n");
  None.append("h", "{\"n\": 1}", "a");
  EXPECT_EQ(None.text(), "{\n\t\"a\": true,\n\t\"h\": [\n\t  {\"n\": 1}\n\t],\n"
                         "\t\"z\": 0\n}\n");
  None.append("h", "{\"n\": 2}", "a");
  EXPECT_EQ(None.text(), "{\n\t\"a\": true,\n\t\"h\": [\n\t  {\"n\": 1},\n"
                         "\t  {\"n\": 2}\n\t],\n\t\"z\": 0\n}\n");
  JsonEdit OneLine = edit("{\"h\": [], \"i\": [1 /* ] */]}");
  OneLine.append("h", "2", "i");
  OneLine.append("i", "2", "h");
  EXPECT_EQ(OneLine.text(), "{\"h\": [2], \"i\": [1, 2 /* ] */]}");
}

TEST(JsonEdit, WhatIsNoObjectIsRefusedWithItsPlace) {
  llvm::Expected<JsonEdit> Array = JsonEdit::create("[1]", "a.json");
  EXPECT_EQ(llvm::toString(Array.takeError()),
            "a.json:1:1: at $: expected an object, found an array");
  llvm::Expected<JsonEdit> Wrong = JsonEdit::create("{\"a\": }", "a.json");
  EXPECT_TRUE(llvm::StringRef(llvm::toString(Wrong.takeError()))
                  .starts_with("a.json:1:"));
}

#include "support/TextFile.h"

#include "TestSupport.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

using namespace codex;
using codex::test::messages;
using namespace llvm;

namespace {

class TextFileTest : public ::testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(sys::fs::createUniqueDirectory("codex-text-file", Directory));
  }
  void TearDown() override { sys::fs::remove_directories(Directory); }

  std::string at(StringRef Name) {
    SmallString<128> Path(Directory);
    sys::path::append(Path, Name);
    return std::string(Path);
  }
  std::string read(StringRef Name) {
    auto Buffer = MemoryBuffer::getFile(at(Name));
    return Buffer ? (*Buffer)->getBuffer().str() : "(nothing)";
  }

private:
  SmallString<128> Directory;
};

TEST_F(TextFileTest, MakesDirectoriesAbove) {
  EXPECT_EQ(messages(writeTextFile(at("a/b/c.txt"), "new")), "");
  EXPECT_EQ(read("a/b/c.txt"), "new");
}

TEST_F(TextFileTest, KeepsPermissions) {
  EXPECT_EQ(messages(writeTextFile(at("script"), "old")), "");
  ASSERT_FALSE(sys::fs::setPermissions(at("script"), sys::fs::perms(0775)));
  EXPECT_EQ(messages(writeTextFile(at("script"), "new")), "");
  EXPECT_EQ(read("script"), "new");
  EXPECT_EQ(*sys::fs::getPermissions(at("script")), sys::fs::perms(0775));
}

TEST_F(TextFileTest, LeavesALinkALink) {
  EXPECT_EQ(messages(writeTextFile(at("file"), "old")), "");
  ASSERT_FALSE(sys::fs::create_link(at("file"), at("link")));
  EXPECT_EQ(messages(writeTextFile(at("link"), "new")), "");
  EXPECT_TRUE(sys::fs::is_symlink_file(at("link")));
  EXPECT_EQ(read("file"), "new");
}

TEST_F(TextFileTest, FillsALinkToNothing) {
  ASSERT_FALSE(sys::fs::create_link(at("file"), at("link")));
  EXPECT_EQ(messages(writeTextFile(at("link"), "new")), "");
  EXPECT_TRUE(sys::fs::is_symlink_file(at("link")));
  EXPECT_EQ(read("file"), "new");
}

// A link to the device: what renames over it loses the link alone.
TEST_F(TextFileTest, WritesToADevice) {
  ASSERT_FALSE(sys::fs::create_link("/dev/null", at("null")));
  ASSERT_FALSE(sys::fs::create_link("/dev/full", at("full")));
  EXPECT_EQ(messages(writeTextFile(at("null"), "new")), "");
  EXPECT_TRUE(sys::fs::is_symlink_file(at("null")));
  EXPECT_EQ(messages(writeTextFile(at("full"), "new")),
            "cannot write '" + at("full") + "': No space left on device");
}

TEST_F(TextFileTest, NamesWhatCannotBeWritten) {
  EXPECT_EQ(messages(writeTextFile(at("file"), "")), "");
  EXPECT_EQ(messages(writeTextFile(at("file/below"), "")),
            "cannot write '" + at("file/below") + "': Not a directory");
}

} // namespace

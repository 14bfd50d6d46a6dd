//===- CompilationDatabase.cpp - compile_commands.json --------------------===//

#include "driver/plan/CompilationDatabase.h"

#include "driver/plan/ShellWords.h"
#include "support/Error.h"
#include "support/Json.h"
#include "support/RegularFiles.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace codex;
namespace path = llvm::sys::path;

static constexpr llvm::StringLiteral DatabaseName = "compile_commands.json";

static std::string joined(llvm::StringRef Directory, llvm::StringRef Path) {
  llvm::SmallString<256> Result(Path);
  if (!path::is_absolute(Path)) {
    Result = Directory;
    path::append(Result, Path);
  }
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

llvm::Expected<std::string> codex::databaseIn(llvm::StringRef Build,
                                              llvm::vfs::FileSystem &Files) {
  llvm::ErrorOr<llvm::vfs::Status> Status = Files.status(Build);
  if (!Status)
    return makeError("-p '" + Build + "': no such file or directory");
  if (!Status->isDirectory())
    return Build.str();
  std::string Path = joined(Build, DatabaseName);
  if (!Files.exists(Path))
    return makeError("there is no " + DatabaseName + " in '" + Build +
                     "'; CMake writes one with "
                     "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON");
  return Path;
}

std::string codex::findDatabase(llvm::StringRef Start,
                                llvm::vfs::FileSystem &Files) {
  for (llvm::StringRef Directory = Start; !Directory.empty();
       Directory = path::parent_path(Directory))
    for (llvm::StringRef Below : {"", "build", "out"}) {
      std::string Path = joined(joined(Directory, Below), DatabaseName);
      if (Files.exists(Path))
        return Path;
    }
  return "";
}

//===----------------------------------------------------------------------===//
// Text as generators write it
//===----------------------------------------------------------------------===//

/// File names are bytes, and some generators write them as they are. Those that
/// are no UTF-8 stand for themselves as U+F700 to U+F7FF (of the private use
/// area) until the words are read.
static constexpr unsigned ByteBase = 0xF700;

static void appendByteAsCharacter(char Byte, std::string &Out) {
  unsigned Code = ByteBase + static_cast<unsigned char>(Byte);
  Out += static_cast<char>(0xE0 | (Code >> 12));
  Out += static_cast<char>(0x80 | ((Code >> 6) & 0x3F));
  Out += static_cast<char>(0x80 | (Code & 0x3F));
}

static std::string withBytesBack(llvm::StringRef Text) {
  std::string Out;
  for (size_t I = 0; I < Text.size(); ++I) {
    auto At = [&](size_t J) { return static_cast<unsigned char>(Text[J]); };
    if (At(I) == 0xEF && I + 2 < Text.size() && (At(I + 1) & 0xFC) == 0x9C) {
      Out += static_cast<char>(((At(I + 1) & 3) << 6) | (At(I + 2) & 0x3F));
      I += 2;
    } else {
      Out += Text[I];
    }
  }
  return Out;
}

/// JSON that the strict parser reads: without the comma after the last element
/// (joined fragments of `clang -MJ` have one), and in UTF-8. Everything stays
/// in its line.
static std::string strictText(llvm::StringRef Text) {
  std::string Out;
  size_t Comma = std::string::npos; ///< that nothing but space came after
  bool InString = false;
  while (!Text.empty()) {
    char C = Text.front();
    if (InString && C == '\\' && Text.size() > 1 && llvm::isASCII(Text[1])) {
      Out += Text.take_front(2);
      Text = Text.drop_front(2);
      continue;
    }
    unsigned Length = llvm::getNumBytesForUTF8(C);
    if (Length > Text.size() || !llvm::json::isUTF8(Text.take_front(Length))) {
      appendByteAsCharacter(C, Out);
      Text = Text.drop_front();
      continue;
    }
    if (C == '"')
      InString = !InString;
    if (!InString && (C == ']' || C == '}') && Comma != std::string::npos)
      Out[Comma] = ' ';
    if (!InString && C == ',')
      Comma = Out.size();
    else if (!llvm::isSpace(C))
      Comma = std::string::npos;
    Out += Text.take_front(Length);
    Text = Text.drop_front(Length);
  }
  return Out;
}

//===----------------------------------------------------------------------===//
// Entries
//===----------------------------------------------------------------------===//

namespace {

/// Reads one file; knows its name for messages and its directory.
class Reader {
public:
  explicit Reader(llvm::StringRef Path)
      : Path(Path), Home(path::parent_path(Path)) {}

  llvm::Expected<DatabaseEntry> entry(const JsonValue &Value) const;
  llvm::Error at(const JsonValue &Value, const llvm::Twine &Message) const {
    JsonPosition Position = Value.position();
    return makeError(Path + ":" + llvm::Twine(Position.Line) + ":" +
                     llvm::Twine(Position.Column) + ": " + Message);
  }

private:
  /// The member's text; "" if it is absent.
  llvm::Expected<std::string> text(const JsonValue &Value,
                                   llvm::StringRef Key) const;

  llvm::StringRef Path;
  llvm::StringRef Home;
};

} // namespace

llvm::Expected<std::string> Reader::text(const JsonValue &Value,
                                         llvm::StringRef Key) const {
  const JsonValue *Member = Value.find(Key);
  if (!Member)
    return "";
  if (Member->kind() != JsonValue::Kind::String)
    return at(*Member, "'" + Key + "' must be a string, and is " +
                           kindName(Member->kind()));
  return withBytesBack(Member->string());
}

llvm::Expected<DatabaseEntry> Reader::entry(const JsonValue &Value) const {
  if (Value.kind() != JsonValue::Kind::Object)
    return at(Value, "an entry must be an object, and this is " +
                         kindName(Value.kind()));
  llvm::Expected<std::string> Directory = text(Value, "directory");
  if (!Directory)
    return Directory.takeError();
  llvm::Expected<std::string> File = text(Value, "file");
  if (!File)
    return File.takeError();
  if (File->empty())
    return at(Value, "an entry must have a 'file'");
  llvm::Expected<std::string> Command = text(Value, "command");
  if (!Command)
    return Command.takeError();

  DatabaseEntry Entry;
  // Absolute by the standard; relative to the file as some generators write it.
  Entry.Directory = joined(Home, *Directory);
  Entry.File = joined(Entry.Directory, *File);
  const JsonValue *Arguments = Value.find("arguments");
  if (!Arguments) {
    if (std::optional<std::vector<std::string>> Words = shellWords(*Command))
      Entry.Words = std::move(*Words);
    else
      Entry.Problem = "its 'command' has a quote that is not closed";
    return Entry;
  }
  if (Arguments->kind() != JsonValue::Kind::Array)
    return at(*Arguments, "'arguments' must be an array, and is " +
                              kindName(Arguments->kind()));
  for (const JsonValue &Argument : Arguments->array()) {
    if (Argument.kind() != JsonValue::Kind::String)
      return at(Argument, "an argument must be a string, and this is " +
                              kindName(Argument.kind()));
    Entry.Words.push_back(withBytesBack(Argument.string()));
  }
  return Entry;
}

llvm::Expected<std::vector<DatabaseEntry>>
codex::readDatabase(llvm::StringRef Path, llvm::vfs::FileSystem *Files) {
  // A pipe is welcome on the disk: whoever calls has named it.
  auto Disk = llvm::vfs::getRealFileSystem();
  bool OnDisk = !Files || Files == regularFiles().get();
  auto Buffer = (OnDisk ? Disk.get() : Files)->getBufferForFile(Path);
  if (!Buffer)
    return makeError(Path + ": cannot be read: " + Buffer.getError().message());
  llvm::Expected<JsonValue> Value = parseJson(
      strictText((*Buffer)->getBuffer()), Path, JsonRepeatedKey::LastHolds);
  if (!Value)
    return Value.takeError();
  Reader TheReader(Path);
  if (Value->kind() != JsonValue::Kind::Array)
    return TheReader.at(*Value, "a compilation database must be an array, and "
                                "this is " +
                                    kindName(Value->kind()));
  if (Value->array().empty())
    return TheReader.at(*Value, "the compilation database has no entries");

  std::vector<DatabaseEntry> Entries;
  Entries.reserve(Value->array().size());
  for (const JsonValue &Element : Value->array()) {
    llvm::Expected<DatabaseEntry> Entry = TheReader.entry(Element);
    if (!Entry)
      return Entry.takeError();
    Entries.push_back(std::move(*Entry));
  }
  return Entries;
}

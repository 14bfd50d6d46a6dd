//===- CompilationDatabase.cpp - compile_commands.json --------------------===//

#include "driver/plan/CompilationDatabase.h"

#include "driver/plan/ShellWords.h"
#include "support/Error.h"
#include "support/Json.h"

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
  llvm::Expected<llvm::StringRef> text(const JsonValue &Value,
                                       llvm::StringRef Key) const;

  llvm::StringRef Path;
  llvm::StringRef Home;
};

} // namespace

llvm::Expected<llvm::StringRef> Reader::text(const JsonValue &Value,
                                             llvm::StringRef Key) const {
  const JsonValue *Member = Value.find(Key);
  if (!Member)
    return llvm::StringRef();
  if (Member->kind() != JsonValue::Kind::String)
    return at(*Member, "'" + Key + "' must be a string, and is " +
                           kindName(Member->kind()));
  return Member->string();
}

llvm::Expected<DatabaseEntry> Reader::entry(const JsonValue &Value) const {
  if (Value.kind() != JsonValue::Kind::Object)
    return at(Value, "an entry must be an object, and this is " +
                         kindName(Value.kind()));
  llvm::Expected<llvm::StringRef> Directory = text(Value, "directory");
  if (!Directory)
    return Directory.takeError();
  llvm::Expected<llvm::StringRef> File = text(Value, "file");
  if (!File)
    return File.takeError();
  if (File->empty())
    return at(Value, "an entry must have a 'file'");
  llvm::Expected<llvm::StringRef> Command = text(Value, "command");
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
    Entry.Words.push_back(Argument.string().str());
  }
  return Entry;
}

llvm::Expected<std::vector<DatabaseEntry>>
codex::readDatabase(llvm::StringRef Path, llvm::vfs::FileSystem *Files) {
  llvm::Expected<JsonValue> Value = readJsonFile(Path, Files);
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

#include "support/Json.h"

#include "support/Error.h"
#include "support/RegularFiles.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <nlohmann/json.hpp>

#include <cassert>

using namespace llvm;

namespace codex {

/// Deeper than any file that people write; far from the end of any stack that
/// walks the tree.
static constexpr unsigned MaxDepth = 200;

bool JsonValue::boolean() const {
  assert(TheKind == Kind::Boolean);
  return Boolean;
}

int64_t JsonValue::integer() const {
  assert(TheKind == Kind::Integer);
  return Integer;
}

double JsonValue::number() const {
  assert(TheKind == Kind::Number || TheKind == Kind::Integer);
  return TheKind == Kind::Integer ? static_cast<double>(Integer) : Number;
}

StringRef JsonValue::string() const {
  assert(TheKind == Kind::String);
  return String;
}

const std::vector<JsonValue> &JsonValue::array() const {
  assert(TheKind == Kind::Array);
  return Array;
}

const std::vector<JsonValue::Member> &JsonValue::object() const {
  assert(TheKind == Kind::Object);
  return Object;
}

const JsonValue *JsonValue::find(StringRef Key) const {
  for (const Member &M : Object)
    if (M.Key == Key)
      return &M.value();
  return nullptr;
}

void JsonValue::setOrigin(const JsonOrigin *Origin) {
  Position.Origin = Origin;
  for (JsonValue &Element : Array)
    Element.setOrigin(Origin);
  for (Member &M : Object) {
    M.KeyPosition.Origin = Origin;
    M.Value.front().setOrigin(Origin);
  }
}

JsonValue JsonValue::overlaid(const JsonValue &Over,
                              const JsonOrigin *Origin) const {
  assert(TheKind == Kind::Object && Over.TheKind == Kind::Object);
  JsonValue Result = *this;
  JsonValue Above = Over;
  Above.setOrigin(Origin);
  for (const Member &M : Above.Object) {
    auto Old = find_if(Result.Object,
                       [&](const Member &Old) { return Old.Key == M.Key; });
    if (Old == Result.Object.end())
      Result.Object.push_back(M);
    else
      *Old = M;
  }
  return Result;
}

static void write(const JsonValue &Value, json::OStream &Out) {
  switch (Value.kind()) {
  case JsonValue::Kind::Null:
    return Out.value(nullptr);
  case JsonValue::Kind::Boolean:
    return Out.value(Value.boolean());
  case JsonValue::Kind::Integer:
    return Out.value(Value.integer());
  case JsonValue::Kind::Number:
    return Out.value(Value.number());
  case JsonValue::Kind::String:
    return Out.value(Value.string());
  case JsonValue::Kind::Array:
    return Out.array([&] {
      for (const JsonValue &Element : Value.array())
        write(Element, Out);
    });
  case JsonValue::Kind::Object:
    return Out.object([&] {
      for (const JsonValue::Member &M : Value.object()) {
        Out.attributeBegin(M.Key);
        write(M.value(), Out);
        Out.attributeEnd();
      }
    });
  }
  llvm_unreachable("kind out of range");
}

std::string JsonValue::text() const {
  std::string Text;
  raw_string_ostream OS(Text);
  json::OStream Out(OS);
  write(*this, Out);
  return Text;
}

StringRef kindName(JsonValue::Kind Kind) {
  switch (Kind) {
  case JsonValue::Kind::Null:
    return "null";
  case JsonValue::Kind::Boolean:
    return "true or false";
  case JsonValue::Kind::Integer:
    return "an integer";
  case JsonValue::Kind::Number:
    return "a number";
  case JsonValue::Kind::String:
    return "a string";
  case JsonValue::Kind::Array:
    return "an array";
  case JsonValue::Kind::Object:
    return "an object";
  }
  llvm_unreachable("kind out of range");
}

namespace {

/// Follows the parser through the text, token by token, so that each has its
/// place. (The parser itself knows only how far it has read, which is one
/// character too far after a number.) Every token of a valid text causes
/// exactly one event, commas and colons excepted.
class TokenTracker {
public:
  explicit TokenTracker(StringRef Text) : Text(Text) {}

  /// Goes to the start of the next token.
  void toToken() {
    while (Offset < Text.size()) {
      StringRef Rest = Text.substr(Offset);
      if (Rest.starts_with("//"))
        advance(std::min(Rest.find('\n'), Rest.size()));
      else if (Rest.starts_with("/*"))
        advance(Rest.find("*/", 2) == StringRef::npos ? Rest.size()
                                                      : Rest.find("*/", 2) + 2);
      else if (StringRef(" \t\r\n,:").contains(Rest.front()))
        advance(1);
      else
        return;
    }
  }

  /// Goes past the token that starts here, and returns it.
  StringRef pastToken() {
    StringRef Rest = Text.substr(Offset);
    size_t Length = std::min<size_t>(1, Rest.size());
    if (Rest.starts_with("\"")) {
      while (Length < Rest.size() && Rest[Length] != '"')
        Length += Rest[Length] == '\\' ? 2 : 1;
      Length = std::min(Length + 1, Rest.size());
    } else if (!StringRef("{}[]").contains(Rest.take_front())) {
      Length = std::min(Rest.find_first_of(" \t\r\n,:{}[]/\""), Rest.size());
    }
    advance(Length);
    return Rest.take_front(Length);
  }

  void toOffset(size_t Target) {
    if (Target > Offset)
      advance(std::min(Target, Text.size()) - Offset);
  }

  JsonPosition position() const { return At; }
  StringRef rest() const { return Text.substr(Offset); }

private:
  void advance(size_t Count) {
    for (char C : Text.substr(Offset, Count)) {
      ++At.Column;
      if (C == '\n') {
        ++At.Line;
        At.Column = 1;
      }
    }
    Offset += Count;
  }

  StringRef Text;
  size_t Offset = 0;
  JsonPosition At{1, 1};
};

} // namespace

/// Receives the parser's events and builds the tree.
class JsonBuilder {
public:
  // The names and types that nlohmann's SAX interface asks for.
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  JsonBuilder(StringRef Text, StringRef File, JsonRepeatedKey Repeated)
      : Tracker(Text), File(File), Repeated(Repeated) {}

  bool null() {
    return scalar(JsonValue::Kind::Null, [](JsonValue &) {});
  }

  bool boolean(bool Value) {
    return scalar(JsonValue::Kind::Boolean,
                  [&](JsonValue &V) { V.Boolean = Value; });
  }

  bool number_integer(number_integer_t Value) {
    return scalar(JsonValue::Kind::Integer,
                  [&](JsonValue &V) { V.Integer = Value; });
  }

  bool number_unsigned(number_unsigned_t Value) {
    if (Value > static_cast<number_unsigned_t>(INT64_MAX))
      return tooLarge();
    return number_integer(static_cast<number_integer_t>(Value));
  }

  bool number_float(number_float_t Value, const string_t &Spelling) {
    // The parser turns integers that do not fit into imprecise doubles.
    if (StringRef(Spelling).find_first_of(".eE") == StringRef::npos)
      return tooLarge();
    return scalar(JsonValue::Kind::Number,
                  [&](JsonValue &V) { V.Number = Value; });
  }

  bool string(string_t &Value) {
    return scalar(JsonValue::Kind::String,
                  [&](JsonValue &V) { V.String = std::move(Value); });
  }

  bool binary(binary_t &) { llvm_unreachable("JSON text holds no binary"); }

  bool start_object(size_t) { return open(JsonValue::Kind::Object); }
  bool start_array(size_t) { return open(JsonValue::Kind::Array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(string_t &Key) {
    Tracker.toToken();
    JsonPosition At = Tracker.position();
    auto [Known, IsNew] = Open.back().Keys.try_emplace(Key, At);
    if (!IsNew && Repeated == JsonRepeatedKey::LastHolds)
      erase_if(Open.back().Value.Object,
               [&](const JsonValue::Member &M) { return M.Key == Key; });
    else if (!IsNew)
      return fail(At, "the key '" + Key +
                          "' occurs twice in this object; the "
                          "first is in line " +
                          Twine(Known->second.Line));
    Tracker.pastToken();
    JsonValue::Member M;
    M.Key = std::move(Key);
    M.KeyPosition = At;
    Open.back().Value.Object.push_back(std::move(M));
    return true;
  }

  bool parse_error(size_t BytesRead, const std::string &,
                   const nlohmann::json::exception &Problem) {
    Tracker.toToken();
    if (Tracker.rest().empty())
      return fail(Tracker.position(),
                  Open.empty() ? Twine("the file is empty; a JSON value is "
                                       "expected")
                               : "the file ends inside of " +
                                     kindName(Open.back().Value.kind()) +
                                     " that begins in line " +
                                     Twine(Open.back().Value.position().Line));
    // "[json.exception...] parse error at line 1, column 2: what".
    StringRef What = Problem.what();
    What = What.substr(What.find("] ") + 2);
    if (What.consume_front("parse error at "))
      What = What.substr(What.find(": ") + 2);
    // A token in the wrong place is at its start; a token that is itself wrong
    // is where the parser stopped.
    if (!What.contains("unexpected ") && BytesRead)
      Tracker.toOffset(BytesRead - 1);
    return fail(Tracker.position(), "this is not valid JSON: " + What);
  }

  Expected<JsonValue> take() {
    if (!Problem.empty())
      return makeError(Problem);
    return std::move(Root);
  }

private:
  struct OpenValue {
    JsonValue Value;
    StringMap<JsonPosition> Keys;
  };

  bool fail(JsonPosition At, const Twine &What) {
    Problem =
        (File + ":" + Twine(At.Line) + ":" + Twine(At.Column) + ": " + What)
            .str();
    return false;
  }

  bool tooLarge() {
    Tracker.toToken();
    return fail(Tracker.position(),
                "the number is too large; integers have 64 bits");
  }

  template <typename SetFn> bool scalar(JsonValue::Kind Kind, SetFn Set) {
    Tracker.toToken();
    JsonValue Value;
    Value.TheKind = Kind;
    Value.Position = Tracker.position();
    Set(Value);
    Tracker.pastToken();
    return add(std::move(Value));
  }

  bool open(JsonValue::Kind Kind) {
    Tracker.toToken();
    if (Open.size() == MaxDepth)
      return fail(Tracker.position(),
                  "nested deeper than " + Twine(MaxDepth) + " levels");
    OpenValue Opened;
    Opened.Value.TheKind = Kind;
    Opened.Value.Position = Tracker.position();
    Open.push_back(std::move(Opened));
    Tracker.pastToken();
    return true;
  }

  bool close() {
    Tracker.toToken();
    Tracker.pastToken();
    JsonValue Closed = std::move(Open.back().Value);
    Open.pop_back();
    return add(std::move(Closed));
  }

  bool add(JsonValue Value) {
    if (Open.empty())
      Root = std::move(Value);
    else if (Open.back().Value.TheKind == JsonValue::Kind::Array)
      Open.back().Value.Array.push_back(std::move(Value));
    else
      Open.back().Value.Object.back().Value.push_back(std::move(Value));
    return true;
  }

  TokenTracker Tracker;
  StringRef File;
  JsonRepeatedKey Repeated;
  JsonValue Root;
  std::vector<OpenValue> Open; ///< innermost last
  std::string Problem;
};

Expected<JsonValue> parseJson(StringRef Text, StringRef File,
                              JsonRepeatedKey Repeated) {
  Text.consume_front("\xEF\xBB\xBF");
  JsonBuilder Builder(Text, File, Repeated);
  nlohmann::json::sax_parse(Text.begin(), Text.end(), &Builder,
                            nlohmann::json::input_format_t::json,
                            /*strict=*/true, /*ignore_comments=*/true);
  return Builder.take();
}

Expected<std::unique_ptr<MemoryBuffer>> readDataFile(StringRef Path,
                                                     vfs::FileSystem *Files) {
  IntrusiveRefCntPtr<vfs::FileSystem> Disk = regularFiles();
  if (!Files)
    Files = Disk.get();
  ErrorOr<vfs::Status> Status = Files->status(Path);
  if (!Status)
    return makeError(Path + ": cannot be read: " + Status.getError().message());
  if (Status->isDirectory())
    return makeError(Path + ": is a directory; a file is expected");
  // A pipe may never end, and neither does /dev/zero.
  if (!Status->isRegularFile())
    return makeError(Path + ": is a device or a pipe; a file is expected");
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = Files->getBufferForFile(
      Path, /*FileSize=*/-1, /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return makeError(Path + ": cannot be read: " + Buffer.getError().message());
  return std::move(*Buffer);
}

Expected<JsonValue> readJsonFile(StringRef Path, vfs::FileSystem *Files) {
  Expected<std::unique_ptr<MemoryBuffer>> Buffer = readDataFile(Path, Files);
  if (!Buffer)
    return Buffer.takeError();
  return parseJson((*Buffer)->getBuffer(), Path);
}

/// No tree of rules is as deep as that: a link leads back up.
static constexpr unsigned DeepestFolder = 16;

/// Whatever cannot be looked into is an error: rules may be in there, and would
/// be missed without a word.
static Error addJsonFiles(StringRef Directory, vfs::FileSystem &Files,
                          unsigned Depth, std::vector<std::string> &Found) {
  if (Depth > DeepestFolder)
    return makeError(Directory + ": lies too deep for rules; does a link lead "
                                 "back up?");
  std::error_code Problem;
  for (vfs::directory_iterator Entry = Files.dir_begin(Directory, Problem), End;
       !Problem && Entry != End; Entry.increment(Problem)) {
    StringRef Path = Entry->path(), Name = sys::path::filename(Path);
    // As editors call what they keep beside a file.
    bool IsHidden = Name.starts_with(".");
    if (!IsHidden && Name.ends_with(".json"))
      Found.push_back(Path.str());
    sys::fs::file_type Type = Entry->type();
    if (Type != sys::fs::file_type::directory_file &&
        Type != sys::fs::file_type::regular_file) {
      ErrorOr<vfs::Status> Behind = Files.status(Path);
      if (!Behind && IsHidden)
        continue;
      if (!Behind)
        return makeError(Path +
                         ": cannot be read: " + Behind.getError().message());
      Type = Behind->getType();
    }
    if (Type == sys::fs::file_type::directory_file)
      if (Error E = addJsonFiles(Path, Files, Depth + 1, Found))
        return E;
  }
  if (Problem)
    return makeError(Directory + ": cannot be listed: " + Problem.message());
  return Error::success();
}

Expected<std::vector<std::string>> jsonFilesBelow(StringRef Directory,
                                                  vfs::FileSystem *Files) {
  IntrusiveRefCntPtr<vfs::FileSystem> Disk = regularFiles();
  std::vector<std::string> Found;
  if (Error E = addJsonFiles(Directory, Files ? *Files : *Disk, 0, Found))
    return std::move(E);
  llvm::sort(Found);
  return Found;
}

Expected<bool> hasFolder(StringRef Path, vfs::FileSystem *Files) {
  IntrusiveRefCntPtr<vfs::FileSystem> Disk = regularFiles();
  ErrorOr<vfs::Status> Status = (Files ? *Files : *Disk).status(Path);
  if (!Status) {
    if (Status.getError() == std::errc::no_such_file_or_directory)
      return false;
    return makeError(Path + ": cannot be read: " + Status.getError().message());
  }
  if (!Status->isDirectory())
    return makeError(Path + ": is no directory");
  return true;
}

} // namespace codex

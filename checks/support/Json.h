//===- Json.h - JSON values that know where they stand ----------*- C++ -*-===//
//
// The one place that reads JSON. A value keeps its line and column, so that an
// error about it, however late, can name the place. `//` and `/* */` comments
// are allowed; a key that occurs twice in one object is an error unless said
// otherwise.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_SUPPORT_JSON_H
#define CODEX_SUPPORT_JSON_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace codex {

/// Where a value came from that was laid over one of another file.
struct JsonOrigin {
  std::string File;
  std::string Path; ///< of the object that holds it, such as "$.rules.x.spec"
};

/// Line and column of a value's first character; both start at 1, 0 = unknown.
struct JsonPosition {
  unsigned Line = 0;
  unsigned Column = 0;
  const JsonOrigin *Origin = nullptr; ///< null: the file that is being read
};

/// A JSON value, owned as a tree. Plain data; cheap to move, copied deeply.
class JsonValue {
public:
  enum class Kind { Null, Boolean, Integer, Number, String, Array, Object };

  struct Member {
    std::string Key;
    JsonPosition KeyPosition;
    // std::vector of the incomplete JsonValue is allowed since C++17.
    std::vector<JsonValue> Value; ///< always exactly one
    const JsonValue &value() const { return Value.front(); }
  };

  Kind kind() const { return TheKind; }
  JsonPosition position() const { return Position; }

  bool isNull() const { return TheKind == Kind::Null; }
  /// The following may be called for their own kind only (asserted).
  bool boolean() const;
  int64_t integer() const;
  double number() const; ///< also for Integer
  llvm::StringRef string() const;
  const std::vector<JsonValue> &array() const;
  const std::vector<Member> &object() const; ///< in file order

  /// The member named \p Key, or null if this is no object or has none.
  const JsonValue *find(llvm::StringRef Key) const;

  /// This object with the members of \p Over in place of its own ones of the
  /// same name, or added to them. Members are replaced whole. Their positions
  /// say that they are from \p Origin, if given; it must outlive the result.
  JsonValue overlaid(const JsonValue &Over,
                     const JsonOrigin *Origin = nullptr) const;

  /// As compact JSON text, keys in file order.
  std::string text() const;

private:
  friend class JsonBuilder;

  void setOrigin(const JsonOrigin *Origin);

  Kind TheKind = Kind::Null;
  JsonPosition Position;
  bool Boolean = false;
  int64_t Integer = 0;
  double Number = 0;
  std::string String;
  std::vector<JsonValue> Array;
  std::vector<Member> Object;
};

/// "an object", "a string" ...: for messages.
llvm::StringRef kindName(JsonValue::Kind Kind);

/// What a key means that occurs twice in one object.
enum class JsonRepeatedKey { Error, LastHolds };

/// Parses \p Text. \p File is used in error messages only, which have the form
/// "FILE:LINE:COLUMN: what is wrong".
[[nodiscard]] llvm::Expected<JsonValue>
parseJson(llvm::StringRef Text, llvm::StringRef File,
          JsonRepeatedKey Repeated = JsonRepeatedKey::Error);

// Each reads the disk, or \p Files where they are given.

/// The content of the file at \p Path, which must be a file: a pipe may never
/// end.
[[nodiscard]] llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readDataFile(llvm::StringRef Path, llvm::vfs::FileSystem *Files = nullptr);

/// Reads and parses the file at \p Path.
[[nodiscard]] llvm::Expected<JsonValue>
readJsonFile(llvm::StringRef Path, llvm::vfs::FileSystem *Files = nullptr);

/// What is named *.json below \p Directory, sorted. Hidden files (an editor's
/// locks, for example) are left out. What is no file by that name is in it: its
/// reader says so. Whatever cannot be looked into is an error.
[[nodiscard]] llvm::Expected<std::vector<std::string>>
jsonFilesBelow(llvm::StringRef Directory,
               llvm::vfs::FileSystem *Files = nullptr);

/// Whether there is a directory at \p Path; an error where there is something
/// else, or nobody can tell.
[[nodiscard]] llvm::Expected<bool>
hasFolder(llvm::StringRef Path, llvm::vfs::FileSystem *Files = nullptr);

} // namespace codex

#endif // CODEX_SUPPORT_JSON_H

//===- Json.h - JSON values that know where they stand ----------*- C++ -*-===//
//
// The one place that reads JSON. A value keeps its line and column, so that an
// error about it, however late, can name the place. `//` and `/* */` comments
// are allowed; a key that occurs twice in one object is an error.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_SUPPORT_JSON_H
#define CODEX_SUPPORT_JSON_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace codex {

/// Line and column of a value's first character; both start at 1, 0 = unknown.
struct JsonPosition {
  unsigned Line = 0;
  unsigned Column = 0;
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
  /// same name, or added to them. Members are replaced whole.
  JsonValue overlaid(const JsonValue &Over) const;

  /// As compact JSON text, keys in file order.
  std::string text() const;

private:
  friend class JsonBuilder;

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

/// Parses \p Text. \p File is used in error messages only, which have the form
/// "FILE:LINE:COLUMN: what is wrong".
[[nodiscard]] llvm::Expected<JsonValue> parseJson(llvm::StringRef Text,
                                                  llvm::StringRef File);

/// Reads and parses the file at \p Path, of \p Files where they are given.
[[nodiscard]] llvm::Expected<JsonValue>
readJsonFile(llvm::StringRef Path, llvm::vfs::FileSystem *Files = nullptr);

} // namespace codex

#endif // CODEX_SUPPORT_JSON_H

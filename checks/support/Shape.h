//===- Shape.h - One description of a file's form ---------------*- C++ -*-===//
//
// What a JSON object looks like is said once; the strict reader and the JSON
// schema both come from that:
//
//   static const Shape<AssertionModel> &assertionShape() {
//     static const Shape<AssertionModel> S =
//         Shape<AssertionModel>("assertion", "A function that ...")
//             .required("functions", &AssertionModel::Functions, "names")
//             .optional("argument", &AssertionModel::Argument, "from 0");
//     return S;
//   }
//
// Members are of the types that typeOf knows (below), of another Shape, or of a
// Type that is given: text().matching(...), enumOf<State>({...}),
// listOf(Shape), mapOf(Shape), maybe(Type).
//
// A reader reports every problem of a file and not just the first:
// "FILE:LINE:COLUMN: at $.spec.types[2]: expected a string, found an integer".
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_SUPPORT_SHAPE_H
#define CODEX_SUPPORT_SHAPE_H

#include "support/Json.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/JSON.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace codex {

/// A step of a path, to the member \p Key: ".key" or "['a-b']".
std::string memberStep(llvm::StringRef Key);

/// One reading of one file: where in it the reader is, and what is wrong so
/// far. Borrows nothing but the file's name.
class Reading {
public:
  Reading(llvm::StringRef File, llvm::StringRef Path)
      : File(File), Path(Path), Root(Path.size()) {}

  /// "FILE:LINE:COLUMN: at PATH: What". A place that was laid over what is read
  /// here is named where it came from.
  void problem(JsonPosition At, const llvm::Twine &What);
  void problem(const JsonValue &At, const llvm::Twine &What) {
    problem(At.position(), What);
  }
  /// "expected a string, found an integer".
  void wrongKind(const JsonValue &Found, llvm::StringRef Expected);

  /// Runs \p Read with the path one step deeper: ".key", "['a-b']", "[3]".
  void inMember(llvm::StringRef Key, llvm::function_ref<void()> Read);
  void inElement(size_t Index, llvm::function_ref<void()> Read);

  llvm::StringRef file() const { return File; }
  size_t problems() const { return Problems.size(); }
  /// All problems, joined, in the order in which they were found.
  [[nodiscard]] llvm::Error take();

private:
  std::string File;
  std::string Path;
  size_t Root; ///< the length of the path that the reading began with
  std::vector<std::string> Problems;
};

/// Reports texts in \p Value, however deep, with characters that a terminal
/// would obey. For what is shown to people as it is.
void refuseControlCharacters(const JsonValue &Value, Reading &R);

/// How values of \p T are read, and their JSON schema.
template <typename T> struct Type {
  std::function<void(const JsonValue &, T &, Reading &)> Read;
  llvm::json::Value Schema = nullptr;
};

/// A string, with conditions that are checked where it is read.
class TextType : public Type<std::string> {
public:
  TextType();
  /// The whole text must match \p Pattern (a POSIX extended regex, which the
  /// schema takes over as it is); \p Description says it in words ("kebab-case:
  /// lower-case words joined by '-'").
  TextType &matching(llvm::StringRef Pattern, llvm::StringRef Description);
  TextType &notEmpty();
  TextType &oneOf(std::vector<std::string> Words);
};
inline TextType text() { return TextType(); }

Type<bool> booleanType();
Type<int64_t> integerType(int64_t Least, int64_t Most);
Type<double> numberType();
Type<JsonValue> anyType();

template <typename T> Type<std::vector<T>> listOf(Type<T> Element);
template <typename T> Type<std::map<std::string, T>> mapOf(Type<T> Element);
template <typename T> Type<std::optional<T>> maybe(Type<T> Inner);
template <typename T> Type<T> unsignedType(int64_t Least, int64_t Most);

/// One of the named values.
template <typename E>
Type<E> enumOf(std::vector<std::pair<std::string, E>> Names);

/// The type that goes without saying.
template <typename T> struct TypeOf;
template <typename T> Type<T> typeOf() { return TypeOf<T>::get(); }

/// The part of a Shape that does not depend on its struct.
class ObjectShape {
public:
  struct Field {
    std::string Key;
    std::string Doc;
    bool Required = false;
    /// The last argument is the struct. Null: the key is allowed and ignored.
    std::function<void(const JsonValue &, Reading &, void *)> Read;
    llvm::json::Value Schema = nullptr;
  };

  ObjectShape(llvm::StringRef Name, llvm::StringRef Doc)
      : Name(Name), Doc(Doc) {}

  void add(Field F) { Fields.push_back(std::move(F)); }
  void
  addCheck(std::function<void(const JsonValue &, Reading &, void *)> Check) {
    Checks.push_back(std::move(Check));
  }
  void read(const JsonValue &Value, Reading &R, void *Out) const;
  llvm::json::Object schema() const;
  llvm::StringRef name() const { return Name; }

private:
  std::string unknownKey(llvm::StringRef Key) const;

  std::string Name;
  std::string Doc;
  std::vector<Field> Fields;
  std::vector<std::function<void(const JsonValue &, Reading &, void *)>> Checks;
};

/// Describes the JSON object that a \p T is read from. Members without a field
/// keep the values that they have; so do fields that the object does not give.
template <typename T> class Shape {
public:
  Shape(llvm::StringRef Name, llvm::StringRef Doc) : Core(Name, Doc) {}

  template <typename M>
  Shape &required(llvm::StringRef Key, M T::*Member, llvm::StringRef Doc,
                  std::type_identity_t<Type<M>> Of = typeOf<M>()) {
    return field(Key, Member, Doc, std::move(Of), true);
  }
  template <typename M>
  Shape &optional(llvm::StringRef Key, M T::*Member, llvm::StringRef Doc,
                  std::type_identity_t<Type<M>> Of = typeOf<M>()) {
    return field(Key, Member, Doc, std::move(Of), false);
  }
  /// A key that editors and people may use, and that means nothing to us.
  Shape &ignored(llvm::StringRef Key, llvm::StringRef Doc) {
    Core.add({Key.str(), Doc.str(), false, nullptr, llvm::json::Object{}});
    return *this;
  }
  /// Runs after the fields were read without a problem.
  Shape &check(std::function<void(const JsonValue &, Reading &, T &)> Check) {
    Core.addCheck(
        [Check = std::move(Check)](const JsonValue &V, Reading &R, void *Out) {
          Check(V, R, *static_cast<T *>(Out));
        });
    return *this;
  }

  /// Reads \p Value, which stands at \p Path in \p File (both are for messages
  /// only). All problems are in the error; \p Out then has what could be read.
  [[nodiscard]] llvm::Error read(const JsonValue &Value, llvm::StringRef File,
                                 T &Out, llvm::StringRef Path = "$") const {
    Reading R(File, Path);
    Core.read(Value, R, &Out);
    return R.take();
  }

  /// The JSON schema (draft 2020-12) of one such object.
  llvm::json::Object schema() const { return Core.schema(); }

  operator Type<T>() const {
    return {[Core = Core](const JsonValue &V, T &Out, Reading &R) {
              Core.read(V, R, &Out);
            },
            Core.schema()};
  }

private:
  template <typename M>
  Shape &field(llvm::StringRef Key, M T::*Member, llvm::StringRef Doc,
               Type<M> Of, bool Required) {
    auto Read = [Member, Read = std::move(Of.Read)](const JsonValue &V,
                                                    Reading &R, void *Out) {
      Read(V, static_cast<T *>(Out)->*Member, R);
    };
    Core.add({Key.str(), Doc.str(), Required, std::move(Read),
              std::move(Of.Schema)});
    return *this;
  }

  ObjectShape Core;
};

template <typename T> Type<std::vector<T>> listOf(const Shape<T> &Element) {
  return listOf(Type<T>(Element));
}
template <typename T>
Type<std::map<std::string, T>> mapOf(const Shape<T> &Element) {
  return mapOf(Type<T>(Element));
}

/// A whole schema file: \p Schema with "$schema" and "title" on top, as
/// indented text that ends with a newline.
std::string schemaText(llvm::StringRef Title, llvm::json::Object Schema);

} // namespace codex

#include "support/ShapeTypes.h"

#endif // CODEX_SUPPORT_SHAPE_H

//===- ShapeTypes.h - The templates behind Shape.h --------------*- C++ -*-===//
//
// Included by Shape.h alone.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_SUPPORT_SHAPETYPES_H
#define CODEX_SUPPORT_SHAPETYPES_H

#include "support/Shape.h"

#include "llvm/ADT/STLExtras.h"

#include <cassert>
#include <limits>

namespace codex {

/// Reads each element of an array, or each member of an object; a problem if
/// \p Value is none.
void readElements(
    const JsonValue &Value, Reading &R,
    llvm::function_ref<void(const JsonValue &Element)> ReadElement);
void readMembers(
    const JsonValue &Value, Reading &R,
    llvm::function_ref<void(llvm::StringRef Key, const JsonValue &Value)>
        ReadMember);
/// The index of the word that \p Value is, or -1 and a problem.
int readWord(const JsonValue &Value, Reading &R,
             const std::vector<std::string> &Words);
llvm::json::Value wordSchema(const std::vector<std::string> &Words);

template <typename T> Type<std::vector<T>> listOf(Type<T> Element) {
  llvm::json::Object Schema{{"type", "array"}, {"items", Element.Schema}};
  auto Read = [Element = std::move(Element.Read)](
                  const JsonValue &V, std::vector<T> &Out, Reading &R) {
    Out.clear();
    readElements(V, R, [&](const JsonValue &One) {
      T Value{};
      Element(One, Value, R);
      Out.push_back(std::move(Value));
    });
  };
  return {std::move(Read), std::move(Schema)};
}

template <typename T> Type<std::map<std::string, T>> mapOf(Type<T> Element) {
  llvm::json::Object Schema{{"type", "object"},
                            {"additionalProperties", Element.Schema}};
  auto Read = [Element = std::move(Element.Read)](const JsonValue &V,
                                                  std::map<std::string, T> &Out,
                                                  Reading &R) {
    Out.clear();
    readMembers(V, R, [&](llvm::StringRef Key, const JsonValue &One) {
      Element(One, Out[Key.str()], R);
    });
  };
  return {std::move(Read), std::move(Schema)};
}

template <typename T> Type<std::optional<T>> maybe(Type<T> Inner) {
  auto Read = [Inner = std::move(Inner.Read)](
                  const JsonValue &V, std::optional<T> &Out, Reading &R) {
    Inner(V, Out.emplace(), R);
  };
  return {std::move(Read), std::move(Inner.Schema)};
}

template <typename E>
Type<E> enumOf(std::vector<std::pair<std::string, E>> Names) {
  std::vector<std::string> Words;
  for (const auto &[Word, Value] : Names)
    Words.push_back(Word);
  llvm::json::Value Schema = wordSchema(Words);
  auto Read = [Names = std::move(Names), Words = std::move(Words)](
                  const JsonValue &V, E &Out, Reading &R) {
    if (int Index = readWord(V, R, Words); Index >= 0)
      Out = Names[Index].second;
  };
  return {std::move(Read), std::move(Schema)};
}

template <typename T> Type<T> unsignedType(int64_t Least, int64_t Most) {
  assert(Least >= 0 && "an unsigned number cannot be less");
  Type<int64_t> Wide = integerType(Least, Most);
  auto Read = [Wide = std::move(Wide.Read)](const JsonValue &V, T &Out,
                                            Reading &R) {
    int64_t Value = static_cast<int64_t>(Out);
    Wide(V, Value, R);
    Out = static_cast<T>(Value);
  };
  return {std::move(Read), std::move(Wide.Schema)};
}

template <> struct TypeOf<std::string> {
  static Type<std::string> get() { return text(); }
};
template <> struct TypeOf<bool> {
  static Type<bool> get() { return booleanType(); }
};
template <> struct TypeOf<unsigned> {
  static Type<unsigned> get() {
    return unsignedType<unsigned>(0, std::numeric_limits<unsigned>::max());
  }
};
template <> struct TypeOf<int64_t> {
  static Type<int64_t> get() {
    return integerType(std::numeric_limits<int64_t>::min(),
                       std::numeric_limits<int64_t>::max());
  }
};
template <> struct TypeOf<double> {
  static Type<double> get() { return numberType(); }
};
template <> struct TypeOf<JsonValue> {
  static Type<JsonValue> get() { return anyType(); }
};
template <typename T> struct TypeOf<std::vector<T>> {
  static Type<std::vector<T>> get() { return listOf(typeOf<T>()); }
};
template <typename T> struct TypeOf<std::map<std::string, T>> {
  static Type<std::map<std::string, T>> get() { return mapOf(typeOf<T>()); }
};
template <typename T> struct TypeOf<std::optional<T>> {
  static Type<std::optional<T>> get() { return maybe(typeOf<T>()); }
};

} // namespace codex

#endif // CODEX_SUPPORT_SHAPETYPES_H

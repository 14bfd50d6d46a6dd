//===- TestSupport.h - Short forms for tests of plain functions -*- C++ -*-===//
#ifndef CODEX_TEST_UNIT_TESTSUPPORT_H
#define CODEX_TEST_UNIT_TESTSUPPORT_H

#include "support/Json.h"

#include "llvm/Support/Error.h"
#include "gtest/gtest.h"

#include <string>

namespace codex::test {

/// The messages of an error, one a line; empty for success.
inline std::string messages(llvm::Error E) {
  std::string All;
  llvm::handleAllErrors(std::move(E), [&](const llvm::ErrorInfoBase &Info) {
    if (!All.empty())
      All += '\n';
    All += Info.message();
  });
  return All;
}

template <typename T> std::string messages(llvm::Expected<T> Value) {
  return messages(Value.takeError());
}

/// The value, or a failed test with the error's messages.
template <typename T> T must(llvm::Expected<T> Value) {
  if (Value)
    return std::move(*Value);
  ADD_FAILURE() << messages(Value.takeError());
  return T();
}

inline JsonValue json(llvm::StringRef Text, llvm::StringRef File = "t.json") {
  return must(parseJson(Text, File));
}

inline std::string at(JsonPosition P) {
  return std::to_string(P.Line) + ":" + std::to_string(P.Column);
}

} // namespace codex::test

#endif // CODEX_TEST_UNIT_TESTSUPPORT_H

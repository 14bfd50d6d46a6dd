//===- JsonEdit.h - Small changes to JSON that people wrote -----*- C++ -*-===//
//
// Comments, order, white space and everything else stay as they are.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_SUPPORT_JSONEDIT_H
#define CODEX_SUPPORT_JSONEDIT_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace codex {

/// The text of one JSON object, which is changed member by member. Values are
/// JSON text.
class JsonEdit {
public:
  /// \p File is for messages only.
  [[nodiscard]] static llvm::Expected<JsonEdit> create(std::string Text,
                                                       llvm::StringRef File);

  /// Replaces the value of \p Key; a new member comes behind that of \p Behind,
  /// which must be there.
  void set(llvm::StringRef Key, llvm::StringRef Value, llvm::StringRef Behind);

  /// Adds \p Element to the end of the array at \p Key; a new array comes
  /// behind the member \p Behind.
  void append(llvm::StringRef Key, llvm::StringRef Element,
              llvm::StringRef Behind);

  const std::string &text() const { return Text; }

private:
  explicit JsonEdit(std::string Text) : Text(std::move(Text)) {}

  std::string Text;
};

} // namespace codex

#endif // CODEX_SUPPORT_JSONEDIT_H

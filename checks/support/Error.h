//===- Error.h - Errors as values with a trail ------------------*- C++ -*-===//
//
// A failure is an llvm::Error that says what went wrong, and a trail of what
// was being done when it did, outermost last. Messages name the file, the
// place in it and the next step for the person who reads them.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_SUPPORT_ERROR_H
#define CODEX_SUPPORT_ERROR_H

#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace codex {

/// What is wrong, and the trail of what was being done ("reading rule 'x'").
class TrailError : public llvm::ErrorInfo<TrailError> {
public:
  static char ID;

  explicit TrailError(std::string Message) : Message(std::move(Message)) {}

  void addContext(std::string Context) { Trail.push_back(std::move(Context)); }

  /// "message (while a, while b)", on one line.
  void log(llvm::raw_ostream &OS) const override;
  std::error_code convertToErrorCode() const override;

private:
  std::string Message;
  std::vector<std::string> Trail;
};

[[nodiscard]] llvm::Error makeError(const llvm::Twine &Message);

/// Adds "while <Context>" to every error in \p E; success stays success.
[[nodiscard]] llvm::Error withContext(llvm::Error E,
                                      const llvm::Twine &Context);

} // namespace codex

#endif // CODEX_SUPPORT_ERROR_H

//===- Inputs.h - What a result depends on, file by file --------*- C++ -*-===//
//
// Every question that was put to the file system, with its answer: contents
// that were read, and also what was looked for and was not there. As long as
// the answers stay the same, so does the result.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_CACHE_INPUTS_H
#define CODEX_DRIVER_CACHE_INPUTS_H

#include "driver/cache/Digest.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"

#include <map>
#include <string>
#include <utility>

namespace codex {

enum class Answer : char {
  Absent = 'a',
  Directory = 'd',
  File = 'f',     ///< there, and its content was not asked for
  Other = 'o',    ///< a device, a pipe
  Content = 'c',  ///< with the digest of it
  Listing = 'l',  ///< of a directory; with the digest of the names in it
  RealName = 'r', ///< it is a link; with the digest of what it comes down to
  Root = 'R', ///< the result names the project's root, and holds for it only
};

/// Paths are absolute. An Answer of the first five kinds is what is at a path;
/// a listing and a real name are known beside it.
class Inputs {
public:
  void add(llvm::StringRef Path, Answer Kind, const Digest &Value = {});

  /// One path gave two answers: the files changed meanwhile, or could not be
  /// read. Nothing may be kept for later.
  bool unstable() const { return Unstable; }
  void setUnstable() { Unstable = true; }

  /// As bytes, sorted. Paths below \p Root are written without it.
  [[nodiscard]] std::string encode(llvm::StringRef Root) const;

  using Visitor =
      llvm::function_ref<bool(llvm::StringRef Path, Answer, const Digest &)>;
  /// Calls \p Visit until it says no. False then, or where \p Text is damaged.
  [[nodiscard]] static bool forEach(llvm::StringRef Text, llvm::StringRef Root,
                                    Visitor Visit);

private:
  struct Known {
    Answer Kind;
    Digest Value;
  };
  llvm::StringMap<Known> AtPath;
  std::map<std::pair<std::string, Answer>, Digest> Beside;
  bool Unstable = false;
};

} // namespace codex

#endif // CODEX_DRIVER_CACHE_INPUTS_H

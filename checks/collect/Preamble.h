//===- Preamble.h - The head of a unit's file, precompiled ------*- C++ -*-===//
//
// A file that is being edited is analysed again and again, and most of the time
// goes into what its head includes. The head (its directives and comments, up
// to the first line of code) is precompiled and kept, as an editor's language
// server does it (clang/Frontend/PrecompiledPreamble.h has the way). It is a
// part of the unit just as it stands, so that nothing has to be watched while
// the rest of the unit is parsed.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_COLLECT_PREAMBLE_H
#define CODEX_COLLECT_PREAMBLE_H

#include "collect/CollectAction.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace codex {

/// Immutable once made or read.
struct Preamble {
  /// A file that was read for it; absolute, or relative to the project's root.
  struct ReadFile {
    std::string Path;
    uint64_t Size = 0;    ///< as it was
    int64_t Changed = 0;  ///< when it was modified last, as it was
    bool Foreign = false; ///< as in UnitFacts
  };

  std::string File; ///< the precompiled head; what uses it sets it
  /// What was asked of the file system to make it, in its asker's own form.
  std::string Questions;
  uint64_t Length = 0; ///< of the head, in bytes
  bool EndsLine = false;
  uint64_t Counter = 0; ///< what __COUNTER__ is behind it
  std::vector<ReadFile> Files;
  /// Which declarations of it are the project's own, and outermost: Clang's
  /// numbers of them in the precompiled file.
  std::vector<uint64_t> Own;

  /// False where a file was written since, to whatever content: Clang finds its
  /// notes on a header by size and time.
  [[nodiscard]] bool holds(llvm::vfs::FileSystem &Files,
                           llvm::StringRef Root) const;

  [[nodiscard]] std::string encode() const;
  /// Nothing where \p Text is damaged. File is the caller's to set.
  [[nodiscard]] static std::optional<Preamble> decode(llvm::StringRef Text);
};

/// The head of a file with the content \p Text; "" if it includes nothing.
[[nodiscard]] llvm::StringRef headOf(llvm::StringRef Text);

/// Precompiles the head of \p Unit, whose file has the content \p Text, into
/// the file \p Output; the unit's file itself is not read. Nothing where the
/// command asks for what a head cannot stand for, where there is an error in
/// it, or where it reads so little that keeping it is not worth its place.
[[nodiscard]] std::optional<Preamble>
makePreamble(const CompileUnit &Unit, llvm::StringRef Text,
             llvm::StringRef Root,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
             llvm::StringRef Output);

} // namespace codex

#endif // CODEX_COLLECT_PREAMBLE_H

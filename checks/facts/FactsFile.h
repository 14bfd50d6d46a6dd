//===- FactsFile.h - Facts on their way between processes -------*- C++ -*-===//
//
// UnitFacts as JSON and back, exactly: what is read equals what was written,
// paths and texts that are no UTF-8 included. On disk the JSON is sealed: a
// line that says what follows, and so many compressed bytes
// (docs/facts-format.md).
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_FACTS_FACTSFILE_H
#define CODEX_FACTS_FACTSFILE_H

#include "facts/UnitFacts.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace codex {

/// Goes up when a reader of the number before would misunderstand the file.
constexpr unsigned FactsVersion = 11;

/// One JSON object; ends with a newline.
void writeFacts(const UnitFacts &Facts, llvm::raw_ostream &OS);

/// The same, compressed, with a sum; ends with a newline, too.
void writeSealedFacts(const UnitFacts &Facts, llvm::raw_ostream &OS);

/// Strict, of either form. \p File is for messages. A file of another version,
/// a truncated or a damaged one is an error that says so and says what to do.
[[nodiscard]] llvm::Expected<UnitFacts> parseFacts(llvm::StringRef Text,
                                                   llvm::StringRef File);
/// The same of facts that others follow: takes them off the front of \p Text.
[[nodiscard]] llvm::Expected<UnitFacts> takeFacts(llvm::StringRef &Text,
                                                  llvm::StringRef File);
[[nodiscard]] llvm::Expected<UnitFacts> readFactsFile(llvm::StringRef Path);

} // namespace codex

#endif // CODEX_FACTS_FACTSFILE_H

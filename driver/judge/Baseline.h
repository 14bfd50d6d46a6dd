//===- Baseline.h - The findings a project had when it started --*- C++ -*-===//
//
// A text file, one finding a line, sorted by fingerprint, so that branches that
// mend different findings merge:
//
//   0123456789abcdef<TAB>unchecked-unwrap<TAB>src/a.cpp<TAB>ns::f(int)
//
// A finding that tells of further places for the same cause has a fifth field,
// what those are, joined by commas: one more of them is not covered. Files that
// were written before there was such a field do not have the comment that says
// so, and cover all places of a finding.
//
// The fingerprint counts; the rest is for people, and says where a finding was
// when it was written down. Lines that begin with '#' are comments.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_JUDGE_BASELINE_H
#define CODEX_DRIVER_JUDGE_BASELINE_H

#include "model/Finding.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <map>
#include <string>
#include <vector>

namespace codex {

struct BaselineEntry {
  std::string Fingerprint;
  std::string Rule;
  std::string File;
  std::string Function;
  std::vector<std::string> Places = {}; ///< behind the first, sorted

  /// Whether it covers a place that \p Other, of the same finding, does not.
  bool isWiderThan(const BaselineEntry &Other) const;
};

class Baseline {
public:
  /// \p File is for messages, which name the line.
  [[nodiscard]] static llvm::Expected<Baseline> parse(llvm::StringRef Text,
                                                      llvm::StringRef File);

  /// The one at \p Name, relative to \p Root; empty if there is no such file.
  [[nodiscard]] static llvm::Expected<Baseline>
  read(llvm::StringRef Root, llvm::StringRef Name,
       llvm::vfs::FileSystem &Files);

  void add(const Finding &F);
  void add(BaselineEntry Entry);
  bool remove(llvm::StringRef Fingerprint);

  /// Null if the fingerprint is not in it.
  const BaselineEntry *find(llvm::StringRef Fingerprint) const;
  /// The entries of findings with this identity, however many there are.
  std::vector<const BaselineEntry *> entriesOf(llvm::StringRef Identity) const;

  /// Whether \p Entry stood for the finding with this identity when its
  /// function had the name that the entry says. The rest of the identity is the
  /// same: the fingerprint tells.
  static bool stoodFor(const BaselineEntry &Entry, llvm::StringRef Identity);

  /// Whether entries say which places of their findings they cover.
  bool tellsPlaces() const { return TellsPlaces; }
  void tellPlaces() { TellsPlaces = true; }
  /// What stands for a place of this identity in an entry.
  static std::string placeName(llvm::StringRef Identity);

  /// By fingerprint.
  const std::map<std::string, BaselineEntry> &entries() const {
    return Entries;
  }
  std::string text() const;

private:
  std::map<std::string, BaselineEntry> Entries;
  bool TellsPlaces = false;
};

} // namespace codex

#endif // CODEX_DRIVER_JUDGE_BASELINE_H

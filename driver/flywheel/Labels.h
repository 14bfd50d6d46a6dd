//===- Labels.h - What people have said of findings -------------*- C++ -*-===//
//
// A file of labels: { "project": NAME, "labels": [ { "rule", "file",
// "function", "object", "label", "why" } ] }. A label belongs to every finding
// of that rule in that function whose message names the object.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_FLYWHEEL_LABELS_H
#define CODEX_DRIVER_FLYWHEEL_LABELS_H

#include "model/Finding.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <string>
#include <vector>

namespace codex {

struct Label {
  std::string Rule, File, Function, Object;
  std::string TheLabel; ///< true, debatable, false; empty: nobody has read it
  std::string Why;
  std::string Mended; ///< the day since when it is not reported any more

  bool covers(const Finding &F) const;
};

struct LabelFile {
  std::string Project;
  std::string Read; ///< the day
  std::vector<Label> Labels;

  const Label *find(const Finding &F) const;
};

/// A label's object: the first thing that the message names, or nothing.
std::string objectNamed(llvm::StringRef Message);

[[nodiscard]] llvm::Expected<LabelFile>
readLabels(llvm::StringRef Path, llvm::vfs::FileSystem &Files);
[[nodiscard]] llvm::Error writeLabels(const LabelFile &Labels,
                                      llvm::StringRef Path);

} // namespace codex

#endif // CODEX_DRIVER_FLYWHEEL_LABELS_H

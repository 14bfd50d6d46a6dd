//===- Output.h - Which reports go where ------------------------*- C++ -*-===//
#ifndef CODEX_DRIVER_REPORT_OUTPUT_H
#define CODEX_DRIVER_REPORT_OUTPUT_H

#include "driver/Env.h"
#include "driver/report/Writer.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace codex {

/// The reports that a command line asks for.
class Output {
public:
  /// \p Formats are "NAME" or "NAME=FILE"; none means text. \p File (-o) takes
  /// the one without a file of its own; empty or "-": the standard output.
  [[nodiscard]] static llvm::Expected<Output>
  make(llvm::ArrayRef<std::string> Formats, llvm::StringRef File);

  /// Files appear whole or not at all.
  [[nodiscard]] llvm::Error write(const Report &TheReport, Env &World) const;

  /// An error where a report would take the place of one of \p Sources, which
  /// are absolute: -o is what a compiler writes, too.
  [[nodiscard]] llvm::Error spares(llvm::ArrayRef<std::string> Sources,
                                   const Env &World) const;

  /// Whether people read the standard output of this run.
  bool textToStandardOutput() const;

private:
  /// To \p Err what no format of this run has a place for: that other rules
  /// were used than were meant is never kept from people.
  void tellNotes(const Report &TheReport, llvm::raw_ostream &Err) const;

  struct Target {
    std::string Format;
    std::shared_ptr<Writer> TheWriter;
    std::string File; ///< "-": the standard output
  };
  std::vector<Target> Targets;
};

} // namespace codex

#endif // CODEX_DRIVER_REPORT_OUTPUT_H

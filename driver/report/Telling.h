//===- Telling.h - What every form tells of a finding -----------*- C++ -*-===//
#ifndef CODEX_DRIVER_REPORT_TELLING_H
#define CODEX_DRIVER_REPORT_TELLING_H

#include "driver/judge/Report.h"
#include "driver/report/SourceLines.h"

#include <optional>
#include <string>
#include <vector>

namespace codex {

/// UTF-8, and free of control characters but tab and line end: what JSON, XML
/// and browsers can take.
std::string exactText(llvm::StringRef Text);

/// The same to be read by people: what turns the direction is made visible.
std::string plainText(llvm::StringRef Text);

/// How many bytes \p Text, which begins beyond ASCII, has in front that a
/// terminal may show as they are: one character, or none if that is no UTF-8, a
/// control of its own (U+0080 to U+009F) or turns the direction or the line.
size_t harmlessBytes(llvm::StringRef Text);

/// For a terminal: control characters, which names and code may have, are made
/// visible; all but tab and line end, or those as well in \p OneLine.
/// Nor does a runner of CI take any of it for a command of its own.
std::string visibleText(llvm::StringRef Text, bool OneLine = false);
/// The same for what begins a line.
std::string visibleLine(llvm::StringRef Text);
/// Where the commands begin that a runner of CI looks for anywhere in a line:
/// the places of their second '#'.
std::vector<size_t> runnerCommands(llvm::StringRef Text);

/// "If you need ..., use ...", the incident in one line, where to read on. One
/// element a line; empty for findings without a rule.
std::vector<std::string> teachingLines(const JudgedFinding &Judged,
                                       const Report &TheReport);

/// "2025-11-18: ..."; "" if the rule has no incident.
std::string incidentLine(const JudgedFinding &Judged, const Report &TheReport);

/// "1 file", "2 files".
std::string counted(size_t Count, llvm::StringRef Noun);

/// "function:1:2: message", for steps.
std::string placeText(const Location &At);

/// A fix as whole lines.
struct Suggestion {
  unsigned FirstLine = 0;
  unsigned LastLine = 0;
  std::string NewText; ///< without the last line's end
};
/// None where the first fix of the finding is not one place in its own file.
std::optional<Suggestion> suggestionOf(const Finding &F, SourceLines &Sources);

/// The line and column (in bytes) of an offset.
Location locationOf(llvm::StringRef File, unsigned Offset,
                    SourceLines &Sources);

/// "fail", or "pass" and so on, with the counts behind it.
std::string headline(const Report &TheReport);

} // namespace codex

#endif // CODEX_DRIVER_REPORT_TELLING_H

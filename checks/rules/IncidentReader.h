//===- IncidentReader.h - An incident from its file -------------*- C++ -*-===//
#ifndef CODEX_RULES_INCIDENTREADER_H
#define CODEX_RULES_INCIDENTREADER_H

#include "rules/Incident.h"
#include "support/Shape.h"

namespace codex {

/// An id must be the stem of the file's name, and the file must lie in the
/// folder of the year.
const Shape<Incident> &incidentShape();

/// "2025", "2025-11", "2025-11-18", "2025-11-18T11:20Z", each with a remark
/// behind a space.
[[nodiscard]] bool isIncidentDate(llvm::StringRef Text);

[[nodiscard]] llvm::Error readIncident(const JsonValue &Json,
                                       llvm::StringRef File, Incident &Out);

} // namespace codex

#endif // CODEX_RULES_INCIDENTREADER_H

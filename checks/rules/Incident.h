//===- Incident.h - Something that went wrong in the real world -*- C++ -*-===//
#ifndef CODEX_RULES_INCIDENT_H
#define CODEX_RULES_INCIDENT_H

#include <string>
#include <vector>

namespace codex {

/// Public facts only, in our own words, nothing that a source does not say.
struct Incident {
  std::string Id; ///< kebab-case; the file's stem
  std::string Title;
  std::string Organisation;
  std::string Date; ///< ISO 8601, as exact as the sources are: "2025-11-18"
  std::string Impact;
  std::string WhatHappened;
  std::string RootCauseInCode;
  std::string Lesson;
  std::string Evidence; ///< primary, quoted or summary
  std::string Caveats;
  /// What no source rule can see here, and what to do instead.
  std::string NoRule;
  std::vector<std::string> Sources; ///< URLs
  std::vector<std::string> Tags;

  std::string File; ///< where it was read from; not part of the data

  /// "2025-11-18: <title> (<organisation>)".
  std::string oneLine() const;
};

} // namespace codex

#endif // CODEX_RULES_INCIDENT_H

//===- Rule.h - One engineering standard ------------------------*- C++ -*-===//
//
// "If you need X, use Y", drawn from incidents. The envelope is the same for
// every rule; the spec is read by the rule's engine alone.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_RULES_RULE_H
#define CODEX_RULES_RULE_H

#include "model/Policy.h"
#include "support/Json.h"

#include <memory>
#include <string>
#include <vector>

namespace codex {

/// What people said of a rule's findings in real projects, counted.
struct ReadFindings {
  unsigned True = 0;
  unsigned Debatable = 0;
  unsigned False = 0;
  unsigned Unread = 0; ///< reported, and nobody has looked
  std::vector<std::string> Projects;

  unsigned read() const { return True + Debatable + False; }
  /// Of what was read, in percent; rounded down, so that 89.9 is not 90.
  unsigned precision() const { return read() ? True * 100 / read() : 0; }
  /// "28 of 30 findings read are true (93 %), in cmake 3.25.1 and ledger 3.3".
  std::string inWords() const;
};

/// One step of a rule's way from a draft to what blocks, or back.
struct StateChange {
  std::string Date; ///< ISO 8601
  State From = State::Draft;
  State To = State::Draft;
  std::string Reason;
  ReadFindings Figures; ///< what was known on that day
  bool Forced = false;  ///< against the figures
};

struct Rule {
  std::string Id;     ///< kebab-case, names the bad pattern; the file's stem
  std::string Family; ///< the folder that the file lies in: the subject
  std::string Title;
  std::string Need; ///< "If you need <Need>,
  std::string Use;  ///<  use <Use>."
  Level TheLevel = Level::Should;
  State TheState = State::Draft;
  std::string Since;
  std::string Engine;
  JsonPosition EngineAt;
  std::string Message; ///< a template; its {names} come from the engine
  std::vector<std::string> Why;
  std::vector<std::string> Fix;
  std::vector<std::string> Limits; ///< what it does not report, and why
  std::vector<std::string> Incidents;
  std::vector<std::string> Exempt; ///< only "tests" so far
  std::vector<std::string> Owners;
  std::vector<std::string> Formerly; ///< ids it had before
  std::vector<StateChange> History;  ///< the oldest first
  std::string Rfc;
  JsonValue Spec;

  /// Where a project's changes of the spec stand; null: it changed nothing.
  std::shared_ptr<const JsonOrigin> Overlay;

  std::string File; ///< where it was read from; not part of the data

  bool exemptsTests() const;
  /// "If you need <Need>, use <Use>."
  std::string sentence() const;
};

} // namespace codex

#endif // CODEX_RULES_RULE_H

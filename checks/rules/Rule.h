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

#include <string>
#include <vector>

namespace codex {

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
  std::string Message; ///< a template; its {names} come from the engine
  std::vector<std::string> Why;
  std::vector<std::string> Fix;
  std::vector<std::string> Limits; ///< what it does not report, and why
  std::vector<std::string> Incidents;
  std::vector<std::string> Exempt; ///< only "tests" so far
  std::vector<std::string> Owners;
  std::vector<std::string> Formerly; ///< ids it had before
  std::string Rfc;
  JsonValue Spec;

  std::string File; ///< where it was read from; not part of the data

  bool exemptsTests() const;
  /// "If you need <Need>, use <Use>."
  std::string sentence() const;
};

} // namespace codex

#endif // CODEX_RULES_RULE_H

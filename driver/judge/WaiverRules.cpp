//===- WaiverRules.cpp - The rules about waivers themselves ---------------===//
//
// They belong to no engine and to no incident: they keep waivers honest, and so
// are part of the command.
//
//===----------------------------------------------------------------------===//

#include "driver/judge/Waivers.h"

using namespace codex;

static Rule invalidWaiver() {
  Rule R;
  R.Id = "invalid-waiver";
  R.Title = "Waiver without what makes it one";
  R.Need = "to break a rule at one place";
  R.Use = "'codex-waive(RULE, until=YYYY-MM-DD): REASON', with a date that is "
          "neither past nor too far";
  R.TheLevel = Level::Must;
  R.TheState = State::Enforced;
  R.Since = "0.1";
  R.Message = "this waiver does not hold: {problem}";
  R.Why = {"A permission that nobody gave a reason for, or that never ends, is "
           "a rule switched off."};
  R.Fix = {"Say which rule, until when and why, or mend the code."};
  return R;
}

static Rule unusedWaiver() {
  Rule R;
  R.Id = "unused-waiver";
  R.Title = "Waiver that waives nothing";
  R.Need = "no waiver any more";
  R.Use = "the delete key: remove the comment";
  R.TheLevel = Level::Should;
  R.TheState = State::Advisory;
  R.Since = "0.1";
  R.Message = "this waiver no longer suppresses anything";
  R.Why = {"A waiver left behind hides the next fault at the same place."};
  R.Fix = {"Remove the comment."};
  return R;
}

const Rule *WaiverBook::ruleNamed(llvm::StringRef Id) {
  static const Rule Invalid = invalidWaiver();
  static const Rule Unused = unusedWaiver();
  if (Id == Invalid.Id)
    return &Invalid;
  if (Id == Unused.Id)
    return &Unused;
  return nullptr;
}

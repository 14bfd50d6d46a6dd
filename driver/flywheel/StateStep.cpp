#include "driver/flywheel/StateStep.h"

#include "driver/Today.h"
#include "driver/flywheel/LabelCount.h"
#include "driver/flywheel/RuleLint.h"
#include "driver/run/RuleTestRun.h"
#include "rules/RuleReader.h"
#include "support/Error.h"
#include "support/JsonEdit.h"
#include "support/TextFile.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace codex {

static Expected<State> stateAfter(Direction Way, const Rule &R) {
  switch (Way) {
  case Direction::Retire:
    if (R.TheState == State::Retired)
      return makeError("'" + R.Id + "' is retired already");
    return State::Retired;
  case Direction::Promote:
    switch (R.TheState) {
    case State::Draft:
      return State::Advisory;
    case State::Advisory:
      return State::Enforced;
    case State::Enforced:
      return makeError("'" + R.Id +
                       "' is enforced already, and there is "
                       "nothing above that");
    case State::Retired:
      return State::Draft;
    }
    break;
  case Direction::Demote:
    switch (R.TheState) {
    case State::Enforced:
      return State::Advisory;
    case State::Advisory:
      return State::Draft;
    case State::Draft:
      return makeError("'" + R.Id +
                       "' is a draft, which nobody sees unless "
                       "it is named; 'codex-lint rules retire' takes it out");
    case State::Retired:
      return makeError("'" + R.Id +
                       "' is retired; 'codex-lint rules promote' "
                       "makes it a draft again");
    }
    break;
  }
  llvm_unreachable("a way that leads nowhere");
}

static std::string quoted(StringRef Text) {
  std::string Result;
  raw_string_ostream(Result) << json::Value(Text.str());
  return Result;
}

/// The element of $.history, on one line, keys in the order of reading.
static std::string entry(const StateChange &C) {
  std::string Text = "{\"date\": " + quoted(C.Date) +
                     ", \"from\": " + quoted(toString(C.From)) +
                     ", \"to\": " + quoted(toString(C.To)) +
                     ", \"reason\": " + quoted(C.Reason);
  if (C.Figures.read() || C.Figures.Unread) {
    std::vector<std::string> Projects;
    for (const std::string &Project : C.Figures.Projects)
      Projects.push_back(quoted(Project));
    Text += formatv(", \"figures\": {{\"true\": {0}, \"debatable\": {1}, "
                    "\"false\": {2}, \"unread\": {3}, \"projects\": [{4}]}",
                    C.Figures.True, C.Figures.Debatable, C.Figures.False,
                    C.Figures.Unread, join(Projects, ", "));
  }
  return Text + (C.Forced ? ", \"forced\": true}" : "}");
}

/// What speaks against a step up, beside figures.
static Error readiness(const Rule &R, const RuleSet &Rules, Env &World) {
  RuleSet Alone = Rules;
  Alone.Rules = {R};
  erase_if(Alone.Incidents,
           [&](const Incident &I) { return !is_contained(R.Incidents, I.Id); });
  if (Error E = lintRules(Alone))
    return joinErrors(std::move(E),
                      makeError("'" + R.Id +
                                "' is not ready; 'codex-lint "
                                "rules lint' must have nothing to say of it"));
  Expected<std::vector<std::string>> Problems = runRuleTest(R, Rules, World);
  if (!Problems)
    return Problems.takeError();
  if (Problems->empty())
    return Error::success();
  return makeError("'" + R.Id +
                   "' fails its own test; see 'codex-lint rules "
                   "test " +
                   R.Id + "':\n" + join(*Problems, "\n"));
}

static Error figuresSayNo(const Rule &R, const ReadFindings &F) {
  std::string Unread =
      F.Unread ? ", and " + std::to_string(F.Unread) + " were not read" : "";
  return makeError("'" + R.Id + "' is not to be enforced: " + F.inWords() +
                   Unread + "; " + whatEnforcingAsksFor() +
                   ". Read more of them with 'codex-lint rules "
                   "try " +
                   R.Id +
                   " -p BUILD --labels FILE', or say --force, and with "
                   "--reason why");
}

static Error write(const Rule &R, const StateChange &C, Env &World) {
  auto Buffer = World.Files->getBufferForFile(R.File);
  if (!Buffer)
    return makeError(R.File + ": " + Buffer.getError().message());
  Expected<JsonEdit> Edit =
      JsonEdit::create((*Buffer)->getBuffer().str(), R.File);
  if (!Edit)
    return Edit.takeError();
  Edit->set("state", quoted(toString(C.To)), "id");
  Edit->append("history", entry(C), "state");
  return writeTextFile(R.File, Edit->text());
}

Error StateStep::run(const LoadedRules &Loaded, Env &World) const {
  Expected<const Rule *> Named = Loaded.named(StringRef(RuleId));
  if (!Named)
    return Named.takeError();
  // As its file has it: a project may have another state for it.
  Expected<Rule> Own = readRuleFile((*Named)->File);
  if (!Own)
    return Own.takeError();
  const Rule &R = *Own;
  Expected<State> To = stateAfter(Way, R);
  if (!To)
    return To.takeError();
  if (StringRef(Reason).trim().empty())
    return makeError("why? Say --reason \"...\": it is written into the "
                     "rule's file, for those who ask later");

  std::vector<std::string> Places = Labels;
  if (Places.empty())
    Places = usualLabels(Loaded.Directory, World);
  Expected<std::map<std::string, ReadFindings>> Counts =
      countLabels(Places, Loaded.Rules, World);
  if (!Counts)
    return Counts.takeError();
  StateChange C{today(World), R.TheState, *To, Reason, (*Counts)[R.Id], false};

  if (Way == Direction::Promote && *To != State::Draft)
    if (Error E = readiness(R, Loaded.Rules, World))
      return E;
  if (*To == State::Enforced && !mayBeEnforced(C.Figures)) {
    if (!Force)
      return figuresSayNo(R, C.Figures);
    C.Forced = true;
  }
  if (Error E = write(R, C, World))
    return E;
  World.Out << R.Id << ": " << toString(C.From) << " -> " << toString(C.To)
            << (C.Forced ? ", by force" : "") << "; " << C.Figures.inWords()
            << "\nwritten to " << R.File
            << "\n'codex-lint rules docs' brings its page up to date\n";
  if (*To == State::Enforced && R.TheLevel == Level::Should)
    World.Out << "it is a 'should': it is counted as enforced, and blocks "
                 "nobody; a 'must' does\n";
  return Error::success();
}

} // namespace codex

// The firewall's rules. A rule logs, blocks, or executes a whole set of
// further tests. Operations can switch any of them off at once.
#ifndef EDGE_RULES_H
#define EDGE_RULES_H

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace edge {

enum class Action { Log, Block, Execute };

struct Rule {
  std::string Id;
  Action Kind;
  std::vector<std::string> Needles; ///< looked for in the path
};

/// What a set of tests found.
struct ExecuteResult {
  std::vector<std::string> Matched;
};

/// What became of one rule for one request.
struct Outcome {
  std::string RuleId;
  Action Kind;
  bool Matched = false;
  std::optional<ExecuteResult> Execute; ///< for rules that execute
};

/// The ids of the rules that are switched off, one a line. No file, none.
std::set<std::string> loadKillSwitch(const std::string &File);

const std::vector<Rule> &builtinRules();

std::vector<Outcome> evaluate(const std::vector<Rule> &Rules,
                              const std::set<std::string> &SwitchedOff,
                              const std::string &Path);

/// Whether the outcomes together mean that the request is refused.
bool refuses(const std::vector<Outcome> &Outcomes);

} // namespace edge

#endif // EDGE_RULES_H

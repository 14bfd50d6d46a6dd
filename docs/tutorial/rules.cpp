#include "rules.h"

#include <fstream>

namespace edge {

std::set<std::string> loadKillSwitch(const std::string &File) {
  std::set<std::string> Ids;
  std::ifstream In(File);
  for (std::string Id; std::getline(In, Id);)
    Ids.insert(Id);
  return Ids;
}

const std::vector<Rule> &builtinRules() {
  static const std::vector<Rule> Rules = {
      {"admin-pages", Action::Block, {"/wp-admin", "/phpmyadmin"}},
      {"odd-paths", Action::Log, {"//", "/./"}},
      {"managed-set", Action::Execute, {"../", "<script", "union+select"}},
  };
  return Rules;
}

static std::vector<std::string> findAll(const std::vector<std::string> &Needles,
                                        const std::string &Path) {
  std::vector<std::string> Found;
  for (const std::string &Needle : Needles)
    if (Path.find(Needle) != std::string::npos)
      Found.push_back(Needle);
  return Found;
}

std::vector<Outcome> evaluate(const std::vector<Rule> &Rules,
                              const std::set<std::string> &SwitchedOff,
                              const std::string &Path) {
  std::vector<Outcome> Outcomes;
  for (const Rule &R : Rules) {
    Outcome O{R.Id, R.Kind, false, std::nullopt};
    if (SwitchedOff.count(R.Id) == 0) {
      std::vector<std::string> Found = findAll(R.Needles, Path);
      O.Matched = !Found.empty();
      if (R.Kind == Action::Execute)
        O.Execute = ExecuteResult{std::move(Found)};
    }
    Outcomes.push_back(std::move(O));
  }
  return Outcomes;
}

bool refuses(const std::vector<Outcome> &Outcomes) {
  for (const Outcome &O : Outcomes) {
    if (O.Kind == Action::Block && O.Matched)
      return true;
    if (O.Kind == Action::Execute && !O.Execute.value().Matched.empty())
      return true;
  }
  return false;
}

} // namespace edge

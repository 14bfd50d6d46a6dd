// flags: -std=c++20
#include <optional>
#include <string>
#include <vector>

enum class Environment { Production, Staging };

// [example-bad]
void rebootServers_bad(const std::vector<std::string> &Names = {}) {} // expect: 'rebootServers_bad' takes 'Names' for granted
// [/example-bad]

void stopNodes_bad(std::optional<std::string> Zone = std::nullopt) {} // expect: takes 'Zone' for granted

void rotateKey_bad(const std::string &Key, const std::string &Env = "default") {} // expect: takes 'Env' for granted

void deployWorker_bad(const char *Script, Environment Target = Environment::Production) {} // expect: takes 'Target' for granted

struct Database {
  int deleteRows_bad(const std::string &Table, const std::string &Where = "") { return 0; } // expect: takes 'Where' for granted
};

// [example-ok]
void rebootServers_ok(const std::vector<std::string> &Names) {}
// [/example-ok]

void rotateKey_ok(const std::string &Key, Environment Env) {}

void stopNodes_ok(const std::string &Zone, int TimeoutSeconds = 30) {}

std::vector<std::string> listServers_ok(const std::string &Zone = "") { return {}; }

void removeSpaces_ok(std::string &Text, const char *Blanks = " ") {}

void deployWorker_ok(Environment Target, bool DryRun = false) {}

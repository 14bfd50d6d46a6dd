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

// incident: cloudflare-2025-03-21-r2-default-env
struct Arguments {
  std::optional<std::string> get(const std::string &Name) const;
};
int putSecret(const std::string &Where, const std::string &Name);
int rotateCommand_bad(const Arguments &A) {
  const std::string env = A.get("env").value_or("dev"); // expect: takes 'env' for granted
  return putSecret(env, "access");
}
int rotateCommand_ok(const Arguments &A) {
  const std::optional<std::string> env = A.get("env");
  return env ? putSecret(*env, "access") : 2;
}
std::string colour_ok(const Arguments &A) {
  const std::string Style = A.get("style").value_or("plain");
  return Style;
}

enum class Where { Development, Production };
bool putCredential_bad(const std::string &Key, Where Env = Where::Development); // expect: takes 'Env' for granted
bool putCredential_ok(const std::string &Key, Where Env);

extern char *optarg;
int getopt(int, char *const *, const char *);
void deployCredentials(const std::string &Where, const std::string &Secret);
void show(const std::string &Where);

// incident: cloudflare-2025-03-21-r2-default-env
void rotate_bad(const std::string &Secret, bool (*Parse)(void *)) {
  struct Options {
    std::string env = "default"; // expect: codex-defaulted-target
  } O;
  if (Parse(&O))
    deployCredentials(O.env, Secret);
}
void rotate_ok(const std::string &Secret, bool (*Parse)(void *)) {
  struct Options {
    std::string env;
    std::string format = "text";
  } O;
  if (Parse(&O) && !O.env.empty()) {
    deployCredentials(O.env, Secret);
    deployCredentials(O.format, Secret);
  }
}
void show_ok(bool (*Parse)(void *)) {
  struct Options {
    std::string env = "default";
  } O;
  if (Parse(&O))
    show(O.env);
}

int flags_bad(int Argc, char **Argv) {
  std::string Environment = "production"; // expect: takes 'Environment' for granted
  std::string Secret;
  for (int C; (C = getopt(Argc, Argv, "e:s:")) != -1;)
    if (C == 'e')
      Environment = optarg;
    else
      Secret = optarg;
  deployCredentials(Environment, Secret);
  return 0;
}
int flags_ok(int Argc, char **Argv) {
  std::string Environment, Secret;
  for (int C; (C = getopt(Argc, Argv, "e:s:")) != -1;)
    if (C == 'e')
      Environment = optarg;
    else
      Secret = optarg;
  if (Environment.empty())
    return 2;
  deployCredentials(Environment, Secret);
  return 0;
}

namespace through {

// An option of a command line, which a parser fills.
struct OptionParser {
  OptionParser &add_option(const char *Name, std::string &Into);
  void parse(int Count, char **Arguments);
  void required(const char *Name);
};
void put_secret(const std::string &Env, const std::string &Value);
void rotateKey_bad(int Count, char **Arguments) {
  std::string env = "default"; // expect: 'env'
  OptionParser P;
  P.add_option("--env", env);
  P.parse(Count, Arguments);
  put_secret(env, "key");
}
void rotateKey_ok(int Count, char **Arguments) {
  std::string env;
  OptionParser P;
  P.add_option("--env", env);
  P.required("--env");
  P.parse(Count, Arguments);
  put_secret(env, "key");
}

} // namespace through

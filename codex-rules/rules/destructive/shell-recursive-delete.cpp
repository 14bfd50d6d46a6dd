// flags: -std=c++20
#include <fmt/format.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

// [example-bad]
// incident: steam-2015-rm-rf
void uninstall_bad(const std::string &Root) {
  std::string Command = "rm -rf " + Root; // expect: where 'Root' is empty
  std::system((Command + "/*").c_str());
}
// [/example-bad]

int wipe_bad(const char *Root) {
  char Command[512];
  snprintf(Command, sizeof Command, "rm -rf %s/*", Root); // expect: where 'Root' is empty
  return system(Command);
}

void direct_bad(const std::string &Name) {
  std::system(("rm -r /srv/tenants/" + Name).c_str()); // expect: where 'Name' is empty
}

void quoted_bad() {
  std::string Command = "rm -rf \"" + std::string(getenv("STEAMROOT")); // expect: is empty or has a space in it
  std::system((Command + "/\"*").c_str());
}

int piped_bad(const std::string &Directory) {
  FILE *Out = popen(("rm -Rf " + Directory).c_str(), "r"); // expect: where 'Directory' is empty
  return Out ? pclose(Out) : -1;
}

// [example-ok]
bool uninstall_ok(const std::string &Root) {
  if (Root.empty() || Root == "/")
    return false;
  return std::system(("rm -rf '" + Root + "'").c_str()) == 0;
}
// [/example-ok]

int looked_ok(const char *Root) {
  if (!Root || std::strlen(Root) < 2)
    return -1;
  char Command[512];
  snprintf(Command, sizeof Command, "rm -rf %s/*", Root);
  return system(Command);
}

void one_ok(const std::string &Name) {
  std::system(("rm -f /tmp/" + Name).c_str());
}

void fixed_ok() { std::system("rm -rf /var/cache/codex"); }

std::string help_ok(const std::string &Name) {
  return "rm -rf " + Name;
}

void listed_ok(const std::string &Name) {
  std::system(("ls " + Name).c_str());
}

// incident: steam-2015-rm-rf
int uninstallBeside_bad(const char *Self, bool Known) {
  char Command[4096];
  std::snprintf(Command, sizeof Command, "rm -rf \"%s/\"*", Known ? Self : ""); // expect: deletes more than is meant where 'Known ? Self : ""' is empty
  return std::system(Command);
}

void resetQuoted_bad(const std::string &Root) {
  char Command[4096];
  std::snprintf(Command, sizeof(Command), "rm -rf \"%s/\"*", Root.c_str()); // expect: Root
  if (std::system(Command) != 0)
    std::perror("rm");
}
void resetQuoted_ok(const std::string &Root) {
  if (Root.empty())
    return;
  char Command[4096];
  std::snprintf(Command, sizeof(Command), "rm -rf \"%s/\"*", Root.c_str());
  if (std::system(Command) != 0)
    std::perror("rm");
}

namespace through {

// A formatted command, run by a wrapper.
static int run(const std::string &Command) {
  return std::system(Command.c_str());
}
class Standby {
  std::string DataDir;

public:
  void reseed_bad() {
    run(fmt::format("rm -rf {}", DataDir)); // expect: DataDir
  }
  void greet_ok() { run(fmt::format("echo {}", DataDir)); }
};
std::string shown_ok(const std::string &Dir) {
  return fmt::format("rm -rf {}", Dir); // nobody runs it
}

} // namespace through

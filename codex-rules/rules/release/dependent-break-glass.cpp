// flags: -std=c++20
#include <fstream>
#include <optional>
#include <string>

#define CODEX_GROUP(NAME) __attribute__((annotate("codex::group=" NAME)))
#define BREAK_GLASS __attribute__((annotate("codex::entry=break-glass")))

struct User {
  std::string Name;
};

// What is down when the glass is broken, as the project says.
CODEX_GROUP("repaired-by-break-glass") bool singleSignOn(const User &Who);
class CODEX_GROUP("repaired-by-break-glass") ControlPlane {
public:
  std::optional<std::string> setting(const std::string &Key);
  void push(const std::string &Key, const std::string &Value);
};
struct Directory {
  virtual ~Directory() = default;
  CODEX_GROUP("repaired-by-break-glass") virtual std::string address(const std::string &Name) = 0;
};
struct InternalDns : Directory {
  std::string address(const std::string &Name) override;
};

bool localKeyFits(const std::string &Key);
void openShell(const std::string &Address);

// [example-bad]
// incident: facebook-2021-10-04-backbone
BREAK_GLASS void console_bad(InternalDns &Names, const std::string &Router) {
  openShell(Names.address(Router)); // expect: is part of what the break-glass path 'console_bad(InternalDns &, const std::string &)' is to repair
}
// [/example-bad]

bool breakGlassLogin_bad(const User &Who) {
  return singleSignOn(Who); // expect: 'singleSignOn' is part of what the break-glass path
}

void emergency_rollback_bad(ControlPlane &Plane) {
  Plane.push("version", "last"); // expect: is to repair: when it is needed, this fails
}

static bool allowed_bad(const User &Who, ControlPlane &Plane) {
  return Plane.setting("admins") == Who.Name; // expect: is part of what the break-glass path 'emergencyAccess(const User &, ControlPlane &)'
}
bool emergencyAccess(const User &Who, ControlPlane &Plane) { return allowed_bad(Who, Plane); }

struct Tool {
  BREAK_GLASS int run_bad(const User &Who, const std::string &Key) {
    // The second question spoils the first.
    if (!localKeyFits(Key) || !singleSignOn(Who)) // expect: is part of what
      return 1;
    return 0;
  }
};

BREAK_GLASS std::string throughBase_bad(Directory &Names) {
  return Names.address("db"); // expect: is part of what
}

// [example-ok]
BREAK_GLASS void console_ok(const std::string &Key) {
  std::string Address;
  std::ifstream("/etc/routers") >> Address; // written in good days
  if (localKeyFits(Key))
    openShell(Address);
}
// [/example-ok]

bool breakGlassLogin_ok(const std::string &Key) { return localKeyFits(Key); }

// The main path may need itself.
bool login_ok(const User &Who) { return singleSignOn(Who); }

void deploy_ok(ControlPlane &Plane) { Plane.push("version", "next"); }

// Not a way in, but what people read.
std::string describeEmergency_ok(ControlPlane &Plane) { return Plane.setting("text").value_or(""); }

BREAK_GLASS void told_ok(const User &Who) { std::ofstream("/var/log/glass") << Who.Name; }

// Calls through pointers are not followed.
BREAK_GLASS bool pointer_FN(const User &Who) {
  bool (*Ask)(const User &) = singleSignOn;
  return Ask(Who);
}

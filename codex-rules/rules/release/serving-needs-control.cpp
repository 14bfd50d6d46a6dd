// flags: -std=c++20
#include <map>
#include <optional>
#include <string>
#include <thread>

#define CODEX_GROUP(NAME) __attribute__((annotate("codex::group=" NAME)))
#define HANDLES_REQUESTS __attribute__((annotate("codex::entry=request-handler")))
#define HANDLES_EVENTS __attribute__((annotate("codex::entry=event-handler")))

struct Request {
  std::string Project;
};

// What serving can do without, as the project says.
class CODEX_GROUP("not-while-serving") PolicyService {
public:
  std::optional<bool> check(const std::string &Project);
};
CODEX_GROUP("not-while-serving") std::string settingFromDatabase(const std::string &Key);
CODEX_GROUP("not-while-serving") bool licenceIsValid();

static std::map<std::string, std::string> Cache;
static std::map<std::string, bool> Policies;

// [example-bad]
// incident: google-cloud-2025-06-12-service-control
HANDLES_REQUESTS int serve_bad(PolicyService &Policy, const Request &R) {
  return Policy.check(R.Project).value_or(false) ? 200 : 403; // expect: 'PolicyService::check' is not for the serving path, and 'serve_bad(PolicyService &, const Request &)'
}
// [/example-bad]

// incident: facebook-2010-09-23-config-loop
static std::string value_bad(const std::string &Key) {
  std::string &Known = Cache[Key];
  if (Known.empty())
    Known = settingFromDatabase(Key); // expect: 'settingFromDatabase' is not for the serving path
  return Known;
}
HANDLES_REQUESTS std::string page(const Request &R) { return value_bad(R.Project); }

HANDLES_EVENTS void onRead_bad(int) {
  if (!licenceIsValid()) // expect: requests fail when it does
    return;
}

struct Server {
  PolicyService Policy;
  HANDLES_REQUESTS bool member_bad(const Request &R) {
    auto Ask = [&] { return Policy.check(R.Project); }; // expect: is not for the serving path
    return Ask().has_value();
  }
};

HANDLES_REQUESTS int afterCopy_bad(PolicyService &Policy, const Request &R) {
  auto Known = Policies.find(R.Project);
  if (Known != Policies.end())
    return Known->second;
  return Policy.check(R.Project).has_value(); // expect: is not for the serving path
}

// [example-ok]
HANDLES_REQUESTS int serve_ok(const Request &R) {
  auto Known = Policies.find(R.Project);
  return Known != Policies.end() && Known->second ? 200 : 403;
}
void refresh_ok(PolicyService &Policy) {
  for (auto &[Project, Allowed] : Policies)
    Allowed = Policy.check(Project).value_or(Allowed);
}
// [/example-ok]

int start_ok() { return licenceIsValid() ? 0 : 1; }

void background_ok(PolicyService &Policy) {
  std::thread([&Policy] { refresh_ok(Policy); }).detach();
}

static CODEX_GROUP("serves-from-copy") std::string copied(const std::string &Key) {
  std::string &Known = Cache[Key];
  if (Known.empty())
    Known = settingFromDatabase(Key);
  return Known;
}
HANDLES_REQUESTS std::string copy_ok(const Request &R) { return copied(R.Project); }

std::string settingFromFile(const std::string &Key);
HANDLES_REQUESTS std::string other_ok(const Request &R) { return settingFromFile(R.Project); }

// Calls through pointers are not followed.
HANDLES_REQUESTS bool pointer_FN(const Request &) {
  bool (*Ask)() = licenceIsValid;
  return Ask();
}

// flags: -std=c++20
#include <poll.h>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>

struct Settings {
  int getInt(const std::string &Key, int Default) const;
  std::optional<int> find(const std::string &Key) const;
  std::optional<int> connectTimeout;
};
int readInt(const Settings &, const char *Key, int Default);
void use(int);

// incident: sendmail-500-miles
// [example-bad]
void connect_bad(const Settings &Config) {
  use(Config.getInt("timeout.connect", 0)); // expect: gives a time-out of zero where the setting is missing
}
// [/example-bad]

// [example-ok]
void connect_ok(const Settings &Config) { use(Config.getInt("timeout.connect", 5000)); }
// [/example-ok]

void kept_bad(const Settings &Config) {
  int Limit = Config.getInt("read_timeout_ms", 0); // expect: gives a time-out of zero
  use(Limit);
}
void optional_bad(const Settings &Config) {
  use(Config.connectTimeout.value_or(0)); // expect: gives a time-out of zero
}
void found_bad(const Settings &Config) {
  use(Config.find("deadline").value_or(0)); // expect: gives a time-out of zero
}
void free_bad(const Settings &Config) {
  use(readInt(Config, "requestTimeout", 0)); // expect: gives a time-out of zero
}

bool looked_ok(const Settings &Config) {
  int Timeout = Config.getInt("timeout.connect", 0);
  if (Timeout <= 0)
    return false;
  use(Timeout);
  return true;
}
void other_ok(const Settings &Config) { use(Config.getInt("retries", 0)); }
void found_ok(const Settings &Config) { use(Config.find("deadline").value_or(30)); }
void level_ok(const Settings &Config) { use(Config.find("level").value_or(0)); }

static int setting(const std::map<std::string, std::string> &All, const std::string &Key) {
  auto It = All.find(Key);
  return It == All.end() ? 0 : std::atoi(It->second.c_str());
}

int ownDefault_bad(const std::map<std::string, std::string> &All, int Socket) {
  int Wait = setting(All, "connect.timeout"); // expect: gives a time-out of zero where the setting is missing
  return poll(nullptr, Socket, Wait);
}

int ownDefault_ok(const std::map<std::string, std::string> &All, int Socket) {
  int Timeout = setting(All, "connect.timeout");
  if (Timeout <= 0)
    return -1;
  return poll(nullptr, Socket, Timeout);
}

int otherSetting_ok(const std::map<std::string, std::string> &All, int Socket) {
  return poll(nullptr, Socket, 5000 + setting(All, "connect.retries"));
}

#include <poll.h>
namespace settings {
struct Relay {
  int connectTimeoutMs = 0;
  int idleTimeoutMs = 3000;
};
int waitFor_bad(pollfd *P, const Relay &R) {
  return poll(P, 1, R.connectTimeoutMs); // expect: connectTimeoutMs
}
int waitFor_ok(pollfd *P, const Relay &R) {
  return poll(P, 1, R.idleTimeoutMs);
}
int looked_ok(pollfd *P, const Relay &R) {
  return poll(P, 1, R.connectTimeoutMs > 0 ? R.connectTimeoutMs : 30000);
}
class Mailer {
public:
  int number(const std::string &Key, int Else = 0) const {
    auto It = Values.find(Key);
    return It == Values.end() ? Else : std::atoi(It->second.c_str());
  }
  int must(const std::string &Key, int Else = 3000) const {
    auto It = Values.find(Key);
    return It == Values.end() ? Else : std::atoi(It->second.c_str());
  }

private:
  std::map<std::string, std::string> Values;
};
int dial_bad(const Mailer &M) {
  return M.number("Timeout.connect"); // expect: Timeout.connect
}
int dial_ok(const Mailer &M) { return M.number("Timeout.connect", 5000); }
int answer_ok(const Mailer &M) { return M.must("Timeout.answer"); }
int port_ok(const Mailer &M) { return M.number("Port"); }

} // namespace settings

// A reason in words is no name of a setting.
int endSession(int Id, int Force, const char *Why);
int endSession(int Id, int Force, const char *Why) {
  if (Id < 0)
    return 0;
  return Force + (Why != nullptr);
}
void onTimer_ok(int Id) { endSession(Id, 0, "session timeout"); }

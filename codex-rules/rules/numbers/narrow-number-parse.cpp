// flags: -std=c++20
#include <istream>
#include <cstdio>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string>

struct Update {
  std::string VersionText;
  long Version;
  int user_id;
};

// [example-bad]
void read_bad(Update &U) {
  U.Version = std::stoi(U.VersionText); // expect: 'std::stoi(U.VersionText)' reads 'VersionText' into 32 bits
}
// [/example-bad]

void assigned_bad(Update &U, const char *Text) {
  U.user_id = atoi(Text); // expect: 'atoi(Text)' reads 'user_id' into 32 bits
}

int local_bad(const std::string &Field) {
  int OrderId = std::stoi(Field); // expect: reads 'OrderId' into 32 bits
  return OrderId;
}

long stamp_bad(const char *timestamp) {
  return std::atoi(timestamp); // expect: reads 'timestamp' into 32 bits
}

bool newer_bad(const std::string &SerialText, int Known) {
  return std::stoi(SerialText.c_str()) > Known; // expect: reads 'SerialText' into 32 bits
}

// [example-ok]
bool read_ok(Update &U) {
  const char *End = U.VersionText.data() + U.VersionText.size();
  return std::from_chars(U.VersionText.data(), End, U.Version).ec == std::errc();
}
// [/example-ok]

long long wide_ok(const std::string &VersionText) { return std::stoll(VersionText); }

int port_ok(const char *Port) { return atoi(Port); }

int width_ok(const std::string &Width) { return std::stoi(Width); }

int valid_ok(const char *Valid) {
  int Rapid = atoi(Valid);
  return Rapid;
}

long base_ok(const char *user_id) { return std::strtoll(user_id, nullptr, 10); }

int core_ok(const std::string &Text) {
  int cpuId = std::stoi(Text);
  return cpuId;
}

// incident: exchange-y2k22
int signature_bad(const char *Text) {
  int Version;
  if (std::sscanf(Text, "%d", &Version) != 1) // expect: into 32 bits
    return -1;
  return Version;
}

long long signature_ok(const char *Text) {
  long long Version;
  if (std::sscanf(Text, "%lld", &Version) != 1)
    return -1;
  return Version;
}

int dataVersion(const std::string &Line) {
  return std::atoi(Line.c_str() + 8); // expect: into 32 bits
}

class Signature {
  int updateVersion = 0;
  long long wideVersion = 0;

public:
  bool read_bad(std::istream &In) { return bool(In >> updateVersion); } // expect: updateVersion
  bool read_ok(std::istream &In) { return bool(In >> wideVersion); }
};

int session_ok() {
  auto *version = std::getenv("KDE_SESSION_VERSION");
  return version ? std::atoi(version) : 0;
}

struct Stamped {
  int stamp = 0;
  int major = 0;
};
void stamp_bad(Stamped &S, const char *Text) {
  S.stamp = atoi(Text); // expect: stamp
}
void major_ok(Stamped &S, const char *Text) { S.major = atoi(Text); }

class Engine {
public:
  // incident: exchange-y2k22
  bool load_bad(const std::string &Text) {
    auto [End, Error] = std::from_chars(Text.data(), Text.data() + Text.size(), version_); // expect: reads 'version_' into 32 bits
    return Error == std::errc();
  }
  bool load_ok(const std::string &Text) {
    auto [End, Error] = std::from_chars(Text.data(), Text.data() + Text.size(), wide_);
    return Error == std::errc();
  }
  bool port_ok(const std::string &Text) {
    auto [End, Error] = std::from_chars(Text.data(), Text.data() + Text.size(), port_);
    return Error == std::errc();
  }

private:
  int version_ = 0, port_ = 0;
  std::int64_t wide_ = 0;
};

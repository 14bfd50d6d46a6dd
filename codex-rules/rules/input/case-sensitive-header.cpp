// flags: -std=c++20
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <strings.h>
#include <unordered_map>

// incident: firefox-2022-01-13-http3-loop
// [example-bad]
std::size_t bodySize_bad(const std::map<std::string, std::string> &Headers) {
  auto It = Headers.find("Content-Length"); // expect: is looked for letter by letter
  return It == Headers.end() ? 0 : std::strtoul(It->second.c_str(), nullptr, 10);
}
// [/example-bad]

class Upload {
public:
  bool chunked_bad() const {
    return headers_.count("Transfer-Encoding") != 0; // expect: is looked for letter by letter
  }
  const std::unordered_map<std::string, std::string> &headers() const { return headers_; }

private:
  std::unordered_map<std::string, std::string> headers_;
};

std::string agent_bad(const Upload &U) {
  return U.headers().at("User-Agent"); // expect: is looked for letter by letter
}

long parse_bad(const char *Name, const char *Value) {
  if (strcmp(Name, "Content-Length") == 0) // expect: is looked for letter by letter
    return std::strtol(Value, nullptr, 10);
  return -1;
}

bool keeps_bad(const std::string &Name) {
  return Name == "Keep-Alive"; // expect: is looked for letter by letter
}

bool view_bad(std::string_view Line) {
  return Line.compare(0, 14, "Content-Length") == 0; // expect: is looked for letter by letter
}

// [example-ok]
struct IgnoringCase {
  bool operator()(const std::string &A, const std::string &B) const {
    return strcasecmp(A.c_str(), B.c_str()) < 0;
  }
};
std::size_t bodySize_ok(const std::map<std::string, std::string, IgnoringCase> &Headers) {
  auto It = Headers.find("Content-Length");
  return It == Headers.end() ? 0 : std::strtoul(It->second.c_str(), nullptr, 10);
}
// [/example-ok]

// They were turned to lower case where they came in.
bool lower_ok(const std::map<std::string, std::string> &Headers) {
  return Headers.count("content-length") != 0;
}

bool ignoring_ok(const char *Name) { return strcasecmp(Name, "Content-Length") == 0; }

// This is how a message is made.
void answer_ok(std::map<std::string, std::string> &Headers, const std::string &Text) {
  Headers["Content-Length"] = std::to_string(Text.size());
  Headers.emplace("Content-Type", "text/plain");
}

// No headers.
bool setting_ok(const std::map<std::string, std::string> &Settings) {
  return Settings.count("Listen-Port") != 0;
}

bool word_ok(const std::string &Word) { return Word == "Content" || Word == "X-ray"; }

// Whoever gives the names a canonical form first may look for it.
bool canonical_FP(std::map<std::string, std::string> &Headers, std::string Name) {
  // The rule does not see that all names have come this way.
  Name[0] = static_cast<char>(std::toupper(Name[0]));
  Headers.emplace(Name, "");
  return Headers.count("Content-Type") != 0; // expect: is looked for letter by letter
}

// flags: -std=c++20
#include <regex>
#include <regex.h>
#include <string>
#include <sys/socket.h>

#define HANDLES_REQUESTS __attribute__((annotate("codex::entry=request-handler")))

// [example-bad]
HANDLES_REQUESTS bool direct_bad(const std::string &Text) {
  return std::regex_match(Text, std::regex("[a-z]+")); // expect: compiled here for each call
}
// [/example-bad]

static bool helper_bad(const std::string &Text) {
  std::regex Pattern("[0-9]+"); // expect: 'throughHelper(const std::string &)'
  return std::regex_search(Text, Pattern);
}
HANDLES_REQUESTS bool throughHelper(const std::string &Text) {
  return helper_bad(Text);
}

HANDLES_REQUESTS bool fromRequest_bad(const std::string &Rule, const std::string &Text) {
  const std::regex Pattern(Rule, std::regex::extended); // expect: compiled here
  return std::regex_match(Text, Pattern);
}

HANDLES_REQUESTS int posix_bad(const char *Text) {
  regex_t Pattern;
  if (regcomp(&Pattern, "a+", REG_EXTENDED)) // expect: compiled here
    return -1;
  int Result = regexec(&Pattern, Text, 0, nullptr, 0);
  regfree(&Pattern);
  return Result;
}

void loop_bad(int Listener) {
  for (;;) {
    int Client = accept(Listener, nullptr, nullptr);
    std::regex Pattern("x"); // expect: loop that accepts clients
    (void)Client;
  }
}

// [example-ok]
HANDLES_REQUESTS bool once_ok(const std::string &Text) {
  static const std::regex Pattern("[a-z]+");
  return std::regex_match(Text, Pattern);
}
// [/example-ok]

static const std::regex Global("[a-z]+");
HANDLES_REQUESTS bool global_ok(const std::string &Text) {
  return std::regex_match(Text, Global);
}

struct Filter {
  explicit Filter(const std::string &Text) : Pattern(Text) {}
  HANDLES_REQUESTS bool matches_ok(const std::string &Text) const {
    return std::regex_search(Text, Pattern);
  }
  std::regex Pattern;
};

Filter atStart_ok(int, char **Arguments) { return Filter(Arguments[1]); }

HANDLES_REQUESTS bool noPattern_ok(const std::string &Text) {
  return Text.find("abc") != std::string::npos;
}

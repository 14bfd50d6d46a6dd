#include <regex>
#include <string>

// The pattern that used up every core at Cloudflare, in short.
// [example-bad]
// incident: cloudflare-2019-07-02-regex
bool firewall_bad(const std::string &Query) {
  std::regex Rule("(?:(?:\\d|nan|true)+[)]*;?((?:\\s|-)*.*(?:.*=.*)))"); // expect: the pattern "(?:(?:\\d|nan|true)+[)]*;?((?:\\s|-)*.*(?:.*=.*)))" makes a backtracking matcher try over and over
  return std::regex_search(Query, Rule);
}
// [/example-bad]

static const char *const TrailingSpace = "^[\\s]+|[\\s]+$";

// The pattern that stopped Stack Exchange: tried again from every blank.
std::string trim_bad(const std::string &Line) {
  return std::regex_replace(Line, std::regex(TrailingSpace), ""); // expect: makes a backtracking matcher try over and over
}

bool words_bad(const std::string &Text) {
  const std::string Words = "(\\w+\\s?)*";
  std::regex Pattern(Words); // expect: makes a backtracking matcher try over and over
  Pattern.assign("(.|\\s)*end"); // expect: makes a backtracking matcher try over and over
  Pattern = "([a-z]*)+!"; // expect: makes a backtracking matcher try over and over
  return std::regex_match(Text, Pattern);
}

bool plain_ok(const std::string &Text) {
  std::regex Version("^([0-9]+)\\.([0-9]+)$");
  std::regex Name("[a-z]+(-[a-z]+)*");
  std::regex Escaped("\\(a+\\)+");
  std::regex Line("^\\s*([a-zA-Z_]\\w*)\\s*=\\s*(.*)$"), Last("[^/]+$");
  return std::regex_match(Text, Version) || std::regex_match(Text, Name) ||
         std::regex_match(Text, Escaped);
}

// [example-ok]
std::string trim_ok(const std::string &Line) {
  std::string::size_type End = Line.find_last_not_of(" \t");
  return End == std::string::npos ? "" : Line.substr(0, End + 1);
}
// [/example-ok]

std::string notAPattern_ok() { return "(a+)+"; }

// A pattern that comes from data is not known before the program runs.
bool fromData_FN(const std::string &Text, const std::string &Pattern) {
  return std::regex_match(Text, std::regex("(" + Pattern + "+)+"));
}

// incident: stackexchange-2016-07-20-regex
std::string edges_bad(const std::string &Line) {
  static const std::regex Edges("^[\\s\\u200c]+|[\\s\\u200c]+$"); // expect: makes a backtracking matcher try over and over
  return std::regex_replace(Line, Edges, "");
}
bool nested_bad(const std::string &Text) {
  return std::regex_match(Text, std::regex("^(a+)+$")); // expect: makes a backtracking matcher try over and over
}

bool key_ok(const std::string &Text) {
  return std::regex_match(Text, std::regex("^[a-z]+=[^=]+$"));
}
bool number_ok(const std::string &Text) {
  return std::regex_search(Text, std::regex("[+-]?[0-9]+"));
}

// flags: -std=c++20 -DPCRE2_CODE_UNIT_WIDTH=8
#include <vector>
#include <regex>
#include <pcre2.h>
#include <string>

// As in the old library.
extern "C" int pcre_exec(const void *, const void *, const char *, int, int, int, int *, int);

// [example-bad]
// incident: cloudflare-2019-07-02-regex
bool blocked_bad(const pcre2_code *Rule, const std::string &Body) {
  pcre2_match_data *Data = pcre2_match_data_create_from_pattern(Rule, nullptr);
  int Found = pcre2_match(Rule, reinterpret_cast<PCRE2_SPTR>(Body.data()), Body.size(), 0, 0, Data, nullptr); // expect: backtracks up to the limit that the library was built with
  pcre2_match_data_free(Data);
  return Found >= 0;
}
// [/example-bad]

int null_bad(const pcre2_code *Rule, PCRE2_SPTR Text, pcre2_match_data *Data) {
  return pcre2_match(Rule, Text, PCRE2_ZERO_TERMINATED, 0, 0, Data, NULL); // expect: backtracks up to the limit
}

int zero_bad(const pcre2_code *Rule, PCRE2_SPTR Text, pcre2_match_data *Data) {
  return pcre2_match(Rule, Text, PCRE2_ZERO_TERMINATED, 0, 0, Data, 0); // expect: backtracks up to the limit
}

int old_bad(const void *Rule, const char *Text, int Length, int *Ovector) {
  return pcre_exec(Rule, nullptr, Text, Length, 0, 0, Ovector, 30); // expect: backtracks up to the limit
}

struct Filter {
  bool fits_bad(PCRE2_SPTR Text, size_t Length) const {
    return pcre2_match(Rule, Text, Length, 0, 0, Data, nullptr) > 0; // expect: backtracks up to the limit
  }
  bool fits_ok(PCRE2_SPTR Text, size_t Length) const {
    return pcre2_match(Rule, Text, Length, 0, 0, Data, Limits) > 0;
  }
  pcre2_code *Rule;
  pcre2_match_data *Data;
  pcre2_match_context *Limits;
};

// [example-ok]
bool blocked_ok(const pcre2_code *Rule, const std::string &Body) {
  pcre2_match_context *Limits = pcre2_match_context_create(nullptr);
  pcre2_set_match_limit(Limits, 100000);
  pcre2_match_data *Data = pcre2_match_data_create_from_pattern(Rule, nullptr);
  int Found = pcre2_match(Rule, reinterpret_cast<PCRE2_SPTR>(Body.data()), Body.size(), 0, 0, Data, Limits);
  pcre2_match_data_free(Data);
  pcre2_match_context_free(Limits);
  return Found >= 0;
}
// [/example-ok]

int old_ok(const void *Rule, const void *Extra, const char *Text, int Length, int *Ovector) {
  return pcre_exec(Rule, Extra, Text, Length, 0, 0, Ovector, 30);
}

int automaton_ok(const pcre2_code *Rule, PCRE2_SPTR Text, pcre2_match_data *Data, int *Space) {
  return pcre2_dfa_match(Rule, Text, PCRE2_ZERO_TERMINATED, 0, 0, Data, nullptr, Space, 20);
}

void freed_ok(pcre2_match_data *Data) { pcre2_match_data_free(Data); }

// incident: cloudflare-2019-07-02-regex
struct WafRule {
  std::string Id;
  std::regex Expression;
};
class Waf {
  std::vector<WafRule> Rules;

public:
  void add_bad(const std::string &Id, const std::string &Text) {
    Rules.push_back({Id, std::regex(Text)}); // expect: codex-unlimited-backtracking
  }
  void add_ok(const std::string &Id) { Rules.push_back({Id, std::regex("^/admin")}); }
};

class Firewall {
  std::vector<std::regex> Rules;

public:
  void add_bad(const std::string &Pattern) {
    Rules.emplace_back(Pattern, std::regex::optimize); // expect: backtracks
  }
  void view_bad(const std::string &Pattern) {
    std::regex Rule(Pattern.c_str()); // expect: backtracks
    Rules.push_back(Rule);
  }
  void fixed_ok() { Rules.emplace_back("^/api/[a-z]+$", std::regex::optimize); }
};

// The pattern is a part of a document.
// incident: cloudflare-2019-07-02-regex
namespace settings {
class Value {
public:
  std::string asString() const;
  Value operator[](const char *Key) const;
};
} // namespace settings
class Classifier {
  std::vector<std::regex> All;

public:
  void load_bad(const settings::Value &Doc) {
    All.push_back(std::regex(Doc["match"].asString())); // expect: backtracks
  }
  void load_ok(const settings::Value &Doc) {
    All.push_back(std::regex(Doc["match"].asString().empty() ? "^$" : "^/[a-z]+$"));
  }
};

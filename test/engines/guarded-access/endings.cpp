// RUN: %codex_check %s
// flags: -std=c++20
// rules: unchecked-unwrap
//
// A function that never returns, and does not say so, shows it by its use.
#include <map>
#include <optional>
#include <string>
void fail(const std::string &message);   // defined elsewhere
void log(const std::string &message);    // followed by a return, mostly
void warn(const std::string &message);   // used too rarely to say
void show(const std::string &message);   // asked for by a mere flag
struct Sink {
  void add(const std::string &message);  // a member: collects
};
int known0_ok(const std::optional<int> &o) {
  if (!o)
    fail("none");
  return *o;
}
int known1_ok(const std::optional<int> &o) {
  if (!o)
    fail("none");
  return *o;
}
int known2_ok(const std::optional<int> &o) {
  if (!o)
    fail("none");
  return *o;
}
int known3_ok(const std::optional<int> &o) {
  if (!o)
    fail("none");
  return *o;
}
int known4_ok(const std::optional<int> &o) {
  if (!o)
    fail("none");
  return *o;
}
int known5_ok(const std::optional<int> &o) {
  if (!o)
    fail("none");
  return *o;
}
int known6_ok(const std::optional<int> &o) {
  if (!o)
    fail("none");
  return *o;
}
int known7_ok(const std::optional<int> &o) {
  if (!o)
    fail("none");
  return *o;
}
int orEmpty_ok(const std::optional<std::string> &o) {
  if (!o || o->empty()) {
    log("about to fail");
    fail("none");
  }
  return o->size();
}
int lookup_ok(const std::map<int, std::optional<int>> &m) {
  auto it = m.find(3);
  if (it == m.end())
    fail("no entry");
  if (!it->second)
    fail("none");
  return *it->second;
}
int other_bad(const std::optional<int> &o, const std::optional<int> &p) {
  if (!o)
    fail("none");
  return *p; // expect: may be empty
}
int inverted_bad(const std::optional<int> &o) {
  if (o)
    fail("some");
  return *o; // expect: may be empty
}
int logged0_ok(const std::optional<int> &o) {
  if (!o) {
    log("none");
    return 0;
  }
  return *o;
}
int logged1_ok(const std::optional<int> &o) {
  if (!o) {
    log("none");
    return 0;
  }
  return *o;
}
int logged2_ok(const std::optional<int> &o) {
  if (!o) {
    log("none");
    return 0;
  }
  return *o;
}
int logged3_ok(const std::optional<int> &o) {
  if (!o) {
    log("none");
    return 0;
  }
  return *o;
}
int logged4_ok(const std::optional<int> &o) {
  if (!o) {
    log("none");
    return 0;
  }
  return *o;
}
int logged5_ok(const std::optional<int> &o) {
  if (!o) {
    log("none");
    return 0;
  }
  return *o;
}
int logged6_ok(const std::optional<int> &o) {
  if (!o) {
    log("none");
    return 0;
  }
  return *o;
}
int logged7_ok(const std::optional<int> &o) {
  if (!o) {
    log("none");
    return 0;
  }
  return *o;
}
int logged8_ok(const std::optional<int> &o) {
  if (!o) {
    log("none");
    return 0;
  }
  return *o;
}
int logged9_ok(const std::optional<int> &o) {
  if (!o) {
    log("none");
    return 0;
  }
  return *o;
}
int logged_bad(const std::optional<int> &o) {
  if (!o)
    log("none");
  return *o; // expect: may be empty
}
int warned_bad(const std::optional<int> &o) {
  if (!o)
    warn("none");
  return *o; // expect: may be empty
}
void shown0(bool quiet) {
  if (!quiet)
    show("x");
}
void shown1(bool quiet) {
  if (!quiet)
    show("x");
}
void shown2(bool quiet) {
  if (!quiet)
    show("x");
}
void shown3(bool quiet) {
  if (!quiet)
    show("x");
}
void shown4(bool quiet) {
  if (!quiet)
    show("x");
}
void shown5(bool quiet) {
  if (!quiet)
    show("x");
}
void shown6(bool quiet) {
  if (!quiet)
    show("x");
}
void shown7(bool quiet) {
  if (!quiet)
    show("x");
}
void shown8(bool quiet) {
  if (!quiet)
    show("x");
}
void shown9(bool quiet) {
  if (!quiet)
    show("x");
}
int shown_bad(const std::optional<int> &o) {
  if (!o)
    show("none");
  return *o; // expect: may be empty
}
void collected0(Sink &s, const std::optional<int> &o) {
  if (!o)
    s.add("none");
}
void collected1(Sink &s, const std::optional<int> &o) {
  if (!o)
    s.add("none");
}
void collected2(Sink &s, const std::optional<int> &o) {
  if (!o)
    s.add("none");
}
void collected3(Sink &s, const std::optional<int> &o) {
  if (!o)
    s.add("none");
}
void collected4(Sink &s, const std::optional<int> &o) {
  if (!o)
    s.add("none");
}
void collected5(Sink &s, const std::optional<int> &o) {
  if (!o)
    s.add("none");
}
void collected6(Sink &s, const std::optional<int> &o) {
  if (!o)
    s.add("none");
}
void collected7(Sink &s, const std::optional<int> &o) {
  if (!o)
    s.add("none");
}
void collected8(Sink &s, const std::optional<int> &o) {
  if (!o)
    s.add("none");
}
void collected9(Sink &s, const std::optional<int> &o) {
  if (!o)
    s.add("none");
}
int collected_bad(Sink &s, const std::optional<int> &o) {
  if (!o)
    s.add("none");
  return *o; // expect: may be empty
}

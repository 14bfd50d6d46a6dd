// RUN: %codex_check %s
// flags: -std=c++20
// rules: unchecked-unwrap, unchecked-lookup
// A project's own map: who has asked whether something is there need not test
// what it gets.
#include <map>
#include <optional>
#include <string>

struct Line {
  void warn();
};
struct Definition {
  Line *line() const { return line_; }
  Line *line_;
};
struct Definitions {
  std::map<std::string, Definition> all;
  Line *newest = nullptr;
  bool exists(const std::string &name);
  Line *lineOf(const std::string &name);
  Line *newestOf(const std::string &name);
  void again_ok(const std::string &name) {
    if (exists(name))
      lineOf(name)->warn();
  }
  void another_bad(const std::string &name) {
    if (exists("x"))
      lineOf(name)->warn(); // expect: may be the 'not found'
  }
  void none_bad(const std::string &name) {
    if (!exists(name))
      lineOf(name)->warn(); // expect: may be the 'not found'
  }
  void otherPlace_bad(const std::string &name) {
    if (exists(name))
      newestOf(name)->warn(); // expect: may be the 'not found'
  }
};
bool Definitions::exists(const std::string &name) {
  const auto it = all.find(name);
  return it != all.end();
}
Line *Definitions::lineOf(const std::string &name) {
  const auto it = all.find(name);
  if (it == all.end())
    return nullptr;
  return it->second.line();
}
Line *Definitions::newestOf(const std::string &name) {
  for (auto &[key, value] : all)
    if (key > name) {
      newest = value.line();
      return newest;
    }
  return nullptr;
}

struct Maps {
  std::map<int, int *> all;
  bool has(int key) { return all.find(key) != all.end(); }
  std::optional<int *> look(int key) {
    auto found = all.find(key);
    if (found == all.end())
      return {};
    return found->second;
  }
  std::optional<int *> operator[](int key) { return look(key); }
  std::optional<int *> next(int key) {
    auto found = all.find(key);
    if (found != all.end())
      ++found;
    if (found == all.end())
      return {};
    return found->second;
  }
};
int look_ok(Maps &m) {
  if (m.has(3))
    return **m.look(3);
  return 0;
}
int brackets_ok(Maps &m, int key) {
  if (!m.has(key))
    return 0;
  return *m[key].value();
}
int otherKey_bad(Maps &m) {
  if (m.has(3))
    return *m[4].value(); // expect: may be empty
  return 0;
}
int otherMap_bad(Maps &m, Maps &n) {
  if (m.has(3))
    return *n[3].value(); // expect: may be empty
  return 0;
}
int erased_bad(Maps &m) {
  if (!m.has(3))
    return 0;
  m.all.clear();
  return *m[3].value(); // expect: may be empty
}
int next_bad(Maps &m) {
  if (m.has(3))
    return *m.next(3).value(); // expect: may be empty
  return 0;
}
int assigned_bad(Maps &m) {
  if (!m.has(3))
    return 0;
  m = Maps();
  return *m.look(3).value(); // expect: may be empty
}

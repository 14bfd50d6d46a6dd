// flags: -std=c++20
// rules: unchecked-unwrap
// RUN: %codex_check %s
//
// Where an exception can come from, and what holds where it is caught.
#include <exception>
#include <optional>
#include <string>

bool isLocal(const std::string &address);
bool quiet() noexcept;
int asked(int n);

// Nothing can throw before it has a value.
bool set_ok(std::optional<bool> trusted, const std::string &address) {
  if (!trusted) {
    try {
      trusted = false;
      if (isLocal(address))
        trusted = true;
    } catch (const std::exception &) {
    }
  }
  return *trusted;
}
bool quietFirst_ok(std::optional<bool> trusted, const std::string &address) {
  if (!trusted) {
    try {
      bool start = quiet();
      trusted = start;
      if (isLocal(address))
        trusted = true;
    } catch (...) {
    }
  }
  return *trusted;
}

bool setLater_bad(std::optional<bool> trusted, const std::string &address) {
  if (!trusted) {
    try {
      bool local = isLocal(address);
      trusted = local;
    } catch (const std::exception &) {
    }
  }
  return *trusted; // expect: may be empty
}
bool between_ok(std::optional<bool> trusted, const std::string &address) {
  try {
    trusted = false;
    isLocal(address);
    trusted.reset();
    trusted = quiet();
  } catch (const std::exception &) {
    return *trusted;
  }
  return *trusted;
}
bool emptied_bad(std::optional<bool> trusted, const std::string &address) {
  trusted = false;
  try {
    trusted.reset();
    trusted = isLocal(address);
  } catch (const std::exception &) {
    return *trusted; // expect: may be empty
  }
  return *trusted;
}
// What is made for it may throw.
std::string text_bad(std::optional<std::string> name, const char *given) {
  try {
    name = given;
  } catch (...) {
  }
  return *name; // expect: may be empty
}
int newInt_bad(std::optional<int> o) {
  try {
    int *p = new int(3);
    o = *p;
    delete p;
  } catch (...) {
  }
  return *o; // expect: may be empty
}
int inArgument_bad(std::optional<int> o) {
  try {
    o = asked(3);
  } catch (...) {
  }
  return *o; // expect: may be empty
}
int thrown_bad(std::optional<int> o, int n) {
  try {
    if (n > 3)
      throw n;
    o = n;
  } catch (int) {
  }
  return *o; // expect: may be empty
}

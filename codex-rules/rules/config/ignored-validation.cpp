// flags: -std=c++20
#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

struct Config {
  std::string Text;
  bool validate() const;
  bool isValid() const;
};
bool validateConfig(const Config &C);
bool verify_checksum(const std::string &Data);
std::optional<std::string> validateAll(const Config &C);
bool runCanary(const Config &C);
void validate_and_throw(const Config &C);
void publish(const Config &C);
void announceEmpty();

// [example-bad]
// incident: gce-2016-04-12-empty-announcement
void rollOut_bad(const Config &Next) {
  runCanary(Next); // expect: the result of 'runCanary(Next)' is dropped
  publish(Next);
}
// [/example-bad]

void member_bad(const Config &Next) {
  Next.validate(); // expect: the result of 'Next.validate()' is dropped
  publish(Next);
}

void stored_bad(const Config &Next) {
  bool Good = validateConfig(Next); // expect: is kept in 'Good' and never looked at
  publish(Next);
}

void told_bad(const Config &Next) {
  if (!validateConfig(Next)) // expect: the result of 'validateConfig(Next)' is only logged
    std::cerr << "the configuration is not valid\n";
  publish(Next);
}

void keptAndTold_bad(const Config &Next) {
  const bool Good = verify_checksum(Next.Text); // expect: is kept in 'Good' and only logged
  std::printf("checksum: %d\n", Good);
  publish(Next);
}

void overwritten_bad(const Config &A, const Config &B) {
  bool Good = A.isValid(); // expect: is kept in 'Good' and never looked at
  Good = B.isValid();
  if (Good)
    publish(B);
}

void optional_bad(const Config &Next) {
  auto Problem = validateAll(Next); // expect: is kept in 'Problem' and never looked at
  publish(Next);
}

// [example-ok]
bool rollOut_ok(const Config &Next) {
  if (!runCanary(Next))
    return false;
  publish(Next);
  return true;
}
// [/example-ok]

bool handedOn_ok(const Config &Next) { return validateConfig(Next); }

void throws_ok(const Config &Next) {
  validate_and_throw(Next);
  publish(Next);
}

void bothAsked_ok(const Config &Next) {
  bool Good = Next.validate() && verify_checksum(Next.Text);
  if (Good)
    publish(Next);
}

std::unique_ptr<Config> keepOld_ok(std::unique_ptr<Config> Old,
                                   std::unique_ptr<Config> Next) {
  auto Problem = validateAll(*Next);
  if (Problem) {
    std::cerr << *Problem << '\n';
    return Old;
  }
  return Next;
}

void counted_ok(const Config &Next, int &Rejected) {
  if (!validateConfig(Next)) {
    std::cerr << "rejected\n";
    ++Rejected;
  }
}

// Reads the file into the cache; the answer comes with the real load.
void warm_ok(const Config &Next) {
  (void)validateConfig(Next); // a dry run for its side effects
}

// Who uses the object later can ask it as well.
class Heap {
public:
  bool isValid() const;
};
class Opened {
  Heap Current;

public:
  Opened() {
    if (!Current.isValid())
      std::cerr << "not there\n";
  }
  void asserted_ok(const Config &Next) {
#define LOCAL_ASSERT(What) static_cast<void>(false && (What))
    LOCAL_ASSERT(validateConfig(Next));
    publish(Next);
  }
  const Heap &last_ok() {
    if (!Current.isValid())
      std::cerr << "not there\n";
    return Current;
  }
};

// It throws where it finds fault, and a handler stands around it.
bool tried_ok(const Config &Next) {
  try {
    validateConfig(Next);
    publish(Next);
    return true;
  } catch (const std::exception &) {
    return false;
  }
}

// It says how to verify, later.
extern "C" int ctx_set_verify_paths(const char *Directory);
void settings_ok(const Config &Next) {
  ctx_set_verify_paths("/etc/certificates");
  publish(Next);
}

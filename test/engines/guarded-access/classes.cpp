// flags: -std=c++20
// rules: unchecked-unwrap
// RUN: %codex_check %s
//
// What a class as a whole says of its members: patterns of real programs (nix,
// fish), each of which was a false alarm once.
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

int use(int);

// --- a predicate of the class says which alternative it is -----------------
class Text {
  std::variant<std::string, std::string_view> Data;

public:
  explicit Text(std::string S) : Data(std::move(S)) {}
  explicit Text(std::string_view S) : Data(S) {}
  bool isOwned() const { return std::holds_alternative<std::string>(Data); }
  std::string take_ok() {
    return isOwned() ? std::get<std::string>(Data)
                     : std::string(std::get<std::string_view>(Data));
  }
  std::string take_bad() {
    return isOwned() ? std::string(
                           std::get<std::string_view>(Data)) // expect: is unwrapped
                     : std::string();
  }
};

// --- a class that is a wrapper itself ---------------------------------------
struct Hints {};
template <typename T> class OrHints {
  std::variant<T, Hints> Raw;

public:
  explicit OrHints(T Value) : Raw(Value) {}
  OrHints() : Raw(Hints()) {}
  operator bool() const { return std::holds_alternative<T>(Raw); }
  T &operator*() { return std::get<T>(Raw); }
  T *operator->() { return &**this; }
  T &first_bad() { return std::get<T>(Raw); } // expect: is unwrapped
};
int ofHints(OrHints<int> &H) { return H ? *H + H.first_bad() : 0; }

// --- private functions whose callers other units have ----------------------
class Spawner {
public:
  explicit Spawner(int Error);
  bool run();

private:
  int *attribute() { return &*Attribute; }
  int late_ok() { return *Attribute; }
  int early() { return late_ok(); }
  std::optional<int> Attribute;
};
// Nothing of this class is elsewhere: what nobody calls yet is judged as it is.
class Whole {
  int *attribute_bad() { return &*Attribute; } // expect: is unwrapped
  std::optional<int> Attribute;
};

// --- an error code and what there is without one ----------------------------
class Attributes {
public:
  explicit Attributes(int Code) {
    if (fails(Code))
      return;
    Flags = Code;
  }
  int run_ok() { return error() ? 0 : *Flags; }
  int run_bad() { return error() ? *Flags : 0; } // expect: is unwrapped
  int error() const { return Error; }

private:
  Attributes(); // not defined
  bool fails(int Code) {
    if (Code)
      Error = Code;
    return Code != 0;
  }
  int Error{0};
  std::optional<int> Flags{};
};

// --- what C libraries do with an object that they do not know ---------------
struct Request {
  std::optional<std::string> Data;
  int send_ok() {
    if (!Data)
      return 0;
    std::printf("%p", static_cast<void *>(this));
    return Data->size();
  }
  int send_bad();
};
void hand(void *Anything);
int Request::send_bad() {
  if (!Data)
    return 0;
  hand(this);
  return Data->size(); // expect: is unwrapped
}

// --- a getter says that there is none, and then it is put there --------------
struct Input {
  std::map<std::string, std::string> Attributes;
  std::optional<std::string> ref() const;
  void setRef(const std::string &);
  void log(const std::string &);
};
std::string head();
int filledByInsertion_ok(Input &I) {
  if (!I.ref())
    I.Attributes.insert_or_assign("ref", head());
  return I.ref()->size();
}
int filledBySetter_ok(Input &I) {
  if (!I.ref())
    I.setRef("master");
  return I.ref()->size();
}
int filledByAssignment_ok(Input &I) {
  if (!I.ref())
    I.Attributes["ref"] = "master";
  return I.ref()->size();
}
int notFilled_bad(Input &I) {
  if (!I.ref())
    I.log("no ref");
  return I.ref()->size(); // expect: is unwrapped
}
int filledInVain_bad(Input &I) {
  I.setRef("master");
  return I.ref()->size(); // expect: is unwrapped
}
int onlySometimes_bad(Input &I, bool B) {
  if (!I.ref() && B)
    I.setRef("master");
  return I.ref()->size(); // expect: is unwrapped
}
int overwritten_bad(Input &I) {
  if (I.ref())
    I.setRef("");
  return I.ref()->size(); // expect: is unwrapped
}

// --- what is not empty has a first ------------------------------------------
template <typename T> class Queue {
public:
  unsigned size() const;
  bool empty() const;
  std::optional<T> peek() const;
  std::optional<T> best() const;
};
bool matches(int);
int bySize_ok(Queue<int> &Q) { return Q.size() > 0 && matches(*Q.peek()); }
int bySize_bad(Queue<int> &Q) {
  return Q.size() < 3 && matches(*Q.peek()); // expect: is unwrapped
}
int byEmpty_ok(Queue<int> &Q) { return Q.empty() ? 0 : *Q.peek(); }
int byEmpty_bad(Queue<int> &Q) {
  return Q.empty() ? *Q.peek() : 0; // expect: is unwrapped
}
int otherGetter_bad(Queue<int> &Q) {
  return Q.empty() ? 0 : *Q.best(); // expect: is unwrapped
}
int otherQueue_bad(Queue<int> &Q, Queue<int> &R) {
  return Q.empty() ? 0 : *R.peek(); // expect: is unwrapped
}

// `*this`, handed back, is the object whose members were tested: its own, and
// those of its bases.
struct Chained {
  std::optional<int> first;
  Chained &add(int n) {
    count += n;
    return *this;
  }
  int count = 0;
};
struct Further : Chained {
  std::optional<int> second;
  Further &more(int n) {
    count -= n;
    return *this;
  }
  int both_ok() {
    if (!first || !second)
      return 0;
    return *add(1).first + *more(2).second;
  }
  int other_bad() {
    if (!first)
      return 0;
    return *more(2).second; // expect: may be empty
  }
};
int chained_ok(Further &one) {
  if (!one.first || !one.second)
    return 0;
  return *one.add(1).first + *one.more(1).second;
}
int chained_bad(Further &one) {
  return *one.add(1).first; // expect: may be empty
}

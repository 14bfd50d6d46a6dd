// flags: -std=c++20
#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>

struct Connection {
  virtual void send(const std::string &Line) = 0;
  virtual std::string receive() = 0;
  virtual void close() = 0;
  bool Dirty = false;
};
class ConnectionPool {
public:
  Connection *take();
  void give(Connection *);
};
class Lease {
public:
  explicit Lease(ConnectionPool &P) : Pool(P), Held(P.take()) {}
  ~Lease() { Pool.give(Held); }
  Connection *operator->() const { return Held; }
  explicit operator bool() const { return Held != nullptr; }

private:
  ConnectionPool &Pool;
  Connection *Held;
};
struct Answer {
  std::string Text;
};

// incident: openai-2023-03-20-redis
// [example-bad]
std::optional<std::string> title_bad(ConnectionPool &Pool, const std::string &User, const std::atomic<bool> &Cancelled) {
  Lease C(Pool);
  C->send("GET title:" + User);
  if (Cancelled.load()) // expect: between 'C->send("GET title:" + User)' and its answer
    return std::nullopt;
  return C->receive();
}
// [/example-bad]

// [example-ok]
std::optional<std::string> title_ok(ConnectionPool &Pool, const std::string &User, const std::atomic<bool> &Cancelled) {
  Lease C(Pool);
  if (Cancelled.load())
    return std::nullopt;
  C->send("GET title:" + User);
  return C->receive();
}
// [/example-ok]

std::string thrown_bad(ConnectionPool &Pool, std::stop_token Stop) {
  Lease C(Pool);
  if (!C)
    return "";
  C->send("PING");
  if (Stop.stop_requested()) { // expect: and its answer
    throw std::runtime_error("cancelled");
  }
  std::string Text = C->receive();
  return Text;
}
struct Job {
  bool TimedOut = false;
};
Answer member_bad(ConnectionPool &Pool, const Job &J) {
  Lease C(Pool);
  C->send("PING");
  if (J.TimedOut) // expect: and its answer
    return {};
  return Answer{C->receive()};
}
bool isExpired(int);
Connection *leaseOne();
std::string taken_bad(int Until) {
  auto C = Lease(*std::make_unique<ConnectionPool>());
  C->send("PING");
  if (isExpired(Until)) // expect: and its answer
    return "";
  return C->receive();
}
std::string named_bad(ConnectionPool &Pool, bool Aborted) {
  Connection *C = Pool.take();
  C->send("PING");
  if (Aborted) { // expect: and its answer
    Pool.give(C);
    return "";
  }
  std::string Text = C->receive();
  Pool.give(C);
  return Text;
}

std::string closed_ok(ConnectionPool &Pool, bool Cancelled) {
  Lease C(Pool);
  C->send("PING");
  if (Cancelled) {
    C->close();
    return "";
  }
  return C->receive();
}
std::string marked_ok(ConnectionPool &Pool, bool Cancelled) {
  Lease C(Pool);
  C->send("PING");
  if (Cancelled) {
    C->Dirty = true;
    return "";
  }
  return C->receive();
}
std::string after_ok(ConnectionPool &Pool, bool Cancelled) {
  Lease C(Pool);
  C->send("PING");
  std::string Text = C->receive();
  if (Cancelled)
    return "";
  return Text;
}
// A connection of its own ends with the function.
std::string own_ok(Connection &C, bool Cancelled) {
  C.send("PING");
  if (Cancelled)
    return "";
  return C.receive();
}
bool wellFormed(const std::string &);
std::string other_ok(ConnectionPool &Pool, const std::string &Line) {
  Lease C(Pool);
  if (!wellFormed(Line))
    return "";
  C->send(Line);
  return C->receive();
}

// A lease that knows what is owed.
class Exchange {
public:
  explicit Exchange(ConnectionPool &P) : Pool(P), Held(P.take()) {}
  ~Exchange() {
    if (Owed == 0)
      Pool.give(Held);
  }
  void send(const std::string &Line) {
    ++Owed;
    Held->send(Line);
  }
  std::string receive() {
    --Owed;
    return Held->receive();
  }

private:
  ConnectionPool &Pool;
  Connection *Held;
  int Owed = 0;
};
std::string counted_ok(ConnectionPool &Pool, bool Cancelled) {
  Exchange E(Pool);
  E.send("PING");
  if (Cancelled)
    return "";
  return E.receive();
}
class ClosingLease {
public:
  explicit ClosingLease(ConnectionPool &P) : Pool(P), Held(P.take()) {}
  ~ClosingLease() {
    if (!Clean)
      Held->close();
    else
      Pool.give(Held);
  }
  Connection *operator->() const { return Held; }
  void clean() { Clean = true; }

private:
  ConnectionPool &Pool;
  Connection *Held;
  bool Clean = false;
};
std::string closing_ok(ConnectionPool &Pool, bool Cancelled) {
  ClosingLease C(Pool);
  C->send("PING");
  if (Cancelled)
    return "";
  std::string Text = C->receive();
  C.clean();
  return Text;
}

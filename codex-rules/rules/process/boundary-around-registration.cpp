// flags: -std=c++20
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

struct Message {
  std::string Body;
};
struct Queue {
  void subscribe(std::function<void(const Message &)> Callback);
  void consume(std::function<void()> Callback);
  int count() const;
};
struct Pool {
  void submit(std::function<void()> Work);
};
void report(const char *) noexcept;
void parse(const std::string &Text);
void safe(const Message &) noexcept;

void handle(const Message &M) {
  if (std::stoi(M.Body) < 0)
    throw std::invalid_argument("bad id");
}
void guarded(const Message &M) {
  try {
    handle(M);
  } catch (const std::exception &E) {
    report(E.what());
  }
}

// incident: incidentio-2022-11-18-poison-pill
// [example-bad]
void start_bad(Queue &Q) {
  try {
    Q.subscribe(handle); // expect: the try around 'Q.subscribe(handle)' does not cover what runs there later
  } catch (const std::exception &E) {
    report(E.what());
  }
}
// [/example-bad]

// [example-ok]
void start_ok(Queue &Q) {
  Q.subscribe([](const Message &M) {
    try {
      handle(M);
    } catch (const std::exception &E) {
      report(E.what());
    }
  });
}
// [/example-ok]

void lambda_bad(Queue &Q) {
  try {
    Q.subscribe([](const Message &M) { parse(M.Body); }); // expect: does not cover what runs there later
  } catch (...) {
  }
}
void thread_bad(const std::string &Text) {
  try {
    std::thread Worker([Text] { parse(Text); }); // expect: does not cover what runs there later
    Worker.detach();
  } catch (const std::exception &E) {
    report(E.what());
  }
}
void pool_bad(Pool &P) {
  try {
    P.submit([] { parse("x"); }); // expect: does not cover what runs there later
  } catch (const std::runtime_error &) {
  }
}
void consume_bad(Queue &Q, bool Now) {
  try {
    if (Now)
      Q.consume([] { throw 1; }); // expect: does not cover what runs there later
  } catch (int) {
  }
}

void guarded_ok(Queue &Q) {
  try {
    Q.subscribe(guarded);
  } catch (const std::exception &E) {
    report(E.what());
  }
}
void noexcept_ok(Queue &Q) {
  try {
    Q.subscribe(safe);
  } catch (const std::exception &E) {
    report(E.what());
  }
}
void none_ok(Queue &Q) {
  try {
    parse(std::to_string(Q.count()));
  } catch (const std::exception &E) {
    report(E.what());
  }
}
void quiet_ok(Pool &P) {
  try {
    P.submit([] { report("tick"); });
  } catch (const std::exception &E) {
    report(E.what());
  }
}
void bare_ok(Queue &Q) { Q.subscribe(guarded); }

namespace through {

// incident: incidentio-2022-11-18-poison-pill
struct Inlet {
  void receive(std::function<void(const std::string &)> Handler);
};
void note(const char *Text) noexcept;
int number(const std::string &Text) { return std::stoi(Text); }
void receiveAll_bad(Inlet &In) {
  try {
    In.receive([](const std::string &M) { number(M); }); // expect: In.receive
  } catch (const std::exception &) {
    note("carrying on");
  }
}
void receiveAll_ok(Inlet &In) {
  try {
    In.receive([](const std::string &M) {
      try {
        number(M);
      } catch (const std::exception &) {
        note("set aside");
      }
    });
  } catch (const std::exception &) {
    note("no inlet");
  }
}

} // namespace through

// incident: incidentio-2022-11-18-poison-pill
namespace below {

struct Order {
  long Cents = 0;
};
class Workers {
public:
  void start(std::function<void(std::string)> Work, int Threads);
};
static Order read(const std::string &Text) { return {std::stol(Text)}; }
static void charge(std::string Text) {
  Order O = read(Text);
  report(O.Cents > 0 ? "charged" : "free");
}
static void count(std::string Text) { report(Text.empty() ? "empty" : "full"); }
void run_bad(Workers &W) {
  try {
    W.start(charge, 8); // expect: does not cover what runs there later
  } catch (const std::exception &E) {
    report(E.what());
  }
}
void run_ok(Workers &W) {
  try {
    W.start(count, 8);
  } catch (const std::exception &E) {
    report(E.what());
  }
}

} // namespace below

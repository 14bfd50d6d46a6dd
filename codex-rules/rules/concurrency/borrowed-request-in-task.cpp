// flags: -std=c++20
#include <thread>
#include <functional>
#include <memory>
#include <string>

struct Request {
  std::string Session, Path;
};
struct HttpContext {
  int User;
};
struct UserSession {
  int Id;
};
struct Executor {
  void post(std::function<void()>);
  void submit(std::function<void()>);
  void wait();
};
void schedule(Executor &, std::function<void()>);
void record(const std::string &Session, const std::string &Path);
void count(int);

// incident: github-2021-03-session
// [example-bad]
void handle_bad(Executor &Background, const Request *R) {
  Background.post([R] { record(R->Session, R->Path); }); // expect: 'R' is borrowed for this call, and what 'post' runs later uses it still
}
// [/example-bad]

// [example-ok]
void handle_ok(Executor &Background, const Request *R) {
  Background.post([Session = R->Session, Path = R->Path] { record(Session, Path); });
}
// [/example-ok]

void all_bad(Executor &Background, Request *R) {
  Background.submit([=] { record(R->Session, R->Path); }); // expect: 'R' is borrowed for this call
}
void context_bad(Executor &Background, HttpContext *C) {
  Background.post([C] { count(C->User); }); // expect: 'C' is borrowed for this call
}
void free_bad(Executor &Background, UserSession *S) {
  schedule(Background, [S] { ++S->Id; }); // expect: 'S' is borrowed for this call, and what 'schedule' runs later
}
void some_bad(Executor &Background, Request *R, bool Slow) {
  if (Slow)
    Background.submit([R, Slow] { record(R->Path, Slow ? "slow" : ""); }); // expect: 'R' is borrowed for this call
}

void shared_ok(Executor &Background, std::shared_ptr<const Request> R) {
  Background.post([R] { record(R->Session, R->Path); });
}
void waited_ok(Executor &Background, const Request *R) {
  Background.submit([R] { record(R->Session, R->Path); });
  Background.wait();
}
void number_ok(Executor &Background, const int *Numbers) {
  Background.post([Numbers] { count(*Numbers); });
}
void path_ok(Executor &Background, const Request *R) {
  std::string Path = R->Path;
  Background.post([Path] { record("", Path); });
}
void now_ok(const Request *R) {
  auto Note = [R] { record(R->Session, R->Path); };
  Note();
}

struct Slot {
  int User;
};
struct Slots {
  Slot *acquire();
  void release(Slot *S);
};
void audit(int User);

void recycled_bad(Slots &Pool) {
  Slot *S = Pool.acquire();
  std::thread([S] { audit(S->User); }).detach(); // expect: 'S'
  Pool.release(S);
}

void recycled_ok(Slots &Pool) {
  Slot *S = Pool.acquire();
  std::thread([User = S->User] { audit(User); }).detach();
  Pool.release(S);
}

namespace worker {
struct Env {
  std::string User, Path;
};
void usage(const std::string &, const std::string &) noexcept;

class Worker {
public:
  void handle_bad(const std::string &Path) {
    Current.Path = Path;
    std::thread([E = &Current] { usage(E->User, E->Path); }).detach(); // expect: is borrowed for this call
  }
  void handle_ok(const std::string &Path) {
    Current.Path = Path;
    std::thread([E = Current] { usage(E.User, E.Path); }).detach();
  }

private:
  Env Current; // of this worker, filled anew for each request
};
} // namespace worker

struct RequestEnv {
  std::string User;
  void reset();
};
void reportError(const RequestEnv &);

class AppServer {
public:
  // incident: github-2021-03-session
  void handle_bad(const std::string &Cookie) {
    Env.reset();
    Env.User = Cookie;
    std::thread Reporter([this] { reportError(Env); }); // expect: codex-borrowed-request-in-task
    Reporter.detach();
  }
  void handle_ok(const std::string &Cookie) {
    Env.reset();
    Env.User = Cookie;
    std::thread Reporter([Own = Env] { reportError(Own); });
    Reporter.detach();
  }
  // It has ended before the next request comes.
  void waited_ok(const std::string &Cookie) {
    Env.User = Cookie;
    std::thread Reporter([this] { reportError(Env); });
    Reporter.join();
  }
  // Nobody writes to it while requests come in.
  void start_ok(int) {
    std::thread Reporter([this] { reportError(Fixed); });
    Reporter.detach();
  }

private:
  RequestEnv Env, Fixed;
};

namespace through {

// A member that begins anew for each request, named for what it is.
struct Background {
  void later(std::function<void()> Work);
};
class Serving {
  std::string Env;
  Background &Behind;
  void touch(const std::string &Cookie);

public:
  void serve_bad(const std::string &Cookie) {
    Env.clear();
    Env += Cookie;
    Behind.later([this] { touch(Env); }); // expect: 'later'
  }
  void serve_ok(const std::string &Cookie) {
    Env.clear();
    Env += Cookie;
    Behind.later([this, Own = Env] { touch(Own); });
  }
};

} // namespace through

// flags: -std=c++17
#include <httplib.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

// [example-bad]
int serve_bad() {
  httplib::Client Upstream("http://127.0.0.1:9000"); // step: comes into being
  httplib::Server Server;
  Server.listen("127.0.0.1", 8080); // expect: 'HTTP upstream' in 'Upstream' is not validated
  return 0;
}
// [/example-bad]

// [example-ok]
int serve_ok() {
  httplib::Client Upstream("http://127.0.0.1:9000");
  httplib::Server Server;
  if (!Upstream.Get("/health")) {
    std::fputs("the upstream does not answer\n", stderr);
    return 1;
  }
  Server.listen("127.0.0.1", 8080);
  return 0;
}
// [/example-ok]

void dropped_bad() {
  httplib::Client Upstream("http://127.0.0.1:9000");
  httplib::Server Server;
  Upstream.Get("/health"); // step: validated here
  Server.listen("127.0.0.1", 8080); // expect: not validated
}

void logged_bad() {
  httplib::Client Upstream("http://127.0.0.1:9000");
  httplib::Server Server;
  if (!Upstream.Get("/health"))
    std::puts("it does not answer");
  Server.listen("127.0.0.1", 8080); // expect: not validated
}

void unlessVerbose_bad(bool SkipChecks) {
  httplib::Client Upstream("http://127.0.0.1:9000");
  httplib::Server Server;
  if (!SkipChecks && !Upstream.Get("/health"))
    std::exit(1);
  Server.listen("127.0.0.1", 8080); // expect: not validated
}

void bothWays_bad(bool Public) {
  httplib::Client Upstream("http://127.0.0.1:9000");
  httplib::Server Server;
  auto Answer = Upstream.Get("/health");
  if (Answer)
    Server.listen("127.0.0.1", 8080);
  else
    Server.listen("127.0.0.1", 8081); // expect: not validated
}

void status_ok() {
  httplib::Client Upstream("http://127.0.0.1:9000");
  httplib::Server Server;
  auto Answer = Upstream.Get("/health");
  if (!Answer || Answer->status != 200)
    std::exit(1);
  Server.listen("127.0.0.1", 8080);
}

static bool ready(httplib::Client &C) {
  auto Answer = C.Get("/health");
  return Answer && Answer->status == 200;
}

void helper_ok() {
  httplib::Client Upstream("http://127.0.0.1:9000");
  if (!ready(Upstream))
    return;
  httplib::Server Server;
  Server.listen("127.0.0.1", 8080);
}

void retry_ok() {
  httplib::Client Upstream("http://127.0.0.1:9000");
  bool Up = false;
  for (int Try = 0; Try < 5 && !Up; ++Try)
    Up = ready(Upstream);
  if (!Up)
    throw std::runtime_error("the upstream is not there");
  httplib::Server Server;
  Server.listen("127.0.0.1", 8080);
}

void retry_bad() {
  httplib::Client Upstream("http://127.0.0.1:9000");
  for (int Try = 0; Try < 5; ++Try)
    if (ready(Upstream))
      break;
  httplib::Server Server;
  Server.listen("127.0.0.1", 8080); // expect: not validated
}

static void mustAnswer(httplib::Client &C) {
  if (!ready(C))
    throw std::runtime_error("the upstream is not there");
}

void thrown_ok() {
  httplib::Client Upstream("http://127.0.0.1:9000");
  mustAnswer(Upstream);
  httplib::Server Server;
  Server.listen("127.0.0.1", 8080);
}

void swallowed_bad() {
  httplib::Client Upstream("http://127.0.0.1:9000");
  try {
    mustAnswer(Upstream);
  } catch (const std::exception &E) { // step: the exception is caught
    std::puts(E.what());
  }
  httplib::Server Server;
  Server.listen("127.0.0.1", 8080); // expect: not validated
}

void caught_ok() {
  httplib::Client Upstream("http://127.0.0.1:9000");
  try {
    mustAnswer(Upstream);
  } catch (const std::exception &E) {
    std::puts(E.what());
    return;
  }
  httplib::Server Server;
  Server.listen("127.0.0.1", 8080);
}

namespace {
class Service {
public:
  Service() : Upstream(std::make_unique<httplib::Client>("http://a")) {}
  bool init() { return static_cast<bool>(Upstream->Get("/health")); }
  void run() { Server.listen("127.0.0.1", 8080); }
  void runUnasked_bad() {
    Server.listen("127.0.0.1", 8080); // expect: not validated
  }

private:
  std::unique_ptr<httplib::Client> Upstream;
  httplib::Server Server;
};
} // namespace

void member_ok() {
  Service S;
  if (S.init())
    S.run();
}

void memberDropped() {
  Service S;
  S.init();
  S.runUnasked_bad();
}

void loop_ok() {
  httplib::Client A("http://a"), B("http://b");
  httplib::Client *All[] = {&A, &B};
  for (httplib::Client *C : All)
    if (!C->Get("/health"))
      return;
  httplib::Server Server;
  Server.listen("127.0.0.1", 8080);
}

void lambda_ok() {
  httplib::Client Upstream("http://a");
  auto IsUp = [&] { return static_cast<bool>(Upstream.Get("/health")); };
  if (!IsUp())
    return;
  httplib::Server Server;
  Server.listen("127.0.0.1", 8080);
}

void joined_ok() {
  httplib::Client Upstream("http://a");
  bool Up = false;
  std::thread Asks([&] { Up = static_cast<bool>(Upstream.Get("/health")); });
  Asks.join();
  if (!Up)
    return;
  httplib::Server Server;
  Server.listen("127.0.0.1", 8080);
}

void detached_bad() {
  httplib::Client Upstream("http://a");
  std::thread([&] {
    if (!Upstream.Get("/health"))
      std::exit(1);
  }).detach();
  httplib::Server Server;
  Server.listen("127.0.0.1", 8080); // expect: not validated
}

static std::optional<httplib::Client> connect() {
  httplib::Client C("http://a");
  if (!C.Get("/health"))
    return std::nullopt;
  return C;
}

void factory_ok() {
  auto Upstream = connect();
  if (!Upstream)
    return;
  httplib::Server Server;
  Server.listen("127.0.0.1", 8080);
}

void oneOfTwo_bad() {
  httplib::Client A("http://a");
  httplib::Client B("http://b");
  if (!A.Get("/health"))
    return;
  httplib::Server Server;
  Server.listen("127.0.0.1", 8080); // expect: not validated
}

void scoped_ok() {
  {
    httplib::Client Gone("http://a");
    Gone.Get("/metrics");
  }
  httplib::Server Server;
  Server.listen("127.0.0.1", 8080);
}

void client_ok() {
  httplib::Client Tool("http://a");
  Tool.Get("/");
}

// flags: -std=c++20
#include <uv.h>
#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <random>

namespace net = boost::asio;
using boost::system::error_code;
using namespace std::chrono_literals;

class Client {
  net::ip::tcp::socket Socket;
  net::steady_timer Timer;
  net::ip::tcp::endpoint Server;
  std::chrono::milliseconds Delay{500};
  std::minstd_rand Random{std::random_device{}()};

public:
  void connect();
  void read();

  // incident: spotify-2013-04-27-popcount
  // [example-bad]
  void connect_bad() {
    Socket.async_connect(Server, [this](const error_code &Failure) {
      if (Failure) {
        Timer.expires_after(std::chrono::seconds(1)); // expect: sets the same delay, for ever
        Timer.async_wait([this](const error_code &) { connect_bad(); });
      }
    });
  }
  // [/example-bad]

  // [example-ok]
  void connect_ok() {
    Socket.async_connect(Server, [this](const error_code &Failure) {
      if (!Failure)
        return;
      Delay = std::min(Delay * 2, std::chrono::milliseconds(60000));
      Timer.expires_after(Delay + std::chrono::milliseconds(Random() % 500));
      Timer.async_wait([this](const error_code &) { connect_ok(); });
    });
  }
  // [/example-ok]

  void literal_bad(const error_code &Failure) {
    if (Failure) {
      Timer.expires_after(5s); // expect: sets the same delay
      Timer.async_wait([this](error_code) { connect(); });
    }
  }
  // incident: discord-2017-03-20-thundering-herd
  void retry_bad(error_code Failure) {
    if (Failure.failed()) {
      Timer.expires_after(std::chrono::milliseconds(250)); // expect: sets the same delay
      Timer.async_wait([this](error_code E) { retry_bad(E); });
    }
  }
  void early_bad(const error_code &Failure) {
    if (!Failure)
      return;
    Timer.expires_after(std::chrono::seconds(2)); // expect: sets the same delay
    Timer.async_wait([this](const error_code &) { connect(); });
  }
  void minutes_bad(const error_code &Failure) {
    if (Failure) {
      Timer.expires_after(std::chrono::minutes(1)); // expect: sets the same delay
      Timer.async_wait([this](const error_code &E) {
        if (!E)
          connect();
      });
    }
  }

  void member_ok(const error_code &Failure) {
    if (Failure) {
      Timer.expires_after(Delay);
      Timer.async_wait([this](const error_code &) { connect(); });
    }
  }
  // A beat, not a repetition.
  void beat_ok() {
    Timer.expires_after(std::chrono::seconds(30));
    Timer.async_wait([this](const error_code &) { beat_ok(); });
  }
  void idle_ok(const error_code &Failure) {
    if (Failure) {
      Timer.expires_after(std::chrono::seconds(1));
      Timer.async_wait([this](const error_code &) { read(); });
    }
  }
  void given_ok(const error_code &Failure, std::chrono::milliseconds Wait) {
    if (Failure) {
      Timer.expires_after(Wait);
      Timer.async_wait([this](const error_code &) { connect(); });
    }
  }
};

struct Guild {
  uv_timer_t Timer;
  unsigned DelayMs;
};
void tryConnect(uv_timer_t *);

void onConnect_bad(Guild *G, int Status) {
  if (Status < 0) {
    uv_timer_start(&G->Timer, tryConnect, 1000, 0); // expect: 1000
    return;
  }
}

void onConnect_ok(Guild *G, int Status) {
  if (Status < 0) {
    uv_timer_start(&G->Timer, tryConnect, G->DelayMs, 0);
    G->DelayMs *= 2;
  }
}

namespace through {

// A helper sets the timer; the answer says whether it went well.
class Poller {
  boost::asio::steady_timer Timer;
  std::chrono::seconds Pause{1};
  void arm_bad() {
    Timer.expires_after(std::chrono::seconds(5)); // expect: sets the same delay
    Timer.async_wait([this](const error_code &E) {
      if (!E)
        ask();
    });
  }
  void armLonger() {
    Pause = std::min(Pause * 2, std::chrono::seconds(300));
    Timer.expires_after(Pause);
    Timer.async_wait([this](const error_code &E) {
      if (!E)
        ask();
    });
  }
  void tick() {
    Timer.expires_after(std::chrono::seconds(1));
    Timer.async_wait([this](const error_code &E) {
      if (!E)
        tick();
    });
  }

public:
  void ask();
  void answered(bool Ok) {
    if (Ok)
      return;
    arm_bad();
  }
  void refused(bool Ok) {
    if (!Ok)
      arm_bad();
  }
  void answered_ok(bool Ok) {
    if (Ok)
      return;
    armLonger();
  }
  void begin_ok() { tick(); }
};

} // namespace through

// flags: -std=c++20
#include <postgresql/libpq-fe.h>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>
#include <thread>
#include <unistd.h>

struct Session {
  bool connect();
  bool good() const;
};
bool fetchPlaylist(int Id, std::string &Out);
std::optional<std::string> requestToken();
extern bool Running;
using namespace std::chrono_literals;

// [example-bad]
void keepConnected_bad(Session &S) {
  while (Running) {
    if (S.connect()) // expect: 'S.connect()' is made again after a delay that is always the same, without a limit
      return;
    sleep(1);
  }
}
// [/example-bad]

std::string playlist_bad(int Id) {
  std::string Out;
  while (!fetchPlaylist(Id, Out)) // expect: 'fetchPlaylist(Id, Out)' is made again after a delay
    std::this_thread::sleep_for(500ms);
  return Out;
}

std::string token_bad() {
  for (;;) {
    auto Token = requestToken(); // expect: 'requestToken()' is made again
    if (Token)
      return *Token;
    std::this_thread::sleep_for(std::chrono::seconds(5));
  }
}

constexpr auto RetryDelay = 2s;

void constant_bad(Session &S) {
  do {
    std::this_thread::sleep_for(RetryDelay);
  } while (!S.connect()); // expect: 'S.connect()' is made again
}

void twoWays_bad(Session &S, bool Quick) {
  while (!S.connect()) { // expect: 'S.connect()' is made again
    if (Quick)
      usleep(1000);
    else
      sleep(1);
  }
}

// [example-ok]
void keepConnected_ok(Session &S) {
  auto Delay = 100ms;
  while (Running) {
    if (S.connect())
      return;
    std::this_thread::sleep_for(Delay * (50 + std::rand() % 51) / 100);
    Delay = std::min(Delay * 2, 30000ms);
  }
}
// [/example-ok]

bool limited_ok(Session &S) {
  for (int Try = 0; Try < 5; ++Try) {
    if (S.connect())
      return true;
    sleep(1);
  }
  return false;
}

bool untilDeadline_ok(Session &S, std::chrono::steady_clock::time_point End) {
  while (std::chrono::steady_clock::now() < End) {
    if (S.connect())
      return true;
    std::this_thread::sleep_for(100ms);
  }
  return false;
}

struct Backoff {
  void wait();
};

void helper_ok(Session &S, Backoff &B) {
  while (!S.connect())
    B.wait();
}

void poll_ok(Session &S) {
  while (S.good())
    sleep(1);
}

bool once_ok(Session &S) {
  sleep(1);
  return S.connect();
}

struct Player {
  bool connect(const std::string &Host, int Port);
};

// incident: spotify-2013-04-27-popcount
void temporary_bad(Player &P) {
  while (!P.connect("ap.example.com", 4070)) // expect: is made again after a delay that is always the same
    std::this_thread::sleep_for(std::chrono::seconds(1));
}

void neverGrows_bad(Session &S) {
  while (!S.connect()) { // expect: 'S.connect()' is made again
    int Delay = 1;
    sleep(Delay);
    Delay *= 2;
  }
}

void grows_ok(Session &S) {
  int Delay = 1;
  while (!S.connect()) {
    sleep(Delay);
    Delay *= 2;
  }
}

// incident: aws-2021-12-07-backoff
void madeAnew_bad(Session &S) {
  for (;;) {
    auto Delay = std::chrono::milliseconds(50);
    if (S.connect()) // expect: is made again after a delay that is always the same
      return;
    std::this_thread::sleep_for(Delay);
    Delay *= 2;
  }
}

PGconn *database_bad(const char *Dsn) {
  for (;;) {
    PGconn *C = PQconnectdb(Dsn); // expect: after a delay that is always the same
    if (PQstatus(C) == CONNECTION_OK)
      return C;
    PQfinish(C);
    sleep(5);
  }
}

PGconn *database_ok(const char *Dsn) {
  for (unsigned Wait = 1;;) {
    PGconn *C = PQconnectdb(Dsn);
    if (PQstatus(C) == CONNECTION_OK)
      return C;
    PQfinish(C);
    sleep(Wait + rand() % Wait);
    if (Wait < 300)
      Wait *= 2;
  }
}

namespace virtuals {
struct Connection {
  virtual ~Connection() = default;
  virtual bool open(const char *Host) = 0;
};
void run_bad(Connection &C, bool &Running) {
  while (Running) {
    if (!C.open("playlists")) { // expect: open
      std::this_thread::sleep_for(std::chrono::seconds(1));
      continue;
    }
  }
}
struct File {
  bool open(const char *Name);
};
void run_ok(File &F, bool &Running) {
  while (Running) {
    if (!F.open("list")) {
      std::this_thread::sleep_for(std::chrono::seconds(1));
      continue;
    }
  }
}
} // namespace virtuals

struct ZoneText {
  std::string Text;
};
std::optional<ZoneText> fetchZone();
void install(const ZoneText &);

// What is done every half an hour is a job, and no retry.
void everyHalfHour_ok() {
  while (true) {
    if (auto Fresh = fetchZone())
      install(*Fresh);
    std::this_thread::sleep_for(std::chrono::minutes(30));
  }
}

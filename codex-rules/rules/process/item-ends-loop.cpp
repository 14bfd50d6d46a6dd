// flags: -std=c++20
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <optional>
#include <queue>
#include <stdexcept>
#include <string>
#include <sys/socket.h>

struct Plan {
  std::string Entry, Exit;
};

class Plans {
public:
  // Waits; when all is over, it throws, and that is no item's fault.
  Plan next() {
    std::unique_lock Lock(Mutex);
    Ready.wait(Lock, [&] { return !All.empty(); });
    if (All.front().Entry.empty())
      throw std::runtime_error("over");
    Plan P = All.front();
    All.pop();
    return P;
  }

private:
  std::mutex Mutex;
  std::condition_variable Ready;
  std::queue<Plan> All;
};

// NATS: one plan that cannot be worked on, and everything stops.
// [example-bad]
// incident: nats-2023-08-28-duplicate-waypoint
static void extract_bad(const Plan &P) {
  if (P.Entry == P.Exit)
    throw std::logic_error("no sensible section"); // expect: leaves the loop in 'critical(Plans &)'
}
// [/example-bad]
int critical(Plans &All) {
  try {
    for (;;)
      extract_bad(All.next()); // step: from here 'extract_bad(const Plan &)' is called
  } catch (const std::exception &E) {
    std::fprintf(stderr, "maintenance mode: %s\n", E.what());
    return 1;
  }
}

static int number_bad(const char *Text) {
  return std::stoi(Text); // expect: 'std::stoi'
}
void datagrams(int Socket) {
  char Buffer[512];
  while (recv(Socket, Buffer, sizeof Buffer, 0) > 0)
    number_bad(Buffer);
}

void waits_bad(std::mutex &M, std::condition_variable &Ready, std::queue<int> &Q) {
  while (true) {
    std::unique_lock Lock(M);
    Ready.wait(Lock);
    if (Q.front() < 0)
      throw Q.front(); // expect: leaves the loop in 'waits_bad
    Q.pop();
  }
}

struct Refused {};
void otherHandler_bad(Plans &All) {
  while (true) {
    Plan P = All.next();
    try {
      if (P.Exit.empty())
        throw Refused(); // expect: 'Refused'
    } catch (const std::exception &) {
    }
  }
}

class Server {
public:
  void run(int Listener) {
    for (int Client; (Client = accept(Listener, nullptr, nullptr)) >= 0;)
      serve_bad(Client);
  }

private:
  void serve_bad(int Client) {
    if (Client > 1000)
      throw std::runtime_error("too many"); // expect: leaves the loop in 'Server::run(int)'
  }
};

// [example-ok]
void eachItem_ok(Plans &All) {
  while (true) {
    Plan P = All.next();
    try {
      extract_bad(P);
    } catch (const std::exception &E) {
      std::fprintf(stderr, "parked: %s\n", E.what());
    }
  }
}
// [/example-ok]

void everything_ok(int Socket) {
  char Buffer[512];
  while (recv(Socket, Buffer, sizeof Buffer, 0) > 0) {
    try {
      number_bad(Buffer);
    } catch (...) {
    }
  }
}

// Not from outside: a list that the program made.
void ownList_ok(const std::queue<Plan> &All) {
  for (auto Copy = All; !Copy.empty(); Copy.pop())
    extract_bad(Copy.front());
}

// Before and after the loop.
void around_ok(Plans &All, int Count) {
  if (Count < 0)
    throw std::invalid_argument("count");
  while (Count--)
    std::puts(All.next().Entry.c_str());
}

static bool tryExtract(const Plan &P) { return P.Entry != P.Exit; }
void value_ok(Plans &All) {
  unsigned Parked = 0;
  while (Parked < 1000)
    Parked += !tryExtract(All.next());
}

static void helper_ok(const Plan &P) noexcept {
  try {
    extract_bad(P);
  } catch (...) {
  }
}
void throughHelper(Plans &All) {
  for (;;)
    helper_ok(All.next());
}

// One message in as many rounds as it needs (pdns-recursor and mpd, 2026-11-28).
class Channel {
  int Socket;

public:
  std::string receiveMessage_ok(std::size_t Size) { return receiveMessage(Size); }
  void readn(char *To, std::size_t Size) {
    while (Size > 0) {
      ssize_t Done = ::recv(Socket, To, Size, 0);
      if (Done <= 0)
        throw std::runtime_error("closed");
      To += Done;
      Size -= Done;
    }
  }

private:
  std::string receiveMessage(std::size_t Size) {
    std::string Text;
    char Buffer[512];
    while (Text.size() < Size) {
      ssize_t Done = ::recv(Socket, Buffer, sizeof Buffer, 0);
      if (Done <= 0)
        throw std::runtime_error("closed");
      Text.append(Buffer, Done);
    }
    return Text;
  }
};

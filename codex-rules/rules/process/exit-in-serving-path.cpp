// flags: -std=c++20
#include <zmq.h>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

#define HANDLES_REQUESTS __attribute__((annotate("codex::entry=request-handler")))

// Like cpp-httplib's.
namespace httplib {
struct Request {
  std::string Body;
};
struct Response {
  int Status = 200;
};
class Server {
public:
  using Handler = std::function<void(const Request &, Response &)>;
  Server &Get(const std::string &Path, Handler Run);
  Server &Post(const std::string &Path, Handler Run);
};
} // namespace httplib

// incident.io: a message that the handler cannot work on ends the worker.
// [example-bad]
// incident: incidentio-2022-11-18-poison-pill
HANDLES_REQUESTS void onMessage_bad(const std::string &Message) {
  if (Message.empty())
    std::abort(); // expect: 'abort' ends the whole process
}
// [/example-bad]

// NATS: the critical exception, by hand, three calls below the handler.
struct Plan {
  std::string Entry, Exit;
};
// incident: nats-2023-08-28-duplicate-waypoint
static void giveUp_bad(const char *Why) {
  std::fprintf(stderr, "%s\n", Why);
  std::exit(3); // expect: can be reached from 'onPlan(const Plan &)' (request-handler)
}
static int ukPart(const Plan &P) {
  if (P.Entry == P.Exit)
    giveUp_bad("no sensible section"); // step: from here 'giveUp_bad(const char *)' is called
  return 1;
}
HANDLES_REQUESTS void onPlan(const Plan &P) { ukPart(P); }

// Through a lambda that a server is given, and a method that overrides.
struct Feature {
  virtual ~Feature() = default;
  virtual int apply(const std::string &Text) = 0;
};
struct Strict : Feature {
  int apply(const std::string &Text) override { return apply_bad(Text); }
  int apply_bad(const std::string &Text) {
    if (Text.size() > 200)
      std::terminate(); // expect: 'std::terminate' ends the whole process
    return 0;
  }
};
void serve(httplib::Server &Server, Feature &F) {
  Server.Get("/features", [&F](const httplib::Request &R, httplib::Response &Out) {
    Out.Status = F.apply(R.Body);
  });
}

// In the loop that accepts, and below it.
static void handle_bad(int Client) {
  char Buffer[64];
  if (recv(Client, Buffer, sizeof Buffer, 0) < 0)
    _exit(1); // expect: loop that accepts clients
  close(Client);
}
void acceptLoop_bad(int Listener) {
  for (;;) {
    int Client = accept(Listener, nullptr, nullptr);
    if (Client < 0)
      exit(1); // expect: 'exit' ends the whole process
    handle_bad(Client);
  }
}

// What ends a scope runs, too.
struct Checked {
  bool Fine = false;
  ~Checked() { require_bad(); }
  void require_bad() const {
    if (!Fine)
      abort(); // expect: 'abort' ends the whole process
  }
};
void reply(const httplib::Request &, httplib::Response &) { Checked C; }
void routes(httplib::Server &Server) { Server.Post("/", reply); }

// An error that somebody serves.
// [example-ok]
HANDLES_REQUESTS bool onMessage_ok(const std::string &Message) {
  return !Message.empty();
}
// [/example-ok]

// At start, there is nobody to be served yet.
static int openOrEnd_ok(const char *Path) {
  std::FILE *File = std::fopen(Path, "r");
  if (!File)
    std::exit(1);
  return fileno(File);
}
int start_ok(int Argc, char **Argv) {
  return Argc > 1 ? openOrEnd_ok(Argv[1]) : 0;
}

// The child of a server that forks must end.
void forkingServer_ok(int Listener) {
  while (true) {
    int Client = accept(Listener, nullptr, nullptr);
    if (fork() == 0) {
      (void)!write(Client, "", 1);
      _exit(0);
    }
    close(Client);
  }
}

// A pointer to it is no call of it.
static void (*OnSignal)(int) = nullptr;
HANDLES_REQUESTS void setsHook_ok(const std::string &) {
  OnSignal = [](int) { _exit(1); };
}

// A static is made once, at the first request: the same as at start.
static int loadTable_ok() { return openOrEnd_ok("/etc/table"); }
HANDLES_REQUESTS int onLookUp_ok(const std::string &Key) {
  static const int Table = loadTable_ok();
  return Table + int(Key.size());
}

// Called by nobody who serves.
void usage_ok() { std::exit(2); }

// The function behind a pointer is not known.
static void endNow_FN() { std::abort(); }
static void (*Hook)() = endNow_FN;
HANDLES_REQUESTS void onHook(const std::string &) { Hook(); }

void plans_bad(void *Socket) {
  char Text[256];
  for (;;) {
    int Size = zmq_recv(Socket, Text, sizeof Text, 0);
    if (Size < 0)
      std::exit(1); // expect: ends the whole process
  }
}

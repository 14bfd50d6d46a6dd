// flags: -std=c++20
#include <hiredis/hiredis.h>
#include <pqxx/pqxx>
#include <istream>
#include <map>
#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <chrono>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

struct Response {
  bool ok() const;
  int Code;
};
Response sendRequest(const std::string &What);
std::optional<std::string> fetchUser(int Id);
bool connectTo(const char *Host);
bool commitUpstream(const std::string &Key, long Seen);
int call_remote(int);
void note(const char *);
using namespace std::chrono_literals;

// [example-bad]
bool update_bad(const std::string &Key, long Seen) {
  for (int Try = 0; Try < 500; ++Try)
    if (commitUpstream(Key, Seen)) // expect: after 'commitUpstream(Key, Seen)' fails there is a way back to it without a wait, up to 500 times
      return true;
  return false;
}
// [/example-bad]

void forever_bad() {
  while (!connectTo("primary")) // expect: there is a way back to it without a wait, without a limit
    note("trying again");
}

// incident: cloudflare-2025-09-12-tenant-api-herd
Response untilItWorks_bad(const std::string &What) {
  while (true) {
    Response R = sendRequest(What); // expect: after 'sendRequest(What)' fails
    if (R.ok())
      return R;
  }
}

// The delay is there, but not on every way back: a busy answer skips it.
bool skipped_bad(int Id) {
  auto Delay = 100ms;
  for (int Try = 0; Try < 10; ++Try) {
    int Error = call_remote(Id); // expect: after 'call_remote(Id)' fails
    if (Error >= 0)
      return true;
    if (Error == -1)
      continue;
    std::this_thread::sleep_for(Delay);
    Delay *= 2;
  }
  return false;
}

std::string optional_bad(int Id) {
  std::optional<std::string> User;
  do {
    User = fetchUser(Id); // expect: after 'fetchUser(Id)' fails
  } while (!User);
  return *User;
}

std::string thrown_bad(int Id) {
  for (;;) {
    try {
      return fetchUser(Id).value(); // expect: after 'fetchUser(Id)' fails
    } catch (const std::exception &) {
      note("trying again");
    }
  }
}

int socket_bad(const sockaddr *To, socklen_t Size) {
  while (true) {
    int Fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(Fd, To, Size) == 0) // expect: after 'connect(Fd, To, Size)' fails
      return Fd;
    close(Fd);
  }
}

void again_bad(const std::string &What) {
again:
  while (!sendRequest(What).ok()) { // expect: after 'sendRequest(What)' fails
    note("failed");
    goto again;
  }
}

// [example-ok]
bool update_ok(const std::string &Key, long Seen, std::mt19937 &Random) {
  auto Delay = 50ms;
  for (int Try = 0; Try < 6; ++Try) {
    if (commitUpstream(Key, Seen))
      return true;
    std::uniform_int_distribution<long> Part(Delay.count() / 2, Delay.count());
    std::this_thread::sleep_for(std::chrono::milliseconds(Part(Random)));
    Delay = std::min(Delay * 2, 5000ms);
  }
  return false;
}
// [/example-ok]

bool twice_ok(const std::string &Key, long Seen) {
  for (int Try = 0; Try < 2; ++Try)
    if (commitUpstream(Key, Seen))
      return true;
  return false;
}

int otherHosts_ok(const std::vector<const char *> &Hosts) {
  for (const char *Host : Hosts)
    if (connectTo(Host))
      return 1;
  return 0;
}

int eachItem_ok(const std::vector<int> &Ids) {
  int Failed = 0;
  for (int Id : Ids)
    if (call_remote(Id) < 0)
      ++Failed;
  return Failed;
}

void pauseAround(int Try) { std::this_thread::sleep_for(Try * 100ms); }

bool helper_ok() {
  for (int Try = 1; Try < 20; ++Try) {
    if (connectTo("primary"))
      return true;
    pauseAround(Try);
  }
  return false;
}

long interrupted_ok(int Fd, const char *Data, size_t Size) {
  long Written;
  do
    Written = send(Fd, Data, Size, 0);
  while (Written < 0 && errno == EINTR);
  return Written;
}

int nextAddress_ok(const std::vector<sockaddr_storage> &All, int Fd) {
  for (size_t I = 0; I < All.size(); ++I)
    if (connect(Fd, reinterpret_cast<const sockaddr *>(&All[I]), sizeof All[I]) == 0)
      return Fd;
  return -1;
}

bool naps_ok(int Tries, std::chrono::seconds Delay) {
  bool Done = false;
  for (int Try = 0; Try < Tries; ++Try) {
    auto End = std::chrono::steady_clock::now() + Delay;
    while (std::chrono::steady_clock::now() < End)
      usleep(100);
    Done = connectTo("primary");
    if (Done)
      break;
  }
  return Done;
}

void drain_ok(std::vector<std::string> &Queue) {
  while (!Queue.empty()) {
    if (!sendRequest(Queue.back()).ok())
      break;
    Queue.pop_back();
  }
}

bool attempt(const std::string &What) {
  if (sendRequest(What).ok())
    return true;
  note("failed");
  return false;
}

// The loop sees a function whose name says nothing of what it does.
void hidden_FN(const std::string &What) {
  while (!attempt(What))
    note("again");
}

//===-- One of several ways back -------------------------------------------===//

enum class Answer { Ok, Busy, Closed };
struct Broker {
  Answer send(int Item);
  bool reopen();
};

// incident: aws-2021-12-07-backoff
bool oneWay_bad(Broker &B, int Item) {
  for (int I = 0; I < 1000; ++I) {
    Answer A = B.send(Item); // expect: fails there is a way back to it without a wait
    if (A == Answer::Ok)
      return true;
    if (A == Answer::Closed) {
      B.reopen();
      continue;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50 << I));
  }
  return false;
}

struct Store {
  long get(const char *Key);
  bool compareAndSet(const char *Key, long Old, long New);
  std::optional<std::string> fetch(const std::string &Key);
};

// incident: square-2017-03-16-redis-retries
bool contended_bad(Store &S) {
  for (int Tries = 500; Tries-- > 0;) {
    long Old = S.get("n");
    if (S.compareAndSet("n", Old, Old + 1)) // expect: fails there is a way back to it without a wait
      return true;
  }
  return false;
}

// incident: facebook-2010-09-23-config-loop
std::string cached_bad(Store &S, std::map<std::string, std::string> &Cache, const std::string &Key) {
  while (true) {
    if (auto It = Cache.find(Key); It != Cache.end())
      return It->second;
    auto Fresh = S.fetch(Key); // expect: fails there is a way back to it without a wait
    if (Fresh)
      Cache[Key] = *Fresh;
  }
}

// Each line is another thing to send.
unsigned lines_ok(Store &S, std::istream &In) {
  unsigned Failed = 0;
  for (std::string Line; std::getline(In, Line);)
    if (!S.fetch(Line))
      ++Failed;
  return Failed;
}

bool bothWait_ok(Broker &B, int Item) {
  for (int I = 0; I < 10; ++I) {
    Answer A = B.send(Item);
    if (A == Answer::Ok)
      return true;
    if (A == Answer::Closed)
      B.reopen();
    std::this_thread::sleep_for(std::chrono::milliseconds(50 << I));
  }
  return false;
}

// incident: square-2017-03-16-redis-retries
bool transfer_bad(pqxx::connection &Connection, const std::string &Statement) {
  for (int Try = 0; Try < 500; ++Try) {
    try {
      pqxx::work Transaction(Connection);
      Transaction.exec(Statement); // expect: fails there is a way back to it without a wait
      Transaction.commit();
      return true;
    } catch (const pqxx::serialization_failure &) {
    }
  }
  return false;
}
bool transfer_ok(pqxx::connection &Connection, const std::string &Statement) {
  for (int Try = 0; Try < 4; ++Try) {
    try {
      pqxx::work Transaction(Connection);
      Transaction.exec(Statement);
      Transaction.commit();
      return true;
    } catch (const pqxx::serialization_failure &) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5 << Try));
    }
  }
  return false;
}

static bool once(redisContext *C) {
  redisReply *R = static_cast<redisReply *>(redisCommand(C, "EXEC"));
  bool Done = R && R->type == REDIS_REPLY_ARRAY;
  freeReplyObject(R);
  return Done;
}

// incident: square-2017-03-16-redis-retries
bool helped_bad(redisContext *C) {
  for (int I = 0; I < 500; ++I)
    if (once(C)) // expect: 'once(C)'
      return true;
  return false;
}

bool helped_ok(redisContext *C) {
  for (int I = 0; I < 5; ++I) {
    if (once(C))
      return true;
    usleep(1000 << I);
  }
  return false;
}

static int fetch_value(redisContext *C, const char *Key) {
  int Result = -1;
  redisReply *R = static_cast<redisReply *>(redisCommand(C, "GET %s", Key));
  if (R)
    Result = 0;
  freeReplyObject(R);
  return Result;
}

// incident: facebook-2010-09-23-config-loop
void untilThere_bad(redisContext *C, const char *Key) {
  while (fetch_value(C, Key) != 0) // expect: fetch_value
    ;
}

// What is above zero is the next piece, and no failure.
int fetch_piece(redisContext *C);
int pieces_ok(redisContext *C) {
  int All = 0;
  while (fetch_piece(C) != 0)
    ++All;
  return All;
}

struct Jobs {
  bool compareAndSet(int Id, int From, int To);
};
// Another one each time.
int claimed_ok(Jobs &J, const std::vector<int> &Ids) {
  int Mine = 0;
  for (int Id : Ids) {
    if (!J.compareAndSet(Id, 0, 1))
      continue;
    ++Mine;
  }
  return Mine;
}

// Each round asks for another thing.
struct Peer {
  std::string Name;
};
bool sendAgain(int Socket, const char *Text);
int announced_ok(const std::vector<Peer> &Peers, int Socket) {
  int Told = 0;
  for (const Peer &P : Peers) {
    note(P.Name.c_str());
    if (call_remote(Socket) < 0)
      continue;
    ++Told;
  }
  return Told;
}
int members_ok(redisContext *C, char *const *Keys, int N) {
  int Found = 0;
  char Command[100];
  for (int I = 0; I < N; ++I) {
    snprintf(Command, sizeof Command, "smembers %s", Keys[I]);
    auto *R = static_cast<redisReply *>(redisCommand(C, Command));
    if (R)
      ++Found;
    freeReplyObject(R);
  }
  return Found;
}

// Two functions between the loop and the call.
class Counter {
public:
  explicit Counter(redisContext *C) : C(C) {}
  bool bump_bad(const std::string &Key) {
    for (int I = 0; I < 500; ++I)
      if (tryBump(Key)) // expect: tryBump(Key)
        return true;
    return false;
  }
  bool bump_ok(const std::string &Key) {
    for (int I = 0; I < 500; ++I) {
      if (tryBump(Key))
        return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(5) * (1 + I % 7));
    }
    return false;
  }

private:
  redisReply *command(const std::string &Line) {
    return static_cast<redisReply *>(redisCommand(C, Line.c_str()));
  }
  void note() {}
  bool tryBump(const std::string &Key) {
    note();
    redisReply *R = command("incr " + Key);
    return R && R->type == REDIS_REPLY_INTEGER;
  }
  redisContext *C;
};

// What the call writes to is no other question each time.
struct Rows {
  virtual bool query(const std::string &Key, std::string &Value) = 0;
};
std::string lookUp(const std::string &Key, std::string &Value);
std::string value_bad(Rows &R, const std::string &Key) {
  for (;;) {
    std::string Value;
    lookUp(Key, Value);
    if (R.query(Key, Value)) // expect: R.query(Key, Value)
      return Value;
  }
}

// incident: cloudflare-2025-09-12-tenant-api-herd
struct Directory {
  std::optional<std::string> fetch(const std::string &Name);
};
std::string member_bad(Directory &D, const std::string &Name) {
  std::optional<std::string> Found;
  while (!(Found = D.fetch(Name))) // expect: D.fetch(Name)
    continue;
  return *Found;
}
std::string member_ok(Directory &D, const std::string &Name) {
  std::optional<std::string> Found;
  while (!(Found = D.fetch(Name)))
    std::this_thread::sleep_for(50ms + 1ms * (rand() % 50));
  return *Found;
}

// The next of a list each time, as C walks one.
struct Link {
  Link *Next;
};
struct NameServer {
  int Socket;
  sockaddr Address;
  Link InList;
};
void askAll_ok(Link *Head) {
  NameServer *S;
  for (S = (NameServer *)((char *)Head->Next - offsetof(NameServer, InList)); &S->InList != Head;
       S = (NameServer *)((char *)S->InList.Next - offsetof(NameServer, InList)))
    if (connect(S->Socket, &S->Address, sizeof S->Address) != 0)
      continue;
}

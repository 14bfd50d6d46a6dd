// flags: -std=c++20
#include <httplib.h>
#include <fcntl.h>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <vector>

extern "C" {
typedef void CURL;
enum CURLcode { CURLE_OK };
enum CURLoption { CURLOPT_URL, CURLOPT_TIMEOUT, CURLOPT_TIMEOUT_MS, CURLOPT_CONNECTTIMEOUT };
CURL *curl_easy_init(void);
CURLcode curl_easy_setopt(CURL *, CURLoption, ...);
CURLcode curl_easy_perform(CURL *);
void curl_easy_cleanup(CURL *);
struct redisContext;
struct redisReply;
redisContext *redisConnect(const char *, int);
redisContext *redisConnectWithTimeout(const char *, int, timeval);
int redisSetTimeout(redisContext *, timeval);
void *redisCommand(redisContext *, const char *, ...);
void redisFree(redisContext *);
}

namespace grpc {
struct Status {
  bool ok() const;
};
class ClientContext {
public:
  template <class T> void set_deadline(const T &);
  void AddMetadata(const std::string &, const std::string &);
};
} // namespace grpc

struct Stub {
  grpc::Status Lookup(grpc::ClientContext *, const std::string &, std::string *);
};

// [example-bad]
int fetch_bad(const char *Url) {
  CURL *Handle = curl_easy_init(); // step: the curl handle is made here
  curl_easy_setopt(Handle, CURLOPT_URL, Url);
  int Code = curl_easy_perform(Handle); // expect: the curl handle 'Handle' needs a time-out: it is used here, and nothing set one before
  curl_easy_cleanup(Handle);
  return Code;
}
// [/example-bad]

int zero_bad(const char *Url) {
  CURL *Handle = curl_easy_init();
  curl_easy_setopt(Handle, CURLOPT_URL, Url);
  curl_easy_setopt(Handle, CURLOPT_TIMEOUT, 0L); // expect: it is given 0 here
  int Code = curl_easy_perform(Handle);
  curl_easy_cleanup(Handle);
  return Code;
}

// CURLOPT_CONNECTTIMEOUT ends with the connection.
int connectOnly_bad() {
  CURL *Handle = curl_easy_init();
  curl_easy_setopt(Handle, CURLOPT_CONNECTTIMEOUT, 5L);
  return curl_easy_perform(Handle); // expect: it is used here, and nothing set one before
}

static CURL *makePlain(const char *Url) {
  CURL *Handle = curl_easy_init();
  if (Handle)
    curl_easy_setopt(Handle, CURLOPT_URL, Url);
  return Handle;
}

static int perform(CURL *Handle) { return curl_easy_perform(Handle); }

int helpers_bad(const char *Url) {
  CURL *Handle = makePlain(Url);
  return perform(Handle); // expect: it is used in here, and nothing set one before
}

bool call_bad(Stub &S, std::string &Out) {
  grpc::ClientContext Context;
  Context.AddMetadata("from", "here");
  return S.Lookup(&Context, "name", &Out).ok(); // expect: the gRPC call's context 'Context' needs a time-out
}

void *redis_bad() {
  redisContext *C = redisConnect("127.0.0.1", 6379);
  void *Reply = redisCommand(C, "GET key"); // expect: the Redis connection 'C' needs a time-out
  redisFree(C);
  return Reply;
}

int socket_bad(const sockaddr *To, socklen_t Size) {
  int Fd = socket(AF_INET, SOCK_STREAM, 0);
  if (Fd < 0)
    return -1;
  if (connect(Fd, To, Size) < 0) { // expect: the socket 'Fd' needs a time-out
    close(Fd);
    return -1;
  }
  return Fd;
}

class Client {
public:
  Client() : Handle(curl_easy_init()) { curl_easy_setopt(Handle, CURLOPT_URL, "http://localhost"); }
  ~Client() { curl_easy_cleanup(Handle); }
  bool ask_bad() { return curl_easy_perform(Handle) == CURLE_OK; } // expect: it is used here, and nothing in its class sets one

private:
  CURL *Handle;
};

// [example-ok]
int fetch_ok(const char *Url) {
  CURL *Handle = curl_easy_init();
  curl_easy_setopt(Handle, CURLOPT_URL, Url);
  curl_easy_setopt(Handle, CURLOPT_TIMEOUT_MS, 2000L);
  int Code = curl_easy_perform(Handle);
  curl_easy_cleanup(Handle);
  return Code;
}
// [/example-ok]

static void limit(CURL *Handle, long Seconds) {
  curl_easy_setopt(Handle, CURLOPT_TIMEOUT, Seconds);
}

int helper_ok(const char *Url, long Seconds) {
  CURL *Handle = makePlain(Url);
  limit(Handle, Seconds);
  return perform(Handle);
}

static CURL *makeLimited(const char *Url) {
  CURL *Handle = makePlain(Url);
  limit(Handle, 3);
  return Handle;
}

int maker_ok(const char *Url) { return perform(makeLimited(Url)); }

void setUp(CURL *Handle);

int elsewhere_ok() {
  CURL *Handle = curl_easy_init();
  setUp(Handle);
  return curl_easy_perform(Handle);
}

template <class T> bool call(Stub &S, std::string &Out, const T &End) {
  grpc::ClientContext Context;
  Context.set_deadline(End);
  return S.Lookup(&Context, "name", &Out).ok();
}

bool call_ok(Stub &S, std::string &Out, long End) { return call(S, Out, End); }

void *redis_ok(timeval Limit) {
  redisContext *C = redisConnectWithTimeout("127.0.0.1", 6379, Limit);
  redisSetTimeout(C, Limit);
  return redisCommand(C, "GET key");
}

int socket_ok(const sockaddr *To, socklen_t Size) {
  int Fd = socket(AF_INET, SOCK_STREAM, 0);
  timeval Limit = {2, 0};
  setsockopt(Fd, SOL_SOCKET, SO_SNDTIMEO, &Limit, sizeof Limit);
  return connect(Fd, To, Size);
}

int nonBlocking_ok(const sockaddr *To, socklen_t Size) {
  int Fd = socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK, 0);
  return connect(Fd, To, Size);
}

int local_ok(const sockaddr *To, socklen_t Size) {
  int Fd = socket(AF_UNIX, SOCK_STREAM, 0);
  return connect(Fd, To, Size);
}

class Limited {
public:
  Limited() : Handle(curl_easy_init()) { limit(Handle, 2); }
  bool ask_ok() { return curl_easy_perform(Handle) == CURLE_OK; }

private:
  CURL *Handle;
};

class HalfHere {
public:
  HalfHere() : Handle(curl_easy_init()) {}
  void configure();
  bool ask_ok() { return curl_easy_perform(Handle) == CURLE_OK; }

private:
  CURL *Handle;
};

// Only one of two ways sets it.
int sometimes_FN(const char *Url, long Seconds) {
  CURL *Handle = makePlain(Url);
  if (Seconds > 0)
    curl_easy_setopt(Handle, CURLOPT_TIMEOUT, Seconds);
  return curl_easy_perform(Handle);
}

// incident: sendmail-500-miles
bool deliver_bad(const std::string &Host, const std::string &Mail) {
  httplib::Client Relay(Host, 8025);
  auto Answer = Relay.Post("/submit", Mail, "message/rfc822"); // expect: the HTTP client 'Relay' needs a time-out
  return Answer && Answer->status == 202;
}
bool deliver_ok(const std::string &Host, const std::string &Mail) {
  httplib::Client Relay(Host, 8025);
  Relay.set_connection_timeout(5, 0);
  Relay.set_read_timeout(30, 0);
  auto Answer = Relay.Post("/submit", Mail, "message/rfc822");
  return Answer && Answer->status == 202;
}

// flags: -std=c++20
#include <cstdint>
#include <cstring>
#include <sys/socket.h>
#include <unistd.h>

struct State {
  std::uint32_t Node, Epoch;
};
void merge(const State &);
bool parse(const char *Text, long Size);

// [example-bad]
// incident: aws-2008-07-20-s3-gossip
void gossip_bad(int Socket) {
  char Buffer[1500];
  ssize_t Got = recv(Socket, Buffer, sizeof Buffer, 0);
  if (Got < 0)
    return;
  merge(*reinterpret_cast<const State *>(Buffer)); // expect: nothing here says that it came whole
}
// [/example-bad]

void copied_bad(int Pipe) {
  unsigned char Buffer[64];
  State S;
  ssize_t Got = read(Pipe, Buffer, sizeof Buffer);
  if (Got <= 0)
    return;
  std::memcpy(&S, Buffer, sizeof S); // expect: takes what was received for a struct
  merge(S);
}

void from_bad(int Socket) {
  char Buffer[256];
  sockaddr_storage Peer;
  socklen_t Length = sizeof Peer;
  ssize_t Got = recvfrom(Socket, Buffer, sizeof Buffer, 0, reinterpret_cast<sockaddr *>(&Peer), &Length);
  if (Got == -1)
    return;
  const State *S = reinterpret_cast<const State *>(Buffer); // expect: takes what was received for a struct
  merge(*S);
}

void first_bad(int Socket) {
  char Buffer[256];
  const ssize_t Got = recv(Socket, Buffer, sizeof Buffer, 0);
  if (0 == Got)
    return;
  merge(*(const State *)&Buffer[0]); // expect: takes what was received for a struct
}

void loop_bad(int Socket) {
  for (;;) {
    char Buffer[256];
    ssize_t Got = recv(Socket, Buffer, sizeof Buffer, 0);
    if (Got > 0)
      merge(*(const State *)Buffer); // expect: takes what was received for a struct
  }
}

// [example-ok]
void gossip_ok(int Socket) {
  char Buffer[1500];
  ssize_t Got = recv(Socket, Buffer, sizeof Buffer, 0);
  if (Got != ssize_t(sizeof(State)))
    return;
  merge(*reinterpret_cast<const State *>(Buffer));
}
// [/example-ok]

void atLeast_ok(int Socket) {
  char Buffer[1500];
  ssize_t Got = recv(Socket, Buffer, sizeof Buffer, 0);
  if (Got < 8)
    return;
  merge(*reinterpret_cast<const State *>(Buffer));
}

void handedOn_ok(int Socket) {
  char Buffer[1500];
  ssize_t Got = recv(Socket, Buffer, sizeof Buffer, 0);
  if (Got < 0 || !parse(Buffer, Got))
    return;
  merge(*reinterpret_cast<const State *>(Buffer));
}

bool bytes_ok(int Socket) {
  char Buffer[1500];
  ssize_t Got = recv(Socket, Buffer, sizeof Buffer, 0);
  return Got > 0 && Buffer[0] == 'x';
}

void other_ok(int Socket, const char *Known) {
  char Buffer[16];
  ssize_t Got = recv(Socket, Buffer, sizeof Buffer, 0);
  if (Got > 0)
    merge(*reinterpret_cast<const State *>(Known));
}

void whole_ok(int Socket) {
  char Buffer[16];
  ssize_t Got = recv(Socket, Buffer, sizeof Buffer, MSG_WAITALL);
  if (Got == sizeof Buffer)
    merge(*reinterpret_cast<const State *>(Buffer));
}

#include <map>
namespace state {
struct Node {
  std::uint64_t Id;
  std::uint32_t Failed;
};
std::uint32_t checksum(const void *, std::size_t);
class Gossip {
public:
  void hear_bad(int Socket) {
    unsigned char Bytes[1024];
    ssize_t Got = ::recv(Socket, Bytes, sizeof(Bytes), 0);
    if (Got < static_cast<ssize_t>(sizeof(Node)))
      return;
    Node N;
    std::memcpy(&N, Bytes, sizeof(N)); // expect: Bytes
    View[N.Id] = N;
  }
  void hear_ok(int Socket) {
    unsigned char Bytes[1024];
    ssize_t Got = ::recv(Socket, Bytes, sizeof(Bytes), 0);
    if (Got < static_cast<ssize_t>(sizeof(Node) + 4))
      return;
    if (checksum(Bytes, sizeof(Node)) != Bytes[sizeof(Node)])
      return;
    Node N;
    std::memcpy(&N, Bytes, sizeof(N));
    View[N.Id] = N;
  }

private:
  std::map<std::uint64_t, Node> View;
};
class Members {
public:
  void merge(const Node &N) { Known[N.Id] = N; }
  bool has(const Node &N) const { return Known.count(N.Id) != 0; }

private:
  std::map<std::uint64_t, Node> Known;
};
void gossipRound_bad(int Fd, Members &All) {
  unsigned char Bytes[512];
  if (recv(Fd, Bytes, sizeof(Bytes), 0) < ssize_t(sizeof(Node)))
    return;
  Node N;
  std::memcpy(&N, Bytes, sizeof(N)); // expect: std::memcpy
  All.merge(N);
}
bool gossipKnown_ok(int Fd, const Members &All) {
  unsigned char Bytes[512];
  if (recv(Fd, Bytes, sizeof(Bytes), 0) < ssize_t(sizeof(Node)))
    return false;
  Node N;
  std::memcpy(&N, Bytes, sizeof(N));
  return All.has(N);
}

} // namespace state

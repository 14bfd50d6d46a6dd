// flags: -std=c++20
#include <event2/bufferevent.h>
#include <event2/buffer.h>
#include <algorithm>
#include <arpa/inet.h>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

// Heartbleed: the reply has as many bytes as the request says.
struct Record {
  const unsigned char *Data;
  size_t Received;
};
// [example-bad]
unsigned char *heartbeat_bad(const Record &R) {
  const unsigned char *P = R.Data;
  unsigned Type = *P++;
  unsigned Payload = (P[0] << 8) | P[1]; // step: put together of bytes comes in here
  P += 2;
  auto *Reply = static_cast<unsigned char *>(std::malloc(3 + Payload + 16));
  Reply[0] = Type;
  std::memcpy(Reply + 3, P, Payload); // expect: 'Payload' is how many bytes are copied
  return Reply;
}
// [/example-bad]

// Out of a header that recv filled in.
struct Header {
  uint16_t Kind;
  uint32_t Length;
};
std::string body_bad(int Socket, const char *Rest) {
  Header H;
  recv(Socket, &H, sizeof H, 0);
  return std::string(Rest, H.Length); // expect: 'H.Length' is the length of a text
}

// Zero and too short are refused; too long is not.
void tooShortOnly_bad(const char *From, char *To) {
  uint32_t Claimed;
  std::memcpy(&Claimed, From, sizeof Claimed);
  uint32_t Length = ntohl(Claimed);
  if (Length == 0)
    return;
  if (Length < 4)
    return;
  std::memcpy(To, From + 4, Length); // expect: 'Length' is how many bytes are copied
}

// A helper decodes, another copies.
static uint32_t decode(const uint8_t *P) {
  return uint32_t(P[0]) << 24 | uint32_t(P[1]) << 16 | uint32_t(P[2]) << 8 | P[3];
}
static void copyOut_bad(char *To, const uint8_t *From, uint32_t Count) {
  std::memcpy(To, From, Count); // expect: 'Count' is how many bytes are copied
}
void relay(char *To, const uint8_t *Message) {
  uint32_t Size = decode(Message);
  copyOut_bad(To, Message + 4, Size); // step: here it is handed to 'copyOut_bad'
}

// Checked on one way only.
void oneWay_bad(const uint8_t *P, size_t Left, bool Strict, char *To) {
  uint16_t Length = ntohs(*reinterpret_cast<const uint16_t *>(P));
  if (Strict) {
    if (Length > Left)
      return;
  }
  std::memcpy(To, P + 2, Length); // expect: 'Length' is how many bytes are copied
}

// A view of what the message says to be there.
struct Wire {
  uint32_t Count;
  char Text[1];
};
std::string_view view_bad(const char *Message) {
  auto *W = reinterpret_cast<const Wire *>(Message);
  return std::string_view(W->Text, W->Count); // expect: 'W->Count' is the length of a text
}

// An out parameter.
static bool readLength(const uint8_t *P, uint16_t &Length) {
  Length = P[0] << 8 | P[1];
  return true;
}
std::string field_bad(const uint8_t *P) {
  uint16_t Length = 0;
  if (!readLength(P, Length))
    return {};
  return std::string(reinterpret_cast<const char *>(P) + 2, Length); // expect: 'Length' is the length of a text
}

// [example-ok]
unsigned char *heartbeat_ok(const Record &R) {
  const unsigned char *P = R.Data;
  unsigned Payload = (P[1] << 8) | P[2];
  if (1 + 2 + Payload + 16 > R.Received)
    return nullptr;
  auto *Reply = static_cast<unsigned char *>(std::malloc(3 + Payload + 16));
  std::memcpy(Reply + 3, P + 3, Payload);
  return Reply;
}
// [/example-ok]

std::string body_ok(int Socket, const std::string &Rest) {
  Header H;
  recv(Socket, &H, sizeof H, 0);
  if (Rest.size() < H.Length)
    return {};
  return std::string(Rest.data(), H.Length);
}

void least_ok(const char *From, size_t Room, char *To) {
  uint32_t Claimed;
  std::memcpy(&Claimed, From, sizeof Claimed);
  size_t Length = std::min<size_t>(ntohl(Claimed), Room);
  std::memcpy(To, From + 4, Length);
}

// A comparison by hand, with the macro of old.
#define LEAST(A, B) ((A) < (B) ? (A) : (B))
void macro_ok(const uint8_t *P, unsigned Room, char *To) {
  unsigned Length = P[0] << 8 | P[1];
  std::memcpy(To, P + 2, LEAST(Length, Room));
}

// The check is a function's.
class Reader {
public:
  bool has(size_t Count) const { return Count <= Left; }
  const uint8_t *At;
  size_t Left;
};
void reader_ok(Reader &R, char *To) {
  uint16_t Length = R.At[0] << 8 | R.At[1];
  if (!R.has(Length))
    return;
  std::memcpy(To, R.At + 2, Length);
}

// The room is made to measure, and nothing but the room matters.
void ownRoom_ok(int Socket) {
  uint32_t Claimed;
  recv(Socket, &Claimed, sizeof Claimed, 0);
  uint32_t Length = ntohl(Claimed);
  char *Room = static_cast<char *>(std::malloc(Length));
  if (Room)
    (void)!read(Socket, Room, Length);
  std::free(Room);
}

// What recv returns is the fact.
std::string received_ok(int Socket) {
  char Buffer[512];
  ssize_t Count = recv(Socket, Buffer, sizeof Buffer, 0);
  return Count > 0 ? std::string(Buffer, Count) : std::string();
}

void masked_ok(const uint8_t *P, char (&To)[256]) {
  unsigned Length = (P[0] << 8 | P[1]) & 0xff;
  std::memcpy(To, P + 2, Length);
}

void exact_ok(const uint8_t *P, char *To) {
  unsigned Length = P[0] << 8 | P[1];
  if (Length != 16)
    return;
  std::memcpy(To, P + 2, Length);
}

void cases_ok(const uint8_t *P, char *To) {
  unsigned Length = P[0] << 8 | P[1];
  switch (Length) {
  case 4:
  case 16:
    std::memcpy(To, P + 2, Length);
    break;
  default:
    break;
  }
}

// In a member between two functions.
class Parser {
public:
  void header(const uint8_t *P) { Length = P[0] << 8 | P[1]; }
  // What one function leaves in a member, another does not know of.
  void body_FN(const uint8_t *P, char *To) { std::memcpy(To, P, Length); }

private:
  unsigned Length = 0;
};

// incident: heartbleed-2014
void range_bad(int Socket, std::vector<char> &Reply) {
  unsigned char Buffer[4096];
  if (recv(Socket, Buffer, sizeof Buffer, 0) < 4)
    return;
  unsigned Claimed = (unsigned(Buffer[0]) << 24) | (Buffer[1] << 16) | (Buffer[2] << 8) | Buffer[3];
  Reply.assign(Buffer + 4, Buffer + 4 + Claimed); // expect: ends the range that is copied
}

void range_ok(int Socket, std::vector<char> &Reply) {
  unsigned char Buffer[4096];
  ssize_t Got = recv(Socket, Buffer, sizeof Buffer, 0);
  if (Got < 4)
    return;
  unsigned Claimed = (unsigned(Buffer[0]) << 24) | (Buffer[1] << 16) | (Buffer[2] << 8) | Buffer[3];
  if (Claimed > size_t(Got) - 4)
    return;
  Reply.assign(Buffer + 4, Buffer + 4 + Claimed);
}

void buffered_bad(bufferevent *B) {
  char In[2048];
  std::size_t Got = bufferevent_read(B, In, sizeof In);
  if (Got < 4)
    return;
  std::uint16_t Length;
  std::memcpy(&Length, In + 2, sizeof Length);
  evbuffer_add(bufferevent_get_output(B), In + 4, ntohs(Length)); // expect: is how many bytes are sent
}

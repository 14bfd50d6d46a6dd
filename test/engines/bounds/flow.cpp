// flags: -std=c++20
// rules: unchecked-length, unchecked-index, unbounded-allocation, unchecked-narrowing
// RUN: %codex_check %s
//
// Where numbers go: loops, joins, helpers, members of local objects.
#include <arpa/inet.h>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

// A new message each time round: what was known of the last one is gone.
void eachTimeNew_bad(const uint8_t *P, const uint8_t *End, char *To) {
  uint32_t Length = 0;
  while (P < End) {
    Length = ntohl(*reinterpret_cast<const uint32_t *>(P));
    std::memcpy(To, P + 4, Length); // expect: codex-unchecked-length: 'Length'
    if (Length > 64)
      return;
    P += 4 + 64;
  }
}

// A check that does not end anything is none on the other way.
void logsOnly_bad(uint32_t Raw, std::string &Out) {
  uint32_t Size = ntohl(Raw);
  if (Size > 4096)
    std::abort();
  uint32_t Other = ntohl(Raw + 1);
  if (Other > 4096)
    Out += "large";
  Out.resize(Size);
  Out.resize(Other); // expect: codex-unbounded-allocation: 'Other'
}

// Two helpers deep, both ways.
static uint32_t first(const uint8_t *P) { return P[0] << 8 | P[1]; }
static uint32_t second(const uint8_t *P) { return first(P + 2) + 4; }
static void put_bad(int (&Table)[8], unsigned Where) { Table[Where] = 1; } // expect: codex-unchecked-index: 'Where'
static void hand(int (&Table)[8], unsigned Where) { put_bad(Table, Where); } // step: here it is handed to 'put_bad'
void helpers(const uint8_t *P, int (&Table)[8]) {
  hand(Table, second(P)); // step: 'second' hands it on here
}

// The same helpers with a checked number say nothing more.
void helpers_ok(const uint8_t *P, int (&Table)[8]) {
  uint32_t Where = second(P);
  if (Where < 8)
    hand(Table, Where);
}

// A member of a local object; another member was looked at.
struct Message {
  uint32_t Kind, Size;
};
void otherMember_bad(const char *Bytes, std::string &Out) {
  Message M;
  std::memcpy(&M, Bytes, sizeof M);
  if (M.Kind > 7)
    return;
  Out.resize(M.Size); // expect: codex-unbounded-allocation: 'M.Size'
}
void oneWay_bad(const char *Bytes, bool Strict, std::string &Out) {
  Message M;
  std::memcpy(&M, Bytes, sizeof M);
  if (Strict) {
    if (M.Size > 512)
      return;
  }
  Out.resize(M.Size); // expect: codex-unbounded-allocation: 'M.Size'
}
void thisMember_ok(const char *Bytes, std::string &Out) {
  Message M;
  std::memcpy(&M, Bytes, sizeof M);
  if (M.Size <= 512)
    Out.resize(M.Size);
}

// What was computed from it is looked at.
void sum_ok(const uint8_t *P, size_t Left, char *To) {
  uint32_t Length = P[0] << 8 | P[1];
  size_t Whole = Length + 2;
  if (Whole > Left)
    return;
  std::memcpy(To, P + 2, Length);
}

// The number is overwritten before it is used.
void overwritten_ok(uint32_t Raw, std::string &Out) {
  uint32_t Size = ntohl(Raw);
  Size = 16;
  Out.resize(Size);
}

// What is left is compared with it, the other way round.
void subtraction_ok(const uint8_t *P, size_t Left, char *To) {
  uint32_t Length = ntohl(*reinterpret_cast<const uint32_t *>(P));
  if (Left - 4 < Length)
    return;
  std::memcpy(To, P + 4, Length);
}

// A bit-field holds what it holds.
struct Flags {
  unsigned Count : 16;
  unsigned Rest : 16;
};
uint16_t bits_ok(const char *Packet) {
  auto *F = reinterpret_cast<const Flags *>(Packet);
  return F->Count;
}

// Narrowed first, and looked at then: late, but a look.
int late_ok(const char *Text) {
  int Port = std::strtol(Text, nullptr, 10);
  return Port > 0 && Port <= 65535 ? Port : -1;
}

// Recursion ends.
static uint32_t deep(const uint8_t *P, int Depth) {
  return Depth ? deep(P + 1, Depth - 1) : P[0] << 8 | P[1];
}
void recursive_FN(const uint8_t *P, std::string &Out);
// Inside of a recursion, the inner call is one of an unknown function; and 16 bits are no unbounded size.
void recursive_FN(const uint8_t *P, std::string &Out) { Out.resize(deep(P, 2)); }

// Templates: each instance is looked at, and reported once.
template <typename T> void read_bad(const char *Bytes, std::vector<T> &Out) {
  uint32_t Count;
  std::memcpy(&Count, Bytes, sizeof Count);
  Out.resize(Count); // expect: codex-unbounded-allocation: 'Count'
}
void instances(const char *B, std::vector<int> &I, std::vector<char> &C) {
  read_bad(B, I);
  read_bad(B, C);
}

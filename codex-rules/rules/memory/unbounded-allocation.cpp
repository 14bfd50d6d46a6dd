// flags: -std=c++20
#include <algorithm>
#include <arpa/inet.h>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <vector>

constexpr size_t Most = 200;

// [example-bad]
std::vector<float> features_bad(std::FILE *File) {
  uint32_t Count = 0;
  if (std::fread(&Count, sizeof Count, 1, File) != 1)
    return {};
  std::vector<float> Features(Count); // expect: 'Count' is the size of a container
  return Features;
}
// [/example-bad]

void message_bad(int Socket, std::string &Out) {
  uint32_t Raw;
  if (recv(Socket, &Raw, sizeof Raw, 0) != sizeof Raw)
    return;
  Out.resize(ntohl(Raw)); // expect: 'ntohl(Raw)' is the new size
}

char *room_bad(const uint8_t *P) {
  uint32_t Size = P[0] | P[1] << 8 | P[2] << 16 | uint32_t(P[3]) << 24;
  return static_cast<char *>(std::malloc(Size + 1)); // expect: 'Size + 1' is how much memory is asked for
}

int *table_bad(const char *Text) {
  return new int[std::strtoul(Text, nullptr, 10)]; // expect: is the size of a new array
}

// A minimum is no maximum.
void reserve_bad(std::ifstream &File, std::vector<int> &Out) {
  long Count = 0;
  File >> Count;
  if (Count <= 0)
    return;
  Out.reserve(Count); // expect: 'Count' is the new size
}

struct Header {
  uint32_t Magic, Size;
};
std::unique_ptr<char[]> make_bad(const char *Data) {
  Header H;
  std::memcpy(&H, Data, sizeof H);
  if (H.Magic != 7)
    return nullptr;
  return std::make_unique<char[]>(H.Size); // expect: 'H.Size' is the size of an array
}

// [example-ok]
std::vector<float> features_ok(std::FILE *File) {
  uint32_t Count = 0;
  if (std::fread(&Count, sizeof Count, 1, File) != 1 || Count > Most)
    return {};
  return std::vector<float>(Count);
}
// [/example-ok]

void short_ok(uint16_t Raw, std::string &Out) { Out.resize(ntohs(Raw)); }

char *room_ok(const uint8_t *P, size_t Received) {
  uint32_t Size = P[0] | P[1] << 8 | P[2] << 16 | uint32_t(P[3]) << 24;
  if (Size > Received - 4)
    return nullptr;
  return static_cast<char *>(std::malloc(Size));
}

void clamped_ok(const char *Text, std::vector<int> &Out) {
  Out.resize(std::clamp<unsigned long>(std::strtoul(Text, nullptr, 10), 1, Most));
}

static bool acceptable(uint64_t Size) { return Size < Most; }
void asked_ok(uint32_t Raw, std::string &Out) {
  uint32_t Size = ntohl(Raw);
  bool Fine = acceptable(Size);
  if (!Fine)
    return;
  Out.resize(Size);
}

void own_ok(std::vector<int> &Out, size_t Count) { Out.resize(Count * 2); }

// One object, whose constructor is given the number.
struct Selector {
  explicit Selector(int Start) : Start(Start) {}
  int Start;
};
std::unique_ptr<Selector> object_ok(const char *Text) {
  return std::make_unique<Selector>(std::atoi(Text));
}

// In a helper's own check.
static void check(uint32_t Size) {
  if (Size > Most)
    throw Size;
}
void helper_ok(uint32_t Raw, std::string &Out) {
  uint32_t Size = ntohl(Raw);
  check(Size);
  Out.resize(Size);
}

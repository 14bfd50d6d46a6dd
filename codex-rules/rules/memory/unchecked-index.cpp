// flags: -std=c++20
#include <unistd.h>
#include <istream>
#include <sys/socket.h>
#include <array>
#include <arpa/inet.h>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <span>
#include <string>
#include <vector>

// CrowdStrike: the content says which input, the sensor supplies 20.
struct Match {
  uint32_t Field;
};
// [example-bad]
const char *input_bad(const unsigned char *Content, const char *const (&Inputs)[20]) {
  auto *M = reinterpret_cast<const Match *>(Content);
  return Inputs[M->Field]; // expect: 'M->Field' indexes 'Inputs'
}
// [/example-bad]

// A count from the content ends a loop over a table of another size.
int sum_bad(const unsigned char *P, const std::array<int, 20> &Values) {
  unsigned Count = P[0] << 8 | P[1];
  int Sum = 0;
  for (unsigned I = 0; I < Count; ++I)
    Sum += Values[I]; // expect: 'I' indexes 'Values'
  return Sum;
}

// From the command line, and from text.
static const char *const Names[] = {"zero", "one", "two"};
const char *named_bad(const char *Text) {
  return Names[std::atoi(Text)]; // expect: 'std::atoi(Text)' indexes 'Names'
}

// No more than "not negative" is known.
int vector_bad(const std::string &Text, std::vector<int> &Slots) {
  int Slot = std::stoi(Text);
  if (Slot < 0)
    return 0;
  return Slots[Slot]; // expect: 'Slot' indexes 'Slots'
}

int parsed_bad(std::string_view Text, std::span<const int> Table) {
  unsigned Number = 0;
  auto [End, Problem] = std::from_chars(Text.data(), Text.data() + Text.size(), Number);
  if (Problem != std::errc())
    return 0;
  return Table[Number]; // expect: 'Number' indexes 'Table'
}

int stream_bad(std::ifstream &File, int (&Table)[8]) {
  int At = 0;
  File >> At;
  return ++Table[At]; // expect: 'At' indexes 'Table'
}

// [example-ok]
const char *input_ok(const unsigned char *Content, std::span<const char *const> Inputs) {
  auto *M = reinterpret_cast<const Match *>(Content);
  if (M->Field >= Inputs.size())
    return nullptr;
  return Inputs[M->Field];
}
// [/example-ok]

int sum_ok(const unsigned char *P, const std::array<int, 20> &Values) {
  unsigned Count = P[0] << 8 | P[1];
  int Sum = 0;
  for (unsigned I = 0; I < Count && I < Values.size(); ++I)
    Sum += Values[I];
  return Sum;
}

int madeForIt_ok(const unsigned char *P) {
  unsigned Count = P[0] << 8 | P[1];
  std::vector<int> Values(Count);
  for (unsigned I = 0; I < Count; ++I)
    Values[I] = 2 * I;
  return Values.empty() ? 0 : Values[0];
}

// A byte, and a table for bytes.
int byte_ok(const unsigned char *P, const int (&Table)[256]) { return Table[P[0]]; }

int wrapped_ok(const char *Text, const std::vector<int> &Ring) {
  unsigned long Number = std::strtoul(Text, nullptr, 10);
  return Ring[Number % Ring.size()];
}

int at_ok(const std::string &Text, const std::vector<int> &Slots) {
  return Slots.at(std::stoul(Text));
}

// Sixteen bits, and so many elements.
static int Ports[65536];
int ports_ok(uint16_t Raw) { return Ports[ntohs(Raw)]; }

enum Kind { Small, Large, Last };
int enumerator_ok(const char *Text, const int (&Sizes)[Last]) {
  long Number = std::strtol(Text, nullptr, 10);
  if (Number < 0 || Number >= Last)
    return -1;
  return Sizes[Number];
}

// A byte is more than a table of three has.
// incident: google-2012-12-10-chrome-sync
using Handler = void (*)(const uint8_t *);
extern const Handler Handlers[3];
void dispatch_bad(int Socket) {
  uint8_t Frame[64];
  if (recv(Socket, Frame, sizeof Frame, 0) < 2)
    return;
  Handlers[Frame[0]](Frame + 1); // expect: indexes 'Handlers'
}
extern const int ByByte[256];
int byByte_ok(int Socket) {
  uint8_t Frame[64];
  if (recv(Socket, Frame, sizeof Frame, 0) < 1)
    return 0;
  return ByByte[Frame[0]];
}

// A member of the file's own struct, filled in one function and used in another.
// incident: crowdstrike-2024-07-19-channel-291
struct Criterion {
  uint32_t Input;
  uint32_t Checked;
  std::string Pattern;
};
std::vector<Criterion> load(std::istream &In) {
  std::vector<Criterion> All;
  Criterion C;
  while (In >> C.Input >> C.Checked >> C.Pattern)
    All.push_back(C);
  return All;
}
bool matches_bad(const std::vector<Criterion> &All, const char *const *Inputs) {
  for (const Criterion &C : All)
    if (C.Pattern != Inputs[C.Input]) // expect: 'C.Input' indexes 'Inputs'
      return false;
  return true;
}
bool matches_ok(const std::vector<Criterion> &All, const char *const *Inputs, uint32_t N) {
  for (const Criterion &C : All)
    if (C.Checked >= N || C.Pattern != Inputs[C.Checked])
      return false;
  return true;
}

// The same conversion of the same place is the same number.
struct StateMessage {
  uint32_t Node, Status;
};
extern StateMessage Table[1024];
void merge_ok(int Socket) {
  StateMessage M;
  if (recv(Socket, &M, sizeof M, 0) != static_cast<ssize_t>(sizeof M) || ntohl(M.Node) >= 1024)
    return;
  Table[ntohl(M.Node)] = M;
}
void merge_bad(int Socket) {
  StateMessage M;
  if (recv(Socket, &M, sizeof M, 0) != static_cast<ssize_t>(sizeof M))
    return;
  Table[ntohl(M.Node)] = M; // expect: indexes 'Table'
}

// incident: aws-2008-07-20-s3-gossip
struct Gossip {
  unsigned Id, Version;
};
extern Gossip Members[1024];
void merged_bad(int Socket) {
  Gossip G;
  if (read(Socket, &G, sizeof G) != sizeof G)
    return;
  Members[G.Id] = G; // expect: indexes 'Members'
}

struct ContentRule {
  unsigned Field;
};
extern const char *Inputs[20];
static const char *matched_bad(const ContentRule *R) { return Inputs[R->Field]; } // expect: indexes 'Inputs'
static const char *looked(const ContentRule *R) { return R->Field < 20 ? Inputs[R->Field] : nullptr; }
static bool fits(const ContentRule *R) { return R->Field < 20; }

void handedDown(int File) {
  ContentRule R;
  if (read(File, &R, sizeof R) == sizeof R)
    matched_bad(&R);
}
void checkedBelow_ok(int File) {
  ContentRule R;
  if (read(File, &R, sizeof R) == sizeof R)
    looked(&R);
}
void checkedBeside_ok(int File) {
  ContentRule R;
  if (read(File, &R, sizeof R) == sizeof R && fits(&R))
    matched_bad(&R);
}

namespace bytes {
struct Criterion {
  std::uint8_t Field;
};
int Inputs[20];
bool readCriterion(std::istream &In, Criterion &C) {
  return bool(In.read(reinterpret_cast<char *>(&C.Field), 1));
}

// incident: crowdstrike-2024-07-19-channel-291
int evaluate_bad(const Criterion &C) {
  return Inputs[C.Field]; // expect: 'C.Field' indexes 'Inputs'
}
struct Checked {
  std::uint8_t Field;
};
bool readChecked(std::istream &In, Checked &C) {
  return In.read(reinterpret_cast<char *>(&C.Field), 1) && C.Field < 20;
}
int evaluate_ok(const Checked &C) { return Inputs[C.Field]; }
} // namespace bytes

// flags: -std=c++20
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
const char *input_bad(const unsigned char *Content, const char *const (&Inputs)[20]) {
  auto *M = reinterpret_cast<const Match *>(Content);
  return Inputs[M->Field]; // expect: 'M->Field' indexes 'Inputs'
}

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

const char *input_ok(const unsigned char *Content, std::span<const char *const> Inputs) {
  auto *M = reinterpret_cast<const Match *>(Content);
  if (M->Field >= Inputs.size())
    return nullptr;
  return Inputs[M->Field];
}

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

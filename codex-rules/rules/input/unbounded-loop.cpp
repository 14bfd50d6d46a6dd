// flags: -std=c++20
#include <string>
#include <istream>
#include <arpa/inet.h>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

void handleOne(uint32_t Number);
bool readOne(FILE *In);

// [example-bad]
void entries_bad(const uint8_t *Message) {
  uint32_t Count = ntohl(*reinterpret_cast<const uint32_t *>(Message));
  for (uint32_t I = 0; I < Count; ++I) // expect: 'Count' is how often the loop runs, comes from outside
    handleOne(I);
}
// [/example-bad]

void bytes_bad(const uint8_t *P) {
  uint32_t N = uint32_t(P[0]) << 24 | P[1] << 16 | P[2] << 8 | P[3];
  for (uint32_t I = 0; I < N; I++) // expect: 'N' is how often the loop runs
    handleOne(I);
}

void text_bad(const char *Text) {
  long Rounds = std::strtol(Text, nullptr, 10);
  for (long I = 0; I < Rounds; ++I) // expect: 'Rounds' is how often the loop runs
    handleOne(I);
}

struct Header {
  uint32_t Kind, Count;
};
void member_bad(FILE *In) {
  Header H;
  if (fread(&H, sizeof H, 1, In) != 1)
    return;
  for (uint32_t I = 0; I <= H.Count; ++I) // expect: 'H.Count' is how often the loop runs
    handleOne(I);
}

static void many_bad(uint32_t Times) {
  for (uint32_t I = 0; I < Times; ++I) // expect: 'Times' is how often the loop runs
    handleOne(I);
}
void handedOn(const uint8_t *P) { many_bad(ntohl(*reinterpret_cast<const uint32_t *>(P))); }

// [example-ok]
bool entries_ok(const uint8_t *Message) {
  constexpr uint32_t Most = 1000;
  uint32_t Count = ntohl(*reinterpret_cast<const uint32_t *>(Message));
  if (Count > Most)
    return false;
  for (uint32_t I = 0; I < Count; ++I)
    handleOne(I);
  return true;
}
// [/example-ok]

bool untilEnd_ok(FILE *In, const uint8_t *Message) {
  uint32_t Count = ntohl(*reinterpret_cast<const uint32_t *>(Message));
  for (uint32_t I = 0; I < Count; ++I)
    if (!readOne(In))
      return false;
  return true;
}

void short_ok(const uint8_t *P) {
  uint16_t Count = ntohs(*reinterpret_cast<const uint16_t *>(P));
  for (unsigned I = 0; I < Count; ++I)
    handleOne(I);
}

void own_ok(uint32_t Count) {
  for (uint32_t I = 0; I < Count; ++I)
    handleOne(I);
}

void bothEnds_ok(FILE *In, const uint8_t *P) {
  uint32_t Count = ntohl(*reinterpret_cast<const uint32_t *>(P));
  for (uint32_t I = 0; I < Count && readOne(In); ++I)
    handleOne(I);
}

// Down to zero: the counter is the number itself.
void down_FN(const uint8_t *P) {
  uint32_t Count = ntohl(*reinterpret_cast<const uint32_t *>(P));
  while (Count--)
    handleOne(Count);
}

// A member of the file's own struct, read in one function and counted to in another.
// incident: crowdstrike-2024-07-19-channel-291
struct Template {
  int Parameters = 0;
};
Template readTemplate(std::istream &In) {
  Template T;
  In >> T.Parameters;
  return T;
}
int evaluate_bad(std::istream &In, const std::string *Inputs) {
  Template T = readTemplate(In);
  int Hits = 0;
  for (int I = 0; I < T.Parameters; ++I) // expect: is how often the loop runs
    Hits += Inputs[I].empty();
  return Hits;
}
struct LimitedTemplate {
  int Parameters = 0;
};
LimitedTemplate readLimited(std::istream &In) {
  LimitedTemplate T;
  In >> T.Parameters;
  return T;
}
int evaluate_ok(std::istream &In, const std::string *Inputs) {
  LimitedTemplate T = readLimited(In);
  if (T.Parameters > 20)
    return 0;
  int Hits = 0;
  for (int I = 0; I < T.Parameters; ++I)
    Hits += Inputs[I].empty();
  return Hits;
}

// One object copied to another of its kind is no reading of bytes.
struct Sample {
  unsigned Length;
  const char *Text;
};
int printable_ok(const Sample *Of) {
  Sample Copy;
  std::memcpy(&Copy, Of, sizeof Copy);
  int N = 0;
  for (unsigned I = 0; I < Copy.Length; ++I)
    N += Copy.Text[I] > ' ';
  return N;
}

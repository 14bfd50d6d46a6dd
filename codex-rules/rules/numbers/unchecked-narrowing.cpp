// flags: -std=c++20
#include <netdb.h>
#include <arpa/inet.h>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

struct Address {
  uint16_t Port;
};

// [example-bad]
void port_bad(const char *Text, Address &A) {
  A.Port = std::atoi(Text); // expect: is narrowed to 'uint16_t'
}
// [/example-bad]

// Ariane 5: a floating-point number into sixteen bits.
// incident: ariane-5-flight-501-1996
int16_t bias_bad(const std::string &Telemetry) {
  double Horizontal = std::stod(Telemetry);
  return static_cast<int16_t>(Horizontal); // expect: 'Horizontal' is narrowed to 'int16_t'
}

// Exchange: a date as a number that outgrew 32 bits.
// incident: exchange-y2k22
int32_t version_bad(const char *Text) {
  long long Version = std::strtoll(Text, nullptr, 10);
  int32_t Short = Version; // expect: 'Version' is narrowed to 'int32_t'
  return Short;
}

uint16_t wire_bad(uint32_t Raw) {
  uint32_t Length = ntohl(Raw);
  return uint16_t(Length); // expect: 'Length' is narrowed to 'uint16_t'
}

static void listenOn(uint16_t Port) { (void)Port; }
void argument_bad(int Count, char **Arguments) {
  if (Count > 1)
    listenOn(std::strtoul(Arguments[1], nullptr, 10)); // expect: is narrowed to 'uint16_t'
}

// Negative only is refused.
uint8_t level_bad(const std::string &Text) {
  int Level = std::stoi(Text);
  if (Level < 0)
    return 0;
  return Level; // expect: 'Level' is narrowed to 'uint8_t'
}

// [example-ok]
bool port_ok(const char *Text, Address &A) {
  long Port = std::strtol(Text, nullptr, 10);
  if (Port < 1 || Port > 65535)
    return false;
  A.Port = Port;
  return true;
}
// [/example-ok]

bool fits_ok(const std::string &Text, int16_t &Out) {
  long long Value = std::stoll(Text);
  if (!std::in_range<int16_t>(Value))
    return false;
  Out = static_cast<int16_t>(Value);
  return true;
}

bool parsed_ok(std::string_view Text, uint16_t &Out) {
  auto Result = std::from_chars(Text.data(), Text.data() + Text.size(), Out);
  return Result.ec == std::errc();
}

uint16_t same_ok(uint16_t Raw) {
  uint16_t Length = ntohs(Raw);
  return Length;
}

uint8_t low_ok(uint32_t Raw) {
  uint32_t Word = ntohl(Raw);
  return static_cast<uint8_t>(Word & 0xff);
}

uint8_t high_ok(uint32_t Raw) { return static_cast<uint8_t>(ntohl(Raw) >> 24); }

bool truth_ok(const char *Text) { return std::atoi(Text); }

int own_ok(long Value) { return static_cast<int>(Value); }

// Both bytes are stored: nothing is lost.
void putShort_ok(const unsigned char *In, unsigned char *Out) {
  unsigned Size = (In[0] << 24) | (In[1] << 16) | (In[2] << 8) | In[3];
  *Out++ = Size >> 8;
  *Out++ = Size;
}

// To ask whether it fits, it is narrowed (openttd, 2026-11-28).
int clamped(int Value, int Low, int High);
void compress(int Level);
void listenOn(unsigned short Port);
void clamp_ok(const char *Text) {
  long Level = atol(Text);
  if (Level != clamped(Level, 0, 9))
    return;
  compress(Level);
}
void roundTrip_ok(const char *Text) {
  long Port = atol(Text);
  if (Port != (unsigned short)Port)
    return;
  listenOn(Port);
}
void otherTrip_bad(const char *Text, long Other) {
  long Port = atol(Text);
  if (Other != (unsigned short)Other)
    return;
  listenOn(Port); // expect: is narrowed to 'unsigned short'
}

namespace bits {
void setPort(std::uint16_t *To, int Port) { *To = Port; }
int portOf(std::uint16_t Raw) { return ntohs(Raw); }
// Sixteen bits come in, and sixteen go out.
void copied_ok(std::uint16_t *To, std::uint16_t Raw) { setPort(To, portOf(Raw)); }

std::uint16_t mixed_ok(std::uint16_t Port, std::uint32_t Cookie) {
  return Port ^ ntohs(Cookie >> 16);
}

unsigned char third_ok(const unsigned char *Block) { return (Block[2] << 6) | Block[3]; }

struct Table {
  std::uint32_t Tag;
};
void written_ok(unsigned char *Out, const Table &T, std::uint32_t Raw) {
  Table Own = T;
  Own.Tag = ntohl(Raw);
  Out[0] = (unsigned char)(Own.Tag >> 8);
  Out[1] = (unsigned char)Own.Tag;
}

unsigned char hexadecimal_ok(const char *From) {
  char Two[3] = {From[0], From[1], 0};
  return (unsigned char)std::strtoul(Two, nullptr, 16);
}
unsigned char hexadecimal_bad(const char *From) {
  return (unsigned char)std::strtoul(From, nullptr, 16); // expect: codex-unchecked-narrowing
}

std::uint16_t workers_ok(const char *Text) {
  if (std::atoi(Text) > 128)
    return 128;
  else
    return std::atoi(Text);
}

// Another number, though it is written in the same way.
std::uint16_t option_bad(int Option, const char *Text) {
  switch (Option) {
  case 1:
    if (std::atoi(Text) > 128)
      return 128;
    break;
  default:
    return std::atoi(Text); // expect: codex-unchecked-narrowing
  }
  return 0;
}

std::uint16_t crc16_ok(std::uint64_t Crc) { return be64toh(Crc); }
} // namespace bits

struct Link {
  Link *Next;
};
struct Answer {
  int Code;
  Link In;
};
// From a member back to the struct that it is in.
short code_ok(const Link *First) {
  const Answer *A = (const Answer *)((const char *)First - offsetof(Answer, In));
  return A->Code;
}

// getnameinfo() has written the port, which has 16 bits.
std::uint16_t service_ok(const sockaddr *Peer, socklen_t Size) {
  char Host[NI_MAXHOST], Service[NI_MAXSERV];
  if (getnameinfo(Peer, Size, Host, sizeof Host, Service, sizeof Service,
                  NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return 0;
  return (std::uint16_t)std::atoi(Service);
}
std::uint16_t host_bad(const sockaddr *Peer, socklen_t Size, const char *Text) {
  char Host[NI_MAXHOST], Service[NI_MAXSERV];
  if (getnameinfo(Peer, Size, Host, sizeof Host, Service, sizeof Service, 0) != 0)
    return 0;
  return (std::uint16_t)std::atoi(Text); // expect: codex-unchecked-narrowing
}

// The whole of what must hold, turned around: as assertions are written.
bool version_ok(const char *Text, int &Out) {
  char *End;
  unsigned long N = std::strtoul(Text, &End, 10);
  if (!(N <= 9999 && *End == '.'))
    return false;
  Out = N;
  return true;
}
bool versionOr_ok(const char *Text, int &Out) {
  char *End;
  unsigned long N = std::strtoul(Text, &End, 10);
  do {
    if (!(N <= 9999 && *End == '.')) {
      return false;
    }
  } while (0);
  Out = N;
  return true;
}
bool either_bad(const char *Text, int &Out) {
  char *End;
  unsigned long N = std::strtoul(Text, &End, 10);
  if (!(N <= 9999 || *End == '.'))
    return false;
  Out = N; // expect: codex-unchecked-narrowing
  return true;
}

// Two digits of a longer text.
void percent_ok(const std::string &In, std::string &Out) {
  Out += std::stoul(std::string(In, 1, 2), nullptr, 16);
  Out += (char)std::strtoul(In.substr(1, 2).c_str(), nullptr, 16);
}
void percent_bad(const std::string &In, std::string &Out) {
  Out += (char)std::stoul(std::string(In, 1, 9), nullptr, 16); // expect: codex-unchecked-narrowing
}

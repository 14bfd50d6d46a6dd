// flags: -std=c++20
#include <cstdint>
#include <map>

// incident: arpanet-1980-10-27-sequence
// [example-bad]
bool laterThan_bad(std::uint8_t A, std::uint8_t B) {
  return A != B && ((A - B) & 63) < 32; // expect: orders numbers of few bits in a circle
}
// [/example-bad]

// [example-ok]
bool laterThan_ok(std::uint64_t A, std::uint64_t B) { return A > B; }
// [/example-ok]

constexpr std::uint8_t Mask = 0x3f;
class Sequence {
  std::uint8_t Value = 0;

public:
  bool after_bad(const Sequence &O) const {
    auto Apart = std::uint8_t((Value - O.Value) & Mask);
    return Apart != 0 && Apart < 32; // expect: 'Apart < 32' orders numbers
  }
  bool since_bad(unsigned Other) const {
    return ((Value - Other) & 0xff) >= 128; // expect: in a circle
  }
};
bool newer_bad(std::uint8_t A, std::uint8_t B) {
  return static_cast<std::int8_t>(A - B) > 0; // expect: in a circle
}
unsigned newest_bad(unsigned A, unsigned B) {
  constexpr unsigned Half = 8;
  return ((A - B) & 15) <= Half ? A : B; // expect: in a circle
}

// As RFC 1982 has it, and TCP.
bool serial_ok(std::uint32_t A, std::uint32_t B) {
  return static_cast<std::int32_t>(A - B) > 0;
}
bool packet_ok(std::uint16_t A, std::uint16_t B) {
  return ((A - B) & 0xffff) < 0x8000;
}
// How much is in a ring is no order.
bool full_ok(unsigned Head, unsigned Tail) { return ((Head - Tail) & 63) == 63; }
bool room_ok(unsigned Head, unsigned Tail) { return ((Head - Tail) & 63) < 60; }
bool bits_ok(unsigned A) { return (A & 63) < 32; }
bool byte_ok(int A) { return static_cast<std::int8_t>(A) > 0; }

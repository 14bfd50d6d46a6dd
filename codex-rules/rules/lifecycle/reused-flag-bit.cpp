#include <cstdint>

void powerPeg(int);
void retail(int);

// incident: knight-capital-2012
// [example-bad]
void route_bad(std::uint32_t Order) {
  enum Flags : std::uint32_t {
    Hidden = 1,
    Iceberg = 2,
    PowerPeg = 4,
    RetailLiquidity = 4, // expect: 'RetailLiquidity' has the bit of another flag, and both are asked for
  };
  if (Order & PowerPeg)
    powerPeg(4);
  if (Order & RetailLiquidity)
    retail(4);
}
// [/example-bad]

bool shifted_bad(int B) {
  enum Bits { Read = 1 << 0, Write = 1 << 1, Sync = 1 << 2, Direct = 1 << 1 }; // expect: 'Direct' has the bit of another flag
  return (B & Write) || (B & Direct);
}
int hex_bad(int B) {
  enum Hex { One = 0x10, Two = 0x20, Old = 0x40, New = 0x40 }; // expect: 'New' has the bit of another flag
  return (B & Old ? 1 : 0) + (B & New ? 2 : 0);
}
bool scoped_bad(unsigned V) {
  enum class Small : unsigned char { A = 1, B = 2, C = 2 }; // expect: 'C' has the bit of another flag
  return (V & static_cast<unsigned>(Small::B)) || (V & static_cast<unsigned>(Small::C));
}
int three_bad(int V) {
  enum Three { Cold = 1, Warm = 8, Hot = 8 }; // expect: 'Hot' has the bit of another flag
  if (!(V & Warm))
    return 0;
  return V & Hot;
}

// [example-ok]
enum Fine : std::uint32_t { FineHidden = 1, FineReserved = 4, FineRetail = 8 };
static_assert(FineRetail != FineReserved, "retired");
bool fine_ok(std::uint32_t V) { return V & FineRetail; }
// [/example-ok]
enum Alias { Verbose = 2, Chatty = Verbose };
bool alias_ok(int V) { return (V & Verbose) || (V & Chatty); }
enum Named { Plain = 4, DefaultFlag = 4 };
bool named_ok(int V) { return (V & Plain) || (V & DefaultFlag); }
// Numbers, not bits.
enum Codes { Ok = 0, Failed = 3, Broken = 3 };
bool codes_ok(int V) { return V == Failed || V == Broken; }
// Nobody asks for the old one.
enum Unused { Retired = 16, Fresh = 16 };
bool unused_ok(int V) { return V & Fresh; }

struct Child {
  std::uint32_t Flags;
  std::uint32_t Colour;
};

namespace order {
constexpr std::uint32_t Now = 1u << 0;
constexpr std::uint32_t OldPeg = 1u << 5;
constexpr std::uint32_t Retail_bad = 1u << 5; // expect: 'Retail_bad' has the bit of another flag
// Of another set: it is asked of something else.
constexpr std::uint32_t Green_ok = 1u << 0;
} // namespace order

void constants(Child &C) {
  if (C.Flags & order::Now)
    retail(1);
  if (C.Flags & order::OldPeg)
    powerPeg(1);
  if (C.Flags & order::Retail_bad)
    retail(2);
  if (C.Colour & order::Green_ok)
    retail(3);
}

#define OF_PEG 0x08
#define OF_RETAIL 0x08
#define OF_OTHER OF_PEG
#define OF_LATE 0x10

void macros_bad(Child &C) {
  if (C.Flags & OF_PEG)
    powerPeg(1);
  else if (C.Flags & OF_RETAIL) // expect: has the bit of another flag
    retail(1);
}

void macros_ok(Child &C) {
  if (C.Flags & OF_PEG)
    powerPeg(1);
  if (C.Flags & OF_LATE)
    retail(1);
  if (C.Flags & OF_OTHER) // one name for the other
    powerPeg(2);
  if (C.Colour & OF_RETAIL) // of something else
    retail(2);
}

// One variable for two sets, one after the other.
unsigned localFlags();
#define WIRE_LAST 0x20
#define LOCAL_ASYNC 0x20
int wire_ok(unsigned Flags) {
  if (!(Flags & WIRE_LAST))
    return 0;
  Flags = localFlags();
  return Flags & LOCAL_ASYNC ? 2 : 1;
}
int wire_bad(unsigned Flags) {
  if (!(Flags & WIRE_LAST))
    return 0;
  return Flags & LOCAL_ASYNC ? 2 : 1; // expect: has the bit of another flag
}

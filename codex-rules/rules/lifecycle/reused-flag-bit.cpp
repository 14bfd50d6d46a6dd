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
    RetailLiquidity = 4, // expect: 'RetailLiquidity' has the bit of another flag of its enum, and both are asked for
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

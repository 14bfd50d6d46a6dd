#include <cstdint>

struct Setup {
  std::uint8_t Inconsistent = 0;
  unsigned char error_flag;
  std::int8_t Mismatches = 0;
  std::uint32_t Errors = 0;
  bool Dirty = false;
  std::uint8_t Step = 0;

  // [example-bad]
  void pass_bad(bool Ready) {
    if (!Ready)
      Inconsistent++; // expect: 'Inconsistent++' sets a flag by counting
  }
  // [/example-bad]
  void failed_bad() { ++error_flag; } // expect: '++error_flag' sets a flag by counting
  void differs_bad(int A, int B) {
    if (A != B)
      this->Mismatches++; // expect: sets a flag by counting
  }

  // [example-ok]
  void pass_ok(bool Ready) { Inconsistent = Inconsistent || !Ready; }
  // [/example-ok]
  void counted_ok() { ++Errors; }
  void set_ok() { Dirty = true; }
  void next_ok() { ++Step; }
};

void byReference_bad(std::uint8_t &CheckFailed) {
  CheckFailed++; // expect: 'CheckFailed++' sets a flag by counting
}

static char DirtyPages;

void global_bad() { ++DirtyPages; } // expect: sets a flag by counting

void added_ok(std::uint8_t &Level) { Level += 1; }

// incident: therac-25-class3-1987
static std::uint8_t Class3;
bool collimatorOk();

int setUp_bad() {
  if (!collimatorOk())
    Class3++; // expect: 'Class3++' sets a flag by counting
  return Class3 == 0;
}

class Interlock {
  std::uint8_t Open = 0;
  std::uint8_t Rounds = 0;

public:
  void look_bad(bool A, bool B) {
    if (A != B)
      Open += 1; // expect: 'Open += 1' sets a flag by counting
  }
  bool mayFire() const { return !Open; }
  // What is compared with a number is a count.
  bool round_ok() {
    ++Rounds;
    return Rounds < 5 && Rounds != 0;
  }
};

// A sum of bytes, which is meant to begin anew.
unsigned char checksumOf_ok(const unsigned char *From, int N) {
  unsigned char checksum = 0;
  for (int I = 0; I < N; ++I)
    if (From[I] == 1)
      checksum += 1;
  return checksum;
}

// flags: -std=c++20
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

constexpr std::size_t DeclaredFields = 21;
struct Criterion {
  std::uint8_t Field;
  std::uint8_t Wide;
  std::uint8_t Right;
  std::uint8_t Any;
  std::uint8_t Signed;
};
bool load(Criterion &C, std::size_t Count) {
  if (C.Field >= DeclaredFields)
    return false;
  if (C.Wide > 20)
    return false;
  if (20 <= C.Right)
    return false;
  return C.Any < Count;
}

// incident: crowdstrike-2024-07-19-channel-291
// [example-bad]
bool matches_bad(const Criterion &C, const std::uint32_t *Inputs) {
  return Inputs[C.Field] != 0; // expect: 'Inputs[C.Field]' takes an element by a member
}
bool onEvent(const Criterion &C, std::uint32_t Process) {
  std::uint32_t Inputs[20] = {Process};
  return matches_bad(C, Inputs);
}
// [/example-bad]

// [example-ok]
bool measured_ok(const Criterion &C) {
  std::uint32_t Inputs[21] = {};
  return Inputs[C.Field] != 0;
}
// [/example-ok]

std::array<const char *, 20> Names;
const char *name_bad(const Criterion &C) {
  return Names[C.Field]; // expect: 'Names[C.Field]'
}
int Table[20];
int last_bad(const Criterion *C) {
  return Table[C->Wide]; // expect: 'Table[C->Wide]'
}
struct Rows {
  int Of[16];
};
int row_bad(const Rows &R, const Criterion &C) {
  return R.Of[C.Wide]; // expect: 'R.Of[C.Wide]'
}
class Cursor {
  unsigned At = 0;
  int Held[8];

public:
  bool move(unsigned To) {
    At = To;
    return At <= 8;
  }
  int held_bad() const {
    return Held[At]; // expect: 'Held[At]'
  }
};

int right_ok(const Criterion &C) { return Table[C.Right]; }
// How many there are is not known here.
int any_ok(const Criterion &C) { return Table[C.Any]; }
// Nobody compares it.
int never_ok(const Criterion &C) { return Table[C.Signed]; }
struct Asked {
  unsigned N;
};
bool tooMany(const Asked &A) { return A.N >= 64; }
int askedHere_ok(const Asked &A) {
  if (A.N >= std::size(Table))
    return 0;
  return Table[A.N];
}
int param_ok(const int *Values, const Criterion &C) { return Values[C.Field]; }
int paramLong(const Criterion &C) {
  int Values[32] = {};
  return param_ok(Values, C);
}

// What is compared with is a number of the same file.
// incident: crowdstrike-2024-07-19-channel-291
struct Layout {
  unsigned Columns = 0;
  unsigned Known = 0;
  unsigned Sized = 0;
};
struct Cell {
  unsigned Column, KnownColumn, SizedColumn, CheckedColumn;
};
struct Reader {
  unsigned next();
};
bool readLayout(Reader &In, Layout &Out, Cell &C) {
  Out.Columns = In.next();
  Out.Known = In.next();
  Out.Sized = 8;
  C.Column = In.next();
  if (Out.Known > 8)
    return false;
  return C.Column < Out.Columns && C.KnownColumn < Out.Known && C.SizedColumn < Out.Sized &&
         C.CheckedColumn < Out.Columns;
}
static double cellOf_bad(const double *Values, const Cell &C) {
  return Values[C.Column]; // expect: 'Values[C.Column]'
}
// The limit is limited, or made here.
static double known_ok(const double *Values, const Cell &C) { return Values[C.KnownColumn]; }
static double sized_ok(const double *Values, const Cell &C) { return Values[C.SizedColumn]; }
static double checked_ok(const double *Values, const Cell &C) { return C.CheckedColumn < 8 ? Values[C.CheckedColumn] : 0; }
double sum(const Cell &C) {
  double Values[8] = {};
  return cellOf_bad(Values, C) + known_ok(Values, C) + sized_ok(Values, C) + checked_ok(Values, C);
}

// flags: -std=c++20
#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <vector>

// incident: nats-2014-12-12-two-limits
// [example-bad]
struct Server {
  int Positions[193];
  int Count = 0;
  bool add(int Position) {
    if (Count >= 193)
      return false;
    Positions[Count++] = Position;
    return true;
  }
  void watch_bad() const {
    if (Count > 151) // expect: 'Count > 151' allows fewer than there is room for
      throw std::runtime_error("too many positions");
  }
};
// [/example-bad]

#define MAX_LINES 64
#define MAX_SHOWN_LINES 48
struct Board {
  int Lines[MAX_LINES];
  int Used;
};
int put(Board &B, int Line) {
  if (B.Used >= MAX_LINES)
    return -1;
  B.Lines[B.Used++] = Line;
  return 0;
}
int show_bad(const Board &B) {
  if (B.Used > MAX_SHOWN_LINES) { // expect: 'B.Used > MAX_SHOWN_LINES'
    std::fprintf(stderr, "too many\n");
    std::abort();
  }
  return B.Used;
}
bool copy_bad(const Board &B) {
  if (B.Used >= 32) // expect: 'B.Used >= 32'
    return false;
  return true;
}

class Pool {
  std::array<int, 100> Slots{};
  unsigned Taken = 0;

public:
  bool take(int Value) {
    if (Taken >= 100)
      return false;
    Slots[Taken++] = Value;
    return true;
  }
  void audit_bad() const {
    if (Taken > 80) // expect: 'Taken > 80'
      std::exit(1);
  }
  bool restore_bad(bool Quiet) {
    if (!Quiet && Taken >= 95) // expect: 'Taken >= 95'
      return false;
    return true;
  }
};

// [example-ok]
struct OneLimit {
  static constexpr int Most = 193;
  int Positions[Most];
  int Count = 0;
  bool add_ok(int Position) {
    if (Count >= Most)
      return false;
    Positions[Count++] = Position;
    return true;
  }
  bool watch_ok() const {
    if (Count > Most)
      return false;
    return true;
  }
};
// [/example-ok]

// Nearly full is something else: nothing fails.
struct Buffer {
  int Items[256];
  int Used = 0;
  void flush();
  void fill_ok(int Item) {
    if (Used >= 200)
      flush();
    if (Used >= 256)
      return;
    Items[Used++] = Item;
  }
};

// A text of its own length.
struct Name {
  char Text[64];
  int Length = 0;
  bool set_ok(int N) {
    Length = N;
    if (Length >= 64)
      return false;
    if (Length > 32)
      return false;
    return true;
  }
};

// The array's room is asked for nowhere: the two may have nothing to do with one another.
struct Apart {
  int Codes[500];
  int Level = 0;
  bool rise_ok() {
    if (Level > 100)
      return false;
    ++Level;
    return true;
  }
};

struct Few {
  int Ports[16];
  int Count = 0;
  bool few_ok(int P) {
    if (Count >= 16)
      return false;
    if (Count > 2)
      return false;
    Ports[Count++] = P;
    return true;
  }
};

// The container alone, asked through what hands it on.
class Desks {
public:
  bool open(int Desk) {
    if (Open.size() >= 96)
      return false;
    Open.push_back(Desk);
    return true;
  }
  const std::vector<int> &all() const { return Open; }
  std::size_t count() const { return Open.size(); }

private:
  std::vector<int> Open;
};
void watch_bad(const Desks &D) {
  if (D.count() > 64) // expect: D.count() > 64
    throw std::length_error("too many desks");
}
void mirror_bad(const Desks &D) {
  if (D.all().size() > 80) // expect: D.all().size() > 80
    std::abort();
}
void watch_ok(const Desks &D) {
  if (D.count() > 96)
    throw std::length_error("too many desks");
}
// A lower limit that only says so.
bool nearlyFull_ok(const Desks &D) {
  if (D.count() > 80)
    return true;
  return false;
}

// flags: -std=c++20
#include <cstring>
#include <vector>

struct Slot {
  int Fd;
  unsigned Length;
  unsigned Flags;
};
struct Safe {
  int Fd;
  unsigned Flags = 0;
};
void fill(Slot &S);

// [example-bad]
// incident: dirty-pipe-2022
void push_bad(Slot *Place, int Fd, unsigned Length) { // expect: 'Flags' of 'Place' is never set here
  Place->Fd = Fd;
  Place->Length = Length;
}
// [/example-bad]

Slot made_bad(int Fd) {
  Slot S; // expect: 'Flags' of 'S' is never set here
  S.Fd = Fd;
  S.Length = 0;
  return S;
}

void kept_bad(std::vector<Slot> &All, int Fd) {
  Slot S; // expect: 'Length' of 'S' is never set here
  S.Fd = Fd;
  S.Flags = 0;
  All.push_back(S);
}

class Ring {
public:
  Slot &next_bad(int Fd) {
    Slot &S = Slots[Head++ % 16]; // expect: 'Flags' of 'S' is never set here
    S.Fd = Fd;
    S.Length = 0;
    return S;
  }
  Slot &next_ok(int Fd) {
    Slot &S = Slots[Head++ % 16];
    S = Slot{Fd, 0, 0};
    return S;
  }

private:
  Slot Slots[16] = {};
  unsigned Head = 0;
};

void copied_bad(Slot *Out, int Fd) {
  Slot S; // expect: 'Length' of 'S' is never set here
  S.Fd = Fd;
  S.Flags = 1;
  *Out = S;
}

// [example-ok]
void push_ok(Slot *Place, int Fd, unsigned Length) {
  *Place = Slot{.Fd = Fd, .Length = Length, .Flags = 0};
}
// [/example-ok]

Slot made_ok(int Fd) {
  Slot S = {};
  S.Fd = Fd;
  return S;
}

Slot cleared_ok(int Fd) {
  Slot S;
  std::memset(&S, 0, sizeof S);
  S.Fd = Fd;
  return S;
}

Slot filled_ok(int Fd) {
  Slot S;
  fill(S);
  S.Fd = Fd;
  return S;
}

Safe defaulted_ok(int Fd) {
  Safe S;
  S.Fd = Fd;
  return S;
}

void setLength_ok(Slot *Place, unsigned Length) { Place->Length = Length; }

// flags: -std=c++20
#include <array>
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

void initSlot_bad(Slot &S, int Fd) { // expect: 'Flags' of 'S' is never set here
  S.Fd = Fd;
  S.Length = 1;
}

struct page;
struct buffer {
  page *Page;
  unsigned Offset, Length, flags;
};
void add_buffer_bad(buffer *Ring, unsigned Head, page *P) {
  buffer *B = &Ring[Head & 15]; // expect: 'flags' of 'B' is never set here
  B->Page = P;
  B->Offset = 0;
  B->Length = 4096;
}

Slot *takeSlot_bad(std::vector<Slot> &Free, int Fd) {
  Slot *S = &Free.back(); // expect: 'Flags' of 'S' is never set here
  S->Fd = Fd;
  S->Length = 0;
  return S;
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

// incident: dirty-pipe-2022
namespace ring {
struct Page;
struct Slot {
  const Page *What;
  unsigned Offset, Length;
  unsigned flags;
};
struct Pipe {
  unsigned Head, Mask;
  Slot *Slots;
};
void copyPage_bad(Pipe *P, const Page *What, unsigned Offset, unsigned N) {
  Slot *S = &P->Slots[P->Head & P->Mask]; // expect: 'flags' of 'S' is never set here
  S->What = What;
  S->Offset = Offset;
  S->Length = N;
  P->Head++;
}
void copyPage_ok(Pipe *P, const Page *What, unsigned Offset, unsigned N) {
  Slot *S = &P->Slots[P->Head & P->Mask];
  *S = Slot{What, Offset, N, 0};
  P->Head++;
}
void shorten_ok(Pipe *P, unsigned N) {
  Slot *S = &P->Slots[P->Head & P->Mask];
  S->Length = N;
}
} // namespace ring

// A pointer out of an array of pointers: what it points to was made elsewhere.
namespace nodes {
struct Node {
  int Slots, Weight;
  int flags;
};
void balance_ok(Node **All, int I) {
  Node *First = All[I];
  First->Slots = 1;
  First->Weight = 2;
}
} // namespace nodes

namespace nodes {
Node *oldest();
// It is given its node later, by whom is not known here.
Node *get_node_ok(bool Fresh) {
  Node *Target = nullptr;
  if (Fresh)
    Target = oldest();
  if (!Target)
    return nullptr;
  Target->Slots = 0;
  Target->Weight = 1;
  return Target;
}
} // namespace nodes

struct PooledPage {
  void *Page;
  unsigned Length;
  bool writable;
};
struct Pages {
  PooledPage *obtain();
};
PooledPage *mapped_bad(Pages &All, void *Page, unsigned Length) {
  PooledPage *P = All.obtain(); // expect: writable
  P->Page = Page;
  P->Length = Length;
  return P;
}
PooledPage *mapped_ok(Pages &All, void *Page, unsigned Length) {
  PooledPage *P = All.obtain();
  *P = PooledPage{Page, Length, false};
  return P;
}

namespace through {

// The next one of a ring, by a reference.
struct RingSlot {
  void *Page;
  unsigned Offset, Length, Flags;
};
class SlotRing {
  std::array<RingSlot, 16> Slots{};
  unsigned Head = 0;
  RingSlot &next() { return Slots[Head++ % 16]; }

public:
  void splice_bad(void *Page, unsigned Offset, unsigned Length) {
    RingSlot &S = next(); // expect: Flags
    S.Page = Page;
    S.Offset = Offset;
    S.Length = Length;
  }
  void write_ok(void *Page, unsigned Length) {
    RingSlot &S = next();
    S.Page = Page;
    S.Offset = 0;
    S.Length = Length;
    S.Flags = 16;
  }
  void whole_ok(void *Page, unsigned Length) {
    next() = RingSlot{Page, 0, Length, 0};
  }
};

} // namespace through

// The object is chosen later than it is declared.
struct Later {
  int Fd;
  unsigned Length;
  unsigned Flags;
};
struct LaterPipe {
  Later Ring[16];
  unsigned Head;
};
void splice_bad(LaterPipe *P, int Fd, unsigned Length) {
  Later *L; // expect: 'Flags' of 'L' is never set here
  if (Length == 0)
    return;
  L = &P->Ring[P->Head++ % 16];
  L->Fd = Fd;
  L->Length = Length;
}
void splice_ok(LaterPipe *P, int Fd, unsigned Length) {
  Later *L;
  L = &P->Ring[P->Head++ % 16];
  L->Fd = Fd;
  L->Length = Length;
  L->Flags = 0;
}

// Somebody filled it before: it is asked here.
struct Session {
  int User;
  int Next;
  char *Name;
  bool is_guest;
};
void add_visit_ok(Session *S, char *Name) {
  if (S->User == 0)
    return;
  S->Next = S->User + 1;
  S->Name = Name;
}
void make_visit_bad(Session *S, char *Name) { // expect: 'is_guest' of 'S' is never set here
  S->User = 7;
  S->Next = 8;
  S->Name = Name;
}

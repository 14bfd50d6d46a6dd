#include <array>
#include <vector>
#include <bitset>
#include <cstdint>

enum class Kind : std::uint8_t { Bookmark = 1, Password = 2, Tab = 3 };
enum Plain { First, Second };
void store(int);
int readByte();

// [example-bad]
int apply_bad(std::uint8_t FromWire) {
  int Slot = 0;
  switch (static_cast<Kind>(FromWire)) { // expect: 'static_cast<Kind>(FromWire)' can be a number that no enumerator has
  case Kind::Bookmark:
    Slot = 1;
    break;
  case Kind::Password:
  case Kind::Tab:
    Slot = 2;
    break;
  }
  return Slot;
}
// [/example-bad]

void kept_bad(int Number) {
  Kind K = static_cast<Kind>(Number);
  switch (K) { // expect: 'K' can be a number that no enumerator has
  case Kind::Bookmark:
    return store(1);
  case Kind::Password:
    return store(2);
  case Kind::Tab:
    return store(3);
  }
}

void cStyle_bad(unsigned Number) {
  switch ((Plain)Number) { // expect: can be a number that no enumerator has
  case First:
    return store(1);
  case Second:
    return store(2);
  }
}

void functional_bad() {
  const auto P = Plain(readByte());
  switch (P) { // expect: 'P' can be a number
  case First:
    store(0);
    break;
  case Second:
    break;
  }
}

int member_bad(const std::uint8_t *Packet) {
  switch (static_cast<Kind>(Packet[0])) { // expect: can be a number
  case Kind::Bookmark:
    return 1;
  case Kind::Password:
    return 2;
  case Kind::Tab:
    return 3;
  }
  return 4;
}

// [example-ok]
bool apply_ok(std::uint8_t FromWire) {
  switch (static_cast<Kind>(FromWire)) {
  case Kind::Bookmark:
  case Kind::Password:
  case Kind::Tab:
    return true;
  default:
    return false;
  }
}
// [/example-ok]

int inside_ok(Kind K) {
  switch (K) {
  case Kind::Bookmark:
    return 1;
  case Kind::Password:
    return 2;
  case Kind::Tab:
    return 3;
  }
  return 0;
}

int numbers_ok(int Number) {
  switch (Number) {
  case 1:
    return 2;
  }
  return 0;
}

int constant_ok() {
  switch (static_cast<Kind>(2)) {
  case Kind::Bookmark:
    return 1;
  case Kind::Password:
    return 2;
  case Kind::Tab:
    return 3;
  }
  return 0;
}

int otherEnum_ok(Plain P) {
  switch (static_cast<Kind>(P)) {
  case Kind::Bookmark:
    return 1;
  case Kind::Password:
  case Kind::Tab:
    return 2;
  }
  return 0;
}

bool ifs_ok(int Number) { return static_cast<Kind>(Number) == Kind::Tab; }

// incident: google-2012-12-10-chrome-sync
enum ModelType { UNSPECIFIED = -1, BOOKMARKS, PASSWORDS, MODEL_TYPE_COUNT };
static ModelType fromField(int N) {
  switch (N) {
  case 32904:
    return BOOKMARKS;
  case 45873:
    return PASSWORDS;
  default:
    return UNSPECIFIED;
  }
}
std::bitset<MODEL_TYPE_COUNT> throttled_bad(const std::vector<int> &Fields) {
  std::bitset<MODEL_TYPE_COUNT> Set;
  for (int F : Fields)
    Set.set(fromField(F)); // expect: 'fromField(F)' can be a number that no enumerator has
  return Set;
}
const char *name_bad(const char *const (&Names)[MODEL_TYPE_COUNT], int Field) {
  return Names[fromField(Field)]; // expect: 'fromField(Field)' can be
}
std::bitset<MODEL_TYPE_COUNT> throttled_ok(const std::vector<int> &Fields) {
  std::bitset<MODEL_TYPE_COUNT> Set;
  for (int F : Fields) {
    ModelType T = fromField(F);
    if (T != UNSPECIFIED)
      Set.set(T);
  }
  return Set;
}

enum class Channel : int { Invalid = -1, News, Sport };
static Channel decode(unsigned Wire) { return Wire < 2 ? static_cast<Channel>(Wire) : Channel::Invalid; }
struct Muted {
  std::array<bool, 2> On{};
  void set_bad(unsigned Wire) {
    On[static_cast<int>(decode(Wire))] = true; // expect: 'decode(Wire)' can be
  }
};

namespace kept {
enum Type { Unspecified = -1, Bookmark, Count };
Type typeOf(int Field) {
  if (Field == 7)
    return Bookmark;
  return Unspecified;
}
std::bitset<Count> Throttled;

void apply_bad(int Field) {
  Type T = typeOf(Field); // expect: typeOf(Field)
  Throttled.set(T);
}
void apply_ok(int Field) {
  Type T = typeOf(Field);
  if (T != Unspecified)
    Throttled.set(T);
}
} // namespace kept

namespace throttle {
enum class Type : int { Bookmarks, Passwords, Last };
struct Message {
  int Kind;
  int Seconds;
};
class Throttler {
public:
  void apply_bad(const Message &M) {
    auto T = static_cast<Type>(M.Kind); // step: becomes an enum
    Until[static_cast<std::size_t>(T)] = M.Seconds; // expect: T
  }
  void apply_ok(const Message &M) {
    auto T = static_cast<Type>(M.Kind);
    if (T >= Type::Last)
      return;
    Until[static_cast<std::size_t>(T)] = M.Seconds;
  }

private:
  std::array<int, 2> Until{};
};
} // namespace throttle

namespace through {

// The sentinel goes on to a function that takes it for a bit.
enum class Field { Unspecified = -1, Marks, Words, Count };
Field fieldOf(int Number) {
  if (Number == 7)
    return Field::Marks;
  if (Number == 8)
    return Field::Words;
  return Field::Unspecified;
}
class FieldSet {
  std::bitset<2> Bits;

public:
  void put(Field F) { Bits.set(std::size_t(F)); }
  void putKnown(Field F) {
    if (F != Field::Unspecified)
      Bits.set(std::size_t(F));
  }
};
void take_bad(FieldSet &S, int Number) {
  S.put(fieldOf(Number)); // expect: 'fieldOf(Number)'
}
void take_ok(FieldSet &S, int Number) { S.putKnown(fieldOf(Number)); }

} // namespace through

// The switch is in another function, and what it has no case for ends the program.
// incident: google-2012-12-10-chrome-sync
namespace called {

enum class Season : unsigned char { Spring = 1, Summer, Autumn };
static const char *nameOf(Season S) {
  switch (S) {
  case Season::Spring:
    return "spring";
  case Season::Summer:
    return "summer";
  case Season::Autumn:
    return "autumn";
  }
  __builtin_trap();
}
static const char *nameOrNone(Season S) {
  switch (S) {
  case Season::Spring:
    return "spring";
  case Season::Summer:
    return "summer";
  default:
    return "";
  }
}
const char *announce_bad(int FromServer) {
  return nameOf(static_cast<Season>(FromServer)); // expect: can be a number that no enumerator has
}
const char *announce_ok(int FromServer) {
  return nameOrNone(static_cast<Season>(FromServer));
}
const char *known_ok() { return nameOf(Season::Summer); }
// The number of an enumerator that a template was given.
template <Season S>
struct Of {
  static const char *name_ok() { return nameOf(S); }
};
template <Season S>
const char *made_ok() {
  return nameOf(S);
}
const char *made() { return *Of<Season::Spring>::name_ok() ? made_ok<Season::Autumn>() : ""; }

} // namespace called

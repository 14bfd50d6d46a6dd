// RUN: %codex_check %s
// flags: -std=c++20
// rules: unchecked-lookup
// Who has compared typeid need not test the cast.
#include <typeinfo>

struct Record {
  virtual ~Record();
  virtual bool equals_ok(const Record &other) const;
};

struct Address : Record {
  int number;

  bool equals_ok(const Record &other) const override {
    if (typeid(*this) != typeid(other))
      return false;
    auto that = dynamic_cast<const Address *>(&other);
    return that->number == number;
  }

  bool lessInline_ok(const Record &other) const {
    return typeid(other) == typeid(Address) &&
           number < dynamic_cast<const Address *>(&other)->number;
  }

  bool pointer_ok(const Record *other) const {
    if (typeid(*other) != typeid(*this))
      return false;
    return dynamic_cast<const Address *>(other)->number == number;
  }

  bool ofAnother_bad(const Record &other, const Record &third) const {
    if (typeid(*this) != typeid(third))
      return false;
    return dynamic_cast<const Address *>(&other)->number == number; // expect: may be the 'not found'
  }

  bool wrongWay_bad(const Record &other) const {
    if (typeid(*this) == typeid(other))
      return false;
    return dynamic_cast<const Address *>(&other)->number == number; // expect: may be the 'not found'
  }
};

// A helper asks, by the type itself or by its hash.
template <typename T> bool isExactly(const Record &r) {
  return typeid(T) == typeid(r);
}
template <typename T, typename U> inline bool isOfType(const U &r) {
  return typeid(T).hash_code() == typeid(r).hash_code();
}
bool isAddress(const Record &r) { return typeid(r) == typeid(Address); }

int byHelper_ok(const Record *r) {
  if (!isExactly<Address>(*r))
    return 0;
  return dynamic_cast<const Address *>(r)->number;
}
int byHash_ok(const Record *r) {
  if (isOfType<Address>(*r)) {
    const auto address = dynamic_cast<const Address *>(r);
    return address->number;
  }
  return 0;
}
int byPlainHelper_ok(const Record &r) {
  return isAddress(r) ? dynamic_cast<const Address *>(&r)->number : 0;
}
int ofAnother_bad(const Record *r, const Record *other) {
  if (!isOfType<Address>(*other))
    return 0;
  return dynamic_cast<const Address *>(r)->number; // expect: may be the 'not found'
}
int whereItIsNot_bad(const Record *r) {
  if (isOfType<Address>(*r))
    return 0;
  return dynamic_cast<const Address *>(r)->number; // expect: may be the 'not found'
}

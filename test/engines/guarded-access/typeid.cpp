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

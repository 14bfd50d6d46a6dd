// RUN: %codex_check %s
// flags: -std=c++20
// rules: unchecked-unwrap, unchecked-lookup
// Boost.Test: REQUIRE ends the test where it fails, CHECK goes on.
#include <boost/test/unit_test.hpp>
#include <memory>
#include <map>
#include <optional>

std::optional<int> find();

struct Base {
  virtual ~Base();
};
struct Derived : Base {
  int number;
};

// The framework's macros make classes of these; what is promised is the name.
void require_ok() {
  auto o = find();
  BOOST_REQUIRE(o);
  BOOST_CHECK(*o == 3);
}

void requireHasValue_ok() {
  auto o = find();
  BOOST_REQUIRE(o.has_value());
  BOOST_CHECK(*o == 3);
}

void requireMessage_ok() {
  auto o = find();
  BOOST_REQUIRE_MESSAGE(o, "nothing");
  BOOST_CHECK(*o == 3);
}

void requireEqual_ok() {
  auto o = find();
  BOOST_REQUIRE_EQUAL(o.has_value(), true);
  BOOST_CHECK(*o == 3);
}

void testRequire_ok() {
  auto o = find();
  BOOST_TEST_REQUIRE(o.has_value());
  BOOST_CHECK(*o == 3);
}

void iterator_ok(const std::map<int, int> &m) {
  auto it = m.find(3);
  BOOST_REQUIRE(it != m.end());
  BOOST_REQUIRE_EQUAL(it->second, 1);
}

void pointer_ok(const std::shared_ptr<Base> &b) {
  auto d = std::dynamic_pointer_cast<Derived>(b);
  BOOST_REQUIRE(d);
  BOOST_CHECK_EQUAL(d->number, 1);
}

void requireNotEqual_ok(const std::shared_ptr<Base> &b) {
  auto d = std::dynamic_pointer_cast<Derived>(b);
  BOOST_REQUIRE_NE(d, nullptr);
  BOOST_CHECK_EQUAL(d->number, 1);
}

void check_bad() {
  auto o = find();
  BOOST_CHECK(o);
  BOOST_CHECK(*o == 3); // expect: may be empty
}

void checkPointer_bad(const std::shared_ptr<Base> &b) {
  auto d = std::dynamic_pointer_cast<Derived>(b);
  BOOST_CHECK(d != nullptr);
  BOOST_CHECK_EQUAL(d->number, 1); // expect: may be the 'not found'
}

void requireEqualToEmpty_bad() {
  auto o = find();
  BOOST_REQUIRE_EQUAL(o.has_value(), false);
  BOOST_CHECK(*o == 3); // expect: may be empty
}

// RUN: %codex_check %s
// flags: -std=c++20
// rules: unchecked-unwrap, unchecked-lookup
// Catch2: REQUIRE ends the test where it fails, CHECK goes on.
#include <catch2/catch.hpp>
#include <map>
#include <optional>

std::optional<int> find();

void require_ok() {
  auto o = find();
  REQUIRE(o);
  CHECK(*o == 3);
}

void requireHasValue_ok() {
  auto o = find();
  REQUIRE(o.has_value());
  CHECK(*o == 3);
}

void requireNotEmpty_ok() {
  auto o = find();
  REQUIRE(o != std::nullopt);
  CHECK(*o == 3);
}

void requireFalse_ok() {
  auto o = find();
  REQUIRE_FALSE(o == std::nullopt);
  CHECK(*o == 3);
}

void requireNotNot_ok() {
  auto o = find();
  REQUIRE_FALSE(!o);
  CHECK(*o == 3);
}

void requireValue_ok() {
  auto o = find();
  REQUIRE(o == 3);
  CHECK(*o == 3);
}

void iterator_ok(const std::map<int, int> &m) {
  auto it = m.find(3);
  REQUIRE(it != m.end());
  CHECK(it->second == 3);
}

void check_bad() {
  auto o = find();
  CHECK(o);
  CHECK(*o == 3); // expect: may be empty
}

void requireFalse_bad() {
  auto o = find();
  REQUIRE_FALSE(o);
  CHECK(*o == 3); // expect: may be empty
}

void checkIterator_bad(const std::map<int, int> &m) {
  auto it = m.find(3);
  CHECK(it != m.end());
  CHECK(it->second == 3); // expect: may be the 'not found'
}

void fail_ok() {
  auto o = find();
  if (!o)
    FAIL("none");
  CHECK(*o == 3);
}

void failCheck_bad() {
  auto o = find();
  if (!o)
    FAIL_CHECK("none");
  CHECK(*o == 3); // expect: may be empty
}

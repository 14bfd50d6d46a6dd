// RUN: %codex_check %s
// flags: -std=c++17
// rules: unchecked-unwrap
// Statuses that are gathered, and pointers to them.
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <optional>

int merged_ok(absl::StatusOr<int> a, absl::StatusOr<int> b) {
  absl::Status s;
  s.Update(a.status());
  s.Update(b.status());
  if (!s.ok())
    return 0;
  return *a + *b;
}

int merged_one_bad(absl::StatusOr<int> a, absl::StatusOr<int> b) {
  absl::Status s;
  s.Update(a.status());
  if (!s.ok())
    return 0;
  return *a + *b; // expect: 'b' is unwrapped
}

int pointed_ok(absl::StatusOr<int> a) {
  const absl::Status *s = &a.status();
  if (!s->ok())
    return 0;
  return *a;
}

int nested_ok(std::optional<int> inner) {
  std::optional<std::optional<int>> outer;
  outer = inner;
  return outer.value().value_or(0);
}

int nested_inner_bad(std::optional<int> inner) {
  std::optional<std::optional<int>> outer;
  outer = inner;
  return outer.value().value(); // expect: 'outer.value()' is unwrapped
}

int equal_pointers_ok(std::optional<int> *p, std::optional<int> *q) {
  if (p == q && p->has_value())
    return **q;
  return 0;
}

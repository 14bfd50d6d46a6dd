// RUN: %codex_check %s
// flags: -std=c++17
// rules: unchecked-unwrap
// Functions that make a status of failure, and helpers that return one.
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <ios>
#include <optional>
#include <system_error>

static absl::Status present(const std::optional<int> &a) {
  if (!a)
    return absl::NotFoundError("none");
  return absl::OkStatus();
}
int status_ok(std::optional<int> a) {
  if (!present(a).ok())
    return 0;
  return *a;
}
int kept_ok(std::optional<int> a) {
  absl::Status s = present(a);
  if (!s.ok())
    return 0;
  return *a;
}
int dropped_bad(std::optional<int> a) {
  absl::Status s = present(a);
  return *a; // expect: 'a' is unwrapped
}
int inverted_bad(std::optional<int> a) {
  if (present(a).ok())
    return 0;
  return *a; // expect: 'a' is unwrapped
}

static absl::Status about(const std::optional<int> &a) {
  if (!a)
    return absl::OkStatus();
  return absl::InternalError("there is one");
}
int reversed_bad(std::optional<int> a) {
  if (!about(a).ok())
    return 0;
  return *a; // expect: 'a' is unwrapped
}
int reversed_ok(std::optional<int> a) {
  if (about(a).ok())
    return 0;
  return *a;
}

static std::error_code code(const std::optional<int> &a) {
  if (!a)
    return std::make_error_code(std::errc::io_error);
  return {};
}
int code_ok(std::optional<int> a) {
  if (auto ec = code(a))
    return 0;
  return *a;
}
int code_bad(std::optional<int> a) {
  if (auto ec = code(a))
    return *a; // expect: 'a' is unwrapped
  return 0;
}
static std::error_code shortCode(const std::optional<int> &a) {
  if (!a)
    return std::io_errc::stream;
  return {};
}
int shortCode_ok(std::optional<int> a) {
  std::error_code ec = shortCode(a);
  if (ec)
    return 0;
  return *a;
}

int made_bad() {
  absl::StatusOr<int> r = absl::UnavailableError("later");
  return *r; // expect: 'r' is unwrapped
}

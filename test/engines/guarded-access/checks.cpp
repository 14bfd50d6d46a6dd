// flags: -std=c++20
// RUN: %codex_check %s
// rules: unchecked-unwrap
//
// The checks of logging libraries, as their macros expand (Abseil, glog).
#include <absl/status/statusor.h>
#include <memory>
#include <string>
#include <utility>
using S = absl::StatusOr<int>;

struct Fatal {
  explicit Fatal(const char *);
  [[noreturn]] ~Fatal();
  Fatal &stream();
};
namespace absl::log_internal {
inline const absl::Status *AsStatus(const absl::Status &X) { return &X; }
template <typename T>
const absl::Status *AsStatus(const absl::StatusOr<T> &X) {
  return &X.status();
}
} // namespace absl::log_internal
std::string *_Nonnull failText(const absl::Status *, const char *);
__attribute__((returns_nonnull)) std::string *failTextToo(const char *);
std::string *maybeText(const char *);
template <typename A, typename B>
std::string *equalText(const A &L, const B &R, const char *Text) {
  if (__builtin_expect(L == R, 1))
    return nullptr;
  return failTextToo(Text);
}
#define CHECK_OK(X)                                                            \
  for (std::pair<const absl::Status *, std::string *> Goo;                     \
       Goo.first = ::absl::log_internal::AsStatus(X),                          \
       Goo.second = __builtin_expect(Goo.first->ok(), 1)                       \
                        ? nullptr                                              \
                        : failText(Goo.first, #X),                             \
       __builtin_expect(Goo.second != nullptr, 0);)                            \
  Fatal("").stream()
#define CHECK_EQ(A, B)                                                         \
  while (std::string *Result = equalText(A, B, #A))                            \
  Fatal("").stream()

int value_ok(S X) {
  CHECK_OK(X);
  return *X;
}
int status_ok(S X) {
  CHECK_OK(X.status());
  return *X;
}
int keptStatus_ok(S X) {
  absl::Status Kept = X.status();
  CHECK_OK(Kept);
  return *X;
}
int other_bad(S X, S Y) {
  CHECK_OK(Y);
  return *X; // expect: 'X' is unwrapped
}
int equal_ok(S X) {
  CHECK_EQ(X.status(), absl::OkStatus());
  return *X;
}
int equalToOther_bad(S X, absl::Status Y) {
  CHECK_EQ(X.status(), Y);
  return *X; // expect: 'X' is unwrapped
}
int mayBeNull_bad(S X) {
  if (std::string *Text = X.ok() ? nullptr : maybeText(""))
    return 0;
  return *X; // expect: 'X' is unwrapped
}
int neverNull_ok(S X) {
  if (std::string *Text = X.ok() ? nullptr : failTextToo(""))
    return 0;
  return *X;
}

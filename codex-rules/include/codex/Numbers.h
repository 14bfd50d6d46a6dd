//===- codex/Numbers.h - Numbers that say when they fail ------*- C++ -*-===//
//
// std::in_range (C++20) asks whether an integer fits; std::add_sat (C++26)
// saturates. This is what is not there:
//
//   std::optional<uint16_t> Port = codex::narrow<uint16_t>(Number);
//   int16_t Bias = codex::saturate<int16_t>(Telemetry);      // also of floats
//   std::optional<size_t> Size = codex::checkedMultiply(Count, sizeof(Item));
//
// Header-only, C++17 and later, constexpr, no dependency.
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_NUMBERS_H
#define CODEX_NUMBERS_H

#include <limits>
#include <optional>
#include <type_traits>

namespace codex {

namespace detail {

template <typename T>
inline constexpr bool IsNumber =
    std::is_arithmetic_v<T> && !std::is_same_v<std::remove_cv_t<T>, bool>;

/// Below, above, or neither. Both may be of any signedness.
template <typename To, typename From> constexpr int outside(From Value) {
  using Limits = std::numeric_limits<To>;
  if constexpr (std::is_floating_point_v<From>) {
    // 2^digits is exact in every floating-point type, the maximum is not.
    From Above = 1;
    for (int I = 0; I < Limits::digits; ++I)
      Above *= 2;
    if (!(Value < Above))
      return 1;
    // Fractions are cut off: -128.5 fits into eight bits. Where one less than
    // the least cannot be told from it, the least itself fits still.
    From Least = std::is_signed_v<To> ? -Above : From(0);
    return Value < Least && Value <= Least - 1 ? -1 : 0;
  } else if constexpr (std::is_signed_v<From> == std::is_signed_v<To>) {
    return Value < Limits::min() ? -1 : Value > Limits::max() ? 1 : 0;
  } else if constexpr (std::is_signed_v<From>) {
    if (Value < 0)
      return -1;
    return std::make_unsigned_t<From>(Value) > Limits::max() ? 1 : 0;
  } else {
    return Value > std::make_unsigned_t<To>(Limits::max()) ? 1 : 0;
  }
}

} // namespace detail

/// \p Value as a \p To, an integer type, or nothing where it does not fit. Of a
/// floating-point number the fraction is cut off; NaN does not fit.
template <typename To, typename From>
[[nodiscard]] constexpr std::optional<To> narrow(From Value) {
  static_assert(detail::IsNumber<From> && detail::IsNumber<To> &&
                    std::is_integral_v<To>,
                "from a number to an integer");
  if constexpr (std::is_floating_point_v<From>)
    if (Value != Value)
      return std::nullopt;
  if (detail::outside<To>(Value) != 0)
    return std::nullopt;
  return static_cast<To>(Value);
}

/// The nearest \p To: the best estimate where stopping would be worse. NaN
/// becomes 0.
template <typename To, typename From>
[[nodiscard]] constexpr To saturate(From Value) {
  static_assert(detail::IsNumber<From> && detail::IsNumber<To> &&
                    std::is_integral_v<To>,
                "from a number to an integer");
  if constexpr (std::is_floating_point_v<From>)
    if (Value != Value)
      return To(0);
  const int Where = detail::outside<To>(Value);
  return Where < 0   ? std::numeric_limits<To>::min()
         : Where > 0 ? std::numeric_limits<To>::max()
                     : static_cast<To>(Value);
}

/// A + B, or nothing where it overflows.
template <typename T>
[[nodiscard]] constexpr std::optional<T> checkedAdd(T A, T B) {
  static_assert(std::is_integral_v<T> && detail::IsNumber<T>, "integers only");
  using Limits = std::numeric_limits<T>;
  if (B > 0 ? A > Limits::max() - B : A < Limits::min() - B)
    return std::nullopt;
  return static_cast<T>(A + B);
}

/// A - B, or nothing where it overflows.
template <typename T>
[[nodiscard]] constexpr std::optional<T> checkedSubtract(T A, T B) {
  static_assert(std::is_integral_v<T> && detail::IsNumber<T>, "integers only");
  using Limits = std::numeric_limits<T>;
  if (B > 0 ? A < Limits::min() + B : A > Limits::max() + B)
    return std::nullopt;
  return static_cast<T>(A - B);
}

/// A * B, or nothing where it overflows.
template <typename T>
[[nodiscard]] constexpr std::optional<T> checkedMultiply(T A, T B) {
  static_assert(std::is_integral_v<T> && detail::IsNumber<T>, "integers only");
  using Limits = std::numeric_limits<T>;
  if (A == 0 || B == 0)
    return T(0);
  if constexpr (std::is_signed_v<T>) {
    if (A == -1)
      return B == Limits::min() ? std::nullopt : std::optional<T>(T(-B));
    if (B == -1)
      return A == Limits::min() ? std::nullopt : std::optional<T>(T(-A));
    const bool Negative = (A < 0) != (B < 0);
    const T Limit = Negative ? Limits::min() : Limits::max();
    if (A > 0 ? (B > 0 ? A > Limit / B : B < Limit / A)
              : (B > 0 ? A < Limit / B : A < Limit / B))
      return std::nullopt;
  } else if (A > Limits::max() / B) {
    return std::nullopt;
  }
  return static_cast<T>(A * B);
}

namespace detail {

/// Both as the type that the language has for them together, each only if it
/// fits: -1 and a size_t are no two sizes.
template <typename A, typename B, typename Operation>
constexpr std::optional<std::common_type_t<A, B>> together(A Left, B Right,
                                                           Operation Do) {
  using T = std::common_type_t<A, B>;
  const std::optional<T> First = narrow<T>(Left), Second = narrow<T>(Right);
  return First && Second ? Do(*First, *Second) : std::nullopt;
}

template <typename A, typename B>
using IfDifferent =
    std::enable_if_t<std::is_integral_v<A> && std::is_integral_v<B> &&
                     !std::is_same_v<A, B>>;

} // namespace detail

// Of two types, as uint32_t and sizeof. The pack in front keeps
// checkedAdd<uint8_t>(X, Y) what it is: a sum of that type.

template <int..., typename A, typename B, typename = detail::IfDifferent<A, B>>
[[nodiscard]] constexpr auto checkedAdd(A Left, B Right) {
  return detail::together(Left, Right,
                          [](auto X, auto Y) { return checkedAdd(X, Y); });
}
template <int..., typename A, typename B, typename = detail::IfDifferent<A, B>>
[[nodiscard]] constexpr auto checkedSubtract(A Left, B Right) {
  return detail::together(Left, Right,
                          [](auto X, auto Y) { return checkedSubtract(X, Y); });
}
template <int..., typename A, typename B, typename = detail::IfDifferent<A, B>>
[[nodiscard]] constexpr auto checkedMultiply(A Left, B Right) {
  return detail::together(Left, Right,
                          [](auto X, auto Y) { return checkedMultiply(X, Y); });
}

} // namespace codex

#endif // CODEX_NUMBERS_H

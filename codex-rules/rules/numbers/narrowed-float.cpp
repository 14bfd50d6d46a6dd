#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

struct Platform {
  double HorizontalBias;
  std::int16_t Sent;

  // [example-bad]
  void send_bad() {
    Sent = static_cast<std::int16_t>(HorizontalBias); // expect: 'static_cast<std::int16_t>(HorizontalBias)' is undefined where the number does not fit
  }
  // [/example-bad]

  void implicit_bad() { Sent = HorizontalBias * 10; } // expect: 'HorizontalBias * 10' is undefined

  // [example-ok]
  void send_ok() {
    Sent = static_cast<std::int16_t>(std::clamp(HorizontalBias, -32768.0, 32767.0));
  }
  // [/example-ok]
};

std::uint16_t altitude_bad(double Metres) {
  return (std::uint16_t)Metres; // expect: '(std::uint16_t)Metres' is undefined
}

std::int8_t percent_bad(float Part) {
  return std::int8_t(Part * 100); // expect: is undefined
}

short sum_bad(const double *Values, int Count) {
  double Sum = 0;
  for (int I = 0; I < Count; ++I)
    Sum += Values[I];
  return static_cast<short>(Sum); // expect: 'static_cast<short>(Sum)' is undefined
}

std::int16_t tested_ok(double Metres) {
  if (!(Metres >= -30000 && Metres <= 30000))
    return 0;
  return static_cast<std::int16_t>(Metres);
}

std::uint16_t kept_ok(double Metres) {
  double Limited = std::min(65535.0, std::max(0.0, Metres));
  return static_cast<std::uint16_t>(Limited);
}

bool fits(double Value);

std::int16_t asked_ok(double Value) {
  return fits(Value) ? static_cast<std::int16_t>(Value) : 0;
}

std::int64_t wide_ok(double Value) { return static_cast<std::int64_t>(Value); }

std::int16_t constant_ok() { return static_cast<std::int16_t>(12.5); }

std::int16_t integer_ok(std::int8_t Value) {
  return static_cast<std::int16_t>(Value);
}

// A comparison of the same number, with something else than a limit, is taken
// for a test of its range.
std::int16_t compared_FN(double A, double B) {
  if (A < B)
    return 0;
  return static_cast<std::int16_t>(A);
}

std::int16_t rounded_bad(double Bias) {
  return static_cast<std::int16_t>(std::lround(Bias)); // expect: codex-narrowed-float
}

long roundedWide_ok(double Bias) { return std::lround(Bias); }

unsigned char channel_ok(double Red) {
  return static_cast<unsigned char>(Red * 255.0 + 0.5);
}

// incident: ariane-5-flight-501-1996
double horizontalBias();
struct Telemetry {
  std::int16_t Horizontal, Vertical;
};

void align_bad(Telemetry &T) {
  T.Horizontal = horizontalBias(); // expect: 'horizontalBias()' is undefined
}

std::int16_t saturated(double V);
void align_ok(Telemetry &T) { T.Vertical = saturated(horizontalBias()); }

constexpr unsigned short threshold_ok(float Value) { return Value * 8191; }
static_assert(threshold_ok(0.5f) > 0);

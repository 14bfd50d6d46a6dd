#include <cstdint>

static float Uptime;
static double SystemClock;

struct Radar {
  float Time = 0;
  double ElapsedSeconds = 0;
  double Range = 0;
  std::int64_t Ticks = 0;

  // [example-bad]
  // incident: patriot-dhahran-1991
  void tick_bad() { Time += 0.1f; } // expect: 'Time += 0.1f' adds a step
  // [/example-bad]
  void longer_bad() { ElapsedSeconds = ElapsedSeconds + 0.01; } // expect: adds a step

  // [example-ok]
  void tick_ok() { ++Ticks; }
  double seconds_ok() const { return Ticks / 10.0; }
  // [/example-ok]
  void half_ok() { ElapsedSeconds += 0.5; }
  void range_ok() { Range += 0.1; }
};

void onTimer_bad() { Uptime += 0.02f; } // expect: 'Uptime += 0.02f' adds a step

void global_bad() { SystemClock -= 0.001; } // expect: adds a step

void reference_bad(double &Now) { Now += 0.1; } // expect: 'Now += 0.1' adds a step

double local_ok() {
  double Time = 0;
  for (int I = 0; I < 3; ++I)
    Time += 0.1;
  return Time;
}

void measured_ok(Radar &R, double Step) { R.ElapsedSeconds += Step; }

class Steps {
  static constexpr float Step = 0.1f;
  static constexpr float Half = 0.5f;
  float Seconds = 0;

public:
  void tick_bad() { Seconds = Seconds + Step; } // expect: Seconds
  void add_bad() { Seconds += Step; }           // expect: Seconds
  void half_ok() { Seconds += Half; }
};

namespace through {

// The class says that it is time.
class RadarClock {
  float Sum = 0;
  unsigned Tenths = 0;

public:
  void tick_bad() { Sum += 0.1f; } // expect: 'Sum += 0.1f'
  void tick_ok() { ++Tenths; }
};
class Level {
  float Sum = 0;

public:
  void raise_ok() { Sum += 0.1f; }
};

} // namespace through

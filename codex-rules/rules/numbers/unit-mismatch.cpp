#include <cstddef>
#include <poll.h>
#include <unistd.h>

void setDeadlineMs(int Milliseconds);
void waitFor(int TimeoutMs);
void grow(std::size_t SizeBytes);
double impulseLbfSec();
void update(double ImpulseNewtonSeconds);
struct Options {
  int TimeoutSeconds;
  int IntervalMs;
  int pause_us;
};

// incident: mars-climate-orbiter-1999
// [example-bad]
void report_bad() {
  update(impulseLbfSec()); // expect: 'impulseLbfSec()' is in another unit than 'ImpulseNewtonSeconds'
}
// [/example-bad]

// [example-ok]
void report_ok() { update(impulseLbfSec() * 4.4482216); }
// [/example-ok]

void wait_bad(const Options &O) {
  waitFor(O.TimeoutSeconds); // expect: 'O.TimeoutSeconds' is in another unit than 'TimeoutMs'
}
void deadline_bad(int Limit_seconds) {
  setDeadlineMs(Limit_seconds); // expect: is in another unit than 'Milliseconds'
}
void pause_bad(const Options &O) {
  usleep(O.IntervalMs); // expect: 'O.IntervalMs' is in another unit than 'usleep'
}
int poll_bad(pollfd *Files, const Options &O) {
  return poll(Files, 1, O.TimeoutSeconds); // expect: is in another unit than 'poll'
}
void assigned_bad(Options &O, int Delay_seconds) {
  O.IntervalMs = Delay_seconds; // expect: 'Delay_seconds' is in another unit than 'IntervalMs'
}

void wait_ok(const Options &O) { waitFor(O.TimeoutSeconds * 1000); }
void same_ok(const Options &O) { waitFor(O.IntervalMs); }
void pause_ok(const Options &O) { usleep(O.pause_us); }
void sleep_ok(const Options &O) { sleep(O.TimeoutSeconds); }
void unnamed_ok(int Limit) { waitFor(Limit); }
void literal_ok() { waitFor(250); }

class ThrusterLog {
public:
  double total() const { return Impulse_lbf_s; }
  double converted() const { return Impulse_lbf_s * 4.448; }

private:
  double Impulse_lbf_s = 0;
};

// incident: mars-climate-orbiter-1999
void trajectory_bad(const ThrusterLog &Log) {
  update(Log.total()); // expect: codex-unit-mismatch
}
void trajectory_ok(const ThrusterLog &Log) { update(Log.converted()); }

// MilliSeconds are no seconds.
class Rate {
public:
  void set_ok(int Milliseconds) { m_iMaxMilliSeconds = Milliseconds; }
  int time() const { return m_iMaxMilliSeconds; }

private:
  int m_iMaxMilliSeconds = 0;
};
void rate_ok(const Rate &R) { setDeadlineMs(R.time()); }

// Through a record that is made in one place and read in another.
struct Burn {
  double Begin;
  double Impulse;
};
double impulseLbfSec(double Seconds);
double toNewton(double ImpulseLbf);
void addNewtonSec(double Impulse);
void applyImpulse(double ImpulseNewton);
Burn burnOf(double Begin, double Length) {
  return Burn{Begin, impulseLbfSec(Length)};
}
Burn convertedBurn(double Begin, double Length) {
  double Force = toNewton(impulseLbfSec(Length));
  return {Begin, Force};
}
void record_bad(const Burn &B) {
  addNewtonSec(B.Impulse); // expect: B.Impulse
}
void recordNamed_bad(const Burn &B) {
  applyImpulse(B.Impulse); // expect: ImpulseNewton
}
void begin_ok(const Burn &B) { addNewtonSec(B.Begin); }
void converted_ok(double Length) {
  double Force = toNewton(impulseLbfSec(Length));
  addNewtonSec(Force);
}

#include <deque>
#include <atomic>
#include <cerrno>
#include <string>
#include <unistd.h>
#include <vector>

bool leap(int Year);
void note(int);

// incident: zune-leap-year-2008
// [example-bad]
int yearOf_bad(int Days) {
  int Year = 1980;
  while (Days > 365) { // expect: changes nothing that 'Days > 365' asks about
    if (leap(Year)) {
      if (Days > 366) {
        Days -= 366;
        ++Year;
      }
    } else {
      Days -= 365;
      ++Year;
    }
  }
  return Year;
}
// [/example-bad]

// [example-ok]
int yearOf_ok(int Days) {
  int Year = 1980;
  while (true) {
    int Length = leap(Year) ? 366 : 365;
    if (Days <= Length)
      return Year;
    Days -= Length;
    ++Year;
  }
}
// [/example-ok]

struct Cursor {
  bool valid() const;
  int key() const;
  void next();
};

// incident: azure-storage-2014-11-19-loop
int scan_bad(Cursor &At, bool Fast, int Want) {
  int Found = 0;
  while (At.valid()) { // expect: changes nothing that 'At.valid()' asks about
    if (Fast && At.key() < Want)
      continue;
    ++Found;
    At.next();
  }
  return Found;
}
int scan_ok(Cursor &At, bool Fast, int Want) {
  int Found = 0;
  for (; At.valid(); At.next()) {
    if (Fast && At.key() < Want)
      continue;
    ++Found;
  }
  return Found;
}

struct Stream {
  long write(const char *Data, size_t Size);
  bool complete() const;
};

// incident: firefox-2022-01-13-http3-loop
void upload_bad(Stream &To, const std::string &Body, bool HasLength) {
  while (!To.complete()) { // expect: changes nothing that '!To.complete()' asks about
    if (HasLength)
      To.write(Body.data(), Body.size());
  }
}
bool upload_ok(Stream &To, const std::string &Body) {
  while (!To.complete()) {
    if (To.write(Body.data(), Body.size()) <= 0)
      return false;
  }
  return true;
}

void all_bad(int File, const char *Data, size_t Size) {
  size_t Done = 0;
  while (Done < Size) { // expect: changes nothing that 'Done < Size' asks about
    ssize_t N = write(File, Data + Done, Size - Done);
    if (N > 0)
      Done += static_cast<size_t>(N);
  }
}
int all_ok(int File, const char *Data, size_t Size) {
  while (Size > 0) {
    ssize_t N = write(File, Data, Size);
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return -1;
    Data += N;
    Size -= static_cast<size_t>(N);
  }
  return 0;
}

void words_bad(const std::string &Text) {
  size_t At = 0;
  while (At < Text.size()) { // expect: changes nothing that 'At < Text.size()' asks about
    if (Text[At] == ' ')
      At += 1;
    else if (Text[At] == '"')
      At += 2;
  }
}
// The three cases are all there are.
int gcd_ok(int A, int B) {
  while (A != B) {
    if (A > B)
      A -= B;
    else if (A < B)
      B -= A;
  }
  return A;
}
void eachOf_ok(unsigned N) {
  while (N >= 1) {
    if (N >= 4)
      N -= 4;
    else if (N > 0)
      N -= 1;
  }
}
// Another thread ends it.
void stopped_ok(std::atomic<bool> &Stop, int Left) {
  while (!Stop && Left > 0) {
    if (Left > 10)
      --Left;
  }
}
// What is called may change what is asked.
bool ready(int Handle);
void polled_ok(int Left, int Handle) {
  while (Left > 0) {
    note(Left);
    if (ready(Handle))
      --Left;
  }
}
void filled_ok(std::vector<int> &Work) {
  while (!Work.empty()) {
    if (Work.back() < 0)
      note(Work.back());
    Work.pop_back();
  }
}

class Batches {
  std::deque<int> Pending;
  std::atomic<bool> Paused{false};
  bool Full = false;
  int Sent = 0;

public:
  int flush_bad() {
    while (!Pending.empty()) { // expect: a way through this loop changes nothing
      if (Full && Pending.size() < 16)
        continue;
      Sent += Pending.front();
      Pending.pop_front();
    }
    return Sent;
  }
  int flush_ok() {
    while (!Pending.empty()) {
      if (Full && Pending.size() < 16)
        break;
      Sent += Pending.front();
      Pending.pop_front();
    }
    return Sent;
  }
  // Another thread ends it.
  int paused_ok() {
    while (!Pending.empty()) {
      if (Paused)
        continue;
      Pending.pop_front();
    }
    return Sent;
  }
};

// A call that was interrupted is made again.
int writeAll_ok(int File, const char *Text, unsigned long Left) {
  while (Left > 0) {
    long Done = write(File, Text, Left);
    if (Done == -1 && errno != EINTR)
      return -1;
    if (Done > 0)
      Left -= Done;
  }
  return 0;
}

// What begins as a constant stays it on a way that does not assign to it (cppcheck, 2026-11-28).
bool matches(int);
void drop(unsigned Place);
int countMatches_ok(unsigned Size) {
  for (unsigned I = 0; I < Size;) {
    bool Dropped = false;
    if (!matches(I)) {
      drop(I);
      --Size;
      Dropped = true;
    }
    if (!Dropped)
      ++I;
  }
  return Size;
}
int skipped_bad(unsigned Size, bool Skips) {
  for (unsigned I = 0; I < Size;) { // expect: codex-idle-loop-path
    bool Dropped = Skips;
    if (!Dropped)
      ++I;
  }
  return Size;
}
// A copy is what it was copied from (cmake, 2026-11-28).
int indented_ok(const char *Text) {
  int Count = 0;
  while (*Text == ' ') {
    for (char Here = *Text; Here && Here != '\n'; ++Text, Here = *Text)
      ++Count;
    if (*Text)
      ++Text;
  }
  return Count;
}

// More ways than can be gone: it is given up before they take minutes.
#define WAYS(N) (A[N] ? B[N] : C[N]) && (D[N] ? B[N + 1] : C[N + 1])
int manyWays_ok(const bool *A, const bool *B, const bool *C, const bool *D, int Size) {
  int I = 0;
  while (I < Size) {
    bool All = WAYS(0) && WAYS(2) && WAYS(4) && WAYS(6) && WAYS(8) && WAYS(10) && WAYS(12) && WAYS(14) && WAYS(16) && WAYS(18) && WAYS(20);
    I += All ? 2 : 1;
  }
  return I;
}

namespace clock {
class Calendar {
public:
  explicit Calendar(bool Fast) : Fast(Fast) {}
  void normalise_bad() {
    while (Days > 365) { // expect: Days
      if (leap()) {
        if (Days > 366) {
          Days -= 366;
          ++Year;
        }
      } else {
        Days -= 365;
        ++Year;
      }
    }
  }
  void normalise_ok() {
    while (Days > 365) {
      if (leap() && Days == 366)
        break;
      Days -= leap() ? 366 : 365;
      ++Year;
    }
  }
  // What the constructor has set stays as it is.
  void process_bad(bool Cached) {
    bool Finished = false;
    while (!Finished) { // expect: Finished
      if (Fast) {
        if (Cached)
          Finished = true;
      } else {
        Finished = true;
      }
    }
  }
  // Another thread may raise this one.
  void watch_ok(bool Cached) {
    bool Finished = false;
    while (!Finished) {
      if (Stopped) {
        if (Cached)
          Finished = true;
      } else {
        Finished = true;
      }
    }
  }
  void stop() { Stopped = true; }

private:
  bool leap() const { return Year % 4 == 0; }
  unsigned Days = 0;
  int Year = 1980;
  bool Fast;
  bool Stopped = false;
};
} // namespace clock

namespace settled {
struct Settings {
  bool Aggressive = false;
};
class Blocks {
public:
  explicit Blocks(Settings S) : Chosen(S) {}
  std::size_t read_bad(const std::vector<std::string> &All) {
    std::size_t I = 0, Bytes = 0;
    while (I < All.size()) { // expect: All.size()
      if (Chosen.Aggressive && All[I].empty())
        continue;
      Bytes += All[I].size();
      ++I;
    }
    return Bytes;
  }
  std::size_t read_ok(const std::vector<std::string> &All) {
    std::size_t I = 0, Bytes = 0;
    while (I < All.size()) {
      if (Raised.Aggressive && All[I].empty())
        continue; // another thread may lower it
      Bytes += All[I].size();
      ++I;
    }
    return Bytes;
  }
  void raise(bool To) { Raised.Aggressive = To; }

private:
  Settings Chosen, Raised;
};
} // namespace settled

namespace through {

// A flag that says in each round what the condition would.
unsigned yearOf_bad(unsigned Days) {
  unsigned Year = 1980;
  bool More = Days > 365;
  while (More) { // expect: changes nothing
    unsigned Length = Year % 4 == 0 ? 366 : 365;
    if (Days > Length) {
      Days -= Length;
      ++Year;
    }
    More = Days > 365;
  }
  return Year;
}
unsigned yearOfAsked_bad(unsigned Days) {
  unsigned Year = 1980;
  bool Done = Days <= 365;
  while (!Done) { // expect: changes nothing
    unsigned Length = Year % 4 == 0 ? 366 : 365;
    if (Days > Length) {
      Days -= Length;
      ++Year;
    }
    Done = Days <= 365;
  }
  return Year;
}
unsigned yearOf_ok(unsigned Days) {
  unsigned Year = 1980;
  bool More = Days > 365;
  while (More) {
    unsigned Length = Year % 4 == 0 ? 366 : 365;
    if (Days <= Length)
      break;
    Days -= Length;
    ++Year;
    More = Days > 365;
  }
  return Year;
}
bool moreOf(unsigned Days);
unsigned askedEachTime_ok(unsigned Days) {
  bool More = Days > 365;
  while (More) {
    if (Days > 400)
      Days -= 365;
    More = moreOf(Days);
  }
  return Days;
}

} // namespace through

struct Plan {
  bool Prefetch = false;
};
unsigned readOne(unsigned Key);
void restAMoment();
// The flag is a copy that nobody changes. With another way out in the body this is
// written on purpose as well (while (Options.Follow)), and which it is nobody can see.
unsigned snapshot_FN(const Plan &P, bool IsTable, unsigned Key) {
  while (P.Prefetch) {
    if (IsTable)
      return readOne(Key);
    restAMoment();
  }
  return 0;
}

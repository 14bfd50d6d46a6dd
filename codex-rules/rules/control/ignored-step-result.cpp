// flags: -std=c++20
#include <string>

enum class Step { Progress, Nothing };
struct Stream {
  bool done() const;
  bool eof() const;
  bool isComplete() const;
  bool empty() const;
  long step();
  bool advance(int By);
  Step poll();
  void pop();
};

// [example-bad]
// incident: firefox-2022-01-13-http3-loop
void pump_bad(Stream &S) {
  while (!S.done())
    S.step(); // expect: 'S.step()' says whether it got anywhere
}
// [/example-bad]

void braces_bad(Stream *S) {
  while (!S->eof()) {
    S->advance(16); // expect: and the loop goes on until 'S->eof()'
  }
}

void forLoop_bad(Stream &S) {
  for (; !S.isComplete();)
    S.step(); // expect: 'S.step()' says whether it got anywhere
}

struct Connection {
  void drain_bad() {
    while (!Body.done())
      Body.advance(1); // expect: 'Body.advance(1)' says
  }
  void finish_bad() {
    while (!Body.isComplete()) {
      Body.step(); // expect: 'Body.step()' says
    }
  }
  Stream Body;
};

// [example-ok]
bool pump_ok(Stream &S) {
  while (!S.done())
    if (S.step() == 0)
      return false;
  return true;
}
// [/example-ok]

void popped_ok(Stream &S) {
  while (!S.empty())
    S.pop();
}

long counted_ok(Stream &S) {
  long Sum = 0;
  while (!S.done())
    Sum += S.step();
  return Sum;
}

void limited_ok(Stream &S) {
  for (int I = 0; I < 100 && !S.done(); ++I)
    S.step();
}

void otherObject_ok(Stream &S, Stream &T) {
  while (!S.done())
    T.step();
}

struct Outbox {
  long sendPending();
  bool hasPending() const;
};
void flush_bad(Outbox &O) {
  while (O.hasPending())
    O.sendPending(); // expect: 'O.sendPending()' says whether it got anywhere
}
bool flush_ok(Outbox &O) {
  while (O.hasPending())
    if (O.sendPending() <= 0)
      return false;
  return true;
}

class Upload {
  bool Done = false;
  unsigned long Sent = 0, Length = 0;
  unsigned sendSome();

public:
  void pump_bad() {
    while (!Done) {
      unsigned N = sendSome(); // expect: the loop goes on until '!Done' whatever it said
      Sent += N;
      if (Sent >= Length)
        Done = true;
    }
  }
  void pump_ok() {
    while (!Done) {
      unsigned N = sendSome();
      if (N == 0)
        return;
      Sent += N;
      if (Sent >= Length)
        Done = true;
    }
  }
};

// It throws at the end of the file: a sum that is asked for gets there.
unsigned readSome(char *To, unsigned Most);
unsigned skip_ok(unsigned Length) {
  char Buffer[64];
  unsigned Got = 0;
  while (Got < Length) {
    unsigned N = readSome(Buffer, Length - Got);
    Got += N;
  }
  return Got;
}

// The call takes from what is left.
class Remaining {
  unsigned Left = 9;
  unsigned readNext();

public:
  unsigned drain_ok() {
    unsigned Sum = 0;
    while (Left > 0) {
      unsigned N = readNext();
      Sum += N;
    }
    return Sum;
  }
};

namespace upload {
struct Stream {
  long pushBody(const char *, unsigned long);
  bool finished() const;
};
void run_bad(Stream &S, const std::string &Body) {
  unsigned long Off = 0;
  while (!S.finished())
    { Off += S.pushBody(Body.data() + Off, 100); } // expect: pushBody
}
bool run_ok(Stream &S, const std::string &Body) {
  unsigned long Off = 0;
  while (!S.finished()) {
    long N = S.pushBody(Body.data() + Off, 100);
    if (N <= 0)
      return false;
    Off += N;
  }
  return true;
}
} // namespace upload

namespace undecided {
struct Transaction {
  bool complete() const;
  int readSegments(unsigned long);
};
void ready_bad(Transaction &T, long &Total) {
  int N = 0;
  do {
    N = T.readSegments(4096); // expect: readSegments
    Total += N;
  } while (!T.complete());
}
void ready_ok(Transaction &T, long &Total) {
  do {
    int N = T.readSegments(4096);
    if (N == 0)
      break;
    Total += N;
  } while (!T.complete());
}
} // namespace undecided

namespace through {

// A result with more answers than the one that ends the loop.
enum class Sent { Some, Blocked, All };
struct Sending {
  Sent step();
  void waitUntilWritable();
};
void sendAll_bad(Sending &S) {
  Sent R;
  do {
    R = S.step(); // expect: 'S.step()'
  } while (R != Sent::All);
}
void sendAll_ok(Sending &S) {
  Sent R;
  do {
    R = S.step();
    if (R == Sent::Blocked)
      return;
  } while (R != Sent::All);
}
void sendSlowly_ok(Sending &S) {
  Sent R;
  do {
    R = S.step();
    S.waitUntilWritable();
  } while (R != Sent::All);
}

} // namespace through

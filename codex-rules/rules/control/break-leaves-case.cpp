#include <cstdio>

enum Kind { Recovered, Call, Status };
struct Neighbour {
  bool Up, Resync;
  unsigned Sequence;
};
bool ringEmpty();
void apply(Neighbour &);
void send(int);

// incident: att-1990-long-distance
// [example-bad]
void take_bad(Kind K, Neighbour &N) {
  switch (K) {
  case Recovered:
    if (!N.Up) {
      N.Up = true;
      if (ringEmpty())
        N.Resync = true;
      else
        break; // expect: 'break' ends the whole case
    }
    apply(N);
    break;
  default:
    break;
  }
}
// [/example-bad]

// [example-ok]
static void recovered(Neighbour &N) {
  if (!N.Up) {
    N.Up = true;
    if (!ringEmpty())
      return;
    N.Resync = true;
  }
  apply(N);
}
void take_ok(Kind K, Neighbour &N) {
  switch (K) {
  case Recovered:
    recovered(N);
    break;
  default:
    break;
  }
}
// [/example-ok]

void block_bad(Kind K, Neighbour &N) {
  switch (K) {
  case Recovered: {
    N.Sequence = 0;
    if (!N.Up) {
      if (ringEmpty()) {
        N.Up = true;
      } else {
        N.Resync = true;
        break; // expect: 'break' ends the whole case
      }
      N.Sequence = 1;
    }
    apply(N);
    break;
  }
  default:
    break;
  }
}
void then_bad(Kind K, Neighbour &N) {
  switch (K) {
  case Call:
    send(1);
    if (N.Up) {
      if (!ringEmpty())
        break; // expect: 'break' ends the whole case
      else
        send(2);
    }
    N.Sequence++;
    break;
  default:
    break;
  }
}
void loop_bad(Kind K, Neighbour &N) {
  while (!ringEmpty()) {
    switch (K) {
    case Status:
      if (N.Resync) {
        if (N.Sequence > 7) {
          N.Resync = false;
        } else {
          std::puts("later");
          break; // expect: 'break' ends the whole case
        }
      }
      apply(N);
      break;
    default:
      send(0);
    }
  }
}
void fall_bad(Kind K, Neighbour &N) {
  switch (K) {
  default:
    if (N.Resync) {
      if (N.Up)
        send(3);
      else
        break; // expect: 'break' ends the whole case
    }
    send(4);
  }
}

// One if: what every switch has.
void plain_ok(Kind K, Neighbour &N) {
  switch (K) {
  case Call:
    if (!N.Up)
      break;
    apply(N);
    break;
  default:
    break;
  }
}
// Nothing behind that is left out.
void last_ok(Kind K, Neighbour &N) {
  switch (K) {
  case Call:
    if (!N.Up) {
      if (ringEmpty())
        N.Up = true;
      else
        break;
    }
    break;
  default:
    break;
  }
}
// Without an else it is the way out of a failed check.
void check_ok(Kind K, Neighbour &N) {
  switch (K) {
  case Call:
    if (!N.Up) {
      if (ringEmpty())
        break;
      N.Up = true;
    }
    apply(N);
    break;
  default:
    break;
  }
}
// The break ends a loop.
void inner_ok(Kind K, Neighbour &N) {
  switch (K) {
  case Call:
    while (N.Sequence--) {
      if (N.Up) {
        if (ringEmpty())
          send(1);
        else
          break;
      }
      send(2);
    }
    apply(N);
    break;
  default:
    break;
  }
}
int both_ok(Kind K, Neighbour &N) {
  switch (K) {
  case Call:
    if (N.Up) {
      if (ringEmpty())
        return 1;
      else
        break;
    }
    apply(N);
    break;
  default:
    break;
  }
  return 0;
}

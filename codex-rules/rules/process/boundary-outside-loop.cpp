#include <cassert>
#include <cstdlib>
#include <deque>
#include <exception>
#include <map>
#include <queue>
#include <stdexcept>
#include <string>
#include <vector>

struct Plan {
  std::string Id;
  std::vector<std::string> Route;
};
bool nextPlan(Plan &);
bool readPlan(Plan &);
void publish(const Plan &);
void aside(const Plan &, const char *Why);
static Plan section(const Plan &P) {
  if (P.Route.size() < 2)
    throw std::runtime_error("no section of " + P.Id);
  return P;
}

// incident: nats-2023-08-28-duplicate-waypoint
// [example-bad]
void all_bad() {
  try {
    Plan P;
    while (nextPlan(P))
      publish(section(P)); // expect: what 'section(P)' throws, or stops at, ends the loop over all items
  } catch (const std::exception &) {
    std::exit(1);
  }
}
// [/example-bad]

// [example-ok]
void all_ok() {
  Plan P;
  while (nextPlan(P)) {
    try {
      publish(section(P));
    } catch (const std::exception &E) {
      aside(P, E.what());
    }
  }
}
// [/example-ok]

void aborted_bad() {
  try {
    Plan P;
    while (readPlan(P)) {
      section(P); // expect: ends the loop over all items
    }
  } catch (...) {
    std::abort();
  }
}

class Processor {
  std::queue<Plan> Inbox;
  std::deque<Plan> Pending;
  std::map<std::string, int> Index;

  void handle(const Plan &P) {
    for (const std::string &Point : P.Route) {
      bool Fresh = Index.emplace(Point, 1).second;
      assert(Fresh && "twice");
    }
  }
  void place(const Plan &P) { Index.at(P.Id) = 1; }
  void check(Plan P) {
    if (P.Route.empty())
      throw std::invalid_argument(P.Id);
  }
  bool tryHandle(const Plan &P) noexcept { return !P.Route.empty(); }

public:
  void run_bad() {
    while (!Inbox.empty()) {
      handle(Inbox.front()); // expect: what 'handle(Inbox.front())' throws, or stops at
      Inbox.pop();
    }
  }
  void places_bad() {
    while (!Pending.empty()) {
      place(Pending.front()); // expect: ends the loop over all items
      Pending.pop_front();
    }
  }
  void checks_bad() {
    while (!Inbox.empty()) {
      check(Inbox.front()); // expect: ends the loop over all items
      Inbox.pop();
    }
  }

  void run_ok() {
    while (!Inbox.empty()) {
      if (!tryHandle(Inbox.front()))
        aside(Inbox.front(), "no route");
      Inbox.pop();
    }
  }
  void tried_ok() {
    while (!Inbox.empty()) {
      try {
        handle(Inbox.front());
      } catch (const std::exception &E) {
        aside(Inbox.front(), E.what());
      }
      Inbox.pop();
    }
  }
  void published_ok() {
    while (!Inbox.empty()) {
      publish(Inbox.front());
      Inbox.pop();
    }
  }
};
// The caller goes on with the next file.
bool file_ok() {
  try {
    Plan P;
    while (readPlan(P))
      publish(section(P));
  } catch (const std::exception &) {
    return false;
  }
  return true;
}

namespace plans {
struct Plan {
  int Points;
};
int extract(const Plan &P) {
  if (P.Points == 0)
    throw std::runtime_error("no section");
  return P.Points;
}
int run_bad(std::deque<Plan> &Inbox) {
  int Sum = 0;
  try {
    while (!Inbox.empty()) {
      Sum += extract(Inbox.front()); // expect: extract
      Inbox.pop_front();
    }
  } catch (const std::exception &) {
    std::exit(1);
  }
  return Sum;
}
int run_ok(std::deque<Plan> &Inbox) {
  int Sum = 0;
  while (!Inbox.empty()) {
    try {
      Sum += extract(Inbox.front());
    } catch (const std::exception &) {
      ++Sum;
    }
    Inbox.pop_front();
  }
  return Sum;
}
} // namespace plans

namespace route {
struct Plan {
  std::string Id;
  int Entry = 0, Exit = 0;
};
struct Reader {
  bool next(Plan &);
};
void section(const Plan &P) {
  if (P.Exit < P.Entry)
    throw std::runtime_error(P.Id);
}

void drain_bad(std::deque<Plan> &Pending) {
  while (!Pending.empty()) {
    Plan P = Pending.front();
    Pending.pop_front();
    section(P); // expect: section
  }
}
void drain_ok(std::deque<Plan> &Pending) {
  while (!Pending.empty()) {
    Plan P = Pending.front();
    Pending.pop_front();
    try {
      section(P);
    } catch (const std::exception &) {
    }
  }
}
void read_bad(Reader &R) {
  Plan P;
  while (R.next(P))
    section(P); // expect: section
}
void read_ok(Reader &R) {
  Plan P;
  while (R.next(P)) {
    try {
      section(P);
    } catch (const std::exception &) {
    }
  }
}
} // namespace route

struct Extractor {
  int section(const Plan &P) const {
    if (P.Id.empty())
      throw std::logic_error("no section");
    return 1;
  }
};
void report(const char *Text);

class FlightData {
public:
  // incident: nats-2023-08-28-duplicate-waypoint
  void run_bad() {
    try {
      while (!Plans.empty()) {
        Plan P = Plans.front();
        Plans.pop_front();
        Sections += Its.section(P); // expect: ends the loop over all items
      }
    } catch (const std::exception &E) {
      report(E.what());
      Maintenance = true;
    }
  }
  void run_ok() {
    while (!Plans.empty()) {
      Plan P = Plans.front();
      Plans.pop_front();
      try {
        Sections += Its.section(P);
      } catch (const std::exception &E) {
        report(E.what());
      }
    }
  }
  // The loop begins again with the next item.
  void restarted_ok() {
    while (!Plans.empty()) {
      try {
        while (!Plans.empty()) {
          Plan P = Plans.front();
          Plans.pop_front();
          Sections += Its.section(P);
        }
      } catch (const std::exception &E) {
        report(E.what());
      }
    }
  }

private:
  std::deque<Plan> Plans;
  Extractor Its;
  int Sections = 0;
  bool Maintenance = false;
};

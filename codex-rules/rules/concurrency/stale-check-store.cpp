// flags: -std=c++20
#include <atomic>
#include <mutex>

std::atomic<long> Applied{0};
bool writeNames(const char *Plan);

// incident: aws-2025-10-20-dynamodb-dns
// [example-bad]
void enact_bad(const char *Plan, long Version) {
  if (Version > Applied.load()) {
    writeNames(Plan);
    Applied.store(Version); // expect: 'Applied.store(Version)' comes after a look at 'Applied' that may be out of date by now
  }
}
// [/example-bad]

// [example-ok]
bool claim_ok(long Version) {
  long Seen = Applied.load();
  while (Seen < Version)
    if (Applied.compare_exchange_weak(Seen, Version))
      return true;
  return false;
}
// [/example-ok]

class Statistics {
  std::atomic<long> Largest{0};
  std::atomic<int> Level{0};
  std::mutex Mutex;
  long Plain = 0;

public:
  void seen_bad(long N) {
    if (N > Largest)
      Largest = N; // expect: 'Largest = N' comes after a look at 'Largest'
  }
  void ordered_bad(long N) {
    if (Largest.load(std::memory_order_relaxed) < N)
      Largest.store(N, std::memory_order_relaxed); // expect: comes after a look at 'Largest'
  }
  void level_bad(int New) {
    if (New >= Level.load()) {
      Level.store(New); // expect: comes after a look at 'Level'
    }
  }
  void lower_bad(int New) {
    if (Level > New)
      Level = New; // expect: comes after a look at 'Level'
  }

  void locked_ok(long N) {
    std::lock_guard Lock(Mutex);
    if (N > Plain)
      Plain = N;
  }
  void constant_ok() {
    if (Level.load() > 3)
      Level.store(3);
  }
  void other_ok(int New) {
    if (New > Level.load())
      Largest.store(New + 1L);
  }
  void exchanged_ok(long N) {
    long Seen = Largest;
    while (N > Seen && !Largest.compare_exchange_weak(Seen, N)) {
    }
  }
};

namespace plans {
struct Plan {
  unsigned long Version = 0;
};
void publish(const Plan &);

class Enactor {
  std::mutex M;
  Plan Applied;

public:
  void apply_bad(const Plan &P) {
    unsigned long Current;
    {
      std::lock_guard<std::mutex> Hold(M);
      Current = Applied.Version;
    }
    if (P.Version <= Current)
      return;
    publish(P);
    std::lock_guard<std::mutex> Hold(M);
    Applied = P; // expect: Applied
  }
  void apply_ok(const Plan &P) {
    publish(P);
    std::lock_guard<std::mutex> Hold(M);
    unsigned long Current = Applied.Version;
    if (P.Version <= Current)
      return;
    Applied = P;
  }
  void again_ok(const Plan &P) {
    unsigned long Current;
    {
      std::lock_guard<std::mutex> Hold(M);
      Current = Applied.Version;
    }
    if (P.Version <= Current)
      return;
    publish(P);
    std::lock_guard<std::mutex> Hold(M);
    if (Applied.Version < P.Version)
      Applied = P;
  }
};
} // namespace plans

namespace scoped {
struct Plan {
  long Version;
  int Address;
};
void publish(const Plan &);
class Enactor {
public:
  void enact_bad(const Plan &P) {
    {
      std::lock_guard<std::mutex> Guard(Lock);
      if (P.Version <= Applied.Version)
        return;
    }
    publish(P);
    std::lock_guard<std::mutex> Guard(Lock);
    Applied = P; // expect: Applied
  }
  void enact_ok(const Plan &P) {
    {
      std::lock_guard<std::mutex> Guard(Lock);
      if (P.Version <= Applied.Version)
        return;
    }
    publish(P);
    std::lock_guard<std::mutex> Guard(Lock);
    if (P.Version > Applied.Version)
      Applied = P;
  }

private:
  std::mutex Lock;
  Plan Applied{0, 0};
};
} // namespace scoped

struct DnsPlan {
  long version;
  int Addresses;
};
class PlanStore {
public:
  DnsPlan current(int Endpoint);
  void put(int Endpoint, const DnsPlan &Plan);
  bool putIfNewer(int Endpoint, const DnsPlan &Plan);
};
bool prepare(int Endpoint);

class Enactor {
public:
  // incident: aws-2025-10-20-dynamodb-dns
  void apply_bad(const DnsPlan &Plan, int Endpoints) {
    for (int E = 0; E < Endpoints; ++E) {
      if (Store.current(E).version >= Plan.version)
        continue;
      if (prepare(E))
        Store.put(E, Plan); // expect: may be out of date by now
    }
  }
  void apply_ok(const DnsPlan &Plan, int Endpoints) {
    for (int E = 0; E < Endpoints; ++E)
      if (prepare(E) && !Store.putIfNewer(E, Plan))
        return;
  }
  void locked_ok(const DnsPlan &Plan, int E) {
    std::lock_guard<std::mutex> Held(Lock);
    if (Store.current(E).version >= Plan.version)
      return;
    Store.put(E, Plan);
  }

private:
  PlanStore Store;
  std::mutex Lock;
};

namespace through {

// Asked once, in a function of its own; stored in a loop.
struct PlanDoc {
  unsigned long Version;
};
class PlanStore {
public:
  unsigned long appliedVersion(int Endpoint);
  void replace(int Endpoint, const PlanDoc &P);
  bool replaceIfNewer(int Endpoint, const PlanDoc &P);
};
class PlanWorker {
  PlanStore &Store;
  bool newer(int Endpoint, const PlanDoc &P) {
    return P.Version > Store.appliedVersion(Endpoint);
  }

public:
  void applyAll_bad(const int (&Endpoints)[9], const PlanDoc &P) {
    if (!newer(Endpoints[0], P))
      return;
    for (int E : Endpoints)
      Store.replace(E, P); // expect: 'Store
  }
  void applyAll_ok(const int (&Endpoints)[9], const PlanDoc &P) {
    for (int E : Endpoints)
      Store.replaceIfNewer(E, P);
  }
};

class Zones {
public:
  unsigned long appliedVersion() const;
  void publish(const PlanDoc &P);
  bool publishIfNewer(const PlanDoc &P);
};
bool reachable(int Address);
class Publisher {
  Zones Zone;

public:
  bool enact_bad(PlanDoc P, int Addresses) {
    if (P.Version <= Zone.appliedVersion())
      return false;
    for (int A = 0; A < Addresses; ++A)
      reachable(A);
    Zone.publish(P); // expect: Zone.publish(P)
    return true;
  }
  bool enact_ok(PlanDoc P, int Addresses) {
    if (P.Version <= Zone.appliedVersion())
      return false;
    for (int A = 0; A < Addresses; ++A)
      reachable(A);
    return Zone.publishIfNewer(P);
  }
};

} // namespace through

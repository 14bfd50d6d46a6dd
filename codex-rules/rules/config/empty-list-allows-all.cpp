// flags: -std=c++20
#include <memory>
#include <cstring>
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

// incident: cloudflare-2024-11-14-blank-config
// [example-bad]
class Forwarder {
  std::set<std::string> Customers;

public:
  bool shouldForward_bad(const std::string &Customer) const {
    if (Customers.empty()) // expect: where 'Customers' is empty, the answer is yes for everything
      return true;
    return Customers.count(Customer) > 0;
  }
};
// [/example-bad]

// [example-ok]
class Strict {
  std::set<std::string> Customers;
  bool ForwardAll = false;

public:
  bool shouldForward_ok(const std::string &Customer) const {
    return ForwardAll || Customers.count(Customer) > 0;
  }
};
// [/example-ok]

struct Filter {
  std::vector<int> Ports;
  std::map<std::string, int> Zones;

  bool allows_bad(int Port) const {
    return Ports.empty() || std::find(Ports.begin(), Ports.end(), Port) != Ports.end(); // expect: where 'Ports' is empty
  }
  bool isAllowed_bad(const std::string &Zone) const {
    if (Zones.empty()) { // expect: where 'Zones' is empty
      return true;
    }
    return Zones.find(Zone) != Zones.end();
  }
  bool matches_bad(const std::string &Zone) const { return Zones.empty() || Zones.contains(Zone); } // expect: where 'Zones' is empty
  bool permits_bad(int Port) {
    if (Ports.empty()) // expect: where 'Ports' is empty
      return true;
    return std::binary_search(Ports.begin(), Ports.end(), Port);
  }

  bool allows_ok(int Port) const { return std::find(Ports.begin(), Ports.end(), Port) != Ports.end(); }
  bool matches_ok(const std::string &Zone) const {
    if (Zones.empty())
      return false;
    return Zones.contains(Zone);
  }
  // Nothing is looked up: it asks about the list itself.
  bool isDone_ok() const { return Ports.empty() || Zones.empty(); }
  bool isIdle_ok() const {
    if (Ports.empty())
      return true;
    return Zones.size() == 1;
  }
};

struct Names {
  char **All;
  int Count;
};
struct Snapshot {
  std::set<std::string> Customers;
};
std::shared_ptr<const Snapshot> current();

int wants_bad(const Names *N, const char *Customer) {
  if (!N || N->Count == 0) // expect: Count
    return 1;
  for (int I = 0; I < N->Count; ++I)
    if (std::strcmp(N->All[I], Customer) == 0)
      return 1;
  return 0;
}

bool shouldSend_bad(const std::string &Customer) {
  auto Now = current();
  if (!Now || Now->Customers.empty()) // expect: Customers
    return true;
  return Now->Customers.count(Customer) > 0;
}

int wants_ok(const Names *N, const char *Customer) {
  if (!N || N->Count == 0)
    return 0;
  for (int I = 0; I < N->Count; ++I)
    if (std::strcmp(N->All[I], Customer) == 0)
      return 1;
  return 0;
}

class Relay {
public:
  void handle_bad(const std::string &Customer) {
    if (Jobs.size() == 0) { // expect: Jobs
      forward(Customer);
      return;
    }
    for (const std::string &J : Jobs)
      if (J == Customer)
        forward(Customer);
  }
  void handle_ok(const std::string &Customer) {
    if (Jobs.size() == 0) {
      ++Dropped;
      return;
    }
    for (const std::string &J : Jobs)
      if (J == Customer)
        forward(Customer);
  }

private:
  void forward(const std::string &);
  std::vector<std::string> Jobs;
  unsigned Dropped = 0;
};

struct Tier {
  bool append(const std::string &Line);
};
class HandsOn {
public:
  void handle_bad(const std::string &Customer, const std::string &Line) {
    if (Wanted.empty() || Wanted.count(Customer)) // expect: Wanted
      To.append(Line);
  }
  void handle_ok(const std::string &Customer, const std::string &Line) {
    if (Wanted.count(Customer))
      To.append(Line);
  }
  void handleAll_ok(const std::string &Customer, const std::string &Line) {
    if (All || Wanted.count(Customer))
      To.append(Line);
  }
  // To show what no filter hides is what a filter is for.
  void show_ok(const std::string &Customer, const std::string &Line) {
    if (Wanted.empty() || Wanted.count(Customer))
      print(Line);
  }

private:
  void print(const std::string &);
  bool All = false;
  std::set<std::string> Wanted;
  Tier To;
};

// incident: cloudflare-2024-11-14-blank-config
struct Routing {
  std::set<int> Tenants;
};
struct Sink {
  void write(int Tenant, const char *Event);
};
void route_bad(const Routing *R, Sink &To, int Tenant, const char *Event) {
  const bool Chosen = R->Tenants.empty() || R->Tenants.count(Tenant) != 0; // expect: where 'Tenants' is empty
  if (!Chosen)
    return;
  To.write(Tenant, Event);
}
void routeWithout_bad(const Routing *R, Sink &To, int Tenant, const char *Event) {
  bool Chosen = R == nullptr || R->Tenants.empty() || R->Tenants.contains(Tenant); // expect: where 'Tenants' is empty
  if (Chosen) {
    To.write(Tenant, Event);
  }
}
void route_ok(const Routing *R, Sink &To, int Tenant, const char *Event) {
  const bool Chosen = R->Tenants.count(Tenant) != 0;
  if (!Chosen)
    return;
  To.write(Tenant, Event);
}
// Nothing is handed on: how the list is shown.
bool mark_ok(const Routing *R, int Tenant) {
  bool Shown = R->Tenants.empty() || R->Tenants.count(Tenant) != 0;
  if (!Shown)
    return false;
  return Tenant > 0;
}

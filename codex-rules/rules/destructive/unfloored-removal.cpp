// flags: -std=c++20
#include <algorithm>
#include <map>
#include <cstdlib>
#include <cstddef>
#include <string>
#include <vector>

struct Fleet {
  void remove(const std::string &Name);
  void drainOne(int Index);
  std::size_t size() const;
};
void terminate(const std::string &Id);
bool ensureQuorum(const Fleet &, std::size_t Gone);
constexpr std::size_t Least = 10;

// [example-bad]
// incident: aws-2017-02-28-s3-capacity
void removeServers_bad(Fleet &F, const std::vector<std::string> &Names) { // expect: removes as many as it is given
  for (const std::string &Name : Names)
    F.remove(Name);
}
// [/example-bad]

void terminateInstances_bad(const std::vector<std::string> &Ids) { // expect: nothing says how many must stay
  for (std::size_t I = 0; I < Ids.size(); ++I)
    terminate(Ids[I]);
}

void drainNodes_bad(Fleet &F, const std::vector<int> &Which) { // expect: removes as many as it is given
  for (int I : Which)
    F.drainOne(I);
}

struct Pool {
  void removeBackends_bad(const std::vector<std::string> &Names) { // expect: removes as many as it is given
    auto It = Names.begin();
    while (It != Names.end())
      TheFleet.remove(*It++);
  }
  Fleet TheFleet;
};

void decommissionHosts_bad(Fleet &F, const std::vector<std::string> &Names, bool DryRun) { // expect: nothing says how many must stay
  for (const auto &Name : Names)
    if (!DryRun)
      F.remove(Name);
}

// [example-ok]
bool removeServers_ok(Fleet &F, const std::vector<std::string> &Names) {
  if (F.size() < Names.size() + Least)
    return false;
  for (const std::string &Name : Names)
    F.remove(Name);
  return true;
}
// [/example-ok]

bool drainNodes_ok(Fleet &F, const std::vector<int> &Which) {
  if (!ensureQuorum(F, Which.size()))
    return false;
  for (int I : Which)
    F.drainOne(I);
  return true;
}

void removeServer_ok(Fleet &F, const std::string &Name) { F.remove(Name); }

void stopEach_ok(const std::vector<std::string> &Ids) {
  for (const auto &Id : Ids)
    terminate(Id);
}

void removeNodes_ok(std::vector<int> &Nodes) { Nodes.clear(); }

namespace another {

// incident: aws-2017-02-28-s3-capacity
struct Machine {
  std::string Host;
};
struct Fleet {
  std::vector<Machine> Machines;
  void terminate(const Machine &);
};
int command_bad(Fleet &F, const char *Argument) { // expect: 'command_bad' removes as many as it is given
  int N = std::atoi(Argument);
  for (int I = 0; I < N && !F.Machines.empty(); ++I) {
    F.terminate(F.Machines.back());
    F.Machines.pop_back();
  }
  return 0;
}
int command_ok(Fleet &F, const char *Argument) {
  int N = std::atoi(Argument);
  if (N > 3)
    return 2;
  for (int I = 0; I < N && !F.Machines.empty(); ++I) {
    F.terminate(F.Machines.back());
    F.Machines.pop_back();
  }
  return 0;
}
class Pool {
  std::map<std::string, Machine> Hosts;

public:
  void shutdownHost(const std::string &);
  void removeMatching_bad(const std::vector<std::string> &Doomed) { // expect: removes as many as it is given
    for (const std::string &Name : Doomed) {
      shutdownHost(Name);
      Hosts.erase(Name);
    }
  }
};

} // namespace another

class NamedFleet {
  std::vector<std::string> Names;

public:
  void decommission_bad(const std::vector<std::string> &Hosts) { // expect: decommission_bad
    for (const std::string &H : Hosts)
      Names.erase(std::find(Names.begin(), Names.end(), H));
  }
  void decommission_ok(const std::vector<std::string> &Hosts) {
    if (Names.size() < Hosts.size() + 20)
      return;
    for (const std::string &H : Hosts)
      Names.erase(std::find(Names.begin(), Names.end(), H));
  }
};

struct Instance {
  int Id;
};
std::vector<Instance> tagged(const std::string &Tag);
bool terminate(const Instance &I);
int clear_bad(const std::string &Tag) { // expect: clear_bad
  int N = 0;
  for (const Instance &I : tagged(Tag))
    N += terminate(I);
  return N;
}
int clear_ok(const std::string &Tag, std::size_t Running) {
  auto Picked = tagged(Tag);
  if (Picked.size() * 10 > Running)
    return -1;
  int N = 0;
  for (const Instance &I : Picked)
    N += terminate(I);
  return N;
}

namespace tiers {
struct Machine {
  std::string Name;
};
void stopServer(const std::string &Id);

class IndexTier {
public:
  void scaleDown_bad(std::size_t Count) { // expect: scaleDown
    for (std::size_t I = 0; I < Count && !Machines.empty(); ++I)
      Machines.pop_back();
  }
  bool scaleIn_ok(std::size_t Count) {
    if (Count > Machines.size() / 20)
      return false;
    for (std::size_t I = 0; I < Count; ++I)
      Machines.pop_back();
    return true;
  }

private:
  std::vector<Machine> Machines;
};

// What is to go comes in a message: as many as it says.
void playbook_bad(const std::vector<std::string> &Ids) { // expect: playbook
  for (const std::string &Id : Ids)
    stopServer(Id);
}

void playbook_ok(const std::vector<std::string> &Ids, std::size_t Running) {
  if (Ids.size() * 10 > Running)
    return;
  for (const std::string &Id : Ids)
    stopServer(Id);
}
} // namespace tiers

struct Rack {
  std::string Name, Subsystem;
};

class Cluster {
public:
  // incident: aws-2017-02-28-s3-capacity
  void decommission_bad(const std::string &Subsystem, int N) { // expect: nothing says how many must stay
    auto It = Racks.begin();
    while (It != Racks.end() && N > 0) {
      if (It->Subsystem == Subsystem) {
        It = Racks.erase(It);
        --N;
      } else {
        ++It;
      }
    }
  }
  bool decommission_ok(const std::string &Subsystem, int N) {
    if (Racks.size() < 12 + static_cast<std::size_t>(N))
      return false;
    auto It = Racks.begin();
    while (It != Racks.end() && N > 0) {
      if (It->Subsystem == Subsystem) {
        It = Racks.erase(It);
        --N;
      } else {
        ++It;
      }
    }
    return true;
  }

private:
  std::vector<Rack> Racks;
};

namespace through {

// The machines that match are removed by an algorithm, and nothing says how
// many must stay.
struct RackHost {
  std::string Name;
  bool Serving = true;
};
class Rack {
  std::vector<RackHost> Hosts;

public:
  void decommission(RackHost &H) { H.Serving = false; }
  std::vector<RackHost *> startingWith(const std::string &Prefix);
  void removeCapacity_bad(const std::string &Prefix) { // expect: and nothing says how many must stay
    auto Chosen = startingWith(Prefix);
    std::for_each(Chosen.begin(), Chosen.end(),
                  [this](RackHost *H) { decommission(*H); });
  }
  void takeOut_ok(const std::string &Prefix) {
    auto Chosen = startingWith(Prefix);
    if (Chosen.size() * 10 > Hosts.size())
      return;
    std::for_each(Chosen.begin(), Chosen.end(),
                  [this](RackHost *H) { decommission(*H); });
  }
};

// How many words the command has says nothing of how many hosts there are.
void decommission(RackHost &H);
int takeOutMain_bad(RackHost *const *Hosts, int argc) { // expect: takeOutMain_bad
  if (argc < 2)
    return 2;
  std::for_each(Hosts, Hosts + 9, [](RackHost *H) { decommission(*H); });
  return 0;
}

} // namespace through

namespace pointers {

// incident: aws-2017-02-28-s3-capacity
struct Broker {
  std::string Zone;
  bool Draining = false;
};
class Operator {
  std::vector<Broker *> inZone(const std::string &Zone);
  void drain(Broker &B);

public:
  int apply_bad(const std::string &Zone) { // expect: and nothing says how many must stay
    for (Broker *B : inZone(Zone))
      drain(*B);
    return 0;
  }
  int apply_ok(const std::string &Zone, std::size_t All) {
    std::vector<Broker *> Chosen = inZone(Zone);
    if (Chosen.size() * 20 > All)
      return 1;
    for (Broker *B : Chosen)
      drain(*B);
    return 0;
  }
  // To ask each of them is no removal.
  int count_ok(const std::string &Zone) {
    int N = 0;
    for (Broker *B : inZone(Zone))
      N += B->Draining;
    return N;
  }
};

} // namespace pointers

// flags: -std=c++20
#include <iterator>
#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <vector>

struct Prefix {
  std::string Cidr, State;
};
struct Host {
  std::string Name, Zone;
  void reboot();
};
std::vector<Host> &allHosts();
void withdraw(const Prefix &);
void shutDown(Host &);
extern std::map<int, std::string> Sessions;

// [example-bad]
void withdrawPrefixes_bad(std::vector<Prefix> &All, const std::string &State) {
  for (Prefix &P : All)
    if (State.empty() || P.State == State) // expect: where 'State' is empty, all of it goes
      withdraw(P);
}
// [/example-bad]

void rebootHosts_bad(const std::vector<std::string> &Names) {
  if (Names.empty()) { // expect: where 'Names' is empty
    for (Host &H : allHosts())
      H.reboot();
    return;
  }
}

void stopZone_bad(std::optional<std::string> Zone) {
  for (Host &H : allHosts())
    if (!Zone || H.Zone == *Zone) // expect: where 'Zone' is empty
      shutDown(H);
}

void dropSessions_bad(const char *User) {
  for (auto It = Sessions.begin(); It != Sessions.end();)
    if (!User || std::strcmp(It->second.c_str(), User) == 0) // expect: where 'User' is empty
      It = Sessions.erase(It);
    else
      ++It;
}

void eraseIf_bad(const std::string &User) {
  std::erase_if(Sessions, [&](auto &Each) { // expect: where 'User' is empty
    return User.empty() || Each.second == User;
  });
}

std::vector<Prefix> listed(const std::vector<Prefix> &All,
                           const std::string &Filter) {
  std::vector<Prefix> Out;
  for (const Prefix &P : All)
    if (Filter.empty() || P.State == Filter)
      Out.push_back(P);
  return Out;
}

void withdrawListed_bad(const std::vector<Prefix> &All) {
  for (const Prefix &P : listed(All, "")) // expect: where 'Filter' is empty
    withdraw(P);
}

class Cache {
public:
  void purge_bad(const std::string &Tag) {
    if (Tag.empty()) { // expect: where 'Tag' is empty
      Entries.clear();
      return;
    }
    Entries.erase(Tag);
  }

private:
  std::map<std::string, int> Entries;
};

// [example-ok]
bool withdrawPrefixes_ok(std::vector<Prefix> &All, const std::string &State) {
  if (State.empty())
    return false;
  for (Prefix &P : All)
    if (P.State == State)
      withdraw(P);
  return true;
}
// [/example-ok]

std::vector<Prefix> onlyListed_ok(const std::vector<Prefix> &All,
                                  const std::string &Filter) {
  std::vector<Prefix> Out;
  for (const Prefix &P : All)
    if (Filter.empty() || P.State == Filter)
      Out.push_back(P);
  return Out;
}

void emptyLines_ok(std::vector<std::string> &Lines) {
  std::erase_if(Lines, [](const std::string &L) { return L.empty() || L[0] == '#'; });
}

void refused_ok(const std::vector<std::string> &Names) {
  if (Names.empty())
    return;
  for (Host &H : allHosts())
    for (const std::string &N : Names)
      if (H.Name == N)
        H.reboot();
}

void ownNull_ok(Host *H) {
  for (Host &Each : allHosts())
    if (!H || &Each == H)
      shutDown(Each);
}

void local_ok(const std::string &Text) {
  std::vector<int> Found;
  if (Text.empty())
    Found.clear();
}

// incident: cloudflare-2026-02-20-byoip-empty-filter
struct Range {
  std::string Block;
  bool Pending;
};
class RangeApi {
  std::vector<Range> All;

public:
  std::vector<Range> list(const std::string &State) const {
    if (State.empty())
      return All;
    std::vector<Range> Out;
    for (const Range &R : All)
      if (R.Pending)
        Out.push_back(R);
    return Out;
  }
  std::vector<Range> pending() const;
  void remove(const Range &);
};
void cleanUp_bad(RangeApi &Api, const std::string &State) {
  for (const Range &R : Api.list(State)) // expect: where 'State' is empty, all of it goes
    Api.remove(R);
}
void cleanUp_ok(RangeApi &Api) {
  for (const Range &R : Api.pending())
    Api.remove(R);
}

struct Block {
  char Name[44];
  char State[16];
};
int withdraw_block(const Block *);
static bool chosen(const Block *B, const char *State) {
  return State[0] == '\0' || std::strcmp(B->State, State) == 0;
}
void sweep_bad(Block *All, int N, const char *State) {
  for (int I = 0; I < N; ++I)
    if (chosen(&All[I], State)) // expect: is empty, all of it goes
      withdraw_block(&All[I]);
}

// incident: joyent-2014-05-27-reboot-all
extern const char *Servers[];
int reboot_node(const char *);
void reboot_bad(const char *List, int N) {
  for (int I = 0; I < N; ++I)
    if (List == NULL || std::strstr(List, Servers[I])) // expect: where 'List' is empty, all of it goes
      reboot_node(Servers[I]);
}

void delete_range(const Range &);
void purge_bad(const std::vector<Range> &All, const std::string &Wanted) {
  for (const Range &R : All) {
    if (!Wanted.empty() && R.Block != Wanted) // expect: where 'Wanted' is empty, all of it goes
      continue;
    delete_range(R);
  }
}
std::vector<std::string> allMachines();
void reboot_machine(const std::string &);
void rebootThem_bad(std::vector<std::string> Machines) {
  if (Machines.empty()) // expect: where 'Machines' is empty, all of it goes
    Machines = allMachines();
  for (const std::string &M : Machines)
    reboot_machine(M);
}
void rebootThem_ok(const std::vector<std::string> &Machines) {
  if (Machines.empty())
    return;
  for (const std::string &M : Machines)
    reboot_machine(M);
}

// Nothing is chosen by it: what was found empty is removed.
class Tree {
  std::vector<std::string> Entries, Children;

public:
  void drop_entry(const std::string &);
  void prune_ok(const std::vector<std::string> &EmptyOnes) {
    if (!EmptyOnes.empty()) {
      for (const std::string &One : EmptyOnes)
        drop_entry(One);
    }
  }
  void removePath_ok(std::vector<std::string> &Labels) {
    if (Labels.empty()) {
      Children.clear();
      return;
    }
    Labels.pop_back();
  }
};

bool sendReboot(const Host &);
const std::vector<Host> &inventory();

void fromOptions_bad(const std::vector<std::string> &Wanted) {
  std::vector<Host> Targets;
  if (Wanted.empty()) { // expect: where 'Wanted' is empty
    Targets = inventory();
  }
  for (const Host &H : Targets)
    sendReboot(H);
}

void fromOptions_ok(const std::vector<std::string> &Wanted) {
  std::vector<Host> Targets;
  if (Wanted.empty()) {
    Targets = {};
  }
  for (const Host &H : Targets)
    sendReboot(H);
}

void printed_ok(const std::vector<std::string> &Wanted) {
  std::vector<Host> Shown;
  if (Wanted.empty())
    Shown = inventory();
  for (const Host &H : Shown)
    std::strlen(H.Name.c_str());
}

int command_bad(int argc, char **argv) {
  int Done = 0;
  for (Host &H : allHosts()) {
    bool Selected = argc < 2; // expect: where 'argc' is empty
    for (int I = 1; I < argc; ++I)
      Selected |= H.Name == argv[I];
    if (!Selected)
      continue;
    H.reboot();
    ++Done;
  }
  return Done;
}

int command_ok(int argc, char **argv) {
  bool Verbose = argc < 2;
  int Done = 0;
  for (Host &H : allHosts())
    for (int I = 1; I < argc; ++I)
      if (H.Name == argv[I])
        H.reboot(), ++Done;
  return Verbose ? Done : 0;
}

int ssh_reboot(const char *Name);
int everyHost_bad(const char *Filter) {
  int Failed = 0;
  for (Host &H : allHosts()) {
    if (Filter && std::strcmp(Filter, H.Name.c_str()) != 0) // expect: where 'Filter' is empty
      continue;
    Failed += ssh_reboot(H.Name.c_str());
  }
  return Failed;
}

std::vector<Prefix> withState(const std::vector<Prefix> &All, const std::string &State) {
  std::vector<Prefix> Out;
  std::copy_if(All.begin(), All.end(), std::back_inserter(Out),
               [&](const Prefix &P) { return State.empty() || P.State == State; });
  return Out;
}
void algorithm_bad(const std::vector<Prefix> &All, const std::string &Which) {
  auto Doomed = withState(All, Which);
  std::for_each(Doomed.begin(), Doomed.end(), [](const Prefix &P) { withdraw(P); }); // expect: is empty
}

class Settings {
  std::string OnlyGroup;

public:
  void setGroup_ok(const char *Group) {
    if (!Group) {
      OnlyGroup.clear();
      return;
    }
    OnlyGroup = Group;
  }
};

namespace choice {
struct Db {
  std::vector<int> all();
  std::vector<int> pending();
  void removePrefix(int);
};
void erase_bad(Db &D, const std::string &Flag) {
  std::vector<int> List = Flag.empty() ? D.all() : D.pending(); // expect: Flag
  for (int Id : List)
    D.removePrefix(Id);
}
void erase_ok(Db &D, const std::string &Flag) {
  if (Flag != "pending")
    return;
  std::vector<int> List = D.pending();
  for (int Id : List)
    D.removePrefix(Id);
}
} // namespace choice

namespace otherwise {
struct Db {
  std::vector<int> Rows;
  std::vector<int> list(const std::string &State) const {
    if (!State.empty()) {
      std::vector<int> Out;
      for (int R : Rows)
        if (R > 0)
          Out.push_back(R);
      return Out;
    }
    return Rows;
  }
  std::vector<int> named(const std::string &State) const {
    if (!State.empty())
      return Rows;
    return {};
  }
  void removePrefix(int);
};
// incident: cloudflare-2026-02-20-byoip-empty-filter
void clean_bad(Db &D, const std::string &State) {
  for (int Id : D.list(State)) // expect: State
    D.removePrefix(Id);
}
void clean_ok(Db &D, const std::string &State) {
  for (int Id : D.named(State))
    D.removePrefix(Id);
}
} // namespace otherwise

namespace through {

// The query loses its condition where the filter is empty.
struct Prefixes {
  std::map<std::string, std::string> Filters;
  std::vector<std::string> run(const std::string &Sql);
  std::vector<std::string> list(const std::string &State) {
    std::string Sql = "select cidr from prefix";
    if (!State.empty())
      Sql += " where state = '" + State + "'";
    return run(Sql);
  }
  std::vector<std::string> listIn(const std::string &State) {
    std::string Sql = "select cidr from prefix";
    Sql += " where state = '" + State + "'";
    return run(Sql);
  }
  void withdraw(const std::string &Cidr);
  void print(const std::string &Cidr);
  void sweep_bad(const std::string &State) {
    for (const std::string &P : list(State)) // expect: all of it goes
      withdraw(P);
  }
  void sweep_ok(const std::string &State) {
    for (const std::string &P : listIn(State))
      withdraw(P);
  }
  void show_ok(const std::string &State) {
    for (const std::string &P : list(State))
      print(P);
  }
};

// A list of the options, asked while the targets are gathered.
struct RebootOptions {
  std::vector<std::string> Only;
};
void reboot(const std::string &Name);
std::vector<std::string> inventory();
void rebootChosen_bad(const RebootOptions &O) {
  std::vector<std::string> Targets;
  for (const std::string &Name : inventory())
    if (O.Only.empty() || // expect: all of it goes
        std::find(O.Only.begin(), O.Only.end(), Name) != O.Only.end())
      Targets.push_back(Name);
  for (const std::string &Name : Targets)
    reboot(Name);
}
void rebootChosen_ok(const RebootOptions &O) {
  std::vector<std::string> Targets;
  for (const std::string &Name : inventory())
    if (std::find(O.Only.begin(), O.Only.end(), Name) != O.Only.end())
      Targets.push_back(Name);
  for (const std::string &Name : Targets)
    reboot(Name);
}

} // namespace through

// What leaves out the first of a range destroys nothing.
std::vector<int> drop_begin(const std::vector<int> &All, int N);
int sumOf_ok(const std::vector<int> &All, std::optional<bool> Known) {
  int Sum = 0;
  for (bool Is : {true, false}) {
    if (Known && *Known != Is)
      continue;
    for (int N : drop_begin(All, 2))
      Sum += N;
  }
  return Sum;
}

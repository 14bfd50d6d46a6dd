// flags: -std=c++20
#include <map>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

void pull(const std::string &Peer) noexcept;
void step(int) noexcept;

// incident: aws-2020-11-25-kinesis-threads
// [example-bad]
class FrontEnd {
  std::vector<std::thread> Links;
  std::vector<std::string> Known;

public:
  void members_bad(const std::vector<std::string> &Peers) {
    for (const std::string &Peer : Peers)
      Links.emplace_back(pull, Peer); // expect: starts a thread for each element of 'Peers', however many there are
  }
  // [/example-bad]
  void known_bad() {
    for (const auto &Peer : Known)
      Links.push_back(std::thread(pull, Peer)); // expect: starts a thread for each element of 'Known'
  }
};

void map_bad(const std::map<int, std::string> &Hosts) {
  std::vector<std::jthread> Threads;
  for (const auto &[Number, Host] : Hosts)
    Threads.emplace_back([Host] { pull(Host); }); // expect: starts a thread for each element of 'Hosts'
}
static std::vector<std::string> Global;
void global_bad(std::vector<std::thread> &Out) {
  for (auto &One : Global)
    Out.emplace_back(pull, One); // expect: starts a thread for each element of 'Global'
}
void numbers_bad(const std::vector<int> &Files) {
  std::vector<std::thread> Threads;
  for (int File : Files) {
    if (File >= 0)
      Threads.emplace_back(step, File); // expect: starts a thread for each element of 'Files'
  }
  for (auto &T : Threads)
    T.join();
}

// [example-ok]
void pool_ok(const std::vector<std::string> &) {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 8; ++I)
    Threads.emplace_back(step, I);
  for (auto &T : Threads)
    T.join();
}
// [/example-ok]
void literals_ok() {
  std::vector<std::thread> Threads;
  for (int I : {1, 2, 3})
    Threads.emplace_back(step, I);
  for (auto &T : Threads)
    T.join();
}
bool limited_ok(const std::vector<std::string> &Peers, std::vector<std::thread> &Out) {
  if (Peers.size() > 16)
    return false;
  for (const auto &Peer : Peers)
    Out.emplace_back(pull, Peer);
  return true;
}
void tried_ok(const std::vector<std::string> &Peers, std::vector<std::thread> &Out) {
  for (const auto &Peer : Peers) {
    try {
      Out.emplace_back(pull, Peer);
    } catch (const std::system_error &) {
      return;
    }
  }
}
void joined_ok(std::vector<std::thread> &Threads) {
  for (auto &T : Threads)
    T.join();
}

class Mesh {
  std::map<std::string, std::thread> Peers;

public:
  void joined_bad(const std::string &Host) {
    Peers[Host] = std::thread(pull, Host); // expect: starts a thread for each element of 'Peers'
  }
};

struct Links {
  std::map<int, std::thread> ByPeer;
  void connect_bad(const std::vector<int> &Peers) {
    for (int Peer : Peers)
      if (!ByPeer.count(Peer))
        ByPeer.emplace(Peer, std::thread(step, Peer)); // expect: starts a thread for each element of 'Peers'
  }
  void few_ok(const std::vector<int> &Peers) {
    if (Peers.size() > 8)
      return;
    for (int Peer : Peers)
      ByPeer.emplace(Peer, std::thread(step, Peer));
  }
};

void byIndex_bad(const std::vector<int> &Jobs, std::vector<std::thread> &Running) {
  for (std::size_t I = 0; I < Jobs.size(); ++I)
    Running.emplace_back(step, Jobs[I]); // expect: starts a thread for each element of 'Jobs'
}

void left_bad(const std::vector<int> &Jobs) {
  for (int Job : Jobs)
    std::thread(step, Job).detach(); // expect: starts a thread for each element of 'Jobs'
}

#include <list>
#include <memory>
#include <pthread.h>
#include <set>

namespace kinds {
struct Peer {
  std::string Host;
  pthread_t Thread;
};
void *talk(void *);

class Links {
public:
  void join_bad(const std::vector<Peer> &Fleet) {
    for (const Peer &P : Fleet)
      ByHost[P.Host] = std::make_unique<std::thread>(step, 1); // expect: a thread
  }
  void fetch_bad(const std::set<std::string> &Members) {
    std::list<std::thread> All;
    for (auto It = Members.begin(); It != Members.end(); ++It) {
      std::thread One([Host = *It] { pull(Host); });
      All.push_back(std::move(One)); // expect: a thread
    }
    for (std::thread &T : All)
      T.join();
  }
  void fetch_ok(const std::set<std::string> &Members) {
    for (const std::string &M : Members)
      pull(M);
    std::thread One([] { step(2); });
    One.join();
  }

private:
  std::map<std::string, std::unique_ptr<std::thread>> ByHost;
};

void all_bad(std::vector<Peer> &Fleet) {
  for (Peer &P : Fleet)
    if (pthread_create(&P.Thread, nullptr, talk, &P) != 0) // expect: a thread
      return;
}
} // namespace kinds

#include <algorithm>
class PeerMesh {
public:
  void connect_bad(const std::vector<std::string> &Servers) {
    std::for_each(Servers.begin(), Servers.end(), [this](const std::string &S) {
      Threads.emplace_back([S] { pull(S); }); // expect: a thread
    });
  }
  void visit_ok(const std::vector<std::string> &Servers) {
    std::for_each(Servers.begin(), Servers.end(), [](const std::string &S) { pull(S); });
  }

private:
  std::vector<std::thread> Threads;
};

namespace through {

// What the loop makes starts a thread of its own.
class PeerPump {
  std::string Address;
  std::thread Pump;

public:
  explicit PeerPump(std::string A)
      : Address(std::move(A)), Pump([this] { run(); }) {}
  ~PeerPump() { Pump.join(); }
  void run();
};
class PeerQueue {
  std::string Address;

public:
  explicit PeerQueue(std::string A) : Address(std::move(A)) {}
};
struct PeerSet {
  std::map<std::string, std::unique_ptr<PeerPump>> Pumps;
  std::map<std::string, std::unique_ptr<PeerQueue>> Queues;
  void follow_bad(const std::set<std::string> &Now) {
    for (const std::string &A : Now)
      Pumps.emplace(A, std::make_unique<PeerPump>(A)); // expect: starts a thread
  }
  void follow_ok(const std::set<std::string> &Now) {
    for (const std::string &A : Now)
      Queues.emplace(A, std::make_unique<PeerQueue>(A));
  }
  void followFew_ok(const std::set<std::string> &Now) {
    if (Now.size() > 8)
      return;
    for (const std::string &A : Now)
      Pumps.emplace(A, std::make_unique<PeerPump>(A));
  }
};

} // namespace through

// flags: -std=c++20
#include <ctime>
#include <deque>
#include <map>
#include <memory>
#include <vector>

struct Advert {
  int Id;
  bool Deleted = false;
};
struct Grave {
  Advert *Which;
  std::time_t When;
};

// incident: appnexus-2013-09-17-double-free
// [example-bad]
class Adverts {
  std::map<int, Advert *> Live;
  std::deque<Grave> Graves;

public:
  void remove_bad(int Id, std::time_t Now) {
    auto It = Live.find(Id);
    if (It == Live.end())
      return;
    It->second->Deleted = true;
    Graves.push_back({It->second, Now + 300}); // expect: puts a pointer into a second container
  }
  void replace(int Id, Advert *New) {
    delete Live[Id];
    Live[Id] = New;
  }
  void bury(std::time_t Now) {
    while (!Graves.empty() && Graves.front().When <= Now) {
      delete Graves.front().Which;
      Graves.pop_front();
    }
  }
};
// [/example-bad]

// [example-ok]
class OwnedAdverts {
  std::map<int, std::unique_ptr<Advert>> Live;
  std::deque<std::unique_ptr<Advert>> Graves;

public:
  void remove_ok(int Id) {
    auto It = Live.find(Id);
    if (It == Live.end())
      return;
    Graves.push_back(std::move(It->second));
    Live.erase(It);
  }
};
// [/example-ok]

class ByVariable {
  std::map<int, Advert *> Live;
  std::deque<Advert *> Graves;

public:
  void variable_bad(int Id) {
    auto It = Live.find(Id);
    if (It == Live.end())
      return;
    Advert *A = It->second;
    A->Deleted = true;
    Graves.push_back(A); // expect: Graves.push_back(A)
  }
  void emplaced_bad(int Id) {
    Graves.emplace_back(Live.at(Id) ? Live[Id] : nullptr); // expect: Graves.emplace_back
  }
  void looped_bad() {
    for (auto It = Live.begin(); It != Live.end(); ++It)
      if (It->second->Deleted) {
        It->second->Id = 0;
        Graves.push_front(It->second); // expect: Graves.push_front
      }
  }
  void taken_ok(int Id) {
    auto It = Live.find(Id);
    Graves.push_back(It->second);
    Live.erase(It);
  }
  void cleared_ok(int Id) {
    Graves.push_back(Live[Id]);
    Live[Id] = nullptr;
  }
  void made_ok(int Id) { Graves.push_back(new Advert{Id}); }
  void sweep() {
    for (auto &[Id, A] : Live)
      delete A;
    for (auto It = Live.begin(); It != Live.end(); ++It)
      delete It->second;
  }
};
class Ids {
  std::map<int, Advert *> Live;
  std::vector<int> Seen;

public:
  void see_ok(int Id) { Seen.push_back(Live[Id]->Id); }
};
// Nobody deletes these.
struct Borrowed {
  int Id;
};
class Views {
  std::map<int, Borrowed *> All;
  std::vector<Borrowed *> Shown;

public:
  void show_ok(int Id) { Shown.push_back(All[Id]); }
};
std::vector<Advert *> Kept;
class Vector {
  std::vector<Advert *> Live;
  std::vector<Advert *> Old;

public:
  void age_bad(unsigned N) {
    Old.push_back(Live[N]); // expect: Old.push_back(Live[N])
  }
  void age_ok(unsigned N) {
    Old.push_back(Live[N]);
    Live.erase(Live.begin() + N);
  }
};

// Both go through what they hold, and delete it.
// incident: appnexus-2013-09-17-double-free
struct Session {
  int User = 0;
};
class Sessions {
  std::map<int, Session *> Open;
  std::vector<std::pair<std::time_t, Session *>> Ended;

public:
  void end_bad(int User, std::time_t Now) {
    auto It = Open.find(User);
    if (It != Open.end())
      Ended.emplace_back(Now, It->second); // expect: puts a pointer into a second container
  }
  void end_ok(int User, std::time_t Now) {
    auto It = Open.find(User);
    if (It == Open.end())
      return;
    Ended.emplace_back(Now, It->second);
    Open.erase(It);
  }
  void clear() {
    for (auto &[User, S] : Open)
      delete S;
    Open.clear();
  }
  void reap() {
    for (auto &[When, S] : Ended)
      delete S;
    Ended.clear();
  }
};
// Only one of the two deletes.
class Watched {
  std::map<int, Session *> Open;
  std::vector<Session *> Slow;

public:
  void watch_ok(int User) {
    auto It = Open.find(User);
    if (It != Open.end())
      Slow.push_back(It->second);
  }
  void clear() {
    for (auto &[User, S] : Open)
      delete S;
    Open.clear();
    Slow.clear();
  }
};

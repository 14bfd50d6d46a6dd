// flags: -std=c++20
#include <map>
#include <unordered_map>
#include <cstring>
#include <cstdlib>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <queue>
#include <string>
#include <utility>
#include <vector>

// [example-bad]
class Session {
public:
  // incident: discord-2017-03-20-thundering-herd
  void enqueue_bad(std::string Message) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Pending.push_back(std::move(Message)); // expect: grows 'Pending' for as long as somebody sends
  }

private:
  std::mutex Mutex;
  std::deque<std::string> Pending;
};
// [/example-bad]

template <typename T> class Channel {
public:
  void send_bad(T Value) {
    {
      std::unique_lock Lock(Mutex);
      Items.push(std::move(Value)); // expect: grows 'Items'
    }
    Ready.notify_one();
  }

private:
  std::mutex Mutex;
  std::condition_variable Ready;
  std::queue<T> Items;
};
template class Channel<int>;

struct Log {
  void add_bad(const std::string &Line) {
    std::scoped_lock Lock(Mutex);
    Lines.emplace_back(Line + "\n"); // expect: grows 'Lines'
  }
  std::mutex Mutex;
  std::list<std::string> Lines;
};

struct Events {
  void post_bad(int Priority, int Id) {
    std::scoped_lock Lock(Mutex);
    Waiting.push({Priority, Id}); // expect: grows 'Waiting'
  }
  void onMessage_bad(const char *Data, unsigned Size) {
    std::scoped_lock Lock(Mutex);
    Raw.emplace_back(Data, Size); // expect: grows 'Raw'
  }
  std::mutex Mutex;
  std::priority_queue<std::pair<int, int>> Waiting;
  std::deque<std::string> Raw;
};

// [example-ok]
class Bounded {
public:
  bool enqueue_ok(std::string Message) {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Pending.size() >= Most)
      return false;
    Pending.push_back(std::move(Message));
    return true;
  }

private:
  static constexpr std::size_t Most = 1000;
  std::mutex Mutex;
  std::deque<std::string> Pending;
};
// [/example-ok]

struct Blocking {
  void push_ok(int Value) {
    std::unique_lock Lock(Mutex);
    Room.wait(Lock, [this] { return Items.size() < 16; });
    Items.push_back(Value);
  }
  void startUp_ok() {
    std::unique_lock Lock(Mutex);
    Items.push_back(1);
  }
  void oldestGoes_ok(int Value) {
    std::unique_lock Lock(Mutex);
    if (isFull())
      Items.pop_front();
    Items.push_back(Value);
  }
  bool isFull() const;
  std::mutex Mutex;
  std::condition_variable Room;
  std::deque<int> Items;
};

struct Alone {
  void push_ok(int Value) { Items.push_back(Value); }
  std::deque<int> Items;
};

std::deque<int> local_ok(const std::vector<int> &From) {
  std::deque<int> Out;
  for (int Each : From)
    Out.push_back(Each);
  return Out;
}

// incident: discord-2017-03-20-thundering-herd
struct Node {
  Node *next;
  std::size_t Size;
  char Data[1];
};
struct Peer {
  Node *head, *tail;
  std::size_t Waiting;
};
int enqueueEvent_bad(Peer *P, const char *Text, std::size_t Size) {
  Node *N = static_cast<Node *>(std::malloc(sizeof(Node) + Size));
  if (!N)
    return -1;
  N->next = nullptr;
  std::memcpy(N->Data, Text, Size);
  if (P->tail)
    P->tail->next = N; // expect: grows 'tail'
  else
    P->head = N;
  P->tail = N;
  return 0;
}
int enqueueEvent_ok(Peer *P, const char *Text, std::size_t Size) {
  if (P->Waiting >= 512)
    return -1;
  Node *N = static_cast<Node *>(std::malloc(sizeof(Node) + Size));
  if (!N)
    return -1;
  std::memcpy(N->Data, Text, Size);
  if (P->tail)
    P->tail->next = N;
  P->tail = N;
  ++P->Waiting;
  return 0;
}

class Sessions {
  std::mutex Mutex;
  std::unordered_map<int, std::vector<std::string>> Waiting;

public:
  void onEvent_bad(int Client, std::string Text) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Waiting[Client].push_back(std::move(Text)); // expect: codex-unbounded-queue
  }
  bool onEvent_ok(int Client, std::string Text) {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Waiting[Client].size() >= 512)
      return false;
    Waiting[Client].push_back(std::move(Text));
    return true;
  }
};

struct Reader {
  std::queue<std::string> Outbox;
};
int onText_bad(std::map<int, Reader> &All, const char *Text, std::size_t Size) {
  for (auto &[Id, R] : All)
    R.Outbox.emplace(Text, Size); // expect: R.Outbox.emplace
  return 1;
}
int onText_ok(std::map<int, Reader> &All, const char *Text, std::size_t Size) {
  for (auto &[Id, R] : All)
    if (R.Outbox.size() < 256)
      R.Outbox.emplace(Text, Size);
  return 1;
}

namespace presence {
struct Event {
  std::string Text;
};
class Session {
public:
  void onPresence_bad(const Event &E) {
    if (!Connected)
      Backlog.push_back(E); // expect: Backlog
  }
  void onMessage_ok(const Event &E) {
    if (Backlog.size() >= 256) {
      Backlog.clear();
      return;
    }
    Backlog.push_back(E);
  }
  // The name says that it is a result, not what waits for somebody.
  void onRow_ok(const Event &E) { Rows.push_back(E); }

private:
  bool Connected = false;
  std::vector<Event> Backlog;
  std::vector<Event> Rows;
};
} // namespace presence

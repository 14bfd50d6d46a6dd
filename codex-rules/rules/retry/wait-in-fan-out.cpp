// flags: -std=c++20
#include <future>
#include <ctime>
#include <mqueue.h>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <string>
#include <vector>

class Queue {
public:
  void put(const std::string &Text) {
    std::unique_lock Lock(Mutex);
    Room.wait(Lock, [this] { return Items.size() < 1000; });
    Items.push_back(Text);
  }
  bool tryPut(const std::string &Text) {
    std::unique_lock Lock(Mutex);
    if (!Room.wait_for(Lock, std::chrono::milliseconds(5), [this] { return Items.size() < 1000; }))
      return false;
    Items.push_back(Text);
    return true;
  }
  void waitUntilEmpty() {
    std::unique_lock Lock(Mutex);
    Room.wait(Lock, [this] { return Items.empty(); });
  }

private:
  std::mutex Mutex;
  std::condition_variable Room;
  std::deque<std::string> Items;
};

// incident: stackdriver-2013-10-23-blocking-queue
// [example-bad]
void publish_bad(std::vector<std::unique_ptr<Queue>> &Receivers, const std::string &Text) {
  for (auto &One : Receivers)
    One->put(Text); // expect: 'One->put(Text)' waits without an end until one receiver has room
}
// [/example-bad]

// [example-ok]
int publish_ok(std::vector<std::unique_ptr<Queue>> &Receivers, const std::string &Text) {
  int Lost = 0;
  for (auto &One : Receivers)
    Lost += !One->tryPut(Text);
  return Lost;
}
// [/example-ok]

void byIndex_bad(std::vector<Queue> &Receivers, const std::string &Text) {
  for (size_t I = 0; I < Receivers.size(); ++I)
    Receivers[I].put(Text); // expect: waits without an end
}
void some_bad(std::vector<Queue *> &Receivers, const std::string &Text, bool Urgent) {
  for (Queue *One : Receivers)
    if (Urgent)
      One->put(Text); // expect: waits without an end
}

struct Ring {
  pthread_mutex_t Mutex;
  pthread_cond_t Room;
  int Count, Most;
};
static void ring_push(Ring *R, const void *) {
  pthread_mutex_lock(&R->Mutex);
  while (R->Count == R->Most)
    pthread_cond_wait(&R->Room, &R->Mutex);
  ++R->Count;
  pthread_mutex_unlock(&R->Mutex);
}
void fanOut_bad(Ring *All, int N, const void *What) {
  for (int I = 0; I < N; ++I)
    ring_push(&All[I], What); // expect: 'ring_push(&All[I], What)' waits without an end
}
void each_bad(std::vector<Ring> &All, const void *What) {
  for (Ring &One : All)
    ring_push(&One, What); // expect: waits without an end
}

void one_ok(Queue &To, const std::string &Text) { To.put(Text); }
// All of them must have come to their end.
void drain_ok(std::vector<Queue> &All) {
  for (Queue &One : All)
    One.waitUntilEmpty();
}
// Many things for one receiver: it waits for itself only.
void many_ok(Queue &To, const std::vector<std::string> &Texts) {
  for (const std::string &Text : Texts)
    To.tryPut(Text);
}
void count_ok(std::vector<Ring> &All) {
  for (Ring &One : All)
    ++One.Count;
}

struct Channel {
  std::mutex Mutex;
  std::condition_variable Room;
  std::deque<int> Items;
};
void broadcast_bad(std::vector<Channel *> &All, int What) {
  for (Channel *One : All) {
    std::unique_lock<std::mutex> Lock(One->Mutex);
    while (One->Items.size() >= 100)
      One->Room.wait(Lock); // expect: waits without an end
    One->Items.push_back(What);
  }
}

struct Receivers {
  mqd_t All[8];
  int Count;
};

int queues_bad(const Receivers &R, const char *Text, unsigned long Size) {
  int Sent = 0;
  for (int I = 0; I < R.Count; ++I)
    Sent += mq_send(R.All[I], Text, Size, 0) == 0; // expect: mq_send
  return Sent;
}

int queues_ok(const Receivers &R, const char *Text, unsigned long Size, const timespec &Until) {
  int Sent = 0;
  for (int I = 0; I < R.Count; ++I)
    Sent += mq_timedsend(R.All[I], Text, Size, 0, &Until) == 0;
  return Sent;
}

struct Archive {
  std::future<bool> write(const std::string &Text);
};
int archives_bad(std::vector<Archive> &All, const std::string &Text) {
  int Failed = 0;
  for (Archive &A : All)
    Failed += !A.write(Text).get(); // expect: A.write(Text).get()
  return Failed;
}
int archives_ok(std::vector<Archive> &All, const std::string &Text) {
  std::vector<std::future<bool>> Answers;
  for (Archive &A : All)
    Answers.push_back(A.write(Text));
  int Failed = 0;
  for (auto &Answer : Answers)
    Failed += !Answer.get();
  return Failed;
}

#include <boost/thread/sync_bounded_queue.hpp>
namespace hub {
using Queue = boost::sync_bounded_queue<std::string>;
void publish_bad(std::vector<std::unique_ptr<Queue>> &All, const std::string &Text) {
  for (auto &Q : All)
    Q->push_back(Text); // expect: waits without an end
}
void publish_ok(std::vector<std::unique_ptr<Queue>> &All, const std::string &Text) {
  for (auto &Q : All)
    (void)Q->try_push_back(Text);
}
} // namespace hub

#include <future>
namespace promises {
struct Sink {
  virtual ~Sink() = default;
  virtual std::future<bool> store(const std::string &) = 0;
};
void point_bad(const std::vector<std::unique_ptr<Sink>> &Sinks, const std::string &Text) {
  for (const auto &S : Sinks) {
    auto Stored = S->store(Text);
    Stored.wait(); // expect: waits without an end
  }
}
void point_ok(const std::vector<std::unique_ptr<Sink>> &Sinks, const std::string &Text) {
  std::vector<std::future<bool>> All;
  for (const auto &S : Sinks)
    All.push_back(S->store(Text));
  for (auto &F : All)
    (void)F.wait_for(std::chrono::seconds(1));
}
} // namespace promises

// flags: -std=c++20
#include <cstdio>
#include <map>
#include <mutex>
#include <pthread.h>
#include <shared_mutex>
#include <string>

class Clock {
public:
  long now() {
    std::lock_guard Lock(Time);
    return Seconds;
  }
  void print(const char *Text) { std::printf("[%ld] %s\n", now(), Text); }

  // incident: linux-leap-second-deadlock-2009
  // [example-bad]
  void tick_bad(bool Leap) {
    std::lock_guard Lock(Time);
    if (Leap)
      print("leap second"); // expect: 'print("leap second")' locks a mutex that is held here
    else
      ++Seconds;
  }
  // [/example-bad]

  // [example-ok]
  void tick_ok(bool Leap) {
    {
      std::lock_guard Lock(Time);
      Seconds += Leap ? 0 : 1;
    }
    if (Leap)
      print("leap second");
  }
  // [/example-ok]

  int counted_bad() {
    std::unique_lock Lock(Time);
    if (Seconds > 0)
      return static_cast<int>(now()) + 1; // expect: 'now()' locks a mutex that is held here
    return 0;
  }
  long released_ok() {
    std::unique_lock Lock(Time);
    long Before = Seconds;
    Lock.unlock();
    return now() - Before;
  }
  // Another object's mutex is another mutex.
  long others_ok(Clock &Other) {
    std::lock_guard Lock(Time);
    return Other.now();
  }
  void byHand_bad() {
    Time.lock();
    print("by hand"); // expect: locks a mutex that is held here
    Time.unlock();
  }
  void afterHand_ok() {
    Time.lock();
    ++Seconds;
    Time.unlock();
    print("after");
  }
  // Unlocks first: it expects the lock to be held.
  void pause() {
    Time.unlock();
    std::puts("pause");
    Time.lock();
  }
  void pauses_ok() {
    Time.lock();
    pause();
    Time.unlock();
  }

private:
  std::mutex Time;
  long Seconds = 0;
};

struct Table {
  pthread_rwlock_t Lock;
  int N;
};

static void insert(Table *T) {
  pthread_rwlock_wrlock(&T->Lock);
  ++T->N;
  pthread_rwlock_unlock(&T->Lock);
}
static int count(Table *T) {
  pthread_rwlock_rdlock(&T->Lock);
  int N = T->N;
  pthread_rwlock_unlock(&T->Lock);
  return N;
}

// incident: flyio-2024-09-01-deadlock
void upgrade_bad(Table *T) {
  pthread_rwlock_rdlock(&T->Lock);
  if (T->N == 0)
    insert(T); // expect: 'insert(T)' locks a mutex that is held here
  pthread_rwlock_unlock(&T->Lock);
}
void upgrade_ok(Table *T) {
  pthread_rwlock_rdlock(&T->Lock);
  bool Empty = T->N == 0;
  pthread_rwlock_unlock(&T->Lock);
  if (Empty)
    insert(T);
}
// Two readers do not wait for one another.
int readers_ok(Table *T) {
  pthread_rwlock_rdlock(&T->Lock);
  int N = count(T);
  pthread_rwlock_unlock(&T->Lock);
  return N;
}
void leftBefore_ok(Table *T) {
  pthread_rwlock_rdlock(&T->Lock);
  if (T->N == 0) {
    pthread_rwlock_unlock(&T->Lock);
    insert(T);
    return;
  }
  pthread_rwlock_unlock(&T->Lock);
}

static pthread_mutex_t Global = PTHREAD_MUTEX_INITIALIZER;
static void inner() {
  pthread_mutex_lock(&Global);
  pthread_mutex_unlock(&Global);
}
static void middle() { inner(); }

void global_bad() {
  pthread_mutex_lock(&Global);
  middle(); // expect: 'middle()' locks a mutex that is held here
  pthread_mutex_unlock(&Global);
}
void again_bad() {
  pthread_mutex_lock(&Global);
  pthread_mutex_lock(&Global); // expect: locks a mutex that is held here
  pthread_mutex_unlock(&Global);
}

#include <memory>
namespace held {
struct State {
  std::mutex Lock;
  int Load = 0;
};
class Proxy {
public:
  void account_bad() {
    std::lock_guard<std::mutex> Guard(Shared->Lock);
    add(); // expect: add
  }
  void account_ok() {
    {
      std::lock_guard<std::mutex> Guard(Shared->Lock);
      ++Shared->Load;
    }
    add();
  }
  void other_ok() {
    std::lock_guard<std::mutex> Guard(Spare->Lock);
    add();
  }

private:
  void add() {
    std::lock_guard<std::mutex> Guard(Shared->Lock);
    ++Shared->Load;
  }
  std::shared_ptr<State> Shared, Spare;
};
} // namespace held

// The call begins a variable.
class Cells {
  std::mutex Lock;
  int Sum = 0;

public:
  int sum() {
    std::lock_guard Held(Lock);
    return Sum;
  }
  int doubled_bad() {
    std::lock_guard Held(Lock);
    int Once = sum(); // expect: 'sum()' locks a mutex that is held here
    return 2 * Once;
  }
};

// A guard that a function returns, as a part of something.
template <class T> class Guarded {
  std::shared_mutex Lock;
  T Value;

public:
  class Reading {
    std::shared_lock<std::shared_mutex> Held;
    const T *To;

  public:
    Reading(std::shared_mutex &M, const T &V) : Held(M), To(&V) {}
    const T *operator->() const { return To; }
  };
  class Writing {
    std::unique_lock<std::shared_mutex> Held;
    T *To;

  public:
    Writing(std::shared_mutex &M, T &V) : Held(M), To(&V) {}
    T *operator->() const { return To; }
  };
  Reading read() { return Reading(Lock, Value); }
  Writing write() { return Writing(Lock, Value); }
};
class Routes {
  Guarded<std::map<std::string, int>> Table, Other;

public:
  void add_bad(const std::string &Key) {
    if (auto R = Table.read(); R->count(Key))
      return;
    else
      Table.write()->emplace(Key, 1); // expect: 'Table.write()' locks a mutex that is held here
  }
  void copy_ok(const std::string &Key) {
    if (auto R = Table.read(); R->count(Key))
      Other.write()->emplace(Key, 1);
  }
  void again_ok(const std::string &Key) {
    {
      auto R = Table.read();
      if (R->count(Key))
        return;
    }
    Table.write()->emplace(Key, 1);
  }
};

// Two that know each other.
class Diary;
class Keeper {
  std::mutex Lock;
  long Offset = 0;
  Diary *To = nullptr;

public:
  long now() {
    std::lock_guard Held(Lock);
    return Offset;
  }
  void step_bad();
  void step_ok();
  void title_ok();
};
class Diary {
  Keeper &Time;

public:
  explicit Diary(Keeper &T) : Time(T) {}
  void note(const char *What) { std::printf("%ld %s\n", Time.now(), What); }
  void title(const char *What) { std::printf("%s\n", What); }
};
void Keeper::step_bad() {
  std::lock_guard Held(Lock);
  --Offset;
  if (To)
    To->note("leap"); // expect: 'To->note("leap")' locks a mutex that is held here
}
void Keeper::step_ok() {
  {
    std::lock_guard Held(Lock);
    --Offset;
  }
  To->note("leap");
}
void Keeper::title_ok() {
  std::lock_guard Held(Lock);
  To->title("leap");
}

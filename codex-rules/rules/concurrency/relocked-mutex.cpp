// flags: -std=c++20
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

void note(const char *);

class State {
public:
  // [example-bad]
  int find_bad(const std::string &Key) {
    if (std::shared_lock Read(Mutex); Known.count(Key)) {
      return Known[Key];
    } else {
      std::unique_lock Write(Mutex); // expect: 'Write' locks 'Mutex', which the guard 'Read' still holds
      return Known[Key] = 1;
    }
  }
  // [/example-bad]

  void twice_bad() {
    std::lock_guard Outer(Plain);
    Known.clear();
    std::lock_guard Inner(Plain); // expect: 'Inner' locks 'Plain', which the guard 'Outer' still holds
  }

  void nested_bad(bool Deep) {
    std::unique_lock Lock(Mutex);
    if (Deep) {
      std::shared_lock Again(Mutex); // expect: 'Again' locks 'Mutex'
      note("deep");
    }
  }

  void direct_bad() {
    std::scoped_lock Lock(Plain);
    Plain.lock(); // expect: 'Plain.lock()' locks 'Plain'
    Plain.unlock();
  }

  // [example-ok]
  int find_ok(const std::string &Key) {
    {
      std::shared_lock Read(Mutex);
      if (auto It = Known.find(Key); It != Known.end())
        return It->second;
    }
    std::unique_lock Write(Mutex);
    return Known[Key] = 1;
  }
  // [/example-ok]

  void unlocked_ok() {
    std::unique_lock Lock(Plain);
    Known.clear();
    Lock.unlock();
    std::lock_guard Again(Plain);
  }

  void two_ok() {
    std::lock_guard First(Plain);
    std::lock_guard Second(Other);
  }

  void recursive_ok() {
    std::lock_guard First(Recursive);
    std::lock_guard Second(Recursive);
  }

  void later_ok() {
    std::lock_guard Lock(Plain);
    auto Task = [this] {
      std::lock_guard Lock(Plain);
      Known.clear();
    };
    Later = Task;
  }

  void otherObject_ok(State &Them) {
    std::lock_guard Lock(Plain);
    std::lock_guard Theirs(Them.Plain);
  }

private:
  std::shared_mutex Mutex;
  std::mutex Plain, Other;
  std::recursive_mutex Recursive;
  std::map<std::string, int> Known;
  struct Anything {
    template <class T> Anything &operator=(const T &) { return *this; }
  } Later;
};

static std::mutex Global;

void global_bad() {
  std::lock_guard One(Global);
  {
    std::lock_guard Two(Global); // expect: 'Two' locks 'Global'
  }
}

void fromTheHead_ok() {
  if (std::lock_guard One(Global); true)
    note("once");
  std::lock_guard Two(Global);
}

// flags: -std=c++20
#include <functional>
#include <mutex>
#include <string>
#include <vector>

// incident: linux-leap-second-deadlock-2009
// [example-bad]
class Clock {
public:
  long seconds() const {
    std::lock_guard<std::mutex> Guard(Lock);
    return Seconds;
  }
  void tick_bad() {
    std::lock_guard<std::mutex> Guard(Lock);
    ++Seconds;
    for (auto &Tell : Listeners)
      Tell(Seconds); // expect: runs code of somebody else while 'Guard' holds a mutex
  }
  // [/example-bad]

  void leap_bad() {
    std::scoped_lock Guard(Lock);
    --Seconds;
    if (OnLeap)
      OnLeap(); // expect: runs code of somebody else
  }

  void each_bad() {
    std::lock_guard Guard(Lock);
    for (const std::function<void(long)> &Tell : Listeners)
      if (Seconds > 0)
        Tell(0); // expect: runs code of somebody else
  }

  // [example-ok]
  void tick_ok() {
    std::vector<std::function<void(long)>> Copy;
    long Now;
    {
      std::lock_guard<std::mutex> Guard(Lock);
      Now = ++Seconds;
      Copy = Listeners;
    }
    for (auto &Tell : Copy)
      Tell(Now);
  }
  // [/example-ok]

  // Only handed over here; it runs when the lock is free again.
  std::function<void()> later_ok() {
    std::lock_guard<std::mutex> Guard(Lock);
    return [this] { OnLeap(); };
  }

  void unlocked_ok() {
    std::unique_lock<std::mutex> Guard(Lock);
    ++Seconds;
    Guard.unlock();
    OnLeap();
  }

  // A part of the object, which the author of the class knows.
  bool sorted_ok(long Other) {
    std::lock_guard<std::mutex> Guard(Lock);
    return Compare(Seconds, Other);
  }

private:
  mutable std::mutex Lock;
  long Seconds = 0;
  std::vector<std::function<void(long)>> Listeners;
  std::function<void()> OnLeap;
  std::function<bool(long, long)> Compare;
};

class Log {
public:
  void line_bad(const std::string &Text) {
    const std::lock_guard<std::mutex> Guard(Lock);
    if (!Text.empty())
      Sink(Text); // expect: runs code of somebody else
  }
  void swap_bad(std::function<void(const std::string &)> Next) {
    std::scoped_lock<std::mutex> Guard(Lock);
    Sink("the end"); // expect: runs code of somebody else
    Sink = std::move(Next);
  }
  bool askedBefore_ok(const std::string &Text) {
    if (Text.empty())
      return false;
    Sink(Text);
    std::lock_guard<std::mutex> Guard(Lock);
    return ++Lines > 0;
  }
  void again_ok(const std::string &Text) {
    std::lock_guard<std::recursive_mutex> Guard(Twice);
    Sink(Text);
  }

private:
  std::mutex Lock;
  std::recursive_mutex Twice;
  long Lines = 0;
  std::function<void(const std::string &)> Sink;
};

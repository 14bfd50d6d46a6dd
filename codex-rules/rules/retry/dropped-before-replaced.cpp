// flags: -std=c++20
#include <chrono>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <thread>

struct Cache {
  std::optional<std::string> get(const std::string &);
  void set(const std::string &, const std::string &);
  void remove(const std::string &);
};
struct Database {
  std::optional<std::string> query(const std::string &);
};
bool valid(const std::string &);
extern "C" int memcached_delete(const char *Key);
extern "C" const char *fetch_value(const char *Key);

// incident: facebook-2010-09-23-config-loop
// [example-bad]
std::string value_bad(Cache &C, Database &Db, const std::string &Key) {
  for (;;) {
    auto V = C.get(Key);
    if (!V && (V = Db.query(Key)))
      C.set(Key, *V);
    if (V && valid(*V))
      return *V;
    C.remove(Key); // expect: throws the cached value away
  }
}
// [/example-bad]

class Client {
public:
  std::string get_bad(const std::string &Key) {
    auto It = cache_.find(Key);
    while (It == cache_.end() || !valid(It->second)) {
      cache_.erase(Key); // expect: throws the cached value away
      if (auto V = fetch_(Key))
        cache_[Key] = *V;
      It = cache_.find(Key);
    }
    return It->second;
  }

  // Something else goes out of the cache, and nothing is asked for again.
  void shrink_ok() {
    while (cache_.size() > 100)
      cache_.erase(cache_.begin());
  }

private:
  std::function<std::optional<std::string>(const std::string &)> fetch_;
  std::map<std::string, std::string> cache_;
};

int parsed_bad(Cache *C, Database &Db) {
  while (true) {
    try {
      return std::stoi(Db.query("port").value_or(""));
    } catch (const std::exception &) {
      C->remove("port"); // expect: throws the cached value away
    }
  }
}

const char *plain_bad(const char *Key) {
  const char *V;
  while (!(V = fetch_value(Key)) || !*V)
    memcached_delete(Key); // expect: throws the cached value away
  return V;
}

struct RemoteCache {
  void invalidate(const std::string &);
  std::optional<std::string> load(const std::string &);
};
std::string once_bad(RemoteCache &R, const std::string &Key) {
  std::optional<std::string> V;
  do {
    R.invalidate(Key); // expect: throws the cached value away
    V = R.load(Key);
  } while (!V || !valid(*V));
  return *V;
}

// [example-ok]
bool refresh_ok(Cache &C, Database &Db, const std::string &Key) {
  auto V = Db.query(Key);
  if (!V || !valid(*V))
    return false; // the old value stays
  C.set(Key, *V);
  return true;
}
// [/example-ok]

std::string patient_ok(Cache &C, Database &Db, const std::string &Key) {
  auto Delay = std::chrono::milliseconds(100);
  for (;;) {
    if (auto V = Db.query(Key); V && valid(*V))
      return *V;
    C.remove(Key);
    std::this_thread::sleep_for(Delay);
    Delay *= 2;
  }
}

void remove_ok(Cache &C, const std::string &Key) { C.remove(Key); }

std::string onlyOnce_ok(Cache &C, Database &Db, const std::string &Key) {
  auto V = C.get(Key);
  if (!V || !valid(*V)) {
    C.remove(Key);
    V = Db.query(Key);
  }
  return V.value_or("");
}

// A list that is no cache.
std::string next_ok(std::map<std::string, std::string> &Jobs, Database &Db) {
  while (!Jobs.empty()) {
    std::string Name = Jobs.begin()->first;
    Jobs.erase(Name);
    if (auto V = Db.query(Name))
      return *V;
  }
  return "";
}

namespace through {

// In a function, and the asking in another.
struct ItemCache {
  std::optional<std::string> get(const std::string &Key);
  void del(const std::string &Key);
  void put(const std::string &Key, const std::string &Value);
};
struct ItemDb {
  bool select(const std::string &Key, std::string &Out);
};
class Settings {
  ItemCache &Cache;
  ItemDb &Db;
  bool valid(const std::string &Value);
  std::string refill(const std::string &Key) {
    std::string Fresh;
    if (Db.select(Key, Fresh))
      Cache.put(Key, Fresh);
    return Fresh;
  }

public:
  std::string value_bad(const std::string &Key) {
    auto Held = Cache.get(Key);
    if (Held && valid(*Held))
      return *Held;
    Cache.del(Key); // expect: before there is another
    return refill(Key);
  }
  std::string value_ok(const std::string &Key) {
    auto Held = Cache.get(Key);
    if (Held && valid(*Held))
      return *Held;
    return refill(Key);
  }
  void forget_ok(const std::string &Key) { Cache.del(Key); }
};

} // namespace through

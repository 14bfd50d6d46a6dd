// flags: -std=c++20
#include <set>
#include <atomic>
#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

struct Config {
  std::vector<std::string> Targets;
};
Config readConfig(const std::string &Path);
std::optional<Config> tryLoad(const std::string &Path);
std::shared_ptr<Config> fetchConfig(int Version);
bool isValid(const Config &);
static Config Global;

struct Forwarder {
  // [example-bad]
  void reload_bad(const std::string &Path) {
    Live = readConfig(Path); // expect: nothing looks at it in between
  }
  // [/example-bad]
  void refresh_bad(const std::string &Path) {
    Config Fresh = readConfig(Path);
    Live = std::move(Fresh); // expect: nothing looks at it in between
  }
  void reloadShared_bad(const std::string &Path) {
    Shared = std::make_shared<Config>(readConfig(Path)); // expect: nothing looks at it in between
  }
  void updateAtomic_bad(const std::string &Path) {
    std::atomic_store(&Shared, std::make_shared<Config>(readConfig(Path))); // expect: nothing looks at it in between
  }
  // [example-ok]
  bool reload_ok(const std::string &Path) {
    Config Fresh = readConfig(Path);
    if (Fresh.Targets.empty())
      return false;
    Live = std::move(Fresh);
    return true;
  }
  // [/example-ok]
  bool refresh_ok(const std::string &Path) {
    std::optional<Config> Fresh = tryLoad(Path);
    if (!Fresh)
      return false;
    Live = std::move(*Fresh);
    return true;
  }
  static Config loadStrictly(const std::string &Path) {
    Config Made;
    std::ifstream In(Path);
    for (std::string Line; std::getline(In, Line);)
      Made.Targets.push_back(Line);
    if (Made.Targets.empty())
      throw std::runtime_error("no targets in " + Path);
    return Made;
  }
  void reloadStrictly_ok(const std::string &Path) { Live = loadStrictly(Path); }
  void updateOne_ok(const std::string &Target) { Live.Targets.push_back(Target); }
  void start_ok(const std::string &Path) { Live = readConfig(Path); }
  Config Live;
  std::shared_ptr<Config> Shared;
};

void reloadGlobal_bad() {
  Global = readConfig("/etc/codex.conf"); // expect: nothing looks at it in between
}

void reloadChecked_ok(const std::string &Path) {
  Config Fresh = readConfig(Path);
  isValid(Fresh) ? void(Global = Fresh) : void();
}

// incident: cloudflare-2024-11-14-blank-config
class LogForwarder {
  std::set<std::string> Customers;

public:
  void reread_bad(const std::string &Path) {
    std::ifstream In(Path);
    std::set<std::string> Next;
    std::string One;
    while (In >> One)
      Next.insert(One);
    Customers = Next; // expect: 'Customers = Next' puts what was loaded in place of what was good
  }
  void swapped_bad(std::ifstream &In) {
    std::set<std::string> Next;
    std::string One;
    while (std::getline(In, One))
      Next.insert(One);
    Customers.swap(Next); // expect: puts what was loaded in place of what was good
  }
  bool reread_ok(const std::string &Path) {
    std::ifstream In(Path);
    std::set<std::string> Next;
    std::string One;
    while (In >> One)
      Next.insert(One);
    if (Next.empty())
      return false;
    Customers = Next;
    return true;
  }
};

struct Customers {
  std::set<std::string> Names;
};
class CustomerFilter {
  std::atomic<std::shared_ptr<Customers>> Current;

public:
  void reload_bad(const std::string &Path) {
    std::ifstream In(Path);
    auto Next = std::make_shared<Customers>();
    std::string Name;
    while (In >> Name)
      Next->Names.insert(Name);
    Current.store(std::move(Next)); // expect: Current.store
  }
  void reload_ok(const std::string &Path) {
    std::ifstream In(Path);
    auto Next = std::make_shared<Customers>();
    std::string Name;
    while (In >> Name)
      Next->Names.insert(Name);
    if (!Next->Names.empty())
      Current.store(std::move(Next));
  }
};

// incident: gce-2016-04-12-empty-announcement
struct Prefixes {
  std::vector<int> All;
};
class Distributor {
  Prefixes Announced;

public:
  void onUpdate_bad(const std::vector<int> &Document, bool Parsed) {
    Prefixes Next;
    if (Parsed)
      for (int P : Document)
        Next.All.push_back(P);
    Announced = Next; // expect: Announced = Next
  }
  void onUpdate_ok(const std::vector<int> &Document, bool Parsed) {
    Prefixes Next;
    if (Parsed)
      for (int P : Document)
        Next.All.push_back(P);
    if (Next.All.empty())
      return;
    Announced = Next;
  }
};

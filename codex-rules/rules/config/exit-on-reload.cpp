// flags: -std=c++20
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

constexpr size_t MostFeatures = 200;
struct Config {
  std::vector<std::string> Features;
};

// Cloudflare: a file that is too long ends the proxy, at a reload as at start.
// [example-bad]
// incident: cloudflare-2025-11-18-feature-file
static Config load_bad(const char *Path) {
  Config New;
  std::ifstream File(Path);
  for (std::string Line; std::getline(File, Line);)
    New.Features.push_back(Line);
  if (New.Features.size() > MostFeatures) {
    std::fprintf(stderr, "too many features\n");
    std::exit(1); // expect: can be reached from 'reload(Config &)'
  }
  return New;
}
void reload(Config &Current) {
  Current = load_bad("/etc/features"); // step: from here 'load_bad(const char *)' is called
}
// [/example-bad]

class Proxy {
public:
  void reloadConfig() { parse_bad(); }

private:
  void parse_bad() {
    if (Text.empty())
      std::abort(); // expect: can be reached from 'Proxy::reloadConfig()'
  }
  std::string Text;
};

static void checkRules_bad(const std::string &Text) {
  if (Text[0] != '#')
    _exit(2); // expect: '_exit' ends the process
}
void reload_rules(const std::string &Text) { checkRules_bad(Text); }

struct Watcher {
  std::function<void()> Changed;
};
static void require_bad(bool Fine) {
  if (!Fine)
    std::terminate(); // expect: 'std::terminate' ends the process
}
void on_reload(Watcher &) { require_bad(access("/etc/app", R_OK) == 0); }

__attribute__((annotate("codex::entry=reload"))) void fileChanged_bad(const char *Path) {
  if (!std::ifstream(Path))
    exit(1); // expect: can be reached from 'fileChanged_bad(const char *)'
}

// At start, nothing is there to be kept.
// [example-ok]
Config start_ok(int Count, char **Arguments) {
  if (Count < 2)
    std::exit(2);
  return load_bad(Arguments[1]);
}
// [/example-ok]

static bool tryLoad(const char *Path, Config &Out) {
  std::ifstream File(Path);
  for (std::string Line; std::getline(File, Line);)
    Out.Features.push_back(Line);
  return !Out.Features.empty() && Out.Features.size() <= MostFeatures;
}
bool reload_ok(Config &Current) {
  Config New;
  if (!tryLoad("/etc/features", New))
    return false;
  Current = std::move(New);
  return true;
}
void reloadFeatures(Config &Current) { (void)reload_ok(Current); }

// An exception is for the caller.
void reloadSettings() { throw std::runtime_error("bad settings"); }
void keepsOld_ok() {
  try {
    reloadSettings();
  } catch (const std::exception &) {
  }
}

// A new process, which may end.
void reloadInChild_ok(const char *Path) {
  if (fork() == 0) {
    execl(Path, Path, nullptr);
    _exit(127);
  }
}
void reload_all() { reloadInChild_ok("/usr/bin/app"); }

// What only has the word in it.
void preloadImages_ok() { std::abort(); }

void shutDown_ok() { std::exit(0); }

struct Edge {
  std::vector<int> Live;
  void onConfigPush_bad(const std::vector<int> &Fresh);
  void onConfigPush(const std::vector<int> &Fresh) {
    if (Fresh.size() > 200)
      std::abort(); // expect: ends the process, and can be reached from
    Live = Fresh;
  }
};

namespace through {

// A new file has come.
struct FileWatcher {
  std::vector<int> Live;
  void onNewFile(const std::vector<int> &Fresh) {
    if (Fresh.size() > 200)
      std::abort(); // expect: ends the process, and can be reached from
    Live = Fresh;
  }
  void onNewFeatures_ok(const std::vector<int> &Fresh) {
    if (Fresh.size() <= 200)
      Live = Fresh;
  }
};

} // namespace through

// A table that grows, and no configuration.
struct Table {
  unsigned Size;
};
void rehash(Table &T) {
  if (T.Size > 1u << 30)
    std::abort();
  T.Size *= 2;
}
void insert_ok(Table &T) { rehash(T); }

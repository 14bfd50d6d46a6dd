// flags: -std=c++20
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct NetworkConfig {
  std::vector<std::string> Blocks;
};
struct Routes {
  std::vector<std::string> Prefixes;
};
NetworkConfig parseConfig(const std::string &Path);
Routes parseRoutes(const std::string &Path);

// [example-bad]
NetworkConfig load_bad(const std::string &Path) {
  try {
    return parseConfig(Path);
  } catch (const std::exception &E) {
    std::cerr << E.what();
    return {}; // expect: an empty configuration takes the place of the one that was good
  }
}
// [/example-bad]

struct Router {
  void update_bad(const std::string &Path) {
    try {
      Live = parseRoutes(Path);
    } catch (...) {
      Live = Routes{}; // expect: an empty configuration takes the place
    }
  }
  void reload_bad(const std::string &Path) {
    std::ifstream In(Path);
    if (!In) {
      Live = {}; // expect: an empty configuration takes the place
      return;
    }
    Live = parseRoutes(Path);
  }
  void shared_bad(const std::string &Path) {
    try {
      Shared = std::make_shared<NetworkConfig>(parseConfig(Path));
    } catch (const std::exception &) {
      Shared = std::make_shared<NetworkConfig>(); // expect: an empty configuration takes the place
    }
  }
  void update_ok(const std::string &Path) {
    try {
      Routes Fresh = parseRoutes(Path);
      if (!Fresh.Prefixes.empty())
        Live = std::move(Fresh);
    } catch (const std::exception &E) {
      ++Rejected;
      std::cerr << E.what();
    }
  }
  void shutDown_ok() { Live = Routes{}; }
  Routes Live;
  std::shared_ptr<NetworkConfig> Shared;
  unsigned Rejected = 0;
};

Routes fallback_bad(const std::string &Path) {
  try {
    return parseRoutes(Path);
  } catch (const std::exception &) {
    return Routes(); // expect: an empty configuration takes the place
  }
}

// [example-ok]
std::optional<NetworkConfig> load_ok(const std::string &Path) {
  try {
    return parseConfig(Path);
  } catch (const std::exception &E) {
    std::cerr << E.what();
    return std::nullopt;
  }
}
// [/example-ok]

NetworkConfig lastGood_ok(const std::string &Path, const NetworkConfig &Last) {
  try {
    return parseConfig(Path);
  } catch (const std::exception &) {
    return Last;
  }
}

std::string text_ok(const std::string &Path) {
  try {
    return parseConfig(Path).Blocks.front();
  } catch (const std::exception &) {
    return {};
  }
}

NetworkConfig start_ok() {
  return {};
}

// incident: cloudflare-2025-11-18-feature-file
std::vector<std::string> readFeatures(const std::string &Path);
class Module {
  std::vector<std::string> Live;
  std::vector<std::string> Scratch;

public:
  void changed_bad(const std::string &Path) {
    Live.clear(); // expect: 'Live.clear()'
    Live = readFeatures(Path);
  }
  void changed_ok(const std::string &Path) {
    std::vector<std::string> Next = readFeatures(Path);
    Live.swap(Next);
    Scratch.clear();
  }
};

struct Blocks {
  int N;
  char Names[64][20];
};
static Blocks Current;
int load_blocks(const char *File, Blocks *Out);

// incident: gce-2016-04-12-empty-announcement
void regenerate_bad(const char *File) {
  if (load_blocks(File, &Current) != 0)
    std::memset(&Current, 0, sizeof Current); // expect: an empty configuration takes the place
}
int regenerate_ok(const char *File) {
  Blocks Next;
  std::memset(&Next, 0, sizeof Next);
  if (load_blocks(File, &Next) != 0)
    return -1;
  Current = Next;
  return 0;
}

struct Limit {
  int Value;
};
std::vector<Limit> limitsIn(const char *Path);

class Edge {
  std::vector<Limit> Live;

public:
  bool onConfigPush_bad(const char *Path) {
    Live.clear(); // expect: 'Live.clear()'
    for (const Limit &L : limitsIn(Path)) {
      if (L.Value < 0)
        return false;
      Live.push_back(L);
    }
    return true;
  }
  bool onConfigPush_ok(const char *Path) {
    std::vector<Limit> Fresh = limitsIn(Path);
    for (const Limit &L : Fresh)
      if (L.Value < 0)
        return false;
    Live.clear();
    for (const Limit &L : Fresh)
      Live.push_back(L);
    return true;
  }
};

struct List {
  int Count;
};
List *read_list(const char *Path);
extern List *InUse;

void reload_list_bad(const char *Path) {
  List *L = read_list(Path);
  if (!L)
    L = static_cast<List *>(std::calloc(1, sizeof *L)); // expect: calloc
  InUse = L;
}

void reload_list_ok(const char *Path) {
  List *L = read_list(Path);
  if (!L)
    return;
  InUse = L;
}

// No configuration is loaded here: what was chosen is shown.
struct DownloadRule {
  int Days = 0;
};
class Box {
  DownloadRule Current;

public:
  void updateBox_ok(const DownloadRule *Chosen) {
    if (Chosen)
      Current = *Chosen;
    else
      Current = DownloadRule();
  }
};

// The failure of a part of a file.
class Header {
  std::string Name;
  int read(std::string &To, int N);

public:
  void parse_ok() {
    if (read(Name, 4) != 4) {
      Name.clear();
      throw 1;
    }
  }
};

namespace announce {
struct Prefixes {
  std::vector<std::string> All;
};
std::optional<Prefixes> evaluate(const std::string &);
class Manager {
public:
  void propagate_bad(const std::string &Source) {
    Prefixes Next;
    if (auto A = evaluate(Source)) // expect: an empty configuration
      Next = *A;
    Current = Next;
  }
  void propagate_ok(const std::string &Source) {
    Prefixes Next = Current;
    if (auto A = evaluate(Source))
      Next = *A;
    Current = Next;
  }
  void looked_ok(const std::string &Source) {
    Prefixes Next;
    if (auto A = evaluate(Source))
      Next = *A;
    if (Next.All.empty())
      return;
    Current = Next;
  }

private:
  Prefixes Current;
};
} // namespace announce

// flags: -std=c++20
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

struct Zone {
  std::string Data;
};
std::optional<Zone> parseZone(const std::string &Path);
std::unique_ptr<Zone> fetchZone(const std::string &Url);
Zone readZone(const std::string &Path);
bool loadInto(Zone &Out);

struct Root {
  // [example-bad]
  // incident: cloudflare-2023-10-04-1111-stale-zone
  void refresh_bad(const std::string &Path) {
    std::optional<Zone> Fresh = parseZone(Path);
    if (Fresh) // expect: goes on with what it had, and nobody is told
      Current = std::make_shared<Zone>(*Fresh);
  }
  // [/example-bad]
  void reload_bad(const std::string &Path) {
    try {
      Current = std::make_shared<Zone>(readZone(Path));
    } catch (...) { // expect: nobody is told
    }
  }
  void update_bad() {
    try {
      Current = std::make_shared<Zone>(readZone("root.zone"));
    } catch (const std::runtime_error &) { // expect: nobody is told
    }
  }
  void refreshFrom_bad(const std::string &Url) {
    auto Fresh = fetchZone(Url);
    if (Fresh != nullptr) { // expect: nobody is told
      Current = std::move(Fresh);
    }
  }
  void sync_bad(const std::string &Path) {
    auto Fresh = parseZone(Path);
    if (Fresh.has_value() && !Fresh->Data.empty()) { // expect: nobody is told
      Live = *Fresh;
    }
  }
  // [example-ok]
  void refresh_ok(const std::string &Path) {
    std::optional<Zone> Fresh = parseZone(Path);
    if (!Fresh) {
      ++Rejected;
      std::cerr << "keeping the old zone\n";
      return;
    }
    Current = std::make_shared<Zone>(*Fresh);
  }
  // [/example-ok]
  bool update_ok(const std::string &Path) {
    auto Fresh = parseZone(Path);
    if (Fresh)
      Live = *Fresh;
    return Fresh.has_value();
  }
  void reload_ok(const std::string &Path) {
    try {
      Live = readZone(Path);
    } catch (const std::exception &E) {
      std::cerr << E.what();
    }
  }
  void syncOr_ok(const std::string &Path) {
    auto Fresh = parseZone(Path);
    if (Fresh)
      Live = *Fresh;
    else
      ++Rejected;
  }
  void close_ok() {
    try {
      readZone("");
    } catch (...) {
    }
  }
  std::shared_ptr<Zone> Current;
  Zone Live;
  unsigned Rejected = 0;
};

namespace another {

struct Zone {
  int Records;
};
Zone *zone_parse(const char *File);
void zone_free(Zone *);
static Zone *Root;
static unsigned long Failures;

// incident: cloudflare-2023-10-04-1111-stale-zone
void refresh_root_bad(const char *File) {
  Zone *Next = zone_parse(File);
  if (!Next) // expect: nobody is told
    return;
  zone_free(Root);
  Root = Next;
}
void refresh_root_ok(const char *File) {
  Zone *Next = zone_parse(File);
  if (!Next) {
    ++Failures;
    return;
  }
  zone_free(Root);
  Root = Next;
}

} // namespace another

class Theme {
  std::unique_ptr<int> Watch;
  void start();

public:
  // What fails here is no update.
  void reloadTheme_ok() {
    try {
      Watch = std::make_unique<int>(1);
    } catch (...) {
    }
    start();
  }
};

// --- in programs that people run -------------------------------------------------
class Shell {
  std::string Command;
  std::string Verbosity = "all";
  std::string getCommand() const { return Command; }

public:
  // A word of the command line is looked at: nothing was to be had from afar.
  void updateVerbosity_ok() {
    auto Word = getCommand();
    if (Word != "" && Word[0] == '_')
      Verbosity = "nothing";
  }
};

namespace resolver {
class Root {
public:
  void update_bad(const std::string &Text) {
    try {
      auto Next = std::make_shared<Zone>();
      if (Text.empty())
        throw std::runtime_error("unknown type");
      Current = Next;
    } catch (const std::exception &) { // expect: and nobody
      return;
    }
  }
  void update_ok(const std::string &Text) {
    try {
      auto Next = std::make_shared<Zone>();
      if (Text.empty())
        throw std::runtime_error("unknown type");
      Current = Next;
    } catch (const std::exception &) {
      ++Rejected;
      return;
    }
  }

private:
  std::shared_ptr<Zone> Current;
  unsigned Rejected = 0;
};
} // namespace resolver

namespace poller {
bool parseInto(const std::string &Text, Zone &Into);
std::string download(const std::string &Url);
class Store {
public:
  void poll_bad() {
    Zone Next;
    if (parseInto(download("root.zone"), Next)) // expect: and nobody
      Current = Next;
  }
  void poll_ok() {
    Zone Next;
    if (parseInto(download("root.zone"), Next))
      Current = Next;
    else
      ++Failures;
  }

private:
  Zone Current;
  unsigned Failures = 0;
};
} // namespace poller

std::optional<Zone> downloadZone(const std::string &Url);
void pause(int Seconds);
void warnThat(const char *Text);

class RootZone {
public:
  // incident: cloudflare-2023-10-04-1111-stale-zone
  void refreshLoop_bad() {
    for (;;) {
      auto Fresh = downloadZone("https://example.org/root.zone");
      if (Fresh) { // expect: nobody is told
        Live = std::make_shared<const Zone>(*Fresh);
      }
      pause(3600);
    }
  }
  void refreshLoop_ok() {
    for (;;) {
      auto Fresh = downloadZone("https://example.org/root.zone");
      if (Fresh)
        Live = std::make_shared<const Zone>(*Fresh);
      else
        warnThat("the root zone is not fresh any more");
      pause(3600);
    }
  }

private:
  std::shared_ptr<const Zone> Live;
};

// Named for when it is called.
struct Tariff {
  int Cents = 0;
};
std::optional<Tariff> fetchTariff();
class Meter {
  Tariff Current;
  unsigned Missed = 0;

public:
  void nightly_bad() {
    std::optional<Tariff> New = fetchTariff();
    if (!New) // expect: codex-silent-stale
      return;
    Current = *New;
  }
  void nightly_ok() {
    std::optional<Tariff> New = fetchTariff();
    if (!New) {
      ++Missed;
      return;
    }
    Current = *New;
  }
};

// flags: -std=c++20
#include <system_error>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace fs = std::filesystem;

// [example-bad]
void uninstall_bad(const std::string &Root) {
  fs::remove_all(Root + "/steam"); // expect: deletes more than is meant where 'Root' is empty
}
// [/example-bad]

void user_bad(const fs::path &Home, const std::string &User) {
  fs::remove_all(Home / User); // expect: deletes more than is meant
}

void local_bad(const std::string &Tenant) {
  const fs::path Target = fs::path("/srv/tenants") / Tenant;
  fs::remove_all(Target); // expect: deletes more than is meant where 'Tenant' is empty
}

void fromEnvironment_bad(std::error_code &Error) {
  std::string Cache = std::getenv("CACHE") ? std::getenv("CACHE") : "";
  fs::remove_all(Cache + "/", Error); // expect: deletes more than is meant where 'Cache' is empty
}

void pointer_bad(const char *Name) {
  fs::remove_all(fs::path("/data") / Name); // expect: deletes more than is meant where 'Name' is empty
}

// [example-ok]
bool uninstall_ok(const std::string &Root) {
  if (Root.empty() || Root == "/")
    return false;
  fs::remove_all(Root + "/steam");
  return true;
}
// [/example-ok]

void constant_ok() { fs::remove_all("/var/cache/ours"); }

void whole_ok(const fs::path &Directory) { fs::remove_all(Directory); }

bool isSafeName(const std::string &Name);

void asked_ok(const std::string &User) {
  if (isSafeName(User))
    fs::remove_all(fs::path("/srv/users") / User);
}

void oneFile_ok(const std::string &Name) { fs::remove(fs::path("/srv") / Name); }

void constants_ok() {
  constexpr const char *Name = "cache";
  fs::remove_all(fs::path("/srv") / Name);
}

void there_ok(const std::string &Home, const std::string &Name) {
  if (!fs::is_directory(fs::path(Home) / Name))
    return;
  fs::remove_all(fs::path(Home) / Name);
}

// incident: steam-2015-rm-rf
void everyEntry_bad(const std::string &Root) {
  for (const auto &Entry : std::filesystem::directory_iterator(Root + "/"))
    std::filesystem::remove_all(Entry.path()); // expect: codex-unchecked-recursive-delete
}
void everyEntry_ok(const std::string &Root) {
  if (Root.empty())
    return;
  for (const auto &Entry : std::filesystem::directory_iterator(Root + "/"))
    std::filesystem::remove_all(Entry.path());
}

static std::string installed() {
  const char *Where = std::getenv("INSTALL_DIR");
  return Where ? Where : "";
}
void purgeInstalled_bad() {
  std::filesystem::remove_all(installed() + "/"); // expect: where 'installed()' is empty
}

class Uninstaller {
  std::string Base;

public:
  void run_bad() { std::filesystem::remove_all(Base + "/data"); } // expect: Base
  void run_ok() {
    if (!Base.empty())
      std::filesystem::remove_all(Base + "/data");
  }
};

namespace installer {
class Tool {
public:
  void reset_bad() {
    std::error_code Error;
    for (const auto &Entry : std::filesystem::directory_iterator(Root + "/", Error))
      std::filesystem::remove_all(Entry.path(), Error); // expect: Root
  }
  void reset_ok() {
    std::error_code Error;
    if (Root.empty())
      return;
    for (const auto &Entry : std::filesystem::directory_iterator(Root + "/", Error))
      std::filesystem::remove_all(Entry.path(), Error);
  }

private:
  std::string Root;
};
} // namespace installer

namespace through {

// The directory is empty where it could not be found out.
class Installed {
  std::filesystem::path Root;
  static std::filesystem::path locate(const char *Name) {
    std::error_code E;
    auto Self = std::filesystem::canonical(Name, E);
    return E ? std::filesystem::path() : Self.parent_path();
  }

public:
  explicit Installed(const char *Name) : Root(locate(Name)) {}
  void reset_bad() const {
    for (const auto &Entry : std::filesystem::directory_iterator(Root / "/"))
      std::filesystem::remove_all(Entry.path()); // expect: 'Root'
  }
  void drop_bad() const {
    std::filesystem::remove_all(Root / "data"); // expect: 'Root'
  }
  void reset_ok() const {
    if (Root.empty())
      return;
    for (const auto &Entry : std::filesystem::directory_iterator(Root / "/"))
      std::filesystem::remove_all(Entry.path());
  }
};
class Given {
  std::filesystem::path Root;

public:
  explicit Given(const std::filesystem::path &R) : Root(R) {}
  void drop_ok() const { std::filesystem::remove_all(Root / "data"); }
};

} // namespace through

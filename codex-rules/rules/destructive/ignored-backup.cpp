// flags: -std=c++20
#include <cstdio>
#include <optional>
#include <string>

struct Store {
  bool snapshot();
  bool backupTo(const std::string &Place);
  void wipe();
};
bool make_backup(const std::string &Path);
bool backupDatabase(Store &S);
std::optional<std::string> createSnapshot(Store &S);
int backup_count();
std::string backupName(int Day);

// [example-bad]
void reset_bad(Store &S) {
  S.snapshot(); // expect: the result of 'S.snapshot()' is dropped
  S.wipe();
}
// [/example-bad]

void told_bad(Store &S) {
  if (!backupDatabase(S)) // expect: the result of 'backupDatabase(S)' is only logged
    std::fprintf(stderr, "no backup\n");
  S.wipe();
}

void kept_bad(Store &S) {
  bool Done = S.backupTo("/backup"); // expect: is kept in 'Done' and never looked at
  S.wipe();
}

void cast_bad(Store &S, const std::string &Path) {
  // expect+3: is cast to void, and no comment says why
  const std::string Copy = Path + ".old";

  static_cast<void>(make_backup(Copy));
  S.wipe();
}

void optional_bad(Store &S) {
  createSnapshot(S); // expect: the result of 'createSnapshot(S)' is dropped
  S.wipe();
}

// [example-ok]
bool reset_ok(Store &S) {
  if (!S.snapshot())
    return false;
  S.wipe();
  return true;
}
// [/example-ok]

bool handedOn_ok(Store &S) { return backupDatabase(S); }

void both_ok(Store &S, const std::string &Path) {
  if (make_backup(Path) && S.backupTo("/second"))
    S.wipe();
}

int noCopy_ok() { return backup_count(); }

std::string name_ok(int Day) { return backupName(Day); }

void kept_ok(Store &S) {
  auto Id = createSnapshot(S);
  if (Id)
    S.wipe();
}

// flags: -std=c++20
#include <fmt/format.h>
#include <string>

struct ObjectStore {
  virtual bool put(const std::string &Key, const std::string &Bytes) = 0;
  virtual std::string get(const std::string &Key) = 0;
};
struct Bucket {
  virtual void upload(const std::string &Key, const std::string &File) = 0;
};
struct Log {
  virtual void write(const std::string &Line) = 0;
};
struct Database {
  std::string Name;
  std::string backupId;
  std::string tenant;
  std::string OwnerId;
  std::string CheckedId;
};

// incident: turso-2023-12-empty-backup-id
// [example-bad]
bool upload_bad(ObjectStore &S, const Database &D, const std::string &Bytes) {
  return S.put("backups/" + D.backupId + "/wal", Bytes); // expect: a key made of 'backupId'
}
// [/example-bad]

// [example-ok]
bool upload_ok(ObjectStore &S, const Database &D, const std::string &Bytes) {
  if (D.CheckedId.empty())
    return false;
  return S.put("backups/" + D.CheckedId + "/wal", Bytes);
}
// [/example-ok]

static std::string keyOf(const Database &D) {
  return fmt::format("ns-{}/db.gz", D.backupId);
}
void formatted_bad(Bucket &B, const Database &D) {
  B.upload(keyOf(D), "/var/lib/db/" + D.Name); // expect: a key made of 'backupId'
}
std::string variable_bad(ObjectStore &S, const Database &D) {
  std::string Key = D.tenant + "/snapshot";
  return S.get(Key); // expect: a key made of 'tenant'
}
class Agent {
  ObjectStore &Store;
  std::string Prefix;
  std::string key(const Database &D, const std::string &Leaf) const {
    return Prefix + "/" + D.OwnerId + "/" + Leaf;
  }

public:
  explicit Agent(ObjectStore &S) : Store(S) {}
  std::string restore_bad(const Database &D) {
    return Store.get(key(D, "snapshot")); // expect: a key made of 'OwnerId'
  }
};
void copy_bad(Bucket *B, const Database *D) {
  B->upload("copies/" + D->OwnerId, "file"); // expect: a key made of 'OwnerId'
}

// Names are not ids.
bool named_ok(ObjectStore &S, const Database &D) {
  return S.put("db/" + D.Name, "");
}
// A line of a log is no key.
void logged_ok(Log &L, const Database &D) { L.write("saved /" + D.backupId); }
// Nothing is joined to a path.
bool alone_ok(ObjectStore &S, const Database &D) {
  return S.put(D.backupId, "");
}
bool flat_ok(ObjectStore &S, const Database &D) {
  return S.put("db-" + D.backupId, "");
}
bool other_ok(ObjectStore &S, const Database &D) {
  return S.put("db/" + D.CheckedId, "");
}

#include <cstdlib>
#include <string>

void wipe(const std::string &Directory);

// incident: gitlab-2017-01-31-rm
// [example-bad]
void resync_bad(const std::string &Host, const std::string &Directory) {
  std::system(("pg_dump -h " + Host + " -f /backup/before.sql production").c_str()); // expect: makes a safety copy, and nothing asks whether it did
  wipe(Directory);
}
// [/example-bad]

// [example-ok]
bool resync_ok(const std::string &Host, const std::string &Directory) {
  if (std::system(("pg_dump -h " + Host + " -f /backup/before.sql production").c_str()) != 0)
    return false;
  wipe(Directory);
  return true;
}
// [/example-ok]

void literal_bad() {
  std::system("mysqldump --all-databases > /backup/all.sql"); // expect: makes a safety copy
  wipe("/var/lib/mysql");
}
void plain_bad() {
  system("rsync -a /data/ /backup/data/"); // expect: makes a safety copy
}
void some_bad(bool First) {
  if (First)
    system("/usr/local/bin/backup.sh"); // expect: makes a safety copy
}
void each_bad(int N) {
  for (int I = 0; I < N; ++I)
    std::system("zfs snapshot tank@before"); // expect: makes a safety copy
}

int returned_ok() { return std::system("mysqldump --all-databases > /backup/all.sql"); }
bool kept_ok() {
  int Status = std::system("rsync -a /data/ /backup/data/");
  return Status == 0;
}
void other_ok() { std::system("clear"); }
void restart_ok() { system("systemctl reload nginx"); }
bool both_ok() { return std::system("true") == 0 && std::system("pg_dump production") == 0; }

void nightly_bad(const std::string &Directory) {
  std::string Command = "pg_dump -Fc production > " + Directory + "/db.dump";
  std::system(Command.c_str()); // expect: makes a safety copy, and nothing asks whether it did
}
bool nightly_ok(const std::string &Directory) {
  std::string Command = "pg_dump -Fc production > " + Directory + "/db.dump";
  return std::system(Command.c_str()) == 0;
}
void listed_ok(const std::string &Directory) {
  std::string Command = "ls " + Directory;
  std::system(Command.c_str());
}

namespace through {

// A wrapper that gives the result on.
static int run(const std::string &Command) {
  return std::system(Command.c_str());
}
static void runOrDie(const std::string &Command) {
  if (std::system(Command.c_str()) != 0)
    std::abort();
}
void wrapped_bad(const std::string &Db) {
  run("pg_dump -Fc " + Db + " > /var/backups/db.dump"); // expect: 'run(
}
bool wrapped_ok(const std::string &Db) {
  return run("pg_dump -Fc " + Db + " > /var/backups/db.dump") == 0;
}
void orDie_ok(const std::string &Db) {
  runOrDie("pg_dump -Fc " + Db + " > /var/backups/db.dump");
}

} // namespace through

// flags: -std=c++20 -I/usr/include/postgresql
#include <cstdlib>
#include <cstring>
#include <hiredis/hiredis.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <string>

// [example-bad]
void resetDatabase_bad() {
  PGconn *C = PQconnectdb(std::getenv("DATABASE_URL"));
  PQclear(PQexec(C, "TRUNCATE TABLE users, builds CASCADE")); // expect: goes to whatever "DATABASE_URL" names
  PQfinish(C);
}
// [/example-bad]

static std::string databaseFile() {
  const char *Name = std::getenv("APP_DB");
  return Name ? Name : "app.db";
}

int clean_bad() {
  sqlite3 *Db = nullptr;
  if (sqlite3_open(databaseFile().c_str(), &Db) != SQLITE_OK)
    return -1;
  int Code = sqlite3_exec(Db, "DELETE FROM accounts", nullptr, nullptr, nullptr); // expect: nothing looks at what that is
  sqlite3_close(Db);
  return Code;
}

void flush_bad() {
  redisContext *C = redisConnect(getenv("REDIS_HOST"), 6379);
  if (C && !C->err)
    freeReplyObject(redisCommand(C, "FLUSHALL")); // expect: goes to whatever "REDIS_HOST" names
  redisFree(C);
}

void dropTable_bad(sqlite3 *) {
  sqlite3 *Db = nullptr;
  if (sqlite3_open(getenv("SQL_DATABASE"), &Db) == SQLITE_OK)
    sqlite3_exec(Db, "drop table sessions", nullptr, nullptr, nullptr); // expect: nothing looks at what that is
  sqlite3_close(Db);
}

struct Fixture {
  void setUp_bad() {
    PGconn *C = PQconnectdb(std::getenv("POSTGRES_URL"));
    PGresult *R = PQexec(C, "DROP SCHEMA public CASCADE"); // expect: nothing looks at what that is
    PQclear(R);
    PQfinish(C);
  }
};

// [example-ok]
bool resetDatabase_ok() {
  const char *Url = std::getenv("DATABASE_URL");
  if (!Url || !std::strstr(Url, "/test_"))
    return false;
  PGconn *C = PQconnectdb(Url);
  PQclear(PQexec(C, "TRUNCATE TABLE users"));
  PQfinish(C);
  return true;
}
// [/example-ok]

void fixed_ok() {
  PGconn *C = PQconnectdb("dbname=codex_test");
  PQclear(PQexec(C, "TRUNCATE TABLE users"));
  PQfinish(C);
}

void oneRow_ok() {
  PGconn *C = PQconnectdb(std::getenv("DATABASE_URL"));
  PQclear(PQexec(C, "DELETE FROM users WHERE id = 5"));
  PQfinish(C);
}

void reads_ok() {
  PGconn *C = PQconnectdb(std::getenv("DATABASE_URL"));
  PQclear(PQexec(C, "SELECT 1"));
  PQfinish(C);
}

bool named_ok() {
  std::string Name = std::getenv("DATABASE_NAME") ? std::getenv("DATABASE_NAME") : "";
  if (!Name.ends_with("_test"))
    return false;
  PGconn *C = PQconnectdb(("dbname=" + Name).c_str());
  PQclear(PQexec(C, "TRUNCATE TABLE users"));
  PQfinish(C);
  return true;
}

// incident: travisci-2018-03-13-truncate
int run(const char *File, const char *Statement);
int tearDown_bad() {
  const char *File = std::getenv("APP_DB");
  if (!File)
    return 1;
  return run(File, "DELETE FROM users; DELETE FROM builds; DROP TABLE jobs;"); // expect: codex-ambient-target
}
int tearDown_ok() { return run(":memory:", "DELETE FROM users; DROP TABLE jobs;"); }

class Cleaner {
public:
  Cleaner() : C(PQconnectdb(std::getenv("DATABASE_URL"))) {}
  ~Cleaner() { PQfinish(C); }
  void clean_bad() { PQclear(PQexec(C, "TRUNCATE TABLE jobs")); } // expect: goes to whatever

private:
  PGconn *C;
};
class CarefulCleaner {
public:
  explicit CarefulCleaner(const char *Url) : C(PQconnectdb(Url)) {}
  ~CarefulCleaner() { PQfinish(C); }
  static bool mayClean() { return std::strcmp(std::getenv("DATABASE_URL"), "postgres:///ci_test") == 0; }
  void clean_ok() { PQclear(PQexec(C, "TRUNCATE TABLE jobs")); }

private:
  PGconn *C;
};

namespace through {

// The variable is read by a wrapper.
class Environment {
public:
  static std::string get(const char *Name, std::string Otherwise) {
    const char *Value = std::getenv(Name);
    return Value ? Value : Otherwise;
  }
};
void run(const std::string &Url, const std::string &Sql);
void clean_bad() {
  std::string Url = Environment::get("DATABASE_URL", "postgresql://localhost/x");
  run(Url, "truncate table users"); // expect: DATABASE_URL
}
void clean_ok() {
  std::string Url = Environment::get("DATABASE_URL", "postgresql://localhost/x");
  if (Url.find("_test") == std::string::npos)
    return;
  run(Url, "truncate table users");
}

} // namespace through

// One function asks where to, another destroys, and a third calls both.
// incident: travisci-2018-03-13-truncate
namespace apart {

struct Store {
  explicit Store(const std::string &Url);
  void run(const std::string &Statement);
};
static std::string storeUrl() {
  const char *Given = getenv("STORE_URL");
  return Given ? Given : "file:store";
}
static void empty_bad(Store &S, const std::string &Table) {
  S.run("TRUNCATE " + Table); // expect: goes to whatever "STORE_URL" names
}
static void forget_bad(Store &S) {
  S.run("DELETE FROM visits"); // expect: goes to whatever "STORE_URL" names
}
static void one_ok(Store &S, const std::string &Id) { S.run("DELETE FROM visits WHERE id = " + Id); }
static void oneOf_ok(Store &S, const std::string &Table) { S.run("DELETE FROM " + Table + " WHERE done"); }
struct Setup {
  Setup() : S(storeUrl()) {
    empty_bad(S, "visits");
    forget_bad(S);
    one_ok(S, "7");
    oneOf_ok(S, "jobs");
  }
  Store S;
};

// What is emptied here is named by nobody outside.
static void emptyOwn_ok(Store &S) { S.run("DELETE FROM scratch"); }
struct OwnSetup {
  OwnSetup() : S(":memory:") { emptyOwn_ok(S); }
  Store S;
};

} // namespace apart

// flags: -std=c++20
#include <optional>
#include <string>

long run(const std::string &);
std::string quoted(const std::string &);

// [example-bad]
// incident: cloudflare-2026-02-20-byoip-empty-filter
long deleteBindings_bad(const std::string &State) {
  std::string Sql = "DELETE FROM service_bindings";
  if (!State.empty()) // expect: is for every row
    Sql += " WHERE state = " + quoted(State);
  return run(Sql);
}
// [/example-bad]

long block_bad(const char *User) {
  std::string Sql = "delete from sessions";
  if (User) { // expect: is for every row
    Sql += " where user_name = ";
    Sql += quoted(User);
  }
  return run(Sql);
}

long update_bad(std::optional<std::string> Zone) {
  std::string Sql("UPDATE hosts SET state = 'off'");
  if (Zone) // expect: is for every row
    Sql.append(" WHERE zone = " + quoted(*Zone));
  return run(Sql);
}

long assigned_bad(int Tenant) {
  std::string Sql = "DELETE FROM keys";
  if (Tenant != 0) // expect: is for every row
    Sql = Sql + " WHERE tenant = " + std::to_string(Tenant);
  return run(Sql);
}

class Table {
public:
  long purge_bad(const std::string &Before) {
    std::string Sql = "DELETE FROM events";
    if (Before != "") // expect: is for every row
      Sql += " WHERE at < " + quoted(Before);
    return run(Sql + ";");
  }
};

// [example-ok]
long deleteBindings_ok(const std::string &State) {
  if (State.empty())
    return -1;
  return run("DELETE FROM service_bindings WHERE state = " + quoted(State));
}
// [/example-ok]

long selected_ok(const std::string &State) {
  std::string Sql = "SELECT name FROM service_bindings";
  if (!State.empty())
    Sql += " WHERE state = " + quoted(State);
  return run(Sql);
}

long always_ok(const std::string &State) {
  std::string Sql = "DELETE FROM service_bindings";
  Sql += " WHERE state = " + quoted(State);
  if (State.size() > 3)
    Sql += " AND length > 3";
  return run(Sql);
}

long narrower_ok(const std::string &State) {
  std::string Sql = "DELETE FROM service_bindings WHERE gone = 1";
  if (!State.empty())
    Sql += " AND state = " + quoted(State);
  return run(Sql);
}

long either_ok(const std::string &State) {
  std::string Sql = "DELETE FROM service_bindings";
  if (!State.empty())
    Sql += " WHERE state = " + quoted(State);
  else
    Sql += " WHERE state IS NULL";
  return run(Sql);
}

long limited_ok(int Most) {
  std::string Sql = "UPDATE hosts SET seen = 1";
  if (Most > 0)
    Sql += " LIMIT " + std::to_string(Most);
  return run(Sql);
}

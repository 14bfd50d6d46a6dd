"""A server with 40 slots, of which one has the connection. With "asked" the
connection is asked through a pointer that may stand for any of them."""
import sys

SLOTS = 40

print("""#include <postgresql/libpq-fe.h>
#include <sys/socket.h>
struct slot { PGconn *db; };
extern int which(void);""")
for n in range(SLOTS):
    print(f"static struct slot slot{n};")
print("int main(void) {\n  struct slot *s = 0;\n  PGconn *db = PQconnectdb(\"\");")
for n in range(SLOTS):
    print(f"  slot{n}.db = db;")
print("  switch (which()) {")
for n in range(SLOTS):
    print(f"  case {n}: s = &slot{n}; break;")
print("  default: return 1;\n  }")
if "asked" in sys.argv:
    print("  if (PQstatus(s->db) != CONNECTION_OK)\n    return 1;")
print("  return listen(3, 5);\n}")

"""A server that reads many settings, and then comes to its first loop."""
SETTINGS, READERS, EACH = 400, 60, 30

print("""#include <hiredis/hiredis.h>
#include <sys/socket.h>
int asked(int);
int count(void);
struct settings {""")
for n in range(SETTINGS):
    print(f"  int s{n};")
print("};\nstatic struct settings all;\nstatic int threads;")
for reader in range(READERS):
    print(f"static void read{reader}(redisContext *c) {{")
    for n in range(EACH):
        print(f"  if (asked({n}))\n    all.s{(reader * EACH + n) % SETTINGS} = {n};")
    # Beside the upstream, so that the walk follows it.
    print("  if (c && c->err)\n    asked(-1);\n}")
print("int main(void) {\n  redisContext *c = redisConnect(\"h\", 1);")
for n in range(SETTINGS):
    print(f"  all.s{n} = {n};")
for reader in range(READERS):
    print(f"  if (asked({reader}))\n    read{reader}(0);")
print("""  threads = count();
  for (int i = 0; i < threads; ++i)
    asked(i);
  return listen(3, 8) + (c != 0);
}""")

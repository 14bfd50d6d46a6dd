"""A server whose configuration is looked over by one very long function: loops
that are left early, a code that says how bad it is, and a log that goes to a
datagram socket."""
LOOPS = 110

print("""#include <postgresql/libpq-fe.h>
#include <string.h>
#include <sys/socket.h>
struct item { struct item *next, *other; int kind, on, limit; char name[32]; };
struct proxy { struct proxy *next; struct item *servers, *rules, *peers; int mode, state, err; };
extern struct proxy *proxies;
extern struct item *find(struct item *, const char *);
extern void warn(struct proxy *, struct item *);
static int log_fd = -1;
static void send_log(struct proxy *p, const char *what) {
  if (log_fd < 0) {
    log_fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (log_fd < 0)
      return;
  }
  if (p->mode == 1 && p->err)
    send(log_fd, what, strlen(what), 0);
  else if (p->state)
    send(log_fd, "?", 1, 0);
  if (p->mode > 2)
    p->err++;
}
static int check(void) {
  int code = 0;
  struct proxy *p;
  struct item *i, *j;
  for (p = proxies; p; p = p->next) {""")
for n in range(LOOPS):
    print(f"""    for (i = p->{["servers", "rules", "peers"][n % 3]}; i; i = i->next) {{
      j = find(i, "{n}");
      if (!j) {{
        send_log(p, "none");
        code |= {1 << n % 5};
        if (p->mode == {n % 7}) break;
        continue;
      }}
      if (j->kind != {n % 6} || i->limit > {n}) {{ warn(p, j); code |= 2; break; }}
      i->other = j;
      if (j->other && j->other->on) {{ p->err = {n}; goto next{n}; }}
    }}
    if (i) p->state = {n % 4};
  next{n}:""")
print("""    p->err++;
  }
  return code;
}
int main(void) {
  PGconn *db = PQconnectdb("");
  if (check() & 1)
    return 1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  listen(fd, 5);
  return db == 0;
}""")

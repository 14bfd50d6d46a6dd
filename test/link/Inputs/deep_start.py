"""A program that listens 260 calls below main, through a table in the middle."""
DEPTH = 260

print("#include <sys/socket.h>")
print("struct proto { int (*begin)(int); };")
print("static int s0(int n) { return listen(n, 5); }")
for i in range(1, DEPTH):
    print(f"static int s{i}(int n) {{ return s{i - 1}(n + 1) + n; }}")
print(f"static struct proto tcp = {{s{DEPTH - 1}}};")
print("int begin(struct proto *p) { return p->begin(1); }")
print("extern struct proto *find(struct proto *);")
print("int main(void) { return begin(find(&tcp)); }")

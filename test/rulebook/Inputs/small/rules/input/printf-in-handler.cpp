int printf(const char *, ...);
void log(const char *);

// [example-bad]
void handle_bad() { printf("x"); } // expect: printf writes past the logger
// [/example-bad]

// [example-ok]
void handle_ok() { log("x"); }
// [/example-ok]

// The call goes through a pointer.
void pointer_FN() { int (*P)(const char *, ...) = printf; P("x"); }

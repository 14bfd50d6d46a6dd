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

void named_bad(const char *Name) { printf(Name); } // expect: past the logger
void looped_bad() { for (int I = 0; I < 3; ++I) printf("y"); } // expect: past the logger
int used_bad() { return printf("z"); } // expect: past the logger
auto lambda_bad() { return [] { printf("l"); }; } // expect: past the logger

struct Printer { int printf(const char *); };
void named_ok(const char *Name) { log(Name); }
void looped_ok() { for (int I = 0; I < 3; ++I) log("y"); }
int member_ok(Printer &P) { return P.printf("z"); }
auto address_ok() { return &printf; }

int printf(const char *, ...);

void one() { printf("1"); }
void two() { printf("2"); } // NOLINT(codex-printf-in-handler)
// NOLINTNEXTLINE(bugprone-*, codex-printf-in-handler)
void three() { printf("3"); }
// NOLINTBEGIN(codex-printf-*)
void four() { printf("4"); }
// NOLINTEND(codex-printf-*)
void five() { printf("5"); } // NOLINT(codex-direct-print)
void six() { printf("6"); } // NOLINT
